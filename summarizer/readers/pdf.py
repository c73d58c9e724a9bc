"""PDF: the text of each page, in order, with page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from summarizer.data import Place
from summarizer.errors import SourceError
from summarizer.readers.base import Extracted, Limits, quiet

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_OPERATIONS = 20_000_000
"""Drawing operations of one file; forms that draw one another could ask for endlessly many."""

_DAMAGED = "it is not a sound PDF; open it in a PDF viewer and save it again."


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the text of each page, joined by a line feed; words broken at a line end stay broken.

    A place marks where each page with text begins. The file's own creation time is no publication
    date, so it is not read. pypdf bounds each stream; pages, their unfolded size and the number of
    drawing operations are bounded here.
    """
    with quiet("pypdf"):
        try:
            reader = _open(content)
            if (count := len(reader.pages)) > limits.max_pages:
                raise SourceError(
                    f"it has {count} pages, more than {limits.max_pages}; split it or raise max_pages."
                )
            pages = [_sound(page) for page in _pages(reader, limits)]
            title = reader.metadata.title if reader.metadata else None
        except (SourceError, MemoryError):
            raise
        except Exception as error:  # a damaged file makes pypdf fail in any way
            raise SourceError(_DAMAGED) from error
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        raise SourceError("its pages hold no text, only images; run text recognition (OCR) on it first.")
    text, places = [], []
    start = 0
    for number, page in enumerate(pages, 1):
        if page.strip():
            places.append(Place(start, page=number))
            text.append(page + "\n")
            start += len(page) + 1
    return Extracted(
        text="".join(text)[:-1],
        title=_sound(title) if isinstance(title, str) else None,
        places=tuple(places),
        warnings=_without_text(empty, len(pages)),
    )


def _open(content: bytes) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    # Many files are encrypted with an empty password, only to forbid printing.
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError("it is locked with a password; save a copy without one.")
    return reader


def _pages(reader: PdfReader, limits: Limits) -> Iterator[str]:
    unfolded = operations = chars = 0

    def count(*_: object) -> None:
        nonlocal operations
        operations += 1
        if operations > _MAX_OPERATIONS:
            raise SourceError(
                "it takes too many drawing operations; print it to a new PDF or save it as text."
            )

    for page in reader.pages:
        stream = page.get_contents()
        unfolded += len(stream.get_data()) if stream is not None else 0
        if unfolded > limits.max_expansion:
            raise SourceError(
                f"it unfolds to more than {limits.max_expansion} bytes; split it or raise max_expansion."
            )
        text = page.extract_text(visitor_operand_before=count)
        count()  # pypdf swallows an error raised inside a form; the count stays above the limit
        chars += len(text)
        if chars > limits.max_chars:
            raise SourceError(
                f"it holds more than {limits.max_chars} characters; split it or raise max_chars."
            )
        yield text


def _sound(text: str) -> str:
    """Join split surrogate pairs and replace what is no character, as broken font tables give it."""
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "\ufffd")


def _without_text(numbers: list[int], count: int) -> tuple[str, ...]:
    if not numbers:
        return ()
    shown = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    what = f"page {shown} holds" if len(numbers) == 1 else f"pages {shown} hold"
    return (
        f"{what} no text ({len(numbers)} of {count}); if they are scans, run text recognition (OCR) on it.",
    )
