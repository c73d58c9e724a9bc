"""Dates of a draft that a passage gives by the weekday, or without the year, of its publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.statements import Finding, read
from summarizer.statements.dates import agree
from summarizer.text.dates import mentions
from summarizer.text.language import content_stems

from .spans import Hit


def dated(text: str, findings: Sequence[Finding], hits: Sequence[Hit], language: str) -> tuple[Finding, ...]:
    """Drop the dates that a passage states when it is read on the day its document was published."""
    open_ = [finding for finding in findings if finding.kind == "date"]
    if not open_:
        return tuple(findings)
    said = {
        mention.iso
        for hit in hits
        if hit.sentence.document.date is not None
        for mention in mentions(hit.sentence.text, anchor=hit.sentence.document.date, language=language)
        if mention.iso
    }
    borne = {
        (one.span.start, one.span.end)
        for one in mentions(text, anchor=None, language=language)
        if one.iso in said
    }
    return tuple(
        one
        for one in findings
        if one.kind != "date" or not any(start <= one.start and one.end <= end for start, end in borne)
    )


LEAST, TIMES = 3, 2
"""Words of a claim that a passage must have for its day to count, and how many times those of another."""


def misdated(text: str, hits: Sequence[Hit], language: str) -> Iterator[Finding]:
    """Yield the days that only passages on something else state, where those on the matter state another."""
    claimed = [day for day in read(text, language).days if day.day or day.weekday is not None]
    if not claimed:
        return
    wanted = frozenset(stem for stem in content_stems(text, language) if not stem.isdigit())
    stated = [
        (len(wanted.intersection(content_stems(hit.sentence.text, language))), days)
        for hit in hits
        if (
            days := [
                day for day in read(hit.sentence.text, language).days if day.day or day.weekday is not None
            ]
        )
    ]
    for one in claimed:
        bearing = [shared for shared, days in stated if any(agree(one, day) for day in days)]
        others = [shared for shared, days in stated if not any(agree(one, day) for day in days)]
        if bearing and others and max(others) >= max(LEAST, TIMES * max(bearing)):
            written = text[one.start : one.end]
            message = f"the passages that speak of this give another day than {written}"
            yield Finding("date", one.start, one.end, written, message, contradicted=True)
