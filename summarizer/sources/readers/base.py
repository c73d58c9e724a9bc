"""What every reader gives: `Extracted`, `Format`."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from summarizer.data import Place, RawRun
from summarizer.limits import Limits


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
    """Keep a library's log lines and warnings off standard error: what goes wrong our own sentence tells."""
    found = [logging.getLogger(name) for name in loggers]
    before = [logger.level for logger in found]
    for logger in found:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(found, before, strict=True):
            logger.setLevel(level)
