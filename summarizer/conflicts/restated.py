"""Restated: sentences of two documents that are the same word for word but for a fact that is contrary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.compose.event import Setting, one_event, setting
from summarizer.data import Sentence, Span
from summarizer.graph.terms import Terms

from .changed import contrary_words

FEWEST = 5
"""Words of the shortest sentence that is compared."""
POSTINGS = 12
"""Sentences with one run of three words from which it tells too little."""
SHARED, TOUCHED = 0.5, 4
"""Share of the runs of the shorter sentence that both must have, or all but so many: those of two words."""
COMPARED = 3
"""Sentences that one is compared with, the likest first."""


def restated(
    places: Sequence[int], sentences: Sequence[Sentence], terms: Terms
) -> Iterator[tuple[tuple[int, Span], ...]]:
    """Yield the two sides of each contradiction: the sentence's place and the changed words in its text.

    Two sentences are compared where half of the runs of three stems are the same, or all but those that a
    change of two words touches; what contradicts is said in `changed`.
    Linear, through an index of the rarer runs. ``terms`` are those of ``sentences``.
    """
    rows, keys = _runs([at for at in places if sentences[at].document.language == "en"], terms)
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for holders in _holders(rows, keys):
        for one, other in combinations(holders, 2):
            if sentences[one].document is not sentences[other].document:
                shared[one][other] += 1
    begins = dict(zip(*map(np.ndarray.tolist, np.unique(rows, return_index=True)), strict=True))
    sizes = np.bincount(rows, minlength=len(sentences)).tolist()

    @cache
    def runs(at: int) -> frozenset[int]:
        return frozenset(keys[begins[at] : begins[at] + sizes[at]].tolist())

    for at in sorted(shared):
        for other, _ in sorted(shared[at].items(), key=lambda item: (-item[1], item[0]))[:COMPARED]:
            both = len(runs(at) & runs(other))
            fewer, more = sorted((sizes[at], sizes[other]))
            if not min(SHARED * fewer, fewer - TOUCHED) <= both < more:
                continue
            spans = contrary_words(sentences[at], sentences[other])
            if spans and _on_one_matter(setting(at, sentences), setting(other, sentences)):
                yield (at, spans[0]), (other, spans[1])


def _runs(places: Sequence[int], terms: Terms) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return the runs of stems of each sentence that is long enough, each once there: sentences and numbers.

    Those of a sentence stand together.
    """
    lengths = np.diff(terms.starts)
    long = np.array([at for at in places if lengths[at] >= FEWEST], dtype=np.int64)
    own = lengths[long] - 2
    rows = np.repeat(long, own)
    at = np.arange(len(rows)) + np.repeat(terms.starts[long] - np.cumsum(own) + own, own)
    ids, size = terms.ids.astype(np.uint64), np.uint64(len(terms.stems))
    keys = (ids[at] * size + ids[at + 1]) * size + ids[at + 2]
    order = np.lexsort((keys, rows))
    rows, keys = rows[order], keys[order]
    once = np.ones(len(rows), dtype=bool)
    once[1:] = (rows[1:] != rows[:-1]) | (keys[1:] != keys[:-1])
    return rows[once], keys[once]


def _holders(rows: NDArray[np.int64], keys: NDArray[np.uint64]) -> Iterator[list[int]]:
    """Yield the sentences, in order, of each run that some but not many have."""
    order = np.lexsort((rows, keys))
    _, starts, counts = np.unique(keys[order], return_index=True, return_counts=True)
    rarer = (counts > 1) & (counts <= POSTINGS)
    for start, count in zip(starts[rarer].tolist(), counts[rarer].tolist(), strict=True):
        yield rows[order[start : start + count]].tolist()


def _on_one_matter(one: Setting, other: Setting) -> bool:
    """Tell whether nothing shows two sentences to be on different events, or on somebody else each.

    Who is only called "she" is whom the sentences around it name.
    """
    if one.near and other.near and one.near.isdisjoint(other.near) and not (one.own and other.own):
        return False
    return one_event(one, other, days=False)
