"""A written note, changed by hand: drop, move, swap, add or edit a line, or keep some in a new note.

Each function takes a note and returns another; counts and signature follow. A line that a person wrote
is traced to its evidence like any draft, so that it stands there with its verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from summarizer.compose.chronology import UNDATED, Period
from summarizer.data import Document, Span
from summarizer.errors import OptionError
from summarizer.note.brief import Brief, Citation, Line, Omission, Role, Verdict, cite
from summarizer.selectors.budget import Budget
from summarizer.text.dates import event_date
from summarizer.text.language import WORD, detect

if TYPE_CHECKING:
    from summarizer.tracing import Evidence, Traced

LONGEST = 2_000
"""Characters of a line written by hand."""

_WORST: tuple[Verdict, ...] = ("unsupported", "partial", "supported")
_MARK = "|revised:by hand"


def drop(brief: Brief, line: str) -> Brief:
    """Take the line with the id ``line`` out; what it said joins the omissions, so that it can come back."""
    dropped = brief.lines[_at(brief, line)]
    return _recount(brief, (one for one in brief.lines if one is not dropped), _left_out(brief, dropped))


def move(brief: Brief, line: str, steps: int) -> Brief:
    """Move a line ``steps`` places down, or up where negative, at most to an end of the note.

    It joins the section of the line whose place it takes, since a section is a run of lines.
    """
    at = _at(brief, line)
    to = min(max(at + steps, 0), len(brief.lines) - 1)
    lines = list(brief.lines)
    moved = replace(lines.pop(at), section=brief.lines[to].section)
    lines.insert(to, moved)
    return _recount(brief, lines, brief.omitted)


def swap(brief: Brief, line: str, omission: int, documents: Sequence[Document] = ()) -> Brief:
    """Put the omission at index ``omission`` in for a line, under that line's id.

    It stands where the line stood, or in the section that its own source has in the note.
    """
    at = _at(brief, line)
    out = brief.lines[at]
    incoming = replace(_line_of(brief, omission, documents), id=out.id, section=out.section)
    rest = brief.lines[:at] + brief.lines[at + 1 :]
    if _section(rest, incoming) == out.section:
        lines = (*rest[:at], incoming, *rest[at:])
    else:
        lines = _placed(brief, rest, incoming)
    return _recount(brief, lines, _left_out(_without(brief, omission), out))


def add(brief: Brief, omission: int, documents: Sequence[Document] = ()) -> Brief:
    """Add the omission at index ``omission`` as a further line, by its date or else at the end."""
    incoming = replace(_line_of(brief, omission, documents), id=_new_id(brief))
    lines = _placed(brief, brief.lines, incoming)
    return _recount(brief, lines, _without(brief, omission).omitted)


def edit(brief: Brief, line: str, text: str, evidence: Evidence) -> Brief:
    """Replace the text of a line and trace it at once; its citations and verdict are what is found.

    ``evidence`` is `summarizer.tracing.index_of` the note's documents. A line of several sentences has the
    worst of their verdicts and the least support. Text that is word for word what it cites counts as
    extracted. Raises OptionError for an empty or overlong text.
    """
    from summarizer.tracing import trace_sentences

    at = _at(brief, line)
    shown = " ".join(text.split())
    if len(shown) > LONGEST:
        raise OptionError(f"the line has {len(shown)} characters, more than {LONGEST}: make it shorter.")
    spans = _sentences(shown)
    if not spans:
        raise OptionError("the line has no word: write something, or drop it.")
    traced = tuple(trace_sentences([shown[span.start : span.end] for span in spans], evidence))
    edited = _line_of_traced(brief.lines[at], shown, list(zip(spans, traced, strict=True)))
    return _recount(brief, (*brief.lines[:at], edited, *brief.lines[at + 1 :]), brief.omitted)


def keep(brief: Brief, before: Brief, pinned: Collection[str], budget: Budget) -> Brief:
    """Keep the lines with the ids ``pinned`` of the note ``before`` in the new note ``brief``.

    Sources are matched by content, for their ids may differ; a line one of whose sources is gone is
    left out with a warning. Lines that a kept one repeats make room for it, then those of the least
    score, until the note is within ``budget`` (of percent: no longer than it was).
    """
    kept, lost = _carried(brief, before, pinned)
    spans = {_span(citation) for line in kept for citation in line.citations}
    fresh = [line for line in brief.lines if not spans & {_span(c) for c in line.citations[:1]}]
    limit = sum(budget.cost(line.text) for line in brief.lines)
    if budget.unit != "percent":
        limit = max(limit, int(budget.amount))
    room = limit - sum(budget.cost(line.text) for line in kept)
    while fresh and sum(budget.cost(line.text) for line in fresh) > room:
        fresh.remove(min(fresh, key=lambda line: line.citations[0].score if line.citations else 0.0))
    lines = tuple(fresh)
    for line in kept:
        lines = _placed(brief, lines, line)
    lines = tuple(replace(line, id=f"L{at}") for at, line in enumerate(lines, 1))
    omitted = tuple(one for one in brief.omitted if _span(one.citation) not in spans)
    left = [line for line in brief.lines if line not in fresh and _span(line.citations[0]) not in spans]
    omitted += tuple(
        Omission("made room for a pinned line", line.citations[0], line.citations[0].score) for line in left
    )
    return replace(_recount(brief, lines, omitted), warnings=(*brief.warnings, *lost))


def _carried(brief: Brief, before: Brief, pinned: Collection[str]) -> tuple[list[Line], list[str]]:
    """Return the pinned lines with the source ids of ``brief``, and a sentence for each that is lost."""
    content = {source.id: source.sha256 for source in before.sources}
    now = {source.sha256: source.id for source in brief.sources}
    kept, lost = [], []
    for line in before.lines:
        if line.id not in pinned:
            continue
        if all(content[c.source] in now for c in line.citations):
            moved = tuple(replace(c, source=now[content[c.source]]) for c in line.citations)
            kept.append(replace(line, citations=moved))
        else:
            lost.append(f"A pinned line is not kept, since its source is gone: “{line.text[:80]}”.")
    return kept, lost


def _at(brief: Brief, line: str) -> int:
    for at, one in enumerate(brief.lines):
        if one.id == line:
            return at
    raise OptionError(
        f"the note has no line {line!r}; it has {', '.join(one.id for one in brief.lines) or 'none'}."
    )


def _new_id(brief: Brief) -> str:
    taken = {line.id for line in brief.lines}
    number = len(taken) + 1
    while f"L{number}" in taken:
        number += 1
    return f"L{number}"


def _without(brief: Brief, omission: int) -> Brief:
    return replace(brief, omitted=brief.omitted[:omission] + brief.omitted[omission + 1 :])


def _left_out(brief: Brief, line: Line) -> tuple[Omission, ...]:
    """Put what an extracted line cites first among the omissions; words of one's own have no source."""
    if line.kind != "extracted" or not line.citations:
        return brief.omitted
    primary = line.citations[0]
    return (Omission("taken out by hand", primary, primary.score), *brief.omitted)


def _line_of(brief: Brief, omission: int, documents: Sequence[Document]) -> Line:
    """Make a line of an omission, dated by what it reports or else by its source."""
    if not 0 <= omission < len(brief.omitted):
        raise OptionError(
            f"the note leaves out {len(brief.omitted)} sentences; there is no number {omission + 1}."
        )
    citation = brief.omitted[omission].citation
    source = next(one for one in brief.sources if one.id == citation.source)
    document = next((one for one in documents if one.id == citation.source), None)
    text = " ".join(citation.quote.split())
    event = event_date(text, document.date, document.language) if document else None
    stated = event.iso if event and event.iso and not event.iso.startswith("--") else None
    return Line(
        id="",
        text=text,
        citations=(replace(citation, role="primary"),),
        date=stated or source.date,
        date_note=None if stated else source.date_note,
    )


def _placed(brief: Brief, lines: Sequence[Line], incoming: Line) -> tuple[Line, ...]:
    """Insert a line by its date, in the section that its source has in the note; else at the end."""
    section = _section(lines, incoming)
    same = [i for i, one in enumerate(lines) if one.section == section] if section is not None else []
    pool = same or list(range(len(lines)))
    dated = brief.options.get("order") == "chronological" and incoming.date is not None
    earlier = [i for i in pool if dated and (lines[i].date or "9999") <= str(incoming.date)]
    to = earlier[-1] + 1 if earlier else 0 if not pool else pool[0] if dated else pool[-1] + 1
    if section is None and lines:  # it joins the section it stands in
        section = lines[max(to - 1, 0)].section
    elif not same:  # it is a section of its own: no other may be torn apart by it
        while 0 < to < len(lines) and lines[to].section == lines[to - 1].section:
            to += 1
    return (*lines[:to], replace(incoming, section=section), *lines[to:])


def _section(lines: Sequence[Line], incoming: Line) -> str | None:
    """Return the section that a line belongs to: that of its date, else that of its source, else its own."""
    headings = {one.section: Period.named(one.section or "") for one in lines}
    if all(period or heading == UNDATED for heading, period in headings.items()):
        own = Period.named(incoming.section or "")
        found = {heading: period for heading, period in headings.items() if heading and period}
        if found or own:
            return _period(found, own, incoming.date or "")
    same = (one.section for one in lines if one.citations and _source(one) == _source(incoming))
    return next(same, incoming.section)


def _period(found: Mapping[str, Period], own: Period | None, day: str) -> str:
    """Name the period that holds a day: one of the note's, else that which the line had, else the month."""
    if len(day) < 7:
        return UNDATED
    for heading, period in found.items():
        if period.holds(day):
            return heading
    if own and own.holds(day) and all(p.last < own.first or own.last < p.first for p in found.values()):
        return own.name
    first = date.fromisoformat(f"{day[:7]}-01")
    return Period(first, first).name


def _line_of_traced(before: Line, text: str, traced: Sequence[tuple[Span, Traced]]) -> Line:
    citations: dict[tuple[str, int, int], Citation] = {}
    for _, one in traced:
        for rank, hit in enumerate(one.hits):
            role: Role = "corroborating" if rank else "primary"
            found = cite(hit.sentence.document, hit.span, role, hit.score)
            citations.setdefault(_span(found), found)
    quotes = [" ".join(citation.quote.split()) for citation in citations.values()]
    whole = " ".join(
        quote for quote, c in zip(quotes, citations.values(), strict=True) if c.role == "primary"
    )
    verbatim = text == whole or (len(traced) == 1 and text in quotes)
    return replace(
        before,
        text=text,
        citations=tuple(citations.values()),
        kind="extracted" if verbatim else "draft",
        verdict=min((one.verdict for _, one in traced), key=_WORST.index),
        support=round(min(one.support for _, one in traced), 4),
        independent=1,
        reasons=() if verbatim else tuple(dict.fromkeys(why for _, one in traced for why in one.reasons)),
        unsupported=tuple(
            (span.start + bare.start, span.start + bare.end)
            for span, one in traced
            for bare in one.unsupported
        ),
    )


def _sentences(text: str) -> list[Span]:
    from summarizer.text.segment import split

    draft = Document(id="draft", name="draft", text=text, language=detect(text))
    return [sentence.span for sentence in split(draft) if WORD.search(sentence.text)]


def _source(line: Line) -> str | None:
    return line.citations[0].source if line.citations else None


def _span(citation: Citation) -> tuple[str, int, int]:
    return citation.source, citation.start, citation.end


def _recount(brief: Brief, lines: Iterable[Line], omitted: Sequence[Omission]) -> Brief:
    """Return the note with other lines: how often each source is cited, lengths and signature follow."""
    signature = brief.signature if brief.signature.endswith(_MARK) else brief.signature + _MARK
    return replace(brief.with_lines(lines), omitted=tuple(omitted), signature=signature)
