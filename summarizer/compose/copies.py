"""Which documents are copies of one text, or rewrite one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Document, Sentence
from summarizer.graph.components import components
from summarizer.records import dataclass
from summarizer.text.language import lowered
from summarizer.text.wordlist import Numbers

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
AT_ONCE = 1 << 20
"""Documents of runs that are looked at at once: bounds the memory where all is copied."""
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
    words = Numbers()
    holders: dict[str, list[int]] = {}
    owners: list[int] = []
    ids: list[int] = []
    ends = [0]
    for sentence in sentences:
        at = number.setdefault(sentence.document, len(number))
        found = lowered(sentence.text)
        text = " ".join(found)
        if len(text) < LONG:
            continue
        where = holders.setdefault(text, [])
        if not where or where[-1] != at:
            where.append(at)
        owners.append(at)
        ids += map(words.__getitem__, found)
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
    stands in sentence ``rows[i]``, in reading order; those that have a set are ``sizes[set]`` of the
    ``documents`` from ``starts[set]`` on.
    """

    owners: NDArray[np.int64]
    lengths: NDArray[np.int64]
    rows: NDArray[np.int64]
    sets: NDArray[np.int64]
    documents: NDArray[np.int64]
    starts: NDArray[np.int64]
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
    new = np.append(True, key[1:] != key[:-1])[: len(key)]
    starts = np.flatnonzero(new[once])
    counts = np.diff(np.append(starts, once.sum()))
    some = (counts > 1) & (counts <= MANY)
    set_of = np.full(len(starts), -1)
    set_of[some] = np.arange(some.sum())
    held = np.empty(len(keys), dtype=np.int64)
    held[order] = set_of[np.cumsum(new) - 1]
    inside = held >= 0
    return _Runs(owners, lengths, rows[inside], held[inside], owner[once], starts[some], counts[some])


def _joined(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return one number for each pair, the same for the same pairs."""
    most, step = int(left.max(initial=0)) + 1, int(right.max(initial=0)) + 1
    if most * step > _LARGEST:
        left = np.unique(left, return_inverse=True)[1]
    return left * step + right


def _portions(
    rows: NDArray[np.int64], sets: NDArray[np.int64], sizes: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield rows and sets in portions of about as many documents, none of which ends inside a row."""
    begins = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))[: len(rows)]
    before = np.cumsum(sizes[sets]) - sizes[sets]
    _, first = np.unique(before[begins] // AT_ONCE, return_index=True)
    for start, end in pairwise([*begins[first].tolist(), len(rows)]):
        yield rows[start:end], sets[start:end]


def _rewritten(
    runs: _Runs, number: Mapping[Document, int], sizes: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the pairs of documents of which one rewrites the other or both rewrite one agency's report."""
    half = (runs.lengths - RUN + 2) // 2  # of a sentence's runs
    others = np.bincount(runs.rows, runs.sizes[runs.sets] - 1, len(half))
    wanted = (others >= half)[runs.rows]  # the others have too few for any document
    found = Counter[tuple[int, int]]()
    for rows, sets in _portions(runs.rows[wanted], runs.sets[wanted], runs.sizes):
        sized = runs.sizes[sets]
        entries = np.repeat(runs.starts[sets] - np.cumsum(sized) + sized, sized) + np.arange(sized.sum())
        met = np.repeat(rows, sized) * len(number) + runs.documents[entries]
        keys, counts = np.unique(met, return_counts=True)
        row, document = np.divmod(keys, len(number))
        told = (counts >= half[row]) & (document != runs.owners[row])
        found.update(zip(runs.owners[row[told]].tolist(), document[told].tolist(), strict=True))
    credited = {at: credits(document) for document, at in number.items()} if found else {}
    pairs = []
    for (at, other), count in found.items():
        share = count / sizes[at]
        if (share >= REWRITTEN and count >= 2) or (share >= CREDITED and credited[at] & credited[other]):
            pairs.append((at, other))
    return pairs
