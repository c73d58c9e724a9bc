"""Deeds: one verb in the place of another that tells something else of the same doer."""

from __future__ import annotations

from functools import cache

from summarizer.data import Span
from summarizer.languages import forms, words
from summarizer.languages.lexicon import meanings
from summarizer.text.language import WORD, stem
from summarizer.text.synonyms import synonymous

from .statement import read
from .verbs import bases, verbs

_LANGUAGE = "en"
LONG = 4
"""Letters of the shortest word that is taken for a past form by its ending."""


def other_deed(mine: tuple[str, Span], theirs: tuple[str, Span]) -> bool:
    """Tell whether two texts tell another deed in the place of each other, of one doer and as done; English.

    Each is a text and where the word stands in it. Both must be past forms behind an auxiliary, a pronoun or
    a name, and neither may have a meaning near to one of the other. What only says that something is said is
    no deed here: who says may claim, and who claims may explain.
    """
    one, other = (text[span.start : span.end] for text, span in (mine, theirs))
    if not (_is_done(*mine) and _is_done(*theirs)):
        return False
    first, second = stem([bases().get(one, one), bases().get(other, other)], _LANGUAGE)
    if first[:LONG] == second[:LONG] or not _speaking().isdisjoint((one, other, first, second)):
        return False
    here, there = meanings(first, _LANGUAGE), meanings(second, _LANGUAGE)
    if not here.own or not there.own or synonymous(first, second, _LANGUAGE):
        return False
    ours, instead = ((*found.own, *found.derived, *found.broader) for found in (here, there))
    return set(ours).isdisjoint(instead)


def _is_done(text: str, span: Span) -> bool:
    """Tell whether a word is a past form right behind an auxiliary, a pronoun or a name, or "was doing"."""
    word = text[span.start : span.end]
    before = list(WORD.finditer(text, 0, span.start))[-1:]
    if not (word.islower() and word.isalpha() and before) or text[before[0].end() : span.start] != " ":
        return False
    behind = before[0].group().lower()
    if len(word) > LONG and word.endswith(tuple(words(_LANGUAGE, "outcomes.going"))):
        return behind in words(_LANGUAGE, "outcomes.be")
    if not (word in bases() or word in verbs() or (len(word) > LONG and word.endswith(_past()))):
        return False
    return behind in _before() or any(name.end == before[0].end() for name in read(text).names)


@cache
def _past() -> tuple[str, ...]:
    return tuple(words(_LANGUAGE, "passive.endings"))


@cache
def _before() -> frozenset[str]:
    """Return the words right behind which a past form tells what was done, or was done to somebody."""
    topics = ("outcomes.be", "outcomes.have", "outcomes.subjects")
    return frozenset(word for topic in topics for word in words(_LANGUAGE, topic))


@cache
def _speaking() -> frozenset[str]:
    found = (*forms(_LANGUAGE, "saying.speaking"), *words(_LANGUAGE, "saying.verbs"))
    return frozenset((*found, *stem(found, _LANGUAGE)))
