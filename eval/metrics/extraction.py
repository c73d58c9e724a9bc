"""Compression, extractive coverage and density: how the summary is cut out of its sources.

Greedily, from left to right, each line is covered by the longest fragments it shares with any source
(tokens as for ROUGE). With fragments f and summary length s in tokens: ``extraction.coverage`` =
Σ |f| / s, ``extraction.density`` = Σ |f|² / s² (1 for a summary of one copied fragment),
``extraction.fragment.words`` = Σ |f|² / s, which is Grusky's density and not limited to 1.
``extraction.compression`` = s / tokens in the sources; Grusky's compression is its inverse.
All describe and do not rate. Shares lie in 0 to 1, but a summary longer than its sources has a
compression above 1. A summary without tokens has no score.

Grusky, Naaman & Artzi 2018, "Newsroom".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .case import Case

COUNTS = frozenset({"extraction.fragment.words"})


def evaluate(case: Case) -> dict[str, float]:
    """Cover the summary by fragments of its sources."""
    size = len(case.tokens)
    length = sum(len(source.tokens) for source in case.texts.sources)
    if not size or not length:
        return {}
    index = _Positions([source.tokens for source in case.texts.sources])
    fragments = [n for line in case.lines for n in index.fragments(line.tokens)]
    squares = sum(n * n for n in fragments)
    return {
        "extraction.coverage": sum(fragments) / size,
        "extraction.density": squares / size**2,
        "extraction.fragment.words": squares / size,
        "extraction.compression": size / length,
    }


class _Positions:
    """Where each bigram of the sources stands, to extend matches from."""

    def __init__(self, sources: Sequence[tuple[str, ...]]) -> None:
        self.sources = sources
        self.single = {token for source in sources for token in source}
        self.double: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for number, source in enumerate(sources):
            for at, gram in enumerate(pairwise(source)):
                self.double.setdefault(gram, []).append((number, at))

    def fragments(self, tokens: Sequence[str]) -> Iterator[int]:
        """Yield the lengths of the fragments of ``tokens``, longest first at each place."""
        at = 0
        while at < len(tokens):
            length = self._longest(tokens, at)
            if length:
                yield length
            at += length or 1

    def _longest(self, tokens: Sequence[str], at: int) -> int:
        starts = self.double.get((tokens[at], tokens[at + 1]), ()) if at + 1 < len(tokens) else ()
        longest = 1 if tokens[at] in self.single else 0
        for number, start in starts:
            source, length = self.sources[number], 2
            limit = min(len(tokens) - at, len(source) - start)
            while length < limit and tokens[at + length] == source[start + length]:
                length += 1
            longest = max(longest, length)
        return longest
