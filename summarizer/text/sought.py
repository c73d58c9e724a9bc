"""Regular expressions that are looked for only in texts with the words that they need."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache, lru_cache

from summarizer.languages import Caseless, words
from summarizer.languages.needed import DIGIT, EDGE, is_simple, needed

from .language import UNSPACED, stop_words
from .remembered import Remembered
from .words import words_of

WORTH_IT = 100
"""Texts from which it pays to find out what an expression needs."""
ANY = -1
"""The bits of a word or text that every expression may fit."""
_DOTTED = re.compile("[İ\u0307]")
_DIGIT = re.compile(r"\d")


class Sought:
    """A regular expression of a language that disregards case, for many texts: see `languages.Caseless`.

    It is looked for where a text has one of the words that it needs (`languages.needed`), which spares most
    texts the search.
    """

    def __init__(self, rule: str, language: str) -> None:
        self._pattern = Caseless(rule)
        self._rule, self._language = rule, language
        self._asked = 0
        self._bit = ANY

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a stretch of a text; see `Caseless`."""
        return self._pattern.search(text, start, end) if self.may_fit(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in a text, in order; see `Caseless`."""
        return self._pattern.finditer(text) if self.may_fit(text) else iter(())

    def may_fit(self, text: str) -> bool:
        """Tell whether a text has what the expression needs."""
        if self._asked < WORTH_IT:
            self._asked += 1
            if self._asked < WORTH_IT:
                return True
            self._bit = _bit_of(self._rule, self._language)
        return bool(_bits(text, len(_RULES)) & self._bit)


_RULES: list[tuple[str, str]] = []
"""The rules that texts are asked for, each with its language; the bit of each is its place."""


def _bit_of(rule: str, language: str) -> int:
    """Return the bit of a rule, `ANY` where it needs no word."""
    if needed(rule) is None:
        return ANY
    if (rule, language) not in _RULES:
        _RULES.append((rule, language))
    return 1 << _RULES.index((rule, language))


@lru_cache(maxsize=4096)
def _bits(text: str, count: int) -> int:
    """Return which of the first rules a text may fit."""
    if not text.isascii() and _DOTTED.search(text):
        return ANY
    bits, known = 0, _word_bits(count)
    for word in words_of(text).lower:
        bits |= known[word]
    return bits


@lru_cache(maxsize=2)
def _word_bits(count: int) -> _WordBits:
    return _WordBits(_RULES[:count])


@cache
def _telling(rule: str, language: str) -> frozenset[str]:
    """Return pieces of which a text that a rule fits has one.

    Of several that it must have all it is the longest that no common word is.
    """
    common = (stop_words(language), words(language, "stop.commonest"))

    def is_common(piece: str) -> int:
        return sum(piece.strip(EDGE) in some for some in common)

    return frozenset(min(reversed(group), key=is_common) for group in needed(rule) or ())


class _WordBits(Remembered[int]):
    """Word → the bits of the rules that it may be needed by, found on first sight."""

    def __init__(self, rules: list[tuple[str, str]]) -> None:
        super().__init__(self._of)
        self._whole: dict[str, int] = {}
        self._first: dict[str, int] = {}
        self._inside: dict[str, int] = {}
        self._sizes: set[int] = set()
        self._any: re.Pattern[str] | None = None
        for at, (rule, language) in enumerate(rules):
            for piece in _telling(rule, language):
                self._add(piece, 1 << at)

    def _add(self, piece: str, bit: int) -> None:
        bare = piece.strip(EDGE)
        if piece[0] == EDGE == piece[-1]:
            into = self._whole
        elif piece[0] == EDGE:
            into = self._first
            self._sizes.add(len(bare))
        else:
            into, bare = self._inside, piece
        into[bare] = into.get(bare, 0) | bit
        self._any = None

    def _of(self, word: str) -> int:
        if not word.isascii() and (not is_simple(word) or UNSPACED.search(word)):
            return ANY
        bits, marked = 0, EDGE.join(("", *word.replace("’", "'").split("'"), ""))
        for part in marked.split(EDGE):
            bits |= self._whole.get(part, 0)
            for size in self._sizes:
                bits |= self._first.get(part[:size], 0)
        if DIGIT in self._inside and _DIGIT.search(word):
            bits |= self._inside[DIGIT]
        if self._any is None:
            self._any = re.compile("|".join(map(re.escape, self._inside)) or r"(?!)")
        if self._any.search(marked):  # few words have any: one search for all spares most words the rest
            for piece, bit in self._inside.items():
                if piece in marked:
                    bits |= bit
        return bits
