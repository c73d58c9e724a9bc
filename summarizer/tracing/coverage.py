"""How much of a draft sentence its evidence holds, and which of its clauses it does not."""

from __future__ import annotations

import math
from collections.abc import Sequence

from summarizer.data import Span
from summarizer.records import dataclass
from summarizer.text.language import stem, stop_words, tokens
from summarizer.text.words import words_of

from .clauses import clauses, pieces
from .index import ALIKE, FUNCTION_WORD, Evidence, grams_of

BARE = 0.2
"""A clause of which less than this share is held lacks evidence."""
FEWEST = 3
"""Content words of the shortest clause that is looked at on its own."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """``share`` in 0..1 of the sentence is held; ``bare`` are its clauses without evidence, as offsets.

    ``weakest`` is the clause of which the least is held.
    """

    share: float
    bare: tuple[Span, ...]
    weakest: Span


def cover(
    text: str, evidence: Sequence[str], index: Evidence, borne: Sequence[tuple[int, int]] = ()
) -> Coverage:
    """Measure how much of what ``text`` says ``evidence`` says, words weighted by the root of their idf.

    A word counts in full where its stem is in the evidence, else by the share of its character n-grams
    that are, and little where it is a stop word. A text without words has the share 0.
    What lies in one of the spans ``borne`` is held in whatever form the evidence has it, as a number is.
    """
    held = {word for quote in evidence for word in tokens(quote)}
    found = words_of(text).spans
    weighed = _weighed([pieces(text[start:end]) for start, end in found], held, index)
    weighed = [
        (weight, weight if any(a <= start and end <= b for a, b in borne) else gained, content)
        for (start, end), (weight, gained, content) in zip(found, weighed, strict=True)
    ]
    total = sum(weight for weight, _, _ in weighed)
    share = sum(gained for _, gained, _ in weighed) / total if total else 0.0
    bare = []
    least, weakest = 2.0, Span(0, len(text))
    for first, last in clauses(text, index.language):
        part = weighed[first:last]
        mass = sum(weight for weight, _, _ in part)
        content = sum(is_content for _, _, is_content in part)
        held_share = sum(gained for _, gained, _ in part) / mass if mass else 1.0
        clause = Span(found[first][0], found[last - 1][1])
        if held_share < least:
            least, weakest = held_share, clause
        if content >= FEWEST and held_share < BARE:
            bare.append(clause)
    return Coverage(share, tuple(bare), weakest)


def _weighed(
    found: Sequence[tuple[str, ...]], held: set[str], index: Evidence
) -> list[tuple[float, float, bool]]:
    """Return each word's weight, how much of that is held, and whether it is a content word."""
    stops = stop_words(index.language)
    unseen = math.sqrt(math.log1p((len(index.sentences) + 0.5) / 0.5))
    stems = set(stem(held, index.language))
    flat = [piece for parts in found for piece in parts]
    stemmed = iter(stem(flat, index.language))
    grams: set[str] = set()
    weighed = []
    for parts in found:
        weight = gained = 0.0
        content = False
        for piece in parts:
            own_stem = next(stemmed)
            number = index.stems.get(own_stem)
            own = unseen if number is None else index.root_idf[number]
            is_stop = piece.replace("’", "'") in stops
            own *= FUNCTION_WORD if is_stop else 1.0
            content = content or not is_stop
            weight += own
            if own_stem in stems:
                gained += own
            else:
                grams = grams or {gram for word in held for gram in grams_of(word)}
                mine = grams_of(piece)
                alike = sum(gram in grams for gram in mine) / len(mine)
                gained += own * alike if alike >= ALIKE else 0.0
        weighed.append((weight, gained, content))
    return weighed
