"""TextRank (Mihalcea & Tarau 2004), exactly and in linear time."""

from __future__ import annotations

import numpy as np

from ..graph import SentenceGraph, Vector

DAMPING = 0.85
TOLERANCE = 1e-9
MAX_ITERATIONS = 200
PARAMETERS = f"d={DAMPING}"


def rank(graph: SentenceGraph, seed: int = 0) -> Vector:
    """Return the PageRank (n,) of every sentence in the graph of all cosines, summing to 1.

    v ← (1 − d) t + d · W D⁻¹ v with damping d = 0.85 (Brin & Page 1998). The teleport vector t is
    the prior, so that place and query personalise the walk (Haveliwala 2002). Sentences without a
    neighbour hand their rank to t.
    """
    total = float(graph.prior.sum())
    teleport = graph.prior / total if total > 0 else np.full(len(graph), 1 / max(1, len(graph)))
    degrees = graph.degrees()
    linked = degrees > 1e-9
    inverse = np.divide(1.0, degrees, out=np.zeros_like(degrees), where=linked)
    scores = teleport
    for _ in range(MAX_ITERATIONS):
        walked = graph.spread(scores * inverse)
        lost = 1.0 - walked.sum()
        updated = DAMPING * (walked + lost * teleport) + (1 - DAMPING) * teleport
        change = np.abs(updated - scores).sum()
        scores = updated
        if change < TOLERANCE:
            break
    return scores
