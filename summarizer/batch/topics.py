"""Read topics one at a time: a folder of folders, a JSONL file, a manifest in CSV or JSONL."""

from __future__ import annotations

import csv
import glob
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from eval.data import DataError
from eval.datasets import SURROGATE, json_rows, read_text, topic_of_row
from eval.store import topic_digest
from summarizer.errors import OptionError, SourceError, TracebriefError
from summarizer.limits import open_regular
from summarizer.pipeline import Options
from summarizer.selectors.budget import Budget
from summarizer.sources.patterns import matches

from .work import Recipe, Task

LENGTHS = ("words", "sentences", "percent", "chars")
OWN = ("id", "paths", "references")
FIELDS = (*OWN, *LENGTHS, "query", "ranker", "selector", "order", "title", "seed", "language")
"""What a row of a manifest may hold; all but ``id`` and ``paths`` may be left out."""

SEPARATOR = ";"
JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")


def read_tasks(source: Path, recipe: Recipe) -> Iterator[Task]:
    """Yield the topics of ``source`` as tasks, in the order of the file or of the folders' names.

    A topic that cannot be used is yielded with its ``refusal``, under the place where it stands if it
    has no id of its own. Raises `SourceError` where ``source`` itself cannot be read.
    """
    seen: set[bytes] = set()
    times: dict[bytes, int] = {}  # how often an id that is used again was met: a file may repeat one for ever
    for task in _reader(source)(source, recipe):
        id, given = task.id, digest_of(task.id)
        while digest_of(id) in seen:
            times[given] = times.get(given, 1) + 1
            id = f"{task.id} ({times[given]})"
        seen.add(digest_of(id))
        if id == task.id:
            yield task
        else:
            yield _refused(id, recipe, f"the id {task.id!r} was used before; ids must differ.")


def check_source(source: Path) -> None:
    """Raise SourceError where ``source`` is nothing that topics can be read from."""
    _reader(source)


def count(source: Path) -> int | None:
    """Return how many topics there are, about, in one quick pass; None where it cannot be told."""
    try:
        if source.is_dir():
            return len(_folders(source))
        with open_regular(source) as file:
            lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
        return lines - (source.suffix.lower() == ".csv")
    except OSError:
        return None


def digest_of(id: str) -> bytes:
    """Return 16 bytes that stand for an id, so that memory does not grow with its length."""
    return hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _reader(source: Path) -> Callable[[Path, Recipe], Iterator[Task]]:
    if source.is_dir():
        return _of_folder
    if not source.exists():
        raise SourceError(f"{source} does not exist; name a folder of topic folders, a JSONL or a CSV file.")
    if source.suffix.lower() == ".csv":
        return _of_csv
    if source.suffix.lower() in JSON_SUFFIXES:
        return _of_json
    raise SourceError(
        f"{source}: topics are read from a folder of folders, from .jsonl or .csv; name one of these."
    )


def _refused(id: str, recipe: Recipe, refusal: str) -> Task:
    digest = hashlib.sha256(refusal.encode("utf-8", "surrogatepass")).hexdigest()
    return Task(id, recipe, digest, refusal=refusal)


def _folders(source: Path) -> list[str]:
    try:
        with os.scandir(source) as entries:
            return sorted(
                entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
            )
    except OSError as error:
        raise SourceError(
            f"{source} cannot be read ({(error.strerror or 'unknown error').lower()}); check its permissions."
        ) from error


def _of_folder(source: Path, recipe: Recipe) -> Iterator[Task]:
    names = _folders(source)
    topics = [name for name in names if not name.endswith(".refs")]
    if not topics:
        raise SourceError(
            f"{source} holds no folder; each topic is a folder of its documents in it "
            f"(for one topic: tracebrief brief {source})."
        )
    gold = {name for name in names if name.endswith(".refs")}
    for name in topics:
        folder = os.path.join(source, name)
        references = os.path.join(source, f"{name}.refs") if f"{name}.refs" in gold else None
        yield _of_paths(_printable(name), recipe, (folder,), (references,) if references else ())


def _of_json(source: Path, recipe: Recipe) -> Iterator[Task]:
    bad: list[str] = []
    number = 0
    for origin, row in json_rows(source, bad.append):
        for problem in bad:
            number += 1
            yield _refused(_place(problem), recipe, problem)
        bad.clear()
        number += 1
        yield _of_row(row, origin, source, recipe)
    for problem in bad:
        number += 1
        yield _refused(_place(problem), recipe, problem)
    if not number:
        raise SourceError(f"{source} holds no topic; write one JSON object a line.")


def _of_row(row: dict[str, Any], origin: str, source: Path, recipe: Recipe) -> Task:
    try:
        if "paths" in row:
            return _of_manifest(row, origin, source.parent, recipe)
        topic = topic_of_row(row, origin)
        query = " ".join((topic.query or "").split())
        if query:
            recipe = replace(recipe, options=replace(recipe.options, query=query))
        return Task(topic.id, recipe, topic_digest(topic), texts=topic.docs, references=topic.references)
    except TracebriefError as error:
        id = row.get("id")
        named = isinstance(id, str) and id.isprintable() and id
        return _refused(str(id) if named else _place(origin), recipe, str(error))


def _place(origin: str) -> str:
    """Return "line 3" of "topics.jsonl, line 3: why": what stands for an id where there is none."""
    return "line " + origin.rpartition(", line ")[2].partition(":")[0]


def _of_csv(source: Path, recipe: Recipe) -> Iterator[Task]:
    empty = True
    try:
        # What is no UTF-8 becomes half a character, so that it costs its row and not the rest of the file.
        with TextIOWrapper(open_regular(source), "utf-8-sig", "surrogateescape", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            _check_columns(rows.fieldnames, source)
            for row in rows:
                empty = False
                origin = f"{source}, line {rows.line_num}"
                if refusal := _row_problem(row, origin):
                    yield _refused(_place(origin), recipe, refusal)
                    continue
                filled = {name: cell for name, cell in row.items() if cell}
                yield _of_row({"paths": "", **filled}, origin, source, recipe)
    except csv.Error as error:
        raise SourceError(f"{source} is no CSV file in UTF-8 ({error}); save it as such.") from error
    except OSError as error:
        raise SourceError(f"{source} cannot be read: {error.strerror}; check the path.") from error
    if empty:
        raise SourceError(f"{source} holds no topic; write one row a topic below the header.")


def _row_problem(row: Mapping[Any, Any], origin: str) -> str | None:
    if None in row:
        return f"{origin}: more cells than the header has columns; quote cells with commas."
    if any(cell and SURROGATE.search(cell) for cell in row.values()):
        return f"{origin}: not UTF-8; save the file as UTF-8."
    return None


def _check_columns(names: Any, source: Path) -> None:
    found = tuple(names or ())
    if any(SURROGATE.search(name) or "\0" in name for name in found):
        raise SourceError(f"{source} is no CSV file in UTF-8; save it as such.")
    strange = [name for name in found if name not in FIELDS]
    if strange or not {"id", "paths"} <= set(found):
        what = f"the column {strange[0]!r} is unknown" if strange else "the columns id and paths are needed"
        raise SourceError(f"{source}: {what}; a manifest has {', '.join(FIELDS)}.")


def _of_manifest(row: Mapping[str, Any], origin: str, folder: Path, recipe: Recipe) -> Task:
    id, strange = row.get("id"), [name for name in row if name not in FIELDS]
    if isinstance(id, bool) or not isinstance(id, str | int) or id == "":
        raise DataError(f"{origin}: an id (text or whole number) is needed, not {id!r}.")
    if strange:
        raise DataError(f"{origin}: {strange[0]!r} is unknown; a row has {', '.join(FIELDS)}.")
    paths = tuple(os.path.join(folder, path) for path in _list(row["paths"], "paths", origin))
    if not paths:
        raise DataError(f"{origin}: paths is empty; name files, folders or globs, with {SEPARATOR} between.")
    gold = tuple(os.path.join(folder, one) for one in _list(row.get("references"), "references", origin))
    return _of_paths(str(id), _overridden(recipe, row, origin), paths, gold)


def _list(value: Any, name: str, origin: str) -> tuple[str, ...]:
    parts = value.split(SEPARATOR) if isinstance(value, str) else value or []
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise DataError(f"{origin}: {name} must be a list of texts.")
    kept = tuple(part.strip() for part in parts if part.strip())
    if any("\0" in part for part in kept):
        raise DataError(f"{origin}: {name} holds a NUL character; remove it.")
    return kept


def _overridden(recipe: Recipe, row: Mapping[str, Any], origin: str) -> Recipe:
    """Return the recipe with what a row says put over it; a length replaces a length of another unit."""
    try:
        lengths = {unit: float(row[unit]) for unit in LENGTHS if row.get(unit) is not None}
        seed = int(row["seed"]) if row.get("seed") is not None else recipe.options.seed
    except (TypeError, ValueError, OverflowError) as error:
        raise DataError(f"{origin}: lengths and seed must be numbers ({error}).") from None
    if len(lengths) > 1:
        raise DataError(f"{origin}: {' and '.join(lengths)}: give one length, not several.")
    texts = {name: row[name] for name in ("query", "ranker", "selector", "order", "title") if row.get(name)}
    language = row.get("language") or recipe.language
    if not all(isinstance(value, str) for value in (*texts.values(), language or "")):
        raise DataError(f"{origin}: query, ranker, selector, order, title and language must be texts.")
    try:
        budget = recipe.options.budget
        for unit, amount in lengths.items():
            budget = Budget(unit, int(amount) if amount.is_integer() else amount)  # type: ignore[arg-type]
        options: Options = replace(recipe.options, budget=budget, seed=seed, **texts)
        return replace(recipe, options=options, language=language)
    except OptionError as error:
        raise DataError(f"{origin}: {error}") from None


def _of_paths(id: str, recipe: Recipe, paths: tuple[str, ...], references: tuple[str, ...]) -> Task:
    try:
        texts = tuple(read_text(Path(file)) for path in references for file in _files(path))
        digest = hashlib.sha256()
        for path in paths:
            for file in _files(path):
                digest.update(f"{file}\0{_content(file)}\0".encode("utf-8", "surrogateescape"))
        for text in texts:
            digest.update(b"\1" + text.encode())
    except TracebriefError as error:
        return _refused(id, recipe, str(error))
    return Task(id, recipe, digest.hexdigest(), paths=paths, references=texts)


def _files(path: str) -> Iterator[str]:
    """Yield the files that a file, folder or glob stands for, in order."""
    literal = os.path.lexists(path) or not glob.has_magic(path)
    for one in [path] if literal else matches(path):
        if not os.path.isdir(one):
            yield one
            continue
        for folder, inner, names in os.walk(one):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            yield from (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))


def _content(path: str) -> str:
    """Return a digest of a file's bytes; a word for what is no readable file, which `load` will explain."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return "no file"
        digest = hashlib.sha256()
        with open_regular(path) as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
        return digest.hexdigest()
    except OSError:
        return "unreadable"


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
