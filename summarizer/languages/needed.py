"""Words that a text must have for a regular expression to fit it, found in the expression itself.

Most sentences of a pile have none of them, and need not be searched. What is found is exact: where nothing
can be said of an expression, it is to be looked for everywhere. (Such filters are usual in front of searches
in large texts: Cox, "Regular Expression Matching with a Trigram Index", 2012.)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

parser: Any = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
"""Python's own reading of regular expressions; what is not known in it counts as anything."""

ANYTHING, EDGE, DIGIT, GAP = "\x01", "\x02", "\x03", " "
"""Signs of a skeleton: any text, none included; the border of a word; a digit; a character of no word."""
MOST = 600
"""Skeletons of an expression at most; of more of them only a part is looked at."""
LISTED = 5_000
"""The same where they are one list of words."""
SIZE = 7
"""Characters at the beginning of what an expression fits that are looked at."""

_PIECE = re.compile(rf"({EDGE}?)([^{ANYTHING}{EDGE}{GAP}]+)({EDGE}?)")
_Skeletons = frozenset[str]


@lru_cache(maxsize=256)
def needed(rule: str) -> tuple[tuple[str, ...], ...] | None:
    """Return what texts that an expression fits have: all pieces of words of one of the groups.

    Pieces are in small letters, `EDGE` is where a word begins or ends; `DIGIT` is a word with a digit. None
    where there is a text that needs no word at all.
    """
    found = {tuple(sorted(_pieces(skeleton), key=_value)) for skeleton in _sequence(parser.parse(rule))}
    return None if () in found else tuple(sorted(found))


def _pieces(skeleton: str) -> set[str]:
    found = {_cut(match) for match in _PIECE.finditer(_edged(skeleton))}
    return {piece for piece in found if len(piece) > 1 or piece == DIGIT}


def _best(skeleton: str) -> str:
    """Return the longest piece of a word in a skeleton, "" where it has none."""
    return max(_pieces(skeleton), key=_value, default="")


def _edged(skeleton: str) -> str:
    """Return a skeleton with the borders of words put in where a gap is."""
    return skeleton.replace(GAP, f"{EDGE}{GAP}{EDGE}")


def _cut(match: re.Match[str]) -> str:
    """Return a piece with the edges that it has; of one with digits the longest part without them."""
    before, inside, behind = match.groups()
    if DIGIT not in inside:
        return f"{before}{inside}{behind}"
    parts = inside.split(DIGIT)
    parts[0], parts[-1] = before + parts[0] if parts[0] else "", parts[-1] + behind if parts[-1] else ""
    best = max(parts, key=_value)
    return best if _value(best) > _value(DIGIT) else DIGIT


def _value(piece: str) -> tuple[float, str]:
    """Return what a piece is worth: the longer, the fewer words have it; in the same order each time."""
    size = 2.5 if piece == DIGIT else len(piece.strip(EDGE)) + 0.7 * piece.count(EDGE)
    return size, piece


# --- From an expression to its skeletons ------------------------------------------------------------------


def _sequence(nodes: Iterable[Any]) -> _Skeletons:
    """Return what each match of a sequence looks like: as one of the skeletons."""
    found: _Skeletons = frozenset(("",))
    for node in nodes:
        found = _joined(found, _one(node))
    return found


def _joined(ones: _Skeletons, others: _Skeletons) -> _Skeletons:
    if _are_many(ones, others):
        ones, others = _reduced(ones), _reduced(others)
    if _are_many(ones, others):  # what says less is left open
        if _worst(ones) >= _worst(others):
            others = frozenset((ANYTHING,))
        else:
            ones = frozenset((ANYTHING,))
    return frozenset(one + other for one in ones for other in others)


def _are_many(ones: _Skeletons, others: _Skeletons) -> bool:
    return len(ones) * len(others) > (MOST if min(len(ones), len(others)) > 1 else LISTED)


def _reduced(skeletons: _Skeletons) -> _Skeletons:
    """Return fewer skeletons: of each the longest piece alone."""
    found = {_best(one) for one in skeletons}
    return frozenset((ANYTHING,)) if "" in found else frozenset(f"{ANYTHING}{one}{ANYTHING}" for one in found)


def _worst(skeletons: _Skeletons) -> tuple[float, str]:
    return min((_value(_best(one)) for one in skeletons), default=(0.0, ""))


def _one(node: Any) -> _Skeletons:
    """Return the skeletons of one node of a parsed expression; of what is not known, anything."""
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return frozenset((_letter(chr(value)),))
    if kind == "IN":
        return _class(value)
    if kind == "BRANCH":
        found = frozenset[str]().union(*map(_sequence, value[1]))
        found = found if len(found) <= LISTED else _reduced(found)
        return found if len(found) <= LISTED else frozenset((ANYTHING,))
    if kind == "SUBPATTERN":
        return _sequence(value[3])
    if kind == "ATOMIC_GROUP":
        return _sequence(value)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(*value)
    if kind == "AT":
        return frozenset(("" if value is parser.AT_NON_BOUNDARY else EDGE,))
    if kind == "ASSERT":
        return frozenset((EDGE if _sequence(value[1]) <= {GAP, EDGE} else "",))
    if kind == "ASSERT_NOT":
        return _denied(value[1])
    return frozenset() if kind == "FAILURE" else frozenset((ANYTHING,))


def _letter(char: str) -> str:
    """Return a character as it stands in a text in small letters, whatever its case."""
    small = char.lower()
    if char == "_":  # of a word for an expression, of none for `text.language.tokens`
        return ANYTHING
    return GAP if not char.isalnum() else small if is_simple(small) else ANYTHING


@lru_cache(maxsize=1024)
def beginnings(rule: str) -> frozenset[str] | None:
    """Return with which characters, in small letters, a text begins that an expression fits at its start.

    They are `SIZE` or fewer, where anything may follow; None if it may begin with anything. It is right for
    texts whose first `SIZE` characters are of ASCII.
    """
    found = _starts(parser.parse(rule))
    return None if found & {"", ANYTHING} else frozenset(one.rstrip(ANYTHING) for one in found)


def _starts(nodes: Iterable[Any]) -> set[str]:
    """Return how what a sequence fits begins; what stands before `ANYTHING` is all that is known of it."""
    found = {""}
    for kind, value in nodes:
        known = {one for one in found if len(one) >= SIZE or one.endswith(ANYTHING)}
        if len(known) == len(found):
            break
        behind = _starts_of(str(kind), value)
        if len(known) + (len(found) - len(known)) * len(behind) > LISTED:
            behind = {ANYTHING}
        found = known | {(one + more)[:SIZE] for one in found - known for more in behind}
    return found


def _starts_of(kind: str, value: Any) -> set[str]:
    if kind == "LITERAL":
        return {chr(value).lower()}
    if kind == "IN":
        return _starts_in(value)
    if kind == "BRANCH":
        return set[str]().union(*map(_starts, value[1]))
    if kind == "SUBPATTERN":
        return _starts(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inside = value
        found = _starts(inside)
        if most != 1:  # what is fitted again, or nothing more, stands behind it
            found = {one if len(one) >= SIZE or one.endswith(ANYTHING) else one + ANYTHING for one in found}
        return found if least else found | {""}
    return {""} if kind in ("AT", "ASSERT", "ASSERT_NOT") else {ANYTHING}


def _starts_in(members: Sequence[Any]) -> set[str]:
    found: set[str] = set()
    for kind, value in members:
        if str(kind) == "LITERAL":
            found.add(chr(value).lower())
        elif str(kind) == "RANGE":
            found.update(chr(code).lower() for code in range(value[0], min(value[1], 127) + 1))
        else:
            return {ANYTHING}
    return found


def is_simple(word: str) -> bool:
    """Tell whether no letter of a word in small letters counts as another where case is disregarded."""
    return word.isascii() or (word.upper().lower() == word and "ς" not in word)


def _class(members: Sequence[Any]) -> _Skeletons:
    found: set[str] = set()
    for kind, value in members:
        name = str(kind)
        if name == "LITERAL":
            found.add(_letter(chr(value)))
        elif name == "RANGE" and value[1] - value[0] < 10:
            found.update(_letter(chr(code)) for code in range(value[0], value[1] + 1))
        elif name == "CATEGORY" and value in (parser.CATEGORY_SPACE, parser.CATEGORY_NOT_WORD):
            found.add(GAP)
        elif name == "CATEGORY" and value is parser.CATEGORY_DIGIT:
            found.add(DIGIT)
        else:
            return frozenset((ANYTHING,))
    if found >= set("0123456789"):
        found = found - set("0123456789") | {DIGIT}
    return frozenset(found)


def _repeated(least: int, most: Any, inside: Any) -> _Skeletons:
    found = _sequence(inside)
    if found <= {GAP, EDGE, ""}:  # one gap is as good as several
        return found if least else found | {""}
    if most == 1:
        return found if least else found | {""}
    if found <= {DIGIT}:
        return frozenset((DIGIT + ANYTHING,)) if least else frozenset(("", DIGIT + ANYTHING))
    return frozenset(one + ANYTHING for one in found) if least else frozenset((ANYTHING,))


def _denied(inside: Any) -> _Skeletons:
    """Return the skeletons of a lookaround that denies: where no letter may stand is the border of a word."""
    if not len(inside):
        return frozenset()  # denies nothing at all, so that nothing fits
    whole = len(inside) == 1 and str(inside[0][0]) == "IN"
    members = [(str(kind), value) for kind, value in inside[0][1]] if whole else []
    letters = ("CATEGORY", parser.CATEGORY_WORD) in members and ("NEGATE", None) not in members
    return frozenset((EDGE if letters else "",))
