"""The characters of a Word paragraph: what its formatting and its revisions say of them included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from .docx_math import linear
from .docx_parts import PLAIN, Look, Styles, child, is_on, look, name, value
from .docx_symbols import is_private, sign
from .raised import lower, raise_

Piece = tuple[str, str]
"""Height (``""``, ``"superscript"``, ``"subscript"``) and text."""

_CHARS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_LEFT_OUT = frozenset(
    """w:pPr w:rPr w:txbxContent w:rt w:sdtPr w:sdtEndPr w:footnoteRef w:endnoteRef w:annotationRef
    mc:Fallback""".split()
)
_DELETED = frozenset(("w:del", "w:moveFrom"))
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_UNKNOWN_SIGN = "\ufffd"


@dataclass(slots=True)
class Characters:
    """Reads paragraphs with the styles of one file; counts what it leaves out, keeps the notes it meets.

    ``marks`` are the notes of the paragraphs that were read last, each with the characters before its mark.
    """

    styles: Styles
    left_out: Counter[str] = field(default_factory=Counter)
    notes: dict[tuple[str, str], None] = field(default_factory=dict)
    marks: list[tuple[tuple[str, str], int]] = field(default_factory=list)
    _read: int = 0

    def pieces(self, paragraph: Any) -> list[Piece]:
        """Return a paragraph's visible text; tracked insertions are in, deletions and struck text out."""
        style = child(paragraph, "w:pPr", "w:pStyle")
        below = self.styles.looks.get(value(style) or "", PLAIN) if style is not None else PLAIN
        found = []
        self._read = 0
        for piece in self._pieces(paragraph, below):
            found.append(piece)
            self._read += len(piece[1])
        return found

    def _pieces(self, element: Any, below: Look) -> Iterator[Piece]:
        for each in element.iterchildren():
            kind = name(each)
            if kind == "w:r":
                yield from self._run(each, below)
            elif kind in _DELETED:
                self.left_out["struck"] += any(t.text for t in each.iter() if name(t) in ("w:t", "w:delText"))
            elif kind == "m:oMath":
                yield "", linear(each, name)
            elif kind not in _LEFT_OUT and not is_placeholder(each):
                yield from self._pieces(each, below)

    def _run(self, run: Any, below: Look) -> Iterator[Piece]:
        properties = child(run, "w:rPr")
        here = below
        if properties is not None:
            style = child(properties, "w:rStyle")
            named = self.styles.looks.get(value(style) or "", PLAIN) if style is not None else PLAIN
            here = look(properties).over(named.over(below))
        found = "".join(self._content(run, here))
        if here.hidden or here.struck:
            self.left_out["hidden" if here.hidden else "struck"] += bool(found.strip())
        elif found:
            yield (here.height if here.height in ("superscript", "subscript") else "") or "", found

    def _content(self, element: Any, here: Look) -> Iterator[str]:
        for each in element.iterchildren():
            kind = name(each)
            if kind == "w:t":
                yield self._text(each.text or "", here)
            elif kind in _CHARS:
                yield _CHARS[kind]
            elif kind == "w:sym":
                code = value(each, "char") or ""
                yield self._sign(value(each, "font"), int(code, 16)) if len(code) < 7 and code else ""
            elif kind in _NOTES:
                if (key := value(each, "id")) is not None:
                    self.notes[_NOTES[kind], key] = None
                    self.marks.append(((_NOTES[kind], key), self._read))
            elif kind == "m:oMath":
                yield linear(each, name)
            elif kind not in _LEFT_OUT and kind not in _DELETED:
                yield from self._content(each, here)

    def _text(self, text: str, here: Look) -> str:
        if text.isascii() or not any(map(is_private, text)):
            return text
        return "".join(self._sign(here.font, ord(char)) if is_private(char) else char for char in text)

    def _sign(self, font: str | None, code: int) -> str:
        found = sign(font, code)
        self.left_out["sign"] += found is None
        return _UNKNOWN_SIGN if found is None else found


def left_out(counts: Mapping[str, int]) -> Iterator[str]:
    """Yield a sentence for each kind of text that a document has and that is not read."""
    for kind, what in (
        ("struck", "struck out or deleted under track changes"),
        ("hidden", "formatted as hidden text"),
    ):
        if count := counts.get(kind):
            passages = "1 passage is" if count == 1 else f"{count} passages are"
            yield f"{passages} {what}, and left out."
    if count := counts.get("sign"):
        signs = "1 sign" if count == 1 else f"{count} signs"
        yield f"{signs} of a symbol font cannot be told; read the figures beside them in the file itself."
    if count := counts.get("comment"):
        yield f"{'1 comment is' if count == 1 else f'{count} comments are'} left out."


def joined(pieces: Sequence[Piece]) -> str:
    """Return the text of pieces, stripped: powers with ``^``, note marks left out."""
    if not any(height for height, _ in pieces):
        return "".join(text for _, text in pieces).strip()
    runs = [(height, "".join(text for _, text in group)) for height, group in groupby(pieces, lambda p: p[0])]
    written, tail = [], ""
    for at, (height, text) in enumerate(runs):
        link: str | None = ""
        if height == "superscript":
            link = raise_(tail, text, runs[at + 1][1] if at + 1 < len(runs) else "")
        elif height == "subscript":
            link = lower(tail, text)
        if link is not None:
            written.append(link + text)
            tail = (tail + link + text)[-20:]
    return "".join(written).strip()


def is_placeholder(element: Any) -> bool:
    """Tell whether a content control shows nothing but the words that ask for its content."""
    return is_on(child(element, "w:sdtPr", "w:showingPlcHdr")) if name(element) == "w:sdt" else False


def mark_is_deleted(paragraph: Any) -> bool:
    """Tell whether the paragraph's end was deleted under track changes: the next one goes on with it."""
    mark = child(paragraph, "w:pPr", "w:rPr")
    return mark is not None and any(name(each) in _DELETED for each in mark.iterchildren())
