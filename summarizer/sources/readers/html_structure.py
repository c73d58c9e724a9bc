"""Where each element of a page ends, whether its end tag is there or not.

A tag that is never closed ends where the HTML standard has it end as far as that can be told without a
tree: with the box around it, where the next one of its kind begins, or where its content cannot stand in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from .html_tokens import Token

BLOCK = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu
    nav ol optgroup p pre search section summary table tbody tfoot thead tr ul""".split()
)
_PARTS = frozenset("article blockquote dl h1 h2 h3 h4 h5 h6 main ol p pre section table ul".split())
"""What ends an element of a line that is never closed."""

_CELLS = ("td", "th")
_ROWS = ("tr", *_CELLS)
_GROUPS = ("tbody", "thead", "tfoot", "caption", "colgroup", *_ROWS)
_ENDS = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "option": ("option",), "a": ("a",),
    "optgroup": ("option", "optgroup"), "button": ("button",), "rt": ("rt", "rp"), "rp": ("rt", "rp"),
    "td": _CELLS, "th": _CELLS, "tr": _ROWS, "tbody": _GROUPS, "thead": _GROUPS, "tfoot": _GROUPS,
    "nobr": ("nobr",), "body": ("head",),
}  # fmt: skip
"""What a start tag ends that is still open."""
_CLOSES_P = BLOCK - {"body", "caption", "frameset", "head", "html", "legend", "optgroup", "tbody", "tfoot",
                     "thead", "tr"}  # fmt: skip
_SOFT = frozenset("ul ol dl menu select ruby".split())
"""An item of a list ends no item of the list around it; an end tag, though, may end the list as well."""
_HARD = frozenset("table td th caption".split())
"""An end tag inside a cell ends nothing outside it, but for the parts of the table."""
_TABLE = frozenset((*_GROUPS, "table"))
_FOREIGN = ("svg", "math")
_BREAKS_OUT = _PARTS | frozenset(
    """b big body br center code dd div dt em embed font head hr i img li menu meta nobr ruby s small span
    strong strike sub sup tt u var""".split()
)
"""What cannot stand in a drawing or a formula, and ends it."""


class _Scopes:
    """How many open elements of each name there are in the innermost scope; some tags begin a new one."""

    def __init__(self, starts: frozenset[str]) -> None:
        self._starts = starts
        self._counts: list[Counter[str]] = [Counter()]

    def __getitem__(self, name: str) -> int:
        return self._counts[-1][name]

    def push(self, name: str) -> None:
        self._counts[-1][name] += 1
        if name in self._starts:
            self._counts.append(Counter())

    def pop(self, name: str) -> None:
        if name in self._starts:
            self._counts.pop()
        self._counts[-1][name] -= 1


class _Open:
    """The elements that are open, innermost last, and what of them each rule may see."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, int]] = []
        self.all = _Scopes(frozenset())
        self.table = _Scopes(frozenset(("table",)))
        self.hard = _Scopes(_HARD)
        self.soft = _Scopes(_HARD | _SOFT)

    def push(self, name: str, at: int) -> None:
        self.stack.append((name, at))
        for scopes in (self.all, self.table, self.hard, self.soft):
            scopes.push(name)

    def pop(self) -> tuple[str, int]:
        name, at = self.stack.pop()
        for scopes in (self.all, self.table, self.hard, self.soft):
            scopes.pop(name)
        return name, at


def ends(tokens: Sequence[Token], raw: str) -> dict[int, int]:
    """Return, for the index of each start tag, that of the token before which its element ends.

    An end tag is that token itself. Every element is opened and closed once, so the time is linear.
    """
    found: dict[int, int] = {}
    opened = _Open()
    parts: list[int] = []

    def until(names: tuple[str, ...], at: int, own: bool = False) -> None:
        """End the open elements up to the innermost of ``names``; ``own`` where the end tag is its own."""
        while True:
            name, start = opened.pop()
            done = name in names
            end = at
            if not (own and done) and name not in BLOCK and name not in _FOREIGN:
                after = bisect_right(parts, start)  # an element of a line that is never closed
                end = min(at, parts[after]) if after < len(parts) else at
            found[start] = end
            if done:
                return

    for at, (kind, name, _, end) in enumerate(tokens):
        if kind == "close":
            if name in _TABLE:
                if opened.all[name]:
                    until((name,), at, own=True)
            elif opened.hard[name] and name not in ("body", "html"):
                until((name,), at, own=True)
        elif kind == "open" or kind == "empty":
            foreign = opened.all["svg"] or opened.all["math"]
            if foreign and name in _BREAKS_OUT and not opened.all["foreignobject"]:
                while opened.all["svg"] or opened.all["math"]:
                    until(_FOREIGN, at)
                foreign = 0
            if name in _CLOSES_P and opened.soft["p"]:
                until(("p",), at)
            others = _ENDS.get(name, ())
            scope = opened.table if name in _TABLE else opened.soft
            while any(scope[other] for other in others):
                until(others, at)
            if name in _PARTS:
                parts.append(at)
            if kind == "open" and not (foreign and raw.startswith("/>", end - 2)):
                opened.push(name, at)
    while opened.stack:
        until((opened.stack[-1][0],), len(tokens))
    return found
