"""XLSX: each row of each sheet as a sentence of its header and cells, located by sheet and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .archive import member, opened
from .base import Building, Extracted
from .docx_text import left_out
from .raised import lower, raise_
from .table import Row, add_rows, column

_DAMAGED = "it is not a sound XLSX file; open it in a spreadsheet program and save it again."
_UNCOMPUTED = re.compile(rb"(?:</f>|<f/>)(?:<v\s?/>|<v></v>)?</c>")
_RICH = re.compile(rb"<(?:vertAlign|strike)\b")
_MAX_CELLS = 5_000_000
_WIDEST = 1_000
"""Columns of a row that are read."""


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the visible sheets, values as they were last computed; ``"Sales!A5:D5"`` locates a row.

    Pictures, charts and comments are not read. A damaged or hidden sheet and what is struck out are left out,
    with a warning.
    """
    archive = opened(content, limits, "XLSX file")
    import openpyxl

    warnings: list[str] = []
    sheets_of = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
    if empty := sum(len(_UNCOMPUTED.findall(member(archive, name) or b"")) for name in sheets_of):
        warnings.append(f"formulas without a value: {empty}; open the file in its program and save it again.")
    building = Building(limits.max_chars, limits.max_parts)
    looks = _Looks(b"<strike" in (member(archive, "xl/styles.xml") or b""))
    rich = bool(_RICH.search(member(archive, "xl/sharedStrings.xml") or b""))
    try:
        book = openpyxl.load_workbook(
            BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=rich
        )
        title = book.properties.title
        sheets = list(book.worksheets)
    except MemoryError:
        raise
    except Exception as error:  # a damaged part makes openpyxl fail in any way
        raise SourceError(_DAMAGED) from error
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            warnings.append(f"the sheet “{sheet.title}” is hidden and not read; show it to have it read.")
            continue
        try:
            warnings += add_rows(building, _rows(sheet, looks))
        except (SourceError, MemoryError):
            raise
        except Exception:  # a damaged sheet, too, makes openpyxl fail in any way
            warnings.append(f"the sheet “{sheet.title}” is damaged and not read to its end; save it again.")
    warnings += left_out({"struck": looks.struck})
    return building.extracted(
        title=title if isinstance(title, str) else None, headless=True, warnings=tuple(warnings)
    )


@dataclass(slots=True)
class _Looks:
    """Whether cells of the book may be struck out, and how many passages are."""

    may_be: bool
    struck: int = 0

    def text(self, cell: Any) -> str:
        """Return a value as a reader of the sheet sees it: powers raised, nothing that is struck out."""
        value = cell.value
        if self.may_be and value is not None and cell.font.strike:
            self.struck += 1
            return ""
        if not isinstance(value, list):
            return _text(cell)
        shown = ""  # a text in pieces of different looks
        for at, piece in enumerate(value):
            look, text = getattr(piece, "font", None), str(piece)
            if look is not None and look.strike:
                self.struck += 1
            elif look is not None and look.vertAlign == "superscript":
                between = raise_(shown, text, "".join(map(str, value[at + 1 : at + 2])))
                shown += "" if between is None else between + text
            elif look is not None and look.vertAlign == "subscript":
                shown += lower(shown, text) + text
            else:
                shown += text
        return " ".join(shown.split())


def _rows(sheet: Any, looks: _Looks) -> Iterator[Row]:
    read = 0
    sheet.reset_dimensions()  # a file may claim a million columns
    for number, cells in enumerate(sheet.iter_rows(max_col=_WIDEST), 1):
        read += len(cells)
        if read > _MAX_CELLS:
            raise SourceError(f"a sheet has more than {_MAX_CELLS} cells; split it.")
        texts = tuple(looks.text(cell) for cell in cells)
        filled = [at for at, text in enumerate(texts) if text]
        if filled:
            first, last = column(filled[0]), column(filled[-1])
            where = f"{first}{number}" if first == last else f"{first}{number}:{last}{number}"
            yield Row(f"{sheet.title}!{where}", texts[: filled[-1] + 1])


def _text(cell: Any) -> str:
    """Return a value as a reader of the sheet sees it, as far as that can be told."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        if str(cell.number_format).split(";")[0].rstrip().endswith("%"):
            return f"{value * 100:.10g}%"
        return f"{value:.15g}"
    return " ".join(str(value).split())
