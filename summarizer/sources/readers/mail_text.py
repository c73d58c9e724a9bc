"""The plain text of a mail: what its sender wrote, and what only stands below or between it.

Told by shape alone, so that it holds in any language: ``>`` before quoted lines, the line above them that
ends with a colon, the ``-- `` before a signature, a block of header lines before a mail that is quoted whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .base import Building

_QUOTE = re.compile(r"\s{0,3}>")
_HEADER = re.compile(r"\s{0,3}\*?[^\W\d_][\w -]{1,24}\*?\s?:\*?\s")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_RULE = re.compile(r"\s{0,3}-{2,}\s?[^-]{3,60}?\s?-{2,}\s*$|\s{0,3}_{20,}\s*$")
_LONGEST_FOOTER = 8
"""Lines below a long rule that are the footer of a mailing list."""


def add_plain(
    building: Building, text: str, locator: str | None, *, forwarded: bool = False, flowed: bool = False
) -> None:
    """Add the text of one part; each stretch that is no content is a block of its own, with its reason.

    ``forwarded`` says that the mail answers none, so that a whole mail in it is content. ``flowed`` joins
    the lines that end with a blank, after RFC 3676.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if flowed:
        lines = list(_unflowed(lines))
    for reason, stretch in _stretches(lines, forwarded):
        building.add("\n".join(stretch).strip("\n"), locator, aside=reason)
        locator = None if building.pieces else locator


def _unflowed(lines: Sequence[str]) -> Iterator[str]:
    held = ""
    for line in lines:
        if line == "-- " or line.startswith(">"):
            if held:
                yield held.rstrip()
            held = ""
            yield line
        elif line.endswith(" "):
            held += line.removeprefix(" ") if held else line
        else:
            yield held + line
            held = ""
    if held:
        yield held.rstrip()


def _stretches(lines: Sequence[str], forwarded: bool) -> Iterator[tuple[str | None, list[str]]]:
    """Yield stretches of lines with the reason why they are no content, None for those that are."""
    reasons = _reasons(lines, forwarded)
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and reasons[end] == reasons[at]:
            end += 1
        yield reasons[at], list(lines[at:end])
        at = end


def _reasons(lines: Sequence[str], forwarded: bool) -> list[str | None]:
    reasons: list[str | None] = [None] * len(lines)
    quoted = [bool(_QUOTE.match(line[:10])) for line in lines]
    if all(quote for quote, line in zip(quoted, lines, strict=True) if line.strip()):
        return reasons  # nothing but a quoted mail: then that is what is sent
    for at, quote in enumerate(quoted):
        if quote:
            reasons[at] = "quoted reply"
            if at and not quoted[at - 1]:
                _mark_attribution(lines, reasons, at)
    rest: str | None = None
    for at, line in enumerate(lines):
        if rest == "signature" and quoted[at]:  # some answer above, and sign before the quoted mail
            rest = None
        if line.rstrip("\r\n") in ("-- ", "--"):
            rest = "signature"
        elif headers := _headers_below(lines, at):
            if forwarded:
                rest = None
                for row in range(at, headers):
                    reasons[row] = "mail header"
            else:
                rest = "quoted reply"
        elif line[:20] == "_" * 20 and 0 < sum(map(_filled, lines[at + 1 :])) <= _LONGEST_FOOTER:
            rest = "signature"
        if rest and reasons[at] is None:
            reasons[at] = rest
    return reasons


def _filled(line: str) -> bool:
    return not line.isspace() and bool(line)


def _mark_attribution(lines: Sequence[str], reasons: list[str | None], at: int) -> None:
    """Mark the one or two lines above a quote that say whose it is: they end with a colon."""
    above = at - 1
    if above >= 0 and not lines[above].strip():
        above -= 1
    if above < 0 or not lines[above].rstrip().endswith((":", "：")):
        return
    first = above - 1 if above and lines[above - 1].strip() else above
    told = " ".join(lines[first : above + 1])
    if len(told) <= 240 and re.search(r"\d|@", told):
        one = re.search(r"\d|@", lines[above]) and len(lines[above]) > 25
        if one and first < above and not _YEAR.search(lines[above]) and _YEAR.search(lines[first]):
            one = lines[first].rstrip().endswith((".", "!", "?"))  # the day may stand on the line before
        for row in range(above if one else first, at):
            reasons[row] = "quoted reply"


def _headers_below(lines: Sequence[str], at: int) -> int:
    """Return the line behind the headers of a mail that is quoted whole from line ``at`` on, 0 where none is.

    A rule of dashes and two header lines, or four header lines of which one holds an address or a year.
    """
    if not lines[at].strip() or (at and lines[at - 1].strip() and not _RULE.match(lines[at - 1][:100])):
        return 0
    ruled = bool(_RULE.match(lines[at][:100]))
    end = at + ruled
    while end < len(lines) and ruled and not lines[end].strip() and end < at + 3:
        end += 1
    first = end
    while end < len(lines) and _HEADER.match(lines[end][:40]):
        end += 1
    block = " ".join(lines[first : min(end, first + 12)])[:4_000]
    enough = end - first >= (2 if ruled else 4)
    return end if enough and re.search(r"@|\b(?:19|20)\d\d\b", block) else 0
