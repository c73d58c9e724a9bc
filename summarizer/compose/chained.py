"""Chains of words that two sentences have in one order, with few others between them.

They are local alignments (Smith and Waterman 1981): each word that both have adds, what stands between two of
them on either side takes away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from summarizer.records import dataclass
from summarizer.statements.agreement import Term

from .sides import Pair, Side

LACKING, ADDED = 0.5, 0.25
"""What a content word between two that both have takes from a chain: of the line, of the other sentence."""
MARK = 0.6
"""What a comma, or a word that opens a clause, on one side alone takes."""
KNOWN = 0.2
"""What a word of a name that only says who somebody is counts between two words, against any other one."""
FEWEST, LEAST = 3, 2.2
"""Words of the shortest chain, and what they must be worth."""
ROUNDED = 1e-9
"""What a sum may lie off one of the same numbers in another order."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What stands before each term of a side: commas and words that open a clause, and what words weigh."""

    marks: Sequence[complex]
    words: Sequence[float]

    @classmethod
    def of(cls, side: Side, other: Side | None = None) -> Gaps:
        """Weigh the terms of a side against the other one.

        Without the ``other`` side, whose neighbours tell whom it knows, each name beside a noun weighs least.
        """
        beside = side.beside
        weights = (
            KNOWN if at in beside and (other is None or _is_known(side, one, other)) else 1.0
            for at, one in enumerate(side.terms)
        )
        return cls(side.marks, [0.0, *accumulate(weights)])


def _is_known(side: Side, name: Term, other: Side) -> bool:
    """Tell whether the other side knows a name; what stands around it is asked last: it must be read."""
    return side.is_known(name, other.keys) or side.is_known(name, other.known)


Both = tuple[Gaps, Gaps]


def may_chain(pairs: Sequence[Pair], ours: Side, theirs: Side) -> bool:
    """Tell whether pairs make a chain of enough worth if the other side knows each name beside a noun."""
    if min(len({i for i, _, _ in pairs}), len({j for _, j, _ in pairs})) < FEWEST:
        return False
    most, _ = linked(pairs, (Gaps.of(ours), Gaps.of(theirs)))
    return max(most) > LEAST - ROUNDED


def chains(pairs: Sequence[Pair], ours: Side, theirs: Side) -> Iterator[list[Pair]]:
    """Yield chains of pairs that go up on both sides, the worthiest first, then their parts."""
    if not may_chain(pairs, ours, theirs):
        return
    gaps = Gaps.of(ours, theirs), Gaps.of(theirs, ours)
    best, before = linked(pairs, gaps)
    used: set[int] = set()
    for at in sorted(range(len(pairs)), key=lambda one: (-best[one], one)):
        chain = []
        while at >= 0 and at not in used:
            chain.append(at)
            at = before[at]
        if at < 0 and len(chain) >= FEWEST:
            yield from _parts([pairs[one] for one in reversed(chain)], gaps)
        used.update(chain)


def linked(pairs: Sequence[Pair], gaps: Both) -> tuple[list[float], list[int]]:
    """Return what the worthiest chain up to each pair is worth, and the pair before it there, or -1."""
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
    return best, before


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
