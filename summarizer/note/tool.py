"""Which program, of which version, writes a note."""

from __future__ import annotations

__version__ = "0.2.0"

NAME = "tracebrief"


def tool() -> dict[str, str]:
    """Return what a note says of the program that wrote it."""
    return {"name": NAME, "version": __version__}
