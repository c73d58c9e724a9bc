"""The machine-readable note inside a rendered one: put there by the renderers, read by ``verify``.

Each form carries the JSON of ``brief_json.dumps_ascii``, which needs no escaping anywhere and survives
tools that change encodings or line ends.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from summarizer.errors import NoteError, SourceError
from summarizer.limits import Limits

from .brief import Brief
from .brief_json import dumps_ascii, loads

NAMESPACE = "urn:tracebrief:note"
MAX_BYTES = 256 * 1024 * 1024
"""Bytes that a DOCX file may unfold to."""

_COMMENT = re.compile(rb"^<!-- tracebrief-note (\{[^\r\n]*\}) -->[ \t]*\r?$", re.MULTILINE)
_TEMPLATE = re.compile(rb'<template id="tracebrief-note">([^<]*)</template>')
_PART = re.compile(rb'<note xmlns="' + NAMESPACE.encode() + rb'">([^<]*)</note>')


def markdown_comment(brief: Brief) -> str:
    """Return the note as a comment on one line of its own."""
    return f"<!-- tracebrief-note {dumps_ascii(brief)} -->"


def html_template(brief: Brief) -> str:
    """Return the note as a ``template`` element: inert and not shown."""
    return f'<template id="tracebrief-note">{dumps_ascii(brief)}</template>'


def xml_part(brief: Brief) -> bytes:
    """Return the note as a custom XML part for an Office Open XML file."""
    json = dumps_ascii(brief)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<note xmlns="{NAMESPACE}">{json}</note>'.encode()


def read(content: bytes, suffix: str, name: str = "The note") -> Brief:
    """Return the note that a saved file carries; ``suffix`` (without dot) is that of its name.

    Raises NoteError where the format carries none, where there is none, or where it is not valid.
    """
    if suffix == "json":
        return loads(content, name)
    if suffix not in _FIND:
        raise NoteError(f"{name} cannot be read back as a note; save it as json, {', '.join(_FIND)}.")
    try:
        found = _FIND[suffix](content)
    except SourceError as error:
        raise NoteError(f"{name}: {error}") from error
    if found is None:
        raise NoteError(f"{name} holds no Tracebrief note; give a file that 'tracebrief brief -o' wrote.")
    return loads(found, name)


def _in_markdown(content: bytes) -> bytes | None:
    # Ours is the last one: text of a source never begins a line with "<".
    found = _COMMENT.findall(content)
    return found[-1] if found else None


def _in_html(content: bytes) -> bytes | None:
    found = _TEMPLATE.search(content)
    return found[1] if found else None


def _in_docx(content: bytes) -> bytes | None:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return None
    from summarizer.sources.readers.docx import check_archive  # only a Word file is a pack

    check_archive(content, Limits(max_expansion=MAX_BYTES))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                if info.filename.startswith("customXml/"):
                    found = _PART.search(archive.read(info))
                    if found:
                        return found[1]
    except Exception:  # BadZipFile, and zlib, struct or value errors from crafted members
        return None
    return None


_FIND: dict[str, Callable[[bytes], bytes | None]] = {"md": _in_markdown, "html": _in_html, "docx": _in_docx}
