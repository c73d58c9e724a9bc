"""Chosen sentences → the lines of a note: dated, in sections, corroborated, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from .brief import Line, Omission, Source, cite
from .chronology import Dating, date_documents, periods
from .corroborate import echoes, independent_groups
from .data import Document, Sentence
from .dates import event_date
from .selectors.problem import SAME, Problem
from .themes import themes

Order = Literal["chronological", "score", "source"]
ORDERS: tuple[Order, ...] = ("chronological", "score", "source")

LEFT_OUT = 5
"""Sentences without room that a note names."""


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """What composing starts from. ``sentences`` are those of ``problem.graph``; ``chosen`` index them."""

    sentences: Sequence[Sentence]
    problem: Problem
    chosen: tuple[int, ...]
    order: Order = "chronological"


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """The lines of a note, what it leaves out, and when each document is from."""

    lines: tuple[Line, ...]
    omitted: tuple[Omission, ...]
    datings: Mapping[Document, Dating]


def compose(draft: Draft) -> Composition:
    """Make lines of the chosen sentences.

    A leaning sentence shares its line with the one it needs. A chosen sentence that says what an
    earlier one says becomes a corroborating citation of that line, as do sentences that were not
    chosen. In chronological order the lines stand by period or theme, then by the day of the event or
    else of the publication, then as in the sources.
    """
    datings = date_documents(draft.sentences, draft.problem.graph)
    sections = _sections(draft, datings)
    setting = _Setting(draft, datings, sections, _ranks(sections, datings), independent_groups(draft.sentences))
    groups = _merge_repeats(_by_head(draft), draft)
    groups.sort(key=lambda group: _key(group, setting))
    lines = tuple(replace(_line(group, setting), id=f"L{i}") for i, group in enumerate(groups, 1))
    return Composition(lines, _left_out(draft, lines), datings)


def describe_sources(
    documents: Sequence[Document], lines: Sequence[Line], datings: Mapping[Document, Dating]
) -> tuple[Source, ...]:
    """Describe every document of the pile for the note's list of sources."""
    cited = [{citation.source for citation in line.citations} for line in lines]
    return tuple(
        Source(
            id=document.id,
            path=document.path,
            name=document.name,
            media_type=document.media_type,
            encoding=document.encoding,
            sha256=document.sha256,
            chars=len(document.text),
            title=document.title,
            date=datings.get(document, Dating()).iso or (document.date.isoformat() if document.date else None),
            publisher=document.publisher,
            cited=sum(document.id in sources for sources in cited),
            date_note=datings.get(document, Dating()).note,
            warnings=document.warnings,
        )
        for document in documents
    )


def shown(text: str) -> str:
    """Return a quote as a note shows it: on one line."""
    return " ".join(text.split())


def _by_head(draft: Draft) -> list[list[int]]:
    """Group the chosen sentences into lines, in order of choice: leaning ones go with those they need."""
    groups: dict[int, set[int]] = {}
    for sentence in draft.chosen:
        unit = draft.problem.unit(sentence)
        groups.setdefault(unit[0], set()).update(unit)
    return [sorted(group) for group in groups.values()]


def _merge_repeats(groups: list[list[int]], draft: Draft) -> list[list[int]]:
    """Drop a one-sentence line that says what an earlier one says: it will corroborate that."""
    kept: list[list[int]] = []
    said: set[int] = set()
    for group in groups:
        if len(group) == 1 and group[0] in said:
            continue
        kept.append(group)
        if len(group) == 1:
            said.update(echo.sentence for echo in echoes(group[0], draft.problem.graph, draft.sentences))
    return kept


def _sections(draft: Draft, datings: Mapping[Document, Dating]) -> Mapping[Document, str | None]:
    if draft.order != "chronological":
        return dict.fromkeys(datings)
    found = periods(datings)
    return found if any(found.values()) else themes(draft.sentences, draft.problem.graph)


@dataclass(frozen=True, slots=True, eq=False)
class _Setting:
    draft: Draft
    datings: Mapping[Document, Dating]
    sections: Mapping[Document, str | None]
    ranks: Mapping[str | None, int]
    independent: Mapping[Document, int]


def _ranks(sections: Mapping[Document, str | None], datings: Mapping[Document, Dating]) -> dict[str | None, int]:
    """Put the sections in order: by their first day, the undated one last, else as in the sources."""
    first: dict[str | None, date] = {}
    for document, section in sections.items():
        day = datings[document].near or date.max
        first[section] = min(day, first.get(section, day))
    return {section: i for i, section in enumerate(sorted(first, key=lambda name: first[name]))}


def _key(group: Sequence[int], setting: _Setting) -> tuple[int | str, ...]:
    """Return what a line is sorted by."""
    draft = setting.draft
    if draft.order == "score":
        return (min(draft.chosen.index(i) for i in group if i in draft.chosen),)
    if draft.order == "source":
        return (group[0],)
    head = draft.sentences[group[0]]
    near = setting.datings[head.document].near or date.max
    return (setting.ranks[setting.sections[head.document]], _event(head) or near.isoformat(), group[0])


def _event(sentence: Sentence) -> str | None:
    """Return the date of what a sentence reports, None where only its publication may date it."""
    document = sentence.document
    event = event_date(shown(sentence.text), document.date, document.language)
    return event.iso if event and event.iso and not event.iso.startswith("--") else None


def _line(group: Sequence[int], setting: _Setting) -> Line:
    """Make the line of a group of sentences, with what corroborates it."""
    draft = setting.draft
    sentences = [draft.sentences[i] for i in group]
    head = sentences[0].document
    best = max(float(draft.problem.scores.max()), 1e-12)
    citations = [
        cite(sentence.document, sentence.span, score=float(draft.problem.scores[i]) / best)
        for i, sentence in zip(group, sentences, strict=True)
    ]
    sources = {head}
    if len(group) == 1:
        for echo in echoes(group[0], draft.problem.graph, draft.sentences):
            other = draft.sentences[echo.sentence]
            citations.append(cite(other.document, other.span, "corroborating", echo.score))
            sources.add(other.document)
    event = _event(sentences[0])
    return Line(
        id="",
        text=" ".join(shown(sentence.text) for sentence in sentences),
        citations=tuple(citations),
        section=setting.sections[head],
        date=event or setting.datings[head].iso,
        date_note=None if event else setting.datings[head].note,
        independent=len({setting.independent[document] for document in sources}),
    )


def _left_out(draft: Draft, lines: Sequence[Line]) -> tuple[Omission, ...]:
    """Name the best sentences that found no room, and for each source never cited its best one."""
    problem = draft.problem
    best = max(float(problem.scores.max()), 1e-12)
    open_ = problem.eligible.copy()
    for sentence in draft.chosen:
        open_ &= problem.graph.similarity_to(sentence) < SAME
    cited = {citation.source for line in lines for citation in line.citations}
    order = np.argsort(-problem.scores, kind="stable")
    omitted: list[Omission] = []

    def leave_out(index: int, reason: str) -> None:
        sentence, score = draft.sentences[index], round(float(problem.scores[index]) / best, 4)
        omitted.append(Omission(reason, cite(sentence.document, sentence.span, score=score), score))

    for index in order:
        if len(omitted) == LEFT_OUT:
            break
        if open_[index]:
            leave_out(int(index), "no room")
            open_ &= problem.graph.similarity_to(int(index)) < SAME
            cited.add(draft.sentences[index].document.id)
    for index in order:
        if draft.sentences[index].document.id not in cited:
            leave_out(int(index), "source not cited")
            cited.add(draft.sentences[index].document.id)
    return tuple(omitted)
