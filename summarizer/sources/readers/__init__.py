"""Readers: bytes of one format → text with its places. A new format is one file and one line here."""

from __future__ import annotations

import os

from . import (
    archive,
    csv,
    docx,
    eml,
    epub,
    html,
    markdown,
    mbox,
    mhtml,
    odt,
    pdf,
    pptx,
    records,
    rtf,
    sgml,
    subtitles,
    text,
    xlsx,
    xml,
)  # fmt: skip
from .base import SUFFIXES, Extracted, Format, Part, Reader

_OFFICE = "application/vnd.openxmlformats-officedocument"

READERS: dict[str, Format] = {
    "text": Format("text/plain", (".txt", ".text"), text.read),
    "markdown": Format("text/markdown", (".md", ".markdown"), markdown.read),
    "html": Format("text/html", (".html", ".htm", ".xhtml"), html.read),
    "pdf": Format("application/pdf", (".pdf",), pdf.read),
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", (".docx",), docx.read),
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx", ".xlsm"), xlsx.read),
    "pptx": Format(f"{_OFFICE}.presentationml.presentation", (".pptx",), pptx.read),
    "odt": Format("application/vnd.oasis.opendocument.text", (".odt",), odt.read),
    "rtf": Format("application/rtf", (".rtf",), rtf.read),
    "epub": Format("application/epub+zip", (".epub",), epub.read),
    "mhtml": Format("multipart/related", (".mhtml", ".mht"), mhtml.read),
    "csv": Format("text/csv", (".csv", ".tsv"), csv.read),
    "eml": eml.MESSAGE,
    "mbox": Format("application/mbox", (".mbox",), parts=mbox.parts),
    "subtitles": Format("text/vtt", (".vtt", ".srt"), subtitles.read),
    "xml": Format("application/xml", (".xml", ".nxml"), parts=xml.parts),
    "sgml": Format("application/sgml", (".sgml", ".sgm"), parts=sgml.parts),
    "json": Format("application/json", (".json", ".jsonl", ".ndjson"), parts=records.parts),
    "zip": Format("application/zip", (".zip",), parts=archive.parts),
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
    """Return the format of a file by the suffix of its name, else by its content."""
    return SUFFIXES.get(os.path.splitext(name)[1].lower()) or sniff(content)


def sniff(content: bytes) -> Format:
    """Tell the format of a file without a known suffix by its first bytes; text where nothing says else."""
    if content.startswith(b"PK\x03\x04"):
        return READERS[next((kind for mark, kind in _INSIDE if mark in content), "zip")]
    for first, kind in _FIRST:
        if content.startswith(first):
            return READERS[kind]
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return READERS["html"]
    if sgml.looks_so(content):
        return READERS["sgml"]
    return READERS["text"]


__all__ = ["READERS", "SUFFIXES", "Extracted", "Format", "Part", "Reader", "kind_of", "sniff"]
