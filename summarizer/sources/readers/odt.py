"""ODT: headings, paragraphs and table rows in document order, located as in a Word file."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .archive import member, opened
from .base import Building, Extracted, margins_left_out
from .docx_text import left_out
from .mathml import linear
from .odt_styles import Styles, margins, own
from .xml_tree import name_of, parsed

_DAMAGED = "it is not a sound ODT file; open it in a word processor and save it again."
_NO_TEXT = frozenset(
    """tracked-changes annotation annotation-end note-citation sequence-decls forms ruby-text
    variable-decls user-field-decls bookmark table-of-content alphabetical-index index-title-template
    table-index illustration-index""".split()
)
_NOTE = "note-body"
_MARK = "\0"
"""What stands for the mark of a note; no XML holds a NUL."""


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the body: ``"paragraph 12"``, ``"table 2, row 3"``; notes stand behind their paragraph and
    lean on the passage of their mark.

    The numbers of lists are written out, formulas on a line. Struck-out text, tracked deletions, comments,
    page headers and footers and other objects are left out, with a warning, and indexes.
    """
    archive = opened(content, limits, "ODT file")
    body = member(archive, "content.xml")
    if body is None:
        raise SourceError(_DAMAGED)
    root, warnings = parsed(body)
    styles, page = Styles(), _styles(member(archive, "styles.xml"))
    for part in (page, root):
        if part is not None:
            styles.read(part)
    walk = _Walk(Building(limits.max_chars, limits.max_parts), styles, archive)
    for element in root.iter():
        if name_of(element) == "body":
            walk.blocks(element)
            break
    meta = member(archive, "meta.xml")
    about = _meta(meta) if meta else {}
    around = margins(page) if page is not None else ()
    told = _left_out(root, walk.struck, walk.objects, around)
    return walk.building.extracted(title=about.get("title"), warnings=(*warnings, *told))


def _styles(content: bytes | None) -> Any:
    """Return the tree of the named styles, None where the part is missing or damaged: the text is there."""
    try:
        return parsed(content)[0] if content else None
    except SourceError:
        return None


def _left_out(root: Any, struck: int, objects: int, around: tuple[str, ...]) -> Iterator[str]:
    """Yield a sentence for each kind of text that is in the file and not in what was read."""
    names = Counter(name_of(each) for each in root.iter())
    yield from left_out({"struck": struck + names["deletion"], "comment": names["annotation"]})
    if objects:
        told = "1 object is" if objects == 1 else f"{objects} objects are"
        yield f"{told} no text or formula (charts, tables of another program), and left out."
    if around:
        yield margins_left_out(around)


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
    styles: Styles
    archive: zipfile.ZipFile
    paragraphs: int = 0
    tables: int = 0
    struck: int = 0
    objects: int = 0
    label: str = ""
    refers: int | None = None

    def blocks(self, element: Any, lists: tuple[str, ...] = ()) -> None:
        """Add what is in an element, in order. lxml bounds the nesting (256)."""
        for child in element:
            name = name_of(child)
            if name in ("p", "h"):
                self._paragraph(child)
            elif name == "table":
                self._table(child)
            elif name == "list":
                self._list(child, lists)
            elif name and name not in _NO_TEXT:
                self.blocks(child, lists)

    def _list(self, element: Any, lists: tuple[str, ...]) -> None:
        """Add the items of a list, with their numbers; ``lists`` are the styles of those around it."""
        lists = (*lists, own(element, "style-name") or (lists[-1] if lists else ""))
        level = self.styles.lists.get(lists[-1], {}).get(len(lists))
        number = level.start if level else 1
        for item in element:
            if name_of(item) == "list-item":
                start = own(item, "start-value") or ""
                number = int(start) if start.isdigit() and len(start) < 7 else number
                self.label = level.label(number) if level else ""
                number += 1
            self.blocks(item, lists)
            self.label = ""

    def _paragraph(self, element: Any) -> None:
        notes: list[Any] = []
        pieces = "".join(self._characters(element, notes)).strip().split(_MARK)
        text = self.label + "".join(pieces)
        if text.strip():
            self._add(text)
            self.label = ""
        at, start = len(text) - sum(map(len, pieces)), self.building.length - len(text)
        for note, piece in zip(notes, pieces, strict=False):
            at += len(piece)
            self.refers = start + at if text.strip() else None
            self.blocks(note)
            self.refers = None

    def _add(self, text: str) -> None:
        self.paragraphs += 1
        self.building.add(text, f"paragraph {self.paragraphs}", refers=self.refers)
        self.refers = None

    def _table(self, table: Any) -> None:
        self.tables += 1
        number, gap = self.tables, "\n\n"
        rows = (each for each in table.iter() if name_of(each) == "table-row")
        for at, row in enumerate(rows, 1):
            cells = [" ".join("".join(self._characters(cell, [])).replace(_MARK, "").split()) for cell in row]
            if any(cells):
                self.building.add(" | ".join(cells).rstrip(" |"), f"table {number}, row {at}", gap=gap)
                gap = "\n"

    def _characters(self, element: Any, notes: list[Any]) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = name_of(child)
            style = (own(child, "style-name") or "") if name == "span" else ""
            if name == "s":
                count = own(child, "c") or "1"
                yield " " * min(int(count) if count.isdigit() else 1, 100)
            elif name == "tab":
                yield "\t"
            elif name == "line-break":
                yield "\n"
            elif name == _NOTE:
                notes.append(child)
                yield _MARK
            elif name == "object":
                yield self._formula(child)
            elif style and style in self.styles.struck:
                self.struck += 1
            elif name and name not in _NO_TEXT:
                inner = "".join(self._characters(child, notes))
                yield f"^{inner}" if style in self.styles.above and inner.strip("-+−").isdigit() else inner
                if name in ("p", "h"):
                    yield " "
            yield child.tail or ""

    def _formula(self, element: Any) -> str:
        """Return an object that is a formula on a line, "" for another one, which is counted."""
        href = next((value for key, value in element.attrib.items() if key.endswith("}href")), "")
        content = member(self.archive, f"{href.removeprefix('./').rstrip('/')}/content.xml")
        try:
            root = parsed(content)[0] if content else None
        except SourceError:
            root = None
        if root is None or name_of(root) != "math":
            self.objects += 1
            return ""
        return linear(root)
