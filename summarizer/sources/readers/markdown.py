"""Markdown: read as it stands, markup included, so that offsets are true in the file."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.data import Place
from summarizer.limits import Limits
from summarizer.text import markup

from . import text
from .base import Extracted
from .html_parts import passages_struck

_NOTE = re.compile(r"^[ ]{0,3}(\[\^([^\]\s]{1,30})\]:)", re.MULTILINE)
_MARK = re.compile(r"(?<!\n)\[\^([^\]\s]{1,30})\]")


def read(content: bytes, limits: Limits) -> Extracted:
    """Decode the file; a note leans on the passage of its mark, what is struck out is told."""
    extracted = text.read(content, limits)
    if struck := markup.struck(extracted.text):
        extracted = replace(extracted, warnings=(*extracted.warnings, passages_struck(struck)))
    if "[^" not in extracted.text:
        return extracted
    marks: dict[str, int] = {}
    for mark in _MARK.finditer(extracted.text):
        marks.setdefault(mark.group(1), mark.start())
    places = (
        Place(note.start(1), refers=marks[note.group(2)])
        for note in _NOTE.finditer(extracted.text)
        if marks.get(note.group(2), note.end()) < note.start()
    )
    return replace(extracted, places=tuple(places))
