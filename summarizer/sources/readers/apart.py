"""Processor time of processes that read files apart, which the clock of this process does not see."""

from __future__ import annotations

_spent = 0.0


def add(seconds: float) -> None:
    """Count what such a process has worked."""
    global _spent
    _spent += max(0.0, seconds)


def spent() -> float:
    """Return the seconds that they have worked since this process began."""
    return _spent
