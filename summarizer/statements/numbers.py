"""Numbers and units of a claim against those of its evidence."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.languages import NOTHING, alternatives, table, words
from summarizer.text.language import content_stems
from summarizer.text.later import later
from summarizer.text.words import content_of, words_of

from .finding import Finding, Kind
from .quantities import Quantity, bounding_words, quantities
from .ratios import ratios
from .units import Unit

ROUNDING = 0.02
"""Relative error that converting a unit may bring ("100 metres" for "109 yards")."""
PARTS, SHARE_ROUNDING = 100, 0.01
"""Per cent of a whole, and by how much a fraction in words may differ from a share in per cent."""
BEYOND = 2.0
"""How many times over a number may exceed the bound that "more than" sets for it."""

MOST = 40
"""Numbers of a text whose places are compared; what has more is a table."""
OF_ONE_KIND = 1000
"""How many times over one count of things may exceed another that may stand in its place."""


def check_numbers(
    claim: str, evidence: Sequence[str], language: str, skip: Sequence[tuple[int, int]] = ()
) -> Iterator[Finding]:
    """Yield the quantities of ``claim`` that no evidence bears out; those inside ``skip`` are left alone.

    A quantity is borne out by one of the same value in the same unit, or in a unit of the same dimension
    after conversion. Rounding is allowed where the claim rounds ("1.2 million" for 1,234,567; "about 300"
    for 312), and "more than", "up to" and the like hold for what lies on their side of the number.
    """
    asked = [
        one
        for one in quantities(claim, language)
        if not any(start < one.end and one.start < end for start, end in skip)
    ]
    if not asked:
        return
    alike: dict[tuple[object, ...], Quantity] = {}  # a table has the same number a thousand times
    for text in evidence:
        as_year = _as_year(text, language)
        for one in quantities(text, language):
            called = _is_called(text, one)
            told = one.value, one.exact, one.unit, one.bound, one.form, called, one in as_year
            alike.setdefault(told, one)
    stated = [*alike.values(), *(one for text in evidence for one in ratios(text, language))]
    shares = [one for one in ratios(claim, language) if any(_bears_out(other, one) for other in stated)]
    years = {id(one) for (*_, year), one in alike.items() if year}
    counting = [one for (*_, called, _), one in alike.items() if not called]
    for quantity in asked:
        counts = quantity.form == "cardinal"  # "in 2016 people voted" counts nobody
        if any(one.start <= quantity.start < one.end for one in shares):
            continue
        if _is_listed(claim, quantity, language) or _is_spelt(claim, quantity, evidence, language):
            continue
        bearing = [o for o in stated if _bears_out(o, quantity) and not (counts and id(o) in years)]
        if not bearing or _is_other_day(claim, quantity, evidence, language):
            beside = stated if _is_called(claim, quantity) else counting
            yield _finding(
                claim, quantity, beside, _counted_otherwise(claim, quantity, evidence, language), language
            )
        elif quantity.unit and not _measured(quantity.unit, bearing, stated):
            written = claim[quantity.start : quantity.end]
            message = f"the cited passages do not give {written} in {quantity.unit.name}s"
            yield Finding("unit", quantity.start, quantity.end, written, message)
        elif all(_crosses(other, quantity) for other in bearing) and not _is_bounded(
            claim, quantity, evidence, language
        ):
            written = claim[quantity.start : quantity.end]
            message = f"the cited passages bound {written} from the other side"
            yield Finding("number", quantity.start, quantity.end, written, message, contradicted=True)
        elif not quantity.unit and _said_of_another(claim, quantity, evidence, language):
            written = claim[quantity.start : quantity.end]
            message = f"the cited passages give {written} to something else"
            yield Finding("number", quantity.start, quantity.end, written, message, contradicted=True)
        elif (instead := _counted_otherwise(claim, quantity, evidence, language)) is not None:
            written = claim[quantity.start : quantity.end]
            counted = _show_like(instead, written, language)
            message = f"the cited passages say {counted} here; {written} is said of something else"
            yield Finding("number", quantity.start, quantity.end, written, message, contradicted=True)


def _is_called(text: str, quantity: Quantity) -> bool:
    """Tell whether a number is a part of a name, as 200 in "A320-200": it counts nothing."""
    return bool(_CALLED.search(text, max(0, quantity.start - 12), quantity.start))


_CALLED = re.compile(r"[^\W\d_]\d+[-–]$")


def _is_listed(claim: str, quantity: Quantity, language: str) -> bool:
    """Tell whether a claim goes on to list as many things as it counts: "the four tools – A, B, C and D"."""
    if quantity.form != "cardinal" or quantity.unit is not None or not 2 <= quantity.value <= LONGEST_LIST:
        return False
    listed = _LIST.match(claim, quantity.end)
    if listed is None:
        return False
    items = [item for item in _items(language).split(listed.group(1)) if item.strip()]
    return len(items) == quantity.value


LONGEST_LIST = 12
"""Things of the longest list that is counted."""
_LIST = later(r"[^,;:.–—()]{1,50}?(?::| [-–—]) ([^;:.–—]{3,300}?)(?= [-–—] |[.;:]|$)")


@cache
def _items(language: str) -> re.Pattern[str]:
    """Fit what stands between the items of a list."""
    return re.compile(rf",? (?:&|{alternatives(words(language, 'clauses.joining')) or NOTHING}) |, ")


def _is_spelt(claim: str, quantity: Quantity, evidence: Sequence[str], language: str) -> bool:
    """Tell whether a text has a number in the same larger figure, or as a word that is mostly a pronoun.

    "4/6", "2018–19" where the text has "2018-2019", "1 in 12" for "one in 12".
    """
    if quantity.value == 1 and quantity.unit is None and quantity.form == "cardinal":
        return any(_has_unity(text, language) for text in evidence)
    return is_in_a_figure(claim, quantity.start, evidence)


def is_in_a_figure(claim: str, start: int, evidence: Sequence[str]) -> bool:
    """Tell whether a number of a claim is part of a figure of several that a text has as it is: "3–1"."""
    figures = _figures(claim)
    at = bisect_right(figures, start, key=lambda figure: figure.start) - 1
    if at < 0 or start >= figures[at].end:
        return False
    return any(figures[at].parts in _figures_told(text) for text in evidence)


class _Figure(NamedTuple):
    """A figure of several parts, such as "4/6", and where it stands."""

    start: int
    end: int
    parts: tuple[str, ...]


@lru_cache(maxsize=8192)
def _figures(text: str) -> tuple[_Figure, ...]:
    return tuple(_Figure(*match.span(), _parts_of(match.group())) for match in _JOINED.finditer(text))


@lru_cache(maxsize=8192)
def _figures_told(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(figure.parts for figure in _figures(text))


def _parts_of(figure: str) -> tuple[str, ...]:
    """Part a figure; of two years the second may be cut short."""
    mark = next(sign for sign in figure if not sign.isdigit())
    first, *others = re.split(r"[/–—-]", figure)
    others = [
        first[: len(first) - len(one)] + one if len(first) == 4 and mark != "/" else one for one in others
    ]
    return ("/" if mark == "/" else "-", first, *others)


_JOINED = later(r"(?<![\w/])\d{1,4}(?:/\d{1,4}|[–—-]\d{1,4})(?![\w/])")


@lru_cache(maxsize=8192)
def _has_unity(text: str, language: str) -> bool:
    return not _unity(language).isdisjoint(words_of(text).lower)


@cache
def _unity(language: str) -> frozenset[str]:
    return frozenset(word for word, value in table(language, "quantities.ones").items() if value == 1)


def _is_bounded(claim: str, quantity: Quantity, evidence: Sequence[str], language: str) -> bool:
    """Tell whether a passage has the very word that bounds a number: "a minimum purchase of $3,000"."""
    bounding = content_of(bounding_words(claim, quantity), language)
    return bool(bounding) and any(
        bounding <= content_of(text, language)
        and any(_bears_out(other, quantity) for other in quantities(text, language))
        for text in evidence
    )


@lru_cache(maxsize=1024)
def _as_year(text: str, language: str) -> frozenset[Quantity]:
    """Return the quantities of a text that what stands before them makes years."""
    lead = _year_lead(language)
    return frozenset(
        each
        for each in quantities(text, language)
        if each.form == "year" and lead.search(text, max(0, each.start - 12), each.start)
    )


def _measured(unit: Unit, bearing: Sequence[Quantity], stated: Sequence[Quantity]) -> bool:
    """Tell whether the number has a unit in the evidence, or this unit stands by another number there.

    Years go without saying: people of 12 are 12 years old.
    """
    named = [other.unit.name for other in stated if other.unit]
    return any(other.unit for other in bearing) or unit.name in (*named, "year")


def _is_other_day(claim: str, quantity: Quantity, evidence: Sequence[str], language: str) -> bool:
    """Tell whether a number stands behind the name of a month, where no evidence has it."""
    month = _month(language).search(claim, max(0, quantity.start - 12), quantity.start)
    if month is None or quantity.form != "cardinal" or quantity.unit:
        return False
    written = re.compile(
        rf"\b{month.group(1)}\w*\.? {claim[quantity.start : quantity.end]}(?!\d)", re.IGNORECASE
    )
    return not any(written.search(text) for text in evidence)


@cache
def _month(language: str) -> re.Pattern[str]:
    """Fit a month, in full or cut short, before its day; English months stand in texts of any language."""
    months = (*words("en", "calendar.months"), *words(language, "calendar.months"))
    return re.compile(rf"\b({alternatives(month[:3].capitalize() for month in months)})[^\W\d_]*\.? $")


@cache
def _year_lead(language: str) -> re.Pattern[str]:
    """Fit what makes the number behind it a year: "in", "since"."""
    leads = (*words("en", "dates.year_only"), *words(language, "dates.year_only"))
    return re.compile(rf"\b(?:{alternatives(leads)}) $", re.IGNORECASE)


def _crosses(stated: Quantity, claimed: Quantity) -> bool:
    """Tell whether the claim says "more than" where the evidence says "less than", or the number itself."""
    bounds = {stated.bound, claimed.bound}
    opposed = bounds in ({"more", "less"}, {"more", "nearly"})
    one_sided = stated.bound == "" and claimed.bound in ("more", "less")
    return stated.value == claimed.value and (opposed or one_sided)


def _bears_out(stated: Quantity, claimed: Quantity) -> bool:
    value = stated.value
    slack = 0.0
    if stated.unit is not None and claimed.unit is None and _is_share(stated, claimed):
        return abs(value / PARTS - claimed.value) <= SHARE_ROUNDING
    if claimed.unit is not None and stated.unit is None and _is_share(claimed, stated):
        return abs(value - claimed.value / PARTS) <= SHARE_ROUNDING
    if stated.unit and claimed.unit and stated.unit.name != claimed.unit.name:
        if stated.unit.dimension != claimed.unit.dimension:
            return False
        value *= stated.unit.factor / claimed.unit.factor
        slack = ROUNDING * value
    if abs(value - claimed.value) <= slack + 1e-9 * abs(claimed.value):
        return True
    if stated.form == "ordinal" or claimed.form in ("ordinal", "year"):
        return False
    if claimed.bound in ("about", "nearly"):
        return value >= 10 and math.isclose(_rounded(value, claimed.value), claimed.value)
    if claimed.bound == "more":
        return claimed.value <= value <= BEYOND * claimed.value
    if claimed.bound == "less":
        return claimed.value / BEYOND <= value <= claimed.value
    rounded = claimed.exact > 1 or claimed.exact < 1
    return rounded and abs(value - claimed.value) <= claimed.exact / 2


def _is_share(percent: Quantity, fraction: Quantity) -> bool:
    """Tell whether one is in per cent and the other a fraction in words: "two-thirds"."""
    named = percent.unit is not None and percent.unit.dimension == "share"
    return named and 0 < fraction.value < 1


def _said_of_another(claim: str, quantity: Quantity, evidence: Sequence[str], language: str) -> bool:
    """Tell whether the evidence gives the number to another deed or place, and another one to the claim's.

    "Killed 9 people and injured 52" does not bear out that 52 were killed; "in A 820 houses, in B 75" does
    not bear out 820 in B.
    """
    texts = (claim, *evidence)
    if quantity.form != "cardinal" or any(len(quantities(text, language)) > MOST for text in texts):
        return False
    mine = _leading(claim, quantity.start, language)
    found = False
    for text in evidence:
        others = [(other, _leading(text, other.start, language)) for other in quantities(text, language)]
        if mine is None or any(_bears_out(other, quantity) and lead == mine for other, lead in others):
            return False
        away = any(_bears_out(other, quantity) and lead not in (None, mine) for other, lead in others)
        here = any(
            lead == mine and other.form == "cardinal" and not other.unit and _comparable(other, quantity)
            for other, lead in others
        )
        found = found or (away and here)
    return found


@lru_cache(maxsize=32768)
def _leading(text: str, start: int, language: str) -> str | None:
    """Return the stem of the content word right before a number, None where there is none near."""
    before = _CLAUSE_BEFORE.search(text, max(0, start - 24), start)
    found = content_stems(before.group(), language) if before else []
    return found[-1] if found else None


_CLAUSE_BEFORE = re.compile(r"[^,;:.()\d]*$")


def _counted_otherwise(
    claim: str, quantity: Quantity, evidence: Sequence[str], language: str
) -> Quantity | None:
    """Return how many the evidence has of what the claim counts, if it has this number of other things only.

    The thing is the first content word behind a number: "30 killed, 300 injured".
    """
    thing = _thing(claim, quantity.end, language)
    if thing is None or quantity.form != "cardinal":
        return None
    instead = None
    for text in evidence:
        for other in (*ratios(text, language), *quantities(text, language)):
            counted = _thing(text, other.end, language)
            if _bears_out(other, quantity):
                if counted is None or counted == thing:
                    return None
            elif counted == thing and other.form == "cardinal" and _comparable(other, quantity):
                instead = instead or other
    return instead


def _comparable(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((one.value, other.value))
    return low > 0 and high / low <= OF_ONE_KIND


@lru_cache(maxsize=32768)
def _thing(text: str, end: int, language: str) -> str | None:
    behind = _CLAUSE.match(text, end)
    found = content_stems(behind.group(), language)[:1] if behind else []
    return found[0] if found else None


_CLAUSE = re.compile(r"[^,;:.()\d]{0,40}")


def _rounded(value: float, like: float) -> float:
    """Round ``value`` to as many significant digits as ``like`` has."""
    digits = len(f"{like:.0f}".rstrip("0")) or 1
    return float(f"{value:.{digits - 1}e}") if math.isfinite(value) else value


def _finding(
    claim: str, quantity: Quantity, stated: Sequence[Quantity], instead: Quantity | None, language: str
) -> Finding:
    """Return what a number that no passage bears out is told by: ``instead`` counts the same things."""
    written = claim[quantity.start : quantity.end]
    same = [other for other in stated if math.isclose(other.value, quantity.value)]
    if same and quantity.unit:
        other = next((one for one in same if one.unit), None)
        if other and other.unit:
            message = f"the cited passages say {other.unit.name}, not {quantity.unit.name}, of {written}"
            return Finding("unit", quantity.start, quantity.end, written, message, contradicted=True)
    kind: Kind = "date" if quantity.form == "year" else "number"
    name = {"year": "year", "ordinal": "place", "cardinal": "number"}[quantity.form]
    near = nearest(quantity, stated)
    beside = (
        f"; the nearest {name} is {_show_like(near, written, language)}"
        if near and _is_near(near, quantity)
        else ""
    )
    if instead:
        message = f"the cited passages say {_show_like(instead, written, language)}, not {written}"
    else:
        message = f"no cited passage has the {name} {written}{beside}"
    told, vague = near is not None, not (instead or beside)
    return Finding(kind, quantity.start, quantity.end, written, message, contradicted=told, vague=vague)


def _is_near(one: Quantity, other: Quantity) -> bool:
    """Tell whether naming a number beside another helps to see which was meant."""
    low, high = sorted((one.value, other.value))
    return one.form == "year" or (low > 0 and high / low <= NEAR)


NEAR = 10
"""How many times over a number named beside another may exceed it."""


def nearest(quantity: Quantity, stated: Sequence[Quantity]) -> Quantity | None:
    """Return the stated quantity of the same form and a fitting unit that is nearest by ratio."""
    dimension = quantity.unit.dimension if quantity.unit else None
    fitting = [
        other
        for other in stated
        if other.form == quantity.form
        and (other.unit.dimension if other.unit else None) == dimension
        and other.value > 0
    ]
    if not fitting or quantity.value <= 0:
        return None
    return min(fitting, key=lambda other: abs(math.log(other.value) - math.log(quantity.value)))


def _show_like(quantity: Quantity, written: str, language: str) -> str:
    """Show a number beside one that is ``written`` so: as a word beside a word."""
    small = {value: word for word, value in table(language, "numbers.small").items()}
    plain = quantity.unit is None and quantity.form == "cardinal" and not any(map(str.isdigit, written))
    return small.get(quantity.value, _show(quantity)) if plain else _show(quantity)


def _show(quantity: Quantity) -> str:
    value = (
        f"{quantity.value:,.2f}".rstrip("0").rstrip(".") if quantity.value < 1e15 else f"{quantity.value:g}"
    )
    if quantity.form == "year":
        value = value.replace(",", "")
    unit = quantity.unit.name if quantity.unit else ""
    return f"{value} {unit}".strip()
