"""Formats to write: one a file, and the table that all choices are read from."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.records import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format to write, by the name of its file, which is imported at first use; calling it renders."""

    module: str
    label: str
    media_type: str
    description: str

    def __call__(self, brief: Brief, documents: Sequence[Document] = ()) -> bytes:
        """Return the note as the bytes of a file; documents may be ``()`` for one read back from JSON."""
        return import_module(f".{self.module}", __package__).render(brief, documents)  # type: ignore[no-any-return]


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

RENDERERS: dict[str, Format] = {
    "md": Format(
        "markdown", "Markdown", "text/markdown", "Markdown with links from each line to its citations"
    ),
    "html": Format("html", "HTML", "text/html", "a page with the sources beside the note; no script"),
    "json": Format("json", "JSON", "application/json", "the whole note, schema tracebrief/1, lossless"),
    "jsonld": Format("jsonld", "JSON-LD", "application/ld+json", "the citations as W3C Web Annotations"),
    "docx": Format("docx", "Word", _DOCX, "a Word document with links to its citations"),
    "txt": Format("text", "Text", "text/plain", "plain text, 80 columns"),
}
"""By file suffix, without the dot."""

_CSL = "application/vnd.citationstyles.csl+json"

REFERENCES: dict[str, Format] = {
    "csl": Format("csl", "CSL-JSON", _CSL, "the sources as CSL-JSON, for Zotero, Pandoc and their like"),
    "bib": Format("bibtex", "BibTeX", "application/x-bibtex", "the sources as BibTeX"),
}
"""What holds the sources of a note alone, for reference managers; by file suffix, too."""

ZOTERO = Format("zotero", "Word for Zotero", _DOCX, "a Word document whose citations are Zotero's fields")
"""Takes the place of ``docx`` where it is asked for."""
