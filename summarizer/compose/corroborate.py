"""Which other sentences say what a line says."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache

import numpy as np

from summarizer.data import Sentence
from summarizer.graph.similarity import SentenceGraph
from summarizer.records import dataclass
from summarizer.statements import Finding, mismatches, read
from summarizer.statements.agreement import (
    bounded_otherwise,
    content,
    holds_half,
    named_instead,
    same_figure,
    states,
)
from summarizer.statements.cues import is_known
from summarizer.statements.numbers import check_numbers
from summarizer.statements.phrased import in_one_verb
from summarizer.text.language import WORD

from .event import one_event, setting

LIKE = 0.3
"""Cosine below which two sentences are not compared further."""
SHARED = 0.35
"""Share of a line's word weight that a sentence must hold to be compared word by word."""
TELLING = 3
"""Content words without which a line has no echo."""
COMPARED, MISSED = 40, 6
"""Different texts compared with a line at most, those first that hold most of it, and how many of them on end
may say something else before the rest is passed over."""
AROUND = 3
"""Sentences on either side in which a name may stand that a sentence with the same figure lacks."""


@dataclass(frozen=True, slots=True)
class Echo:
    """A sentence that says what another one says; ``score`` in 0..1 is the share it holds."""

    sentence: int
    score: float


def echoes(
    line: int, graph: SentenceGraph, sentences: Sequence[Sentence], wanted: Container[int] | None = None
) -> tuple[Echo, ...]:
    """Return the other sentences that say all that sentence ``line`` says, in order.

    Of its own document only those that are ``wanted`` are looked at, all where that is None.

    One does if it can be on the same event (`event.one_event`), bears out the numbers, dates, names,
    negations and roles (`statements.mismatches`) and holds every other content word, or states the same
    figure of the same thing in other words (`agreement`): precision before recall, since a wrong "also in
    S3" is worse than none. It may say more; the relation is not symmetric. A line of fewer than three content
    words has too few to tell. The score is the share of the line's words by squared TF-IDF weight.
    """
    if np.diff(graph.vectors.indptr[line : line + 2])[0] < TELLING:
        return ()
    near, _ = graph.alike(line, LIKE)
    near = near[near != line]
    held = graph.held(line, near)
    order = np.argsort(-held, kind="stable")[: (held >= SHARED).sum()]
    near, held = near[order], held[order]
    own = cache(lambda: setting(line, sentences))
    first: dict[str, int] = {}
    verdicts: dict[str, bool] = {}
    missed = 0
    found = []
    for other, share in zip(near.tolist(), held, strict=True):
        sentence = sentences[other]
        text = sentence.text
        if text not in first and (len(first) == COMPARED or missed == MISSED):
            continue
        first.setdefault(text, other)
        within = sentence.document is sentences[line].document
        if within and wanted is not None and other not in wanted:
            continue
        if text not in verdicts:
            verdicts[text] = _says(line, first[text], sentences)
            missed = 0 if verdicts[text] else missed + 1
        if verdicts[text] and (within or one_event(own(), setting(other, sentences))):
            found.append(Echo(other, float(share)))
    return tuple(sorted(found, key=lambda echo: echo.sentence))


def says_all(here: int, at: int, sentences: Sequence[Sentence]) -> bool:
    """Tell whether sentence ``at``, of another document, says all that ``here`` says, on one event."""
    return _says(here, at, sentences) and one_event(setting(here, sentences), setting(at, sentences))


def _says(here: int, at: int, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a sentence states every fact of the line; where the line has it from is no fact."""
    line, other = sentences[here], sentences[at]
    language = line.document.language
    if not is_known(language) or not is_known(other.document.language):
        return wording(line) == wording(other)  # a denial in other words would not be seen
    text, theirs = (one.text for one in in_one_verb(line.text, other.text, language))
    mine = read(text, language).fact
    if not holds_half(text, theirs, language):
        return False
    stated = states(text, theirs, language)
    around = " ".join(
        one.text for one in sentences[max(0, at - AROUND) : at + AROUND + 1] if one.document is other.document
    )
    if not stated and not same_figure(text, theirs, around, language):
        return False
    findings = {
        finding.kind
        for finding in mismatches(mine, (theirs,), language)
        if not _same(finding, theirs, language)
    }
    findings -= {"attribution"}
    dated = [(day.start, day.end) for day in read(mine, language).days]
    if any(check_numbers(mine, (theirs,), language, dated)):  # behind a name, too: "25 Euros"
        return False
    if bounded_otherwise(mine, theirs, language):
        return False
    if not findings and stated:
        stands_for = named_instead(mine, read(theirs, language).fact, language)
        return not stands_for or _taken_up(stands_for, here, sentences)
    if findings - {"name", "modality"}:
        return False
    return same_figure(text, theirs, around, language)


def _taken_up(named: Sequence[str], at: int, sentences: Sequence[Sentence]) -> bool:
    """Tell whether the sentences before one speak of what another names where it has a pronoun."""
    document, language = sentences[at].document, sentences[at].document.language
    before = " ".join(one.text for one in sentences[max(0, at - AROUND) : at] if one.document is document)
    told = content(before, language)
    return all(not content(one, language).isdisjoint(told) for one in named)


def _same(finding: Finding, other: str, language: str) -> bool:
    """Tell whether the other text has in its place what may stand for it: "lives lost" for "died"."""
    found = content(finding.value, language)
    return finding.kind == "opposite" and bool(found) and found <= content(other, language)


def wording(sentence: Sentence) -> str:
    """Return the words of a sentence without regard to case, marks and spacing: equal for copies."""
    return " ".join(WORD.findall(sentence.text.lower()))
