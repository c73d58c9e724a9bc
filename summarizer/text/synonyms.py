"""Synonyms: words of one sense, in the groups of a language's file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from summarizer.languages import words

from .language import stem


def meant(stems: Iterable[str], language: str) -> frozenset[int]:
    """Return the numbers of all groups that one of the stems is in."""
    known = _groups(language)
    return frozenset[int]().union(*(known[one] for one in stems if one in known))


def synonymous(one: str, other: str, language: str) -> bool:
    """Tell whether two stems stand in one group."""
    known = _groups(language)
    return one in known and not known[one].isdisjoint(known.get(other, ()))


@cache
def exact(language: str) -> frozenset[str]:
    """Return the stems that only words of their groups say, no narrower one: who is shot may live."""
    return frozenset(stem(words(language, "synonyms.exact"), language))


@cache
def _groups(language: str) -> dict[str, frozenset[int]]:
    """Return the groups that each stem is in."""
    return numbered(words(language, "synonyms.groups"), language)


def numbered(groups: Iterable[str], language: str) -> dict[str, frozenset[int]]:
    """Return the stems of the words of some groups, each with the numbers of the groups that it is in."""
    found: dict[str, set[int]] = {}
    for at, group in enumerate(groups):
        for word in stem(group.split(), language):
            found.setdefault(word, set()).add(at)
    return {word: frozenset(numbers) for word, numbers in found.items()}
