"""DOCX: paragraphs and tables in document order, each with a locator."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from summarizer.data import Place
from summarizer.errors import SourceError
from summarizer.limits import Limits

from .base import Extracted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_LEFT_OUT = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}txbxContent", _FALLBACK))

_RATIO = 200
_FREE = 10_000_000
"""An archive may unfold to this many bytes, or to 200 times its size where that is more."""

_DAMAGED = "it is not a sound DOCX file; open it in a word processor and save it again."


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the paragraphs, parted by blank lines, and the table rows, a line each, cells parted by `` | ``.

    Locators count as Word does: ``"paragraph 12"`` is the twelfth that is not empty, tables apart;
    ``"table 2, row 3"``. Text boxes follow the paragraph that holds them. Deleted and hidden text,
    headers, footers and notes are left out. External entities are never resolved.
    """
    check_archive(content, limits)
    import docx

    try:
        document = docx.Document(BytesIO(content))
        walk = _Walk(limits.max_chars)
        walk.blocks(document.element.body)
        title = document.core_properties.title
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # a damaged part makes python-docx or lxml fail in any way
        raise SourceError(_DAMAGED) from error
    if not walk.pieces:
        raise SourceError("it holds no text; if its pages are pictures, run text recognition (OCR) first.")
    return Extracted(text="".join(walk.pieces), title=title or None, places=tuple(walk.places))


def check_archive(content: bytes, limits: Limits) -> None:
    """Refuse what is no DOCX and what would unfold without bound, with a `SourceError`.

    zipfile never gives more of a member than its declared size, so the declared sizes bound the reading;
    the methods for which it unfolds first and cuts later (BZIP2, LZMA) do not occur in DOCX files.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(
            "it is locked with a password or an old .doc file; save it as .docx without a password."
        )
    try:
        members = zipfile.ZipFile(BytesIO(content)).infolist()
    except Exception as error:  # BadZipFile, and struct or value errors from crafted headers
        raise SourceError(_DAMAGED) from error
    allowed = min(limits.max_expansion, max(_FREE, _RATIO * len(content)))
    total = sum(member.file_size for member in members)
    if total > allowed:
        raise SourceError(
            f"it would unfold to {total} bytes, more than the {allowed} allowed; save it again, or raise "
            "max_expansion (--max-expansion-mb) if you trust it."
        )
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise SourceError(_DAMAGED)


@dataclass(slots=True)
class _Walk:
    """The text so far, at most ``max_chars`` of it, and the counters of the locators."""

    max_chars: int
    pieces: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    length: int = 0
    paragraphs: int = 0
    tables: int = 0

    def blocks(self, body: Any) -> None:
        """Add what is in ``body``, in order. lxml bounds the nesting (256)."""
        for element in body.iterchildren():
            if element.tag == f"{_W}p":
                if text := _text(element):
                    self.paragraphs += 1
                    self._add(text, f"paragraph {self.paragraphs}", "\n\n")
                for box in _text_boxes(element):
                    self.blocks(box)
            elif element.tag == f"{_W}tbl":
                self._table(element)
            elif element.tag in _WRAPPERS:
                self.blocks(element)

    def _table(self, table: Any) -> None:
        self.tables += 1
        number, gap = self.tables, "\n\n"
        for row, element in enumerate(_children(table, "tr"), 1):
            cells = [" ".join(_cell(cell).split()) for cell in _children(element, "tc")]
            if any(cells):
                self._add(" | ".join(cells), f"table {number}, row {row}", gap)
                gap = "\n"

    def _add(self, text: str, locator: str, gap: str) -> None:
        gap = gap if self.pieces else ""
        self.places.append(Place(self.length + len(gap), locator=locator))
        self.pieces.append(gap + text)
        self.length += len(gap) + len(text)
        if self.length > self.max_chars:
            raise SourceError(
                f"it holds more than {self.max_chars} characters; split it or raise max_chars (--max-chars)."
            )


def _children(element: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table or cells of a row, those inside content controls too."""
    for child in element.iterchildren():
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _cell(cell: Any) -> str:
    return " ".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p"))


def _text(paragraph: Any) -> str:
    """Return a paragraph's visible text, stripped; tracked insertions are in, deletions are out."""
    return "".join(_characters(paragraph)).strip()


def _characters(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _CHARS:
            yield _CHARS[child.tag]
        elif child.tag not in _LEFT_OUT and not (child.tag == f"{_W}r" and _vanishes(child)):
            yield from _characters(child)


def _vanishes(run: Any) -> bool:
    """Tell whether a run is formatted as hidden text."""
    switch = run.find(f"{_W}rPr/{_W}vanish")
    return switch is not None and switch.get(f"{_W}val") not in ("0", "false", "off")


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the outermost text boxes; the fallback that repeats each for old readers is passed over."""
    for child in paragraph.iterchildren():
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag != _FALLBACK:
            yield from _text_boxes(child)
