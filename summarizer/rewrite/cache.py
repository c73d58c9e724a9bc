"""The cache of what models wrote: one SQLite file in the user's cache folder.

Only answers are kept, never rulings: what comes out of the cache goes through the guard like anything else.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

import platformdirs

LIMIT = 50_000
"""Answers that are kept; the ones that were not used for longest go first."""


class Cache:
    """Answers by key. Every change is one transaction: a killed process leaves the file whole.

    A file that is no database is set aside and a new one begun; a folder that cannot be written to means
    that nothing is kept. Several processes may share one file.
    """

    def __init__(self, path: Path | None = None, limit: int = LIMIT) -> None:
        self.path = path or Path(platformdirs.user_cache_dir("tracebrief")) / "rewritten.sqlite3"
        self.limit = limit
        self._lock = threading.Lock()
        self._database = self._open()

    def get(self, key: str) -> str | None:
        """Return the answer kept under ``key``, None where there is none."""
        if self._database is None:
            return None
        with self._lock, suppress(sqlite3.Error), self._database:
            found = self._database.execute("SELECT text FROM answers WHERE key = ?", (key,)).fetchone()
            if found:
                self._database.execute(f"UPDATE answers SET used = {_NEXT} WHERE key = ?", (key,))
                return str(found[0])
        return None

    def put(self, key: str, text: str) -> None:
        """Keep an answer; drop the least recently used ones above the limit."""
        if self._database is None:
            return
        with self._lock, suppress(sqlite3.Error), self._database:
            self._database.execute(f"INSERT OR REPLACE INTO answers VALUES (?, ?, {_NEXT})", (key, text))
            self._database.execute(
                "DELETE FROM answers WHERE key IN "
                "(SELECT key FROM answers ORDER BY used DESC LIMIT -1 OFFSET ?)",
                (self.limit,),
            )

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def __len__(self) -> int:
        if self._database is None:
            return 0
        return int(self._database.execute("SELECT COUNT(*) FROM answers").fetchone()[0])

    def _open(self) -> sqlite3.Connection | None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return None
        try:
            return _connect(self.path)
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            with suppress(OSError, sqlite3.Error):
                self.path.replace(self.path.with_suffix(".broken"))
                return _connect(self.path)
        return None


class NoCache(Cache):
    """Keeps nothing."""

    def __init__(self) -> None:
        self._database = None


_NEXT = "(SELECT COALESCE(MAX(used), 0) + 1 FROM answers)"


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        with database, closing(database.cursor()) as cursor:
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, text TEXT, used INTEGER)"
            )
            cursor.execute("CREATE INDEX IF NOT EXISTS by_use ON answers (used)")
            cursor.execute("PRAGMA quick_check(1)")
    except sqlite3.Error:
        database.close()
        raise
    return database
