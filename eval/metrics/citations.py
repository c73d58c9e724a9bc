"""Citation precision, recall and F1: does the summary cite the evidence that people marked?

By character: of the characters inside the cited spans, the share inside gold spans (precision); of
the characters inside gold spans, the share that is cited (recall). By sentence: the same over source
sentences, where a sentence belongs to a set of spans if they share at least ten letters or digits
(a shorter sentence: all that it has). F1 = 2 · precision · recall / (precision + recall).

Gold is the topic's evidence: the spans of its alignments, else its relevant stretches. Overlapping
spans count once; primary and corroborating citations count alike. Range 0 to 1. Without citations
precision and recall are 0; a topic without gold evidence gets no score. Citing whole sentences where
gold spans lie inside sentences cannot reach a precision of 1 by character.

After the evidence scores of ALCE (Gao et al. 2023, "Enabling large language models to generate text
with citations") and the span alignment of Slobodkin et al. 2024, "Attribute First, then Generate".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarizer.data import Span

from ..data import DocSpan

if TYPE_CHECKING:
    from .case import Case

SHARED = 10
"""Letters and digits that a sentence must share with a span to count as its evidence."""


class Agreement(NamedTuple):
    """Precision, recall and F1 of a predicted set against a gold set, each 0 to 1."""

    precision: float
    recall: float
    f1: float


def evaluate(case: Case) -> dict[str, float]:
    """Score the citations of the summary's lines against the topic's evidence."""
    texts = case.texts
    gold = texts.topic.evidence()
    cited = [(c.source, c.start, c.end) for line in case.summary.lines for c in line.citations]
    sources = {key: document.text for key, document in texts.documents.items()}
    results = {
        "chars": by_character(cited, gold),
        "sentences": by_sentence(cited, gold, sources, texts.sentences),
    }
    return {
        f"citations.{unit}.{part}": getattr(agreement, field)
        for unit, agreement in results.items()
        for part, field in (("p", "precision"), ("r", "recall"), ("f", "f1"))
    }


def by_character(predicted: Iterable[DocSpan], gold: Iterable[DocSpan]) -> Agreement:
    """Compare two sets of spans by the characters that they cover."""
    ours, theirs = merged(predicted), merged(gold)
    shared = sum(_shared(spans, theirs.get(doc, ())) for doc, spans in ours.items())
    return agreement(shared, _size(ours), _size(theirs))


def by_sentence(
    predicted: Iterable[DocSpan],
    gold: Iterable[DocSpan],
    texts: Mapping[str, str],
    sentences: Mapping[str, Sequence[Span]],
) -> Agreement:
    """Compare two sets of spans by the source sentences that they touch.

    ``texts`` and ``sentences`` hold each document's text and sentence spans by document id.
    """
    ours = touched(predicted, texts, sentences)
    theirs = touched(gold, texts, sentences)
    return agreement(len(ours & theirs), len(ours), len(theirs))


def touched(
    spans: Iterable[DocSpan], texts: Mapping[str, str], sentences: Mapping[str, Sequence[Span]]
) -> frozenset[tuple[str, int]]:
    """Return (document id, sentence number) of the sentences that share ten letters or digits with a span."""
    found = set()
    for doc, runs in merged(spans).items():
        text = texts.get(doc, "")
        for number, sentence in enumerate(sentences.get(doc, ())):
            shared = sum(
                _letters(text, max(start, sentence.start), min(end, sentence.end))
                for start, end in runs
                if start < sentence.end and sentence.start < end
            )
            if shared and shared >= min(SHARED, _letters(text, sentence.start, sentence.end)):
                found.add((doc, number))
    return frozenset(found)


def agreement(shared: int, predicted: int, gold: int) -> Agreement:
    """Return precision, recall and F1 of set sizes; two empty sets agree."""
    if not predicted and not gold:
        return Agreement(1.0, 1.0, 1.0)
    precision = shared / predicted if predicted else 0.0
    recall = shared / gold if gold else 0.0
    total = precision + recall
    return Agreement(precision, recall, 2 * precision * recall / total if total else 0.0)


def merged(spans: Iterable[DocSpan]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return each document's spans as disjoint runs in order; empty spans vanish."""
    runs: dict[str, list[tuple[int, int]]] = {}
    for doc, start, end in sorted(spans):
        own = runs.setdefault(doc, [])
        if own and start <= own[-1][1]:
            own[-1] = (own[-1][0], max(end, own[-1][1]))
        elif start < end:
            own.append((start, end))
    return {doc: tuple(own) for doc, own in runs.items()}


def _shared(ours: Sequence[tuple[int, int]], theirs: Sequence[tuple[int, int]]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in ours for b in theirs)


def _size(runs: Mapping[str, Sequence[tuple[int, int]]]) -> int:
    return sum(end - start for own in runs.values() for start, end in own)


def _letters(text: str, start: int, end: int) -> int:
    return sum(char.isalnum() for char in text[start:end])
