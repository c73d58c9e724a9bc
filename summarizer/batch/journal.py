"""The journal: one JSON object a line for each topic that was finished, written as it happens."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from .folder import unwritable
from .topics import digest_of


class Journal:
    """An append-only JSONL file in which the last line of a topic holds; `add` returns once the disk has it.

    Opening it reads what earlier runs left. A last line cut off by a crash is removed; a line that
    is damaged is passed over, so that its topic is done again. In memory is an offset a topic.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._at: dict[bytes, int] = {}
        try:
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
                row = json.loads(raw)
                if isinstance(row["files"], dict) and isinstance(row["facts"], dict):
                    self._at[digest_of(row["topic"])] = end
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                pass
            end += len(raw)
        return end
