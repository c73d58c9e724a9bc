"""Piles of files that were uploaded, each in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.readers import SUFFIXES

SINGLE = frozenset({"draft", "note", "former"})
"""Piles of one file: another one takes its place."""
NOTES = frozenset({"note", "former"})
"""Piles of saved notes."""
EMPTIED = frozenset({"brief"})
"""Piles that one button empties."""
DATA = frozenset({"references", "predictions"})
"""Piles that no reader of documents reads."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files of one folder by name, in order, and what may be read of them."""

    folder: Path
    names: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a pile: its name as shown and its size in bytes.

    ``refusal`` says why it cannot be read, "" where it can, None as long as nobody has looked.
    """

    name: str
    size: int
    refusal: str | None = None


@dataclass(slots=True)
class Zone:
    """One pile of uploaded files, in a folder of its own, in the order they came."""

    folder: Path
    limits: Limits
    uploads: list[Upload] = field(default_factory=list)

    def files(self) -> Files:
        """Return the pile for a worker."""
        return Files(self.folder, tuple(upload.name for upload in self.uploads), self.limits)

    def take(self, path: Path, name: str) -> str | None:
        """Move a file in under its own name; return a sentence where it is refused."""
        if self.limits.max_files == 1:
            self.clear()
        if len(self.uploads) >= self.limits.max_files:
            return f"{name}: only {self.limits.max_files} files are taken; remove some first."
        size = path.stat().st_size
        if size > self.limits.max_bytes:
            return (
                f"{name}: it has {size / 1e6:.1f} MB, more than {self.limits.max_bytes / 1e6:g} MB; split it."
            )
        name = self._free(_file_name(name))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.move(path, self.folder / name)
        except OSError as error:
            (self.folder / name).unlink(missing_ok=True)
            return _refused(name, error)
        self.uploads.append(Upload(name, size))
        return None

    def add(self, content: bytes, name: str) -> None:
        """Write a file in. Raises SourceError where the disk does not take it."""
        name = self._free(_file_name(name))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
        except OSError as error:
            (self.folder / name).unlink(missing_ok=True)
            raise SourceError(_refused(name, error)) from None
        self.uploads.append(Upload(name, len(content)))

    def replace(self, files: Iterable[tuple[bytes, str]]) -> None:
        """Write files in, content and name each, in the place of those that are there: all or none."""
        new = Zone(self.folder.with_name(f"{self.folder.name}.new"), self.limits)
        new.clear()
        try:
            for content, name in files:
                new.add(content, name)
        except SourceError:
            new.clear()
            raise
        self.clear()
        if new.uploads:
            os.replace(new.folder, self.folder)
        self.uploads = new.uploads

    def look(self, looked: Iterable[Upload], refusals: Mapping[str, str]) -> bool:
        """Take down which of the files that were looked at cannot be read, by name; tell whether any."""
        fresh = {id(upload) for upload in looked}
        self.uploads = [
            replace(upload, refusal=refusals.get(upload.name, "")) if id(upload) in fresh else upload
            for upload in self.uploads
        ]
        return bool(refusals)

    def remove(self, name: str) -> None:
        """Delete the file of that name, if there is one."""
        gone = [upload for upload in self.uploads if upload.name == name]
        for upload in gone:
            self.uploads.remove(upload)
            (self.folder / upload.name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Delete all files."""
        self.uploads.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _free(self, name: str) -> str:
        taken = {upload.name for upload in self.uploads}
        stem, suffix = os.path.splitext(name)
        number = 1
        while name in taken:
            number += 1
            name = f"{stem} ({number}){suffix}"
        return name

    def restore(self, names: Iterable[str], refusals: Mapping[str, str]) -> None:
        """Take up the files of these names, which lie in the folder; some are known not to be readable."""
        self.uploads = [
            Upload(name, (self.folder / name).stat().st_size, refusals.get(name))
            for name in names
            if _file_name(name) == name and (self.folder / name).is_file()
        ]


def _refused(name: str, error: OSError) -> str:
    reason = (error.strerror or "the disk refuses it").lower()
    return f"{name}: it cannot be kept ({reason}); make room on the disk and give it again."


_UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f]")


def _file_name(name: str) -> str:
    """Return a name that is safe as a file's in one folder and reads like the one it was uploaded under."""
    name = _UNSAFE.sub("_", name.encode("utf-8", "replace").decode("utf-8")).strip()
    if name in ("", "-", ".", ".."):
        name = "file"
    if name.startswith((".", "-")):
        name = "_" + name[1:]
    stem, suffix = os.path.splitext(name)
    suffix = suffix if suffix.lower() in SUFFIXES else suffix[:16]
    while len((stem + suffix).encode()) > 200:
        stem = stem[:-1]
    return stem + suffix
