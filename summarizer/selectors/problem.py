"""What a selector is given, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.graph.similarity import SentenceGraph, Vector
from summarizer.records import dataclass

from .concepts import Concepts

SAME = 0.6
"""Cosine from which two sentences are taken to say the same: one of them is enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Choose sentences of high score that do not repeat each other, within a length.

    ``scores`` and ``costs`` are (n,), ``costs`` and ``limit`` in units of the budget. ``words`` (n,)
    is the length in words whatever the unit. ``eligible`` (n,) tells which may be chosen at all.
    ``needs[i]`` is the sentence that must stand before ``i`` for it to be understood, −1 for none.
    ``overfill`` lets the sentence that crosses the limit in. ``worth`` (n,) is what each sentence counts, its
    concepts and its score, 1 as usual. ``apart`` tells whether each document is a matter of its own,
    ``opinions`` whether each holds what somebody thinks of one thing.
    ``asks[i]`` is what sentence ``i`` speaks of as known, ``tells[i]`` what it makes known; both are empty,
    or one a sentence. ``concepts`` are those of the graph's terms, where they have been found. ``says(i, j)``
    tells whether sentence ``j`` says about all that ``i`` says, ``between(i, …)`` whether some have it
    between them, ``turns(i)`` which one turns ``i`` and ``denials(i)`` which one denies what it charges
    somebody with.
    """

    graph: SentenceGraph
    scores: Vector
    costs: NDArray[np.int64]
    words: NDArray[np.int64]
    limit: int
    eligible: NDArray[np.bool_]
    needs: NDArray[np.int64]
    worth: Vector
    overfill: bool = False
    apart: bool = False
    opinions: bool = False
    asks: Sequence[frozenset[str]] = ()
    tells: Sequence[frozenset[str]] = ()
    concepts: Concepts | None = None
    says: Callable[[int, int], bool] = lambda one, other: False
    between: Callable[[int, Sequence[int]], bool] = lambda one, others: False
    turns: Callable[[int], tuple[int, ...]] = lambda one: ()
    denials: Callable[[int], tuple[int, ...]] = lambda one: ()

    @property
    def counts_sentences(self) -> bool:
        """Whether the budget is a number of sentences, so that long ones cost no more than short ones."""
        return bool(len(self.costs)) and self.costs.max() == 1

    def unit(self, sentence: int) -> tuple[int, ...]:
        """Return ``sentence`` with those it needs before it, in reading order."""
        chain = [sentence]
        while self.needs[chain[-1]] >= 0:
            chain.append(int(self.needs[chain[-1]]))
        return tuple(reversed(chain))

    def told(self, sentences: Iterable[int]) -> frozenset[str]:
        """Return what some sentences make known."""
        return frozenset[str]().union(*(self.tells[i] for i in sentences)) if self.tells else frozenset()

    def left_open(self, sentences: Sequence[int], known: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return what some sentences speak of as known, and neither they tell nor is it ``known``.

        A word that ends in it tells it too: "lawsuit" a suit.
        """
        if not self.asks:
            return frozenset()
        asked = frozenset[str]().union(*(self.asks[i] for i in sentences)) - known
        missing = asked - self.told(sentences)
        if not missing or not known:
            return missing
        ends = _ends(known)
        return frozenset(one for one in missing if f"{one}\n" not in ends)


@lru_cache(maxsize=16)
def _ends(words: frozenset[str]) -> str:
    """Return words with a line's end behind each: in it the end of a word is found at once."""
    return "".join(f"{word}\n" for word in words)


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen sentences in the order of choice, and a word on how good the choice is."""

    sentences: tuple[int, ...]
    remark: str = ""
