"""Rows to sentences: "Year: 2020; Town: Brno; Dead: 40." reads without the table around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from summarizer.records import dataclass

from .base import Building

_SAMPLE = 20
_PROSE = 120
"""A cell of this many characters with a full stop in it is a text of its own and not a value."""
_END = tuple(".!?…。！？")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its locator, and its cells as text, "" where one is empty."""

    locator: str
    cells: tuple[str, ...]


def add_rows(building: Building, rows: Iterable[Row]) -> tuple[str, ...]:
    """Add a table: a title above it as it stands, its header as an aside, each row as a sentence.

    The header is the first row of two filled cells or more, if none of them is a number; without one the
    columns are called A, B, C. A cell of prose becomes a paragraph below its row. A row with more cells
    than the header is an aside: a comma too many would put figures under the wrong name. Returns a
    warning where there are such rows.
    """
    rows = iter(rows)
    first = list(islice(rows, _SAMPLE))
    narrow = max((len(row.cells) for row in first), default=0) < 2
    header: Sequence[str] | None = None
    gap, odd = "\n\n", []
    for row in chain(first, rows):
        filled = [cell for cell in row.cells if cell]
        if header is None and len(filled) < 2 and not narrow:
            building.add(" ".join(filled), row.locator, gap=gap)
            continue
        if header is None and _is_header(filled):
            header = row.cells
            building.add(" | ".join(row.cells), row.locator, gap=gap, aside="section label")
            gap = "\n"
            continue
        header = header if header is not None else ()
        if header and any(row.cells[len(header) :]):
            odd.append(row.locator)
            building.add(" | ".join(row.cells), row.locator, gap=gap, aside="broken value")
            gap = "\n"
            continue
        gap = _add_row(building, row, header, gap)
    if not odd:
        return ()
    shown = ", ".join(odd[:5]) + (f" and {len(odd) - 5} more" if len(odd) > 5 else "")
    return (f"more cells than the header: {shown}; quote cells that hold the separator.",)


def _add_row(building: Building, row: Row, header: Sequence[str], gap: str) -> str:
    """Add a row and its cells of prose; return what stands before the next row."""
    values = [(at, cell) for at, cell in enumerate(row.cells) if cell and not _is_prose(cell)]
    said = "; ".join(f"{_label(header, at)}: {cell}" for at, cell in values)
    building.add(said if said.endswith(_END) else f"{said}." if said else "", row.locator, gap=gap)
    gap = "\n"
    for at, cell in enumerate(row.cells):
        if cell and _is_prose(cell):
            building.add(cell, f"{row.locator}, {_label(header, at)}")
            gap = "\n\n"
    return gap


def one_line(cells: Iterable[str]) -> Iterator[str]:
    """Yield cells without line breaks and doubled blanks."""
    return (" ".join(cell.split()) for cell in cells)


def column(number: int) -> str:
    """Return the letters of a column, counted from 0: A … Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _label(header: Sequence[str], at: int) -> str:
    return (header[at].rstrip(":") if at < len(header) else "") or column(at)


def _is_header(cells: Sequence[str]) -> bool:
    return len(set(cells)) == len(cells) > 0 and not any(
        _is_prose(cell) or cell.replace(",", "").replace(".", "").lstrip("-+").isdigit() for cell in cells
    )


def _is_prose(cell: str) -> bool:
    return len(cell) >= _PROSE and cell.rstrip("\"'”’)").endswith(_END)
