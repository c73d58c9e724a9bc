"""What leaves the program: files that are whole or not there, text for people in which no sign commands."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from .errors import OutputError

_BREAKS = re.compile(r"[\t-\r\x1c-\x1e\x85\u2028\u2029 ]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """Return ``text`` for people, on one line: what terminals, Markdown, TXT, Word or HTML show passes here.

    Line breaks are spaces. Other control characters, which could command a terminal, are U+FFFD. Marks that
    turn the direction of writing round are left out: they could make "13" of "31", and turn what follows.
    JSON, where a quote is exact, is not for people.
    """
    return visible(text).strip(" ")


def visible(text: str) -> str:
    """Return the same as ``one_line`` with a space kept at each end: a part of a longer line."""
    return _CONTROLS.sub("\ufffd", _TURNS.sub("", _BREAKS.sub(" ", text)))


def capitalised(text: str) -> str:
    """Return a sentence with a capital at its beginning, unless that is no word, as the name of a file."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].isalpha() else text


def shorten(text: str, length: int = 160) -> str:
    """Cut ``text`` for display at a space before ``length`` characters, with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text.rfind(" ", length // 2, length)
    return text[: cut if cut > 0 else length].rstrip() + "…"


def write_atomically(path: str | Path, content: bytes) -> None:
    """Write ``content`` to ``path`` through a temporary file in the same folder and a rename.

    The folder must exist. A file that was there keeps its permissions; a link stays a link and its
    target is written; a device or pipe is written straight.
    Raises OutputError; the old file is then as it was and no temporary file is left.
    """
    path = Path(path)
    try:
        target = Path(os.path.realpath(path))
        before = path.stat() if path.exists() else None
        _check(path, target, before)
        if before and not stat.S_ISREG(before.st_mode):
            _pour(path, content)
        else:
            _replace(target, content, before)
    except OutputError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None))
        remedy = "free space" if full else f"make the folder {path.parent} writable"
        raise OutputError(f"{path} cannot be written: {reason}; {remedy} or name another file.") from error
    except ValueError as error:
        raise OutputError(f"{str(path)!r} is no file name: {error}; name another file.") from error


def _check(path: Path, target: Path, before: os.stat_result | None) -> None:
    if before and stat.S_ISDIR(before.st_mode):
        raise OutputError(f"{path} is a folder; name a file in it, such as {path / 'note.md'}.")
    if before and not os.access(target, os.W_OK) and stat.S_ISREG(before.st_mode):
        raise OutputError(f"{path} is write-protected; make it writable or name another file.")
    if not before and not target.parent.is_dir():
        raise OutputError(
            f"The folder {path.parent} for {path.name} is missing; create it: mkdir -p '{path.parent}'."
        )


def _pour(path: Path, content: bytes) -> None:
    """Write to a device, or to a pipe that somebody reads; one that nobody reads would be waited for."""
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "wb") as file:
        os.set_blocking(handle, True)
        file.write(content)


def _replace(target: Path, content: bytes, before: os.stat_result | None) -> None:
    temporary = target.parent / f".tracebrief-{secrets.token_hex(8)}.tmp"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before:
            os.chmod(temporary, stat.S_IMODE(before.st_mode))
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
