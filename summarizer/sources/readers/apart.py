"""Processor time of processes that read files apart, which the clock of this process does not see.

A file inside another may use no more of it than that one has left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LISTENER = "tracebrief-listener"
"""Name of a thread that does nothing but wait for such a process, and holds nothing that others need."""

_spent = 0.0
_left: ContextVar[float | None] = ContextVar("left", default=None)


def add(seconds: float) -> None:
    """Count what such a process has worked."""
    global _spent
    _spent += max(0.0, seconds)


def spent() -> float:
    """Return the seconds that they have worked since this process began."""
    return _spent


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Let what is read apart in this context use so many seconds at most; None sets no bound."""
    before = _left.set(seconds)
    try:
        yield
    finally:
        _left.reset(before)


def allowed(seconds: float) -> float:
    """Return how many of the ``seconds`` that a file may use by itself are left for it, one at least."""
    left = _left.get()
    return seconds if left is None else min(seconds, max(1.0, left))
