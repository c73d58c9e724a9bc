"""The words of one text, cut and stemmed once for all who ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from summarizer.records import dataclass

from .language import WORD, content_stems, stem, stop_words, tokens

REMEMBERED = 2048
"""Texts whose words are remembered."""


@dataclass(frozen=True, slots=True)
class TextWords:
    """The words of a text in order: where each starts and ends, and each in small letters.

    ``plain`` are those with straight apostrophes.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lower: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """``(start, end)`` of each word."""
        return tuple(zip(self.starts, self.ends, strict=True))


@lru_cache(maxsize=REMEMBERED)
def words_of(text: str) -> TextWords:
    """Cut a text into its words (`language.WORD`). Linear."""
    if text.isascii() and "'" not in text:  # the same, in half the time
        small, at, starts, ends = text.lower(), 0, [], []
        lower = tokens(small)
        for word in lower:
            at = small.find(word, at)
            starts.append(at)
            at += len(word)
            ends.append(at)
        return TextWords(tuple(starts), tuple(ends), words := tuple(lower), words)
    spans = [match.span() for match in WORD.finditer(text)]
    words = tuple([text[start:end].lower() for start, end in spans])
    plain = tuple([word.replace("’", "'") for word in words]) if "’" in text else words
    return TextWords(tuple([start for start, _ in spans]), tuple([end for _, end in spans]), words, plain)


@lru_cache(maxsize=REMEMBERED)
def stems_of(text: str, language: str) -> tuple[str, ...]:
    """Return the stem of each word of a text, stop words included, in order."""
    return tuple(stem(words_of(text).lower, language))


@lru_cache(maxsize=REMEMBERED)
def content_of(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words of a text that are no stop words, each once; see `content_stems`."""
    if not text.isascii():  # small letters may be of another length, and scripts without spaces are cut
        return frozenset(content_stems(text, language))
    stops = stop_words(language)
    known = zip(words_of(text).lower, stems_of(text, language), strict=True)
    return frozenset([stemmed for word, stemmed in known if word not in stops])


def sharing(wanted: frozenset[str], texts: Iterable[str], share: float, language: str) -> list[str]:
    """Return the texts that have a share, in 0..1, of some stems among their content words."""
    return [text for text in texts if len(wanted & content_of(text, language)) >= share * len(wanted)]


def has_row(words: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether words stand somewhere among others, one right behind the other."""
    wanted = tuple(row)
    return any(tuple(words[at : at + len(wanted)]) == wanted for at in range(len(words) - len(wanted) + 1))
