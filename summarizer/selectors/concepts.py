"""Concepts: the stemmed words and word pairs a pile dwells on, and what covering each is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from summarizer.graph.similarity import Vector
from summarizer.graph.terms import Terms

POWER = 1.5
UNIGRAM = 0.35
"""What a single word counts beside a pair."""
SINGLE = 0.2
"""What a concept of one document counts beside its weight if it were in two."""

LED = 2.0
"""What a concept counts more that the first sentences of half the documents hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Concepts:
    """Which sentence holds which concept: CSR (n, c) of ones, and the weight (c,) of each."""

    incidence: sparse.csr_matrix
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
    return Concepts(holding[:, kept].tocsr(), weights[kept])


def _holding(terms: Terms) -> tuple[NDArray[np.int64], sparse.csc_matrix]:
    """Return the codes of all concepts, ascending, and which sentence holds which: CSC (n, c) of ones.

    A concept and its sentence make one number, so that one sort of numbers brings both into order.
    """
    codes, rows = _codes(terms)
    shift = len(terms).bit_length()
    if int(codes.max(initial=0)).bit_length() + shift > 63:
        kinds, codes = np.unique(codes, return_inverse=True)
    else:
        kinds = None
    keys = codes << shift | rows
    del codes, rows  # on a large pile they are most of the memory in use
    keys.sort()
    keys = keys[_changes(keys)]
    codes = keys >> shift
    starts = np.flatnonzero(_changes(codes))
    held = np.append(starts, len(codes)).astype(np.int32)
    holders = (keys & ((1 << shift) - 1)).astype(np.int32)
    ones = np.ones(len(holders), np.float32)
    holding = sparse.csc_matrix((ones, holders, held), shape=(len(terms), len(starts)))
    return codes[starts] if kinds is None else kinds, holding


def _changes(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell where a value differs from the one before; the first does."""
    changes = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def _led_with(holding: sparse.csc_matrix, terms: Terms) -> NDArray[np.bool_]:
    """Tell which concepts the first sentences of half the documents hold, and of two at least."""
    first = (terms.positions == 0).astype(np.float64)
    led: NDArray[np.bool_] = holding.T @ first >= max(2.0, first.sum() / 2)
    return led


def _codes(terms: Terms) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number the words (their stem) and the pairs (beyond the stems), each with its sentence."""
    ids, rows, size = terms.ids.astype(np.int64), terms.rows, len(terms.stems)
    content = ~terms.stop[terms.ids] if len(ids) else np.empty(0, bool)
    pair = (rows[1:] == rows[:-1]) & (content[1:] | content[:-1])
    pairs = size + ids[:-1][pair] * size + ids[1:][pair]
    return np.concatenate([ids[content], pairs]), np.concatenate([rows[content], rows[:-1][pair]])


def _support(
    holding: sparse.csc_matrix, units: NDArray[np.integer], prior: Vector
) -> tuple[Vector, NDArray[np.int64]]:
    """Sum, for each concept, the best prior in every unit that holds it; and count those units.

    ``units`` (n,) ascend, as the documents of a pile do, so that a column has those of one unit together.
    """
    size = holding.shape[1]
    concepts = np.repeat(np.arange(size, dtype=np.int32), np.diff(holding.indptr))
    of_entry = units[holding.indices]
    first = np.ones(len(concepts), bool)
    first[1:] = (concepts[1:] != concepts[:-1]) | (of_entry[1:] != of_entry[:-1])
    starts = np.flatnonzero(first)
    best = np.maximum.reduceat(prior[holding.indices], starts) if len(starts) else np.empty(0)
    return (
        np.bincount(concepts[starts], best, minlength=size).astype(np.float64),
        np.bincount(concepts[starts], minlength=size).astype(np.int64),
    )
