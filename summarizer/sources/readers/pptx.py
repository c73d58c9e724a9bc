"""PPTX: the text of each slide and its speaker's notes, located by slide."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .archive import opened
from .base import Building, Extracted

_DAMAGED = "it is not a sound PPTX file; open it in a presentation program and save it again."
_DEEPEST = 20


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the slides in order, shapes by their place on the slide: ``"slide 3"``, ``"slide 3, notes"``.

    The title of the first slide is the title of the file. Hidden slides, pictures and charts are not read;
    a damaged or hidden slide costs itself and a warning.
    """
    opened(content, limits, "PPTX file")
    import pptx

    try:
        slides = list(pptx.Presentation(BytesIO(content)).slides)
    except MemoryError:
        raise
    except Exception as error:  # a damaged part makes python-pptx or lxml fail in any way
        raise SourceError(_DAMAGED) from error
    building, warnings, title = Building(limits.max_chars, limits.max_parts), list[str](), None
    for number, slide in enumerate(slides, 1):
        try:
            if slide.element.get("show") == "0":
                warnings.append(f"slide {number} is hidden and not read; show it to have it read.")
                continue
            if title is None and slide.shapes.title is not None:
                title = " ".join(slide.shapes.title.text_frame.text.split()) or None
            blocks = list(_blocks(slide.shapes))
            notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
            said = [paragraph.text for paragraph in notes.paragraphs] if notes is not None else []
        except MemoryError:
            raise
        except Exception:  # a damaged slide, too, makes python-pptx fail in any way
            warnings.append(f"slide {number} is damaged and not read; save the file again.")
            continue
        for block in blocks:
            building.add(_plain(block), f"slide {number}")
        for paragraph in said:
            building.add(_plain(paragraph), f"slide {number}, notes")
    return building.extracted(title=title, warnings=tuple(warnings))


def _blocks(shapes: Any, depth: int = 0) -> Iterator[str]:
    """Yield the paragraphs and table rows of shapes in the order in which a reader meets them."""
    placed = [(shape.top or 0, shape.left or 0, at, shape) for at, shape in enumerate(shapes)]
    title = getattr(shapes, "title", None)
    first = None if title is None else title.shape_id
    placed.sort(key=lambda each: (each[3].shape_id != first, each[:3]))
    for *_, shape in placed:
        if getattr(shape, "shapes", None) is not None and depth < _DEEPEST:
            yield from _blocks(shape.shapes, depth + 1)
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                cells = [" ".join(cell.text_frame.text.split()) for cell in row.cells]
                if any(cells):
                    yield " | ".join(cells)
        elif shape.has_text_frame and not _is_furniture(shape):
            for paragraph in shape.text_frame.paragraphs:
                yield paragraph.text


def _is_furniture(shape: Any) -> bool:
    """Tell the placeholders of date, footer and slide number, which stand on every slide."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KINDS

    return shape.is_placeholder and shape.placeholder_format.type in (
        KINDS.DATE, KINDS.FOOTER, KINDS.SLIDE_NUMBER, KINDS.HEADER,
    )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.replace("\x0b", " ").split())
