"""Read topics and predictions: JSONL, folders, pairs of files, aligned lines. Streaming.

JSONL holds one topic a line (``id``, ``docs``, ``references``, optionally ``alignments``, ``query``,
``relevant``); ``docs`` may be replaced by ``doc_ref``, the id of a row in a second file. A folder
holds ``topic/*.txt`` and ``topic.refs/*``. Every error names the file and the line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarizer.data import Span
from summarizer.limits import DENSE, is_dense, open_regular, parse_json, read_regular

from .data import Alignment, DataError, DocSpan, SourceText, Topic

MAX_LINE = 512 * 1024 * 1024
"""Longest line read, in bytes: a file without line breaks must not fill the memory."""

SURROGATE = re.compile("[\ud800-\udfff]")

Problem = Callable[[str], None]
"""What is done about a line that cannot be used; the default raises DataError."""


def fail(message: str) -> None:
    """Raise DataError with ``message``."""
    raise DataError(message)


def read_topics(path: Path, documents: Path | None = None, problem: Problem = fail) -> Iterator[Topic]:
    """Yield the topics of a JSONL file or of a folder, one at a time, in file or name order.

    ``documents`` is the JSONL file that ``doc_ref`` fields point into. ``problem`` is called with a
    sentence for each bad line; when it returns, the line is left out.
    """
    if not path.exists():
        raise DataError(f"{path} does not exist; give a JSONL file or a folder of topics")
    topics = _folder(path) if path.is_dir() else _jsonl(path, documents, problem)
    seen: dict[str, str] = {}
    for topic in topics:
        if topic.id in seen:
            problem(
                f"{topic.origin}: the id {topic.id!r} was used before ({seen[topic.id]}); ids must differ"
            )
            continue
        seen[topic.id] = topic.origin
        yield topic


def read_pairs(predictions: Path, references: Path) -> Iterator[tuple[Topic, str]]:
    """Yield a topic with its references and the predicted text, for two folders or two files.

    Folders pair ``out/ID.txt`` with ``refs/ID.txt``, ``refs/ID.*.txt`` (several references) or the
    files of ``refs/ID/``; files pair line by line.
    """
    for path in (predictions, references):
        if not path.exists():
            raise DataError(f"{path} does not exist")
    if predictions.is_dir() != references.is_dir():
        raise DataError(f"{predictions} and {references} must both be folders or both be files")
    yield from (
        _folder_pairs(predictions, references)
        if predictions.is_dir()
        else _line_pairs(predictions, references)
    )


def read_predictions(folder: Path) -> dict[str, Path]:
    """Return the predicted text's file for each topic id: ``ID.txt`` in ``folder``."""
    if not folder.is_dir():
        raise DataError(f"{folder} is not a folder; predictions are files named <topic id>.txt in a folder")
    found = {path.name[:-4]: path for path in sorted(folder.glob("*.txt")) if path.is_file()}
    if not found:
        raise DataError(f"{folder} holds no .txt file; predictions are files named <topic id>.txt")
    return found


def read_prediction_rows(path: Path, problem: Problem = fail) -> dict[str, str]:
    """Return the predicted text for each topic id of a JSONL file: ``id`` and ``text`` on each line."""
    texts: dict[str, str] = {}
    for origin, row in json_rows(path, problem):
        key, text = row.get("id"), row.get("text")
        if isinstance(key, bool) or not isinstance(key, str | int) or not isinstance(text, str):
            problem(f"{origin}: a prediction needs an id and a text; an empty text scores 0")
        elif str(key) in texts:
            problem(f"{origin}: the id {str(key)!r} was used before; a topic has one prediction")
        else:
            _refuse_surrogates((str(key), text), origin)
            texts[str(key)] = text
    if not texts:
        raise DataError(f"{path} holds no prediction; each line is an object with id and text")
    return texts


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text; raise DataError where it is not UTF-8 or cannot be read."""
    try:
        text = read_regular(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None
    refuse_dense((text,), str(path))
    return text


def refuse_dense(texts: Iterable[str], origin: str) -> None:
    """Raise DataError that begins with ``origin`` for a text that is ends of sentences and little more."""
    if any(map(is_dense, texts)):
        raise DataError(
            f"{origin}: a text with a line break or full stop in every {DENSE} characters; no summary"
        )


def _in_utf8(name: str) -> str:
    """Return a file's name as text; bytes that are no UTF-8 stand there as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _folder(path: Path) -> Iterator[Topic]:
    folders = sorted(entry for entry in path.iterdir() if entry.is_dir() and not entry.name.endswith(".refs"))
    if not folders:
        raise DataError(f"{path} holds no folder of documents; the layout is topic/*.txt and topic.refs/*")
    for folder in folders:
        files = sorted(folder.glob("*.txt"))
        if not files:
            raise DataError(f"{folder} holds no .txt file; put the topic's documents there")
        gold = path / f"{folder.name}.refs"
        references = sorted(file for file in gold.iterdir() if file.is_file()) if gold.is_dir() else []
        yield Topic(
            id=_in_utf8(folder.name),
            docs=tuple(SourceText(_in_utf8(file.name), read_text(file)) for file in files),
            references=tuple(read_text(file) for file in references),
            origin=str(folder),
        )


def _folder_pairs(predictions: Path, references: Path) -> Iterator[tuple[Topic, str]]:
    for name, path in read_predictions(predictions).items():
        inside = references / name
        files = [
            *([references / f"{name}.txt"] if (references / f"{name}.txt").is_file() else []),
            *sorted(file for file in references.glob("*.txt") if file.name.startswith(f"{name}.")
                    and file.name != f"{name}.txt"),
            *(sorted(file for file in inside.iterdir() if file.is_file()) if inside.is_dir() else []),
        ]  # fmt: skip
        if not files:
            raise DataError(
                f"{path} has no reference; {references} needs {name}.txt, {name}.1.txt or a folder {name}"
            )
        topic = Topic(_in_utf8(name), references=tuple(map(read_text, files)), origin=str(path))
        yield topic, read_text(path)
    missing = {file.name.split(".")[0] for file in references.glob("*.txt")}
    missing -= {name.split(".")[0] for name in read_predictions(predictions)}
    if missing:
        raise DataError(
            f"{references} has references for {sorted(missing)[0]!r} but {predictions} has no "
            f"{sorted(missing)[0]}.txt; write one (an empty file scores 0)"
        )


def _line_pairs(predictions: Path, references: Path) -> Iterator[tuple[Topic, str]]:
    hypotheses, gold = _lines(predictions), _lines(references)
    count = 0
    for count, (_, reference) in enumerate(gold, 1):
        _, hypothesis = next(hypotheses, (0, None))
        if hypothesis is None:
            raise DataError(
                f"{predictions} ends before line {count} of {references}; line N of one answers line N "
                "of the other (an empty line scores 0)"
            )
        if not reference.strip():
            raise DataError(f"{references}, line {count}: the reference is empty")
        origin = f"{predictions}, line {count}"
        refuse_dense((reference, hypothesis), origin)
        yield Topic(str(count), references=(reference,), origin=origin), hypothesis
    if next(hypotheses, None) is not None:
        raise DataError(f"{predictions} has more than the {count} lines of {references}")


def _lines(path: Path, problem: Problem = fail) -> Iterator[tuple[int, str]]:
    """Yield line numbers from 1 and decoded lines without their end; a line that is no text is a problem."""
    try:
        with open_regular(path) as file:
            number = 0
            while raw := file.readline(MAX_LINE):
                number += 1
                if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
                    while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
                        pass
                    problem(
                        f"{path}, line {number}: the line is longer than {MAX_LINE >> 20} MB; "
                        "name its documents by their paths instead (a manifest)"
                    )
                    continue
                try:
                    text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    problem(f"{path}, line {number}: not UTF-8 (byte {error.start}); save the file as UTF-8")
                    continue
                yield number, text.rstrip("\r\n")
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None


def json_rows(path: Path, problem: Problem) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``"FILE, line N"`` and the object on each line that is not blank."""
    for number, line in _lines(path, problem):
        if not line.strip():
            continue
        origin = f"{path}, line {number}"
        try:
            row = parse_json(line)
        except ValueError as error:
            where = f" (column {error.colno})" if isinstance(error, json.JSONDecodeError) else f": {error}"
            problem(f"{origin}: this is not valid JSON{where}; each line must be one JSON object")
            continue
        if not isinstance(row, dict):
            problem(f"{origin}: a JSON object is needed, this is a {type(row).__name__}")
            continue
        yield origin, row


def _jsonl(path: Path, documents: Path | None, problem: Problem) -> Iterator[Topic]:
    library = Library(documents) if documents else None
    for origin, row in json_rows(path, problem):
        try:
            topic = topic_of_row(row, origin, library)
        except DataError as error:
            problem(str(error))
            continue
        yield topic


class Library:
    """Rows of a JSONL file by id; only their offsets and the last few rows are kept in memory."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise DataError(f"{path} does not exist; --documents is the JSONL file that doc_ref points into")
        self.path = path
        self._offsets: dict[str, tuple[int, int]] = {}
        with open_regular(path) as file:
            offset = number = 0
            while raw := file.readline(MAX_LINE):
                number += 1
                if raw.strip():
                    self._offsets[self._id(raw, number)] = (offset, number)
                offset += len(raw)
        self.docs = lru_cache(maxsize=8)(self._docs)

    def _id(self, raw: bytes, number: int) -> str:
        try:
            return str(parse_json(raw)["id"])
        except (ValueError, KeyError, TypeError):
            raise DataError(f"{self.path}, line {number}: a JSON object with an id is needed") from None

    def _docs(self, key: str, origin: str) -> tuple[SourceText, ...]:
        if key not in self._offsets:
            raise DataError(f"{origin}: doc_ref {key!r} is not an id of {self.path}")
        offset, number = self._offsets[key]
        with open_regular(self.path) as file:
            file.seek(offset)
            row = parse_json(file.readline(MAX_LINE))
        return _docs(row, f"{self.path}, line {number}")


def topic_of_row(row: dict[str, Any], origin: str, library: Library | None = None) -> Topic:
    """Make a Topic of a JSON object; raise DataError that begins with ``origin`` where it cannot be."""
    key = row.get("id")
    if isinstance(key, bool) or not isinstance(key, str | int) or key == "":
        raise DataError(f"{origin}: an id (text or whole number) is needed, not {key!r}")
    reference = row.get("doc_ref")
    if reference is not None and "docs" not in row:
        if library is None:
            raise DataError(f"{origin}: doc_ref {reference!r} needs the file of documents (--documents FILE)")
        docs = library.docs(str(reference), origin)
    else:
        docs = _docs(row, origin)
    references = row.get("references", [])
    if not isinstance(references, list) or not all(isinstance(text, str) for text in references):
        raise DataError(f"{origin}: references must be a list of texts")
    if any(not text.strip() for text in references):
        raise DataError(f"{origin}: a reference is empty; remove it or write it")
    refuse_dense(references, origin)
    query = row.get("query")
    if query is not None and not isinstance(query, str):
        raise DataError(f"{origin}: query must be a text")
    _refuse_surrogates((str(key), query or "", *references), origin)
    return Topic(
        id=str(key),
        docs=docs,
        references=tuple(references),
        alignments=_alignments(row.get("alignments", []), docs, origin),
        query=query,
        relevant=_relevant(row.get("relevant", []), docs, origin),
        origin=origin,
    )


def _docs(row: dict[str, Any], origin: str) -> tuple[SourceText, ...]:
    rows = row.get("docs", [])
    if not isinstance(rows, list):
        raise DataError(f"{origin}: docs must be a list of objects with id and text")
    docs = []
    for number, doc in enumerate(rows, 1):
        if not isinstance(doc, dict) or not isinstance(doc.get("text"), str):
            raise DataError(f"{origin}: document {number} needs a text")
        extras = [doc.get(name) for name in ("title", "date")]
        if any(extra is not None and not isinstance(extra, str) for extra in extras):
            raise DataError(f"{origin}: title and date of document {number} must be texts")
        key = str(doc.get("id", f"D{number}"))
        _refuse_surrogates((key, doc["text"], *(extra or "" for extra in extras)), origin)
        docs.append(SourceText(key, doc["text"], *extras))
    if len({doc.id for doc in docs}) < len(docs):
        raise DataError(f"{origin}: two documents have the same id; ids within a topic must differ")
    return tuple(docs)


def _alignments(rows: Any, docs: tuple[SourceText, ...], origin: str) -> tuple[Alignment, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataError(f"{origin}: alignments must be a list of objects with doc and spans")
    lengths = {doc.id: len(doc.text) for doc in docs}
    made = []
    for row in rows:
        doc = str(row.get("doc"))
        if doc not in lengths:
            raise DataError(f"{origin}: an alignment names the document {doc!r}, which the topic lacks")
        spans = _spans(row.get("spans"), lengths[doc], origin)
        sentence, start = row.get("summary_sentence", ""), row.get("summary_sent_start", 0)
        if not isinstance(sentence, str) or not isinstance(start, int | float):
            raise DataError(f"{origin}: an alignment needs a summary_sentence and its start, a number")
        made.append(Alignment(sentence, int(start), doc, spans))
    return tuple(made)


def _relevant(rows: Any, docs: tuple[SourceText, ...], origin: str) -> tuple[DocSpan, ...]:
    if not rows:
        return ()
    if not docs:
        raise DataError(f"{origin}: relevant spans need a document")
    return tuple((docs[0].id, s.start, s.end) for s in _spans(rows, len(docs[0].text), origin))


def _spans(rows: Any, length: int, origin: str) -> tuple[Span, ...]:
    made = []
    for row in rows if isinstance(rows, list) else [None]:
        if not (isinstance(row, list) and len(row) == 2 and all(type(bound) is int for bound in row)):
            raise DataError(f"{origin}: spans must be a list of [start, end] whole numbers, not {row!r}")
        if not 0 <= row[0] < row[1] <= length:
            raise DataError(f"{origin}: the span {row} lies outside its document of {length} characters")
        made.append(Span(*row))
    return tuple(made)


def _refuse_surrogates(texts: tuple[str, ...], origin: str) -> None:
    for text in texts:
        half = None if text.isascii() else SURROGATE.search(text)
        if half:
            raise DataError(
                f"{origin}: the text holds half a character (U+{ord(half.group()):04X}, a lone surrogate); "
                "write the whole character"
            )
