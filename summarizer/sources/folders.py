"""Which files a folder stands for, and in which order."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

from summarizer.errors import SourceError

from .readers import is_readable
from .readers.base import is_aside

_PASSED_OVER = "it tells of the files beside it and is passed over; name it to have it read."


def walk(folder: str, failed: Callable[[str, Exception], None], others: list[str]) -> Iterator[str]:
    """Yield the files of known formats below ``folder`` in natural order; links to folders are left out.

    ``failed`` is told of each folder below that cannot be read, the others still are, and of each README that
    is passed over: what stands beside other files tells of them, not of their matter. Files of other formats
    are added to ``others``.
    """
    waiting = [iter(_entries(folder, failed))]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif entry.is_dir(follow_symlinks=False):
            try:
                waiting.append(iter(_entries(entry.path, failed)))
            except OSError as error:
                failed(entry.path, error)
        elif not _links_to_folder(entry):
            if is_readable(entry.name):
                yield entry.path
            else:
                others.append(entry.path)


def natural(name: str) -> tuple[list[str | int], str]:
    """Return a sort key that puts "page 9" before "page 10"."""
    pieces = re.split(r"([0-9]+)", name.casefold())
    return [int(piece) if at % 2 else piece for at, piece in enumerate(pieces)], name


def _entries(folder: str, failed: Callable[[str, Exception], None]) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        entries = sorted((one for one in found if not is_aside(one.name)), key=lambda one: natural(one.name))
    files = [one for one in entries if _is_file(one)]
    about = [one for one in files if _is_about(one.name)]
    if len(about) == len(files):
        return entries
    for one in about:
        failed(
            one.path,
            SourceError("it tells of the files beside it and is passed over; name it to have it read."),
        )
    return [one for one in entries if one not in about]


def _is_about(name: str) -> bool:
    return os.path.splitext(name)[0].casefold() == "readme"


def _is_file(entry: os.DirEntry[str]) -> bool:
    return is_readable(entry.name) and not entry.is_dir(follow_symlinks=False) and not _links_to_folder(entry)


def _links_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links: reading it will say so
        return False
