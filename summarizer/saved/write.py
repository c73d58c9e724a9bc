"""Lines of one's own in a note: written, quoted, cited further, merged, split, dated, under a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from summarizer.data import Document, Span
from summarizer.errors import OptionError
from summarizer.note.brief import Brief, Line, cite
from summarizer.note.section import Section
from summarizer.text.dates import mentions

from .lines import SET, at_of, new_id, placed, recount, span_of
from .revise import LONGEST, of_it, quotation, sentences_of, together, traced

if TYPE_CHECKING:
    from summarizer.tracing import Evidence

TITLE = 300
"""Characters of the longest title or heading."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def write(brief: Brief, text: str, evidence: Evidence, behind: str = "") -> Brief:
    """Add a line in one's own words, traced at once: behind the line with that id, else at the end."""
    at = at_of(brief, behind) + 1 if behind else len(brief.lines)
    section = brief.lines[at - 1].section if at else None
    made = traced(Line(new_id(brief), "", (), section=section, kind="written"), text, evidence)
    return recount(brief, (*brief.lines[:at], made, *brief.lines[at:]), brief.omitted)


def quote(brief: Brief, document: Document, span: Span, documents: Sequence[Document] = ()) -> Brief:
    """Add a passage of a source as a line, by its date or else at the end."""
    citation = cite(document, _tight(document, span))
    if any(span_of(citation) == span_of(c) for line in brief.lines for c in line.citations[:1]):
        raise OptionError("the note has a line with that passage already.")
    line = replace(quotation(brief, citation, documents or (document,)), id=new_id(brief))
    return recount(brief, placed(brief, brief.lines, line), brief.omitted)


def cite_further(brief: Brief, line: str, document: Document, span: Span) -> Brief:
    """Cite a passage for a line beside what it cites; its verdict stays what it was."""
    at = at_of(brief, line)
    old = brief.lines[at]
    citation = cite(document, _tight(document, span), "corroborating" if old.citations else "primary")
    if any(span_of(citation) == span_of(c) for c in old.citations):
        raise OptionError("the line cites that passage already.")
    cited = replace(old, citations=(*old.citations, citation))
    return recount(brief, (*brief.lines[:at], cited, *brief.lines[at + 1 :]), brief.omitted)


def merge(brief: Brief, line: str) -> Brief:
    """Join a line and the next one: their texts, their citations, their verdicts as `together` has them."""
    at = at_of(brief, line)
    if at + 1 == len(brief.lines):
        raise OptionError("no line follows that it could be joined with.")
    one, other = brief.lines[at : at + 2]
    shift = len(one.text) + 1
    verdict = together(one.verdict, other.verdict)
    borne = [part for part in (one, other) if part.verdict == verdict or part.verdict != "unsupported"]
    citations = {span_of(c): c for part in borne for c in part.citations}
    reasons = [
        why
        for part in (one, other)
        for why in (part.reasons if one.verdict == other.verdict else of_it(part.text, part.reasons))
    ]
    joined = replace(
        one,
        text=f"{one.text} {other.text}",
        citations=tuple(citations.values()),
        kind=one.kind if one.kind == other.kind else "draft",
        verdict=verdict,
        support=min(one.support, other.support),
        date=one.date or other.date,
        date_note=one.date_note if one.date else other.date_note,
        independent=1,
        reasons=tuple(dict.fromkeys(reasons)),
        unsupported=(*one.unsupported, *((start + shift, end + shift) for start, end in other.unsupported)),
        refuted=(*one.refuted, *((start + shift, end + shift) for start, end in other.refuted)),
        status=None,
    )
    if len(joined.text) > LONGEST:
        raise OptionError(f"together they have {len(joined.text)} characters, more than {LONGEST}.")
    return recount(brief, (*brief.lines[:at], joined, *brief.lines[at + 2 :]), brief.omitted)


def split(brief: Brief, line: str, evidence: Evidence, offset: int = 0) -> Brief:
    """Cut a line in two at ``offset``, else behind its first sentence; both are traced anew."""
    at = at_of(brief, line)
    old = brief.lines[at]
    if not 0 < offset < len(old.text):
        spans = sentences_of(old.text)
        if len(spans) < 2:
            raise OptionError("the line is one sentence: put the cursor where it is to be cut.")
        offset = spans[1].start
    halves = old.text[:offset], old.text[offset:]
    first = traced(old, halves[0], evidence)
    second = traced(replace(old, id=new_id(brief)), halves[1], evidence)
    return recount(brief, (*brief.lines[:at], first, second, *brief.lines[at + 1 :]), brief.omitted)


def retitle(brief: Brief, title: str) -> Brief:
    """Give the note another title."""
    return recount(replace(brief, title=_heading(title, "title")), brief.lines, brief.omitted)


def head(brief: Brief, line: str, heading: str, whole: bool = True) -> Brief:
    """Write another heading over a section, told by one of its lines; an empty one takes it away.

    A section keeps its period under another heading. Where it is not the ``whole`` section, a new one
    without a period begins with the line.
    """
    at = at_of(brief, line)
    name = _heading(heading, "heading") if heading.strip() else ""
    section, first, last = brief.lines[at].section, at, at + 1
    while whole and first and brief.lines[first - 1].section == section:
        first -= 1
    while last < len(brief.lines) and brief.lines[last].section == section:
        last += 1
    period = section.period if section and whole else None
    run = (replace(one, section=Section(name, period) if name else None) for one in brief.lines[first:last])
    return recount(brief, (*brief.lines[:first], *run, *brief.lines[last:]), brief.omitted)


def redate(brief: Brief, line: str, day: str) -> Brief:
    """Give a line another date, of a day, month or year, or none; it moves where that belongs.

    ``day`` is written as ISO 8601 ("2024-05-31", "2024-05") or in words ("31 May 2024", "May 2024"). Raises
    OptionError for what is no date, or could be two ("3/4/2024").
    """
    at = at_of(brief, line)
    written = " ".join(day.split())
    day = _as_iso(written)
    if written and not day:
        raise OptionError(f"{written[:40]!r} is no date: write 31 May 2024, May 2024, 2024-05-31 or 2024.")
    dated = replace(brief.lines[at], date=day or None, date_note=SET if day else None)
    rest = (*brief.lines[:at], *brief.lines[at + 1 :])
    if not day or brief.options.get("order") != "chronological" or not rest:
        lines: tuple[Line, ...] = (*brief.lines[:at], dated, *brief.lines[at + 1 :])
    else:
        lines = placed(brief, rest, dated)
    return recount(brief, lines, brief.omitted)


def _tight(document: Document, span: Span) -> Span:
    """Return the passage without space at its ends; raise OptionError where nothing is left of it."""
    if span.end > len(document.text):
        raise OptionError("the passage lies behind the end of its source; select it again.")
    text = document.quote(span)
    start = span.start + len(text) - len(text.lstrip())
    end = span.end - len(text) + len(text.rstrip())
    if start >= end:
        raise OptionError("nothing is selected in the source; select a passage first.")
    if end - start > LONGEST:
        raise OptionError(f"the passage has {end - start} characters, more than {LONGEST}: select less.")
    return Span(start, end)


def _heading(text: str, what: str) -> str:
    shown = " ".join(text.split())
    if not shown:
        raise OptionError(f"the {what} is empty: write one.")
    if len(shown) > TITLE:
        raise OptionError(f"the {what} has {len(shown)} characters, more than {TITLE}: make it shorter.")
    return shown


def _as_iso(written: str) -> str:
    """Return a date in ISO 8601, as exact as it is written; "" for what is none, or could be two."""
    if _ISO.fullmatch(written):
        return written if _exists(written) else ""
    found = mentions(" ".join(map(str.capitalize, written.split())), anchor=None)
    whole = len(found) == 1 and (found[0].span.start, found[0].span.end) == (0, len(written))
    iso = found[0].iso if whole else None
    return iso if iso and _ISO.fullmatch(iso) and len(iso) > len("2024") else ""


def _exists(iso: str) -> bool:
    found = _ISO.fullmatch(iso)
    try:
        return bool(found and date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    except ValueError:
        return False
