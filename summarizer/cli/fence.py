"""The folders that another program may name files in, and nothing outside them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from summarizer.errors import OptionError, SourceError, printable
from summarizer.sources.readers import SUFFIXES

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Fence:
    """Turns what a client calls a file into a path inside one of the ``folders``, links resolved.

    A path counts from the first folder where it is not absolute, then from the others. Addresses
    (``file:///…``) and patterns are no paths here, and percent signs are just percent signs.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        found = [Path(os.path.realpath(folder)) for folder in folders]
        for given, folder in zip(folders, found, strict=True):
            if not folder.is_dir():
                raise OptionError(f"{given} is no folder; name the folders whose files may be read.")
        if not found:
            raise OptionError("name at least one folder whose files may be read.")
        self.folders = tuple(found)

    def path(self, given: str) -> Path:
        """Return the file or folder that a client names; `SourceError` where it is outside or not there."""
        if _ADDRESS.match(given) and not Path(given).drive:
            raise SourceError(f"{printable(given)} is an address; give the path of a file.")
        if not given or "\0" in given:
            raise SourceError(f"{given!r} is no path; give that of a file inside the folders.")
        for folder in self.folders:
            real = self._real(os.path.join(folder, given))
            if real is not None and self.holds(real) and real.exists():
                return real
        # One sentence for what is not there and what is outside: that tells nothing of the rest of the disk.
        shown = ", ".join(map(str, self.folders))
        raise SourceError(f"{printable(given)}: there is no such file inside {printable(shown)}.")

    def files(self, given: Sequence[str]) -> list[str]:
        """Return the paths of the files that are named, and of those of known formats in folders named."""
        found: dict[str, None] = {}
        for one in dict.fromkeys(given):
            path = self.path(one)
            found.update(dict.fromkeys(map(str, self._below(path) if path.is_dir() else [path])))
        if not found:
            raise SourceError(
                "no file of a format that can be read is named; name files or a folder of them."
            )
        return list(found)

    def holds(self, real: Path) -> bool:
        """Tell whether a path, links resolved, is inside one of the folders."""
        return any(real.is_relative_to(folder) for folder in self.folders)

    def _below(self, folder: Path) -> Iterator[Path]:
        """Yield the files below a folder in order, without hidden ones and links that lead outside."""
        for place, inner, names in os.walk(folder):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            for name in sorted(names):
                if name.startswith(".") or os.path.splitext(name)[1].lower() not in SUFFIXES:
                    continue
                real = self._real(os.path.join(place, name))
                if real is not None and self.holds(real):
                    yield real

    @staticmethod
    def _real(path: str) -> Path | None:
        try:
            return Path(os.path.realpath(path, strict=True))
        except (OSError, ValueError):  # a ring of links, a name that no file can have
            return None
