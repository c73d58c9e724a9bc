"""Sessions: what one page has uploaded and made. In memory and in a private folder, gone with the page."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from summarizer.data import Document
from summarizer.errors import OptionError
from summarizer.limits import Limits
from summarizer.note.brief import Brief
from summarizer.saved import revise
from summarizer.sources.readers import SUFFIXES
from summarizer.tracing import Evidence, index_of

from .tasks import Files

MOST = 200
"""Sessions at a time; the one idle for longest makes room."""
IDLE = 6 * 3600
"""Seconds without a request after which a session is forgotten."""
KEPT = 24 * 3600
"""The same for a session whose user asked to keep it."""
UNDO = 50
"""Changes that can be taken back."""
SINGLE = frozenset({"draft", "note", "former"})
"""Piles of one file: another one takes its place."""
VERDICTS = {"supported": "supported", "partial": "partly supported", "unsupported": "not supported"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a pile: its name as shown and its size in bytes."""

    name: str
    size: int


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
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(path, self.folder / name)
        self.uploads.append(Upload(name, size))
        return None

    def add(self, content: bytes, name: str) -> None:
        """Write a file in."""
        name = self._free(_file_name(name))
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.folder / name).write_bytes(content)
        self.uploads.append(Upload(name, len(content)))

    def remove(self, at: int) -> None:
        """Delete the file at index ``at``, if there is one."""
        if 0 <= at < len(self.uploads):
            (self.folder / self.uploads.pop(at).name).unlink(missing_ok=True)

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


@dataclass(slots=True)
class Work:
    """A note with the documents behind it, and how it came to be what it is.

    ``pinned`` are ids of lines; ``before`` earlier states, the last one last; ``evidence`` the index
    that edited lines are traced in, made when it is first needed.
    """

    brief: Brief
    documents: tuple[Document, ...]
    pinned: frozenset[str] = frozenset()
    before: list[tuple[Brief, frozenset[str]]] = field(default_factory=list)
    evidence: Evidence | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong with files, sentence by sentence."""
        return self.brief.warnings

    def change(self, brief: Brief) -> None:
        """Make ``brief`` the note; the one before can be brought back."""
        self.before = [*self.before[-UNDO + 1 :], (self.brief, self.pinned)]
        self.brief = brief
        self.pinned &= {line.id for line in brief.lines}

    def apply(self, order: Mapping[str, Any]) -> str:
        """Do what the page asks with a line; return what was done. Raises OptionError for what cannot be.

        ``order`` has ``act``, ``line`` (an id) and, by act, ``text`` or ``omission``.
        """
        act, line = order.get("act"), str(order.get("line") or "")
        known = {one.id for one in self.brief.lines}
        if act == "pin" and line in known:
            self.pinned ^= {line}
            return (
                "Pinned: the line stays when the note is written again."
                if line in self.pinned
                else "Unpinned."
            )
        if act == "drop":
            self.change(revise.drop(self.brief, line))
            return "Dropped; what it quotes is among what was left out."
        if act in ("up", "down"):
            self.change(revise.move(self.brief, line, -1 if act == "up" else 1))
            return "Moved."
        if act == "swap":
            at = order.get("omission")
            at = at if isinstance(at, int) else -1
            swapped = revise.swap(self.brief, line, at, self.documents) if line else None
            self.change(swapped or revise.add(self.brief, at, self.documents))
            return (
                "Put in; what it replaced is among what was left out."
                if line
                else "Put in as a further line."
            )
        if act == "edit":
            self.evidence = self.evidence or index_of(self.documents)
            self.change(revise.edit(self.brief, line, str(order.get("text") or ""), self.evidence))
            edited = next(one for one in self.brief.lines if one.id == line)
            return f"Traced: {VERDICTS[edited.verdict]}."
        raise OptionError("the page asked for what is not there; load it again.")

    def undo(self) -> bool:
        """Bring the note before the last change back; tell whether there was one."""
        if not self.before:
            return False
        self.brief, self.pinned = self.before.pop()
        return True


@dataclass(slots=True)
class Session:
    """All that one page holds: piles of files by the name of their tab, and what was made of them."""

    folder: Path
    limits: Limits
    zones: dict[str, Zone] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    results: dict[str, Any] = field(default_factory=dict)
    kept_as: str | None = None
    used: float = field(default_factory=time.monotonic)

    def zone(self, name: str) -> Zone:
        """Return the pile of that name; one whose name is in ``SINGLE`` holds one file."""
        limits = replace(self.limits, max_files=1) if name in SINGLE else self.limits
        return self.zones.setdefault(name, Zone(self.folder / name, limits))

    def close(self) -> None:
        """Delete its files."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Sessions:
    """The sessions of one server, by the page's own secret; none can be reached from another page."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self.limits = folder, limits
        self._open: dict[str, Session] = {}
        self._kept: dict[str, Session] = {}
        self._lock = threading.Lock()

    def of(self, page: str | None) -> Session:
        """Return the session of a page, a new one on its first request."""
        key = page or ""
        with self._lock:
            session = self._open.get(key)
            if session is None:
                self._sweep()
                session = self._open[key] = Session(self._folder / secrets.token_hex(16), self.limits)
            session.used = time.monotonic()
            return session

    def leave(self, page: str | None) -> None:
        """Forget a page that was closed, and delete its files unless its user asked to keep them."""
        with self._lock:
            session = self._open.pop(page or "", None)
            if session is not None and session.kept_as is None:
                session.close()

    def keep(self, page: str | None, wanted: bool) -> str:
        """Keep the page's session for a reload, or no longer; return the secret that brings it back."""
        session = self.of(page)
        with self._lock:
            if not wanted:
                self._kept.pop(session.kept_as or "", None)
                session.kept_as = None
            elif session.kept_as is None:
                session.kept_as = secrets.token_urlsafe(32)
                self._kept[session.kept_as] = session
            return session.kept_as or ""

    def restore(self, page: str | None, secret: str) -> Session | None:
        """Give a reloaded page the session it kept; None where there is none under that secret."""
        with self._lock:
            session = self._kept.get(secret)
            if session is not None:
                replaced = self._open.get(page or "")
                if replaced is not None and replaced is not session:
                    replaced.close()
                self._open[page or ""] = session
                session.used = time.monotonic()
            return session

    def close(self) -> None:
        """Delete everything."""
        with self._lock:
            for session in (*self._open.values(), *self._kept.values()):
                session.close()
            self._open.clear()
            self._kept.clear()

    def _sweep(self) -> None:
        now = time.monotonic()
        by_use = sorted(self._open, key=lambda key: self._open[key].used)
        surplus = max(0, len(by_use) - MOST + 1)
        for at, key in enumerate(by_use):
            session = self._open[key]
            if at < surplus or now - session.used > (KEPT if session.kept_as else IDLE):
                del self._open[key]
                if session.kept_as is None:
                    session.close()
        for secret, session in list(self._kept.items()):
            if now - session.used > KEPT:
                del self._kept[secret]
                session.close()


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
