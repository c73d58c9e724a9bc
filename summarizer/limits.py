"""What one call may read: how much, of which files, and what JSON may hold."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import re
import stat
from pathlib import Path
from typing import IO, Any, NoReturn, TypeVar

from summarizer.records import dataclass

_Found = TypeVar("_Found")
LONGEST_NUMBER = 300
"""Characters of the longest number in JSON; what is longer is no number of this world, and no float."""
LARGEST_TEXT = 64_000_000
"""Bytes of the largest file of settings, references or results that is read whole."""

DENSE_CHARS, DENSE = 60_000, 10
"""A longer text must have more than so many characters for each end of a line or sentence."""
_ENDS = ".!?…。！？\n"
_END = re.compile(r"[.!?…。！？](?=\s)|\n")
LARGEST_LIMIT = 10**15
"""What no limit may exceed: more than any machine holds, and still a number that systems count in."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound what one call may read, so that no file can exhaust the machine.

    ``max_bytes``: size of one file. ``max_chars``: length of one document's text; above the default
    ``max_bytes``, so that raising ``max_bytes`` alone admits a text file of 120 MB. ``max_pages``:
    pages of one PDF. ``max_files``: files of one pile, those inside other files too. ``max_expansion``:
    bytes that one file (DOCX, PDF, an archive with all that is packed in it) may unfold to. ``max_depth``:
    how many files may be packed in one another. ``max_total_chars``: length of all texts of a pile
    together; the default is about two million sentences, for which a note takes some 5 GB of memory.
    ``max_parts``: paragraphs, rows, cues or chapters of one file.
    """

    max_bytes: int = 64_000_000
    max_chars: int = 128_000_000
    max_pages: int = 5_000
    max_files: int = 100_000
    max_expansion: int = 200_000_000
    max_total_chars: int = 300_000_000
    max_depth: int = 4
    max_parts: int = 100_000

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not 1 <= getattr(self, name) <= LARGEST_LIMIT:
                raise ValueError(f"{name} must be at least 1 and at most 10^15")


def most_jobs() -> int:
    """Return how many processes one run may start: four a core, and 64 where there are few."""
    return max(64, 4 * (os.cpu_count() or 1))


def is_dense(text: str) -> bool:
    """Tell whether a long text is ends of lines and sentences and little more, for minutes of splitting."""
    if len(text) <= DENSE_CHARS or DENSE * sum(map(text.count, _ENDS)) <= len(text):
        return False
    return DENSE * sum(1 for _ in _END.finditer(text)) > len(text)


def open_regular(path: str | Path) -> IO[bytes]:
    """Open a regular file to be read; never wait on a pipe or a device, nor read from one without an end.

    Raises OSError, with a reason that a user understands, for everything else.
    """
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    # Of a device even the opening may do harm, and a file may be swapped in between: look before and behind.
    _refuse_irregular(os.stat(path), path)
    handle = os.open(path, flags)
    try:
        _refuse_irregular(os.fstat(handle), path)
        return io.BufferedReader(_Regular(handle))
    except BaseException:
        os.close(handle)
        raise


class _Regular(io.FileIO):
    """A file that is read without waiting: what is not there yet will not be, for a file on a disk.

    Some that the kernel makes look regular and yet have nothing to read for now, such as its log.
    """

    def readinto(self, buffer: Any) -> int:
        got: int | None = super().readinto(buffer)
        return _there(got)

    def readall(self) -> bytes:
        return _there(super().readall())


def _there(found: _Found | None) -> _Found:
    if found is None:
        raise OSError(errno.EAGAIN, "it is no regular file, and there is nothing to read for now")
    return found


def _refuse_irregular(status: os.stat_result, path: str | Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file but a device, pipe or socket", str(path))


def read_regular(path: str | Path, most: int = LARGEST_TEXT) -> bytes:
    """Return the bytes of a regular file; OSError where it is none or has more than ``most``."""
    with open_regular(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes", str(path))
    return content


def parse_json(text: str | bytes) -> Any:
    """Return the values of a JSON text; ValueError, with the reason, for what no JSON of ours holds.

    That is a number that is not finite or has more than 300 digits, half a surrogate pair, and values nested
    deeper than Python can follow.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig")
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_int=_whole, parse_float=_real)
        if "\\ud" in text or "\\uD" in text:
            _refuse_half_pairs(value)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"the number {digits[:12]}… has {len(digits)} digits")
    return int(digits)


def _real(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"the number {digits[:12]} is too large")
    return value


def _refuse_half_pairs(value: Any) -> None:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if any("\ud800" <= char <= "\udfff" for char in one):
                raise ValueError("a text holds half a character (a surrogate without its pair)")
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]


SELDOM = (500_000, 20, 100)
"""New objects after which garbage is looked for in them, and how often so before older ones are looked at."""


def settle() -> None:
    """Keep the collector of garbage off what lives by now, and have it look seldom: most stays in use."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
