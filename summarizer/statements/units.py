"""Units of measure and currencies, with what converts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.languages import ANY, table


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


_UNIT_BEHIND = re.compile(r"[ \u00a0-]?(percentage points?|per ?cent\b|[^\W\d_]{1,12}\b|[%°€£$¢])")
_PER_CENT = re.compile(r"^per cent$")
_UNIT_BEFORE = re.compile(r"(US\$|[$€£¥₹]) ?$")
_ASIDE = re.compile(r" (?:square|cubic|solar|full|whole|more|other|additional) ")


def unit_at(text: str, start: int, end: int) -> tuple[Unit | None, int, int]:
    """Return the unit of the number ``text[start:end]``, if any, and the offsets of both together."""
    before = _UNIT_BEFORE.search(text, max(0, start - 4), start)
    if before:
        return _units()[before.group(1).lower()], before.start(), end
    aside = _ASIDE.match(text, end)
    behind = _UNIT_BEHIND.match(text, aside.end() - 1 if aside else end)
    if behind:
        unit = _units().get(_PER_CENT.sub("percent", behind.group(1).lower()))
        if unit:
            if aside and aside.group().strip() in ("square", "cubic"):
                kind = aside.group().strip()
                power = 2 if kind == "square" else 3
                unit = Unit(f"{kind} {unit.name}", "area" if power == 2 else "volume m³", unit.factor**power)
            return unit, start, behind.end()
    return None, start, end
