"""Query focus: how much each sentence has to do with what the user asks."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from summarizer.text.language import content_stems

from .similarity import Vector
from .terms import Terms

NEIGHBOURS = 0.25
"""What likeness to the matching sentences weighs beside matching itself."""


def query_relevance(vectors: sparse.csr_matrix, terms: Terms, query: str, language: str) -> Vector:
    """Return the relevance (n,) of every sentence, 0 for all where the pile has no word of the query.

    The dot product with the query's content stems, idf-weighted, plus a quarter of that with the matching
    sentences taken together (pseudo-relevance feedback; Rocchio 1971), each scaled to a maximum of 1;
    their sum squared, so that the few sentences that answer stand out from the many that touch on it.
    """
    index = {stem: i for i, stem in enumerate(terms.stems)}
    columns = np.array(sorted({index[s] for s in content_stems(query, language) if s in index}), dtype=int)
    if not len(columns):
        return np.zeros(len(terms))
    frequency = np.bincount(vectors.indices, minlength=len(terms.stems))[columns]
    idf = np.log((1 + len(terms)) / (1 + frequency)) + 1
    matching = np.asarray(vectors[:, columns] @ idf)
    near = np.asarray(vectors @ (vectors.T @ matching))
    if not matching.any():
        return np.zeros(len(terms))
    relevance: Vector = (matching / matching.max() + NEIGHBOURS * near / near.max()) ** 2
    return relevance
