"""Ratios and shares: "one in five households" is 20 per cent of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from summarizer.languages import alternatives, table, words

from .quantities import Quantity, quantities
from .units import Unit

SHARE = Unit("percent", "share", 1.0)
NEAR = 2.0
"""Points of a per cent around which a ratio in small numbers is meant: "one in three" of 33 per cent."""
WIDEST = 16
"""Characters between the two numbers of a ratio, at most."""


@lru_cache(maxsize=8192)
def ratios(text: str, language: str) -> tuple[Quantity, ...]:
    """Return what a text tells as so many in so many, or as a fraction with an article, in per cent.

    Not where the second number is of time: "two in five days".
    """
    rule = _ratio(language)
    if rule is None:
        return ()
    made = [
        Quantity(one.start(), one.end(), 100 / rule.parts[one["part"].lower()], NEAR, SHARE)
        for one in rule.part.finditer(text)
    ]
    known = quantities(text, language)
    for one in known:
        if one.form != "cardinal" or one.unit is not None or one.value < 2 or rule.time.match(text, one.end):
            continue
        between = rule.between.search(text, max(0, one.start - WIDEST), one.start)
        if between is None:
            continue
        first = next((each for each in known if each.end == between.start() and each.unit is None), None)
        single = rule.single.search(text, max(0, between.start() - WIDEST), between.start())
        value, start = (1.0, single.start()) if single else (0.0, 0)
        if first is not None:
            value, start = first.value, first.start
        if 0 < value < one.value:
            made.append(Quantity(start, one.end, 100 * value / one.value, NEAR, SHARE))
    return tuple(made)


class _Ratio:
    """What fits between the numbers of a ratio, the single of one, a time behind it, and "a third of"."""

    def __init__(self, between: str, single: str, time: str, articles: str, parts: Mapping[str, int]) -> None:
        self.parts = parts
        self.part = re.compile(rf"\b(?:{articles}) (?P<part>{alternatives(parts)})(?= of )", re.IGNORECASE)
        self.between = re.compile(rf" (?:{between}) $", re.IGNORECASE)
        self.single = re.compile(rf"\b(?:{single})$", re.IGNORECASE)
        self.time = re.compile(rf" (?:{time})s?\b", re.IGNORECASE)


@cache
def _ratio(language: str) -> _Ratio | None:
    between, times = words(language, "quantities.ratios"), words(language, "figures.rates")
    if not between or not times:
        return None
    single = ("1", *(word for word, value in table(language, "quantities.ones").items() if value == 1))
    articles, parts = words(language, "amounts.articles"), table(language, "quantities.fractions")
    return _Ratio(
        alternatives(between), alternatives(single), alternatives(times), alternatives(articles), parts
    )
