"""DOCX: paragraphs, tables and notes in document order, each with a locator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from summarizer.data import Place
from summarizer.errors import SourceError
from summarizer.limits import Limits

from .base import Extracted, check_parts, margins_left_out
from .docx_numbers import Numbering
from .docx_parts import Package, Styles, child, name, value
from .docx_text import Characters, Piece, is_placeholder, joined, left_out, mark_is_deleted
from .zipped import bounded

_WRAPPERS = frozenset(
    "w:sdt w:sdtContent w:customXml w:smartTag w:ins w:moveTo mc:AlternateContent mc:Choice".split()
)
_LONG_CELL = 200
"""Characters from which a cell of a table is prose, and stands apart from its neighbours."""

_DAMAGED = "it is not a sound DOCX file; open it in a word processor and save it again."


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the paragraphs, parted by blank lines, and the table rows, a line each, cells parted by `` | ``.

    Locators count as Word does: ``"paragraph 12"`` is the twelfth that is not empty, tables apart;
    ``"table 2, row 3"``; ``"footnote 1"``, by the order in which the text refers to them. Cells of prose are
    paragraphs of their own. Text boxes follow the paragraph that holds them, notes the text. The numbers of
    lists are written out, equations are set on one line. Deleted, struck-out and hidden text, comments,
    headers and footers are left out, with a warning. External entities are never resolved.
    """
    check_archive(content, limits)
    try:
        package = Package(content)
        body = child(package.body(), "w:body")
        walk = _Walk(
            limits.max_chars,
            limits.max_parts,
            Characters(Styles.read(package.part("styles"))),
            Numbering.read(package.part("numbering")),
        )
        walk.blocks(body)
        walk.notes({kind: package.part(f"{kind}s") for kind in ("footnote", "endnote")})
        title = package.title()
        comments = package.part("comments")
        around = package.margins()
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # a damaged part makes zipfile or lxml fail in any way
        raise SourceError(_DAMAGED) from error
    if not walk.pieces:
        raise SourceError("it holds no text; if its pages are pictures, run text recognition (OCR) first.")
    return Extracted(
        text="".join(walk.pieces),
        title=title,
        places=tuple(walk.places),
        warnings=(
            *walk.warnings(len(comments) if comments is not None else 0),
            *((margins_left_out(around),) if around else ()),
        ),
    )


def check_archive(content: bytes, limits: Limits) -> None:
    """Refuse what is no DOCX and what would unfold without bound, with a `SourceError`."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(
            "it is locked with a password or an old .doc file; save it as .docx without a password."
        )
    bounded(content, limits, damaged=_DAMAGED, packed=_DAMAGED)


@dataclass(slots=True)
class _Walk:
    """The text so far, at most ``max_chars`` of it, and the counters of the locators."""

    max_chars: int
    max_parts: int
    characters: Characters
    numbering: Numbering
    pieces: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    length: int = 0
    paragraphs: int = 0
    tables: int = 0
    foreign: int = 0
    marked: dict[tuple[str, str], int] = field(default_factory=dict)

    def blocks(self, body: Any) -> None:
        """Add what is in ``body``, in order. lxml bounds the nesting (256)."""
        for element in self._flow(body):
            if isinstance(element, str):
                self.paragraphs += 1
                self._add(element, f"paragraph {self.paragraphs}", "\n\n")
            else:
                self._table(element)

    def notes(self, parts: dict[str, Any]) -> None:
        """Add the notes that the text refers to, in that order; each kind counts by itself."""
        counts = dict.fromkeys(parts, 0)
        for kind, part in parts.items():
            found = {value(note, "id"): note for note in part.iterchildren()} if part is not None else {}
            # A note may itself refer to another: the list grows while it is read.
            waiting = [key for of, key in self.characters.notes if of == kind]
            for key in waiting:
                counts[kind] += 1
                note = found.get(key)
                for text in self._texts(note) if note is not None else ():
                    self._add(text, f"{kind} {counts[kind]}", "\n\n", self.marked.get((kind, key)))

    def warnings(self, comments: int) -> Iterator[str]:
        """Yield a sentence for each kind of text that is in the file and not in what was read."""
        yield from left_out({**self.characters.left_out, "comment": comments})
        if self.foreign:
            yield "a file embedded in it is left out; save it by itself."

    def _flow(self, body: Any) -> Iterator[Any]:
        """Yield the text of each paragraph that has some, and each table, as its element."""
        carried: list[Piece] = []
        for element in self._elements(body):
            if name(element) == "w:tbl":
                if text := joined(carried):
                    yield text
                carried = []
                yield element
                continue
            own = self.characters.pieces(element)
            if mark_is_deleted(element):
                carried += own
            else:
                if text := joined(carried + own):
                    yield self._label(element) + text
                elif own or child(element, "w:pPr", "w:numPr") is not None:
                    self._label(element)
                carried = []
            for box in _text_boxes(element):
                yield from self._flow(box)
        if text := joined(carried):
            yield text

    def _label(self, paragraph: Any) -> str:
        properties = child(paragraph, "w:pPr")
        style = child(properties, "w:pStyle") if properties is not None else None
        named = self.characters.styles.lists.get(value(style) or "") if style is not None else None
        return self.numbering.label(properties, named or (None, None))

    def _elements(self, body: Any) -> Iterator[Any]:
        """Yield the paragraphs and tables of a container, those inside content controls too."""
        for element in body.iterchildren():
            kind = name(element)
            if kind in ("w:p", "w:tbl"):
                yield element
            elif kind in _WRAPPERS and not is_placeholder(element):
                yield from self._elements(element)
            elif kind == "w:altChunk":
                self.foreign += 1

    def _texts(self, container: Any) -> Iterator[str]:
        """Yield the paragraphs of a note or a cell, those of tables inside it too."""
        for each in self._flow(container):
            if isinstance(each, str):
                yield each
            else:
                for row in _children(each, "w:tr"):
                    for cell in _children(row, "w:tc"):
                        yield from self._texts(cell)

    def _table(self, table: Any) -> None:
        self.tables += 1
        number, gap = self.tables, "\n\n"
        for row, element in enumerate(_children(table, "w:tr"), 1):
            if _is_deleted(element):
                self.characters.left_out["struck"] += 1
                continue
            cells = [[" ".join(text.split()) for text in self._texts(cell)]
                     for cell in _children(element, "w:tc")]  # fmt: skip
            locator = f"table {number}, row {row}"
            texts = [text for cell in cells for text in cell]
            if any(len(text) > _LONG_CELL for text in texts) or (len(texts) > 1 and len(cells) == 1):
                for text in texts:
                    self._add(text, locator, "\n\n")
                gap = "\n\n"
            elif texts:
                self._add(" | ".join(" ".join(cell) for cell in cells), locator, gap)
                gap = "\n"

    def _add(self, text: str, locator: str, gap: str, refers: int | None = None) -> None:
        gap = gap if self.pieces else ""
        start = self.length + len(gap)
        self.places.append(Place(start, locator=locator, refers=refers))
        for note, before in self.characters.marks:
            self.marked.setdefault(note, start + min(before, len(text)))
        self.characters.marks.clear()
        self.pieces.append(gap + text)
        self.length += len(gap) + len(text)
        if self.length > self.max_chars:
            raise SourceError(
                f"it holds more than {self.max_chars} characters; split it or raise max_chars (--max-chars)."
            )
        check_parts(len(self.pieces), self.max_parts)


def _children(element: Any, kind: str) -> Iterator[Any]:
    """Yield the rows of a table or cells of a row, those inside content controls too."""
    for each in element.iterchildren():
        if name(each) == kind:
            yield each
        elif name(each) in _WRAPPERS:
            yield from _children(each, kind)


def _is_deleted(row: Any) -> bool:
    """Tell whether a table row was deleted under track changes."""
    return child(row, "w:trPr", "w:del") is not None


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the outermost text boxes; the fallback that repeats each for old readers is passed over."""
    for each in paragraph.iterchildren():
        if name(each) == "w:txbxContent":
            yield each
        elif name(each) != "mc:Fallback":
            yield from _text_boxes(each)
