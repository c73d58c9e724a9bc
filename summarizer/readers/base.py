"""What every reader takes and gives: `Limits`, `Extracted`, `Format`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from summarizer.data import Place, RawRun


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound what one call may read, so that no file can exhaust the machine.

    ``max_bytes``: size of one file. ``max_chars``: length of one document's text; above the default
    ``max_bytes``, so that raising ``max_bytes`` alone admits a text file of 120 MB. ``max_pages``:
    pages of one PDF. ``max_files``: files of one pile. ``max_expansion``: bytes that one compressed
    file (DOCX, PDF) may unfold to. ``max_total_chars``: length of all texts of a pile together; the default
    is about two million sentences, for which a note takes some 5 GB of memory.
    """

    max_bytes: int = 64_000_000
    max_chars: int = 128_000_000
    max_pages: int = 5_000
    max_files: int = 100_000
    max_expansion: int = 200_000_000
    max_total_chars: int = 300_000_000

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)}")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one file and what the format itself says about it.

    ``warnings`` are sentences without the file's name; the caller puts it in front.
    """

    text: str
    encoding: str | None = None
    title: str | None = None
    publisher: str | None = None
    date: date | None = None
    places: tuple[Place, ...] = ()
    raw_runs: tuple[RawRun, ...] = ()
    warnings: tuple[str, ...] = ()


Reader = Callable[[bytes, Limits], Extracted]
"""Take a file's bytes, return its text; raise `SourceError` with a sentence that lacks the file's name."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format that can be read: its media type, the suffixes of its files, its reader."""

    media_type: str
    suffixes: tuple[str, ...]
    read: Reader


@contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Keep a library's log lines off standard error: what goes wrong is told by our own sentence."""
    found = [logging.getLogger(name) for name in loggers]
    before = [logger.level for logger in found]
    for logger in found:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(found, before, strict=True):
            logger.setLevel(level)
