"""Formats to write: one a file, and the table that all choices are read from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarizer.data import Document
from summarizer.note.brief import Brief

from . import docx, html, json, jsonld, markdown, text

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


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

RENDERERS: dict[str, Format] = {
    "md": Format(markdown.render, "text/markdown", "Markdown with links from each line to its citations"),
    "html": Format(html.render, "text/html", "a page with the sources beside the note; no script"),
    "json": Format(json.render, "application/json", "the whole note, schema tracebrief/1, lossless"),
    "jsonld": Format(jsonld.render, "application/ld+json", "the citations as W3C Web Annotations"),
    "docx": Format(docx.render, _DOCX, "a Word document with links to its citations"),
    "txt": Format(text.render, "text/plain", "plain text, 80 columns"),
}
"""By file suffix, without the dot."""
