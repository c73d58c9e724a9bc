"""Readers: bytes of one format → text with its places. A new format is one file and one line here."""

from __future__ import annotations

from . import docx, html, markdown, pdf, text
from .base import Extracted, Format, Reader

READERS: dict[str, Format] = {
    "text": Format("text/plain", (".txt", ".text"), text.read),
    "markdown": Format("text/markdown", (".md", ".markdown"), markdown.read),
    "html": Format("text/html", (".html", ".htm", ".xhtml"), html.read),
    "pdf": Format("application/pdf", (".pdf",), pdf.read),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",), docx.read
    ),
}
"""Every format that can be read, by name."""

SUFFIXES: dict[str, Format] = {suffix: kind for kind in READERS.values() for suffix in kind.suffixes}
"""The format of each file suffix, lower-cased, with its dot."""


def sniff(content: bytes) -> Format:
    """Tell the format of a file without a known suffix by its first bytes; text where nothing says else."""
    if content.startswith(b"%PDF-"):
        return READERS["pdf"]
    if content.startswith(b"PK\x03\x04") and b"word/" in content:
        return READERS["docx"]
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return READERS["html"]
    return READERS["text"]


__all__ = ["READERS", "SUFFIXES", "Extracted", "Format", "Reader", "sniff"]
