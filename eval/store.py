"""Scored: one summary with its scores; Store: the file that keeps them, so that a run can go on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import rouge_score

from summarizer.errors import OutputError
from summarizer.limits import open_regular, parse_json
from summarizer.note.brief import Citation

from .data import Summary, SummaryLine, Topic


@dataclass(frozen=True, slots=True)
class Scored:
    """A system's summary of a topic and its scores by measure; ``seconds`` is what writing it took."""

    topic: str
    system: str
    summary: Summary
    scores: dict[str, float]
    seconds: float = 0.0
    key: str = ""


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of the program itself: scores stored by other code are not used again."""
    root = Path(__file__).resolve().parent
    digest = hashlib.sha256(str(getattr(rouge_score, "__version__", "")).encode())
    for package in (root, root.parent / "summarizer"):
        for path in sorted(package.rglob("*.py")):
            digest.update(path.relative_to(root.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def topic_digest(topic: Topic) -> str:
    """Return a digest of all that a topic holds but for where it was read."""
    content = asdict(topic)
    del content["origin"]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def key_of(topic: str, system: str, settings: str) -> str:
    """Return the key of a stored score: topic digest, system, settings and program in one."""
    return hashlib.sha256("\0".join((topic, system, settings, code_digest())).encode()).hexdigest()


class Store:
    """A JSONL file of scored summaries, one line each, written as they are finished.

    Opening it reads what an earlier run left; a last line cut off by an interruption is dropped, and a
    damaged one (``damaged`` counts them) is passed over, so that its summary is made anew. A summary may
    be used again if its key is the same; one without a key is only kept to be shown.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.damaged = 0
        self._at: dict[tuple[str, str], tuple[int, str]] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            end = self._scan() if path.exists() else 0
            self._file: IO[bytes] = path.open("r+b" if path.exists() else "w+b")
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {error.strerror}") from None
        self._file.truncate(end)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._file.close()

    def has(self, topic: str, system: str, key: str) -> bool:
        """Tell whether the system's summary of the topic was stored under the same key."""
        return bool(key) and self._at.get((topic, system), (0, ""))[1] == key

    def read(self, topic: str, system: str) -> Scored:
        """Return the stored summary of a topic by a system."""
        return _of_line(self._line(topic, system))

    def add(self, scored: Scored) -> None:
        """Write a summary at the end of the file, unless it is there already."""
        if self.has(scored.topic, scored.system, scored.key):
            return
        row = {
            "topic": scored.topic,
            "system": scored.system,
            "key": scored.key,
            "scores": scored.scores,
            "seconds": scored.seconds,
            "cites": scored.summary.cites,
            "plain": scored.summary.plain,
            "lines": [
                {"text": line.text, "citations": [asdict(citation) for citation in line.citations]}
                for line in scored.summary.lines
            ],
        }
        at = self._file.seek(0, 2)
        self._file.write(json.dumps(row).encode() + b"\n")
        self._file.flush()
        self._at[scored.topic, scored.system] = (at, scored.key)

    def keep_only(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Rewrite the file so that it holds these (topic, system) pairs, in this order, and no more."""
        fresh = self.path.with_name(f".{self.path.name}.new")
        at: dict[tuple[str, str], tuple[int, str]] = {}
        with fresh.open("wb") as file:
            for topic, system in wanted:
                at[topic, system] = (file.tell(), self._at[topic, system][1])
                file.write(self._line(topic, system))
        self._file.close()
        fresh.replace(self.path)
        self._file, self._at = self.path.open("r+b"), at

    def _line(self, topic: str, system: str) -> bytes:
        self._file.seek(self._at[topic, system][0])
        return self._file.readline()

    def _scan(self) -> int:
        """Index the file's lines, later ones over earlier; return where the last whole line ends."""
        end = 0
        with open_regular(self.path) as file:
            for raw in file:
                if not raw.endswith(b"\n"):
                    break
                try:
                    scored = _of_line(raw)
                    self._at[scored.topic, scored.system] = (end, scored.key)
                except (ValueError, KeyError, TypeError, AttributeError):
                    self.damaged += 1
                end += len(raw)
        return end


def _of_line(raw: bytes) -> Scored:
    row = parse_json(raw)
    lines = tuple(
        SummaryLine(str(line["text"]), tuple(map(_citation, line["citations"]))) for line in row["lines"]
    )
    summary = Summary(lines, bool(row["cites"]), bool(row["plain"]))
    scores = {str(name): float(value) for name, value in row["scores"].items()}
    return Scored(
        str(row["topic"]), str(row["system"]), summary, scores, float(row["seconds"]), str(row["key"])
    )


_TEXTS, _NUMBERS = ("source", "quote", "prefix", "suffix", "role"), ("start", "end", "line", "score")
_PLACES: Mapping[str, type] = {"page": int, "locator": str, "raw_start": int, "raw_end": int}


def _citation(data: dict[str, Any]) -> Citation:
    """Return a stored citation; raise TypeError or ValueError where it is none that was written here."""
    made = Citation(**data)
    right = [type(getattr(made, name)) is str for name in _TEXTS]
    right += [type(getattr(made, name)) in ((int, float) if name == "score" else (int,)) for name in _NUMBERS]
    right += [type(getattr(made, name)) in (kind, type(None)) for name, kind in _PLACES.items()]
    if not all(right) or not 0 <= made.start <= made.end:
        raise ValueError("a stored citation has keys of another type")
    return made
