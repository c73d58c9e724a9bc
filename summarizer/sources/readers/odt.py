"""ODT: headings, paragraphs and table rows in document order, located as in a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .archive import member, opened
from .base import Building, Extracted
from .xml import name_of, parsed

_DAMAGED = "it is not a sound ODT file; open it in a word processor and save it again."
_NO_TEXT = frozenset(
    """tracked-changes annotation annotation-end note-citation sequence-decls forms ruby-text
    variable-decls user-field-decls bookmark table-of-content alphabetical-index index-title-template
    table-index illustration-index""".split()
)
_NOTE = "note-body"


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the body: ``"paragraph 12"``, ``"table 2, row 3"``; notes stand behind their paragraph.

    Tracked deletions, comments, indexes, headers and footers are left out.
    """
    archive = opened(content, limits, "ODT file")
    body = member(archive, "content.xml")
    if body is None:
        raise SourceError(_DAMAGED)
    root, warnings = parsed(body)
    walk = _Walk(Building(limits.max_chars, limits.max_parts))
    for element in root.iter():
        if name_of(element) == "body":
            walk.blocks(element)
            break
    meta = member(archive, "meta.xml")
    about = _meta(meta) if meta else {}
    return walk.building.extracted(title=about.get("title"), warnings=warnings)


def _meta(content: bytes) -> dict[str, str]:
    try:
        root, _ = parsed(content)
    except SourceError:
        return {}
    return {name_of(each): " ".join((each.text or "").split()) for each in root.iter() if each.text}


@dataclass(slots=True)
class _Walk:
    """The text so far and the counters of the locators."""

    building: Building
    paragraphs: int = 0
    tables: int = 0

    def blocks(self, element: Any) -> None:
        """Add what is in an element, in order. lxml bounds the nesting (256)."""
        for child in element:
            name = name_of(child)
            if name in ("p", "h"):
                self._paragraph(child)
            elif name == "table":
                self._table(child)
            elif name and name not in _NO_TEXT:
                self.blocks(child)

    def _paragraph(self, element: Any) -> None:
        notes: list[Any] = []
        text = "".join(_characters(element, notes)).strip()
        if text:
            self.paragraphs += 1
            self.building.add(text, f"paragraph {self.paragraphs}")
        for note in notes:
            self.blocks(note)

    def _table(self, table: Any) -> None:
        self.tables += 1
        number, gap = self.tables, "\n\n"
        rows = (each for each in table.iter() if name_of(each) == "table-row")
        for at, row in enumerate(rows, 1):
            cells = [" ".join("".join(_characters(cell, [])).split()) for cell in row]
            if any(cells):
                self.building.add(" | ".join(cells).rstrip(" |"), f"table {number}, row {at}", gap=gap)
                gap = "\n"


def _characters(element: Any, notes: list[Any]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = name_of(child)
        if name == "s":
            count = next((v for k, v in child.attrib.items() if k.endswith("}c")), "1")
            yield " " * min(int(count) if count.isdigit() else 1, 100)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name == _NOTE:
            notes.append(child)
        elif name and name not in _NO_TEXT:
            yield from _characters(child, notes)
            if name in ("p", "h"):
                yield " "
        yield child.tail or ""
