"""Quantities in a text: numbers in digits or words, with magnitude, unit and bound, normalised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .units import Unit, unit_at

Bound = Literal["", "more", "less", "about", "nearly"]
Form = Literal["cardinal", "ordinal", "year"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """``text[start:end]`` says ``value`` ``unit``; ``exact`` is what its last written digit is worth.

    "1.5 million" has the value 1,500,000 and is exact to 100,000. ``bound`` is what the words before or
    behind the number make of it: "more than", "at most", "about".
    """

    start: int
    end: int
    value: float
    exact: float
    unit: Unit | None = None
    bound: Bound = ""
    form: Form = "cardinal"


@lru_cache(maxsize=8192)
def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Return the quantities of ``text``, in order.

    Digits in any script, with the thousands and decimal marks of the language; number words in English.
    "One" and the ordinals up to "second" are no quantities: they are mostly pronouns.
    """
    found = []
    for start, end, value, exact, form in _numerals(text, language):
        if form == "cardinal":
            value, exact, end = _scaled(text, end, value, exact)
        unit, left, right = unit_at(text, start, end)
        if form == "cardinal" and unit is None and _is_year(text, start, end, value):
            form = "year"
        found.append(Quantity(left, right, value, exact, unit, _bound(text, left, right), form))
    return tuple(found)


_DIGITS = re.compile(
    r"(?<![^\W_])(?<!\d[.,])(\d{1,3}(?:[ \u00a0\u2009\u202f’']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"(st|nd|rd|th)?(?![^\W\d_]{4,})"
)
_COMMA_DECIMAL = frozenset(
    "de fr es it nl pt ru uk pl cs sk da no sv fi tr el hu ro bg sr sl lt et id".split()
)

_ONES = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_WORDS = frozenset((*_ONES, *_TENS, *_SCALES, *_ORDINALS, "dozen"))
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, reverse=True))})\b", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]+")
_LONGEST = 12
"""Words of the longest spoken number: "nine hundred and ninety-nine million …" is cut off there."""
_LINK = re.compile(r"(?: |-|‑| and | & )$")
_FRACTION = re.compile(r"[- ](half|third|quarter|fourth|fifth|tenth)s?\b", re.IGNORECASE)

_MAGNITUDES = {
    "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "m": 10**6, "mn": 10**6, "mln": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12, "dozen": 12,
    "millions": 10**6,
    "billions": 10**9, "millionen": 10**6, "mio": 10**6, "milliarden": 10**9, "mrd": 10**9, "tausend": 1_000,
    "mille": 1_000, "milliards": 10**9, "milliard": 10**9, "mil": 1_000, "millones": 10**6, "millón": 10**6,
    "milioni": 10**6, "miliardi": 10**9, "milhões": 10**6, "miljoen": 10**6, "miljard": 10**9,
}  # fmt: skip
_MAGNITUDE = re.compile(r"[ \u00a0-]?([^\W\d_]{1,9})\b")


_MORE = (
    r"more than|over|at least|above|exceeding|upwards? of|greater than|no (?:fewer|less) than|minimum "
    r"of|beyond|"
    r"better than|mehr als|über|mindestens|plus de|más de|oltre|meer dan"
)
_LESS = (
    r"less than|fewer than|under|below|at most|up to|no more than|as many as|as much as|maximum of|within|"
    r"weniger als|unter|höchstens|moins de|menos de|meno di|minder dan"
)
_ABOUT = (
    r"about|around|approximately|approx\.?|some|roughly|close to|an estimated|estimated|circa|more or less|"
    r"just over|a little (?:over|more than)|slightly (?:over|more than)|~|≈|etwa|rund|ungefähr|environ|unos|"
    r"circa|ongeveer"
)
_NEARLY = (
    r"nearly|almost|just under|a little (?:under|less than)|slightly (?:under|less than)|fast|presque|casi|"
    r"quasi|bijna"
)
_BOUNDS: tuple[Bound, ...] = ("about", "nearly", "more", "less")
_BEFORE = re.compile(
    rf"(?:\b|(?=~|≈))(?:(?P<about>{_ABOUT})|(?P<nearly>{_NEARLY})|(?P<more>{_MORE})|(?P<less>{_LESS}))"
    r"(?: the| an?| these| its)? ?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:\+|[- ]plus\b| ?(?:or|and) (?P<more>more|over|above|older)| or (?P<less>less|fewer|under)| or so\b)"
)


def _numerals(text: str, language: str) -> Iterator[tuple[int, int, float, float, Form]]:
    digits = [
        (m.start(), m.end(), *_digits(m.group(1), language), m.group(2)) for m in _DIGITS.finditer(text)
    ]
    found: list[tuple[int, int, float, float, Form]] = [
        (start, end, value, exact, "ordinal" if suffix else "cardinal")
        for start, end, value, exact, suffix in digits
    ]
    if language == "en":
        found.extend(_worded(text))
    yield from sorted(found)


def _digits(written: str, language: str) -> tuple[float, float]:
    plain = re.sub(r"[ \u00a0\u2009\u202f’']", "", written)
    decimal = "," if language in _COMMA_DECIMAL else "."
    thousands = "." if decimal == "," else ","
    if thousands in plain:
        groups = plain.split(decimal)[0].split(thousands)
        if all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3:
            plain = plain.replace(thousands, "")
        elif decimal not in plain and len(groups) == 2:
            plain, decimal = plain.replace(thousands, "."), "."
    parts = plain.replace(decimal, ".").split(".")
    if len(parts) > 2:
        parts = ["".join(parts)]
    number = ".".join("".join(str(int(char)) for char in part if char.isdecimal()) for part in parts)
    return float(number), 10.0 ** -len(parts[1]) if len(parts) == 2 else 1.0


def _worded(text: str) -> Iterator[tuple[int, int, float, float, Form]]:
    if _WORDS.isdisjoint(_LETTERS.findall(text.lower())):  # most texts, in a fifth of the time
        return
    run: list[re.Match[str]] = []
    for match in _NUMBER_WORD.finditer(text):
        if run and (len(run) == _LONGEST or not _LINK.match(text[run[-1].end() : match.start()])):
            yield from _spoken(text, run)
            run = []
        run.append(match)
    if run:
        yield from _spoken(text, run)


def _spoken(text: str, run: list[re.Match[str]]) -> Iterator[tuple[int, int, float, float, Form]]:
    """Read a run of number words; "and" between two whole numbers ("two and three") parts them."""
    total = current = 0
    start = run[0].start()
    last = ""
    form: Form = "cardinal"
    for at, match in enumerate(run):
        word = match.group().lower()
        after = run[at + 1].group().lower() if at + 1 < len(run) else ""
        joined = at == 0 or _continues(last, word, after, text[run[at - 1].end() : match.start()])
        if not joined:
            yield from _finished(text, start, run[at - 1].end(), total + current, form, last)
            total = current = 0
            start, form = match.start(), "cardinal"
        if word in _SCALES:
            if at == 0 and re.search(r"[\d][ -]$", text[: match.start()]):
                return
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] > 100:
                total, current = total + current, 0
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word in _ORDINALS:
            current, form = current + _ORDINALS[word], "ordinal"
        else:
            current += _ONES.get(word, _TENS.get(word, 0))
        last = word
    yield from _finished(text, start, run[-1].end(), total + current, form, last)


def _continues(last: str, word: str, after: str, between: str) -> bool:
    if word in _SCALES or word == "dozen":
        return last not in _ORDINALS and "and" not in between
    if last in _SCALES:  # "one hundred and two hundred" are two numbers
        return _SCALES.get(after, 0) < _SCALES[last]
    small = word in _ORDINALS or _ONES.get(word, 99) < 10
    return last in _TENS and small and between in ("-", " ", "‑")


def _finished(
    text: str, start: int, end: int, value: int, form: Form, last: str
) -> Iterator[tuple[int, int, float, float, Form]]:
    fraction = _FRACTION.match(text, end)
    if form == "cardinal" and fraction and fraction.group(1).lower() in _FRACTIONS and value < 100:
        yield start, fraction.end(), value / _FRACTIONS[fraction.group(1).lower()], 0.01, "cardinal"
    elif form == "ordinal" and value and last in _FRACTIONS and start != end and " " in text[start:end]:
        return
    elif text[max(0, start - 7) : start].lower() == "half a ":
        yield start - 7, end, value / 2, 1.0, form
    elif value >= 2 and not (text[start:end].lower() in _SCALES and text[end : end + 1] == "s"):
        yield start, end, float(value), 1.0, form


def _scaled(text: str, end: int, value: float, exact: float) -> tuple[float, float, int]:
    match = _MAGNITUDE.match(text, end)
    if match:
        word = match.group(1)
        scale = _MAGNITUDES.get(word.lower())
        spaced = match.start(1) > end
        if scale and (len(word) > 1 or (not spaced and word in "kKmMbB")):
            return value * scale, exact * scale, match.end()
    return value, exact, end


def _is_year(text: str, start: int, end: int, value: float) -> bool:
    return end - start == 4 and text[start:end].isdigit() and 1500 <= value <= 2100


def _bound(text: str, start: int, end: int) -> Bound:
    before = _BEFORE.search(text, max(0, start - 28), start)
    if before:
        return next(bound for bound in _BOUNDS if before[bound])
    behind = _BEHIND.match(text, end)
    if behind:
        return "less" if behind["less"] else "about" if behind.group().startswith(" or so") else "more"
    return ""
