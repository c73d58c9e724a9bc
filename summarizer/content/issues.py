"""Issues: when a paper came out, as its first page or its running heads say it, or a meeting was held.

"Proceedings of … , Prague, June 2007", "FALL 2010 95", "Copyright © 2010". No day is made up for it.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from summarizer.data import Document
from summarizer.languages import NOTHING, alternatives, every, everywhere
from summarizer.records import dataclass
from summarizer.text.dates import mentions, months
from summarizer.text.later import later

HEAD = 60
"""Lines at the beginning in which the imprint is looked for."""
READ_HEAD, COVER = 2_000, 6
"""Characters of minutes, and lines of them, in which the day of the meeting stands."""
LONGEST, SHORT = 300, 8
"""Characters of the longest line of an imprint; words of the longest running head."""
AGAIN = 2
"""Pages that a running head stands on at least."""
READ = 400_000
"""Characters of a document that are read for its running heads."""

_YEAR = r"(?:19[5-9]\d|20\d\d)"
_COPYRIGHT = later(rf"(?:©|\(c\)|copyright)\W{{0,4}}(?P<year>{_YEAR})\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Issue:
    """When a paper came out: an ISO date cut to what is known, a day to sort by, the words that say so."""

    iso: str
    near: date
    words: str


def issued(document: Document) -> Issue | None:
    """Return when a paper came out, None where its pages do not say it, or say two things. Linear.

    A month stands in a line of the imprint, by its words, or in a running head; so does a season, of which
    the year is told. The year of the copyright is the last resort.
    """
    lines = [line.strip() for line in document.text[:READ].split("\n")]
    head = [line for line in lines[:HEAD] if len(line) <= LONGEST]
    imprint = [line for line in head if _imprint().search(line)] + _running(lines)
    dated = [issue for line in imprint if (issue := _month(line, document.language))]
    found = dated or [issue for line in imprint if (issue := _season(line))]
    if not found:
        years = (_COPYRIGHT.search(line) for line in head)
        found = [Issue(one["year"], date(int(one["year"]), 7, 1), one.group()) for one in years if one]
    return found[0] if len({issue.iso for issue in found}) == 1 else None


def held_on(document: Document) -> date | None:
    """Return the day of a meeting, the only one that the first lines of its minutes name, None for none."""
    lines = [line for line in document.text[:READ_HEAD].split("\n") if line.strip()][:COVER]
    for text in (document.title or "", "\n".join(line for line in lines if len(line) <= LONGEST)):
        found = {
            one.iso
            for one in mentions(text, anchor=None, language=document.language)
            if one.iso and one.resolved == "stated" and len(one.iso) == len("2010-05-04")
        }
        if len(found) == 1:
            return date.fromisoformat(found.pop())
    return None


def _running(lines: list[str]) -> list[str]:
    """Return the short lines that stand on several pages, but for their figures: "FALL 2010 95"."""
    known: dict[str, list[str]] = {}
    for line in lines:
        if line and len(line.split()) <= SHORT and re.search(rf"\b{_YEAR}\b", line):
            known.setdefault(_DIGITS.sub("", line), []).append(line)
    return [ones[0] for ones in known.values() if len(ones) >= AGAIN]


def _month(line: str, language: str) -> Issue | None:
    """Return the last month, or day, that a line names with its year."""
    found = [
        one
        for one in mentions(line, anchor=None, language=language)
        if one.iso and one.resolved == "stated" and len(one.iso) >= 7 and one.iso[0] != "-"
    ]
    if not found:
        named = _months(language).search(line)
        if not named:
            return None
        day = date(int(named["year"]), months(language)[named["month"].lower()], 1)
        return Issue(f"{day:%Y-%m}", day, named.group())
    last = found[-1]
    iso = str(last.iso)
    day = date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")
    return Issue(iso, day, line[last.span.start : last.span.end])


def _season(line: str) -> Issue | None:
    found = _seasons().search(line)
    return Issue(found["year"], date(int(found["year"]), 7, 1), found.group()) if found else None


@cache
def _months(language: str) -> re.Pattern[str]:
    """Fit a month of a language with its year: "juin 2007", "junio de 2007"."""
    joint = alternatives(every("calendar.of"))
    return re.compile(
        rf"\b(?P<month>{alternatives(months(language))})\.?,? (?:(?:{joint}) )?(?P<year>{_YEAR})\b",
        re.IGNORECASE,
    )


@cache
def _seasons() -> re.Pattern[str]:
    known = alternatives(every("calendar.seasons"))
    return re.compile(rf"\b(?:{known})(?:/[^\W\d_]+)?,? (?P<year>{_YEAR})\b", re.IGNORECASE)


@cache
def _imprint() -> re.Pattern[str]:
    """Fit the words of an imprint: "Proceedings", "Vol. 31"."""
    return re.compile(rf"\b(?:{everywhere('front.imprint') or NOTHING})\b|©|ISSN|ISBN|doi\b", re.IGNORECASE)
