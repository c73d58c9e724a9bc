"""Divergence (Lin et al. 2006): the words of a sentence against those of the pile."""

from __future__ import annotations

import numpy as np

from summarizer.graph.similarity import SentenceGraph, Vector


def rank(graph: SentenceGraph, seed: int = 0) -> Vector:
    """Return 1 − JS(p, q), shape (n,), times the prior; p and q: the stems of a sentence, of the pile.

    JS is the Jensen–Shannon divergence in bits over content stems, in [0, 1]. A stem that a sentence
    lacks adds q/2 to it, so that only the stems it holds need a visit. 0 for a sentence without any.
    """
    terms = graph.terms
    keep = ~terms.stop[terms.ids] if len(terms.ids) else np.empty(0, bool)
    n, m = len(terms), max(1, len(terms.stems))
    codes, counts = np.unique(terms.rows[keep] * m + terms.ids[keep], return_counts=True)
    rows, stems = codes // m, codes % m
    pile = np.bincount(terms.ids[keep], minlength=m) / max(1, int(keep.sum()))
    p = counts / np.bincount(rows, counts, minlength=n)[rows]
    q = pile[stems]
    middle = (p + q) / 2
    shared = 0.5 * (p * np.log2(p / middle) + q * np.log2(q / middle)) - 0.5 * q
    divergence = 0.5 + np.bincount(rows, shared, minlength=n)
    held = np.bincount(rows, minlength=n) > 0
    return np.where(held, np.clip(1 - divergence, 0, 1), 0.0) * graph.prior
