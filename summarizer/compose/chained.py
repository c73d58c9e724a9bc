"""Chains of words that two sentences have in one order, with few others between them.

They are local alignments (Smith and Waterman 1981): each word that both have adds, what stands between two of
them on either side takes away.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .sides import Pair, Side

LACKING, ADDED = 0.5, 0.25
"""What a content word between two that both have takes from a chain: of the line, of the other sentence."""
MARK = 0.6
"""What a comma, or a word that opens a clause, on one side alone takes."""
KNOWN = 0.2
"""What a word of a name that only says who somebody is counts between two words, against any other one."""
FEWEST, LEAST = 3, 2.2
"""Words of the shortest chain, and what they must be worth."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What stands before each term of a side: commas and words that open a clause, and what words weigh."""

    marks: Sequence[complex]
    words: Sequence[float]

    @classmethod
    def of(cls, side: Side, other: Side) -> Gaps:
        """Count for each term the commas and the openings before it, as two parts of a number, and weigh."""
        openings = list(side.openings(0, len(side.text)))
        marks = [
            complex(side.text.count(",", 0, term.start), bisect_left(openings, term.start))
            for term in side.terms
        ]
        beside = side.beside
        weights = (
            KNOWN if at in beside and side.is_known(one, other.known) else 1.0
            for at, one in enumerate(side.terms)
        )
        return cls(marks, [0.0, *accumulate(weights)])


Both = tuple[Gaps, Gaps]


def chains(pairs: Sequence[Pair], gaps: Both) -> Iterator[list[Pair]]:
    """Yield chains of pairs that go up on both sides, the worthiest first, then their parts."""
    best = [value for _, _, value in pairs]
    before = [-1] * len(pairs)
    for at, (i, j, value) in enumerate(pairs):
        for last in range(at - 1, -1, -1):
            k, m, _ = pairs[last]
            if k >= i or m >= j:
                continue
            gained = best[last] - _gap(pairs[last], pairs[at], gaps)
            if gained > 0 and gained + value > best[at]:
                best[at], before[at] = gained + value, last
    used: set[int] = set()
    for at in sorted(range(len(pairs)), key=lambda one: (-best[one], one)):
        chain = []
        while at >= 0 and at not in used:
            chain.append(at)
            at = before[at]
        if at < 0 and len(chain) >= FEWEST:
            yield from _parts([pairs[one] for one in reversed(chain)], gaps)
        used.update(chain)


def _parts(chain: list[Pair], gaps: Both) -> Iterator[list[Pair]]:
    """Yield a chain and all that is left of it without some at its ends, the worthiest first."""
    ranges = [(i, j) for i in range(len(chain)) for j in range(i + FEWEST, len(chain) + 1)]
    worths = {one: _worth(chain[slice(*one)], gaps) for one in ranges}
    for one in sorted(ranges, key=lambda one: (-worths[one], one)):
        if worths[one] >= LEAST:
            yield chain[slice(*one)]


def _worth(chain: Sequence[Pair], gaps: Both) -> float:
    return sum(value for _, _, value in chain) - sum(_gap(one, other, gaps) for one, other in pairwise(chain))


def _gap(one: Pair, other: Pair, gaps: Both) -> float:
    """Return what stands between two pairs, words and marks, weighs."""
    (k, m, _), (i, j, _) = one, other
    mine, theirs = gaps
    marked = mine.marks[i] - mine.marks[k] != theirs.marks[j] - theirs.marks[m]
    lacking, added = mine.words[i] - mine.words[k + 1], theirs.words[j] - theirs.words[m + 1]
    return LACKING * lacking + ADDED * added + MARK * marked
