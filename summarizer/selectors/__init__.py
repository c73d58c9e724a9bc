"""Selectors: scored sentences and a length in, the chosen ones out. One algorithm a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import coverage, mmr
from .problem import Problem, Selection


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector; calling it with a problem gives a selection within its limit."""

    select: Callable[[Problem], Selection]
    description: str
    parameters: str = ""

    def __call__(self, problem: Problem) -> Selection:
        """Return the chosen sentences."""
        return self.select(problem)


SELECTORS: dict[str, Selector] = {
    "coverage": Selector(
        coverage.select,
        "integer programming over the concepts covered, joined with the ranker's scores",
        f"b={coverage.BETA},n={coverage.CANDIDATES}",
    ),
    "mmr": Selector(mmr.select, "maximal marginal relevance", f"l={mmr.LAMBDA}"),
}

__all__ = ["SELECTORS", "Problem", "Selection", "Selector"]
