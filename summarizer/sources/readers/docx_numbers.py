"""The numbers that Word gives the items of a list by itself; the text refers to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .docx_parts import child, is_on, list_of, name, value

_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"
_MOST = 1_000_000
"""No list is counted further; a start beyond is a mistake."""


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of one file and how far each has counted."""

    kinds: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, part: Any) -> Numbering:
        """Read ``numbering.xml``; no list where there is none."""
        found = cls()
        for each in part.iterchildren() if part is not None else ():
            if name(each) == "w:abstractNum" and (key := value(each, "abstractNumId")) is not None:
                found.levels[key] = {
                    _number(value(level, "ilvl"), 0): _level(level)
                    for level in each.iterchildren()
                    if name(level) == "w:lvl"
                }
            elif name(each) == "w:num" and (key := value(each, "numId")) is not None:
                kind = child(each, "w:abstractNumId")
                found.kinds[key] = (value(kind) or "") if kind is not None else ""
                for override in each.iterchildren():
                    start = child(override, "w:startOverride")
                    if start is not None:
                        at = _number(value(override, "ilvl"), 0)
                        found.starts[key, at] = _number(value(start), 1)
        return found

    def label(self, properties: Any, style: tuple[str | None, str | None]) -> str:
        """Count one item on and return what Word prints before it, with a blank; "" for no item.

        ``properties`` are those of the paragraph, ``style`` the list and level that its style names.
        """
        own, level = list_of(properties)
        key, depth = own or style[0], _number(level or style[1], 0)
        kind = self.kinds.get(key or "")
        if key is None or kind is None or depth not in (levels := self.levels.get(kind, {})):
            return ""
        at = self._count(key, kind, depth, levels)
        this = levels[depth]
        if this.form == "bullet":
            return f"{_BULLET} "
        if this.form == "none" and not _PLACE.sub("", this.text).strip():
            return ""

        def shown(found: re.Match[str]) -> str:
            of = int(found.group(1)) - 1
            other = levels.get(of, _Level())
            number = at.get(of, other.start)
            return _written(number, "decimal" if this.legal and of != depth else other.form)

        text = _PLACE.sub(shown, this.text).strip()
        return f"{text} " if text else ""

    def _count(self, key: str, kind: str, depth: int, levels: dict[int, _Level]) -> dict[int, int]:
        at = self.counts.setdefault(kind, {})
        if (key, depth) in self.starts and (key, depth) not in self.begun:
            at[depth] = self.starts[key, depth]
        else:
            at[depth] = min(_MOST, at[depth] + 1 if depth in at else levels[depth].start)
        self.begun.add((key, depth))
        for deeper in [other for other in at if other > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and depth < restart):
                del at[deeper]
        return at


def _level(element: Any) -> _Level:
    found = _Level()
    for each in element.iterchildren():
        match name(each):
            case "w:start":
                found.start = _number(value(each), 1)
            case "w:numFmt":
                found.form = value(each) or "decimal"
            case "w:lvlText":
                found.text = (value(each) or "")[:100]
            case "w:lvlRestart":
                found.restart = _number(value(each), 0)
            case "w:isLgl":
                found.legal = is_on(each)
    return found


def _number(text: str | None, otherwise: int) -> int:
    return (
        min(int(text), _MOST) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
    )


def _written(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (number - 1) % 26) * min(9, (number - 1) // 26 + 1)
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman":
            roman = _roman(number)
            return roman.lower() if form == "lowerRoman" else roman
        case "decimalZero":
            return f"{number:02}"
        case "ordinal":
            ending = (
                "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
            )
            return f"{number}{ending}"
        case "none":
            return ""
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    written = []
    for size, sign in signs:
        written.append(sign * (number // size))
        number %= size
    return "".join(written)
