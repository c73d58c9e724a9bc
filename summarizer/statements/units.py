"""Units of measure and currencies, with what converts them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: ``factor`` converts to the base unit of its ``dimension``."""

    name: str
    dimension: str
    factor: float


_MEASURES: dict[str, tuple[str, float, str]] = {
    # name: dimension, factor to the base unit, spellings
    "percent": ("share", 1.0, "% percent pct prozent procent percento"),
    "percentage point": ("points", 1.0, "percentage_point percentage_points"),
    "dollar": ("dollar", 1.0, "$ us$ dollar dollars usd bucks"),
    "cent": ("dollar", 0.01, "¢ cent cents"),
    "euro": ("euro", 1.0, "€ euro euros eur"),
    "pound": ("pound", 1.0, "£ pound pounds gbp lb lbs"),
    "yen": ("yen", 1.0, "¥ yen"),
    "rupee": ("rupee", 1.0, "₹ rupee rupees"),
    "mile": ("length", 1609.344, "mile miles mi"),
    "kilometre": ("length", 1000.0, "kilometer kilometers kilometre kilometres km"),
    "metre": ("length", 1.0, "meter meters metre metres"),
    "centimetre": ("length", 0.01, "centimeter centimeters centimetre centimetres cm"),
    "millimetre": ("length", 0.001, "millimeter millimeters millimetre millimetres mm"),
    "foot": ("length", 0.3048, "foot feet ft"),
    "inch": ("length", 0.0254, "inch inches"),
    "yard": ("length", 0.9144, "yard yards"),
    "kilogram": ("mass", 1.0, "kilogram kilograms kg kilo kilos"),
    "gram": ("mass", 0.001, "gram grams"),
    "ounce": ("mass", 0.02835, "ounce ounces oz"),
    "ton": ("mass", 1000.0, "ton tons tonne tonnes"),
    "second": ("time", 1.0, "second seconds sekunden"),
    "minute": ("time", 60.0, "minute minutes minuten"),
    "hour": ("time", 3600.0, "hour hours stunden"),
    "day": ("time", 86400.0, "day days tage tagen jours"),
    "week": ("time", 604800.0, "week weeks wochen semaines"),
    "month": ("time", 2629746.0, "month months monate monaten mois"),
    "year": ("time", 31556952.0, "year years jahre jahren ans"),
    "decade": ("time", 315569520.0, "decade decades"),
    "century": ("time", 3155695200.0, "century centuries"),
    "acre": ("area", 4046.86, "acre acres"),
    "hectare": ("area", 10000.0, "hectare hectares ha"),
    "mile an hour": ("speed", 1.609344, "mph"),
    "kilometre an hour": ("speed", 1.0, "kph kmh"),
    "litre": ("volume", 1.0, "liter liters litre litres"),
    "gallon": ("volume", 3.785, "gallon gallons"),
    "degree": ("degree", 1.0, "° degree degrees"),
    "megawatt": ("power", 1e6, "megawatt megawatts mw"),
    "gigawatt": ("power", 1e9, "gigawatt gigawatts gw"),
}
_UNITS = {
    spelling.replace("_", " "): Unit(name, dimension, factor)
    for name, (dimension, factor, spellings) in _MEASURES.items()
    for spelling in spellings.split()
}
_UNIT_BEHIND = re.compile(r"[ \u00a0-]?(percentage points?|[^\W\d_]{1,12}\b|[%°€£$¢])")
_UNIT_BEFORE = re.compile(r"(US\$|[$€£¥₹]) ?$")
_ASIDE = re.compile(r" (?:square|cubic|solar|full|whole|more|other|additional) ")


def unit_at(text: str, start: int, end: int) -> tuple[Unit | None, int, int]:
    """Return the unit of the number ``text[start:end]``, if any, and the offsets of both together."""
    before = _UNIT_BEFORE.search(text, max(0, start - 4), start)
    if before:
        return _UNITS[before.group(1).lower()], before.start(), end
    aside = _ASIDE.match(text, end)
    behind = _UNIT_BEHIND.match(text, aside.end() - 1 if aside else end)
    if behind:
        unit = _UNITS.get(behind.group(1).lower())
        if unit:
            if aside and aside.group().strip() in ("square", "cubic"):
                kind = aside.group().strip()
                power = 2 if kind == "square" else 3
                unit = Unit(f"{kind} {unit.name}", "area" if power == 2 else "volume m³", unit.factor**power)
            return unit, start, behind.end()
    return None, start, end
