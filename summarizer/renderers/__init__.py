"""Formats to write: one a file, and the table that all choices are read from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..brief import Brief
from ..data import Document
from . import json, markdown

Renderer = Callable[[Brief, Sequence[Document]], bytes]
"""``render(brief, documents)``; the documents may be ``()`` for a note read back from JSON."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format to write; calling it renders."""

    render: Renderer
    media_type: str
    description: str

    def __call__(self, brief: Brief, documents: Sequence[Document] = ()) -> bytes:
        """Return the note as the bytes of a file."""
        return self.render(brief, documents)


RENDERERS: dict[str, Format] = {
    "md": Format(markdown.render, "text/markdown", "Markdown with links from each line to its citations"),
    "json": Format(json.render, "application/json", "JSON, schema tracebrief/1: the whole note, lossless"),
}
"""By file suffix, without the dot."""
