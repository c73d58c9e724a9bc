"""Centroid (Radev et al. 2004): likeness to the mean of the pile, and place."""

from __future__ import annotations

import numpy as np

from summarizer.graph.similarity import SentenceGraph, Vector


def rank(graph: SentenceGraph, seed: int = 0) -> Vector:
    """Return the cosine (n,) with the sum of all sentence vectors, times the prior, as MEAD joins the two."""
    centroid = graph.vectors.sum(axis=0)
    norm = float(np.linalg.norm(centroid))
    return np.asarray(graph.vectors @ centroid) / max(norm, 1e-12) * graph.prior
