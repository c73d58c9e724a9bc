"""How much a sentence's place speaks for it: found out from the pile, not asked."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy import sparse

from .similarity import Vector
from .terms import Terms

LEAD = 3
"""Sentences of a document that its lead is taken to be."""
EFFECT = 0.45
"""How many standard deviations more central than its document's mean a lead is in news that has one."""
ARTICLE = 30
"""Sentences in an ordinary article; the longer the document, the less its beginning sums it up."""


def position_prior(terms: Terms, vectors: sparse.csr_matrix) -> Vector:
    """Return (1 + position)^(−γ/2), shape (n,), with γ = :func:`lead_strength`.

    With γ = 1 it is 1/√(1 + position), as news wants; with γ = 0 all places are equal.
    """
    exponent = -lead_strength(terms, vectors) / 2
    return np.asarray((1.0 + terms.positions) ** exponent, dtype=np.float64)


def lead_strength(terms: Terms, vectors: sparse.csr_matrix) -> float:
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
    total = np.asarray(vectors.sum(axis=0)).ravel()
    bounds = np.append(np.flatnonzero(terms.positions == 0), len(terms))
    leads: list[float] = []
    for start, end in pairwise(bounds):
        if end - start <= LEAD:
            continue
        own = vectors[start:end]
        mass = np.asarray(own.sum(axis=0)).ravel()
        central = own @ (total - mass if documents > 1 else mass)
        spread = float(central.std())
        if spread > 1e-9:
            leads.extend((central[:LEAD] - central.mean()) / spread)
    length = len(terms) / documents
    odds = (1.0 if documents > 1 else 0.0) - 0.5 * np.log(max(1.0, length / ARTICLE))
    odds += float(np.sum(EFFECT * np.array(leads) - EFFECT**2 / 2))
    return float(1 / (1 + np.exp(min(-odds, 700.0))))
