"""Scattered words: a clause whose words stand here and there, and of which no source says more than half."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.data import Span
from summarizer.text.language import content_stems
from summarizer.text.words import content_of, words_of

from .clauses import clauses
from .spans import Hit

FEWEST = 4
"""Content words of the shortest clause that is asked."""
ALONE, TOGETHER = 0.5, 0.75
"""Share of them that one source holds at most, and all passages together hold at least."""
SINGLE = 0.4
"""Share of them that one passage of several sources holds at most, however much its source holds."""


def scattered(text: str, hits: Sequence[Hit], language: str) -> Iterator[Span]:
    """Yield the clauses of ``text`` that all passages together seem to say, and none of them does."""
    if len(hits) < 2:
        return
    by_source: dict[str, frozenset[str]] = {}
    for hit in hits:  # what one source tells in two sentences, it tells
        source = hit.sentence.document.id
        stated = content_of(hit.sentence.text, language)
        by_source[source] = by_source.get(source, frozenset()) | stated
    held = tuple(by_source.values())
    each = [content_of(hit.sentence.text, language) for hit in hits]
    found = words_of(text).spans
    for first, last in clauses(text, language):
        span = Span(found[first][0], found[last - 1][1])
        wanted = frozenset(content_stems(text[span.start : span.end], language))
        if len(wanted) < FEWEST:
            continue
        alone = max(len(wanted & one) for one in held)
        together = len(wanted & frozenset().union(*held))
        single = max(len(wanted & one) for one in each)
        apart = alone <= ALONE * len(wanted) or (len(held) > 1 and single <= SINGLE * len(wanted))
        if apart and together >= TOGETHER * len(wanted):
            yield span
