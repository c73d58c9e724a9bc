"""The output folder of a batch: its own by a mark, held by one run at a time, nothing written beside it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from summarizer.errors import OutputError
from summarizer.limits import open_regular, parse_json, read_regular
from summarizer.output import write_atomically

from .names import file_name

MARK, LOCK, OWNER = "batch.json", ".lock", ".running"
JOURNAL, RESULTS, TIMINGS, NOTES = "journal.jsonl", "results.jsonl", "timings.jsonl", "notes"
SCHEMA = "tracebrief-batch/1"
_NO_WRITING = (errno.EROFS, errno.ENOSPC, errno.EACCES, errno.EPERM)


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Make ``folder`` a batch folder and hold it; give whether an earlier run was cut off in it.

    Raises `OutputError` where it belongs to something else, cannot be written, or another run holds
    it. The lock is the system's own, so a run that was killed leaves none behind; the file beside it
    only tells who runs.
    """
    _claim(folder)
    lock, owner = FileLock(folder / LOCK), folder / OWNER
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise OutputError(
            f"{folder} is in use by another run ({_who(owner)}); "
            "wait for it, stop it, or name another folder."
        ) from None
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno in _NO_WRITING:
            raise unwritable(folder, error) from error
        raise OutputError(f"{folder} cannot be locked: {error}; name a folder on a local disk.") from error
    try:
        cut_off = owner.exists()
        if cut_off:
            _sweep(folder)
        write_atomically(owner, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        yield cut_off
        owner.unlink(missing_ok=True)
    except BaseException:
        with suppress(OSError):  # we are here to tell of it: this run was not cut off
            owner.unlink(missing_ok=True)
        raise
    finally:
        lock.release()


def _claim(folder: Path) -> None:
    mark = folder / MARK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = {entry.name for entry in os.scandir(folder)} - {LOCK, OWNER}
        if MARK not in found:
            if found:
                raise OutputError(
                    f"{folder} holds other files ({min(found)!r}) and is no batch folder; "
                    "name an empty folder or a new one."
                )
            write_atomically(mark, (json.dumps({"schema": SCHEMA}) + "\n").encode())
        elif parse_json(read_regular(mark, 1_000)) != {"schema": SCHEMA}:
            raise ValueError(mark)
        if (folder / NOTES).is_symlink():
            raise OutputError(
                f"{folder / NOTES} is a link; remove it, notes are written into the folder itself."
            )
        (folder / NOTES).mkdir(exist_ok=True)
    except OutputError:
        raise
    except OSError as error:
        raise unwritable(folder, error) from error
    except (ValueError, RecursionError):
        raise OutputError(f"{mark} is no mark of this version's batches; name another folder.") from None


def _sweep(folder: Path) -> None:
    """Remove the half-written files of a run that was killed; no note's name begins with a dot."""
    for place in (folder, folder / NOTES):
        for left in (*place.glob(".*.tmp"), *place.glob(".*.new")):
            remove_file(left)


def _who(owner: Path) -> str:
    try:
        return read_regular(owner, 10_000).decode("utf-8").strip()[:200] or "process unknown"
    except (OSError, ValueError):
        return "process unknown"


def note_path(id: str, suffix: str) -> str:
    """Return where the note of a topic stands, relative to the output folder, ``/`` between."""
    return f"{NOTES}/{file_name(id)}.{suffix}"


def store(folder: Path, id: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """Write the note of a topic in its formats; return the SHA-256 of each file by format."""
    for suffix, content in files.items():
        path = folder / note_path(id, suffix)
        if path.is_symlink():  # write_atomically would follow it out of the folder
            path.unlink()
        write_atomically(path, content)
    return {suffix: hashlib.sha256(content).hexdigest() for suffix, content in files.items()}


def intact(folder: Path, id: str, files: Mapping[str, str]) -> bool:
    """Tell whether the files of a topic are there as they were written."""
    try:
        return all(_digest(folder / note_path(id, suffix)) == digest for suffix, digest in files.items())
    except OSError:
        return False


def _digest(path: Path) -> str:
    with open_regular(path) as file:
        return hashlib.sha256(file.read()).hexdigest()


def remove(folder: Path, id: str, suffixes: set[str]) -> None:
    """Remove files that a topic no longer has."""
    for suffix in suffixes:
        remove_file(folder / note_path(id, suffix))


def remove_file(path: Path) -> None:
    """Remove a file of the folder, if it is there."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of ``path`` once it is whole; for what is too large for the memory."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        if isinstance(error, OutputError):
            raise
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return the error that says why ``path`` cannot be written and what to do."""
    reason = (error.strerror or str(error)).lower()
    return OutputError(
        f"{path} cannot be written: {reason}; free space, make it writable or name another folder."
    )
