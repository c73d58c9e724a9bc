"""Rankers: a sentence graph in, a score for every sentence out. One algorithm a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..graph import SentenceGraph, Vector
from . import lead, random, textrank


@dataclass(frozen=True, slots=True)
class Ranker:
    """A ranker; calling it with a graph of n sentences and a seed gives non-negative scores (n,)."""

    rank: Callable[[SentenceGraph, int], Vector]
    description: str
    parameters: str = ""

    def __call__(self, graph: SentenceGraph, seed: int = 0) -> Vector:
        """Return the scores; only ``random`` heeds the seed."""
        return self.rank(graph, seed)


RANKERS: dict[str, Ranker] = {
    "textrank": Ranker(textrank.rank, "PageRank on the graph of all cosines", f"d={textrank.DAMPING}"),
    "lead": Ranker(lead.rank, "first sentences first"),
    "random": Ranker(random.rank, "a seeded draw, the floor to clear"),
}
