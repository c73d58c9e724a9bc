"""XLSX: each row of each sheet as a sentence of its header and cells, located by sheet and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .archive import member, opened
from .base import Building, Extracted
from .table import Row, add_rows, column

_DAMAGED = "it is not a sound XLSX file; open it in a spreadsheet program and save it again."
_UNCOMPUTED = re.compile(rb"(?:</f>|<f/>)(?:<v\s?/>|<v></v>)?</c>")
_MAX_CELLS = 5_000_000
_WIDEST = 1_000
"""Columns of a row that are read."""


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the visible sheets, values as they were last computed; ``"Sales!A5:D5"`` locates a row.

    Pictures, charts and comments are not read. A damaged or hidden sheet is left out, with a warning.
    """
    archive = opened(content, limits, "XLSX file")
    import openpyxl

    warnings: list[str] = []
    sheets_of = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
    if empty := sum(len(_UNCOMPUTED.findall(member(archive, name) or b"")) for name in sheets_of):
        warnings.append(f"formulas without a value: {empty}; open the file in its program and save it again.")
    building = Building(limits.max_chars, limits.max_parts)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
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
            warnings += add_rows(building, _rows(sheet))
        except (SourceError, MemoryError):
            raise
        except Exception:  # a damaged sheet, too, makes openpyxl fail in any way
            warnings.append(f"the sheet “{sheet.title}” is damaged and not read to its end; save it again.")
    return building.extracted(
        title=title if isinstance(title, str) else None, headless=True, warnings=tuple(warnings)
    )


def _rows(sheet: Any) -> Iterator[Row]:
    read = 0
    sheet.reset_dimensions()  # a file may claim a million columns
    for number, cells in enumerate(sheet.iter_rows(max_col=_WIDEST), 1):
        read += len(cells)
        if read > _MAX_CELLS:
            raise SourceError(f"a sheet has more than {_MAX_CELLS} cells; split it.")
        texts = tuple(_text(cell) for cell in cells)
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
