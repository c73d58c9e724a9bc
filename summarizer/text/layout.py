"""Blocks: the paragraphs, list items, headings and speaker turns of a text, from its lines.

Blank lines always part two blocks. A single line break does too, unless the lines are hard-wrapped (mail,
Gutenberg texts, PDF lines): that is decided for each stretch of lines between two blank ones, from those
lines, and for a stretch that does not tell by the document. Each line is held against the width around it,
so that a mail's header and a narrow block do not decide for the text beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.languages import alternatives, every
from summarizer.records import dataclass
from summarizer.text.later import later
from summarizer.text.seams import IDEOGRAPH

Line = tuple[int, int, bool]
"""A line with something on it: its stripped start and end, and whether a gap stands before it."""

INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
"""Characters without a shape of their own; they count as whitespace at the ends of a sentence."""

SPACE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000" + INVISIBLE
)
"""What ``strip`` takes off: all Unicode whitespace and the invisible characters."""

_LINE = re.compile("[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_SINGLE_BREAKS = ("\n", "\r\n", "\r")

# What stands before the text of a heading, a list item or a quoted line. It belongs to no sentence.
_MARKER = later(
    r"(?:>[ \t]?)+(?:[-*+•][ \t]+)?|\#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|[•◦▪‣●○■□▶►➤✓✔☐☑☒·][ \t]*"
)
_DASH = re.compile(r"[–—][ \t]+")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)][ \t]+(?=\S)")

# The clock time of an entry in a live blog, and the date that an article begins with on the line of its lead.
_CLOCK = later(
    r"[\[(]?\d{1,2}[.:]\d\d(?::\d\d(?:[.,]\d{1,3})?)?(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{3,4})?[\])]?"
    r"(?:[ \t]*[:–—|-])?[ \t]+(?=[^\W\d_a-z]|[\"“‘'#@])"
)
_ENTRIES = 3
"""Lines that open with a clock time in a live blog, at least."""
_DATED_LINES = 6

# Lines that stand alone in any layout: headings, rules, table rows, fences, lone tags.
_ALONE = later(r"[ \t]*(?:\#{1,6}[ \t]|[=*_~-]{3,}[ \t]*$|\||`{3}|~{3}|<[^<>]{1,200}>[ \t]*$)")
_LABEL = re.compile(r"[ \t]*[^\W\d_][\w .'-]{0,30}:(?:[ \t]|$)")
_TERMINAL = tuple(".!?…:;。！？؟۔।॥։»\"”’')")

_NUMBERS = re.compile(r"\d+")
_LONGEST_PAGE_NUMBER = 60

_NARROWEST, _NARROWEST_OF_FEW, _WIDEST = 30, 55, 160
_FEW = 2
"""Broken lines that are too few to tell a wrapped text by, unless they are wide."""
_WINDOW = 3
"""Lines before and behind that tell the width at which a line was wrapped."""


def blocks(text: str, pages: Sequence[int] = ()) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of each block of ``text``, in order, whitespace and list markers left out.

    Blocks are disjoint and not empty. Every character outside them is whitespace, invisible, or part of a
    marker at the start of a line: ``- * + • > #`` and the like with the blank after them, a dash that opens
    several lines or follows a colon, an item number where its neighbour number opens a line as well, the
    clock times of a live blog, and the date on the line of an article's first sentence.

    ``pages`` are the offsets at which pages start: running headers and footers become blocks of their own.
    """
    lines = _lines(text)
    running = running_lines(text, pages)
    widths = _widths(text, lines)
    numbers = _item_numbers(text, lines)
    stamps = _stamps(text, lines)
    open_start = open_end = -1
    for at, (start, end, apart) in enumerate(lines):
        body = stamps.get(start) or _body(text, lines, at, numbers)
        parted = apart or start in running or lines[at - 1][0] in running
        if open_start >= 0 and not parted and widths[at] and _joins(text, lines, at, body, widths[at]):
            open_end = end
            continue
        if open_start >= 0:
            yield open_start, open_end
        open_start, open_end = (body, end) if body < end else (start, end)
    if open_start >= 0:
        yield open_start, open_end


def running_lines(text: str, pages: Sequence[int]) -> frozenset[int]:
    """Return where the running headers and footers start, given the offsets at which pages start.

    They are lines among the first and last two of a page that stand, but for their numbers, on three in
    ten of the pages and on two at least, or are a page number and nothing else.
    """
    if len(pages) < 2:
        return frozenset()
    found: dict[str, dict[int, int]] = {}
    for page, start in enumerate(pages):
        end = pages[page + 1] if page + 1 < len(pages) else len(text)
        lines = [(start + first, start + last) for first, last, _ in _lines(text[start:end])]
        for first, last in {*lines[:2], *lines[-2:]}:
            found.setdefault(_NUMBERS.sub("#", text[first:last].lower()), {})[first] = page
    return frozenset(
        start
        for shape, places in found.items()
        if (len(shape) <= _LONGEST_PAGE_NUMBER and _page_number().match(shape))
        or len(set(places.values())) >= max(2, 0.3 * len(pages))
        for start in places
    )


def page_words() -> str:
    """Return the inside of a regular expression for "page" in any language."""
    return alternatives(every("notices.page"))


def page_number(number: str) -> str:
    """Return the inside of a regular expression for "3 of 12", given how a number is matched."""
    return rf"{number}(?:\s*(?:{alternatives((*every('notices.of'), '/'))})\s*{number})?\W*$"


@cache
def _page_number() -> re.Pattern[str]:
    """Fit a line, numbers replaced by #, that is a page number and nothing else."""
    return re.compile(rf"\W*(?:(?:{page_words()})\s*)?{page_number('#')}")


def _lines(text: str) -> list[Line]:
    """List the lines that have something on them: stripped start and end, and whether a gap stands before."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip(SPACE)
        if not bare:
            continue
        start = match.start() + (len(line) - len(line.lstrip(SPACE)))
        apart = not found or text[last : match.start()] not in _SINGLE_BREAKS
        found.append((start, start + len(bare), apart))
        last = match.end()
    return found


def _widths(text: str, lines: Sequence[Line]) -> list[int]:
    """Return for each line the width at which the one before it was wrapped, 0 where it was not."""
    widths = [0] * len(lines)
    stretches = list(_stretches(lines))
    found = [_breaks(text, lines, first, last) for first, last in stretches]
    usual = _evidence([each for breaks in found for each in breaks])
    for (first, last), breaks in zip(stretches, found, strict=True):
        own = _evidence(breaks)
        if own.broken and (own.broken > _FEW or usual.wrapped() or usual.broken - own.broken <= _FEW):
            wrapped = own.wrapped(_NARROWEST if own.broken > _FEW or usual.wrapped() else _NARROWEST_OF_FEW)
        else:
            wrapped = usual.wrapped()
        if wrapped:
            least = (
                0 if own.broken else usual.width
            )  # short lines that tell nothing are an address, a greeting
            for at in range(first + 1, last):
                widths[at] = max(least, _local(text, lines, first, last, at - 1))
    return widths


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of two lines or more without a gap between them."""
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at][2]:
            if at - first > 1:
                yield first, at
            first = at


@dataclass(frozen=True, slots=True)
class _Break:
    """How a line ends: its length, that with the next word, the width around it; whether amid a sentence."""

    length: int
    with_next: int
    local: int
    broken: bool


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How many lines end amid a sentence (``broken``), how many of those fill the ``width`` of all, how many
    that around them (``near``), and how many lines are ``filled`` more than half.
    """

    broken: int
    full: int
    near: int
    filled: int
    width: int

    def wrapped(self, narrowest: int = 0) -> bool:
        """Tell whether the lines were wrapped.

        Evidence are the lines that end without punctuation before one that goes on in lower case (or in a
        script that has no case). They must be three in ten of the well-filled lines at least, and six in ten
        of them must be so full that the next word would not have fitted; lines that break off anywhere are
        a list. Against the width around them alone, nine in ten of three or more must be.
        """
        narrowest = narrowest or (_NARROWEST if self.broken > _FEW else _NARROWEST_OF_FEW)
        if not self.broken or not narrowest <= self.width <= _WIDEST:
            return False
        if self.full >= 0.6 * self.broken and self.full >= 0.3 * self.filled:
            return True
        return self.broken > _FEW and self.near >= 0.9 * self.broken and self.near >= 0.3 * self.filled


def _evidence(breaks: Sequence[_Break]) -> _Evidence:
    broken = [each for each in breaks if each.broken]
    lengths = sorted(each.length for each in broken)
    width = lengths[-1 - len(lengths) // 20] if lengths else 0
    return _Evidence(
        broken=len(broken),
        full=sum(each.with_next > 0.85 * width for each in broken),
        near=sum(each.with_next > 0.85 * each.local for each in broken),
        filled=sum(each.length > 0.6 * width for each in breaks),
        width=width,
    )


def _breaks(text: str, lines: Sequence[Line], first: int, last: int) -> list[_Break]:
    """Read how the lines of a stretch end, but for headings, rules and items, which stand alone."""
    found = []
    for at in range(first + 1, last):
        (start, end, _), (there, there_end, _) = lines[at - 1], lines[at]
        if _ALONE.match(text, start, end) or _MARKER.match(text, there):
            continue
        length = _columns(text, start, end)
        found.append(
            _Break(
                length,
                length + _first_word(text, there, there_end),
                _local(text, lines, first, last, at - 1),
                text[end - 1] not in _TERMINAL and (_goes_on(text[there]) or _dangles(text, start, end)),
            )
        )
    return found


def _columns(text: str, start: int, end: int) -> int:
    """Return how wide a line is: its characters, each ideograph counted twice."""
    wide = 0 if text.isascii() else len(IDEOGRAPH.findall(text, start, end))
    return end - start + wide


def _first_word(text: str, start: int, end: int) -> int:
    """Return how wide a line's first word is with the blank before it, which ideographs do without."""
    if IDEOGRAPH.match(text, start):
        return 2
    return 1 + len(text[start:end].split(None, 1)[0]) if start < end else 1


def _local(text: str, lines: Sequence[Line], first: int, last: int, at: int) -> int:
    """Return the width around line ``at`` of a stretch: that of the lines above or of those below."""
    above, below = max(first, at - _WINDOW + 1), min(last, at + _WINDOW)
    sides = [side for side in (range(above, at + 1), range(at, below)) if len(side) == _WINDOW]
    sides = sides or [range(above, below)]
    return min(max(_columns(text, *lines[i][:2]) for i in side) for side in sides)


def _dangles(text: str, start: int, end: int) -> bool:
    """Tell whether a line of full width ends with a word that ends no sentence: "decided on", "and"."""
    if end - start < _NARROWEST_OF_FEW or not text[end - 1].islower():
        return False
    return text[max(start, end - 12) : end].rpartition(" ")[2] in _no_last_words()


@cache
def _no_last_words() -> frozenset[str]:
    return frozenset(every("front.no_last_word"))


def _goes_on(char: str) -> bool:
    return char.isalpha() and not char.isupper() and not char.istitle()


def _joins(text: str, lines: Sequence[Line], at: int, body: int, width: int) -> bool:
    """Tell whether line ``at`` goes on with the paragraph of the line before, in a wrapped document."""
    last_start, last_end, _ = lines[at - 1]
    start, end, _ = lines[at]
    quoted = text.startswith(">", start)
    if quoted != text.startswith(">", last_start) or (body > start and not quoted):
        return False
    if _ALONE.match(text, start, end) or _ALONE.match(text, last_start, last_end):
        return False
    ended = text[last_end - 1] in _TERMINAL
    if (ended or _LABEL.match(text, last_start, last_end)) and _LABEL.match(text, start, end):
        return False
    length = _columns(text, last_start, last_end)
    if text[last_end - 1] not in _TERMINAL and _goes_on(text[body]):
        return length > 0.5 * width
    if _indent(text, start) > _indent(text, last_start) + 1 and not _MARKER.match(text, last_start):
        return False
    # A break that the writer made by hand leaves room for the next line's first word.
    return length + _first_word(text, body, end) > 0.9 * width


def _indent(text: str, start: int) -> int:
    at = start
    while at and text[at - 1] in " \t\xa0":
        at -= 1
    return start - at


def _stamps(text: str, lines: Sequence[Line]) -> dict[int, int]:
    """Return where the text behind a clock time or a date begins, by the start of the line that it opens."""
    clocks = {
        start: clock.end()
        for start, end, _ in lines
        if (text[start].isdigit() or text[start] in "[(") and (clock := _CLOCK.match(text, start, end))
    }
    found = clocks if len(clocks) >= _ENTRIES else {}
    for start, end, _ in lines[:_DATED_LINES]:
        if dated := _dated().match(text, start, end):
            found[start] = dated.end()
    return found


@cache
def _dated() -> re.Pattern[str]:
    """Fit a day of the week and a full date in front of a sentence: "Tuesday, March 1, 2005 Through a …"."""
    weekdays, months = alternatives(every("calendar.weekdays")), alternatives(every("calendar.months"))
    day = rf"(?:(?:{months}) \d{{1,2}},? \d{{4}}|\d{{1,2}}\.? (?:de )?(?:{months}) (?:de )?\d{{4}})"
    return re.compile(rf"(?i:(?:{weekdays}),? {day})[ \t]*(?:[-–—|:][ \t]*)?(?=[^\W\d_a-z]|[\"“‘«])")


def _item_numbers(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers that open a line, of those whose neighbour number opens one as well."""
    seen = {int(m.group(1)) for start, end, _ in lines if (m := _NUMBER.match(text, start, end))}
    return frozenset(n for n in seen if n - 1 in seen or n + 1 in seen)


def _body(text: str, lines: Sequence[Line], at: int, numbers: frozenset[int]) -> int:
    """Return where the text of line ``at`` starts, behind its marker."""
    start, end, apart = lines[at]
    char = text[start]
    if char.isalpha():
        return start
    if char.isdigit() or char == "(":
        number = _NUMBER.match(text, start, end)
        return number.end() if number and int(number.group(1)) in numbers else start
    if char in "–—":
        dash = _DASH.match(text, start, end)
        opens = apart or text[lines[at - 1][1] - 1] in ".:!?" or text[lines[at - 1][0]] == char
        return dash.end() if dash and opens else start
    marker = _MARKER.match(text, start, end)
    return marker.end() if marker else start
