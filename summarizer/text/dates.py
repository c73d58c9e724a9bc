"""Dates inside sentences, relative days resolved against the source's own date.

English patterns first: they are cheap, and cover the numeric forms of every language. Month names of other
languages go to dateparser, imported only when a candidate such as ``15 novembre`` is met.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import Literal

from summarizer.data import Span

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


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_FULL_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_NO_COUNT = (
    r"(?![\d:%]|[.,/]\d|['’]?s\b|\s?(?:percent|per cent|[ap]\.?m\b)"
    r"|\s+(?:people|troops|soldiers|dollars|euros|members|miles|feet|years|residents|[kc]?m)\b)"
)

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
    for pattern, needed, resolve in _PATTERNS:
        for match in pattern.finditer(text) if needed <= cues else ():
            start, end = match.span("date") if "date" in pattern.groupindex else match.span()
            if taken.find(1, start, end) >= 0:
                continue
            try:
                resolved = resolve(match, anchor)
            except OverflowError:  # before the year 1 or after 9999: a file may say that it is from then
                resolved = None, "unresolved"
            if resolved:
                found.append(DateMention(Span(start, end), *resolved))
                taken[start:end] = b"\1" * (end - start)
    if not found and language != "en" and "digit" in cues:
        found += _foreign(text, anchor, language)
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def event_date(text: str, anchor: date | None, language: str = "en") -> DateMention | None:
    """Return the date of what a sentence reports, None where it is not plain.

    A full day counts, and a month shortly before ``anchor``. Deadlines ("until November 25"), plans ("will",
    "due"), beginnings ("since May"), what a leading clause with "After" dates, days inside a quotation,
    "Friday's deadline" and years as background do not; nor do two days that contradict each other.
    """
    usable = [m for m in mentions(text, anchor=anchor, language=language) if _dates_event(text, m, anchor)]
    return usable[0] if len({mention.iso for mention in usable}) == 1 else None


# --- Resolvers: a match and the anchor → (iso, how); None where it is no date -----------------------------


def _full(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _named(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    """Resolve a named month with a day, a year or both."""
    groups = match.groupdict()
    month = _MONTHS.index(groups["month"][:3].lower()) + 1
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
    """Resolve 15/11/2020 and 15.11.2020. With slashes the order must show from the numbers themselves."""
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
    if anchor is None:
        return None, "unresolved"
    back = (anchor.weekday() - _DAYS.index(match["weekday"][:3].lower())) % 7
    lead = match.string[max(0, match.start() - 60) : match.start("weekday")]
    if match["which"] == "next" or (_AHEAD.search(lead) and not _WAS_AHEAD.search(lead)):
        back -= 7
    elif match["which"] == "last" and back == 0:
        back = 7
    return (anchor - timedelta(days=back)).isoformat(), "relative to the source's date"


def _relative(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    written, start = match.group(), match.start()
    words = written.lower()
    if written.isupper() or (
        written[0].isupper() and _NAME_BEFORE.search(match.string, max(0, start - 40), start)
    ):
        return None  # "USA TODAY", "Russia Today"
    if anchor is None:
        return None, "unresolved"
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(words)
    if shift is None and not match["unit"]:
        shift = 0
    if shift is not None:
        return (anchor + timedelta(days=shift)).isoformat(), "relative to the source's date"
    step = -1 if words.startswith(("last", "past")) else 1 if words.startswith("next") else 0
    return _shifted(anchor, match["unit"].lower(), step)


def _ago(match: re.Match[str], anchor: date | None) -> tuple[str | None, How] | None:
    if anchor is None:
        return None, "unresolved"
    count = match["count"].lower()
    return _shifted(anchor, match["unit"].lower(), -(_COUNTS.get(count) or int(count)))


def _shifted(anchor: date, unit: str, step: int) -> tuple[str | None, How] | None:
    """Count days, weeks, months or years from the anchor, cut to what such a count can tell."""
    how: How = "relative to the source's date"
    if unit == "day":
        return (anchor + timedelta(days=step)).isoformat(), how
    if unit == "week":
        monday = anchor + timedelta(days=7 * step - anchor.weekday())
        sunday = monday + timedelta(days=6)
        return (monday.isoformat()[:7], how) if monday.month == sunday.month else (None, "unresolved")
    if unit == "month":
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + step, 12)
        iso = f"{year:04}-{month + 1:02}"
    else:
        year = anchor.year + step
        iso = f"{year:04}"
    return (iso, how) if MINYEAR <= year <= MAXYEAR else (None, "unresolved")


_NAME_BEFORE = re.compile(r"\b[A-Z]\w*\s$")
_DIGIT = re.compile(r"\d")
_MONTH_BEGINS = re.compile(
    r"\b(?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MA[RY]|APR|JU[NL]|AUG|SEP|OCT|NOV|DEC)"
)
_FROM_NOW = ("day", "night", "morrow", "morning", "noon", "evening", "week", "month", "year")


def _cues(text: str) -> frozenset[str]:
    """Return what of a date stands in a text: far cheaper to tell than the patterns that need it."""
    lower = text.lower()
    found = {word for word in ("月", "day", "ago") if word in lower}
    if _DIGIT.search(text):
        found.add("digit")
    if _MONTH_BEGINS.search(text):
        found.add("month")
    if "day" in found or any(word in lower for word in _FROM_NOW):
        found.add("from now")
    return frozenset(found)


_AHEAD = re.compile(
    r"\b(?:will|would|shall|due|scheduled|expected|planned|plans?|slated|upcoming)\b[^,.;]*$"
    r"|\b(?:until|till|by|next)\s+(?:next\s+)?$",
    re.IGNORECASE,
)
_WAS_AHEAD = re.compile(
    r"\b(?:was|were|been)\s+(?:\w+\s+)?(?:due|scheduled|expected|planned|slated)\b", re.IGNORECASE
)
_UNIT = r"(?P<unit>day|week|month|year)"
_PREPOSITION = r"in|since|during|until|till|by|from|early|late|mid|of"
_AT = r"(?P<month>[01]?\d)月(?:(?P<day>[0-3]?\d)日)?"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts))


def _cue(*words: str) -> frozenset[str]:
    return frozenset(words)


_PATTERNS: tuple[tuple[re.Pattern[str], frozenset[str], _Resolve], ...] = (
    (
        _pattern(r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)"),
        _cue("digit"),
        _iso,
    ),
    (_pattern(r"(?:(?P<year>\d{4})年)?", _AT), _cue("月"), _eastern),
    (
        _pattern(
            rf"\b(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\b(?!:|\s?per ?cent)(?:,?\s+{_YEAR}\b)?"
        ),
        _cue("digit", "month"),
        _named,
    ),
    (
        _pattern(
            rf"\b(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_DAY}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH}(?!\w)",
            rf"(?:,?\s+{_YEAR}\b)?",
        ),
        _cue("digit", "month"),
        _named,
    ),
    (_pattern(rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b"), _cue("digit", "month"), _named),
    (
        _pattern(
            r"(?<![\d./])(?P<first>[0-3]?\d)(?P<mark>[./])(?P<second>[0-3]?\d)(?P=mark)",
            r"(?P<year>(?:19|20)\d\d)(?![\d/])",
        ),
        _cue("digit"),
        _numeric,
    ),
    (
        _pattern(rf"\b(?i:{_PREPOSITION}|last|this|next)[\s-]+(?P<date>{_MONTH})(?!\w)(?!\s+\d)"),
        _cue("month"),
        _named,
    ),
    (
        _pattern(
            rf"(?:\b(?i:{_PREPOSITION}|before|after|between|year|through|to|and|the)[\s-]+|\()",
            rf"(?P<date>{_YEAR})(?!\w){_NO_COUNT}",
        ),
        _cue("digit"),
        _year,
    ),
    (
        _pattern(
            r"\b(?:(?P<which>last|next|this)\s+)?",
            _FULL_WEEKDAY,
            r"\b(?:\s+(?:morning|afternoon|evening|night))?",
        ),
        _cue("day"),
        _weekday,
    ),
    (
        _pattern(
            r"(?i)\b(?:yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening)",
            rf"|(?:last|past|this|next) {_UNIT})\b",
        ),
        _cue("from now"),
        _relative,
    ),
    (
        _pattern(rf"(?i)\b(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)}) {_UNIT}s? ago\b"),
        _cue("ago"),
        _ago,
    ),
)


# --- Other languages -------------------------------------------------------------------------------------

_FOREIGN = re.compile(
    r"(?<![\d.,:/])(?P<day>[0-3]?\d)(?:º|er|\.)?\s+(?:de\s+|di\s+|d['’])?[^\W\d_]{3,12}\.?"
    r"(?:,?\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d))?(?!\w)"
)


def _foreign(text: str, anchor: date | None, language: str) -> list[DateMention]:
    """Read a day with a month name in another language."""
    found = []
    for match in _FOREIGN.finditer(text):
        phrase = match.group() if match["year"] is None else match.group()[:-4].rstrip()
        month = _foreign_month(f"{phrase} 2000", language)
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


@lru_cache(maxsize=4096)
def _foreign_month(phrase: str, language: str) -> int | None:
    """Return the month that dateparser reads in "15 novembre 2000", None where it reads none."""
    import dateparser

    try:
        parsed = dateparser.parse(
            phrase,
            languages=[language],
            settings={"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"},
        )
    except ValueError:  # a language that dateparser does not know
        return None
    return parsed.month if parsed and parsed.year == 2000 else None


# --- The date of the event -------------------------------------------------------------------------------

_NOT_EVENT = re.compile(
    r"\b(?:until|till|by|before|since|from|after|following|ahead of|prior to|as of|no later than|deadline of"
    r"|starting|beginning|effective|between|than|up to"
    r"|bis|seit|ab|jusqu['’]au|depuis|hasta|desde|fino al|dal|até)"
    r"\s+(?:the\s+|le\s+|el\s+|zum\s+|dem\s+)?$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|due|scheduled|expected|planned|plans? to|slated|set to|set for|is to|are to"
    r"|wird|werden)\b[^,;.]*$",
    re.IGNORECASE,
)
_LEADING_CLAUSE = re.compile(
    r"[\"“]?(?:After|Before|Following|Since|Until|Prior to|Ahead of|In addition to|Nach|Après|Después)\b"
)
_POSSESSIVE = re.compile(r"['’]s?\s")
_MONTH_BEFORE = 92


def _dates_event(text: str, mention: DateMention, anchor: date | None) -> bool:
    """Tell whether a mention can be the day on which the reported thing happened."""
    iso = mention.iso
    if iso is None or len(iso) == 4 or (iso.startswith("--") and len(iso) < 7):
        return False
    start, end = mention.span.start, mention.span.end
    before = text[max(0, start - 80) : start]
    if _NOT_EVENT.search(before) or _PLANNED.search(before) or _POSSESSIVE.match(text, end):
        return False
    if _LEADING_CLAUSE.match(text) and "," not in text[:start]:
        return False
    relative = mention.resolved == "relative to the source's date"
    if relative and _in_quotation(text, start):
        return False
    if len(iso) == 7 and not iso.startswith("--"):
        return not relative and anchor is not None and 0 <= _months(anchor, iso) * 30.5 <= _MONTH_BEFORE
    return anchor is None or iso.startswith("--") or date.fromisoformat(iso) <= anchor


def _months(anchor: date, iso: str) -> int:
    return anchor.year * 12 + anchor.month - int(iso[:4]) * 12 - int(iso[5:7])


def _in_quotation(text: str, start: int) -> bool:
    before = text[:start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
