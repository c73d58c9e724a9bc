"""Diaries, minutes and live blogs: the day of each entry, read from its heading, and which way they run."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from itertools import pairwise

from summarizer.data import Document
from summarizer.text.dates import DateMention, mentions
from summarizer.text.later import later

LONGEST = 60
"""Characters of the longest heading that is a date."""
LONGEST_MARKED = 160
"""Characters of the longest one that is marked as a heading, and may hold a link."""
LONGEST_TITLE = 120
"""Characters of the longest title that ends with a date."""
TITLED = 31
"""Days between the title of a live blog and its first heading, at most."""
TIMED, BACKWARDS = 4, 0.8
"""Entries with a time of the day that a live blog has at least; share of them that are earlier than the one
before it from which the newest stands first."""

_CLOCK = later(r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_TIME = re.compile(
    r"^[^\w\n]{0,3}(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?![\d.,:])(?:\s?(?P<half>[ap])\.?m\b)?",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(rf"^(?=.{{1,{LONGEST}}}$|#.{{1,{LONGEST_MARKED}}}$).*[0-9].*", re.MULTILINE)
_VERSION = later(r"\[?\bv?\d+(?:\.\d+){1,3}(?:[-+.]\w+)*\b\]?(?:\([^()\s]*\))?")
"""The number of a release that a change log's heading bears beside its day, with its link."""


def entries(document: Document) -> tuple[tuple[int, date], ...]:
    """Return where each entry of a diary or live blog begins, with its day; () unless two days do.

    A heading is a line that holds a full date and no more than one other word, beside a clock time, and that
    does not go on with the line before it; the number of a release may stand in it. Its year may stand in the
    heading before, or in a title that ends with a month. A title that ends with a day is the heading of what
    follows it, if another day follows. Linear.
    """
    titled = _titled(document)
    found: list[tuple[int, date]] = []
    last = titled or document.date or _titled_month(document)
    for line in _LINE.finditer(document.text):
        wrapped = _goes_on(document.text, line.start())
        if not wrapped and (day := _day(line.group(), last, document.language)):
            found.append((line.start(), day))
            last = day
    days = abs((found[0][1] - titled).days) if titled and found else 0
    if titled and 0 < days <= TITLED and _behind_sentence(document.text, found[0][0]):
        found.insert(0, (0, titled))
    return tuple(found) if len({day for _, day in found}) > 1 else ()


def _behind_sentence(text: str, start: int) -> bool:
    """Tell whether a heading stands behind a sentence: behind "Next meeting" a day heads nothing."""
    return text[:start].rstrip(' \n\t*_)"”').endswith((".", "!", "?"))


def _titled(document: Document) -> date | None:
    """Return the day that the first line of a document ends with."""
    title = _title(document)
    dates = _full(title, None, document.language)
    last = dates[-1] if dates else None
    return date.fromisoformat(last.iso or "") if last and last.span.end == len(title) else None


def _titled_month(document: Document) -> date | None:
    """Return the middle of the month that the first line of a document ends with: "Diary, October 2022"."""
    title = _title(document)
    found = mentions(title, anchor=None, language=document.language)
    if not found or found[-1].span.end != len(title) or len(found[-1].iso or "") != 7:
        return None
    return date.fromisoformat(f"{found[-1].iso}-15") if found[-1].resolved == "stated" else None


def _title(document: Document) -> str:
    """Return the first line of a document, nothing where it is too long for a title."""
    title = document.text[: 2 * LONGEST_TITLE].lstrip().partition("\n")[0].rstrip(" .")
    return title if len(title) <= LONGEST_TITLE else ""


def _full(text: str, anchor: date | None, language: str) -> list[DateMention]:
    """Return the full days that a text states, or states but for the year."""
    found = mentions(text, anchor=anchor, language=language)
    stated = ("stated", "year from the source")
    return [m for m in found if m.resolved in stated and len(m.iso or "") == 10 and (m.iso or "")[:1] != "-"]


def entry_day(found: tuple[tuple[int, date], ...], offset: int) -> date | None:
    """Return the day of the entry that an offset of the text lies in, None before the first."""
    at = bisect_right(found, offset, key=lambda entry: entry[0])
    return found[at - 1][1] if at else None


def newest_first(document: Document) -> tuple[int, ...]:
    """Return where each timed entry of a live blog begins that has its newest first; () of any other text.

    "16.06 The roof leaks." is such an entry where most of them are earlier than the one above. Linear.
    """
    found = [(match.start(), _minutes(match)) for match in _TIME.finditer(document.text)]
    steps = [later < before for (_, before), (_, later) in pairwise(found) if later != before]
    backwards = len(found) >= TIMED and sum(steps) >= max(1.0, BACKWARDS * len(steps))
    return tuple(start for start, _ in found) if backwards else ()


def _minutes(match: re.Match[str]) -> int:
    """Return the minute of the day."""
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return 60 * hour + int(match["minute"])


def _goes_on(text: str, start: int) -> bool:
    """Tell whether a line goes on with the sentence of the one before, where that was wrapped."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
    return text[start : start + 1].islower() and before[-1:] not in ("", ".", "!", "?", ":", ";")


def _day(line: str, last: date | None, language: str) -> date | None:
    """Return the day of a line that holds nothing but a date and a clock time."""
    dates = _full(line, last, language)
    if len(dates) != 1:
        return None
    span = dates[0].span
    before = line[: span.start]
    if line.startswith("#"):
        before = _VERSION.sub(" ", before)
    rest = _CLOCK.sub(" ", f"{before} {line[span.end :]}")
    if len(_WORD.findall(rest)) > 1 or any(char.isdigit() for char in rest):
        return None
    return date.fromisoformat(dates[0].iso or "")
