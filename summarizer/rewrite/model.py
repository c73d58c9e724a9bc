"""What a model is to the rest: something that answers requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from .prompt import Request

Tick = Callable[[], None]
"""Called often while a model works; what it raises stops the work."""


class Model(Protocol):
    """A model that is loaded, or a server that answers."""

    @property
    def identity(self) -> str:
        """All that determines its answers beside the request: name, version of the weights, precision."""

    def answer(self, requests: Sequence[Request], tick: Tick) -> Iterator[tuple[int, str]]:
        """Yield ``(index of the request, answer)`` as they are finished, in any order."""
