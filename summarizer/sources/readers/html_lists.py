"""The numbers that a browser writes in front of the items of a list."""

from __future__ import annotations

import re

from .html_tokens import Token, attributes

LISTED = frozenset("ol ul menu dir li".split())
_BARE = re.compile(
    r"breadcrumb|nav|menu|unstyled|none|reset|carousel|slide|gallery|tabs?|pager|pagination|crumb|comment|share|social",
    re.IGNORECASE,
)
"""Classes and styles of lists that are shown without numbers."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 3999
_DEEPEST = 100


class Numbers:
    """Follow the lists of a page, and give each item its number."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._open: list[tuple[str, int, int] | None] = []

    def label(self, token: Token) -> str:
        """Take in a tag of `LISTED`; return what stands before the item that it begins, "" for nothing."""
        kind, name, _, _ = token
        if name != "li":
            if kind == "close":
                self._open and self._open.pop()
            elif kind == "open" and len(self._open) < _DEEPEST:
                self._open.append(self._begun(token) if name == "ol" else None)
            return ""
        if kind != "open" or not self._open or (found := self._open[-1]) is None:
            return ""
        style, number, step = found
        number = _number(attributes(self._raw, token).get("value"), number)
        self._open[-1] = style, number + step, step
        return f"{written(number, style)}. "

    def _begun(self, token: Token) -> tuple[str, int, int] | None:
        own = attributes(self._raw, token)
        if _BARE.search(f"{own.get('class', '')} {own.get('style', '')} {own.get('id', '')}"):
            return None
        step = -1 if "reversed" in own else 1
        if step < 0 and "start" not in own:
            return None
        return own.get("type", "1"), _number(own.get("start"), 1), step


def _number(written: str | None, usual: int) -> int:
    return int(written) if written and re.fullmatch(r"-?\d{1,6}", written) else usual


def written(number: int, style: str) -> str:
    """Return a number in a style: 1, a, A, i, I."""
    if style in ("a", "A") and 0 < number <= _MOST:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters if style == "a" else letters.upper()
    if style in ("i", "I") and 0 < number <= _MOST:
        roman = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            roman += sign * count
        return roman if style == "i" else roman.upper()
    return str(number)
