"""Rankers: a sentence graph in, a score for every sentence out. One algorithm a file."""

from __future__ import annotations

from collections.abc import Callable

from ..graph import SentenceGraph, Vector
from . import lead, random, textrank

Ranker = Callable[[SentenceGraph, int], Vector]
"""``rank(graph, seed)`` → non-negative scores (n,); only ``random`` heeds the seed."""

RANKERS: dict[str, Ranker] = {
    "textrank": textrank.rank,
    "lead": lead.rank,
    "random": random.rank,
}
