"""Lead: the first sentences of each document, in turn."""

from __future__ import annotations

import numpy as np

from summarizer.graph.similarity import SentenceGraph, Vector


def rank(graph: SentenceGraph, seed: int = 0) -> Vector:
    """Return 1 / (1 + r), r the rank (n,) of a sentence by position, earlier documents first among equals.

    The baseline of every news corpus (Nenkova 2005): all first sentences come before all second ones.
    """
    order = np.lexsort((graph.terms.documents, graph.terms.positions))
    scores = np.empty(len(graph))
    scores[order] = 1 / (1 + np.arange(len(graph)))
    return scores
