"""Continuous LexRank (Erkan & Radev 2004): the same walk as TextRank, all places equal."""

from __future__ import annotations

from summarizer.graph.similarity import SentenceGraph, Vector

from .pagerank import DAMPING, pagerank

PARAMETERS = f"d={DAMPING}"


def rank(graph: SentenceGraph, seed: int = 0) -> Vector:
    """Return the PageRank (n,) of every sentence, edges weighted by cosine, summing to 1.

    The surfer starts anew anywhere, or by the query where there is one (Otterbacher et al. 2005).
    """
    return pagerank(graph.spread, graph.relevance)
