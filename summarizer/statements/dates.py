"""Days, months and years of a claim against those of its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache

from summarizer.languages import NOTHING, alternatives, words
from summarizer.records import dataclass
from summarizer.text.dates import mentions

from .finding import Finding

_MESSAGES = "en"
"""The language of weekdays, as in `text.dates`, and of what findings say."""
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(
        rf"\b({alternatives(words(_MESSAGES, 'calendar.weekdays'))})(?:s|['’]s)?\b", re.IGNORECASE
    )


@cache
def _relation(language: str) -> re.Pattern[str]:
    """Fit the preposition right before a date, with what may stand between the two."""
    found, between = words(language, "dates.relations"), words(language, "dates.between")
    vague = "|".join(re.escape(word) if word.endswith("-") else f"{re.escape(word)} " for word in between)
    return re.compile(rf"\b({alternatives(found)}) (?:{vague or NOTHING})?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """What a mention fixes of a date; None for what it leaves open. ``weekday`` counts from Monday, 0.

    ``relation`` is the preposition that says how it bears on the event: "until", "since", "before" …
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relation: str = ""


@lru_cache(maxsize=8192)
def days(text: str, language: str = "en") -> tuple[Day, ...]:
    """Return the dates of ``text`` as far as the text itself fixes them: no "yesterday", no "last month"."""
    found = []
    for mention in mentions(text, anchor=None, language=language):
        start, end = mention.span.start, mention.span.end
        written = text[start:end]
        before = _relation(language).search(text, max(0, start - 24), start)
        relation = before.group(1).lower() if before else ""
        match = _weekday().search(written)
        weekday = words(_MESSAGES, "calendar.weekdays").index(match.group(1).lower()) if match else None
        if mention.iso is not None:
            found.append(_of_iso(start, end, mention.iso, weekday, relation))
        elif weekday is not None:
            found.append(Day(start, end, weekday=weekday, relation=relation))
    return tuple(found)


def _of_iso(start: int, end: int, iso: str, weekday: int | None, relation: str) -> Day:
    year, rest = (None, iso[2:]) if iso.startswith("--") else (int(iso[:4]), iso[5:])
    month, day = int(rest[:2]) if rest[:2] else None, int(rest[3:5]) if rest[3:5] else None
    if weekday is None and year and month and day:
        weekday = date(year, month, day).weekday()
    return Day(start, end, year, month, day, weekday, relation)


def check_dates(claim: str, evidence: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the dates of ``claim`` that no evidence states, as far as they are stated.

    A day and its month must stand together in the evidence; a year may stand elsewhere in it.
    """
    claimed = days(claim, language)
    if not claimed:
        return
    stated = [day for text in evidence for day in days(text, language)]
    years = {int(year) for text in evidence for year in _YEAR.findall(text)} | {d.year for d in stated}
    for one in claimed:
        missing = _missing(one, stated, years)
        if missing:
            written = claim[one.start : one.end]
            others = [_name(day, missing) for day in stated]
            told = dict.fromkeys(other for other in others if other)
            said = tuple(name for name in told if not any(other.startswith(f"{name} ") for other in told))
            given = [part for part in (one.year, one.month, one.day or one.weekday) if part is not None]
            of = f"the {missing} of " if len(given) > 1 else ""
            message = f"no cited passage has {of}“{written}”"
            if said:
                message = f"the cited passages say {_listed(said)}, not {written}"
            yield Finding("date", one.start, one.end, written, message, contradicted=bool(said))
        elif one.relation and (end := _other_end(one, stated, language)):
            written = claim[one.start : one.end]
            message = f"the cited passages say “{end}” of {written}, not “{one.relation}”"
            yield Finding("date", one.start, one.end, written, message, contradicted=True)
        elif (other := _related(one, stated, language)) is not None:
            written = claim[one.start : one.end]
            part = "weekday" if other.weekday is not None and other.month is None else "month"
            message = f"the cited passages say “{one.relation}” of {_name(other, part)}, not of {written}"
            yield Finding("date", one.start, one.end, written, message, contradicted=True)


def _listed(said: Sequence[str]) -> str:
    """Return the first of several dates, as a text."""
    shown = ", ".join(said[:SHOWN])
    return shown + (" …" if len(said) > SHOWN else "")


SHOWN = 3
"""Dates of the evidence that a finding names."""


def _related(one: Day, stated: Sequence[Day], language: str) -> Day | None:
    """Return the date that stands behind the claim's preposition in the evidence, if it is another one."""
    if not one.relation or one.relation in words(language, "dates.loose"):
        return None
    same = [day for day in stated if day.relation == one.relation and (day.month or day.weekday is not None)]
    return None if any(agree(one, day) for day in same) else next(iter(same), None)


def _other_end(one: Day, stated: Sequence[Day], language: str) -> str:
    """Return "until" where a claim says "since" of a date and all the evidence that, or the reverse."""
    opens, closes = words(language, "dates.opens"), words(language, "dates.closes")
    fixed = [day for day in stated if day.day or day.year or day.weekday is not None]
    same = [day.relation for day in fixed if agree(one, day)]
    for here, there in ((opens, closes), (closes, opens)):
        if one.relation in here and same and all(relation in there for relation in same):
            return same[0]
    return ""


def agree(one: Day, other: Day) -> bool:
    """Tell whether two dates say the same as far as both say it."""
    pairs = (
        (one.month, other.month),
        (one.day, other.day),
        (one.weekday, other.weekday),
        (one.year, other.year),
    )
    return all(a == b for a, b in pairs if a is not None and b is not None)


def _missing(one: Day, stated: Sequence[Day], years: set[int | None]) -> str | None:
    if one.month is not None:
        same = [day for day in stated if day.month == one.month]
        if not same:
            return "month"
        if one.day is not None:
            same = [day for day in same if day.day == one.day]
            if not same:
                return "day"
            weekdays = {day.weekday for day in same} - {None}
            if one.weekday is not None and weekdays and one.weekday not in weekdays:
                return "weekday"
    elif one.weekday is not None and not any(day.weekday == one.weekday for day in stated):
        return "weekday"
    return "year" if one.year is not None and one.year not in years else None


def _name(day: Day, part: str) -> str:
    if part == "weekday":
        return (
            words(_MESSAGES, "calendar.weekdays")[day.weekday].capitalize() if day.weekday is not None else ""
        )
    if part == "year":
        return str(day.year) if day.year else ""
    if day.month is None:
        return ""
    month = words(_MESSAGES, "calendar.months")[day.month - 1].capitalize()
    return f"{month} {day.day}" if day.day else month
