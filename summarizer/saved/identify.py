"""Which file of today stands for which source of a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Literal

from summarizer.data import Document
from summarizer.note.brief import Source
from summarizer.records import dataclass

_NUMBERED = re.compile(r"#\d+(?:/|$)")

SourceState = Literal["unchanged", "edited", "absent"]


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """Which document stands for a source of the note today; ``reason`` says how it was told."""

    source: Source
    state: SourceState
    reason: str
    document: Document | None = None


def identify(sources: Sequence[Source], documents: Sequence[Document]) -> tuple[SourceCheck, ...]:
    """Say which document stands for each source: one of its path, else its name, else its content.

    A document inside a file that is told by its number (``mail.mbox#3``) is told by its content first: one
    message more at the start moves all others.
    Of several with its name the one with its content is taken, then the one in the folder most alike. A
    document stands for one source at most.
    """
    found: dict[str, tuple[Document, str]] = {}
    taken: set[int] = set()

    def take(source: Source, document: Document, how: str) -> None:
        if source.id not in found and id(document) not in taken:
            found[source.id] = document, how
            taken.add(id(document))

    by_path = {document.path: document for document in reversed(documents) if document.path not in ("", "-")}
    by_content = {document.sha256: document for document in reversed(documents) if document.sha256}
    for source in sources:
        document = by_content.get(source.sha256) if _NUMBERED.search(source.path) else None
        if document and document.path != source.path and _NUMBERED.search(document.path):
            take(source, document, f"by its content: {document.path}")
    for source in sources:
        if source.path in by_path:
            take(source, by_path[source.path], "")
    by_name: dict[str, list[Document]] = {}
    for document in documents:
        if id(document) not in taken:
            by_name.setdefault(document.name, []).append(document)
    waiting = [source for source in sources if source.id not in found]
    pairs = [(source, document) for source in waiting for document in by_name.get(source.name, ())]
    pairs.sort(key=lambda pair: (pair[0].sha256 != pair[1].sha256, -_alike(pair[0].path, pair[1].path)))
    for source, document in pairs:
        take(source, document, f"by its name: {document.path or document.name}")
    for source in sources:
        if source.sha256 in by_content:
            document = by_content[source.sha256]
            take(source, document, f"by its content: {document.path or document.name}")
    return tuple(_source_check(source, *found.get(source.id, (None, ""))) for source in sources)


def _source_check(source: Source, document: Document | None, how: str) -> SourceCheck:
    if document is None:
        return SourceCheck(source, "absent", "No file with this name, path or content is there.")
    same = bool(source.sha256) and source.sha256 == document.sha256
    parts = [f"found {how}"] if how else []
    parts.append("its content is unchanged" if same else "its content has changed")
    said = "; ".join(parts)
    # Only the first letter: names of files stand behind it.
    reason = f"{said[:1].upper()}{said[1:]}."
    return SourceCheck(source, "unchanged" if same else "edited", reason, document)


def _alike(one: str, other: str) -> int:
    """Count the folders and names that two paths share at their end."""
    pairs = zip(reversed(PurePath(one).parts), reversed(PurePath(other).parts), strict=False)
    count = 0
    for a, b in pairs:
        if a != b:
            break
        count += 1
    return count
