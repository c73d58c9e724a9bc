"""Quantities in a text: numbers in digits or words, with magnitude, unit and bound, normalised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal

from summarizer.languages import ANY, alternatives, everywhere, known, knows, merged, pattern, table, words
from summarizer.records import dataclass

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


@cache
def _written() -> re.Pattern[str]:
    """Fit a number in digits with the ending of an ordinal, if any."""
    endings = alternatives(words("en", "calendar.ordinals"))
    return re.compile(
        r"(?<![^\W_])(?<!\d[.,])(\d{1,3}(?:[ \u00a0\u2009\u202f’']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
        rf"({endings})?(?![^\W\d_]{{4,}})"
    )


_LETTERS = re.compile(r"[a-z]+")
_LONGEST = 12
"""Words of the longest spoken number: "nine hundred and ninety-nine million …" is cut off there."""
_MAGNITUDE = re.compile(r"[ \u00a0-]?([^\W\d_]{1,9})\b")


_BOUNDS: tuple[Bound, ...] = ("about", "nearly", "more", "less")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The number words of a language, with the patterns that find them and a denominator behind them."""

    ones: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]
    groups: Mapping[str, int]
    words: frozenset[str]
    word: re.Pattern[str]
    fraction: re.Pattern[str]
    half: re.Pattern[str]
    joining: frozenset[str]
    link: re.Pattern[str]


@cache
def _spoken_in(language: str) -> _Spoken | None:
    """Return the number words of a language, None where they are not known."""
    if not knows(language, "quantities.ones"):
        return None
    keys = ("ones", "tens", "scales", "ordinals", "fractions", "groups")
    ones, tens, scales, ordinals, fractions, groups = (table(language, f"quantities.{key}") for key in keys)
    joining = words(language, "quantities.joining")
    found = frozenset((*ones, *tens, *scales, *ordinals, *groups))
    return _Spoken(
        ones,
        tens,
        scales,
        ordinals,
        fractions,
        groups,
        found,
        re.compile(rf"\b(?:{'|'.join(sorted(found, reverse=True))})\b", re.IGNORECASE),
        re.compile(rf"[- ]({'|'.join(fractions)})s?\b", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{alternatives(words(language, 'quantities.half'))}) $", re.IGNORECASE),
        frozenset(joining),
        re.compile(rf"(?: |-|‑| (?:&|{alternatives(joining)}) )$"),
    )


def numerals(language: str) -> tuple[str, ...]:
    """Return regular expressions of which one fits where a sentence has a quantity."""
    spoken = _spoken_in(language)
    return (_written().pattern, *((spoken.word.pattern,) if spoken else ()))


def is_number_word(word: str, language: str) -> bool:
    """Tell whether a word in lower case is a number."""
    spoken = _spoken_in(language)
    return spoken is not None and word in spoken.words


@cache
def _magnitudes() -> dict[str, int]:
    """Return what multiplies the digits before it, in any language."""
    return {word: int(times) for word, times in merged("quantities.magnitudes").items()}


@cache
def _before() -> re.Pattern[str]:
    """Return what bounds the number behind it, in any language."""
    groups = []
    for bound in _BOUNDS:
        codes = ("en", *(code for code in known(f"quantities.{bound}") if code != "en"), ANY)
        found = "|".join(inside for code in codes if (inside := pattern(code, f"quantities.{bound}")))
        groups.append(f"(?P<{bound}>{found})")
    return re.compile(rf"(?:\b|(?=~|≈))(?:{'|'.join(groups)})(?: the| an?| these| its)? ?$", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    """Return what bounds the number before it, in any language."""
    groups = (
        f"(?P<{bound}>{everywhere(f'quantities.{bound}_behind')})" for bound in ("more", "less", "about")
    )
    return re.compile("|".join(groups))


def _numerals(text: str, language: str) -> Iterator[tuple[int, int, float, float, Form]]:
    digits = [
        (m.start(), m.end(), *_digits(m.group(1), language), m.group(2)) for m in _written().finditer(text)
    ]
    found: list[tuple[int, int, float, float, Form]] = [
        (start, end, value, exact, "ordinal" if suffix else "cardinal")
        for start, end, value, exact, suffix in digits
    ]
    if (spoken := _spoken_in(language)) is not None:
        found.extend(_worded(text, spoken))
    yield from sorted(found)


def _digits(written: str, language: str) -> tuple[float, float]:
    plain = re.sub(r"[ \u00a0\u2009\u202f’']", "", written)
    decimal = "," if knows(language, "quantities.decimal_comma") else "."
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


def _worded(text: str, spoken: _Spoken) -> Iterator[tuple[int, int, float, float, Form]]:
    if spoken.words.isdisjoint(_LETTERS.findall(text.lower())):  # most texts, in a fifth of the time
        return
    run: list[re.Match[str]] = []
    for match in spoken.word.finditer(text):
        if run and (len(run) == _LONGEST or not spoken.link.match(text[run[-1].end() : match.start()])):
            yield from _read_run(text, run, spoken)
            run = []
        run.append(match)
    if run:
        yield from _read_run(text, run, spoken)


def _read_run(
    text: str, run: list[re.Match[str]], spoken: _Spoken
) -> Iterator[tuple[int, int, float, float, Form]]:
    """Read a run of number words; "and" between two whole numbers ("two and three") parts them."""
    total = current = 0
    start = run[0].start()
    last = ""
    form: Form = "cardinal"
    for at, match in enumerate(run):
        word = match.group().lower()
        after = run[at + 1].group().lower() if at + 1 < len(run) else ""
        joined = at == 0 or _continues(last, word, after, text[run[at - 1].end() : match.start()], spoken)
        if not joined:
            yield from _finished(text, start, run[at - 1].end(), total + current, form, last, spoken)
            total = current = 0
            start, form = match.start(), "cardinal"
        if word in spoken.scales:
            if at == 0 and re.search(r"[\d][ -]$", text[: match.start()]):
                return
            current = max(current, 1) * spoken.scales[word]
            if spoken.scales[word] > 100:
                total, current = total + current, 0
        elif word in spoken.groups:
            current = max(current, 1) * spoken.groups[word]
        elif word in spoken.ordinals:
            current, form = current + spoken.ordinals[word], "ordinal"
        else:
            current += spoken.ones.get(word, spoken.tens.get(word, 0))
        last = word
    yield from _finished(text, start, run[-1].end(), total + current, form, last, spoken)


def _continues(last: str, word: str, after: str, between: str, spoken: _Spoken) -> bool:
    if word in spoken.scales or word in spoken.groups:
        return last not in spoken.ordinals and spoken.joining.isdisjoint(between.split())
    if last in spoken.scales:  # "one hundred and two hundred" are two numbers
        return spoken.scales.get(after, 0) < spoken.scales[last]
    small = word in spoken.ordinals or spoken.ones.get(word, 99) < 10
    return last in spoken.tens and small and between in ("-", " ", "‑")


def _finished(
    text: str, start: int, end: int, value: int, form: Form, last: str, spoken: _Spoken
) -> Iterator[tuple[int, int, float, float, Form]]:
    fraction = spoken.fraction.match(text, end)
    if form == "cardinal" and fraction and fraction.group(1).lower() in spoken.fractions and value < 100:
        yield start, fraction.end(), value / spoken.fractions[fraction.group(1).lower()], 0.01, "cardinal"
    elif form == "ordinal" and value and last in spoken.fractions and start != end and " " in text[start:end]:
        return
    elif half := spoken.half.search(text, max(0, start - 16), start):
        yield half.start(), end, value / 2, 1.0, form
    elif value >= 2 and not (text[start:end].lower() in spoken.scales and text[end : end + 1] == "s"):
        yield start, end, float(value), 1.0, form


def _scaled(text: str, end: int, value: float, exact: float) -> tuple[float, float, int]:
    match = _MAGNITUDE.match(text, end)
    if match:
        word = match.group(1)
        scale = _magnitudes().get(word.lower())
        spaced = match.start(1) > end
        if scale and (len(word) > 1 or (not spaced and word in "kKmMbB")):
            return value * scale, exact * scale, match.end()
    return value, exact, end


def _is_year(text: str, start: int, end: int, value: float) -> bool:
    return end - start == 4 and text[start:end].isdigit() and 1500 <= value <= 2100


def bounding_words(text: str, quantity: Quantity) -> str:
    """Return the words before a quantity that bound it, "" where there are none."""
    found = _before().search(text, max(0, quantity.start - 28), quantity.start)
    return found.group() if found else ""


def _bound(text: str, start: int, end: int) -> Bound:
    before = _before().search(text, max(0, start - 28), start)
    if before:
        return next(bound for bound in _BOUNDS if before[bound])
    behind = _behind().match(text, end)
    return next((bound for bound in _BOUNDS if behind.groupdict().get(bound)), "") if behind else ""
