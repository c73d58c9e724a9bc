"""The journal: one JSON object a line for each topic that was finished, written as it happens."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from summarizer.limits import open_regular, parse_json
from summarizer.renderers import RENDERERS

from .folder import unwritable
from .topics import digest_of

SCORES = {"rouge1.f": "ROUGE-1", "rouge2.f": "ROUGE-2", "rougeL.f": "ROUGE-L"}
"""Shown on the index pages; all scores are in the results."""


class Journal:
    """An append-only JSONL file in which the last line of a topic holds; `add` returns once the disk has it.

    Opening it reads what earlier runs left. A last line cut off by a crash is removed; a line that
    is damaged is passed over, so that its topic is done again. In memory is an offset a topic.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._at: dict[bytes, int] = {}
        try:
            if path.exists():
                open_regular(path).close()
            self._file: IO[bytes] = path.open("r+b" if path.exists() else "w+b")
            self._end = self._scan()
            self._file.truncate(self._end)
        except OSError as error:
            raise unwritable(path, error) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def offset(self, id: str) -> int:
        """Return where the line of a topic stands, -1 where there is none."""
        return self._at.get(digest_of(id), -1)

    def read(self, offset: int) -> dict[str, Any]:
        """Return the line at ``offset``."""
        self._file.seek(offset)
        row: dict[str, Any] = json.loads(self._file.readline())
        return row

    def add(self, row: dict[str, Any]) -> int:
        """Append a line, wait until the disk has it, and return its offset."""
        line = json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            self._file.seek(self._end)
            self._file.write(line)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise unwritable(self.path, error) from error
        offset, self._end = self._end, self._end + len(line)
        self._at[digest_of(row["topic"])] = offset
        return offset

    def clear(self) -> None:
        """Forget all lines."""
        try:
            self._file.truncate(0)
        except OSError as error:
            raise unwritable(self.path, error) from error
        self._at.clear()
        self._end = 0

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the line that holds for each topic."""
        for offset in self._at.values():
            yield self.read(offset)

    def _scan(self) -> int:
        end = 0
        for raw in self._file:
            if not raw.endswith(b"\n"):
                break
            try:
                row = parse_json(raw)
                if _is_sound(row):
                    self._at[digest_of(row["topic"])] = end
            except ValueError:
                pass
            end += len(raw)
        return end


_FACTS: dict[str, type] = {
    "title": str, "signature": str, "documents": int, "lines": int, "words": int, "warnings": list,
    "scores": dict, "scoring": str,
}  # fmt: skip
_WRITTEN = frozenset(("title", "documents", "lines", "words", "warnings"))
"""What is known of every note that was written."""


def _is_sound(row: Any) -> bool:
    """Tell whether a line has the form of one that was added; what else is there may come from anybody."""
    if not isinstance(row, dict):
        return False
    topic, reason, files, facts = (row.get(key) for key in ("topic", "reason", "files", "facts"))
    if not isinstance(topic, str) or not isinstance(reason, str) or not _is_number(row.get("seconds")):
        return False
    if not isinstance(files, dict) or not isinstance(facts, dict) or not set(files) <= set(RENDERERS):
        return False
    if not all(isinstance(value, _FACTS.get(key, ())) for key, value in facts.items()):
        return False
    scores, warnings = facts.get("scores"), facts.get("warnings", ())
    return (
        (bool(reason) or (bool(files) and facts.keys() >= _WRITTEN))
        and all(isinstance(warning, str) for warning in warnings)
        and (scores is None or ("scoring" in facts and scores.keys() >= SCORES.keys()))
        and all(map(_is_number, (scores or {}).values()))
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
