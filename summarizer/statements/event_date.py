"""The day of what a sentence reports, among the days that it mentions."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from summarizer.languages import alternatives, every, words
from summarizer.text.dates import DateMention, mentions

WRITTEN = "en"
"""The language whose words around a day are read where those of others are not known."""


def event_date(text: str, anchor: date | None, language: str = "en") -> DateMention | None:
    """Return the date of what a sentence reports, None where it is not plain.

    A full day counts, and a month shortly before ``anchor``. Deadlines ("until November 25"), plans ("will",
    "due"), beginnings ("since May"), what a leading clause with "After" dates, days inside a quotation,
    "Friday's deadline", "the storm of 3 May" and years as background do not; nor do two days that contradict
    each other, nor one behind a day that is still to come.
    """
    found = mentions(text, anchor=anchor, language=language)
    usable = [mention for mention in found if _dates_event(text, mention, anchor)]
    if len({mention.iso for mention in usable}) != 1:
        return None
    event = usable[0]
    to_come = any(
        anchor is not None and len(m.iso or "") == 10 and (m.iso or "") > str(anchor)
        for m in found
        if m.span.start < event.span.start
    )
    return None if to_come else event


@cache
def _not_event() -> re.Pattern[str]:
    """Fit what stands before a day that bounds something: "until the", "bis zum"."""
    articles = alternatives(every("calendar.articles"))
    bounds = alternatives(every("dates.bounds"))
    return re.compile(rf"\b(?:{bounds})\s+(?:(?:{articles})\s+)?$", re.IGNORECASE)


@cache
def _planned() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(every('dates.planned'))})\b[^,;.]*$", re.IGNORECASE)


@cache
def _leading_clause() -> re.Pattern[str]:
    return re.compile(rf"[\"“]?(?:{alternatives(every('dates.leading'))})\b")


@cache
def _relative_clause() -> re.Pattern[str]:
    """Fit the clause, open at the end, that tells of something named before: "the ferry that sank on"."""
    return re.compile(rf"[^\s,;] (?:{alternatives(words(WRITTEN, 'dates.relatives'))}) [^,;]*$")


@cache
def _in_name() -> re.Pattern[str]:
    """Fit what stands before a day that tells one thing from others of its kind: "the earthquake of"."""
    articles, parts = (
        alternatives(every("calendar.articles")),
        alternatives(words(WRITTEN, "calendar.day_parts")),
    )
    naming = alternatives(every("dates.naming"))
    named = rf"(?<![^\W\d_])(?!(?:{parts})\b)[^\W\d_]+"
    return re.compile(rf"{named} (?:{naming}) (?:(?:{articles}) )?$", re.IGNORECASE)


@cache
def _day_as_name() -> re.Pattern[str]:
    """Fit a word behind a day that makes it a name: "the Sept. 11 attacks"."""
    functions = alternatives(words(WRITTEN, "dates.behind_day"))
    return re.compile(rf"\s+(?!(?:{functions})\b)[a-z]+")


_ARTICLE = re.compile(r"\b[Tt]he $")
_POSSESSIVE = re.compile(r"['’]s?\s")
_MONTH_BEFORE = 92
LONG_AGO = 60
"""Days before the writing from which a day in a relative clause is one of the background."""


def _dates_event(text: str, mention: DateMention, anchor: date | None) -> bool:
    """Tell whether a mention can be the day on which the reported thing happened."""
    iso = mention.iso
    if iso is None or len(iso) == 4 or (iso.startswith("--") and len(iso) < 7):
        return False
    start, end = mention.span.start, mention.span.end
    before = text[max(0, start - 80) : start]
    if _not_event().search(before) or _planned().search(before) or _POSSESSIVE.match(text, end):
        return False
    if _leading_clause().match(text) and "," not in text[:start]:
        return False
    # A day long before the writing in a relative clause, or in a name, dates what is named, not what is
    # reported of it.
    if _is_long_ago(iso, anchor) and (_relative_clause().search(before) or _in_name().search(before)):
        return False
    if mention.resolved != "stated" and _ARTICLE.search(before) and _day_as_name().match(text, end):
        return False
    relative = mention.resolved == "relative to the source's date"
    if relative and _in_quotation(text, start):
        return False
    if len(iso) == 7 and not iso.startswith("--"):
        return not relative and anchor is not None and 0 <= _months(anchor, iso) * 30.5 <= _MONTH_BEFORE
    return anchor is None or iso.startswith("--") or date.fromisoformat(iso) <= anchor


def _is_long_ago(iso: str, anchor: date | None) -> bool:
    full = anchor is not None and len(iso) == 10 and not iso.startswith("--")
    return full and anchor is not None and (anchor - date.fromisoformat(iso)).days > LONG_AGO


def _months(anchor: date, iso: str) -> int:
    return anchor.year * 12 + anchor.month - int(iso[:4]) * 12 - int(iso[5:7])


def _in_quotation(text: str, start: int) -> bool:
    before = text[:start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
