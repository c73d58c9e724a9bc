"""Dates of a draft that a passage gives by the weekday, or without the year, of its publication."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.statements import Finding
from summarizer.text.dates import mentions

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
