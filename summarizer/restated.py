"""Restated: sentences of two documents that are the same word for word but for a fact that is contrary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from .checks.quantities import quantities
from .data import Sentence, Span
from .edits import edits, single_edit
from .figures import agree
from .language import WORD
from .statements import Statement, statements

LENGTH = 3
"""Words of the runs by which sentences that are alike are found."""
FEWEST = 8
"""Words of the shortest sentence that is compared."""
POSTINGS = 12
"""Sentences with one run of words from which it tells too little."""
SHARED = 0.5
"""Share of the runs of the shorter sentence that both must have."""
COMPARED = 3
"""Sentences that one is compared with, the likest first."""
CONTRARY = frozenset({"negation", "opposite"})


def restated(places: Sequence[int], sentences: Sequence[Sentence]) -> Iterator[tuple[tuple[int, Span], ...]]:
    """Yield the two sides of each contradiction: the sentence's place and the changed words in its text.

    Two sentences are compared where half of the runs of three words are the same; they contradict each other
    where the one edit between them is a denial, an opposite or another value of a quantity, age or day.
    Linear, through an index of the rarer runs.
    """
    runs = {at: _runs(sentences[at]) for at in places if sentences[at].document.language == "en"}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, own in runs.items():
        for run in own:
            holders[run].append(at)
    for at, own in runs.items():
        shared = Counter(
            other
            for run in own
            if len(holders[run]) <= POSTINGS
            for other in holders[run]
            if other > at and sentences[other].document is not sentences[at].document
        )
        for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:COMPARED]:
            both = len(own & runs[other])
            if SHARED * min(len(own), len(runs[other])) <= both < max(len(own), len(runs[other])):
                spans = _contrary(sentences[at], sentences[other])
                if spans is not None:
                    yield (at, spans[0]), (other, spans[1])


def _runs(sentence: Sentence) -> frozenset[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(sentence.text)]
    if len(words) < FEWEST:
        return frozenset()
    return frozenset(zip(*(words[start:] for start in range(LENGTH)), strict=False))


def _contrary(one: Sentence, other: Sentence) -> tuple[Span, Span] | None:
    """Return the words that differ where one edit turns one sentence into its contrary."""
    spans = single_edit(one.text, other.text)
    if spans is None:
        return None
    forth = next(edits(one.text, [(other.text, 1.0)], "en"), None)
    back = next(edits(other.text, [(one.text, 1.0)], "en"), None)
    if forth and back and forth.kind in CONTRARY:
        return Span(forth.start, forth.end), Span(back.start, back.end)
    if not all(spans):
        return None
    mine, theirs = _stated(one, spans[0]), _stated(other, spans[1])
    if mine is None or theirs is None or mine.kind != theirs.kind or mine.head[-1:] != theirs.head[-1:]:
        return None
    return None if agree(mine, theirs) else (mine.span, theirs.span)


def _stated(sentence: Sentence, span: Span) -> Statement | None:
    """Return the value that is written in ``span``; an ordinal or a year is not rounded, as an age is not."""
    for made in statements(0, sentence):
        if made.span.start <= span.start and span.end <= made.span.end:
            return made
    for one in quantities(sentence.text, sentence.document.language):
        if one.start <= span.start and span.end <= one.end:
            unit = one.unit
            kind, factor = (unit.dimension, unit.factor) if unit else ("count", 1.0)
            return Statement(
                0, "age" if one.form != "cardinal" else kind, one.value * factor, one.exact * factor, factor,
                one.bound, (), "", frozenset(), frozenset(), Span(one.start, one.end), span,
            )  # fmt: skip
    return None
