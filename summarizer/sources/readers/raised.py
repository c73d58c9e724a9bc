"""Raised and lowered characters: a power is no number of its own, and a note mark is no part of one.

"10" and a raised "6" are a million, not 106; "300" and a raised "2" are three hundred and a note.
"""

from __future__ import annotations

import re

_SIGN = "+−–-"
_MARK = re.compile(
    r"[\[(]?\s?(?:\d{1,3}|[*†‡§¶#⁎]{1,4})(?:\s?[,;–-]\s?(?:\d{1,3}|[*†‡§¶#]{1,4}))*\s?[\])]?|\[\s?[a-z]{1,2}\s?\]"
    r"|\[?(?:note|nb|fn|n)\.?\s?\d{1,3}\]?|\[[^\[\]\d]{3,30}\]",
    re.IGNORECASE,
)
"""All that a note mark may be, be it a remark: "[citation needed]"."""
_POWER = re.compile(rf"[{_SIGN}]?\d{{1,3}}(?:[.,]\d{{1,3}})?[{_SIGN}]?|[{_SIGN}]|[{_SIGN}]?[a-zA-Zα-ω]")
"""What raises a number, a unit or a sign of an element."""
_POWER_OF = re.compile(r"(?:^|[^\w.,])(?:10|2)$|[×·x*]\s?\d{1,2}$|(?:^|[^\w'’])[^\W\d_]{1,3}$|[)\]]$|\)$")
"""What a power stands behind: ten, two, a unit, a variable, a bracket. Behind other numbers stand notes."""
_VARIABLE = re.compile(r"(?:^|[^\w])(?:[^\W\d_]|\d{1,3})$")
_TAIL = 12
LONGEST = 24
"""Characters of the longest power or mark; what is longer is text of its own."""


def raise_(before: str, raised: str, after: str, linked: bool = False) -> str | None:
    """Return what to put between a text and the raised characters behind it, None to leave those out.

    ``before`` and ``after`` are the text on either side, ``linked`` says that the characters lead to a note.
    A power gets ``^``, a fraction behind a whole number a blank; a note mark is left out; letters ("1st")
    follow at once.
    """
    text, tail = raised.strip(), before[-_TAIL:]
    if not text or len(text) > LONGEST:
        return ""
    if after[:1] in ("/", "⁄") and text.isdigit():
        return " " if tail[-1:].isdigit() else ""
    mark = _MARK.fullmatch(text)
    if mark and (linked or not tail or text[0] in "[(*†‡§¶#⁎"):
        return None
    power = _POWER.fullmatch(text)
    if power and any(char.isdigit() or char in _SIGN for char in text) and _POWER_OF.search(tail):
        return "^"
    if power and text.isalpha() and len(text) == 1 and _VARIABLE.search(tail) and not after[:1].isalpha():
        # "2" with "n" above it; but "n" with "o" above it is a number, "a" with "a" an ordinal.
        return "^" if text not in "oaeº" or tail[-1].isdigit() else ""
    if mark:
        return None
    return "^" if power and tail[-1:].isalnum() and text[0] in _SIGN + "0123456789" else ""


def lower(before: str, lowered: str) -> str:
    """Return what to put between a text and the lowered characters behind it: a digit joins no number."""
    return "_" if before[-1:].isdigit() and lowered.strip()[:1].isdigit() and before[-1:] not in "/⁄" else ""
