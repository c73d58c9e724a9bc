"""CSV and TSV: a row reads as a sentence of its header and its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .base import Building, Extracted
from .decode import decode
from .table import Row, add_rows, one_line

_SEPARATORS = ",;\t|"
_SAMPLE = 20


def read(content: bytes, limits: Limits) -> Extracted:
    """Read a table; the locator of a row is its number in the file, the header counted (``"row 3"``)."""
    import csv

    decoded = decode(content)
    separator = _separator(decoded.text[:100_000])
    building = Building(limits.max_chars, limits.max_parts)

    def rows() -> Iterator[Row]:
        for number, cells in enumerate(_records(decoded.text, separator), 1):
            yield Row(f"row {number}", tuple(one_line(cells)))

    try:
        warnings = add_rows(building, rows())
    except csv.Error as error:
        raise SourceError(f"its rows cannot be told apart ({error}); save it as CSV in UTF-8.") from error
    return building.extracted(
        encoding=decoded.encoding, headless=True, warnings=(*decoded.warnings, *warnings)
    )


def _records(text: str, separator: str) -> Iterator[list[str]]:
    import csv
    from io import StringIO

    return csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=separator)


def _separator(head: str) -> str:
    """Return the separator that cuts most of the first rows into the same number of cells, two at least."""
    import csv

    best, most = ",", (0, 0)
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in islice(_records(head, separator), _SAMPLE) if row)
        except csv.Error:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1])) if widths else (0, 0)
        if width > 1 and (count, width) > most:
            best, most = separator, (count, width)
    return best
