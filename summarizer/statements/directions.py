"""Directions: "back to the port" against "out of the port"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.languages import words
from summarizer.records import dataclass
from summarizer.text.language import stem, stop_words
from summarizer.text.later import later
from summarizer.text.words import content_of, words_of

from .finding import Finding
from .quantities import Quantity, quantities


def check_directions(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the places of ``claim`` that every passage has on the other end of the way of the same thing."""
    claimed = _ways(claim, language)
    if not claimed:
        return
    sides: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for text in passages:
        for way in _ways(text, language):
            sides.setdefault((way.goes, way.place), set()).add(way.side)
    for way in claimed:
        pair, end = way.side
        if sides.get((way.goes, way.place)) == {(pair, 1 - end)}:
            first, last = way.start, way.end
            written = claim[first:last]
            message = f"the cited passages say the opposite of “{written}”"
            yield Finding("opposite", first, last, written, message, contradicted=True)


def check_journeys(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the way of ``claim`` from one place or number to another that the passages have the other way."""
    claimed = _journeys(claim, language)
    there = [one for text in passages for one in _journeys(text, language)] if claimed else []
    for mine in claimed:
        same = any(mine.origin & one.origin or mine.end & one.end for one in there)
        back = any(mine.origin & one.end and mine.end & one.origin for one in there)
        if back and not same:
            written = claim[mine.start : mine.last]
            message = f"the cited passages have “{written}” the other way round"
            yield Finding("role", mine.start, mine.last, written, message, contradicted=True)


@dataclass(frozen=True, slots=True)
class _Journey:
    """The words with capitals or all content words, or the number, of where a thing comes from and goes."""

    origin: frozenset[str]
    end: frozenset[str]
    start: int
    last: int


REACH = 6
"""Words between "from" and "to", and of what stands behind "to"."""


@lru_cache(maxsize=2048)
def _journeys(text: str, language: str) -> tuple[_Journey, ...]:
    """Return what goes from one named place to another: "from the city of Orme to Vell"."""
    known, own = _directions(language), words_of(text)
    if known.keys().isdisjoint(own.lower):
        return ()
    found = [(text[start:end], start, end) for start, end in own.spans]
    sides = [known.get(word) for word in own.lower]
    made = []
    for at, side in enumerate(sides):
        if side is None or side[1] != 1:
            continue
        to = next(
            (i for i in range(at + 1, min(len(found), at + REACH + 1)) if sides[i] == (side[0], 0)), None
        )
        if to is None:
            continue
        behind = to + 1
        while behind < min(len(found), to + REACH) and sides[behind] is None:
            if text[found[behind - 1][2] : found[behind][1]] != " ":
                break
            behind += 1
        named = [
            frozenset(word for word, _, _ in found[a:b] if word[0].isupper())
            for a, b in ((at + 1, to), (to + 1, behind))
        ]
        if not any(named):
            named = [
                content_of(text[found[a][1] : found[b - 1][2]], language)
                for a, b in ((at + 1, to), (to + 1, behind))
                if a < b
            ]
        if len(named) > 1 and all(named):
            made.append(_Journey(named[0], named[1], found[at][1], found[behind - 1][2]))
    return (*made, *_steps(text, known, language))


def _steps(text: str, known: Mapping[str, tuple[int, int]], language: str) -> Iterator[_Journey]:
    """Yield what goes from one number to another: "cut from 2.4 to 1.9 per cent"."""
    for one, other in pairwise(quantities(text, language)):
        ends = [(known.get(word), start) for word, start in (_before(text, one), _before(text, other))]
        (origin, start), (goal, _) = ends
        if origin and goal and origin[0] == goal[0] and (origin[1], goal[1]) == (1, 0):
            yield _Journey(frozenset((str(one.value),)), frozenset((str(other.value),)), start, other.end)


def _before(text: str, one: Quantity) -> tuple[str, int]:
    """Return the word that stands right before a quantity, and where it begins; "" for none."""
    before = _LAST.search(text, max(0, one.start - _LONGEST), one.start)
    return (before.group(1).lower(), before.start(1)) if before else ("", one.start)


_LONGEST = 12
_LAST = re.compile(r"([^\W\d_]+)\s[$€£¥]?$")
"""The last word before a number; an endpos counts as the end of the text."""


@dataclass(frozen=True, slots=True)
class _Way:
    """What goes, the pair of prepositions and the end of it, and the place, by their stems."""

    goes: str
    side: tuple[int, int]
    place: str
    start: int
    end: int


@lru_cache(maxsize=2048)
def _ways(text: str, language: str) -> tuple[_Way, ...]:
    """Return each preposition of direction with the content word before it and what it leads to.

    What it leads to is a name or a noun, no verb: "back to Orme", "out of the port". A verb shows by its
    small letter right behind the preposition: "to leave".
    """
    known, between = _directions(language), frozenset(words(language, "directions.between"))
    own = words_of(text)
    bound = tuple(_bound(text, language))
    if known.keys().isdisjoint(own.lower):
        return bound
    stops = stop_words(language)
    found = [(text[start:end], start, end) for start, end in own.spans]
    made = []
    for at, (word, start, _) in enumerate(found):
        side = known.get(word.lower())
        if side is None:
            continue
        place = next((i for i in range(at + 1, len(found)) if found[i][0].lower() not in between), None)
        if place is None or (place == at + 1 and not found[place][0][0].isupper()):
            continue
        written, _, end = found[place]
        going = next((one.lower() for one, _, _ in reversed(found[:at]) if one.lower() not in between), "")
        goes, leads_to = stem([going, written.lower()], language)
        plain = text[start:end].replace(" ", "a").isalpha() and going not in words(
            language, "directions.dating"
        )
        if plain and going and written.lower() not in stops and going not in stops:
            made.append(_Way(goes, side, leads_to, start, end))
    return (*bound, *made)


def _bound(text: str, language: str) -> Iterator[_Way]:
    """Yield what goes where the word before it says with a hyphen: "the Oslo-bound ferry"."""
    leading = words(language, "directions.bound")
    found = _COMPOUND.finditer(text) if leading and "-" in text else ()
    for one in found:
        if one["leads"].lower() in leading:
            goes, place = stem([one["goes"].lower(), one["place"].lower()], language)
            yield _Way(goes, (0, 0), place, one.start(), one.end())


_COMPOUND = later(
    r"(?<![\w-])(?P<place>[^\W\d_]{2,30})[-‑](?P<leads>[^\W\d_]{2,12}) (?P<goes>[^\W\d_]{2,30})"
)


@cache
def _directions(language: str) -> dict[str, tuple[int, int]]:
    pairs = words(language, "directions.pairs")
    return {
        word: (number, end)
        for number, pair in enumerate(pairs)
        for end, side in enumerate(pair.split("|"))
        for word in side.split()
    }
