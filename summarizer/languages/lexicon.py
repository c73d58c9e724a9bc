"""What words mean beside each other: synonyms, broader words, opposites and derived ones, by stem.

The English lexicon is made of WordNet 3.0 (Fellbaum 1998) by ``benchmarks/wordnet.py``; its licence stands
in ``WORDNET-LICENSE`` beside it. It is read when it is first asked, and only the lines that are asked for are
taken apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from summarizer.records import dataclass

from .listed import is_listed, listed


@dataclass(frozen=True, slots=True)
class Meanings:
    """The meanings of a word, or of many: their own, broader ones, opposites, and what is derived from them.

    Each is the number of a set of synonyms. ``thing`` tells that a word names a thing rather than a deed, a
    quality or a way of speaking.
    """

    own: frozenset[str] = frozenset()
    broader: frozenset[str] = frozenset()
    opposite: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    thing: bool = False

    def said_by(self, others: Meanings) -> bool:
        """Tell whether one of ``others`` says what this says: a synonym, a derived or a narrower word."""
        return not (
            self.own.isdisjoint(others.own)
            and self.derived.isdisjoint(others.own)
            and self.own.isdisjoint(others.derived)
            and self.own.isdisjoint(others.broader)
        )

    def meets(self, others: Meanings) -> bool:
        """Tell whether one of the two says what the other says."""
        return self.said_by(others) or others.said_by(self)

    def opposes(self, others: Meanings) -> bool:
        """Tell whether one of ``others`` is an opposite of this."""
        return not (self.opposite.isdisjoint(others.own) and self.own.isdisjoint(others.opposite))


NOTHING = Meanings()


def has_lexicon(language: str) -> bool:
    """Tell whether the words of a language have meanings here."""
    return is_listed(language, "wordnet")


@lru_cache(maxsize=32768)
def meanings(stem: str, language: str) -> Meanings:
    """Return what a stem may mean; nothing where it is not known."""
    row = listed(language, "wordnet", stem)
    if row is None:
        return NOTHING
    thing, *sets = row.split("\t")
    found = [frozenset(one.split(" ")) if one else frozenset[str]() for one in sets]
    found += [frozenset()] * (4 - len(found))
    return Meanings(found[0], found[1], found[2], found[3], thing == "n")


def together(stems: Iterable[str], language: str) -> Meanings:
    """Return the meanings of many stems as one; those asked for last are remembered."""
    return _together(frozenset(stems), language)


@lru_cache(maxsize=64)
def _together(stems: frozenset[str], language: str) -> Meanings:
    found = [meanings(stem, language) for stem in stems]
    return Meanings(
        frozenset[str]().union(*(one.own for one in found)),
        frozenset[str]().union(*(one.broader for one in found)),
        frozenset[str]().union(*(one.opposite for one in found)),
        frozenset[str]().union(*(one.derived for one in found)),
    )
