"""Directions: "back to the port" against "out of the port"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.languages import words
from summarizer.text.language import WORD, stem, stop_words

from .finding import Finding


def check_directions(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the places of ``claim`` that every passage has on the other end of the way of the same thing."""
    sides: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for text in passages:
        for way in _ways(text, language):
            sides.setdefault((way.goes, way.place), set()).add(way.side)
    for way in _ways(claim, language):
        pair, end = way.side
        if sides.get((way.goes, way.place)) == {(pair, 1 - end)}:
            first, last = way.start, way.end
            written = claim[first:last]
            message = f"the cited passages say the opposite of “{written}”"
            yield Finding("opposite", first, last, written, message, contradicted=True)


@dataclass(frozen=True, slots=True)
class _Way:
    """What goes, the pair of prepositions and the end of it, and the place, by their stems."""

    goes: str
    side: tuple[int, int]
    place: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def _ways(text: str, language: str) -> tuple[_Way, ...]:
    """Return each preposition of direction with the content word before it and what it leads to.

    What it leads to is a name or a noun, no verb: "back to Orme", "out of the port". A verb shows by its
    small letter right behind the preposition: "to leave".
    """
    known, between = _directions(language), frozenset(words(language, "directions.between"))
    if not known:
        return ()
    stops = stop_words(language)
    found = [(match.group(), *match.span()) for match in WORD.finditer(text)]
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
    return tuple(made)


@cache
def _directions(language: str) -> dict[str, tuple[int, int]]:
    pairs = words(language, "directions.pairs")
    return {
        word: (number, end)
        for number, pair in enumerate(pairs)
        for end, side in enumerate(pair.split("|"))
        for word in side.split()
    }
