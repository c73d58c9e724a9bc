"""A page of a PDF as a picture, with the place of a passage on it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarizer.errors import SourceError

from .jobs import Say

WIDTH = 1100
"""Pixels of a page's width, where nothing else is asked for."""
LARGEST = 12_000_000
"""Pixels of the largest picture."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of the page."""


def picture(say: Say, path: Path, page: int, quote: str, width: int = WIDTH) -> tuple[bytes, list[Box]]:
    """Return the page, counted from 1, as PNG so many pixels wide, and where ``quote`` stands on it by lines.

    A quote that the page does not hold in one piece, since its text is read in columns, has no place.
    Raises SourceError.
    """
    import pypdfium2

    say("drawing the page")
    try:
        pdf = pypdfium2.PdfDocument(path)
        if not 1 <= page <= len(pdf):
            raise SourceError(f"{path.name} has no page {page}.")
        sheet = pdf[page - 1]
        across, down = sheet.get_size()
        scale = min(width / max(across, 1), (LARGEST / max(across * down, 1)) ** 0.5)
        drawn = io.BytesIO()
        sheet.render(scale=scale).to_pil().convert("RGB").save(drawn, "PNG")
        boxes = [
            (left / across, 1 - top / down, right / across, 1 - bottom / down)
            for left, bottom, right, top in _rectangles(sheet.get_textpage(), quote)
        ]
    except pypdfium2.PdfiumError:
        raise SourceError(f"{path.name}: page {page} cannot be drawn.") from None
    return drawn.getvalue(), boxes


def _rectangles(text: Any, quote: str) -> Iterator[tuple[float, float, float, float]]:
    whole = text.get_text_range()
    at = [index for index, char in enumerate(whole) if char.isalnum()]
    wanted = "".join(char for char in quote if char.isalnum()).lower()
    start = "".join(whole[index] for index in at).lower().find(wanted) if wanted else -1
    if start < 0 or start + len(wanted) > len(at):
        return
    first, last = at[start], at[start + len(wanted) - 1]
    for number in range(text.count_rects(first, last - first + 1)):
        yield text.get_rect(number)
