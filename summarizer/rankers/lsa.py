"""Latent semantic analysis (Gong & Liu 2001) with the length of Steinberger & Ježek (2004)."""

from __future__ import annotations

import numpy as np

from summarizer.graph.similarity import SentenceGraph, Vector

TOPICS = 10
PARAMETERS = f"k={TOPICS}"


def rank(graph: SentenceGraph, seed: int = 0) -> Vector:
    """Return √Σ (σ u)², shape (n,), over the ten strongest latent topics, times the prior.

    u are a sentence's coordinates in the truncated singular value decomposition of the vectors, found
    by random projection (Halko et al. 2011) from ``seed``.
    """
    from sklearn.decomposition import TruncatedSVD

    topics = min(TOPICS, *(size - 1 for size in graph.vectors.shape))
    if topics < 1:
        return graph.prior.copy()
    # fit_transform gives u · σ; weighing once more by σ favours what the pile dwells on.
    svd = TruncatedSVD(n_components=topics, random_state=seed)
    with np.errstate(invalid="ignore"):  # the share of explained variance, unused, is 0 / 0 for equal rows
        coordinates = svd.fit_transform(graph.vectors.astype(np.float64).scipy()) * svd.singular_values_
    return np.asarray(np.linalg.norm(coordinates, axis=1)) * graph.prior
