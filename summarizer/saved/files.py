"""Saved notes and the files they name: read a note back from any of its formats, find its sources."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from io import BytesIO
from pathlib import Path

from summarizer.data import Document
from summarizer.errors import NoteError, SourceError
from summarizer.limits import Limits, read_regular
from summarizer.note import embedded
from summarizer.note.brief import Brief, Source
from summarizer.output import one_line
from summarizer.records import dataclass
from summarizer.sources.load import UNREAD, Pile, load

from . import project
from .hand import Hand

MAX_BYTES = 256_000_000
_SUFFIXES = {"htm": "html", "markdown": "md", "xhtml": "html"}
_DEEPEST = 40
"""Steps that a path may lead into a file."""
_PROJECT = re.compile(rb'\s*\{\s*"schema"\s*:\s*"%s"' % re.escape(project.SCHEMA).encode())
"""How a project begins."""
_APPENDIX = re.compile(
    r"^## (?:Where sources disagree|What else sources agree on|Left out|Sources)$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class SavedNote:
    """A note as a file carries it; ``altered`` are the ids of lines that the file shows otherwise.

    A Markdown, HTML or DOCX file holds the note twice: for people and for programs. Where somebody has
    changed a line for people, the citations no longer vouch for what is read. ``hand`` is what a person did
    with it, which a project alone tells.
    """

    brief: Brief
    altered: tuple[str, ...] = ()
    hand: Hand = field(default_factory=Hand)


def read_note(path: str | Path) -> SavedNote:
    """Read the note that a JSON, Markdown, HTML or DOCX file carries, or that a project holds.

    Raises `NoteError`, in one sentence.
    """
    path = Path(path)
    content = _content(path)
    suffix = path.suffix[1:].lower()
    suffix = _SUFFIXES.get(suffix, suffix)
    if suffix == "json" and _PROJECT.match(content):
        made = project.loads(content, str(path))
        return SavedNote(made.brief, hand=made.hand)
    brief = embedded.read(content, suffix, str(path))
    try:
        return SavedNote(brief, tuple(_altered(brief, content, suffix)))
    except SourceError as error:
        raise NoteError(f"{path}: {error}") from error


def own_files(brief: Brief, note: str | Path, limits: Limits | None = None) -> Pile:
    """Load the sources of ``brief`` from the paths it names; warnings say which cannot be read.

    Paths count from the working folder, then from the note's own folder. A note may come from anybody:
    a path that leads out of both folders is not followed.
    """
    folders = [Path.cwd(), Path(note).absolute().parent]
    documents: list[Document] = []
    warnings: list[str] = []
    strange: list[Source] = []
    cited: dict[str, dict[str, Source]] = {}  # a file is read once for all the documents in it
    for source in brief.sources:
        found = _inside(source, folders)
        if found is not None:
            file, rest = found
            cited.setdefault(file, {})[file + rest] = source
        elif _leads_out(source, folders):
            strange.append(source)
    if strange:
        warnings.append(_not_followed(strange))
    for file, sources in cited.items():
        pile = _attempt(file, limits)
        documents += _cited(pile.documents, sources)
        warnings += pile.warnings
    return Pile(tuple(documents), tuple(warnings))


def _attempt(file: str, limits: Limits | None) -> Pile:
    try:
        return Pile(load([file], limits).documents)
    except SourceError as error:
        return Pile((), (str(error).removeprefix(UNREAD),))


def _cited(documents: Sequence[Document], sources: Mapping[str, Source]) -> Sequence[Document]:
    """Return those documents of a file that the note cites; all of them where one is no longer there."""
    if not sources.keys() <= {document.path for document in documents}:
        return documents
    contents = {source.sha256 for source in sources.values()}
    return [one for one in documents if one.path in sources or one.sha256 in contents]


def note_sources(
    brief: Brief, note: str | Path, sources: Sequence[str], limits: Limits | None = None
) -> Pile:
    """Load what ``sources`` names, or else the files that the note itself names."""
    return load(sources, limits) if sources else own_files(brief, note, limits)


def _content(path: Path) -> bytes:
    try:
        return read_regular(path, MAX_BYTES)
    except FileNotFoundError as error:
        raise NoteError(f"{path}: there is no such file; check the spelling.") from error
    except IsADirectoryError as error:
        raise NoteError(f"{path} is a folder; name the note, a json, md, html or docx file.") from error
    except OSError as error:
        if error.errno == errno.EINVAL:
            raise NoteError(f"{path} is a device or pipe; save the note to a file first.") from error
        if error.errno == errno.EFBIG:
            size = os.stat(path).st_size
            raise NoteError(f"{path} has {size} bytes, more than a note may have ({MAX_BYTES}).") from error
        raise NoteError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    except ValueError as error:
        raise NoteError(f"{str(path)!r} is no file name: {error}.") from error


def _inside(source: Source, folders: Sequence[Path]) -> tuple[str, str] | None:
    """Return the path of the source's file where it lies in one of the folders, links resolved.

    Second is what of the source's path leads on inside the file: ``"#3"`` of ``mail.mbox#3``.
    """
    if source.path in ("", "-") or "\0" in source.path:
        return None
    for path, rest in _outward(source.path):
        for base in folders:
            try:
                real = (base / path).resolve()
                if not real.is_file() or not any(real.is_relative_to(f.resolve()) for f in folders):
                    continue
            except (OSError, RuntimeError, ValueError):  # a loop of links; a name that no file can have
                continue
            # As the note has it where that works, so that the path in a message is the one in the note.
            return (path if base is folders[0] else os.path.join(base, path)), rest
    return None


def _outward(path: str) -> Iterator[tuple[str, str]]:
    """Yield a path whole, then without what may stand inside a file: ``pack.zip/a.mbox#3`` in three steps."""
    yield path, ""
    cuts = [found.start() for found in re.finditer(r"/|#(?=\d)", path)]
    for cut in reversed(cuts[-_DEEPEST:]):
        if cut:
            yield path[:cut], path[cut:]


def _leads_out(source: Source, folders: Sequence[Path]) -> bool:
    """Tell whether a source is not read since its path is not followed; else it just is not there."""
    if source.path in ("", "-") or "\0" in source.path:
        return False
    reaches = [os.path.normpath(folder / source.path) for folder in folders]
    return not any(Path(path).is_relative_to(folder) for path in reaches for folder in folders)


def _not_followed(sources: Sequence[Source]) -> str:
    """Say in one sentence which sources are not read since their paths are not followed."""
    first, more = sources[0], len(sources) - 1
    others = f" and {more} more of its {'path' if more == 1 else 'paths'}" if more else ""
    return (
        f"{first.id}: {first.path!r}{others} {'lead' if more else 'leads'} out of the working folder and the "
        f"note's folder, so {'they are' if more else 'it is'} not read; name the "
        f"{'files or their' if more else 'file or its'} folder as a source."
    )


def _altered(brief: Brief, content: bytes, suffix: str) -> Iterator[str]:
    if suffix == "json":
        return
    from summarizer.renderers.markdown import escape

    shown = {"md": _in_markdown, "html": _in_html, "docx": _in_docx}[suffix](content)
    shown = " ".join(shown.split())
    for line in brief.lines:
        text = escape(line.text) if suffix == "md" else one_line(line.text)
        if " ".join(text.replace("\0", "\ufffd").split()) not in shown:
            yield line.id


def _in_markdown(content: bytes) -> str:
    text = content.decode("utf-8", "replace")
    appendix = _APPENDIX.search(text)
    return text[: appendix.start()] if appendix else text


def _in_html(content: bytes) -> str:
    from lxml import html

    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    return "\n".join(str(line.text_content()) for line in root.find_class("line"))


def _in_docx(content: bytes) -> str:
    import docx

    try:
        document = docx.Document(BytesIO(content))
    except Exception as error:  # a damaged part makes python-docx or lxml fail in any way
        raise SourceError("it is damaged; open it in a word processor and save it again.") from error
    texts = []
    for paragraph in document.paragraphs:
        if paragraph.text == "Sources" and str(paragraph.style.name).startswith("Heading"):
            break
        texts.append(paragraph.text)
    return "\n".join(texts)
