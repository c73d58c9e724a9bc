"""Which documents are copies of one text, or rewrite one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Document, Sentence
from summarizer.graph.components import components
from summarizer.text.language import WORD

from .credit import credits

COPIED = 0.3
"""Share of a document's sentences found word for word in another from which one is a copy."""
LONG = 20
"""Characters of words from which a sentence tells a copy: "Thank you." is in many texts."""
REWRITTEN, CREDITED = 0.5, 0.3
"""Share of a document's sentences found in another one's runs of words from which one rewrites the other;
and where both credit one agency."""
MANY = 20
"""Documents with one sentence from which not every pair of them is counted."""
RUN = 3
"""Words of a run."""
_LARGEST = np.iinfo(np.int64).max


def independent_groups(sentences: Sequence[Sentence]) -> dict[Document, int]:
    """Number the documents so that copies of one text share a number.

    A document is a copy where at least 0.3 of the longer sentences of the shorter one, and two, are word
    for word in the other, or where half of them, and two, have half of their runs of three words there: a
    rewritten report. With the same agency credited a third of them, and one, will do. Being a copy
    carries over. Found through indexes of sentences and of runs: linear.
    """
    number: dict[Document, int] = {}
    if sentences and sentences[0].document is sentences[-1].document:
        return {sentences[0].document: 0}
    words: dict[str, int] = {}
    holders: dict[str, list[int]] = {}
    owners: list[int] = []
    ids: list[int] = []
    ends = [0]
    for sentence in sentences:
        at = number.setdefault(sentence.document, len(number))
        found = WORD.findall(sentence.text.lower())
        text = " ".join(found)
        if len(text) < LONG:
            continue
        where = holders.setdefault(text, [])
        if not where or where[-1] != at:
            where.append(at)
        owners.append(at)
        ids += [words.setdefault(word, len(words)) for word in found]
        ends.append(len(ids))
    shared = Counter[tuple[int, int]]()
    for where in holders.values():
        # Chaining neighbours is enough to join many copies, and keeps a stock sentence from costing d².
        shared.update(combinations(where, 2) if len(where) <= MANY else pairwise(where))
    sizes = Counter(owners)
    copies = []
    for pair, count in shared.items():
        shorter = min(sizes[at] for at in pair)
        if count >= COPIED * shorter and count >= min(2, shorter):
            copies.append(pair)
    if ids:
        copies += _rewritten(_runs(np.array(ids), np.array(ends), np.array(owners)), number, sizes)
    return dict(zip(number, components(len(number), copies), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """The runs of three words of n sentences that some documents have in common, but not many.

    ``owners`` (n,) are the documents of the sentences and ``lengths`` (n,) their words. Run ``sets[i]``
    stands in sentence ``rows[i]``, in reading order; ``documents[set]`` are the ``sizes[set]`` that have it.
    """

    owners: NDArray[np.int64]
    lengths: NDArray[np.int64]
    rows: NDArray[np.int64]
    sets: NDArray[np.int64]
    documents: Sequence[Sequence[int]]
    sizes: NDArray[np.int64]


def _runs(ids: NDArray[np.int64], ends: NDArray[np.int64], owners: NDArray[np.int64]) -> _Runs:
    """Find the runs; ``ids`` are words, sentence behind sentence up to the ``ends`` (n + 1,)."""
    lengths = np.diff(ends)
    own = np.maximum(lengths - RUN + 1, 0)
    rows = np.repeat(np.arange(len(lengths)), own)
    at = np.arange(len(rows)) + (ends[:-1] - np.cumsum(own) + own)[rows]  # where each run begins
    keys = _joined(_joined(ids[at], ids[at + 1]), ids[at + 2])
    # Each run once for each document that has it, so that its neighbours are the other documents.
    order = np.argsort(keys, kind="stable")  # and so by document
    key, owner = keys[order], owners[rows][order]
    once = np.append(True, (key[1:] != key[:-1]) | (owner[1:] != owner[:-1]))[: len(key)]
    known, starts, counts = np.unique(key[once], return_index=True, return_counts=True)
    some = (counts > 1) & (counts <= MANY)
    set_of = np.full(len(known), -1)
    set_of[some] = np.arange(some.sum())
    held, listed = set_of[np.searchsorted(known, keys)], owner[once].tolist()
    begins, sizes = starts[some].tolist(), counts[some]
    documents = [listed[a : a + n] for a, n in zip(begins, sizes.tolist(), strict=True)]
    inside = held >= 0
    return _Runs(owners, lengths, rows[inside], held[inside], documents, sizes)


def _joined(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return one number for each pair, the same for the same pairs."""
    most, step = int(left.max(initial=0)) + 1, int(right.max(initial=0)) + 1
    if most * step > _LARGEST:
        left = np.unique(left, return_inverse=True)[1]
    return left * step + right


def _rewritten(
    runs: _Runs, number: Mapping[Document, int], sizes: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the pairs of documents of which one rewrites the other or both rewrite one agency's report."""
    found = Counter[tuple[int, int]]()
    half = (runs.lengths - RUN + 2) // 2  # of a sentence's runs
    others = np.bincount(runs.rows, runs.sizes[runs.sets] - 1, len(half))
    wanted = (others >= half)[runs.rows]  # the others have too few for any document
    rows, starts = np.unique(runs.rows[wanted], return_index=True)
    sets = runs.sets[wanted].tolist()
    for row, (first, last) in zip(rows.tolist(), pairwise([*starts.tolist(), len(sets)]), strict=True):
        at, least = int(runs.owners[row]), int(half[row])
        met = Counter(chain.from_iterable(map(runs.documents.__getitem__, sets[first:last])))
        for other, count in met.items():
            if count >= least and other != at:
                found[at, other] += 1
    credited = {at: credits(document) for document, at in number.items()} if found else {}
    pairs = []
    for (at, other), count in found.items():
        share = count / sizes[at]
        if (share >= REWRITTEN and count >= 2) or (share >= CREDITED and credited[at] & credited[other]):
            pairs.append((at, other))
    return pairs
