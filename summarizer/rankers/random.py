"""Random: the floor that every ranker must clear."""

from __future__ import annotations

import numpy as np

from summarizer.graph.similarity import SentenceGraph, Vector


def rank(graph: SentenceGraph, seed: int = 0) -> Vector:
    """Return uniform scores (n,) in [0, 1), the same ones for the same seed."""
    return np.random.default_rng(seed).random(len(graph))
