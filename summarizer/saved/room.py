"""Which lines of a former note and which new ones a note that is brought up to date has room for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from summarizer.data import Document
from summarizer.note.brief import Brief, Citation, Line
from summarizer.selectors.budget import Budget

from .lines import Spot, placed, span_of
from .revise import quotation

News = Sequence[tuple[Line, Sequence[Line]]]
"""Lines with newer figures, each with the former lines whose figures it overtakes."""


def news_of(
    judged: Sequence[Line],
    lines: Sequence[Line],
    newer: Mapping[str, Citation],
    fresh: Brief,
    documents: Sequence[Document],
) -> News:
    """Return the lines with newer figures; ``newer`` are their passages, by the ids of ``judged`` lines.

    Each is one of the new ``lines`` or else a quotation, as weighty as the note on all files, ``fresh``, says
    or else as what it overtakes.
    """
    said = {span_of(citation) for line in judged for citation in line.citations}
    weights = {span_of(one.citation): one.score for one in fresh.omitted}
    news: dict[Spot, tuple[Line, list[Line]]] = {}
    for line in judged:
        citation = newer.get(line.id)
        if citation is None or span_of(citation) in said:
            continue
        if span_of(citation) not in news:
            score = weights.get(span_of(citation), max(one.score for one in line.citations))
            quoted = quotation(fresh, replace(citation, score=score), documents)
            has = (one for one in lines if any(citation.overlaps(c) for c in one.citations))
            news[span_of(citation)] = next(has, replace(quoted, status="new")), []
        news[span_of(citation)][1].append(line)
    return list(news.values())


def limit_of(fresh: Brief, budget: Budget) -> int:
    """Return how long a note may be, in the units of ``budget.cost``: of percent as long as ``fresh``."""
    used = sum(budget.cost(line.text) for line in fresh.lines)
    return used if budget.unit == "percent" else max(used, int(budget.amount))


def fit(
    judged: Sequence[Line],
    lines: Sequence[Line],
    chosen: Collection[Spot],
    budget: Budget,
    limit: int,
    news: News = (),
    pinned: Collection[str] = (),
) -> tuple[list[Line], list[Line], list[Line]]:
    """Choose what stays within ``limit``: the former lines, the new ones, and what goes, in that order.

    Lines go by their score, first the former ones that a note on all files leaves out (``chosen`` has what it
    quotes), then new ones, then the other former ones; contradicted ones, those in a person's words and those
    whose ids are ``pinned`` last. What is in the ``news`` and found no room has that of the lines which it
    overtakes, then of others in the same order, but of none that a person wrote or pinned.
    """
    pool = [*judged, *lines]
    at_of = {id(line): at for at, line in enumerate(pool)}
    brought = []
    for line, _ in news:
        if id(line) not in at_of:
            at_of[id(line)] = len(pool)
            pool.append(line)
        brought.append(at_of[id(line)])
    held = {at for at, line in enumerate(judged) if line.by_hand or line.id in pinned}
    costs = [budget.cost(line.text) for line in pool]

    def rank(at: int) -> tuple[int, float]:
        line = pool[at]
        score = line.citations[0].score if line.citations else 0.0
        if at in held or line.status == "contradicted":
            return 3, score
        if line.status == "new":
            return 1, score
        return (2 if span_of(line.citations[0]) in chosen else 0), score

    staying = set(range(len(judged) + len(lines)))
    used = sum(costs[at] for at in staying)
    for at in sorted((at for at in staying if pool[at].citations), key=rank):
        if used <= limit or len(staying) == 1:
            break
        staying.remove(at)
        used -= costs[at]
    free = limit - used
    for at, (_, behind) in zip(brought, news, strict=True):
        if at in staying:
            continue
        overtaken = {at_of[id(line)] for line in behind}
        going: list[int] = []
        gained = free
        for other in sorted(staying - set(brought), key=lambda one: (one not in overtaken, rank(one))):
            if gained >= costs[at]:
                break
            if other not in held:
                going.append(other)
                gained += costs[other]
        if gained >= costs[at]:
            staying.difference_update(going)
            staying.add(at)
            free = gained - costs[at]
    out = sorted(set(range(len(pool))) - staying, key=rank, reverse=True)
    for at in out:  # a short one may fit where a long one has gone
        if costs[at] <= free:
            staying.add(at)
            free -= costs[at]
    kept = [line for at, line in enumerate(judged) if at in staying]
    added = [pool[at] for at in range(len(judged), len(pool)) if at in staying]
    return kept, added, [pool[at] for at in reversed(out) if at not in staying]


def in_place(fresh: Brief, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Number the new lines; one that the note on all files does not have comes where its date puts it."""
    known = tuple(line for line in lines if line.id)
    for line in lines:
        if not line.id:
            known = placed(fresh, known, line)
    return tuple(replace(line, id=f"L{at}") for at, line in enumerate(known, 1))
