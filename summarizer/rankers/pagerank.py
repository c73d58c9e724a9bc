"""PageRank by power iteration, shared by the rankers that walk a graph."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from summarizer.graph.similarity import Vector

DAMPING = 0.85
TOLERANCE = 1e-9
MAX_ITERATIONS = 200
NO_EDGE = 1e-5
"""Degree up to which a vertex has no edge: what rounding in single precision leaves of 1 − 1."""


def pagerank(spread: Callable[[Vector], Vector], teleport: Vector) -> Vector:
    """Return the stationary distribution (n,) of a random surfer (Brin & Page 1998).

    v ← d · W D⁻¹ v + (1 − d) t, d = 0.85, where ``spread(v)`` is W v for a symmetric W ≥ 0, D holds its
    row sums and t is ``teleport``, scaled to sum to 1 (uniform if all zero). Vertices without an edge
    hand their rank to t.
    """
    n = len(teleport)
    total = float(teleport.sum())
    teleport = teleport / total if total > 0 else np.full(n, 1 / max(1, n))
    degrees = spread(np.ones(n))
    inverse = np.divide(1.0, degrees, out=np.zeros(n), where=degrees > NO_EDGE)
    scores = teleport
    for _ in range(MAX_ITERATIONS):
        walked = spread(scores * inverse)
        updated = DAMPING * walked + (1 - DAMPING * walked.sum()) * teleport
        change = np.abs(updated - scores).sum()
        scores = updated
        if change < TOLERANCE:
            break
    return scores
