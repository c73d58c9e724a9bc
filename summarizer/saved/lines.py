"""What all changes by hand share: where a line stands, what it leaves behind, what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from summarizer.errors import OptionError
from summarizer.note.brief import Brief, Citation, Line, Omission
from summarizer.note.section import UNDATED, Period, Section

SET = "set by hand"
"""How the date of a line is known that a person gave it."""
_MARK = "|revised:by hand"

Spot = tuple[str, int, int]
"""A citation's source, start and end."""


def at_of(brief: Brief, line: str) -> int:
    """Return the index of the line with that id; raise OptionError where there is none."""
    for at, one in enumerate(brief.lines):
        if one.id == line:
            return at
    raise OptionError(
        f"the note has no line {line!r}; it has {', '.join(one.id for one in brief.lines) or 'none'}."
    )


def new_id(brief: Brief) -> str:
    """Return an id that no line of the note has."""
    taken = {line.id for line in brief.lines}
    number = len(taken) + 1
    while f"L{number}" in taken:
        number += 1
    return f"L{number}"


def left_out(brief: Brief, line: Line) -> tuple[Omission, ...]:
    """Put what a quotation cites first among the omissions; words of one's own have no source."""
    if line.kind not in ("extracted", "trimmed") or not line.citations:
        return brief.omitted
    primary = line.citations[0]
    return (Omission("taken out by hand", primary, primary.score), *brief.omitted)


def placed(brief: Brief, lines: Sequence[Line], incoming: Line) -> tuple[Line, ...]:
    """Insert a line by its date, in the section that its source has in the note; else at the end."""
    section = section_of(lines, incoming)
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


def section_of(lines: Sequence[Line], incoming: Line) -> Section | None:
    """Return the section that a line belongs to: that of its date, else that of its source, else its own.

    What a person wrote without a date is from no undated source: it belongs where it was put.
    """
    sections = list(dict.fromkeys(one.section for one in lines))
    if incoming.kind == "written" and not incoming.date and sections:
        return _put_in(incoming.section, sections)
    if all(section and (section.period or section.heading == UNDATED) for section in sections):
        dated = [(section, section.period) for section in sections if section and section.period]
        own = incoming.section
        if dated or (own and own.period):
            return _of_day(incoming.date or "", dated, own)
    same = (one.section for one in lines if one.citations and _source(one) == _source(incoming))
    return next(same, incoming.section)


def _put_in(own: Section | None, sections: Sequence[Section | None]) -> Section | None:
    """Return the section that a line was put in, be it under another period by now; else the last."""
    if own in sections:
        return own
    mine = own.period if own else None
    months = (one for one in sections if mine and one and one.period and one.period.shares_months(mine))
    return next(months, sections[-1])


def _of_day(day: str, dated: Sequence[tuple[Section, Period]], own: Section | None) -> Section:
    """Return the section of a day: one of the note's, else that which the line had, else its month."""
    if len(day) < 7:
        return Section(UNDATED)
    for section, period in dated:
        if period.holds(day):
            return section
    mine = own.period if own else None
    if own and mine and mine.holds(day) and not any(mine.shares_months(period) for _, period in dated):
        return own
    first = date.fromisoformat(f"{day[:7]}-01")
    return Section.of(Period(first, first))


def _source(line: Line) -> str | None:
    return line.citations[0].source if line.citations else None


def span_of(citation: Citation) -> Spot:
    """Return what tells a cited passage from all others of the note."""
    return citation.source, citation.start, citation.end


def recount(brief: Brief, lines: Iterable[Line], omitted: Sequence[Omission]) -> Brief:
    """Return the note with other lines: how often each source is cited, lengths and signature follow."""
    signature = brief.signature if brief.signature.endswith(_MARK) else brief.signature + _MARK
    made = brief.with_lines(lines)
    if made.stats.rewritten is not None:
        rewritten = sum(line.kind == "rewritten" for line in made.lines)
        made = replace(made, stats=replace(made.stats, rewritten=rewritten))
    return replace(made, omitted=tuple(omitted), signature=signature)
