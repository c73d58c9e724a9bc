"""Paths → documents: find the files, read each within limits, say in one sentence what could not be read."""

from __future__ import annotations

import errno
import glob
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import partial
from pathlib import Path

from summarizer.data import Document, digest
from summarizer.errors import NothingToBriefError, SourceError, TracebriefError, printable
from summarizer.limits import DENSE, Limits, is_dense, open_regular
from summarizer.records import dataclass
from summarizer.text.language import detect

from . import publication
from .folders import natural, walk
from .patterns import matches
from .readers import SUFFIXES, Extracted, Format, Part, Reader, apart, kind_of, not_read

__all__ = ["Limits", "Pile", "document_from_text", "load", "refusal"]

_STDIN = "-"
_FORMATS = ", ".join(SUFFIXES)
_SECONDS, _SECONDS_PER_MEGABYTE = 5, 8
"""Time that the documents inside one file may take, and for each megabyte of it more."""
UNREAD = "nothing could be read: "
"""How an error begins that tells why each of the files cannot be read."""
_LISTED = 10
"""Reasons that an error lists before it only counts them."""


@dataclass(frozen=True, slots=True)
class Pile:
    """What was loaded: the documents in reading order, and a sentence for each thing that went wrong.

    The warnings of a document stand here too, with its name.
    """

    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()


def load(paths: Sequence[str | Path], limits: Limits | None = None, known: Iterable[Document] = ()) -> Pile:
    """Read files, folders, globs and ``-`` (standard input) into a `Pile`, ids S1, S2 … in order.

    Order: as given; inside a folder by path, numbers by value. A folder is read with all its folders;
    hidden files and links to folders are passed over, files of unknown suffixes are named in a warning. A
    file named outright is read whatever its suffix, if it is text. What holds several documents (mailbox,
    archive, mail with attachments) gives each of them. A file met twice, or the same content twice, is read
    once. ``known`` are documents that were loaded before, within these limits: a file of the same content is
    not parsed again. Raises
    `SourceError` where nothing could be read, `NothingToBriefError` where nothing is named.
    """
    if isinstance(paths, (str, Path)):
        paths = (paths,)
    if not paths:
        raise NothingToBriefError("no source is named; name at least one file or folder.")
    loading = _Loading(limits or Limits(), {(one.sha256, one.media_type): one for one in known})
    try:
        for path in paths:
            loading.attempt(os.fspath(path), loading.argument)
    except _TooManyFilesError:
        loading.warnings.append(
            f"only the first {loading.limits.max_files} files are read; "
            "raise max_files (--max-files) to read more."
        )
    except _TooMuchTextError:
        raise SourceError(
            f"the sources hold more than {loading.limits.max_total_chars} characters together, from "
            f"{_shown(loading.last)} on; brief parts of them (tracebrief batch), or raise max_total_chars "
            "(--max-total-chars) where the memory is there: about 15 bytes a character."
        ) from None
    if not loading.documents:
        reasons = loading.warnings
        more = f" … and {len(reasons) - _LISTED} more." if len(reasons) > _LISTED else ""
        raise SourceError(UNREAD + " ".join(reasons[:_LISTED]) + more)
    return Pile(tuple(loading.documents), (*loading.warnings, *_left_out(loading.documents)))


def refusal(path: str | Path, limits: Limits | None = None) -> str:
    """Say in a sentence why nothing of a file can be read, "" where something can."""
    loading, path = _Loading(limits or Limits()), os.fspath(path)
    try:
        loading.attempt(path, loading.argument)
    except (_TooManyFilesError, _TooMuchTextError):
        return ""
    reasons = "" if loading.documents else " ".join(loading.warnings)
    return reasons.removeprefix(f"{_shown(path)}: ")


def document_from_text(
    text: str,
    *,
    id: str = "S1",
    name: str = "text",
    title: str | None = None,
    date: date | None = None,
    publisher: str | None = None,
    language: str | None = None,
    limits: Limits | None = None,
) -> Document:
    """Make a document of a text in memory; what is not given is found in the text, as for a file.

    Raises `SourceError` where ``text`` holds lone surrogates, as no file can, and beyond the ``limits`` of a
    file of text.
    """
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{_shown(name)}: character {error.start} is a lone surrogate (U+{ord(text[error.start]):04X}); "
            "decode the text anew, or replace it."
        ) from error
    try:
        _refuse_large(text, content, limits or Limits())
    except SourceError as error:
        raise SourceError(f"{_shown(name)}: {error}") from None
    language = language or detect(text)
    stated = _stated(text, language)
    return Document(
        id=id,
        name=name,
        text=text,
        encoding="utf-8",
        sha256=digest(content),
        title=title or stated.title,
        publisher=publisher or stated.publisher,
        date=date or stated.date,
        language=language,
    )


@dataclass(slots=True)
class _Clock:
    """The seconds that the documents inside one file may take: of processor time, or four times by the clock.

    PDF files are read by a process of their own; its time counts.
    """

    seconds: float
    worked: float = field(default_factory=lambda: _worked())
    began: float = field(default_factory=time.monotonic)

    def over(self) -> bool:
        """Tell whether they are used up."""
        return self.left() <= 0 or time.monotonic() - self.began > 4 * self.seconds

    def left(self) -> float:
        """Return the seconds of processor time that are left."""
        return self.seconds - (_worked() - self.worked)


def _worked() -> float:
    return time.thread_time() + apart.spent()


@dataclass(slots=True)
class _Loading:
    """The pile so far, and what has been met already; ``known`` by the digest and the format of the file."""

    limits: Limits
    known: Mapping[tuple[str, str], Document] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    files: dict[tuple[int, int], str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    count: int = 0
    chars: int = 0
    unfolded: int = 0
    last: str = ""
    clock: _Clock = field(default_factory=lambda: _Clock(_SECONDS))

    def attempt(self, path: str, read: Callable[[str], None]) -> None:
        """Read one path; what goes wrong becomes one warning."""
        try:
            read(path)
        except (SourceError, OSError, ValueError) as error:
            self._warn(path, error)

    def _warn(self, path: str, error: Exception) -> None:
        self.warnings.append(f"{_shown(path)}: {_reason(error)}")

    def argument(self, path: str) -> None:
        """Read what one argument stands for: standard input, a file, a folder, a pattern."""
        if path == _STDIN:
            self._admit(path, "standard input", _read_standard_input(self.limits))
        elif os.path.lexists(path):
            self._existing(path)
        elif not glob.has_magic(path):
            raise SourceError("there is no such file or folder; check the spelling.")
        elif found := sorted(matches(path), key=natural):
            for match in found:
                self.attempt(match, self._existing)
        else:
            raise SourceError("the pattern matches no file; check the spelling.")

    def _existing(self, path: str) -> None:
        if not stat.S_ISDIR(os.stat(path).st_mode):
            self._file(path)
            return
        before, others = self.count, list[str]()
        for each in walk(path, self._warn, others):
            self.attempt(each, self._file)
        if others and self.count > before:
            self._warn(path, SourceError(not_read([os.path.relpath(other, path) for other in others])))
        if self.count == before:
            raise SourceError(f"the folder holds no file that can be read; it takes {_FORMATS}.")

    def _file(self, path: str) -> None:
        self.count += 1
        if self.count > self.limits.max_files:
            raise _TooManyFilesError
        content, identity = _read_file(path, self.limits)
        if first := self.files.get(identity):
            self.warnings.append(f"{_shown(path)} is the same file as {_shown(first)}; it is read once.")
            return
        self.files[identity] = path
        self._admit(path, os.path.basename(os.path.abspath(path)), content)

    def _admit(self, path: str, name: str, content: bytes) -> None:
        if not content:
            raise SourceError("the file is empty; leave it out or fill it.")
        sha256 = digest(content)
        if first := self.contents.get(sha256):
            self.warnings.append(f"{_shown(path)} has the same content as {_shown(first)}; it is read once.")
            return
        self.contents[sha256] = path
        self.unfolded = 0
        self._take(path, name, content, kind_of(name, content))

    def _take(self, path: str, name: str, content: bytes, kind: Format, depth: int = 0) -> None:
        """Read a file's own text and the documents inside it; a bad one costs itself alone."""
        if kind.parts is None:
            with apart.within(self.clock.left() if depth else None):
                self._text(path, name, content, kind)
            return
        told, known = len(self.warnings), len(self.documents)
        if not depth:
            self.clock = _Clock(_SECONDS + _SECONDS_PER_MEGABYTE * max(0.0, len(content) / 1e6 - 1))
        if kind.read is not None:
            self.attempt(path, lambda _: self._text(path, name, content, kind))
        if depth >= self.limits.max_depth:
            raise SourceError(
                f"it is packed in {depth} others, too deep; unpack it or raise max_depth (--max-depth)."
            )
        for part in kind.parts(content, self.limits):
            self.attempt(path + part.name, partial(self._part, part=part, name=name, depth=depth))
            if self.clock.over():
                raise SourceError(
                    f"it takes too much time to read; of the documents in it the first "
                    f"{len(self.documents) - known} are read, split it for the others."
                )
            if self.unfolded > (most := self.limits.max_expansion):
                raise SourceError(
                    f"it unfolds to more than {most} bytes; split it or raise max_expansion "
                    "(--max-expansion-mb)."
                )
        if (told, known) == (len(self.warnings), len(self.documents)):
            raise SourceError(f"it holds no file that can be read; it takes {_FORMATS}.")

    def _part(self, path: str, part: Part, name: str, depth: int) -> None:
        if part.refusal:
            raise SourceError(part.refusal)
        self.unfolded += len(part.content)
        if not part.content:
            raise SourceError("the file is empty; leave it out or fill it.")
        if len(part.content) > self.limits.max_bytes:
            raise _too_large(len(part.content), self.limits)
        if part.name:
            self.count += 1
            if self.count > self.limits.max_files:
                raise _TooManyFilesError
            sha256 = digest(part.content)
            if first := self.contents.get(sha256):
                self.warnings.append(
                    f"{_shown(path)} has the same content as {_shown(first)}; it is read once."
                )
                return
            self.contents[sha256] = path
        name += part.name
        self._take(path, name, part.content, part.kind or kind_of(name, part.content), depth + 1)

    def _text(self, path: str, name: str, content: bytes, kind: Format) -> None:
        assert kind.read is not None
        sha256 = digest(content)
        day = publication.day_in_name(os.path.basename(name))
        known = self.known.get((sha256, kind.media_type))
        if known and (day or publication.day_in_name(os.path.basename(known.name))) and known.name != name:
            known = None  # its day may be that of its name
        document = known or self._parsed(content, kind, kind.read)
        self.chars, self.last = self.chars + len(document.text), path
        if self.chars > self.limits.max_total_chars:
            raise _TooMuchTextError
        id = f"S{len(self.documents) + 1}"
        self.documents.append(
            replace(
                document,
                id=id,
                name=_printable(name),
                path=_printable(path),
                sha256=sha256,
                date=document.date or day,
            )
        )
        self.warnings += [f"{_shown(path)}: {warning}" for warning in document.warnings]

    def _parsed(self, content: bytes, kind: Format, read: Reader) -> Document:
        extracted = _extracted(read, content, self.limits)
        if not extracted.text or extracted.text.isspace():
            raise SourceError("the file holds only white space; leave it out or fill it.")
        _refuse_large(extracted.text, content, self.limits)
        return _document(extracted, kind)


def _extracted(read: Reader, content: bytes, limits: Limits) -> Extracted:
    """Read a file; what a reader did not foresee costs that file, and is told as the reader's fault."""
    try:
        return read(content, limits)
    except (TracebriefError, OSError, MemoryError):
        raise
    except Exception as error:
        if os.environ.get("TRACEBRIEF_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        raise SourceError(
            f"its reader failed ({what}); save it as plain text, and please report it."
        ) from error


def _refuse_large(text: str, content: bytes, limits: Limits) -> None:
    """Raise `SourceError` for too long a text, and for one that is ends of lines and little more."""
    if len(content) > limits.max_bytes:
        raise _too_large(len(content), limits)
    if len(text) > limits.max_chars:
        raise SourceError(
            f"it holds {len(text)} characters, more than {limits.max_chars}; "
            "split it or raise max_chars (--max-chars)."
        )
    if is_dense(text):
        raise SourceError(
            f"its {len(text)} characters have a line break or a full stop in every {DENSE} or less, so it "
            "is a list and no running text; leave it out or give the part of it that is text."
        )


def _left_out(documents: Sequence[Document]) -> Iterator[str]:
    """Yield a sentence on the pages of which not all is read, none where there are none."""
    pages = [document for document in documents if document.left_out]
    if not pages:
        return
    count = sum(page.words_left_out for page in pages)
    frames = sum(left.frame for page in pages for left in page.left_out)
    names = ", ".join(page.path for page in pages[:_LISTED])
    more = f" and {len(pages) - _LISTED} more pages" if len(pages) > _LISTED else ""
    words, whose = "1 word" if count == 1 else f"{count} words", "its" if len(pages) == 1 else "their"
    shown = "1 frame" if frames == 1 else f"{frames} frames"
    told = [f"{words} around {whose} main content (menus, links, comments)"] if count else []
    told += [f"{shown} of other pages"] if frames else []
    yield f"{names}{more}: {' and '.join(told)} {'is' if count + frames == 1 else 'are'} left out."


class _TooManyFilesError(Exception):
    """Stop the walk: the pile is as large as it may be."""


class _TooMuchTextError(Exception):
    """Give up: what is left of the pile would not fit into the memory."""


def _document(extracted: Extracted, kind: Format) -> Document:
    language = detect(extracted.text)
    stated = publication.Publication() if extracted.headless else _stated(extracted.text, language)
    return Document(
        id="",
        name="",
        text=extracted.text,
        media_type=kind.media_type,
        encoding=extracted.encoding,
        title=publication.plausible_title(extracted.title) or stated.title,
        publisher=extracted.publisher or stated.publisher,
        recipients=extracted.recipients,
        date=extracted.date or stated.date,
        language=language,
        places=extracted.places,
        raw_runs=extracted.raw_runs,
        asides=extracted.asides,
        raw_lines=extracted.raw_lines,
        left_out=extracted.left_out,
        warnings=extracted.warnings,
    )


def _read_file(path: str, limits: Limits) -> tuple[bytes, tuple[int, int]]:
    """Return a regular file's bytes and its device and inode; never waits on a pipe or a device."""
    try:
        opened = open_regular(path)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise SourceError(
            "it is no regular file but a device, pipe or socket; use - to read standard input."
        ) from error
    with opened as file:
        status = os.fstat(file.fileno())
        if status.st_size > limits.max_bytes:
            raise _too_large(status.st_size, limits)
        content = file.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        raise _too_large(len(content), limits)
    return content, (status.st_dev, status.st_ino)


def _read_standard_input(limits: Limits) -> bytes:
    content = sys.stdin.buffer.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        raise _too_large(len(content), limits)
    return content


def _too_large(size: int, limits: Limits) -> SourceError:
    return SourceError(
        f"it has {size} bytes or more, over the limit of {limits.max_bytes}; split it or raise max_bytes "
        "(--max-file-mb)."
    )


def _reason(error: Exception) -> str:
    """Say why a file could not be read, and how to mend it, in one sentence."""
    if isinstance(error, SourceError):
        return str(error)
    if isinstance(error, PermissionError):
        return "it may not be read; give yourself the right to read it."
    if isinstance(error, FileNotFoundError):
        return "it is a link to a file that does not exist; mend or remove the link."
    if isinstance(error, OSError):
        return f"the system cannot read it ({(error.strerror or 'unknown error').lower()}); check the path."
    return "the path is not valid; check the spelling."


def _printable(name: str) -> str:
    """Return a name that UTF-8 can hold: a byte of the name that is no UTF-8 shows as an escape."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _shown(path: str) -> str:
    """Return a path for a message: control characters and line breaks show as escapes."""
    return printable(_printable(path))


def _stated(text: str, language: str) -> publication.Publication:
    """Return what a text says about itself: a wire document by its tags, any other by its first lines."""
    if text[:200].lstrip()[:4].upper() == "<DOC":
        from .readers import sgml

        return publication.Publication(*sgml.about(text[: publication.HEAD_CHARS]), basis="front matter")
    return publication.find(text, language)
