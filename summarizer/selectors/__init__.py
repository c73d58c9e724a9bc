"""Selectors: scored sentences and a length in, the chosen ones out. One algorithm a file."""

from __future__ import annotations

from collections.abc import Callable

from . import coverage, mmr
from .problem import Problem, Selection

Selector = Callable[[Problem], Selection]

SELECTORS: dict[str, Selector] = {
    "coverage": coverage.select,
    "mmr": mmr.select,
}

__all__ = ["SELECTORS", "Problem", "Selection", "Selector"]
