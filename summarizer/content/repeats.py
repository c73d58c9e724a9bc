"""Sentences that a document says again, and the teasers that a fuller sentence of it repeats."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Sentence
from summarizer.records import dataclass
from summarizer.text.wordlist import WORTH_IT, Words

from .lines import Reasons

_NORMAL = re.compile(r"[\W_]+")
_BLANKED = {code: " " for code in range(128) if not chr(code).isalnum()}
_TEASERS = 12
"""Sentences of content at the beginning of a document among which a teaser is."""
_SAID, _TEASED = 4, 5
"""Blanks between the words of the shortest sentence that is said again, and of the shortest teaser."""
_STRUNG = 3
"""Times in a row that a sentence stands which no text says so often: it is a caption."""
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
"""The numbers of SplitMix64 (Steele, Lea & Flood 2014), which scatters numbers as if by chance."""


def normal(text: str) -> str:
    """Return the words of a text in small letters, a blank between them."""
    if text.isascii():
        return " ".join(text.lower().translate(_BLANKED).split())  # the same, in a third of the time
    return _NORMAL.sub(" ", text.lower()).strip()


@dataclass(frozen=True, slots=True, eq=False)
class Repeats:
    """Which of ``n`` sentences of a pile may be said again in their document, told by their letters alone.

    ``twins`` (n,) are those whose letters another one of the document has, in whatever order: no other can be
    the same. ``words`` are those of the sentences' texts.
    """

    twins: NDArray[np.bool_]
    words: Words

    @classmethod
    def of(cls, sentences: Sequence[Sentence], words: Words) -> Repeats:
        """Look at all sentences at once; of few, any may be. Linear."""
        if len(sentences) < WORTH_IT:
            return cls(np.ones(len(sentences), np.bool_), words)
        before = np.zeros(len(words.ids) + 1, np.uint64)
        np.cumsum(_letters(words.vocabulary)[words.ids], out=before[1:])
        sums = before[words.starts[1:]] - before[words.starts[:-1]]
        numbers: dict[int, int] = {}
        owners = [numbers.setdefault(id(one.document), len(numbers)) for one in sentences]
        _, place, counts = np.unique(
            sums + _scattered(np.array(owners, np.uint64)), return_inverse=True, return_counts=True
        )
        twins = counts[place.ravel()] > 1
        twins[list(words.odd)] = True
        return cls(twins, words)

    def mark(self, own: range, texts: Sequence[str], reasons: Reasons) -> None:
        """Mark what a document repeats; ``own`` are the places of its sentences, ``texts`` their texts."""
        normals = _Normals(texts)
        seen: set[str] = set()
        for at in np.flatnonzero(self.twins[own.start : own.stop]).tolist():
            line = normals[at]
            if reasons[at] is None and line.count(" ") >= _SAID:
                if line in seen:
                    reasons[at] = "repeated"
                seen.add(line)
        for at in _strung(normals, reasons):
            reasons[at] = "repeated"
        content = [at for at, reason in enumerate(reasons) if reason is None]
        held_by = self._large(own, normals) if len(content) >= WORTH_IT else _small(content, normals)
        for place, at in enumerate(content[:_TEASERS], 1):
            if normals[at].count(" ") >= _TEASED and held_by(normals[at], content[place:]):
                reasons[at] = "repeated"

    def _large(self, own: range, normals: _Normals) -> _HeldBy:
        """Look only at the sentences that have the line's rarest word."""

        def held_by(line: str, among: Sequence[int]) -> bool:
            rarest = min(set(line.split()), key=lambda word: (self.words.times(word), word))
            having = self.words.with_word(rarest, own)
            return any(f" {line} " in f" {normals[at]} " for at in among if having[at])

        return held_by


def _strung(normals: _Normals, reasons: Reasons) -> list[int]:
    """Return the first of each run of the very same sentence: the caption of all pictures of a gallery.

    Not where it is all that is left.
    """
    found, at = [], 0
    while at < len(reasons):
        end = at + 1
        while end < len(reasons) and reasons[end] == "repeated" and normals[end] == normals[at]:
            end += 1
        if reasons[at] is None and end - at >= _STRUNG:
            found.append(at)
        at = end
    return found if sum(reason is None for reason in reasons) > len(found) else []


_HeldBy = Callable[[str, Sequence[int]], bool]
"""Tells whether one of some sentences, by their places, holds a line."""


def _small(content: Sequence[int], normals: _Normals) -> _HeldBy:
    """Look through all sentences at once: of few that is faster."""
    places: dict[int, int] = {}
    text = ""
    if len(content) > 1:
        pieces = [f" {normals[at]} " for at in content]
        ends = accumulate(len(piece) + 1 for piece in pieces)
        places = dict(zip(content[1:], ends, strict=False))
        text = "\n".join(pieces)
    return lambda line, among: bool(among) and text.find(f" {line} ", places[among[0]]) >= 0


class _Normals(dict[int, str]):
    """What is :func:`normal` of each of some texts, found when it is asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, at: int) -> str:
        found = self[at] = normal(self._texts[at])
        return found


def _letters(vocabulary: Sequence[str]) -> NDArray[np.uint64]:
    """Return a number for each word (v,): the sum of those of its letters and digits, without apostrophes."""
    codes = np.frombuffer("".join(vocabulary).encode("utf-32-le", "surrogatepass"), np.uint32)
    known, place = np.unique(codes, return_inverse=True)
    alike = np.fromiter((chr(code).isalnum() for code in known.tolist()), np.bool_, len(known))
    weights = np.where(alike, _scattered(known.astype(np.uint64)), np.uint64(0))[place.ravel()]
    sums = np.zeros(len(weights) + 1, np.uint64)
    np.cumsum(weights, out=sums[1:])
    ends = np.cumsum(np.fromiter(map(len, vocabulary), np.int64, len(vocabulary)))
    found: NDArray[np.uint64] = np.diff(sums[np.append(0, ends)])
    return found


def _scattered(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return numbers over the whole range for small ones, the same for the same."""
    step, first, second = _MIX
    mixed = (numbers + np.uint64(1)) * step
    mixed = (mixed ^ (mixed >> np.uint64(30))) * first
    mixed = (mixed ^ (mixed >> np.uint64(27))) * second
    return mixed ^ (mixed >> np.uint64(31))
