"""PPTX: the text of each slide and its speaker's notes, located by slide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .archive import opened
from .base import Building, Extracted
from .docx_math import linear
from .docx_parts import name
from .docx_text import Piece, joined, left_out

_DAMAGED = "it is not a sound PPTX file; open it in a presentation program and save it again."
_DEEPEST = 20
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the slides in order, shapes by their place on the slide: ``"slide 3"``, ``"slide 3, notes"``.

    The title of the first slide is the title of the file. What is struck out is left out and told. Hidden
    slides, pictures and charts are not read; a damaged or hidden slide costs itself and a warning.
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
    gone = Counter[str]()
    for number, slide in enumerate(slides, 1):
        try:
            if slide.element.get("show") == "0":
                warnings.append(f"slide {number} is hidden and not read; show it to have it read.")
                continue
            _choose(slide.element)
            if title is None and slide.shapes.title is not None:
                title = " ".join(slide.shapes.title.text_frame.text.split()) or None
            blocks = list(_blocks(slide.shapes, gone))
            notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
            said = [_text(paragraph, gone) for paragraph in notes.paragraphs] if notes is not None else []
        except MemoryError:
            raise
        except Exception:  # a damaged slide, too, makes python-pptx fail in any way
            warnings.append(f"slide {number} is damaged and not read; save the file again.")
            continue
        for block in blocks:
            building.add(_plain(block), f"slide {number}")
        for paragraph in said:
            building.add(_plain(paragraph), f"slide {number}, notes")
    return building.extracted(title=title, warnings=(*warnings, *left_out(gone)))


def _choose(slide: Any) -> None:
    """Put in its place what a slide offers in several forms, in the newest: PowerPoint wraps formulas so."""
    for offer in list(slide.iter(f"{_MC}AlternateContent")):
        forms = [each for each in offer if each.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
        above = offer.getparent()
        if above is None or not forms:
            continue
        at = above.index(offer)
        above[at : at + 1] = list(forms[0])


def _text(paragraph: Any, gone: Counter[str]) -> str:
    """Return a paragraph without what is struck out, powers with ``^``, note marks left out."""
    pieces: list[Piece] = []
    for each in paragraph._p:
        kind = str(each.tag).rpartition("}")[2]
        if kind in ("r", "fld"):
            look = each.find(f"{_A}rPr")
            own = {} if look is None else look.attrib
            text = each.findtext(f"{_A}t") or ""
            if own.get("strike", "noStrike") != "noStrike":
                gone["struck"] += bool(text.strip())
                continue
            raised = own.get("baseline", "0").rstrip("%")
            height = "" if raised in ("0", "") else "subscript" if raised.startswith("-") else "superscript"
            pieces.append((height, text))
        elif kind == "br":
            pieces.append(("", "\x0b"))
        elif kind == "m":
            pieces += [("", linear(formula, name)) for formula in each.iter(f"{_M}oMath")]
    return joined(pieces)


def _blocks(shapes: Any, gone: Counter[str], depth: int = 0) -> Iterator[str]:
    """Yield the paragraphs and table rows of shapes in the order in which a reader meets them."""
    placed = [(shape.top or 0, shape.left or 0, at, shape) for at, shape in enumerate(shapes)]
    title = getattr(shapes, "title", None)
    first = None if title is None else title.shape_id
    placed.sort(key=lambda each: (each[3].shape_id != first, each[:3]))
    for *_, shape in placed:
        if getattr(shape, "shapes", None) is not None and depth < _DEEPEST:
            yield from _blocks(shape.shapes, gone, depth + 1)
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                cells = [
                    _plain(" ".join(_text(each, gone) for each in cell.text_frame.paragraphs))
                    for cell in row.cells
                ]
                if any(cells):
                    yield " | ".join(cells)
        elif shape.has_text_frame and not _is_furniture(shape):
            for paragraph in shape.text_frame.paragraphs:
                yield _text(paragraph, gone)


def _is_furniture(shape: Any) -> bool:
    """Tell the placeholders of date, footer and slide number, which stand on every slide."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KINDS

    return shape.is_placeholder and shape.placeholder_format.type in (
        KINDS.DATE, KINDS.FOOTER, KINDS.SLIDE_NUMBER, KINDS.HEADER,
    )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.replace("\x0b", " ").split())
