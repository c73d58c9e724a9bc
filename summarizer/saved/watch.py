"""A folder that receives files all day, and the note on it: brought up to date when files have come."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import field
from pathlib import Path

from summarizer.data import Document
from summarizer.errors import NothingToBriefError, SourceError
from summarizer.limits import Limits
from summarizer.note.brief import Brief
from summarizer.pipeline import Options, summarize
from summarizer.records import dataclass
from summarizer.sources.load import load
from summarizer.sources.readers import SUFFIXES

from .files import read_note
from .update import update

State = tuple[int, int]
"""A file's size and the time of its last change, in nanoseconds."""
_IRREGULAR: State = -1, 0
"""What a pipe, a device or a broken link is known by: it is not looked at, lest it be waited for."""


@dataclass(frozen=True, slots=True)
class News:
    """The note of now, its documents, the names of those that are new, and what could not be read."""

    brief: Brief
    documents: tuple[Document, ...]
    new: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True)
class Watch:
    """What is known of ``folder``; ``own`` are files in it that are written here and never read as sources.

    ``prepare`` may change the documents as they are read (their language, say). ``known`` are those of the
    last look: what has not changed is not parsed again.
    """

    folder: Path
    note: Path
    own: Sequence[Path] = ()
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)
    prepare: Callable[[tuple[Document, ...]], tuple[Document, ...]] = lambda documents: documents
    met: dict[str, State] = field(default_factory=dict)
    taken: dict[str, State] = field(default_factory=dict)
    known: tuple[Document, ...] = ()

    def look(self, settled: bool = False) -> News | None:
        """Look once; return the note if files have come that it lacks, None otherwise.

        A file counts when it was the same at two looks, lest one that is still being copied is read;
        ``settled`` says that all are whole. Raises `SourceError` where the folder is gone, `NoteError`
        where the note cannot be read.
        """
        states = self._states()
        waiting = {path: state for path, state in states.items() if self.taken.get(path) != state}
        ready = {path for path, state in waiting.items() if settled or self.met.get(path) == state}
        self.met = states
        if not ready:
            return None
        self.taken |= {path: states[path] for path in ready}
        return self._news([path for path in states if self.taken.get(path) == states[path]])

    def _news(self, paths: list[str]) -> News | None:
        pile = load(paths, self.limits, self.known)
        self.known = pile.documents
        documents = self.prepare(pile.documents)
        if not self.note.exists():
            brief = summarize(documents, self.options, warnings=pile.warnings)
            return News(brief, documents, tuple(one.name for one in documents), pile.warnings)
        former = read_note(self.note).brief
        known = {source.sha256 for source in former.sources}
        new = [one for one in documents if one.sha256 not in known]
        if not new:
            return None
        old = [one for one in documents if one.sha256 in known]
        try:
            made = update(former, old, new, warnings=pile.warnings)
        except NothingToBriefError:
            return None
        return News(made.brief, made.documents, tuple(one.name for one in new), pile.warnings)

    def _states(self) -> dict[str, State]:
        """Return the files of known formats below the folder, hidden and own ones apart, in order.

        What has such a name and is no regular file is named too, so that the reader tells of it, once.
        """
        if not self.folder.is_dir():
            raise SourceError(f"{self.folder} is no folder; name the folder that files come into.")
        own = {os.path.realpath(path) for path in (self.note, *self.own)}
        found = {}
        for place, inner, names in os.walk(self.folder):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            for name in sorted(names):
                path = os.path.join(place, name)
                if name.startswith(".") or os.path.splitext(name)[1].lower() not in SUFFIXES:
                    continue
                if os.path.realpath(path) in own:
                    continue
                status = os.stat(path) if os.path.isfile(path) else None
                found[path] = (status.st_size, status.st_mtime_ns) if status else _IRREGULAR
        return found
