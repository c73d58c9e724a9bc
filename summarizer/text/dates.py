"""Dates inside sentences, relative days resolved against the source's own date.

English patterns first: they are cheap, and cover the numeric forms of every language. Month names of other
languages go to dateparser, imported only when a candidate such as ``15 novembre`` is met.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache, lru_cache
from typing import Literal

from summarizer.data import Span
from summarizer.languages import NOTHING, alternatives, every, pattern, table, words
from summarizer.records import dataclass

How = Literal["stated", "year from the source", "relative to the source's date", "unresolved"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as one sentence mentions it.

    ``span`` counts in the text that was searched. ``iso`` is cut to what is known: ``2020-11-15``,
    ``2020-11``, ``2020``; ``--10-17`` or ``--10`` (ISO 8601 truncated) without a year, None where nothing
    is known. ``resolved`` is how: as stated, with the year nearest to the source's date, or counted from it.
    """

    span: Span
    iso: str | None
    resolved: How


_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_WRITTEN = "en"
"""The language whose months and weekdays are looked for in texts of every language."""

_Resolve = Callable[[re.Match[str], "date | None"], "tuple[str | None, How] | None"]


def mentions(text: str, *, anchor: date | None, language: str = "en") -> tuple[DateMention, ...]:
    """Return the dates that ``text`` mentions, in order of their place; no two overlap.

    ``anchor`` is the source's publication date. A weekday is the last one on or before it, or the next one
    behind "will" and its like; a day without a year takes the year that brings it within half a year of it.
    Without an anchor they stay unresolved. Decades ("the 1990s") are no dates. Linear in the text.
    """
    found: list[DateMention] = []
    taken = bytearray(len(text))
    cues = _cues(text)
    for rule, needed, resolve in _patterns():
        for match in rule.finditer(text) if needed <= cues else ():
            start, end = match.span("date") if "date" in rule.groupindex else match.span()
            if taken.find(1, start, end) >= 0:
                continue
            try:
                resolved = resolve(match, anchor)
            except OverflowError:  # before the year 1 or after 9999: a file may say that it is from then
                resolved = None, "unresolved"
            if resolved:
                found.append(DateMention(Span(start, end), *resolved))
                taken[start:end] = b"\1" * (end - start)
    if not found and language != _WRITTEN:
        found += _foreign(text, anchor, language) if "digit" in cues else []
        found = found or _days_ago(text, anchor, language)
    return tuple(sorted(found, key=lambda mention: mention.span.start))


# --- Resolvers: a match and the anchor → (iso, how); None where it is no date -----------------------------


def _full(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _named(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    """Resolve a named month with a day, a year or both."""
    groups = match.groupdict()
    month = months(_WRITTEN)[groups["month"].rstrip(".").lower()]
    if groups.get("day") is None:
        if groups.get("year"):
            return f"{groups['year']}-{month:02}", "stated"
        return _near(anchor, month, None)
    day = int(groups["day"])
    if not 1 <= day <= 31:
        return None
    if groups.get("year"):
        iso = _full(int(groups["year"]), month, day)
        return (iso, "stated") if iso else None
    return _near(anchor, month, day)


def _near(anchor: date | None, month: int, day: int | None) -> tuple[str | None, How] | None:
    """Add the year that brings a day or month within half a year of the anchor."""
    if _full(2000, month, day or 15) is None:
        return None
    if anchor:
        for year in (anchor.year, anchor.year - 1, anchor.year + 1):
            iso = _full(year, month, day or 15)
            if iso and abs((date.fromisoformat(iso) - anchor).days) <= 183:
                return iso if day else iso[:7], "year from the source"
    return f"--{month:02}" + (f"-{day:02}" if day else ""), "unresolved"


def _iso(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    iso = _full(int(match["year"]), int(match["month"]), int(match["day"]))
    return (iso, "stated") if iso else None


def _numeric(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    """Resolve 15/11/2020, 15-11-2020 and 15.11.2020, but no "version 2.3.2021".

    With points the day comes first; else the order must show from the numbers themselves.
    """
    if _version().search(match.string, max(0, match.start() - 20), match.start()):
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["mark"] == "." or first > 12 or first == second:
        iso = _full(year, second, first)
    elif second > 12:
        iso = _full(year, first, second)
    else:
        return str(year), "stated"
    return (iso, "stated") if iso else None


def _eastern(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    """Resolve 2020年11月15日 and its shorter forms."""
    month, day = int(match["month"]), int(match["day"]) if match["day"] else None
    if not match["year"]:
        return _near(anchor, month, day) if day else None
    iso = _full(int(match["year"]), month, day or 1)
    return (iso if day else iso[:7], "stated") if iso else None


def _year(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    return match["year"], "stated"


def _weekday(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    if _rule("dates.holiday").search(match.string, max(0, match.start() - 20), match.start()):
        return None  # "Good Friday"
    if anchor is None:
        return None, "unresolved"
    back = (anchor.weekday() - _words("calendar.weekdays").index(match["weekday"].lower())) % 7
    lead = match.string[max(0, match.start() - 60) : match.start("weekday")]
    shift = _shifts().get(match["which"] or "", 0)
    if shift > 0 or (_rule("dates.ahead").search(lead) and not _rule("dates.was_ahead").search(lead)):
        back -= 7
    elif shift < 0 and back == 0:
        back = 7
    return (anchor - timedelta(days=back)).isoformat(), "relative to the source's date"


def _relative(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    written, start = match.group(), match.start()
    if written.isupper() or (
        written[0].isupper() and _NAME_BEFORE.search(match.string, max(0, start - 40), start)
    ):
        return None  # "USA TODAY", "Russia Today"
    if anchor is None:
        return None, "unresolved"
    if not match["unit"]:
        days = timedelta(days=table(_WRITTEN, "calendar.days")[written.lower()])
        return (anchor + days).isoformat(), "relative to the source's date"
    return _shifted(anchor, _unit(match), _shifts()[written.split()[0].lower()])


def _ago(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    if anchor is None:
        return None, "unresolved"
    count = match["count"].lower()
    return _shifted(anchor, _unit(match), -(_counts().get(count) or int(count)))


def _unit(match: re.Match[str]) -> int:
    """Return the unit of a stretch of time, by its place in the list of them."""
    return _words("calendar.units").index(match["unit"].lower())


def _shifted(anchor: date, unit: int, step: int) -> tuple[str | None, How] | None:
    """Count days, weeks, months or years from the anchor, cut to what such a count can tell."""
    how: How = "relative to the source's date"
    if unit == _DAYS:
        return (anchor + timedelta(days=step)).isoformat(), how
    if unit == _WEEKS:
        monday = anchor + timedelta(days=7 * step - anchor.weekday())
        sunday = monday + timedelta(days=6)
        return (monday.isoformat()[:7], how) if monday.month == sunday.month else (None, "unresolved")
    if unit == _MONTHS:
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + step, 12)
        iso = f"{year:04}-{month + 1:02}"
    else:
        year = anchor.year + step
        iso = f"{year:04}"
    return (iso, how) if MINYEAR <= year <= MAXYEAR else (None, "unresolved")


_NAME_BEFORE = re.compile(r"\b[A-Z]\w*\s$")
_DIGIT = re.compile(r"\d")
_DAYS, _WEEKS, _MONTHS = range(3)
"""The units of time in the order in which the languages list them; the last is the year."""


# --- The words of the written language -------------------------------------------------------------------


def _words(topic: str) -> tuple[str, ...]:
    return words(_WRITTEN, topic)


def _any(*topics: str) -> str:
    return alternatives(word for topic in topics for word in _words(topic))


def _shifts() -> Mapping[str, int]:
    """Return how far "last", "this" and "next" lead."""
    return table(_WRITTEN, "calendar.shifts")


@cache
def _counts() -> dict[str, int]:
    return {**dict.fromkeys(_words("numbers.one"), 1), **table(_WRITTEN, "numbers.small")}


@cache
def _rule(topic: str) -> re.Pattern[str]:
    return re.compile(pattern(_WRITTEN, topic) or NOTHING, re.IGNORECASE)


@cache
def months(language: str) -> Mapping[str, int]:
    """Map the names of months and their short forms, in lower case, to 1 to 12; empty where not known."""
    full = words(language, "calendar.months")
    short = words(language, "calendar.months_short")
    numbers = {name: number for number, name in enumerate(full, 1)}
    return {s: n for s in short for name, n in numbers.items() if name.startswith(s)} | numbers


@cache
def _month_begins() -> re.Pattern[str]:
    first = sorted({month[:3] for month in _words("calendar.months")})
    return re.compile(rf"\b(?:{'|'.join((*map(str.capitalize, first), *map(str.upper, first)))})")


@cache
def _from_now() -> tuple[str, ...]:
    """Return what is in every word for a day or stretch of time counted from now, the shortest of them."""
    days = (phrase.split()[-1] for phrase in table(_WRITTEN, "calendar.days"))
    found = sorted({*days, *_words("calendar.units")}, key=len)
    return tuple(word for i, word in enumerate(found) if not any(other in word for other in found[:i]))


def _cues(text: str) -> frozenset[str]:
    """Return what of a date stands in a text: far cheaper to tell than the patterns that need it."""
    lower = text.lower()
    found = {word for word in ("月", *_words("calendar.ago")) if word in lower}
    if _DIGIT.search(text):
        found.add("digit")
    if _month_begins().search(text):
        found.add("month")
    if any(word in lower for word in _words("calendar.weekdays")):
        found.add("weekday")
    if any(word in lower for word in _from_now()):
        found.add("from now")
    return frozenset(found)


_AT = r"(?P<month>[01]?\d)月(?:(?P<day>[0-3]?\d)日)?"


def _cue(*needed: str) -> frozenset[str]:
    return frozenset(needed)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], frozenset[str], _Resolve], ...]:
    """Return what a date looks like, the cues that it needs, and how it is resolved."""
    full, short = _words("calendar.months"), _words("calendar.months_short")
    written = (*map(str.capitalize, full), *map(str.upper, full))
    month = rf"(?P<month>{alternatives(written)}|(?:{alternatives(map(str.capitalize, short))})\.?)"
    days = map(str.capitalize, (*_words("calendar.weekdays"), *_words("calendar.weekdays_short")))
    weekday = rf"(?:{alternatives(days)})\.?"
    ordinal, of = f"(?:{_any('calendar.ordinals')})?", f"(?:(?:{_any('calendar.of')})\\s+)?"
    article, unit = rf"(?:(?:{_any('calendar.articles')})\s+)?", f"(?P<unit>{_any('calendar.units')})"
    year_behind = rf"(?:,?\s+{_YEAR}\b)?"
    no_year, no_day = (pattern(_WRITTEN, f"dates.{topic}") or NOTHING for topic in ("no_year", "no_day"))
    named_day = alternatives(map(str.capitalize, _words("calendar.weekdays")))
    shifts = alternatives(_shifts())
    rules: tuple[tuple[str, frozenset[str], _Resolve], ...] = (
        (r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)", _cue("digit"), _iso),
        (rf"(?:(?P<year>\d{{4}})年)?{_AT}", _cue("月"), _eastern),
        (
            rf"\b(?:{weekday},?\s+)?{month}\s+{_DAY}{ordinal}\b(?!:|{no_day}){year_behind}",
            _cue("digit", "month"),
            _named,
        ),
        (
            rf"\b(?:{weekday},?\s+)?{article}{_DAY}(?:{ordinal}|\.)\s+{of}{month}(?!\w){year_behind}",
            _cue("digit", "month"),
            _named,
        ),
        (rf"\b{month},?\s+{of}{_YEAR}\b", _cue("digit", "month"), _named),
        (
            r"(?<![\d./-])(?P<first>[0-3]?\d)(?P<mark>[./-])(?P<second>[0-3]?\d)(?P=mark)"
            r"(?P<year>(?:19|20)\d\d)(?![\d/-]|\.\d)",
            _cue("digit"),
            _numeric,
        ),
        (
            rf"\b(?i:{_any('dates.month_leads')})[\s-]+(?P<date>{month})(?!\w)(?!\s+\d)",
            _cue("month"),
            _named,
        ),
        (
            rf"(?:\b(?i:{_any('dates.year_leads')})[\s-]+|\()(?P<date>{_YEAR})(?!\w)"
            rf"(?![\d:%]|[.,/]\d|['’]?s\b|{no_year})",
            _cue("digit"),
            _year,
        ),
        (
            rf"\b(?:(?P<which>{shifts})\s+)?(?P<weekday>{named_day})\b(?:\s+(?:{_any('calendar.day_parts')}))?",
            _cue("weekday"),
            _weekday,
        ),
        (
            rf"(?i)\b(?:{alternatives(table(_WRITTEN, 'calendar.days'))}|(?:{shifts}) {unit})\b",
            _cue("from now"),
            _relative,
        ),
        (
            rf"(?i)\b(?P<count>\d{{1,3}}|{alternatives(_counts())}) {unit}s? (?:{_any('calendar.ago')})\b",
            _cue(*_words("calendar.ago")),
            _ago,
        ),
    )
    return tuple((re.compile(rule), needed, resolve) for rule, needed, resolve in rules)


# --- Other languages -------------------------------------------------------------------------------------


def month_joints() -> tuple[str, str]:
    """Return patterns of what joins a day and its month: with blanks around it, and with none behind it."""
    joints = every("calendar.of")
    return (
        alternatives(word for word in joints if not word.endswith("'")),
        alternatives(word for word in joints if word.endswith("'")),
    )


@cache
def _foreign_day() -> re.Pattern[str]:
    """Fit a day with what may be a month: "15 de noviembre de 2020", "1er mai"."""
    apart, close = month_joints()
    return re.compile(
        rf"(?<![\d.,:/])(?P<day>[0-3]?\d)(?:{alternatives(every('calendar.ordinals'))}|\.)?\s+"
        rf"(?:(?:{apart})\s+|{close})?(?P<word>[^\W\d_]{{3,12}})\.?(?:,?\s+(?:(?:{apart})\s+)?(?P<year>(?:19|20)\d\d))?(?!\w)"
    )


def _foreign(text: str, anchor: date | None, language: str) -> list[DateMention]:
    """Read a day with a month name in another language."""
    found = []
    for match in _foreign_day().finditer(text):
        phrase = match.group() if match["year"] is None else match.group()[:-4].rstrip()
        known = months(language).get(match["word"].lower())
        month = known or _foreign_month(f"{phrase} 2000", language)
        if month is None:
            continue
        day = int(match["day"])
        if match["year"]:
            iso = _full(int(match["year"]), month, day)
            resolved: tuple[str | None, How] | None = (iso, "stated") if iso else None
        else:
            resolved = _near(anchor, month, day)
        if resolved:
            found.append(DateMention(Span(*match.span()), *resolved))
    return found


def _days_ago(text: str, anchor: date | None, language: str) -> list[DateMention]:
    """Read the words for a day before that of writing: "gestern", "avant-hier"."""
    rule, days = _past_days(language)
    return [
        DateMention(
            Span(*match.span()),
            (anchor + timedelta(days=days[match.group().lower()])).isoformat() if anchor else None,
            "relative to the source's date" if anchor else "unresolved",
        )
        for match in rule.finditer(text)
        if anchor is None or (anchor - date.min).days + days[match.group().lower()] >= 0
    ]


@cache
def _past_days(language: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    """Return what fits the words of a language for a day before that of writing, and how far back each is.

    Those for the day itself often mean "nowadays", and one for the next day may be the morning.
    """
    days = {word: count for word, count in table(language, "calendar.days").items() if count < 0}
    rule = rf"(?<![\w’'-])(?:{alternatives(days)})(?![\w’'-])" if days else NOTHING
    return re.compile(rule, re.IGNORECASE), days


def dateparser_code(language: str) -> str:
    """Return the code by which dateparser knows a language."""
    return "nb" if language == "no" else language


@lru_cache(maxsize=4096)
def _foreign_month(phrase: str, language: str) -> int | None:
    """Return the month that dateparser reads in "15 novembre 2000", None where it reads none."""
    import dateparser

    try:
        parsed = dateparser.parse(
            phrase,
            languages=[dateparser_code(language)],
            settings={"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"},
        )
    except ValueError:  # a language that dateparser does not know
        return None
    return parsed.month if parsed and parsed.year == 2000 else None


@cache
def _version() -> re.Pattern[str]:
    """Fit what stands before a number with points that is no date."""
    return re.compile(rf"\b(?:{alternatives(every('dates.no_date_behind'))})\.?\s?$", re.IGNORECASE)
