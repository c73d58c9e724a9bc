"""What is found of words one by one, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Remembered(dict[str, Found]):
    """Word → what ``find`` tells of it, found on first sight; at most ``most`` words are remembered.

    A look-up costs less than a call of what `functools.lru_cache` makes.
    """

    def __init__(self, find: Callable[[str], Found], most: int = 100_000) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, word: str) -> Found:
        if len(self) >= self._most:
            self.clear()
        found = self[word] = self._find(word)
        return found
