"""A project: a note with its files, what was done by hand and the settings, in one JSON file.

A file is embedded, or named by a path that counts from the project's own folder; either way its SHA-256 tells
whether it is the one that the note was written on.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path, PurePath
from typing import Any

from summarizer.data import Document, digest
from summarizer.errors import NoteError, NothingToBriefError
from summarizer.limits import Limits, parse_json, read_regular
from summarizer.note.brief import Brief
from summarizer.note.brief_json import from_dict, to_dict
from summarizer.records import dataclass
from summarizer.sources.load import Pile, load

from .hand import Hand
from .identify import identify

SCHEMA = "tracebrief/project/1"
MAX_BYTES = 1_000_000_000
_REMEDY = "save the project again"
_SETTINGS = (str, int, float, bool, type(None))


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """One file of a project: ``path`` as the note has it, and its bytes where they are embedded."""

    path: str
    sha256: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """All that belongs to a note at work; ``settings`` are what it is written with next, by name."""

    brief: Brief
    files: tuple[ProjectFile, ...] = ()
    hand: Hand = field(default_factory=Hand)
    settings: Mapping[str, Any] = field(default_factory=dict)


def dumps(project: Project) -> bytes:
    """Return the project as JSON in UTF-8."""
    data = {
        "schema": SCHEMA,
        "note": to_dict(project.brief),
        "hand": project.hand.as_dict(),
        "settings": dict(sorted(project.settings.items())),
        "files": [
            {"path": file.path, "sha256": file.sha256}
            | ({} if file.content is None else {"content": base64.b64encode(file.content).decode("ascii")})
            for file in project.files
        ],
    }
    return (json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8")


def loads(content: bytes, name: str = "The project") -> Project:
    """Return the project that ``dumps`` wrote; raise NoteError, in one sentence, for anything else."""
    try:
        data = parse_json(content)
    except UnicodeDecodeError as error:
        raise NoteError(f"{name} is not UTF-8 (byte {error.start}); {_REMEDY}.") from None
    except ValueError as error:
        raise NoteError(f"{name} is not JSON that a project can hold: {error}; {_REMEDY}.") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise NoteError(f"{name} is no Tracebrief project ($.schema is not '{SCHEMA}'); {_REMEDY}.")
    settings, files = data.get("settings"), data.get("files")
    if not isinstance(settings, dict) or not all(isinstance(v, _SETTINGS) for v in settings.values()):
        raise NoteError(f"{name}: $.settings must be an object of plain values; {_REMEDY}.")
    if not isinstance(files, list):
        raise NoteError(f"{name}: $.files must be a list; {_REMEDY}.")
    try:
        hand = Hand.of(data.get("hand"))
    except NoteError as error:
        raise NoteError(f"{name}: {error}") from None
    brief = from_dict(data.get("note"), name)
    return Project(brief, tuple(_file(at, one, name) for at, one in enumerate(files)), hand, settings)


def read_project(path: str | Path) -> Project:
    """Read a project's file. Raises NoteError."""
    try:
        return loads(read_regular(path, MAX_BYTES), str(path))
    except OSError as error:
        raise NoteError(
            f"{path} cannot be read: {(error.strerror or str(error)).lower()}; name another."
        ) from None


def sources(project: Project, folder: str | Path, limits: Limits | None = None) -> Pile:
    """Load the files of a project; those that are not embedded from their paths, counted from ``folder``.

    The documents get the ids that the note gives them. A sentence tells of each file that is gone or changed.
    """
    warnings: list[str] = []
    with tempfile.TemporaryDirectory(prefix="tracebrief-project-") as held:
        real: dict[str, str] = {}
        for at, file in enumerate(project.files):
            found = _placed(file, at, Path(held), Path(folder), warnings)
            if found is not None:
                real[os.fspath(found)] = file.path
        if not real:
            raise NothingToBriefError("none of the project's files is there; give them as sources.")
        pile = load(list(real), limits)
        documents = tuple(_named(document, real) for document in pile.documents)
        shown = tuple(_told(warning, real) for warning in pile.warnings)
    return Pile(numbered(documents, project.brief), (*warnings, *shown))


def numbered(documents: Sequence[Document], brief: Brief) -> tuple[Document, ...]:
    """Give documents the ids of the note's sources that they are, free ones to the others; in that order."""
    ids = {
        id(check.document): check.source.id
        for check in identify(brief.sources, documents)
        if check.document is not None
    }
    taken, number = {source.id for source in brief.sources}, 0
    found = []
    for document in documents:
        name = ids.get(id(document))
        while name is None:
            number += 1
            name = f"S{number}" if f"S{number}" not in taken else None
        found.append(document if document.id == name else replace(document, id=name))
    order = {source.id: at for at, source in enumerate(brief.sources)}
    return tuple(sorted(found, key=lambda document: order.get(document.id, len(order))))


def files_of(paths: Iterable[str], folder: str | Path) -> tuple[ProjectFile, ...]:
    """Return files as a project in ``folder`` holds them: by path where they lie in it, else embedded."""
    base = Path(os.path.realpath(folder))
    found = []
    for path in paths:
        content, real = read_regular(path, MAX_BYTES), Path(os.path.realpath(path))
        inside = real.is_relative_to(base)
        named = real.relative_to(base).as_posix() if inside else PurePath(path).name
        found.append(ProjectFile(named, digest(content), None if inside else content))
    return tuple(found)


def _file(at: int, data: Any, name: str) -> ProjectFile:
    where = f"{name}: $.files[{at}]"
    if not isinstance(data, dict) or not all(isinstance(data.get(key), str) for key in ("path", "sha256")):
        raise NoteError(f"{where} must have a path and a sha256; {_REMEDY}.")
    content = data.get("content")
    if content is None:
        return ProjectFile(data["path"], data["sha256"])
    try:
        held = base64.b64decode(content, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise NoteError(f"{where}.content is not Base64; {_REMEDY}.") from None
    if digest(held) != data["sha256"]:
        raise NoteError(f"{where}.content is not what its sha256 says; {_REMEDY}.")
    return ProjectFile(data["path"], data["sha256"], held)


def _placed(file: ProjectFile, at: int, held: Path, folder: Path, warnings: list[str]) -> Path | None:
    """Return where a file can be read: an embedded one is written into ``held``, under its own name."""
    if file.content is not None:
        name = PurePath(file.path.replace("\\", "/")).name.replace("\0", "_")
        (held / str(at)).mkdir()
        place = held / str(at) / (name if name not in ("", ".", "..") else "file")
        place.write_bytes(file.content)
        return place
    path = Path(os.path.realpath(folder / file.path))
    try:
        if not path.is_relative_to(os.path.realpath(folder)):  # a project may come from anybody
            warnings.append(f"{file.path}: it leads out of the project's folder, so it is not read; name it.")
            return None
        changed = digest(read_regular(path, MAX_BYTES)) != file.sha256
    except (OSError, ValueError):
        warnings.append(
            f"{file.path}: the file is not there any more; what it was cited for stands unchecked."
        )
        return None
    if changed:
        warnings.append(f"{file.path}: the file has changed since the project was saved; check it: verify.")
    return path


def _named(document: Document, real: Mapping[str, str]) -> Document:
    """Give a document the path that the project has for its file."""
    for place, path in real.items():
        if document.path == place or document.path.startswith((place + "/", place + "#")):
            return replace(document, path=path + document.path[len(place) :])
    return document


def _told(warning: str, real: Mapping[str, str]) -> str:
    for place, path in real.items():
        warning = warning.replace(place, path)
    return warning


__all__ = [
    "Project",
    "ProjectFile",
    "dumps",
    "files_of",
    "loads",
    "numbered",
    "read_project",
    "sources",
]
