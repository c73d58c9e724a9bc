"""Units of measure and currencies, with what converts them."""

from __future__ import annotations

import re
from functools import cache

from summarizer.languages import ANY, alternatives, every, merged, table
from summarizer.records import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: ``factor`` converts to the base unit of its ``dimension``."""

    name: str
    dimension: str
    factor: float


@cache
def _units() -> dict[str, Unit]:
    """Return the units by each of their spellings."""
    return {
        spelling: Unit(name, dimension, factor)
        for name, (dimension, factor, *spellings) in table(ANY, "units.measures").items()
        for spelling in spellings
    }


_UNIT_BEFORE = re.compile(r"(US\$|[$€£¥₹]) ?$")


@cache
def _behind() -> re.Pattern[str]:
    """Fit a unit behind its number: one of several words, a word, a sign."""
    several = alternatives(spelling for spelling in _units() if " " in spelling)
    return re.compile(rf"[ \u00a0-]?((?:{several})\b|[^\W\d_]{{1,12}}\b|[%°€£$¢])")


@cache
def _aside() -> re.Pattern[str]:
    """Fit what may stand between a number and its unit."""
    found = (*merged("units.powers"), *every("units.asides"))
    return re.compile(rf" (?P<word>{alternatives(found)}) ")


def unit_at(text: str, start: int, end: int) -> tuple[Unit | None, int, int]:
    """Return the unit of the number ``text[start:end]``, if any, and the offsets of both together."""
    before = _UNIT_BEFORE.search(text, max(0, start - 4), start)
    if before:
        return _units()[before.group(1).lower()], before.start(), end
    aside = _aside().match(text, end)
    behind = _behind().match(text, aside.end() - 1 if aside else end)
    if behind:
        unit = _units().get(behind.group(1).lower())
        if unit:
            kind = aside["word"] if aside else ""
            power = merged("units.powers").get(kind)
            if power:
                unit = Unit(f"{kind} {unit.name}", "area" if power == 2 else "volume m³", unit.factor**power)
            return unit, start, behind.end()
    return None, start, end
