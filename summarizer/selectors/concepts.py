"""Concepts: the stemmed words and word pairs a pile dwells on, and what covering each is worth."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.graph.similarity import Vector
from summarizer.graph.sparse import Matrix
from summarizer.graph.terms import Terms
from summarizer.records import dataclass
from summarizer.text.wordlist import distinct

POWER = 1.5
UNIGRAM = 0.35
"""What a single word counts beside a pair."""
SINGLE = 0.2
"""What a concept of one document counts beside its weight if it were in two."""

AT_ONCE, ENTRIES = 20_000, 1_000_000
"""Sentences whose concepts are numbered, and holders of concepts looked at, at once: bounds the memory."""
LED = 2.0
"""What a concept counts more that the first sentences of half the documents hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Concepts:
    """Which sentence holds which concept: CSR (n, c) of ones, and the weight (c,) of each."""

    incidence: Matrix
    weights: Vector


def find_concepts(terms: Terms, prior: Vector) -> Concepts:
    """Return the concepts of the pile: stemmed content words, and pairs of neighbours not both stop words.

    A concept weighs (Σ over documents of the prior of its first sentence there) ^ 1.5, after Gillick
    & Favre (2009), who count documents, and the early bird of Hong & Nenkova (2014). A concept of one
    document alone counts a fifth. Where the pile is one document, its sentences take the part of
    documents, and a concept must be in two. What half of the documents, and two at least, open with is the
    news itself: it counts more.
    """
    kinds, holding = _holding(terms)
    single = bool(len(terms)) and terms.documents.max() == 0
    units = np.arange(len(terms)) if single else terms.documents
    support, holders = _support(holding, units, prior)
    weights = support**POWER * np.where(kinds < len(terms.stems), UNIGRAM, 1.0)
    weights *= np.where(holders >= 2, 1.0, 0.0 if single else SINGLE)
    if not single:
        weights *= np.where(_led_with(holding, terms), LED, 1.0)
    kept = weights > 0
    sizes = np.diff(holding.indptr)
    rows = holding.indices[np.repeat(kept, sizes)]
    del holding  # on a large pile it is much of the memory in use
    held = np.append(0, np.cumsum(sizes[kept])).astype(np.int32)
    shape = (len(terms), len(held) - 1)
    own = Matrix(np.ones(len(rows), np.float32), rows, held, shape, by_columns=True)
    return Concepts(own.tocsr(), weights[kept])


def _holding(terms: Terms) -> tuple[NDArray[np.int64], Matrix]:
    """Return the codes of all concepts, ascending, and which sentence holds which: CSC (n, c) of ones.

    A concept and its sentence make one number, so that one sort of numbers brings both into order.
    """
    shift = len(terms).bit_length()
    size = len(terms.stems)
    kinds = None
    if (size * (size + 1)).bit_length() + shift > 63:  # too long: they are numbers of those that there are
        kinds = distinct(np.concatenate([codes for codes, _ in _codes(terms)]))
    content, pair = _kept(terms)
    keys = np.empty(int(content.sum()) + int(pair.sum()), np.int64)
    filled = 0
    for codes, rows in _codes(terms):
        codes = codes if kinds is None else np.searchsorted(kinds, codes)
        np.bitwise_or(codes << shift, rows, out=keys[filled : filled + len(codes)])
        filled += len(codes)
    keys.sort()
    found, starts, holders = _parted(keys, shift)
    held = np.append(starts, len(holders)).astype(np.int32)
    ones = np.ones(len(holders), np.int8)
    holding = Matrix(ones, holders, held, (len(terms), len(starts)), by_columns=True)
    return found if kinds is None else kinds[found], holding


def _parted(
    keys: NDArray[np.int64], shift: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Return the codes of sorted keys, where the sentences of each begin, and these, each once for a code.

    In portions, since the keys are much of the memory in use on a large pile.
    """
    holders = np.empty(len(keys), np.int32)
    found, starts = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    filled, before = 0, -1
    for first in range(0, len(keys), ENTRIES):
        some = keys[first : first + ENTRIES]
        behind = np.append(before, some)
        before = int(some[-1])
        new = behind[1:] != behind[:-1]
        begins = (behind[1:] >> shift != behind[:-1] >> shift)[new]
        some = some[new]
        holders[filled : filled + len(some)] = some & ((1 << shift) - 1)
        found.append(some[begins] >> shift)
        starts.append(np.flatnonzero(begins) + filled)
        filled += len(some)
    return np.concatenate(found), np.concatenate(starts), holders[:filled]


def _led_with(holding: Matrix, terms: Terms) -> NDArray[np.bool_]:
    """Tell which concepts the first sentences of half the documents hold, and of two at least."""
    first = (terms.positions == 0).astype(np.float64)
    led: NDArray[np.bool_] = holding.T @ first >= max(2.0, first.sum() / 2)
    return led


def _kept(terms: Terms) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which words are concepts, and which make one with the word behind them."""
    content = ~terms.stop[terms.ids] if len(terms.ids) else np.empty(0, bool)
    pair = np.empty(len(content), bool)
    pair[:-1] = content[1:] | content[:-1]
    pair[terms.starts[1:][terms.starts[1:] > 0] - 1] = False  # the last word of a sentence has none behind it
    return content, pair


def _codes(terms: Terms) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Number the words (their stem) and the pairs (beyond the stems), each with its sentence, in portions."""
    content, pair = _kept(terms)
    size, starts = len(terms.stems), terms.starts
    for first in range(0, len(terms), AT_ONCE):
        last = min(first + AT_ONCE, len(terms))
        begin, end = int(starts[first]), int(starts[last])
        ids = terms.ids[begin : end + 1].astype(np.int64)  # with the next, of which no pair is made
        rows = np.repeat(np.arange(first, last), np.diff(starts[first : last + 1]))
        own, pairs = content[begin:end], pair[begin:end]
        yield ids[: end - begin][own], rows[own]
        at = np.flatnonzero(pairs)
        yield size + ids[at] * size + ids[at + 1], rows[at]


def _support(holding: Matrix, units: NDArray[np.integer], prior: Vector) -> tuple[Vector, NDArray[np.int64]]:
    """Sum, for each concept, the best prior in every unit that holds it; and count those units.

    ``units`` (n,) ascend, as the documents of a pile do, so that a column has those of one unit together.
    """
    size = holding.shape[1]
    support, holders = np.zeros(size), np.zeros(size, np.int64)
    bounds = np.searchsorted(holding.indptr, np.arange(0, holding.nnz, ENTRIES), side="right") - 1
    for first, last in pairwise([*distinct(bounds).tolist(), size]):
        begin, end = holding.indptr[first], holding.indptr[last]
        concepts = np.repeat(np.arange(first, last), np.diff(holding.indptr[first : last + 1]))
        rows = holding.indices[begin:end]
        of_entry = units[rows]
        new = np.ones(len(rows), bool)
        new[1:] = (concepts[1:] != concepts[:-1]) | (of_entry[1:] != of_entry[:-1])
        starts = np.flatnonzero(new)
        if len(starts):
            best, own = np.maximum.reduceat(prior[rows], starts), concepts[starts] - first
            support[first:last] = np.bincount(own, best, minlength=last - first)
            holders[first:last] = np.bincount(own, minlength=last - first)
    return support, holders
