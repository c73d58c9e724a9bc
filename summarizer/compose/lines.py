"""Chosen sentences → the lines of a note: dated, in sections, corroborated, and what was left out."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import numpy as np

from summarizer.content.kinds import JUDGMENT, MAIL, NEWS, kinds
from summarizer.content.sections import HELD, RESULT
from summarizer.data import Document, Sentence, Span
from summarizer.note.brief import Backing, Citation, Line, Omission, Source, cite
from summarizer.note.section import UNDATED, Period, Section
from summarizer.records import dataclass
from summarizer.selectors.problem import SAME, Problem
from summarizer.statements.event_date import event_date
from summarizer.text.dates import mentions
from summarizer.text.keyphrases import Phrases

from .brackets import without_known
from .called import called
from .chronology import PUBLISHED, Dating, date_documents, periods, place, spanned, widened
from .copies import independent_groups
from .corroborate import Echo, echoes, wording
from .entries import entries, entry_day, newest_first
from .parts import backing
from .themes import sources, themes

Order = Literal["chronological", "score", "source"]
ORDERS: tuple[Order, ...] = ("chronological", "score", "source")

NO_ROOM, LITTLE, UNCITED = "no room", "adds little", "source not cited"
LEFT_OUT = 5
"""Sentences without room that a note names, and uncited sources of which it shows the best sentence."""
COPIES = 3
"""Citations of copies of one text on a line at most."""
WEEK = 7
"""Days before a report within which its weekdays lie."""
NAMED = 5
"""Sources that a remark names before it counts the rest."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """What composing starts from. ``sentences`` are those of ``problem.graph``; ``chosen`` index them.

    ``datings`` and ``independent`` are what `date_documents` and `independent_groups` give, where they have
    been asked already.
    """

    sentences: Sequence[Sentence]
    problem: Problem
    chosen: tuple[int, ...]
    phrases: Phrases
    order: Order = "chronological"
    datings: Mapping[Document, Dating] | None = None
    independent: Mapping[Document, int] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """The lines of a note, what it leaves out, when each document is from, and remarks for the reader."""

    lines: tuple[Line, ...]
    omitted: tuple[Omission, ...]
    datings: Mapping[Document, Dating]
    remarks: tuple[str, ...] = ()


def compose(choice: Choice) -> Composition:
    """Make lines of the chosen sentences.

    A leaning sentence shares its line with those it needs. A chosen line all of which another one says
    is dropped; where that other is of another document, it becomes a corroborating citation, as do
    sentences that were not chosen. In chronological order the lines stand by period or theme, then by
    the day of the event or else of the publication, then by document, those first that are quoted from
    their beginning: what happened stands before what is said of it.
    """
    setting = _Setting.of(choice)
    members = dict.fromkeys(_members(choice))
    said = {i: echoes(i, choice.problem.graph, choice.sentences, members) for i in members}
    groups = [part for group in _by_head(choice) for part in _by_entry(group, setting)]
    groups = _without_repeats(groups, said, choice.sentences)
    dated = [(group, _event(choice.sentences[group[0]], setting)) for group in groups]
    events = [event for _, event in dated if event]
    setting = replace(setting, periods=widened(setting.periods, events), told=_told(dated, choice.sentences))
    depths = _depths(groups, choice.sentences)
    dated.sort(key=lambda entry: _key(entry[0], entry[1], setting, depths))
    own = without_known([[choice.sentences[i] for i in group] for group, _ in dated])
    lines = tuple(
        replace(_line(group, members, event, said, setting), id=f"L{i}")
        for i, ((group, event), members) in enumerate(zip(dated, own, strict=True), 1)
    )
    lines = _apart(_headed(lines, setting), setting)
    return Composition(lines, _left_out(choice, lines), setting.datings, _copies(setting.independent))


def _headed(lines: Sequence[Line], setting: _Setting) -> tuple[Line, ...]:
    """Have the periods be those that their lines tell of: the pile's may begin earlier and end later."""
    of = setting.dates
    days: dict[Section, list[str]] = defaultdict(list)
    for line in lines:
        if line.section and line.section.period:
            days[line.section] += [
                iso
                for iso in (line.date, of[line.citations[0].source])
                if iso and len(iso) >= len("2010-05") and line.section.period.holds(iso)
            ][:1]
    headings = {section: Section.of(spanned(isos)) for section, isos in days.items() if isos}
    return tuple(
        replace(line, section=headings.get(line.section, line.section)) if line.section else line
        for line in lines
    )


def _apart(lines: Sequence[Line], setting: _Setting) -> tuple[Line, ...]:
    """Put a heading over lines of undated sources that stand behind dated ones, where no other parts them.

    Under the day of the line before they would read as if they were of that day.
    """
    of = setting.dates
    undated = [line.date is None and of[line.citations[0].source] is None for line in lines]
    first = undated.index(True) if True in undated else len(lines)
    mixed = 0 < first < len(lines) and all(undated[first:])
    if setting.choice.order != "chronological" or not mixed or any(line.section for line in lines):
        return tuple(lines)
    return (*lines[:first], *(replace(line, section=Section(UNDATED)) for line in lines[first:]))


def describe_sources(documents: Sequence[Document], datings: Mapping[Document, Dating]) -> tuple[Source, ...]:
    """Describe every document of the pile for the list of sources; the note itself counts what cites them."""
    return tuple(
        Source(
            id=document.id,
            path=document.path,
            name=document.name,
            media_type=document.media_type,
            encoding=document.encoding,
            sha256=document.sha256,
            chars=len(document.text),
            title=called(document),
            date=datings.get(document, Dating()).iso
            or (document.date.isoformat() if document.date else None),
            publisher=document.publisher,
            date_note=datings.get(document, Dating()).reason,
            warnings=document.warnings,
        )
        for document in documents
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Setting:
    """What the lines of a choice have in common; no sections where the order is not chronological."""

    choice: Choice
    datings: Mapping[Document, Dating]
    periods: tuple[Period, ...]
    themes: Mapping[Document, Section | None]
    independent: Mapping[Document, int]
    entries: Mapping[Document, tuple[tuple[int, date], ...]]
    judgments: frozenset[Document]
    letters: frozenset[Document]
    backwards: Mapping[Document, tuple[int, ...]]
    told: frozenset[Document] = frozenset()

    @property
    def dates(self) -> dict[str, str | None]:
        """What is known of each document's date, by its id."""
        return {document.id: dating.iso for document, dating in self.datings.items()}

    @classmethod
    def of(cls, choice: Choice) -> _Setting:
        """Date the documents and find the periods or else the themes of the pile."""
        datings, independent = choice.datings, choice.independent
        if datings is None:
            datings = date_documents(choice.sentences, choice.problem.graph)
        if independent is None:
            independent = independent_groups(choice.sentences)
        by_time = choice.order == "chronological"
        own = sources({document: one.near for document, one in datings.items()}) if by_time else None
        found = periods(datings) if by_time and not own and _reports(datings) else ()
        # Over dated lines the names of two matters would order nothing.
        names: Mapping[Document, Section | None] = own or dict.fromkeys(datings)
        if by_time and not own and not any(dating.near for dating in datings.values()):
            names = themes(choice.sentences, choice.problem.graph, choice.phrases)
        of = kinds(tuple(datings))
        return cls(
            choice,
            datings,
            found if len(found) > 1 else (),
            names,
            independent,
            {document: entries(document) for document in datings},
            judgments=frozenset(document for document in datings if of.get(document) == JUDGMENT),
            letters=frozenset(document for document in datings if of.get(document) == MAIL),
            backwards={document: starts for document in datings if (starts := newest_first(document))},
        )


def _reports(datings: Mapping[Document, Dating]) -> bool:
    """Tell whether most documents of the pile report what happens when they are published.

    Judgments, papers and reviews do not: their days part no periods.
    """
    of = kinds(tuple(datings))
    return 2 * sum(kind in (NEWS, "minutes") for kind in of.values()) >= len(of)


# --- Which sentences make a line --------------------------------------------------------------------------


def _members(choice: Choice) -> list[int]:
    return sorted({member for sentence in choice.chosen for member in choice.problem.unit(sentence)})


def _by_head(choice: Choice) -> list[list[int]]:
    """Group the chosen sentences into lines, in order of choice: leaning ones go with those they need."""
    groups: dict[int, set[int]] = {}
    for sentence in choice.chosen:
        unit = choice.problem.unit(sentence)
        groups.setdefault(unit[0], set()).update(unit)
    return [sorted(group) for group in groups.values()]


def _by_entry(group: list[int], setting: _Setting) -> list[list[int]]:
    """Part a group whose sentences stand in several entries of a diary: a line has one day."""
    days: dict[date | None, list[int]] = {}
    for i in group:
        days.setdefault(_entry(setting.choice.sentences[i], setting), []).append(i)
    return list(days.values())


def _without_repeats(
    groups: list[list[int]], said: Mapping[int, tuple[Echo, ...]], sentences: Sequence[Sentence]
) -> list[list[int]]:
    """Drop each line all of which other lines say; of two that say the same the later choice goes."""
    uses: dict[int, int] = defaultdict(int)
    words: dict[str, int] = defaultdict(int)
    for group in groups:
        for i in group:
            uses[i] += 1
            words[wording(sentences[i])] += 1

    def said_elsewhere(i: int, group: Sequence[int]) -> bool:
        own = wording(sentences[i])
        return words[own] > sum(wording(sentences[j]) == own for j in group) or any(
            uses[echo.sentence] and echo.sentence not in group for echo in said[i]
        )

    kept = []
    for group in reversed(groups):
        if all(said_elsewhere(i, group) for i in group):
            for i in group:
                uses[i] -= 1
                words[wording(sentences[i])] -= 1
        else:
            kept.append(group)
    return kept[::-1]


# --- The lines --------------------------------------------------------------------------------------------


def _event(sentence: Sentence, setting: _Setting) -> str | None:
    """Return the date of what a sentence reports, None where only its publication may date it.

    In a diary or live blog that is the day of its entry, unless it names another one. What a judgment orders
    is of its own day: those that it names are of what it is on.
    """
    if sentence.document in setting.judgments and sentence.part in (RESULT, HELD):
        return None
    document, near = sentence.document, setting.datings[sentence.document].near
    if document in setting.letters and document.date:  # "Monday is fine" is of a Monday to come
        event = event_date(sentence.own, None, document.language)
        return event.iso if event and event.iso and event.iso[0] != "-" else None
    entry = _entry(sentence, setting)
    event = event_date(sentence.own, entry or document.date or near, document.language)
    if event is None or event.iso is None or event.iso.startswith("--"):
        return entry.isoformat() if entry else None
    # The day of an inferred date is not known, so that no weekday counts from it.
    known = entry or document.date or event.resolved in ("stated", "year from the source")
    return event.iso if known else None


def _entry(sentence: Sentence, setting: _Setting) -> date | None:
    return entry_day(setting.entries[sentence.document], sentence.span.start)


def _depths(groups: Sequence[Sequence[int]], sentences: Sequence[Sentence]) -> dict[Document, int]:
    """Return how many sentences of each quoted document stand before its first quoted one."""
    starts: dict[Document, int] = {}
    for i, sentence in enumerate(sentences):
        starts.setdefault(sentence.document, i)
    depths: dict[Document, int] = {}
    for group in groups:
        document = sentences[group[0]].document
        depth = group[0] - starts[document]
        depths[document] = min(depth, depths.get(document, depth))
    return depths


def _key(
    group: Sequence[int], event: str | None, setting: _Setting, depths: Mapping[Document, int]
) -> tuple[int | str, ...]:
    """Return what a line is sorted by."""
    choice = setting.choice
    if choice.order == "score":
        return (min(choice.chosen.index(i) for i in group if i in choice.chosen),)
    if choice.order == "source":
        return (group[0],)
    document = choice.sentences[group[0]].document
    near = setting.datings[document].near
    # Without a date of its own a document keeps the order of its sentences, at the end, if a day lacks.
    undated = near is None and document not in setting.told
    day = date.max.isoformat() if undated else event or _reported(group, setting).isoformat()
    return (*_section_rank(document, event, setting), day, depths[document], *_place(group[0], setting))


def _reported(group: Sequence[int], setting: _Setting) -> date:
    """Return the day by which to sort lines without one: of an inferred date, the weekday that they name.

    It is not shown; but "on Tuesday" is before "on Thursday" in reports of one week.
    """
    sentence = setting.choice.sentences[group[0]]
    near = setting.datings[sentence.document].near
    if near is None or sentence.document.date or setting.datings[sentence.document].note == PUBLISHED:
        return near or date.max
    named = (
        date.fromisoformat(one.iso or "")
        for one in mentions(sentence.own, anchor=near, language=sentence.document.language)
        if one.resolved == "relative to the source's date" and len(one.iso or "") == len("2010-05-01")
    )
    return max((day for day in named if 0 <= (near - day).days < WEEK), default=near)


def _place(sentence: int, setting: _Setting) -> tuple[int, int]:
    """Return where a sentence stands in its document, in the order in which things happened."""
    of = setting.choice.sentences[sentence]
    starts = setting.backwards.get(of.document, ())
    return -bisect_right(starts, of.span.start), sentence


def _told(
    dated: Sequence[tuple[Sequence[int], str | None]], sentences: Sequence[Sentence]
) -> frozenset[Document]:
    """Return the documents of which every line tells its day."""
    days: dict[Document, list[bool]] = defaultdict(list)
    for group, event in dated:
        days[sentences[group[0]].document].append(event is not None and len(event) == len("2010-05-01"))
    return frozenset(document for document, known in days.items() if all(known))


def _section(document: Document, event: str | None, setting: _Setting) -> Section | None:
    if setting.periods:
        return place(setting.datings[document], setting.periods, event)
    return setting.themes[document]


def _section_rank(document: Document, event: str | None, setting: _Setting) -> tuple[int, ...]:
    """Put the periods in order, the undated last, and the themes by where they begin in the pile."""
    section = _section(document, event, setting)
    order: list[Section | None] = [Section.of(period) for period in setting.periods]
    order = order or list(dict.fromkeys(setting.themes.values()))
    return (order.index(section) if section in order else len(order),)


def _line(
    group: Sequence[int],
    own: Sequence[Sentence],
    event: str | None,
    said: Mapping[int, tuple[Echo, ...]],
    setting: _Setting,
) -> Line:
    """Make the line of a group of sentences, with what corroborates it."""
    choice, head = setting.choice, setting.choice.sentences[group[0]].document
    best = max(float(choice.problem.scores.max()), 1e-12)
    citations = [
        cite(head, span, score=float(choice.problem.scores[i]) / best)
        for i, sentence in zip(group, own, strict=True)
        for span in sentence.cited
    ]
    context = [cite(head, gloss.span, "context") for sentence in own for gloss in sentence.glosses]
    corroborating, independent = _corroborate(group, said, setting)
    partly = _backing(group, own, said, (*citations, *corroborating), setting)
    shown = {sentence.shown for sentence in own}
    borne = [one.citation for one in partly if one.text in shown]  # they bear a sentence of the line
    dating = setting.datings[head]
    inferred = head.date is None and dating.near is not None and dating.note != PUBLISHED
    how = dating.note if event is None or inferred else None
    if event is None and head.date:  # not to be taken for the day of what the line reports
        how = PUBLISHED
    entry = _entry(own[0], setting)
    if entry and event == entry.isoformat():
        how = "day of its entry"
    return Line(
        id="",
        text=" ".join(sentence.shown for sentence in own),
        citations=(*citations, *context, *corroborating, *borne),
        section=_section(head, event, setting),
        kind="trimmed" if any(sentence.kept or sentence.glosses for sentence in own) else "extracted",
        date=event or dating.iso,
        date_note=how,
        independent=independent,
        backing=partly,
    )


def _backing(
    group: Sequence[int],
    own: Sequence[Sentence],
    said: Mapping[int, tuple[Echo, ...]],
    cited: Sequence[Citation],
    setting: _Setting,
) -> tuple[Backing, ...]:
    """Return what sources that do not say all of a line say of its sentences: one of them, or a part."""
    sentences, graph = setting.choice.sentences, setting.choice.problem.graph
    head = sentences[group[0]].document
    whole = {citation.source for citation in cited}
    copies = {document.id: number for document, number in setting.independent.items()}
    found = []
    for i, shown in zip(group, (sentence.shown for sentence in own), strict=True):
        told = {copies[head.id]}
        for document, echo in _best_by_document(said[i], sentences).items():
            if document.id not in whole and copies[document.id] not in told:
                told.add(copies[document.id])
                passage = cite(document, sentences[echo.sentence].span, "corroborating", echo.score)
                found.append(Backing(shown, passage))
        known = frozenset(whole | {one.citation.source for one in found})
        found += backing(i, shown, graph, sentences, known, copies)
    return tuple(found)


def _corroborate(
    group: Sequence[int], said: Mapping[int, tuple[Echo, ...]], setting: _Setting
) -> tuple[list[Citation], int]:
    """Cite each other document that says every sentence of a line; count those that say it independently.

    Copies of one text, and sentences that agree word for word, count once; of copies three are cited.
    """
    sentences = setting.choice.sentences
    head = sentences[group[0]].document
    bearers = [_best_by_document(said[i], sentences) for i in group]
    copies: dict[int, int] = defaultdict(int, {setting.independent[head]: 1})
    words = {" ".join(wording(sentences[i]) for i in group)}
    citations: list[Citation] = []
    independent = 1
    for document in bearers[0]:
        if document is head or not all(document in bearer for bearer in bearers):
            continue
        origin = setting.independent[document]
        found = [bearer[document] for bearer in bearers]
        text = " ".join(wording(sentences[echo.sentence]) for echo in found)
        independent += not copies[origin] and text not in words
        copies[origin] += 1
        words.add(text)
        if copies[origin] <= COPIES:
            citations += [
                cite(document, sentences[echo.sentence].span, "corroborating", echo.score)
                for echo in {echo.sentence: echo for echo in found}.values()
            ]
    return citations, independent


def _best_by_document(found: Sequence[Echo], sentences: Sequence[Sentence]) -> dict[Document, Echo]:
    best: dict[Document, Echo] = {}
    for echo in found:
        document = sentences[echo.sentence].document
        if document not in best or echo.score > best[document].score:
            best[document] = echo
    return best


# --- What is left out, and what the reader should know ----------------------------------------------------


def _left_out(choice: Choice, lines: Sequence[Line]) -> tuple[Omission, ...]:
    """Name the best lines that found no room or add little, and the best of sources never cited."""
    problem, sentences = choice.problem, choice.sentences
    best = max(float(problem.scores.max()), 1e-12)
    order = np.argsort(-problem.scores, kind="stable")
    open_ = problem.eligible.copy()
    members = _members(choice)
    used = int(problem.costs[members].sum())
    for sentence in members:
        open_[problem.graph.alike(sentence, SAME)[0]] = False
        open_[sentence] = False
    cited = {
        citation.source
        for line in lines
        for citation in (*line.citations, *(one.citation for one in line.backing))
    }
    omitted: list[Omission] = []
    told = set(members)

    def leave_out(reason: str, wanted: Callable[[int], bool]) -> None:
        count = 0
        for index in map(int, order):
            if not open_[index] or not wanted(index):
                continue
            unit = [member for member in problem.unit(index) if member not in told]
            told.update(unit)  # what it leans on may be a line, or named before it
            document = sentences[index].document
            span = Span(sentences[unit[0]].span.start, sentences[index].span.end)
            score = round(float(problem.scores[index]) / best, 4)
            fits = used + int(problem.costs[unit].sum()) <= problem.limit
            why = LITTLE if fits and reason == NO_ROOM else reason
            omitted.append(Omission(why, cite(document, span, score=score), score))
            cited.add(document.id)
            count += 1
            if count == LEFT_OUT:
                return
            for member in unit:
                open_[problem.graph.alike(member, SAME)[0]] = False
                open_[member] = False

    leave_out(NO_ROOM, lambda index: True)
    leave_out(UNCITED, lambda index: sentences[index].document.id not in cited)
    # Where there is room for all, what may be no line is not to vanish either.
    if problem.limit >= problem.costs.sum() and problem.graph.relevance.min(initial=1.0) == 1.0:
        omitted += _never(choice)
    return tuple(omitted)


def _never(choice: Choice) -> list[Omission]:
    """Name the sentences that may be no line, in order."""
    problem, sentences = choice.problem, choice.sentences
    best = max(float(problem.scores.max()), 1e-12)
    members = set(_members(choice))
    told = {wording(sentences[i]) for i in members}
    found = []
    for i, sentence in enumerate(sentences):
        if problem.eligible[i] or i in members or wording(sentence) in told:
            continue
        score = round(float(problem.scores[i]) / best, 4)
        found.append(
            Omission("no line of its own", cite(sentence.document, sentence.span, score=score), score)
        )
    return found


def _copies(independent: Mapping[Document, int]) -> tuple[str, ...]:
    """Say which sources are copies of one text."""
    groups: dict[int, list[str]] = defaultdict(list)
    for document, group in independent.items():
        groups[group].append(document.id)
    alike = [ids for ids in groups.values() if len(ids) > 1]
    remarks = []
    for ids in alike[:NAMED]:
        names = ", ".join(ids[:NAMED]) if len(ids) > NAMED else f"{', '.join(ids[:-1])} and {ids[-1]}"
        more = f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else ""
        remarks.append(f"{names}{more} share much of their text word for word; they count as one source.")
    if len(alike) > NAMED:
        remarks.append(f"So do {len(alike) - NAMED:,} more groups of sources.")
    return tuple(remarks)
