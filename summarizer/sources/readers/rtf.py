"""RTF: its text by striprtf, a paragraph a block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .base import Building, Extracted
from .docx_text import Piece, joined, left_out
from .rtf_parts import ASIDE, MARKS, Flow, Height, apart, coded

_TITLE = re.compile(rb"\{\\title ([^{}]{1,600})\}")
_PAGE = re.compile(rb"\\ansicpg\d{1,5}")
_CELL = re.compile(r"[ \t]{0,9}\n\|(?:[ \t]{0,9}(?=[^\s|])|[ \t]{0,9}(?=\n|$))")
"""The bar of a cell that begins a line: the row goes on, or is at its end."""
_SPLIT = re.compile(f"([{''.join(MARKS)}{ASIDE}])")
_DAMAGED = "it is not a sound RTF file; open it in a word processor and save it as .docx."


def read(content: bytes, limits: Limits) -> Extracted:
    """Read an RTF document; ``"paragraph 12"`` counts those that are not empty, ``"footnote 1"`` its notes.

    Notes and text boxes follow the text. Pictures and embedded objects are left out, deleted, struck-out and
    hidden text and comments too, which is told; what is no RTF is refused.
    """
    if not content.lstrip().startswith(b"{\\rtf"):
        raise SourceError(_DAMAGED)
    flow = apart(content.decode("latin-1"))
    building, count = Building(limits.max_chars, limits.max_parts), 0
    refers: dict[int, int] = {}
    marked = iter(flow.marked)
    for line, marks in _lines(_plain("".join(flow.text))):
        start = building.length + 2 * bool(building.pieces)
        for mark, number in zip(marks, marked, strict=False):
            refers[number] = start + min(mark, len(line))
        if line:
            count += 1
            building.add(line, f"paragraph {count}")
    counts = Counter[str]()
    for number, (kind, aside) in enumerate(zip(flow.kinds, _asides(content, flow), strict=False)):
        counts[kind] += 1
        for line, _ in _lines(aside):
            building.add(line, f"{kind} {counts[kind]}", refers=refers.get(number))
    title = _TITLE.search(content[:200_000])
    named = title.group(1).decode("cp1252", "replace") if title and b"\\" not in title.group(1) else None
    return building.extracted(title=named, warnings=tuple(left_out(flow.left_out)))


def _plain(text: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        found: str = rtf_to_text(text, errors="replace")
    except Exception as error:  # a damaged file makes striprtf fail in any way
        raise SourceError(_DAMAGED) from error
    found = _CELL.sub(lambda bar: " | " if found[bar.end() : bar.end() + 1].strip() else "", found)
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _asides(content: bytes, flow: Flow) -> list[str]:
    """Return the texts of the notes and text boxes, which are written in the fonts of the whole."""
    if not flow.asides:
        return []
    page = _PAGE.search(content)
    head = (page.group().decode() if page else "") + flow.fonts
    between = f"\\par{coded(ASIDE)}\\par "
    return _plain("{\\rtf1 " + head + between.join(map("".join, flow.asides)) + "}").split(ASIDE)


def _lines(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the lines, powers with ``^`` and note marks left out, and in each the places of notes."""
    height: Height = ""
    for line in text.split("\n"):
        pieces: list[Piece] = []
        marks, length = [], 0
        for piece in _SPLIT.split(line.strip()):
            if piece in MARKS:
                height = MARKS[piece]
            elif piece == ASIDE:
                marks.append(length)
            elif piece:
                pieces.append((height, piece))
                length += len(piece)
        if pieces or marks:
            yield joined(pieces), marks
