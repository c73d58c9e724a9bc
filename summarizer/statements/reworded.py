"""The one place in which a sentence has other words than another one, of nearly the same meaning there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from summarizer.languages import words
from summarizer.languages.lexicon import meanings
from summarizer.languages.thesaurus import nearness
from summarizer.text.language import stem, stop_words
from summarizer.text.synonyms import numbered

NEAR = 0.045
"""Nearness of two words of which one may stand in the place of the other where all else is the same."""
THINGS = 0.3
"""The same of the names of two things of one kind: "town" and "city", and not "rain" and "snow"."""


def near_in_place(mine: Sequence[str], theirs: Sequence[str], language: str) -> bool:
    """Tell whether a word of content of nearly the same meaning stands in the place of that of ``mine``.

    Both are words in lower case that stand between the same ones. What is opposite, and what is told apart in
    the language's file, is not near.
    """
    ours, others = (_stems(side, language) for side in (mine, theirs))
    own, instead = ours - others, others - ours
    return len(own) == len(instead) == 1 and all(
        _is_near(one, other, language) for one, other in zip(own, instead, strict=True)
    )


def _stems(side: Iterable[str], language: str) -> frozenset[str]:
    return frozenset(stem([word for word in side if word not in stop_words(language)], language))


def _is_near(one: str, other: str, language: str) -> bool:
    if told_apart(one, other, language):
        return False
    ours, theirs = meanings(one, language), meanings(other, language)
    if ours.opposes(theirs):
        return False
    kinds = (ours.thing or theirs.thing) and not ours.broader.isdisjoint(theirs.broader | theirs.own)
    return nearness(one, other, language) >= (THINGS if kinds else NEAR)


def told_apart(one: str, other: str, language: str) -> bool:
    """Tell whether two stems are words of one field of which none may stand for the other: "red", "blue"."""
    fields = _fields(language)
    return one != other and one in fields and not fields[one].isdisjoint(fields.get(other, ()))


@cache
def _fields(language: str) -> dict[str, frozenset[int]]:
    """Return the fields whose words are told apart that each stem is in."""
    return numbered(words(language, "agreement.apart"), language)
