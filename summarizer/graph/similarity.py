"""Sentence vectors and the similarity graph they span, which is never built.

With unit TF-IDF rows X, the graph of all cosines is W = XXᵀ − I. All that ranking needs of it is
Wv = X(Xᵀv) − v, so that its cost is that of X: linear in the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Sentence
from summarizer.text.wordlist import Words

from .sparse import Matrix, of_entries
from .terms import Terms, index_terms

Vector = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SentenceGraph:
    """What a ranker sees of ``n`` sentences over ``m`` terms.

    ``vectors``: CSR (n, m), float32, rows of length 1 (or 0 where no content word is). ``terms``: the
    words behind them. ``relevance`` (n,): likeness to the query, all 1 without one. ``prior`` (n,):
    what speaks for a sentence before the graph is asked: its place in the document times its relevance.
    """

    vectors: Matrix
    terms: Terms
    prior: Vector
    relevance: Vector

    def __len__(self) -> int:
        return self.vectors.shape[0]

    def spread(self, values: Vector) -> Vector:
        """Return W · values for the graph without self-loops, in time linear in the words."""
        spread: Vector = np.maximum(self.vectors @ (self.vectors.T @ values) - self._own * values, 0.0)
        return spread

    def alike(self, sentence: int, threshold: float) -> tuple[NDArray[np.int64], Vector]:
        """Return the sentences whose cosine with one of them, itself too, reaches ``threshold``; and those.

        Only what sentences have of its words is looked at, not all that they have.
        """
        rows, weights, own = self._shared(sentence)
        cosines = np.bincount(rows, weights * own, minlength=len(self)).astype(np.float64)
        near: NDArray[np.int64] = np.flatnonzero(cosines >= threshold)
        return near, cosines[near]

    def held(self, sentence: int, others: NDArray[np.int64]) -> Vector:
        """Return, for each of the others, the share of the sentence's squared weight on terms it has."""
        return self._held(sentence)[others]

    def holders(self, sentence: int, share: float) -> tuple[NDArray[np.int64], Vector]:
        """Return the sentences, itself too, that hold so much of one; and how much."""
        held = self._held(sentence)
        found: NDArray[np.int64] = np.flatnonzero(held >= share)
        return found, held[found]

    def _held(self, sentence: int) -> Vector:
        rows, _, own = self._shared(sentence)
        sums = np.bincount(rows, own.astype(np.float64) ** 2, minlength=len(self))
        shares: Vector = sums / max(float(sums[sentence]), 1e-12)
        return shares

    def _shared(self, sentence: int) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
        """Return who has a term of a sentence, term by term, with its weight there and in the sentence."""
        start, end = self.vectors.indptr[sentence : sentence + 2]
        columns = self._columns
        entries, term = entries_of(columns, self.vectors.indices[start:end])
        return columns.indices[entries], columns.data[entries], self.vectors.data[start:end][term]

    def dense_row(self, sentence: int) -> NDArray[np.float32]:
        """Return the vector (m,) of one sentence, zeros written out: products with it are the fastest."""
        start, end = self.vectors.indptr[sentence : sentence + 2]
        row = np.zeros(self.vectors.shape[1], np.float32)
        row[self.vectors.indices[start:end]] = self.vectors.data[start:end]
        return row

    def at(self, places: NDArray[np.int64], words: Words) -> SentenceGraph:
        """Return what there is of some sentences, in order; ``words`` are those that a note shows of them."""
        terms = self.terms.at(places, words)
        return SentenceGraph(self.vectors[places], terms, self.prior[places], self.relevance[places])

    @cached_property
    def _own(self) -> NDArray[np.float32]:
        return _squares(self.vectors)

    @cached_property
    def _columns(self) -> Matrix:
        return self.vectors.tocsc()


def entries_of(matrix: Matrix, rows: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the entries of some rows of a matrix lie, and of which each is, as its place in ``rows``.

    To take a few rows out takes far longer.
    """
    starts = matrix.indptr[rows]
    lengths = matrix.indptr[rows + 1] - starts
    firsts = np.cumsum(lengths) - lengths
    entries = np.repeat(starts - firsts, lengths) + np.arange(lengths.sum())
    return entries, np.repeat(np.arange(len(rows)), lengths)


def vectorize(terms: Terms) -> Matrix:
    """Return unit TF-IDF rows over content stems: (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1).

    Sublinear tf and smoothed idf as in Salton & Buckley (1988).
    """
    keep = ~terms.stop[terms.ids] if len(terms.ids) else np.empty(0, bool)
    rows, columns = terms.rows[keep], terms.ids[keep]
    shape = (len(terms), len(terms.stems))
    matrix = of_entries(np.ones(len(rows), np.float32), rows, columns, shape)
    frequency = np.bincount(matrix.indices, minlength=shape[1])
    idf = np.log((1 + shape[0]) / (1 + frequency)) + 1
    matrix.data = ((1 + np.log(matrix.data)) * idf[matrix.indices]).astype(np.float32)
    return unit_rows(matrix)


def unweighted(sentences: Sequence[Sentence], words: Words | None = None) -> SentenceGraph:
    """Return the graph of sentences where only likeness is asked for: no place or query speaks for any.

    ``words`` are those that a note shows of them, where they are known.
    """
    terms = index_terms(sentences, words)
    flat = np.ones(len(terms))
    return SentenceGraph(vectorize(terms), terms, flat, flat)


def document_vectors(graph: SentenceGraph) -> Matrix:
    """Return the unit sums (documents, m) of the sentence vectors of each document."""
    n = len(graph)
    documents = graph.terms.documents
    owner = of_entries(np.ones(n, np.float32), documents, np.arange(n), (int(documents.max()) + 1, n))
    return unit_rows(owner @ graph.vectors)


def unit_rows(matrix: Matrix) -> Matrix:
    """Scale the rows of a matrix to length 1; rows of zeros stay."""
    norms = np.sqrt(_squares(matrix))
    norms[norms == 0] = 1
    matrix.data = (matrix.data / np.repeat(norms, np.diff(matrix.indptr))).astype(np.float32)
    return matrix


def _squares(matrix: Matrix) -> NDArray[np.float32]:
    """Return the sum of the squares of each row."""
    return Matrix(matrix.data**2, matrix.indices, matrix.indptr, matrix.shape).sum(axis=1)
