"""TextRank (Mihalcea & Tarau 2004) on the graph of all cosines, exactly and in linear time."""

from __future__ import annotations

from summarizer.graph.similarity import SentenceGraph, Vector

from .pagerank import DAMPING, pagerank

PARAMETERS = f"d={DAMPING}"


def rank(graph: SentenceGraph, seed: int = 0) -> Vector:
    """Return the PageRank (n,) of every sentence, summing to 1.

    The surfer starts anew by the prior, so that place and query personalise the walk (Haveliwala 2002).
    """
    return pagerank(graph.spread, graph.prior)
