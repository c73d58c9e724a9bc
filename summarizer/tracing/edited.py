"""The verdict on a quoted sentence that a person changed a little: what was put in must be said, too.

Of a sentence in somebody's own words a single word is no falsehood where all the rest is said. Of one that
was right before, it is all that is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from summarizer.data import Span
from summarizer.statements import read
from summarizer.statements.weighing import weigh
from summarizer.text.language import WORD

from .tellers import tellers
from .verdict import Traced, unsaid

KEPT = 0.5
"""Share of the words of a sentence that are of the one before, from which it was only changed a little."""


def added(text: str, former: str, doubted: Sequence[tuple[int, int]] = ()) -> list[Span]:
    """Return the words of a text that a ``former`` one did not have, none where it is a new one.

    What was ``doubted`` of the former text is as good as not in it.
    """
    new = [Span(*match.span()) for match in WORD.finditer(text)]
    old = [
        match.group()
        for match in WORD.finditer(former)
        if not any(start <= match.start() < end for start, end in doubted)
    ]
    words = [text[span.start : span.end] for span in new]
    blocks = SequenceMatcher(None, old, words, autojunk=False).get_matching_blocks()
    kept = {at for block in blocks for at in range(block.b, block.b + block.size)}
    few = len(kept) < KEPT * len(words)
    return [] if few else [span for at, span in enumerate(new) if at not in kept]


def as_edited(traced: Traced, words: Sequence[Span], language: str) -> Traced:
    """Return the verdict on a sentence of which ``words`` were put in: each must be said in some form."""
    if traced.verdict != "supported" or not words:
        return traced
    passages, said = [hit.sentence.text for hit in traced.hits], read(traced.text, language)
    told = [(one.start, one.end) for one in said.quantities]  # judged by what they mean
    told += [(one.start, one.end) for one in said.days]
    weighed = weigh(traced.text, passages, passages, language, told)
    lacking = [
        span for span in (weighed.lacking if weighed else ()) if any(span.overlaps(word) for word in words)
    ]
    if not lacking:
        return traced
    part = tellers(traced.text, traced.hits, language, reworded=False).say_a_part()
    return replace(
        traced,
        verdict="partial",
        unsupported=tuple(lacking),
        reasons=(part, unsaid(traced.text, lacking)),
    )
