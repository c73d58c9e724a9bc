"""The notes of a page: which of its blocks the mark of a note in another one leads to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from .html_blocks import Block

_ID = re.compile(r"""\s(?:id|name)\s?=\s?["']?([^\s"'<>]{1,100})""", re.IGNORECASE)
_NOTE = re.compile(r"^_?(?:fn|ftn|edn|en|n)[\W_]?\d|foot|note", re.IGNORECASE)
_NO_NOTE = re.compile(r"cite|bib|ref", re.IGNORECASE)
"""What the target of a mark is called that is a reference of literature."""


def notes(raw: str, blocks: Sequence[Block]) -> dict[int, tuple[int, int]]:
    """Return the block that bears the mark of a note, and where in it, by the index of the note's block."""
    marks: dict[str, tuple[int, int]] = {}
    for at, block in enumerate(blocks):
        for offset, target in block.marks:
            if _NOTE.search(target) and not _NO_NOTE.search(target):
                marks.setdefault(target, (at, offset))
    if not marks:
        return {}
    starts = [block.runs[0].raw for block in blocks]
    found: dict[int, tuple[int, int]] = {}
    for place in _ID.finditer(raw):
        if mark := marks.pop(place.group(1), None):
            note = bisect_left(starts, place.end())
            if mark[0] < note < len(blocks):
                found.setdefault(note, mark)
    return found
