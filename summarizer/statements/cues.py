"""Cues of negation: the words of a language that deny, once for all who ask."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from summarizer.languages import knows, pattern, words
from summarizer.text.remembered import Remembered
from summarizer.text.words import words_of


@cache
def cues(language: str) -> frozenset[str]:
    """Return the words that negate the clause they stand in."""
    return frozenset(words(language, "negation.cues"))


def is_known(language: str) -> bool:
    """Tell whether it is known how a language says no; where it is not, a denial passes for its contrary."""
    return knows(language, "negation.cues") or knows(language, "negation.signs")


UNKNOWN = "how this language says no is not known, so that a denial may have been overlooked"
"""Why nothing in such a language is more than partly supported."""


def denies(word: str, language: str) -> bool:
    """Tell whether a word in lower case negates, by itself, by its ending or by how it begins."""
    return _denies_in(language)[word]


def _denies(word: str, language: str) -> bool:
    if word in cues(language):
        return True
    beginnings, endings, signs = _affixes(language)
    plain = word.replace("’", "'")
    return (
        (bool(endings) and plain.endswith(endings))
        or (bool(beginnings) and plain.startswith(beginnings))
        or (signs is not None and signs.search(word) is not None)
    )


@lru_cache(maxsize=8192)
def denying(text: str, language: str) -> tuple[int, ...]:
    """Return which words of a text negate (`denies`), by their place among its words."""
    found = [*map(_denies_in(language).__getitem__, words_of(text).lower)]
    return tuple([at for at, one in enumerate(found) if one]) if True in found else ()


@cache
def _denies_in(language: str) -> Remembered[bool]:
    return Remembered(lambda word: _denies(word, language))


@cache
def _affixes(language: str) -> tuple[tuple[str, ...], tuple[str, ...], re.Pattern[str] | None]:
    signs = pattern(language, "negation.signs")
    return (
        words(language, "negation.beginnings"),
        words(language, "negation.endings"),
        re.compile(signs) if signs else None,
    )
