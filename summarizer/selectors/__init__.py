"""Selectors: scored sentences and a length in, the chosen ones out. One algorithm a file.

A selector's file has ``select(problem)`` and, where it has parameters, ``PARAMETERS``. The files are
imported when they are first used, so that listing the names costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from summarizer.records import dataclass

if TYPE_CHECKING:
    from .problem import Problem, Selection


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector by the name of its file."""

    name: str
    description: str

    def __call__(self, problem: Problem) -> Selection:
        """Return the chosen sentences, within the limit."""
        return self._module().select(problem)  # type: ignore[no-any-return]

    @property
    def parameters(self) -> str:
        """What the note's signature says of its settings."""
        return getattr(self._module(), "PARAMETERS", "")

    def _module(self) -> Any:
        return import_module(f".{self.name}", __package__)


SELECTORS: dict[str, Selector] = {
    selector.name: selector
    for selector in (
        Selector("coverage", "concepts covered and the ranker's scores, by beam search held against a bound"),
        Selector("mmr", "maximal marginal relevance"),
    )
}
