"""Rankers: a sentence graph in, a score for every sentence out. One algorithm a file.

A ranker's file has ``rank(graph, seed)`` and, where it has parameters, ``PARAMETERS``. The files are
imported when they are first used, so that listing the names costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from summarizer.records import dataclass

if TYPE_CHECKING:
    from summarizer.graph.similarity import SentenceGraph, Vector


@dataclass(frozen=True, slots=True)
class Ranker:
    """A ranker by the name of its file."""

    name: str
    description: str

    def __call__(self, graph: SentenceGraph, seed: int = 0) -> Vector:
        """Return non-negative scores (n,); only ``random`` heeds the seed."""
        return self._module().rank(graph, seed)  # type: ignore[no-any-return]

    @property
    def parameters(self) -> str:
        """What the note's signature says of its settings."""
        return getattr(self._module(), "PARAMETERS", "")

    def _module(self) -> Any:
        return import_module(f".{self.name.replace('-', '_')}", __package__)


RANKERS: dict[str, Ranker] = {
    ranker.name: ranker
    for ranker in (
        Ranker("textrank", "PageRank on the graph of all cosines, early sentences favoured if that pays"),
        Ranker("lexrank", "PageRank on the graph of all cosines, all places equal"),
        Ranker("lexrank-threshold", "PageRank on the graph of the cosines above 0.1"),
        Ranker("centroid", "likeness to the mean of the pile"),
        Ranker("divergence", "Jensen–Shannon divergence from the pile's words"),
        Ranker("lsa", "weight in the strongest latent topics"),
        Ranker("lead", "the first sentences first"),
        Ranker("random", "a seeded draw: the floor to clear"),
    )
}
