"""Readers: bytes of one format → text with its places. A new format is one file and one line here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from summarizer.limits import Limits

from .base import SUFFIXES, Extracted, Format, Opener, Part, Reader, is_readable, not_read


def _file(name: str) -> Any:
    """Return the file of a reader, imported when the first of its format is read: most runs need few."""
    return import_module(f".{name}", __package__)


def _read(name: str) -> Reader:
    def read(content: bytes, limits: Limits) -> Extracted:
        return _file(name).read(content, limits)  # type: ignore[no-any-return]

    return read


def _parts(name: str) -> Opener:
    def parts(content: bytes, limits: Limits) -> Iterator[Part]:
        return _file(name).parts(content, limits)  # type: ignore[no-any-return]

    return parts


_OFFICE = "application/vnd.openxmlformats-officedocument"

READERS: dict[str, Format] = {
    "text": Format("text/plain", (".txt", ".text"), _read("text")),
    "markdown": Format("text/markdown", (".md", ".markdown"), _read("markdown")),
    "html": Format("text/html", (".html", ".htm", ".xhtml"), _read("html")),
    "pdf": Format("application/pdf", (".pdf",), _read("pdf")),
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", (".docx",), _read("docx")),
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx", ".xlsm"), _read("xlsx")),
    "pptx": Format(f"{_OFFICE}.presentationml.presentation", (".pptx",), _read("pptx")),
    "odt": Format("application/vnd.oasis.opendocument.text", (".odt",), _read("odt")),
    "rtf": Format("application/rtf", (".rtf",), _read("rtf")),
    "epub": Format("application/epub+zip", (".epub",), _read("epub")),
    "mhtml": Format("multipart/related", (".mhtml", ".mht"), _read("mhtml")),
    "csv": Format("text/csv", (".csv", ".tsv"), _read("csv")),
    "eml": Format("message/rfc822", (".eml",), _read("eml"), _parts("eml")),
    "mbox": Format("application/mbox", (".mbox",), parts=_parts("mbox")),
    "subtitles": Format("text/vtt", (".vtt", ".srt"), _read("subtitles")),
    "xml": Format("application/xml", (".xml", ".nxml", ".rss", ".atom"), parts=_parts("xml")),
    "sgml": Format("application/sgml", (".sgml", ".sgm"), parts=_parts("sgml")),
    "json": Format("application/json", (".json", ".jsonl", ".ndjson"), parts=_parts("records")),
    "zip": Format("application/zip", (".zip",), parts=_parts("archive")),
}
"""Every format that can be read, by name."""

SUFFIXES.update({suffix: kind for kind in READERS.values() for suffix in kind.suffixes})

# The first bytes of formats that can be told by them; a ZIP file by the names of the files in it.
_FIRST = ((b"%PDF-", "pdf"), (b"WEBVTT", "subtitles"), (b"MIME-Version:", "eml"), (b"Return-Path:", "eml"),
          (b"Received:", "eml"), (b"Message-ID:", "eml"), (b"From - ", "mbox"),
          (b"{\\rtf", "rtf"))  # fmt: skip
_INSIDE = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"epub+zip", "epub"),
           (b"opendocument.text", "odt"))  # fmt: skip


def kind_of(name: str, content: bytes) -> Format:
    """Return the format of a file by the suffix of its name, else by its content.

    A page that was saved as text is a page: else its tags would be its words.
    """
    named = SUFFIXES.get(os.path.splitext(name)[1].lower())
    if named is READERS["text"] and _is_page(content):
        return READERS["html"]
    return named or sniff(content)


def sniff(content: bytes) -> Format:
    """Tell the format of a file without a known suffix by its first bytes; text where nothing says else."""
    if content.startswith(b"PK\x03\x04"):
        return READERS[next((kind for mark, kind in _INSIDE if mark in content), "zip")]
    for first, kind in _FIRST:
        if content.startswith(first):
            return READERS[kind]
    if _is_page(content):
        return READERS["html"]
    if _file("sgml").looks_so(content):
        return READERS["sgml"]
    return READERS["text"]


def _is_page(content: bytes) -> bool:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html"))


__all__ = ["READERS", "SUFFIXES", "Extracted", "Format", "Part", "Reader", "is_readable", "kind_of",
           "not_read", "sniff"]  # fmt: skip
