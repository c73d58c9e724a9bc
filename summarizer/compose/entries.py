"""Diaries, minutes and live blogs: the day of each entry, read from its heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from summarizer.data import Document
from summarizer.text.dates import mentions

LONGEST = 60
"""Characters of the longest heading that is a date."""

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(rf"^(?=.{{1,{LONGEST}}}$).*[0-9].*", re.MULTILINE)


def entries(document: Document) -> tuple[tuple[int, date], ...]:
    """Return where each entry of a document begins, and its day; () unless two of different days do.

    A heading is a line that holds a full date and no more than one other word, beside a clock time, and that
    does not go on with the line before it. Linear.
    """
    found = [
        (line.start(), day)
        for line in _LINE.finditer(document.text)
        if not _goes_on(document.text, line.start()) and (day := _day(line.group(), document.language))
    ]
    return tuple(found) if len({day for _, day in found}) > 1 else ()


def entry_day(found: tuple[tuple[int, date], ...], offset: int) -> date | None:
    """Return the day of the entry that an offset of the text lies in, None before the first."""
    at = bisect_right(found, offset, key=lambda entry: entry[0])
    return found[at - 1][1] if at else None


def _goes_on(text: str, start: int) -> bool:
    """Tell whether a line goes on with the sentence of the one before, where that was wrapped."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
    return text[start : start + 1].islower() and before[-1:] not in ("", ".", "!", "?", ":", ";")


def _day(line: str, language: str) -> date | None:
    """Return the day of a line that holds nothing but a date and a clock time."""
    dates = [m for m in mentions(line, anchor=None, language=language) if m.iso and m.resolved == "stated"]
    if len(dates) != 1 or len(dates[0].iso or "") != 10:
        return None
    span = dates[0].span
    rest = _CLOCK.sub(" ", f"{line[: span.start]} {line[span.end :]}")
    if len(_WORD.findall(rest)) > 1 or any(char.isdigit() for char in rest):
        return None
    return date.fromisoformat(dates[0].iso or "")
