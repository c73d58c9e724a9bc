"""How much a sentence's place speaks for it: found out from the pile, not asked."""

from __future__ import annotations

import numpy as np

from .similarity import Vector
from .sparse import Matrix
from .terms import Terms

LEAD = 3
"""Sentences of a document that its lead is taken to be."""
EFFECT = 0.45
"""How many standard deviations more central than its document's mean a lead is in news that has one."""
NOISE = 1e-5
"""Share of a sum up to which a difference is one of rounding: of the mean of a document's centrality its
spread, of the weight of a word in a document that in the others."""
ARTICLE = 30
"""Sentences in an ordinary article; the longer the document, the less its beginning sums it up."""


def position_prior(terms: Terms, vectors: Matrix) -> Vector:
    """Return (1 + position)^(−γ/2), shape (n,), with γ = :func:`lead_strength`.

    With γ = 1 it is 1/√(1 + position), as news wants; with γ = 0 all places are equal.
    """
    exponent = -lead_strength(terms, vectors) / 2
    return np.asarray((1.0 + terms.positions) ** exponent, dtype=np.float64)


def lead_strength(terms: Terms, vectors: Matrix) -> float:
    """Return the posterior probability γ in (0, 1) that these documents open with what matters.

    Evidence: the z-scores of the first three sentences' centrality among their document's sentences
    (centrality: dot product with the sum of the other documents' vectors, or of the own ones where
    there is one document). Under "has a lead" their mean is 0.45, without one 0, each with unit
    variance, so that m of them with mean z change the log odds by m · (0.45 z − 0.45²/2). Prior log
    odds: +1 for several documents, 0 for one, less half the log of how much longer than an article
    they are.
    """
    documents = int(terms.documents.max()) + 1 if len(terms) else 0
    if not documents:
        return 1.0
    central = _centrality(terms, vectors, documents)
    starts = np.flatnonzero(terms.positions == 0)
    sizes = np.diff(np.append(starts, len(terms)))
    means = np.add.reduceat(central, starts) / sizes
    far = central - np.repeat(means, sizes)
    spread = np.sqrt(np.add.reduceat(far**2, starts) / sizes)
    told = np.repeat((sizes > LEAD) & (spread > NOISE * means), sizes) & (terms.positions < LEAD)
    leads = far[told] / np.repeat(spread, sizes)[told]
    length = len(terms) / documents
    odds = (1.0 if documents > 1 else 0.0) - 0.5 * np.log(max(1.0, length / ARTICLE))
    odds += float(np.sum(EFFECT * leads - EFFECT**2 / 2))
    return float(1 / (1 + np.exp(min(-odds, 700.0))))


def _centrality(terms: Terms, vectors: Matrix, documents: int) -> Vector:
    """Return the product of each vector (n,) with the sum of the other documents', of all of one document."""
    total = vectors.sum(axis=0)
    if documents == 1:
        return np.asarray(vectors @ total, dtype=np.float64)
    owners = np.repeat(terms.documents.astype(np.int64), np.diff(vectors.indptr))
    _, entry = np.unique(owners * vectors.shape[1] + vectors.indices, return_inverse=True)
    own = np.bincount(entry.ravel(), vectors.data)[entry.ravel()]
    others = total[vectors.indices] - own
    others[others <= NOISE * own] = 0.0  # no other document has the word
    products = vectors.data * others
    rows = np.repeat(np.arange(len(terms)), np.diff(vectors.indptr))
    return np.bincount(rows, products, minlength=len(terms)).astype(np.float64)
