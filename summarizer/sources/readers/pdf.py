"""PDF: the text of each page, in order, with page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from summarizer.data import Place
from summarizer.errors import SourceError
from summarizer.limits import Limits

from .base import Extracted, quiet

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MAX_OPERATIONS = 20_000_000
"""Drawing operations of one file; forms that draw one another could ask for endlessly many."""
_MAX_BROKEN = 5
"""Pages that may fail before the file is given up: each may have cost seconds to try."""

_DAMAGED = "it is not a sound PDF; open it in a PDF viewer and save it again."


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the text of each page, joined by a line feed; words broken at a line end stay broken.

    A place marks where each page with text begins. The file's own creation time is no publication
    date, so it is not read. pypdf bounds each stream; pages, their unfolded size and the number of
    drawing operations are bounded here. A broken page is left out, with a warning.
    """
    with quiet("pypdf"):
        try:
            reader = _open(content)
            count = len(reader.pages)
            title = reader.metadata.title if reader.metadata else None
        except (SourceError, MemoryError):
            raise
        except Exception as error:  # a damaged file makes pypdf fail in any way
            raise SourceError(_DAMAGED) from error
        if count > limits.max_pages:
            raise SourceError(
                f"it has {count} pages, more than {limits.max_pages}; split it or raise max_pages "
                "(--max-pages)."
            )
        pages = _pages(reader, limits)
    broken = [number for number, page in enumerate(pages, 1) if page is None]
    empty = [number for number, page in enumerate(pages, 1) if page == ""]
    if len(broken) == count:
        raise SourceError(_DAMAGED)
    if len(broken) + len(empty) == count:
        raise SourceError(
            "its pages hold no text, only images if anything; run text recognition (OCR) on it first."
        )
    places, start = [], 0
    for number, page in enumerate(pages, 1):
        if page:
            places.append(Place(start, page=number))
            start += len(page) + 1
    warnings = [
        f"{_numbered(broken)} cannot be read; open the file in a PDF viewer and save it again."
    ] * bool(broken)
    warnings += [f"without text: {_numbered(empty)}; scans need text recognition (OCR) first."] * bool(empty)
    return Extracted(
        text="\n".join(page for page in pages if page),
        title=_sound(title) if isinstance(title, str) else None,
        places=tuple(places),
        warnings=tuple(warnings),
    )


def _open(content: bytes) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    # Many files are encrypted with an empty password, only to forbid printing.
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError("it is locked with a password; save a copy without one.")
    return reader


def _pages(reader: PdfReader, limits: Limits) -> list[str | None]:
    """Return the text of each page without the space around it, None for a broken page."""
    budget = _Budget(limits)
    pages: list[str | None] = []
    for number in range(len(reader.pages)):
        pages.append(_page(reader, number, budget))
        if pages.count(None) > _MAX_BROKEN:
            raise SourceError(_DAMAGED)
    return pages


def _page(reader: PdfReader, number: int, budget: _Budget) -> str | None:
    try:
        return _sound(budget.text(reader.pages[number])).strip()
    except (SourceError, MemoryError):
        raise
    except Exception:  # a damaged page, too, makes pypdf fail in any way
        return None


@dataclass(slots=True)
class _Budget:
    """What the pages of one file have used up of its limits."""

    limits: Limits
    unfolded: int = 0
    operations: int = 0
    chars: int = 0

    def text(self, page: PageObject) -> str:
        stream = page.get_contents()
        self.unfolded += len(stream.get_data()) if stream is not None else 0
        if self.unfolded > (most := self.limits.max_expansion):
            raise SourceError(
                f"it unfolds to more than {most} bytes; split it or raise max_expansion (--max-expansion-mb)."
            )
        text = page.extract_text(visitor_operand_before=self._count)
        self._count()  # pypdf swallows an error raised inside a form; the count stays above the limit
        self.chars += len(text)
        if self.chars > (most := self.limits.max_chars):
            raise SourceError(
                f"it holds more than {most} characters; split it or raise max_chars (--max-chars)."
            )
        return text

    def _count(self, *_: object) -> None:
        self.operations += 1
        if self.operations > _MAX_OPERATIONS:
            raise SourceError(
                "it takes too many drawing operations; print it to a new PDF or save it as text."
            )


def _sound(text: str) -> str:
    """Join split surrogate pairs and replace what is no character, as broken font tables give it."""
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "\ufffd")


def _numbered(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (
        f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    )
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"
