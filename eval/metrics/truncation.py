"""Cut a text to a length and find its sentences, before it is compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from summarizer.errors import OptionError
from summarizer.text.language import count_words


@dataclass(frozen=True, slots=True)
class Truncation:
    """Keep the first ``limit`` words (``w``), bytes of UTF-8 (``b``) or characters (``c``)."""

    limit: int
    unit: str

    def __str__(self) -> str:
        return f"{self.limit}{self.unit}"

    def cut(self, text: str) -> str:
        """Return the beginning of ``text``; half a character at a byte limit is dropped."""
        if self.unit == "b":
            return text.encode()[: self.limit].decode(errors="ignore")
        if self.unit == "c":
            return text[: self.limit]
        left = self.limit
        for word in re.finditer(r"\S+", text):
            size = count_words(word.group())
            if size >= left:
                return text[: word.start()] + _first_words(word.group(), left)
            left -= size
        return text


def truncation(text: str) -> Truncation | None:
    """Read ``100w``, ``665b``, ``300c`` or ``no``; raise OptionError for anything else."""
    if text == "no":
        return None
    found = re.fullmatch(r"([1-9][0-9]{0,8})([wbc])", text)
    if not found:
        raise OptionError(
            f"--truncate {text!r}: write a number and w (words), b (bytes) or c (characters), such as "
            "100w; or no"
        )
    return Truncation(int(found[1]), found[2])


def split_sentences(text: str, language: str = "en") -> list[str]:
    """Split a text into sentences by Punkt (Kiss & Strunk 2006); line breaks become spaces."""
    return [sentence for sentence in _punkt(language)(" ".join(text.split())) if sentence.strip()]


@lru_cache(maxsize=8)
def _punkt(language: str) -> Callable[[str], list[str]]:
    import punkt

    from summarizer.text.language import name

    known = punkt.available_languages()
    model = name(language)
    return punkt.PunktSentenceTokenizer(punkt.load_model(model if model in known else "english")).tokenize


def _first_words(run: str, limit: int) -> str:
    """Return the longest beginning of ``run`` of at most ``limit`` words (unspaced: characters)."""
    return run[: bisect_right(range(len(run) + 1), limit, key=lambda end: count_words(run[:end])) - 1]
