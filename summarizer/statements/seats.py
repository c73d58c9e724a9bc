"""Seats of government that stand for their country: "Moscow said" of what the Russian ministry said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summarizer.languages import alternatives, pattern, table, words
from summarizer.text.language import WORD

from .names import canonical

REACH = 3
"""Words between the name of a country and who acts for it."""


def stands_for(claim: str, start: int, end: int, evidence: Sequence[str], language: str) -> bool:
    """Tell whether ``claim[start:end]`` says or does something for its country, and evidence has that act.

    Not where it is a place: "in Moscow". In the evidence the country itself is named, or those who act for it
    next to its name; of a country that the claim names, a seat of it that acts there. English only.
    """
    name, acting = claim[start:end], _acting(language)
    if acting is None:
        return False
    seat = table(language, "names.seats").get(name.lower())
    if seat is not None:
        does = acting.match(claim, end) is not None or claim[:start].lower().endswith(_by(language))
        return does and any(_acts(str(seat), text, language) for text in evidence)
    own = _seats(language).get(canonical(name.lower()))
    return own is not None and any(
        acting.match(text, found.end()) for text in evidence for found in own.finditer(text)
    )


def _acts(country: str, text: str, language: str) -> bool:
    lower = [match.group().lower() for match in WORD.finditer(text)]
    organs = frozenset(words(language, "names.organs"))
    return any(
        word == country or not organs.isdisjoint(lower[max(0, at - REACH) : at + REACH + 1])
        for at, word in enumerate(lower)
        if canonical(word) == canonical(country)
    )


@cache
def _acting(language: str) -> re.Pattern[str] | None:
    """Fit what stands behind who acts: " said", "-brokered"."""
    inside, endings = pattern(language, "names.acting"), alternatives(words(language, "passive.endings"))
    return re.compile(rf" (?:{inside})\b|-\w+(?:{endings})\b") if inside else None


@cache
def _by(language: str) -> tuple[str, ...]:
    """Return what stands before who acts: "brokered by "."""
    endings, markers = words(language, "passive.endings"), words(language, "passive.by")
    return tuple(f"{ending} {marker} " for ending in endings for marker in markers)


@cache
def _seats(language: str) -> dict[str, re.Pattern[str]]:
    """Fit the seats of each country, by the form that its name has in common with its people's."""
    found: dict[str, list[str]] = {}
    for seat, country in table(language, "names.seats").items():
        found.setdefault(canonical(str(country)), []).append(seat)
    return {
        country: re.compile(rf"\b(?:{alternatives(seats)})", re.IGNORECASE)
        for country, seats in found.items()
    }
