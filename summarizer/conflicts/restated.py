"""Restated: sentences of two documents that are the same word for word but for a fact that is contrary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.compose.event import one_event, setting
from summarizer.data import Sentence, Span
from summarizer.graph.terms import Terms
from summarizer.languages import words
from summarizer.statements import read
from summarizer.statements.edits import edits, single_edit
from summarizer.statements.values import Value, numbered, values_in
from summarizer.text.language import WORD

from .figures import agree

FEWEST = 8
"""Words of the shortest sentence that is compared."""
POSTINGS = 12
"""Sentences with one run of three words from which it tells too little."""
SHARED = 0.5
"""Share of the runs of the shorter sentence that both must have."""
COMPARED = 3
"""Sentences that one is compared with, the likest first."""
NEAR = 3
"""Days between two documents that speak of weekdays of one week."""
NAMED = 14
"""Words of the shortest sentence whose name may be disputed."""
CONTRARY = frozenset({"negation", "opposite"})


def restated(
    places: Sequence[int], sentences: Sequence[Sentence], terms: Terms
) -> Iterator[tuple[tuple[int, Span], ...]]:
    """Yield the two sides of each contradiction: the sentence's place and the changed words in its text.

    Two sentences are compared where half of the runs of three stems are the same; they contradict each other
    where the one edit between them is a denial, an opposite, another value of a quantity, age or day, another
    weekday or another name.
    Linear, through an index of the rarer runs. ``terms`` are those of ``sentences``.
    """
    rows, keys = _runs([at for at in places if sentences[at].document.language == "en"], terms)
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for holders in _holders(rows, keys):
        for one, other in combinations(holders, 2):
            if sentences[one].document is not sentences[other].document:
                shared[one][other] += 1
    begins = dict(zip(*map(np.ndarray.tolist, np.unique(rows, return_index=True)), strict=True))
    sizes = np.bincount(rows, minlength=len(sentences)).tolist()

    @cache
    def runs(at: int) -> frozenset[int]:
        return frozenset(keys[begins[at] : begins[at] + sizes[at]].tolist())

    for at in sorted(shared):
        for other, _ in sorted(shared[at].items(), key=lambda item: (-item[1], item[0]))[:COMPARED]:
            both = len(runs(at) & runs(other))
            fewer, more = sorted((sizes[at], sizes[other]))
            if not SHARED * fewer <= both < more:
                continue
            spans = _contrary(sentences[at], sentences[other])
            if spans and one_event(setting(at, sentences), setting(other, sentences), days=False):
                yield (at, spans[0]), (other, spans[1])


def _runs(places: Sequence[int], terms: Terms) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return the runs of stems of each sentence that is long enough, each once there: sentences and numbers.

    Those of a sentence stand together.
    """
    lengths = np.diff(terms.starts)
    long = np.array([at for at in places if lengths[at] >= FEWEST], dtype=np.int64)
    own = lengths[long] - 2
    rows = np.repeat(long, own)
    at = np.arange(len(rows)) + np.repeat(terms.starts[long] - np.cumsum(own) + own, own)
    ids, size = terms.ids.astype(np.uint64), np.uint64(len(terms.stems))
    keys = (ids[at] * size + ids[at + 1]) * size + ids[at + 2]
    order = np.lexsort((keys, rows))
    rows, keys = rows[order], keys[order]
    once = np.ones(len(rows), dtype=bool)
    once[1:] = (rows[1:] != rows[:-1]) | (keys[1:] != keys[:-1])
    return rows[once], keys[once]


def _holders(rows: NDArray[np.int64], keys: NDArray[np.uint64]) -> Iterator[list[int]]:
    """Yield the sentences, in order, of each run that some but not many have."""
    order = np.lexsort((rows, keys))
    _, starts, counts = np.unique(keys[order], return_index=True, return_counts=True)
    rarer = (counts > 1) & (counts <= POSTINGS)
    for start, count in zip(starts[rarer].tolist(), counts[rarer].tolist(), strict=True):
        yield rows[order[start : start + count]].tolist()


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
    if forth and back and forth.kind == back.kind == "name" and _apart(one, forth.value, other, back.value):
        return Span(forth.start, forth.end), Span(back.start, back.end)
    if _weekdays(one, spans[0]) and _weekdays(other, spans[1]) and _near(one, other):
        return spans
    mine, theirs = _stated(one, spans[0]), _stated(other, spans[1])
    if mine is None or theirs is None or mine.kind != theirs.kind or mine.head[-1:] != theirs.head[-1:]:
        return None
    return None if agree(mine, theirs) else (mine.span, theirs.span)


def _apart(one: Sentence, name: str, other: Sentence, instead: str) -> bool:
    """Tell whether one document lacks the other one's name: what speaks of both may tell the same of each.

    Short sentences tell of many things in the same words: "sold the mill in Osk".
    """
    if min(len(WORD.findall(one.text)), len(WORD.findall(other.text))) < NAMED:
        return False
    ours, theirs = one.document.text.lower(), other.document.text.lower()
    return name.lower() not in theirs or instead.lower() not in ours


def _weekdays(sentence: Sentence, span: Span) -> bool:
    return sentence.text[span.start : span.end].lower() in words("en", "calendar.weekdays")


def _near(one: Sentence, other: Sentence) -> bool:
    """Tell whether two documents are of one time, as far as it is known: of other weeks are other days."""
    first, second = one.document.date, other.document.date
    return first is None or second is None or abs((first - second).days) <= NEAR


def _stated(sentence: Sentence, span: Span) -> Value | None:
    """Return the value that is written in ``span``; an ordinal or a year is not rounded, as an age is not."""
    for made in values_in(0, sentence):
        if made.span.start <= span.start and span.end <= made.span.end:
            return made
    for one in read(sentence.text, sentence.document.language).quantities:
        if one.start <= span.start and span.end <= one.end:
            if numbered(sentence.text, one.start, sentence.document.language):
                return None
            unit = one.unit
            kind, factor = (unit.dimension, unit.factor) if unit else ("count", 1.0)
            return Value(
                0, "age" if one.form != "cardinal" else kind, one.value * factor, one.exact * factor, factor,
                one.bound, (), "", frozenset(), frozenset(), Span(one.start, one.end), span,
            )  # fmt: skip
    return None
