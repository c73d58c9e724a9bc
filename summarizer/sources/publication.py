"""When, by whom and under what title a text was published, as the text itself states it.

Only a date that stands as a dateline counts: in the first ten lines or the last three, after a marker
such as "Published", at the head of an agency report, or on a line of its own. A date in running prose
never does, nor does the file's own time.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from summarizer.languages import alternatives, every, everywhere, known, knows, pattern
from summarizer.text.dates import months

from . import calendars, heads
from .readers.base import quiet

_HEAD_LINES, _TAIL_LINES, _LINE_CHARS = 10, 3, 400
_COVER_LINES = 30
"""Lines of a cover, as of a judgment, on which the day of publication may be labelled."""
HEAD_CHARS, _TAIL_CHARS = 20_000, 4_000

_MARKS = "\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e"
"""Signs on letters, which are no letters to the matcher: vowels of Hindi and Thai, accents."""
_WORD_MONTH = rf"(?P<{{0}}month>[^\W\d_](?:[^\W\d_]|[{_MARKS}]){{{{2,14}}}})\.?"


@cache
def _date_pattern() -> re.Pattern[str]:
    """Fit what a date can look like. Any word may be a month here; `_parse` settles it."""
    ordinal = f"(?:{alternatives(every('calendar.ordinals'))})?"
    joints = every("calendar.of")
    apart = alternatives(word for word in joints if not word.endswith("'"))
    close = alternatives(word for word in joints if word.endswith("'"))
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


_YEAR = re.compile(r"(?:19|20)\d\d")


@cache
def _markers() -> tuple[re.Pattern[str], ...]:
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


_AGENCY = re.compile(
    r"(?P<place>[A-ZÀ-ÞŁŚŠŽ][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3}"
    r"(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?)?)?,? ?"
    r"(?P<date>[^()—–:]{0,30}?) ?(?:[(/](?P<agency>[A-Z][\w .&-]{1,30})[)/])? ?(?:—|–|--|-) "
)
"""Fits a line with single blanks: several would go round in it for minutes."""
_CAPTION = re.compile(r"[.!?][\"”’')]? (?P<date>[^.!?]{6,24})\.?$")
_FIELD = re.compile(r"^\s*[\"']?(?P<key>[A-Za-z_]{3,16})[\"']?\s*[:=]\s*(?P<value>\S.{0,300})$")
_TITLE_KEYS = ("title", "headline")
_PUBLISHER_KEYS = ("publisher", "source", "site", "sitename", "publication", "author")
_DATE_KEYS = ("date", "published", "pubdate", "publishdate", "date_published", "created")

_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
"""A line may end in initials and be no sentence: "… in the U.S."."""
_CLOCK_ALONE = r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?"


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{everywhere('front.labels')})\b", re.IGNORECASE)


@cache
def _stamp() -> re.Pattern[str]:
    """Fit when a page was put up, counted from when it was copied, and what else stands above a headline."""
    rules = "|".join(
        stamps.replace("(?&unit)", f"(?:{pattern(code, 'front.units')})")
        for code in known("front.stamps")
        if (stamps := pattern(code, "front.stamps"))
    )
    changed = rf"(?:(?:{everywhere('front.changed')})\s?:?\s?)?"
    return re.compile(rf"{changed}(?:{rules}|{_CLOCK_ALONE})\W{{0,3}}", re.IGNORECASE)


@cache
def _made_title() -> re.Pattern[str]:
    """Fit a title that a program made up."""
    return re.compile(rf"^(?:{everywhere('front.made_titles')})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Publication:
    """What a text states about itself; ``basis`` is how the date is known, weakest last:

    ``"front matter"``, ``"published"``, ``"dateline"``, ``"updated"``, ``"caption"``, ``"title"``.
    """

    title: str | None = None
    publisher: str | None = None
    date: date | None = None
    basis: str | None = None


def find(text: str, language: str = "en") -> Publication:
    """Find title, publisher and publication date in the first lines, the date in the last ones too.

    ``language`` (ISO 639-1) settles month names and the order of ``5/3/2021``; such a date is left out
    in English, where both orders are in use. Only the first and last few thousand characters count.
    """
    fields, body = _front_matter(text[:HEAD_CHARS])
    head = heads.cover(_lines(body), _HEAD_LINES)
    for line in head:  # "Title: …" lines at the top, without a fence
        if (field := _FIELD.match(line)) and field["key"].lower() in (*_TITLE_KEYS, *_PUBLISHER_KEYS[:2]):
            fields.setdefault(field["key"].lower(), field["value"].strip())
    for key, value in heads.mail_fields(head).items():
        fields.setdefault(key, value)
    tail = _lines(text[-_TAIL_CHARS:])[-_TAIL_LINES:]
    written = next((fields[key] for key in _DATE_KEYS if key in fields), "")
    found = _first_date(written, language)
    day, basis = (found, "front matter") if found else _dateline(head, tail, language)
    if basis not in ("front matter", "published"):
        labelled = (_labelled_date(line, language) for line in heads.whole_cover(_lines(body)[:_COVER_LINES]))
        if later := next(filter(None, labelled), None):
            day, basis = later, "published"
    if day is None and head and (titled := heads.at_end(head[0], lambda text: _whole_date(text, language))):
        day, basis = titled, "title"
    title = next((fields[key] for key in _TITLE_KEYS if key in fields), None)
    return Publication(
        title=plausible_title(title) or _headline(body, language),
        publisher=next((fields[key] for key in _PUBLISHER_KEYS if fields.get(key)), None) or _agency(head),
        date=day,
        basis=basis,
    )


def first_date(text: str, language: str = "en") -> date | None:
    """Return the first date in a short text, None where there is none or its order is not settled."""
    return _first_date(text, language)


def plausible_title(title: str | None) -> str | None:
    """Return a title of a file's metadata on one line, None where a program made it up."""
    shown = " ".join(title.split())[:300] if title else ""
    if shown.startswith("©"):
        return None
    return None if _made_title().match(shown) else shown


def _lines(text: str) -> list[str]:
    return [calendars.plain(line.strip()[:_LINE_CHARS]) for line in text.splitlines() if line.strip()]


def _front_matter(head: str) -> tuple[dict[str, str], str]:
    """Return the plain fields of a YAML or TOML front matter, and the text after it."""
    fence = head[:3]
    if fence not in ("---", "+++") or head[3:4] not in ("\n", "\r"):
        return {}, head
    end = re.compile(rf"^{re.escape(fence)}[ \t]*\r?$", re.MULTILINE).search(head, 4)
    if end is None:
        return {}, head
    fields: dict[str, str] = {}
    for line in head[4 : end.start()].splitlines()[:100]:
        if (field := _FIELD.match(line)) and not line[0].isspace():
            fields[field["key"].lower()] = field["value"].strip().strip("\"'")
    return fields, head[end.end() :]


def _dateline(head: list[str], tail: list[str], language: str) -> tuple[date | None, str | None]:
    """Return the best dated line: by strength first, then by order, the head before the tail."""
    lines = [line for line in (*head, *tail) if _YEAR.search(line)]  # no date without one; cheap to tell
    for marker, basis in zip(_markers(), ("published", "dateline", "updated"), strict=True):
        if basis == "updated":  # a bare dateline is the day of publication, which is better
            day = next(filter(None, (_led_date(line, language) for line in lines)), None)
            day = day or next(filter(None, (_agency_date(line, language) for line in lines)), None)
            if day := day or _bare(head, tail, language):
                return day, "dateline"
        if day := next(filter(None, (_marked_date(line, marker, language) for line in lines)), None):
            return day, basis
    for line in head:
        if (caption := _CAPTION.search(" ".join(line.split()))) and (
            day := _whole_date(caption["date"], language)
        ):
            return day, "caption"
    return None, None


def _bare(head: list[str], tail: list[str], language: str) -> date | None:
    """Return the day of a line that holds nothing else, of the head or else of the tail."""

    def lone(line: str) -> date | None:
        return _lone_date(line, language) if _YEAR.search(line) else None

    def whole(text: str) -> date | None:
        return _whole_date(text, language) if _YEAR.search(text) else None

    return heads.bare_date(head, tail, lone, whole)


def _marked_date(line: str, marker: re.Pattern[str], language: str) -> date | None:
    """Return the date right after a marker; prose that happens to begin so goes on for longer."""
    for start in marker.finditer(line):
        for found in _date_pattern().finditer(line, start.end()):
            between = _residue(line[start.end() : found.start()])
            rest = _residue(line[found.end() :])
            plain = start.group().strip(" :：").lower() == "date"
            if not between and (plain or len(rest.split()) <= 8) and (day := _parse(found, language)):
                return day
            break
    return None


def _lone_date(line: str, language: str) -> date | None:
    """Return the date of a line that holds nothing else but a time, a place, a name."""
    if len(line) > 120 or _markers()[2].search(line):
        return None
    dates = list(_date_pattern().finditer(line))
    if not 1 <= len(dates) <= 2:
        return None
    rest = _residue(line[: dates[0].start()] + " | " + line[dates[-1].end() :])
    words = [word for word in re.split(r"[\s|,·•/–—-]+", rest) if word.strip("().:：*_#")]
    names = [word for word in words if word.lower().strip(".") not in every("front.particles")]
    if len(names) > 4 or not all(name.strip("(*_#")[:1].isupper() for name in names):
        return None
    if rest.rstrip().endswith((".", "!", "?")) and names:
        return None
    return _parse(dates[0], language)


def _labelled_date(line: str, language: str) -> date | None:
    """Return the day of a short line that is a label of publication and a date, and nothing else."""
    marked = _markers()[0].match(line) if len(line) <= 80 and _YEAR.search(line) else None
    return _whole_date(line[marked.end() :].strip(" .:："), language) if marked else None


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


def _agency(head: list[str]) -> str | None:
    """Return the agency of "LONDON (Reuters) - …"."""
    for line in head:
        start = _AGENCY.match(" ".join(line.split())) if "(" in line or "/" in line else None
        if start and start["agency"] and start["place"]:
            return start["agency"].strip()
    return None


def _residue(text: str) -> str:
    """Return what is left of a line beside clock times, weekdays and signs."""
    return _weekday().sub(" ", _clock().sub(" ", text)).strip(" \t\u00a0\u3000,;:：|•·—–-()[]*_#/@")


def _first_date(text: str, language: str) -> date | None:
    return next(filter(None, (_parse(found, language) for found in _date_pattern().finditer(text))), None)


def _whole_date(text: str, language: str) -> date | None:
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
        return _day(year, month, part["ed"] or part["ad"])
    if part["sep"]:
        first, second = int(part["n1"]), int(part["n2"])
        if part["sep"] == "." or first > 12 or (second <= 12 and not knows(language, "calendar.both_orders")):
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 or first == second else None
    return _day(year, part["im"] or part["cm"], part["id"] or part["cd"])


def _date_at(line: str, at: int) -> re.Match[str] | None:
    return _date_pattern().match(line, at)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _parse_foreign(text: str, language: str) -> date | None:
    import dateparser

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}
    try:
        with quiet("dateparser"):
            languages = None if language == "en" else [language]
            found = dateparser.parse(text, languages=languages, settings=settings)
    except ValueError:  # a language that dateparser does not know
        return None
    return found.date() if found else None


def _headline(body: str, language: str) -> str | None:
    """Return the first line that reads like a headline, None where prose comes first."""
    lines = body.splitlines()[: 4 * _HEAD_LINES]
    if parties := heads.parties(_lines(body[:_TAIL_CHARS])[: 2 * _COVER_LINES]):
        return parties
    for at, line in enumerate(lines):
        shown = " ".join(line[: _LINE_CHARS + 1].split())
        if not shown or set(shown) <= set("-=*_#~ "):
            continue
        heading = shown.lstrip("#")
        if 1 <= len(shown) - len(heading) <= 3 and heading.startswith(" "):
            return _plain(heading.strip(" #"))
        date_prefix = _markers()[1].match(shown)
        dated = (
            _date_at(shown, date_prefix.end()) or _date_at(shown, date_prefix.end() + 1)
            if date_prefix
            else None
        )
        if dated and len(shown) - dated.end() > 15:
            return _plain(shown[dated.end() :].strip(" -–—:|")) if len(shown) <= 200 else None
        first = _date_at(shown, 0)
        if first and len(shown) - first.end() > 15 and len(shown) <= 200 and shown[first.end()] == " ":
            return _plain(shown[first.end() :].strip(" -–—:|"))
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if _is_passed_over(shown, language):
            continue
        rest = any(other.strip() for other in lines[at + 1 :])
        return _plain(shown) if rest and _is_headline(shown, following) else None
    return None


def _is_passed_over(line: str, language: str) -> bool:
    """Tell datelines, bylines, section labels and share bars, which stand above a headline."""
    if _stamp().fullmatch(line):
        return True
    if _label().match(line) and len(line.split()) <= 8:
        return True
    if _YEAR.search(line) and (
        _lone_date(line, language) or any(_marked_date(line, marker, language) for marker in _markers())
    ):
        return True
    wide = any(unicodedata.east_asian_width(char) == "W" for char in line[:20])
    return len(line) < 6 if wide else len(line.split()) <= 2


def _is_headline(line: str, following: str) -> bool:
    """Tell a headline from prose: short, no full stop, not going on in the next line."""
    ended = line.endswith((".", ":", ";", ",", "。", "…", "．")) and not _INITIALS.search(line)
    if len(line) > 160 or ended:
        return False
    last = line.split()[-1].lower()
    goes_on = last in every("front.no_last_word") and (
        following.strip() or last not in every("front.last_word")
    )
    return not goes_on and not following[:1].islower()


def _plain(title: str) -> str | None:
    """Return a headline for display, without Markdown emphasis and a full stop at its end."""
    shown = re.sub(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", title).strip()
    stop = shown.endswith(".") and not shown.endswith("..") and not _INITIALS.search(shown)
    return plausible_title(shown[:-1] if stop else shown)
