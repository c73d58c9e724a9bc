"""Heads of their own shape: covers of judgments and reports, mail saved as text, wire documents.

What is looked for here is told by layout and by the field names of formats, never by the words of a language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from summarizer.languages import alternatives, every
from summarizer.text.later import later

DateOf = Callable[[str], date | None]

_COVER_LINES, _COVER_LINE = 30, 70
_LONG_LINES = 4
_TOP_LINE = 120
"""Characters of the longest line at the top of minutes that may give their day."""
_PARTIES, _NAMED = 12, 3
"""Lines below "Between" that name the parties, and names of one of them."""
_NEAR = 4
"""Lines at the top of a text among which a bare date is that of the text, whatever its title says."""
_MAIL = re.compile(r"(from|to|cc|bcc|sent|date|subject|reply-to|message-id)\s?:\s*(.{0,300})", re.IGNORECASE)
_ADDRESS = re.compile(r"\s{0,9}[<\[(][^<>\[\]()]{0,200}@[^<>\[\]()]{0,200}[>\])]")
_LABELLED = re.compile(r"[^\W\d_][^:.!?\d]{1,30}[:：]\s")
_COUNTED = re.compile(r"^\(?\d{1,2}[.)]\s+")
_PARTS = later(r"\s*[/,&–-]\s*|\s+and\s+")
_VERSUS = re.compile(r"[-–—]?\s?(?:v|vs|V|VS)\.?\s?[-–—]?|(?:versus|VERSUS)")
_DIGIT = re.compile(r"\d")
_NAME_ENDS = re.compile(r",\s")
_TITLE_END = tuple(".!?:;,")


def cover(lines: Sequence[str], usual: int) -> list[str]:
    """Return the first lines of a text: ``usual`` of them, more where they go on short, as on a cover."""
    count = min(usual, len(lines))
    if all(len(line) <= _COVER_LINE and not line.endswith(".") for line in lines[:count]):
        while count < min(_COVER_LINES, len(lines)) and len(lines[count]) <= _COVER_LINE:
            count += 1
    return list(lines[:count])


def whole_cover(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines of a cover that says in a long one or two what the text is about."""
    long = 0
    for at, line in enumerate(lines):
        long += len(line) > _COVER_LINE or line.endswith(".")
        if long > _LONG_LINES:
            return lines[:at]
    return lines


def parties(lines: Sequence[str]) -> str | None:
    """Return who stands against whom on the cover of a judgment, "Reed v The County", None where nobody does.

    They stand below a line "Between", one above "and" and the other below, each with its part behind; or
    around a line "v.".
    """
    cover = [" ".join(line.split()) for line in lines if line.strip()]
    if opposed := _opposed(cover):
        return opposed
    start = next(
        (at for at, line in enumerate(cover) if line.strip(" :").lower() in every("front.between")), -1
    )
    sides: list[list[str]] = [[], []]
    side = 0
    for line in cover[start + 1 : start + 1 + _PARTIES] if start >= 0 else ():
        cells = [cell.strip(" -–—:,()") for cell in line.split("|")]
        named = [_COUNTED.sub("", cell) for cell in cells if cell and not _is_part(cell)]
        if not side and len(cells) == 1 and cells[0].lower() in every("front.against"):
            side = 1
        elif (_COUNTED.match(line) or not line.startswith("(")) and len(sides[side]) < _NAMED:
            sides[side] += named
        if side and sides[1] and len(named) < len([cell for cell in cells if cell]):
            break
    if not all(sides):
        return None
    return f"{sides[0][0]} v {sides[1][0]}"[:200]


def _is_part(cell: str) -> bool:
    """Tell whether a cell says which part a party plays: "Appellant", "Defendants/Respondents"."""
    parts = [part for part in _PARTS.split(cell.lower()) if part]
    return bool(parts) and all(part.rstrip("s") in every("front.parties") for part in parts)


def _opposed(cover: Sequence[str]) -> str | None:
    """Return the parties above and below a line "v.", without the parts that they play."""
    for at in range(1, len(cover) - 1):
        if not _VERSUS.fullmatch(cover[at]):
            continue
        sides = [_NAME_ENDS.split(cover[i], maxsplit=1)[0].strip(" ,;:.|") for i in (at - 1, at + 1)]
        if all(side and len(side) <= _COVER_LINE and not _is_part(side) for side in sides):
            return f"{sides[0]} v {sides[1]}"[:200]
    return None


def mail_fields(head: Sequence[str]) -> Mapping[str, str]:
    """Return title and publisher of a mail saved as text: its subject and its sender."""
    found: dict[str, str] = {}
    for line in head:
        if field := _MAIL.match(line):
            found.setdefault(field.group(1).lower(), field.group(2).strip())
    if not found.get("subject") or not {"from", "to"} & found.keys():
        return {}
    subject = bare_subject(found["subject"])
    sender = _ADDRESS.sub("", found.get("from", "")).strip("\"' ")
    return {"title": subject, **({"publisher": sender} if sender else {})}


def bare_subject(subject: str) -> str:
    """Return the subject of a mail without the marks of answering and sending on: "Re:", "AW: WG:"."""
    marks = _reply().match(subject)
    return subject[marks.end() :] if marks else subject


@cache
def _reply() -> re.Pattern[str]:
    return re.compile(
        rf"(?i:(?:\s{{0,9}}(?:{alternatives(every('front.replies'))})(?:\s?[\[(]\d{{1,3}}[\])])?\s?[:：](?!:))+\s{{0,9}})"
    )


def bare_date(head: Sequence[str], tail: Sequence[str], lone: DateOf, any_date: DateOf) -> date | None:
    """Return the day of a line that holds hardly anything but a date; the head comes before the tail.

    Of labelled days in the head ("Heard on: …", "Judgment date: …") the latest is that of the text: it
    tells of the others. A title that ends with a day outranks a later day at the foot, as that of the
    next meeting. In scripts without capitals one word may stand beside the date.
    """
    dated = [
        (at, line, day) for at, line in enumerate(head) if (day := lone(line) or _caseless(line, any_date))
    ]
    if dated and _LABELLED.match(dated[0][1]):
        named = (any_date(line[label.end() :]) for line in head if (label := _LABELLED.match(line)))
        return max([dated[0][2], *filter(None, named)])
    if dated and dated[0][0] < _NEAR:
        return dated[0][2]
    foot = (lone(line) or _caseless(line, any_date) for line in tail)
    found = dated[0][2] if dated else next(filter(None, foot), None)
    titled = at_end(head[0], any_date) if found and head else None
    return titled if titled and found and titled < found else found


def meeting_day(head: Sequence[str], any_date: DateOf) -> date | None:
    """Return the day of the meeting whose minutes a text is, as the lines at its top give it in any words."""
    title = next((at for at, line in enumerate(head[:_NEAR]) if _minutes().match(line)), None)
    top = () if title is None else head[title : title + _NEAR]
    return next((day for line in top if len(line) <= _TOP_LINE and (day := any_date(line))), None)


def without_next(lines: Sequence[str]) -> list[str]:
    """Return lines without those that tell the day of the next meeting, which is not that of the text."""
    told = [bool(len(line) <= _COVER_LINE and _next().search(line)) for line in lines]
    return [
        line
        for at, line in enumerate(lines)
        if not (told[at] or (at and told[at - 1] and _DIGIT.search(line)))
    ]


@cache
def _minutes() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternatives(every('front.minutes'))})\b(?!.*\.$)", re.IGNORECASE)


@cache
def _next() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(every('front.next'))})\b", re.IGNORECASE)


def at_end(line: str, whole: DateOf) -> date | None:
    """Return the day that a title ends with: "Board meeting 2021-03-04"; none that a preposition leads to."""
    if len(line) > 120 or line.endswith(_TITLE_END):
        return None
    words = line.strip("*_# ").split()
    for count in (1, 3, 4):
        if len(words) > count and (day := whole(" ".join(words[-count:]).strip("(),"))):
            leads = (*every("dates.year_leads"), *every("front.on"))
            return None if words[-count - 1].lower() in leads else day
    return None


def _caseless(line: str, any_date: DateOf) -> date | None:
    """Return the day of a line in a script without capitals that holds a date and a word at most."""
    words = line.split(None, 6)
    if not 3 <= len(words) <= 5:
        return None
    digits = [at for at, word in enumerate(words) if word[:1].isdigit()]
    if len(digits) != 2 or digits[1] != len(words) - 1:
        return None
    letters = [char for char in line if char.isalpha()]
    if not letters or any(char.lower() != char.upper() for char in letters):
        return None
    if any(unicodedata.east_asian_width(char) in "WF" for char in letters) or line.endswith((".", "؟", "!")):
        return None
    return any_date(" ".join(words[digits[0] :])) if digits[0] <= 2 else None
