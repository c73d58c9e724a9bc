"""LexRank with a threshold (Erkan & Radev 2004): every edge from a cosine of 0.1 counts the same."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from summarizer.graph.similarity import SentenceGraph, Vector

from .pagerank import DAMPING, pagerank

THRESHOLD = 0.1
COMMON = 500
"""Sentences a word may stand in to be used for finding edges: bounds the edges of a sentence."""
BLOCK = 1000
"""Sentences whose edges are found at a time."""
PARAMETERS = f"d={DAMPING},t={THRESHOLD},df={COMMON}"


def rank(graph: SentenceGraph, seed: int = 0) -> Vector:
    """Return the PageRank (n,) of every sentence in the unweighted graph, summing to 1.

    The graph is sparse but explicit. In a pile of up to 500 sentences it is the paper's; in a larger
    one, words of more than 500 sentences make no edge, so that time and memory stay linear.
    """
    edges = _edges(graph.vectors.scipy())
    return pagerank(lambda values: np.asarray(edges @ values), graph.relevance)


def _edges(vectors: sparse.csr_matrix) -> sparse.csr_matrix:
    frequency = np.bincount(vectors.indices, minlength=vectors.shape[1])
    rare = vectors[:, frequency <= COMMON]
    transposed = rare.T.tocsr()
    blocks = []
    for start in range(0, rare.shape[0], BLOCK):
        cosines = (rare[start : start + BLOCK] @ transposed).tocoo()
        keep = (cosines.data >= THRESHOLD) & (cosines.row + start != cosines.col)
        ones = np.ones(int(keep.sum()), np.float32)
        blocks.append(sparse.csr_matrix((ones, (cosines.row[keep], cosines.col[keep])), shape=cosines.shape))
    return sparse.vstack(blocks).tocsr()
