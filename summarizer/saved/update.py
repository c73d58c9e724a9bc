"""Yesterday's note and today's files → today's note: what still stands, what is stronger, disputed or new."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from summarizer.compose.copies import independent_groups
from summarizer.compose.corroborate import echoes
from summarizer.compose.lines import NO_ROOM
from summarizer.compose.parts import backing
from summarizer.conflicts import find_conflicts
from summarizer.content.cores import several
from summarizer.content.reading import marked
from summarizer.data import Document, Sentence, digest
from summarizer.errors import NothingToBriefError, OptionError
from summarizer.graph.similarity import SentenceGraph, unweighted
from summarizer.note.brief import Brief, Citation, Conflict, Line, Omission, cite
from summarizer.pipeline import Options, summarize
from summarizer.records import dataclass
from summarizer.selectors.budget import Budget
from summarizer.text.wordlist import Words

from .hand import keep
from .revise import retraced
from .verify import Check, Report, repair, verify

_UPDATED = "|updated"

ALL = 10_000
"""Conflicts that are looked at: more than any pile has."""

Spot = tuple[str, int, int]
"""A citation's source, start and end."""


@dataclass(frozen=True, slots=True)
class Update:
    """The note of today, its documents, and what was found when yesterday's was verified.

    ``gone`` are the lines of the former note that the new one has no more.
    """

    brief: Brief
    documents: tuple[Document, ...]
    report: Report
    gone: tuple[Line, ...] = ()

    @property
    def told(self) -> str:
        """What became of the lines: "5 lines: 4 unchanged, 1 new; 2 former lines left out"."""
        return told(self.brief, self.gone)


def update(
    brief: Brief,
    old: Sequence[Document],
    new: Sequence[Document],
    *,
    warnings: Iterable[str] = (),
    progress: Callable[[str], None] = lambda stage: None,
    jobs: int | None = None,
) -> Update:
    """Bring ``brief`` up to date: ``old`` are its sources as they are today, ``new`` the further files.

    Its lines are verified first; one whose primary citation has no true place any more is left out and said
    so. What stands is "contradicted" where a new source states another value, "strengthened" where an
    independent new one says the same, else "unchanged"; lines of new sources are "new". A line in a
    person's words stands in any case and has no status: it is traced anew in all sources. All is within
    the length of the old note's options: old lines that a note on all files would not choose make room
    first, but a contradicted one is kept. ``jobs`` are those of `summarize`. Raises
    :class:`NothingToBriefError` where nothing is new.
    """
    report = verify(brief, old)
    known = {check.source.id for check in report.sources}
    here = [document for document in report.documents if document.id in known]
    added, repeated = _added(brief, here, new)
    if not added:
        raise NothingToBriefError("every file given is a source of the note already; give a new one.")
    documents = (*here, *added)
    options = options_of(brief)
    progress("splitting into sentences")
    with several(jobs) as cores:
        found = marked(documents, cores)
    fresh = summarize(
        documents, options, warnings=(*warnings, *repeated), progress=progress, jobs=jobs, found=found
    )
    progress("comparing with the former note")
    standing, gone, lost = _standing(brief, report)
    ids = frozenset(document.id for document in added)
    judged, disputes = _judge(standing, *found, ids)
    judged = _traced_anew(judged, found[0])
    said = {spot for line in judged if not line.by_hand for spot in map(_spot, line.citations)}
    lines = tuple(
        replace(line, status="new")
        for line in fresh.lines
        if line.citations and line.citations[0].source in ids and _spot(line.citations[0]) not in said
    )
    chosen = {_spot(line.citations[0]) for line in fresh.lines if line.citations}
    kept, lines, out = _within(judged, lines, chosen, options.budget, _limit(fresh, options.budget))
    before = replace(brief, lines=tuple(kept), sources=fresh.sources)
    base = replace(fresh, lines=lines, warnings=(*fresh.warnings, *lost))
    after = keep(base, before, {line.id for line in kept}, options.budget)
    shown = {spot for line in after.lines for spot in map(_spot, line.citations)}
    left = [*gone, *(_left_out(line) for line in out), *after.omitted]
    return Update(
        replace(
            after,
            conflicts=(*after.conflicts, *_untold(disputes, after)),
            title=brief.title,
            omitted=tuple(_once(one for one in left if _spot(one.citation) not in shown)),
            signature=fresh.signature + _UPDATED,
        ),
        documents,
        report,
        dropped(brief, after),
    )


def dropped(former: Brief, now: Brief) -> tuple[Line, ...]:
    """Return the lines of a former note whose text the present one has no more."""
    here = {line.text for line in now.lines}
    return tuple(line for line in former.lines if line.text not in here)


def told(now: Brief, gone: Sequence[Line]) -> str:
    """Say in a few words how the lines of a note stand, and how many former ones it has no more."""
    drafted = all(line.kind == "draft" for line in now.lines)
    edited = "checked anew" if drafted else "edited"
    found = [line.status or (edited if line.kind == "draft" else "of your own") for line in now.lines]
    counts = ", ".join(f"{found.count(status)} {status}" for status in sorted(set(found)))
    lines = f"{len(found)} line{'s' * (len(found) != 1)}: {counts}"
    return f"{lines}; {len(gone)} former line{'s' * (len(gone) != 1)} left out" if gone else lines


def options_of(brief: Brief) -> Options:
    """Return the options that a note says it was made with; the defaults where it does not say."""
    said = brief.options
    budget = Budget()
    for unit in ("words", "sentences", "percent", "chars"):
        amount = said.get(unit)
        if isinstance(amount, (int, float)) and not isinstance(amount, bool) and amount > 0:
            budget = Budget(unit, amount)
    known: dict[str, Any] = {
        name: said[name] for name in ("ranker", "selector", "order", "query", "seed") if name in said
    }
    known["trim"] = said.get("trim") is not False
    try:
        return Options(budget=budget, title=brief.title, **known)
    except (OptionError, TypeError):  # a note of another version: its choices may be gone
        return Options(budget=budget, title=brief.title)


def _added(
    brief: Brief, here: Sequence[Document], new: Sequence[Document]
) -> tuple[list[Document], list[str]]:
    """Give the new files ids behind those of the note; leave out those that it has already."""
    contents = {_content(document): document for document in here}
    taken = {source.id for source in brief.sources}
    added, repeated = [], []
    number = 0
    for document in new:
        if (same := contents.get(_content(document))) is not None:
            repeated.append(f"{document.name} has the content of {same.id} ({same.name}); it is read once.")
            continue
        number += 1
        while f"S{number}" in taken:
            number += 1
        taken.add(f"S{number}")
        added.append(replace(document, id=f"S{number}"))
        contents[_content(document)] = added[-1]
    return added, repeated


def _content(document: Document) -> str:
    return document.sha256 or digest(document.text.encode("utf-8", "surrogatepass"))


def _standing(brief: Brief, report: Report) -> tuple[list[Line], list[Omission], list[str]]:
    """Return the lines that stand, re-anchored; omissions for those that changed; a sentence on lost ones."""
    checks = iter(report.checks)
    anchored = repair(brief, report)
    standing: list[Line] = []
    gone: list[Omission] = []
    lost: list[str] = []
    present = {document.id for document in report.documents}
    texts = {document.id: document.text for document in report.documents}
    known = {source.id for source in brief.sources}
    for line, mended in zip(brief.lines, anchored.lines, strict=True):
        mine = [next(checks) for _ in line.citations]
        sound = [_sound(check, known) for check in mine]
        primary = [ok for ok, check in zip(sound, mine, strict=True) if check.citation.role == "primary"]
        if line.by_hand or (primary and all(primary)):
            citations = tuple(c for c, ok in zip(mended.citations, sound, strict=True) if ok)
            backed = tuple(one for one in line.backing if _stands(one.citation, texts))
            standing.append(replace(mended, citations=citations, backing=backed))
            continue
        now = [check.found for check in mine if check.state == "changed" and check.found]
        if now and now[0].source in present & known:
            gone.append(Omission(f"{_former(line)}: its source has changed", now[0], now[0].score))
        else:
            name = ", ".join(sorted({check.citation.source for check in mine})) or "no source"
            lost.append(
                f"{_former(line).capitalize()} is left out, its evidence is gone ({name}): {_quoted(line)}."
            )
    return standing, gone, lost


def _stands(citation: Citation, texts: Mapping[str, str]) -> bool:
    """Tell whether a passage is where it is said to be."""
    return texts.get(citation.source, "")[citation.start : citation.end] == citation.quote


def _sound(check: Check, known: frozenset[str] | set[str]) -> bool:
    """Tell whether a citation stands, or can be anchored anew in a source of the note."""
    if check.state == "intact":
        return True
    return check.repairable and check.found is not None and check.found.source in known


def _quoted(line: Line) -> str:
    text = " ".join(line.text.split())
    return f"“{text[:80]}{'…' if len(text) > 80 else ''}”"


def _untold(disputes: Sequence[Conflict], brief: Brief) -> list[Conflict]:
    """Return the disputes of contradicted lines that the note does not list: by whom is to be told."""
    listed = {_spot(claim.citation) for conflict in brief.conflicts for claim in conflict.claims}
    lines = [line for line in brief.lines if line.status == "contradicted"]
    own = [citation for line in lines for citation in line.citations if citation.role == "primary"]
    return [
        dispute
        for dispute in disputes
        if any(
            claim.citation.overlaps(one) and _spot(claim.citation) not in listed
            for claim in dispute.claims
            for one in own
        )
    ]


def _judge(
    lines: Sequence[Line], found: Sequence[Sentence], words: Words, new: frozenset[str]
) -> tuple[list[Line], list[Conflict]]:
    """Say of each line what the new documents make of it, and in which conflicts these take part.

    ``found`` are all sentences, marked.
    """
    kept = [at for at, sentence in enumerate(found) if sentence.skip is None]
    sentences = tuple(found[at] for at in kept)
    own = {at: found[at].own for at in kept if found[at].kept}
    graph = unweighted(sentences, words.pick(kept, own))
    places = _Places(sentences)
    group = {document.id: number for document, number in independent_groups(sentences).items()}
    disputes = _disputes(sentences, graph, lines, new)
    disputed = {
        _spot(claim.citation)
        for conflict in disputes
        for claim in conflict.claims
        if claim.citation.source not in new
    }
    return [
        line if line.by_hand else _judged(line, sentences, graph, places, group, disputed, new)
        for line in lines
    ], disputes


def _traced_anew(lines: list[Line], found: Sequence[Sentence]) -> list[Line]:
    """Trace anew the lines in a person's words: what is said of passages near them is not said of them."""
    if not any(line.by_hand for line in lines):
        return lines
    from summarizer.tracing import index_of_marked

    evidence = index_of_marked(found)
    return [retraced(line, evidence) if line.by_hand else line for line in lines]


class _Places:
    """In which sentence of a pile a passage stands, be it a part of it."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._starts: dict[str, list[int]] = {}
        self._first: dict[str, int] = {}
        for i, one in enumerate(sentences):
            self._starts.setdefault(one.document.id, []).append(one.span.start)
            self._first.setdefault(one.document.id, i)

    def of(self, citation: Citation) -> int | None:
        """Return the number of the sentence that a passage lies in, None where it is in none."""
        starts = self._starts.get(citation.source, [])
        at = bisect_right(starts, citation.start) - 1
        if at < 0:
            return None
        number = self._first[citation.source] + at
        return number if citation.end <= self._sentences[number].span.end else None


def _disputes(
    sentences: Sequence[Sentence], graph: SentenceGraph, lines: Sequence[Line], new: frozenset[str]
) -> list[Conflict]:
    """Return the conflicts in which a new source takes part."""
    return [
        conflict
        for conflict in find_conflicts(sentences, graph, {}, lines, ALL)
        if any(claim.citation.source in new for claim in conflict.claims)
    ]


def _judged(
    line: Line,
    sentences: Sequence[Sentence],
    graph: SentenceGraph,
    places: _Places,
    group: Mapping[str, int],
    disputed: set[Spot],
    new: frozenset[str],
) -> Line:
    primary = [citation for citation in line.citations if citation.role == "primary"]
    cited = {places.of(citation) for citation in primary}
    more: list[Citation] = []
    at = next(iter(cited), None)
    if len(cited) == 1 and at is not None:
        seen: set[str] = set()
        for echo in echoes(at, graph, sentences):
            other = sentences[echo.sentence]
            if other.document.id in new and other.document.id not in seen:
                seen.add(other.document.id)
                more.append(cite(other.document, other.span, "corroborating", echo.score))
        said = frozenset(citation.source for citation in (*line.citations, *more))
        also = backing(at, line.text, graph, sentences, said, group)
        line = replace(line, backing=(*line.backing, *(one for one in also if one.citation.source in new)))
    own = {group.get(citation.source, -1) for citation in line.citations}
    independent = {group[citation.source] for citation in more} - own
    line = replace(line, citations=(*line.citations, *more), independent=line.independent + len(independent))
    told = [sentences[one] for one in cited if one is not None]
    if any((one.document.id, one.span.start, one.span.end) in disputed for one in told):
        return replace(line, status="contradicted")
    return replace(line, status="strengthened" if independent else "unchanged")


def _limit(fresh: Brief, budget: Budget) -> int:
    used = sum(budget.cost(line.text) for line in fresh.lines)
    return used if budget.unit == "percent" else max(used, int(budget.amount))


def _within(
    judged: Sequence[Line], lines: Sequence[Line], chosen: set[Spot], budget: Budget, limit: int
) -> tuple[list[Line], tuple[Line, ...], list[Line]]:
    """Choose what stays within the length: the former lines, the new ones, and what goes, in that order.

    Lines go by their score, first the former ones that a note on all files leaves out, then new ones, then
    the other former ones; contradicted ones and those in a person's words last.
    """

    def rank(line: Line) -> tuple[int, float]:
        score = line.citations[0].score if line.citations else 0.0
        if line.by_hand or line.status == "contradicted":
            return 3, score
        if line.status == "new":
            return 1, score
        return (2 if _spot(line.citations[0]) in chosen else 0), score

    staying = [*judged, *lines]
    out: list[Line] = []
    for line in sorted((one for one in staying if one.citations), key=rank):
        if sum(budget.cost(one.text) for one in staying) <= limit or len(staying) == 1:
            break
        staying.remove(line)
        out.append(line)
    for line in sorted(out, key=rank, reverse=True):  # a short one may fit where a long one has gone
        if sum(budget.cost(one.text) for one in (*staying, line)) <= limit:
            staying.append(line)
            out.remove(line)
    kept = [line for line in judged if line in staying]
    return kept, tuple(line for line in lines if line in staying), out


def _former(line: Line) -> str:
    return f"line {line.id.removeprefix('L')} of the former note"


def _left_out(line: Line) -> Omission:
    what = NO_ROOM if line.status == "new" else f"made room for new lines ({_former(line)})"
    return Omission(what, line.citations[0], line.citations[0].score)


def _once(omitted: Iterable[Omission]) -> Iterator[Omission]:
    seen: set[Spot] = set()
    for one in omitted:
        if _spot(one.citation) not in seen:
            seen.add(_spot(one.citation))
            yield one


def _spot(citation: Citation) -> Spot:
    return citation.source, citation.start, citation.end
