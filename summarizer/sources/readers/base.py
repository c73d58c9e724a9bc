"""What every reader gives: `Extracted`, `Format`."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import date
from typing import Any

from summarizer.data import Aside, LeftOut, Place, RawRun
from summarizer.errors import SourceError, printable
from summarizer.limits import Limits
from summarizer.records import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one file and what the format itself says about it.

    ``asides`` are what the format tells to be no content. ``headless`` says that no title and no date
    stand in the first lines, as in a table. ``left_out`` is what a page shows around its main content.
    ``warnings`` are sentences without the file's name; the caller puts it in front.
    """

    text: str
    encoding: str | None = None
    title: str | None = None
    publisher: str | None = None
    recipients: str | None = None
    date: date | None = None
    places: tuple[Place, ...] = ()
    raw_runs: tuple[RawRun, ...] = ()
    asides: tuple[Aside, ...] = ()
    headless: bool = False
    raw_lines: tuple[int, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()


Reader = Callable[[bytes, Limits], Extracted]
"""Take a file's bytes, return its text; raise `SourceError` with a sentence that lacks the file's name."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document inside a file: what its name adds to that of the file, and its own bytes.

    ``name`` is ``"#3"`` for the third of several, ``"/a.txt"`` for a file of its own, ``""`` where it is
    all that the file holds. ``kind`` is its format; None where name and bytes tell it. ``refusal`` is a
    sentence that says why it cannot be read, for a part that has no bytes.
    """

    name: str
    content: bytes = b""
    kind: Format | None = None
    refusal: str | None = None


Opener = Callable[[bytes, Limits], Iterator[Part]]
"""Take a file's bytes, yield the documents inside it; raise `SourceError` as a `Reader` does."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format that can be read: its media type, the suffixes of its files, its reader.

    ``read`` gives the file's own text, ``parts`` the documents inside it; a mail has both.
    """

    media_type: str
    suffixes: tuple[str, ...]
    read: Reader | None = None
    parts: Opener | None = None


@dataclass(slots=True)
class Building:
    """The text of a file as it grows, at most ``max_chars`` of it, with its places and asides."""

    max_chars: int
    max_parts: int = Limits().max_parts
    pieces: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    length: int = 0

    def add(
        self,
        text: str,
        locator: str | None = None,
        *,
        gap: str = "\n\n",
        aside: str | None = None,
        refers: int | None = None,
    ) -> None:
        """Add a block behind ``gap``; ``aside`` is why it is no content. Blank text adds nothing.

        ``refers`` is where the mark stands that leads to it, if it is a note.
        """
        if not text or text.isspace():
            return
        gap = gap if self.pieces else ""
        start = self.length + len(gap)
        self.pieces.append(gap + text)
        self.length = start + len(text)
        if locator:
            self.places.append(Place(start, locator=locator, refers=refers))
        if aside:
            self.asides.append(Aside(start, self.length, aside))
        if self.length > self.max_chars:
            raise SourceError(
                f"it holds more than {self.max_chars} characters; split it or raise max_chars (--max-chars)."
            )
        check_parts(len(self.pieces), self.max_parts)

    def extracted(self, **about: Any) -> Extracted:
        """Return what was built; ``about`` are further fields of `Extracted`. Raises where it is nothing."""
        if not self.pieces:
            raise SourceError("it holds no text; leave it out or fill it.")
        return Extracted("".join(self.pieces), places=tuple(self.places), asides=tuple(self.asides), **about)


def check_parts(count: int, most: int) -> None:
    """Raise `SourceError` where a file has more paragraphs, rows or the like than may be."""
    if count > most:
        raise SourceError(
            f"it has more than {most} paragraphs, rows or the like; "
            "split it or raise max_parts (--max-parts)."
        )


def margins_left_out(texts: Sequence[str]) -> str:
    """Return the sentence that says which headers and footers are left out."""
    shown = "; ".join(f"“{text if len(text) <= 80 else text[:77] + '…'}”" for text in texts[:3])
    more = f" and {len(texts) - 3} more" if len(texts) > 3 else ""
    return f"the headers and footers of its pages are left out: {shown}{more}."


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


def is_readable(name: str) -> bool:
    """Tell whether a file is read that was not named outright: by its suffix, or as a README."""
    base = os.path.basename(name)
    return os.path.splitext(base)[1].lower() in SUFFIXES or base.upper() in _TEXT_NAMES


def is_aside(name: str) -> bool:
    """Tell whether a file is hidden, or one that a system or an office program keeps beside the others."""
    return name.startswith((".", "~$", "__MACOSX")) or name.casefold() in _KEPT


def not_read(names: Sequence[str]) -> str:
    """Return the sentence that says which files of a folder or an archive are of kinds that are not read."""
    named = ", ".join(printable(name.encode("utf-8", "backslashreplace").decode()) for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"of the files in it these are of kinds that are not read: {named}{more}."


_TEXT_NAMES = frozenset(("README", "NOTES", "NEWS"))
"""Files of text that have no suffix."""
_KEPT = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"))
_NAMED = 5
"""Files that are named before the rest is counted."""

SUFFIXES: dict[str, Format] = {}
"""The format of each file suffix, lower-cased, with its dot; filled with the table of all readers."""
