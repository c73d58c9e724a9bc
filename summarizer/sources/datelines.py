"""Datelines: the day of publication where a text states it, and the agency that filed it.

A date counts after a marker such as "Published", at the head of an agency report, or on a line of its own.
One in running prose never does.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from summarizer.languages import alternatives, every, everywhere, knows
from summarizer.text.dates import dateparser_code, month_joints, months
from summarizer.text.later import later

from . import heads
from .readers.base import quiet

_MARKS = "\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e"
"""Signs on letters, which are no letters to the matcher: vowels of Hindi and Thai, accents."""
_WORD_MONTH = rf"(?P<{{0}}month>[^\W\d_](?:[^\W\d_]|[{_MARKS}]){{{{2,14}}}})\.?"


@cache
def _date_pattern() -> re.Pattern[str]:
    """Fit what a date can look like. Any word may be a month here; `_parse` settles it."""
    ordinal = f"(?:{alternatives(every('calendar.ordinals'))})?"
    apart, close = month_joints()
    return re.compile(
        r"(?<![\w/.-])(?:"
        r"(?P<iy>(?:19|20)\d\d)[-/.](?P<im>\d\d?)[-/.](?P<id>\d\d?)(?:T(?=\d\d:))?"
        r"|(?P<cy>(?:19|20)\d\d)\s?[年년]\s?(?P<cm>\d\d?)\s?[月월]\s?(?P<cd>\d\d?)\s?[日일]"
        rf"|(?P<ed>\d\d?){ordinal}\.?\s+(?:(?:{apart})\s+|{close})?{_WORD_MONTH.format('e')}"
        rf",?\s+(?:(?:{apart})\s+)?(?P<ey>(?:19|20)\d\d)"
        rf"|{_WORD_MONTH.format('a')}\s+(?P<ad>\d\d?){ordinal},?\s+(?P<ay>(?:19|20)\d\d)"
        r"|(?P<n1>\d\d?)(?P<sep>[./-])(?P<n2>\d\d?)(?P=sep)(?P<ny>(?:19|20)\d\d)"
        r")(?![\d/-])"
    )


YEAR = re.compile(r"(?:19|20)\d\d")


@cache
def markers() -> tuple[re.Pattern[str], ...]:
    """Fit what announces a date, strongest first: of publication, a plain "date:", of the last change."""
    on = alternatives(every("front.on"))
    return tuple(
        re.compile(
            rf"(?:^|[|•·—–-]\s*|\s{{2}})(?:{alternatives(every(f'front.{topic}'))})(?!\w)\s*(?:{on})?\s*[:：]?",
            re.IGNORECASE,
        )
        for topic in ("published", "date", "updated")
    )


@cache
def _clock() -> re.Pattern[str]:
    word = alternatives(every("front.clock"))
    return re.compile(
        r"\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)?"
        rf"(?:\s?(?:Z|[A-Z]{{2,5}}|{word})\b)?(?:\s?[+-]\d\d:?\d\d)?"
        r"|\d{1,2}\s?[時时点點시](?:\s?\d{1,2}\s?[分분])?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d\d)?)?",
        re.IGNORECASE,
    )


@cache
def _weekday() -> re.Pattern[str]:
    full, short = every("calendar.weekdays"), every("calendar.weekdays_short")
    marks = everywhere("calendar.weekday_marks")
    return re.compile(rf"\b(?:{alternatives((*full, *short))})\b\.?|{marks}", re.IGNORECASE)


_LONGEST_FOREIGN = 60
"""Characters of the longest line that is read as a date as a whole."""
_DAY = re.compile(r"(?<!\d)\d\d?(?!\d)")
_AGENCY = later(
    r"(?P<place>[A-ZÀ-ÞŁŚŠŽ][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3}"
    r"(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?)?)?,? ?"
    r"(?P<date>[^()—–:]{0,30}?) ?(?:[(/](?P<agency>[A-Z][\w .&-]{1,30})[)/])? ?(?:—|–|--|-) "
)
"""Fits a line with single blanks: several would go round in it for minutes."""
_CAPTION = re.compile(r"[.!?][\"”’')]? (?P<date>[^.!?]{6,24})\.?$")


def dateline(head: list[str], tail: list[str], language: str) -> tuple[date | None, str | None]:
    """Return the best dated line: by strength first, then by order, the head before the tail."""
    lines = [line for line in (*head, *tail) if YEAR.search(line)]  # no date without one; cheap to tell
    for marker, basis in zip(markers(), ("published", "dateline", "updated"), strict=True):
        if basis == "updated":  # a bare dateline is the day of publication, which is better
            day = next(filter(None, (_led_date(line, language) for line in lines)), None)
            day = day or _before_dash(lines, language)
            day = day or heads.meeting_day(head, lambda line: first_date(line, language))
            day = day or _bare(heads.without_next(head), tail, language)
            unsettled = _unsettled(lines, language)
            if day and (not unsettled or day in unsettled):
                return day, "dateline"
            if unsettled:
                return None, None
        if day := next(filter(None, (marked_date(line, marker, language) for line in lines)), None):
            return day, basis
    for line in head:
        if (caption := _CAPTION.search(" ".join(line.split()))) and (
            day := whole_date(caption["date"], language)
        ):
            return day, "caption"
    return None, None


def _before_dash(lines: list[str], language: str) -> date | None:
    """Return the first day before a dash; several without a place are those of a chronology's entries."""
    found = [(line, day) for line in lines if (day := _agency_date(line, language))]
    bare = {day for line, day in found if not _is_placed(line)}
    return next((day for line, day in found if len(bare) < 2 or _is_placed(line)), None)


def _is_placed(line: str) -> bool:
    """Tell whether a place or an agency stands with the day before a dash."""
    start = _AGENCY.match(" ".join(line.split()))
    return bool(start and (start["place"] or start["agency"]))


def _bare(head: list[str], tail: list[str], language: str) -> date | None:
    """Return the day of a line that holds nothing else, of the head or else of the tail."""

    def lone(line: str) -> date | None:
        return lone_date(line, language) if YEAR.search(line) else None

    def whole(text: str) -> date | None:
        return whole_date(text, language) if YEAR.search(text) else None

    return heads.bare_date(head, tail, lone, whole)


def marked_date(line: str, marker: re.Pattern[str], language: str) -> date | None:
    """Return the date right after a marker; prose that happens to begin so goes on for longer."""
    for start in marker.finditer(line):
        for found in _date_pattern().finditer(line, start.end()):
            between = _residue(line[start.end() : found.start()])
            rest = _residue(_date_pattern().sub(" ", line[found.end() :]))
            plain = start.group().strip(" :：").lower() == "date"
            if not between and (plain or len(rest.split()) <= 8) and (day := _parse(found, language)):
                return day
            break
    return None


def _unsettled(lines: list[str], language: str) -> tuple[date, ...]:
    """Return both readings of "Date: 3/5/2021" where either order is in use; () where no line is such."""
    for line in lines:
        for marker in markers()[:2]:
            if (start := marker.match(line)) and (found := _date_pattern().match(line, start.end() + 1)):
                readings = [_either_way(found)] if not _parse(found, language) else []
                if both := next(filter(None, readings), ()):
                    return both
    return ()


def _either_way(found: re.Match[str]) -> tuple[date, ...]:
    if not found["sep"]:
        return ()
    year, one, other = found["ny"], found["n1"], found["n2"]
    return tuple(filter(None, (calendar_day(year, one, other), calendar_day(year, other, one))))


def lone_date(line: str, language: str) -> date | None:
    """Return the date of a line that holds nothing else but a time, a place, a name."""
    if len(line) > 120 or markers()[2].search(line):
        return None
    dates = list(_date_pattern().finditer(line))
    # Weekdays and "of the year" are told apart from names only in languages that are known well.
    foreign = language != "en" and len(line) <= _LONGEST_FOREIGN and not any(found["sep"] for found in dates)
    if foreign and (day := _whole_foreign(line, language)):
        return day
    if not 1 <= len(dates) <= 2:
        return None
    between = line[dates[0].end() : dates[-1].start()]
    rest = _residue(f"{line[: dates[0].start()]} | {between} | {line[dates[-1].end() :]}")
    words = [word for word in re.split(r"[\s|,·•/–—-]+", rest) if word.strip("().:：*_#")]
    names = [word for word in words if word.lower().strip(".") not in every("front.particles")]
    if len(names) > 4 or not all(name.strip("(*_#")[:1].isupper() for name in names):
        return None
    if rest.rstrip().endswith((".", "!", "?")) and names:
        return None
    return _parse(dates[0], language)


def labelled_date(line: str, language: str) -> date | None:
    """Return the day of a short line that is a label of publication and a date, and nothing else."""
    marked = markers()[0].match(line) if len(line) <= 80 and YEAR.search(line) else None
    return whole_date(line[marked.end() :].strip(" .:："), language) if marked else None


def _led_date(line: str, language: str) -> date | None:
    """Return the day in front of the first sentence, with its weekday: "Friday, 4 March 2005 Two men …"."""
    named = _weekday().match(line.lstrip("*_ "))
    if not named:
        return None
    rest = line.lstrip("*_ ")[named.end() :].lstrip(" ,.")
    found = _date_pattern().match(rest)
    behind = rest[found.end() :].lstrip(" *_-–—|:") if found else ""
    return (
        _parse(found, language)
        if found and (behind[:1].isupper() or behind[:1] in '"“‘«') and behind
        else None
    )


def _agency_date(line: str, language: str) -> date | None:
    """Return the date of "LONDON, 12 March 2021 (Reuters) - …"."""
    line = " ".join(line.split())
    start = _AGENCY.match(line)
    found = _date_pattern().search(line, 0, start.end()) if start else None
    if start is None or found is None:
        return None
    before = re.split(r"[\s,]+", _residue(line[: found.start()]))
    names = [word for word in before if word]
    return _parse(found, language) if len(names) <= 5 and all(word[0].isupper() for word in names) else None


def agency(head: list[str]) -> str | None:
    """Return the agency of "LONDON (Reuters) - …"."""
    for line in head:
        start = _AGENCY.match(" ".join(line.split())) if "(" in line or "/" in line else None
        if start and start["agency"] and start["place"]:
            return start["agency"].strip()
    return None


def _residue(text: str) -> str:
    """Return what is left of a line beside clock times, weekdays and signs."""
    return _weekday().sub(" ", _clock().sub(" ", text)).strip(" \t\u00a0\u3000,;:：|•·—–-()[]*_#/@")


def first_date(text: str, language: str = "en") -> date | None:
    """Return the first date in a short text, None where there is none or its order is not settled."""
    return next(filter(None, (_parse(found, language) for found in _date_pattern().finditer(text))), None)


def whole_date(text: str, language: str) -> date | None:
    """Return the date that a text is, None where it is something else, or more."""
    found = _date_pattern().fullmatch(text.strip())
    return _parse(found, language) if found else None


def _parse(found: re.Match[str], language: str) -> date | None:
    """Turn a match of `_date_pattern` into a day, None where it is none or is ambiguous."""
    part = found.groupdict()
    year = part["iy"] or part["cy"] or part["ey"] or part["ay"] or part["ny"]
    if name := part["emonth"] or part["amonth"]:
        month = months("en").get(name.lower()) or months(language).get(name.lower())
        if month is None:
            return _parse_foreign(found.group(), language)
        return calendar_day(year, month, part["ed"] or part["ad"])
    if part["sep"]:
        first, second = int(part["n1"]), int(part["n2"])
        if part["sep"] == "." or first > 12 or (second <= 12 and not knows(language, "calendar.both_orders")):
            return calendar_day(year, second, first)
        return calendar_day(year, first, second) if second > 12 or first == second else None
    return calendar_day(year, part["im"] or part["cm"], part["id"] or part["cd"])


def date_at(line: str, at: int) -> re.Match[str] | None:
    """Return what looks like a date at a place of a line."""
    return _date_pattern().match(line, at)


def calendar_day(year: str | int, month: str | int, day: str | int) -> date | None:
    """Return a day of the calendar, None where there is none of these numbers."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _whole_foreign(line: str, language: str) -> date | None:
    """Return the day of a line of another language that is a date from its first word to its last."""
    plain = line.strip(" \t*_#|()[]")
    if not YEAR.search(plain) or not _DAY.search(plain) or not any(map(str.isalpha, plain)):
        return None
    return _parse_foreign(plain, language)


@lru_cache(maxsize=4096)
def _parse_foreign(text: str, language: str) -> date | None:
    import dateparser

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}
    try:
        with quiet("dateparser"):
            languages = None if language == "en" else [dateparser_code(language)]
            found = dateparser.parse(text, languages=languages, settings=settings)
    except ValueError:  # a language that dateparser does not know
        return None
    return found.date() if found else None
