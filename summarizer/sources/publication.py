"""When, by whom and under what title a text was published, as the text itself states it.

Only a date that stands as a dateline counts: in the first ten lines or the last three, after a marker
such as "Published", at the head of an agency report, or on a line of its own. A date in running prose
never does, nor does the file's own time. Where there is none, the day that the file's name bears stands in.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

from summarizer.languages import every, everywhere, known, pattern
from summarizer.records import dataclass

from . import calendars, heads
from .datelines import (
    YEAR,
    agency,
    calendar_day,
    date_at,
    dateline,
    first_date,
    labelled_date,
    lone_date,
    marked_date,
    markers,
    whole_date,
)

_HEAD_LINES, _TAIL_LINES, _LINE_CHARS = 10, 3, 400
_COVER_LINES = 30
"""Lines of a cover, as of a judgment, on which the day of publication may be labelled."""
HEAD_CHARS, _TAIL_CHARS = 20_000, 4_000

_FIELD = re.compile(r"^\s*[\"']?(?P<key>[A-Za-z_]{3,16})[\"']?\s*[:=]\s*(?P<value>\S.{0,300})$")
_TITLE_KEYS = ("title", "headline")
_PUBLISHER_KEYS = ("publisher", "source", "site", "sitename", "publication", "author")
_DATE_KEYS = ("date", "published", "pubdate", "publishdate", "date_published", "created")

_NAMED_DAY = re.compile(
    r"(?<!\d)(?<!\d\.)(?P<year>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
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
    tail = heads.without_next(_lines(text[-_TAIL_CHARS:]))[-_TAIL_LINES:]
    written = next((fields[key] for key in _DATE_KEYS if key in fields), "")
    found = first_date(written, language)
    day, basis = (found, "front matter") if found else dateline(head, tail, language)
    if basis not in ("front matter", "published"):
        labelled = (labelled_date(line, language) for line in heads.whole_cover(_lines(body)[:_COVER_LINES]))
        if later := next(filter(None, labelled), None):
            day, basis = later, "published"
    if day is None and head and (titled := heads.at_end(head[0], lambda text: whole_date(text, language))):
        day, basis = titled, "title"
    title = next((fields[key] for key in _TITLE_KEYS if key in fields), None)
    return Publication(
        title=plausible_title(title) or _headline(body, language),
        publisher=next((fields[key] for key in _PUBLISHER_KEYS if fields.get(key)), None) or agency(head),
        date=day,
        basis=basis,
    )


def day_in_name(name: str) -> date | None:
    """Return the one day that a file's name bears, year first: "2021-05-03 minutes.txt", "20210503.txt"."""
    days = [calendar_day(*found.group("year", "month", "day")) for found in _NAMED_DAY.finditer(name)]
    return days[0] if len(days) == 1 else None


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
        date_prefix = markers()[1].match(shown)
        dated = (
            date_at(shown, date_prefix.end()) or date_at(shown, date_prefix.end() + 1)
            if date_prefix
            else None
        )
        if dated and len(shown) - dated.end() > 15:
            return _plain(shown[dated.end() :].strip(" -–—:|")) if len(shown) <= 200 else None
        first = date_at(shown, 0)
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
    if YEAR.search(line) and (
        lone_date(line, language) or any(marked_date(line, marker, language) for marker in markers())
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
