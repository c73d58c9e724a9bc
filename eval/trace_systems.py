"""Systems that find the evidence of a draft sentence: ours and the baselines it has to beat.

A system takes draft sentences and the source sentences of their topic, and returns for each draft
sentence the spans it cites, best first. The baselines cite whole sentences: those that score at least
half of the best one's score, five at most, as ours does.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Sentence
from summarizer.text.language import stem, stop_words, tokens
from summarizer.tracing import Evidence, TokenVectors, trace_sentences
from summarizer.tracing.index import MOST, NEAR_BEST

from .data import DocSpan

Floats = NDArray[np.float64]
Cited = tuple[DocSpan, ...]
Tracer = Callable[[Sequence[str], Sequence[Sentence]], Iterator[Cited]]


def trace(
    texts: Sequence[str], sentences: Sequence[Sentence], vectors: TokenVectors | None = None
) -> Iterator[Cited]:
    """Cite what `summarizer.tracing` cites."""
    for traced in trace_sentences(texts, Evidence.build(sentences), vectors):
        yield tuple((hit.sentence.document.id, hit.span.start, hit.span.end) for hit in traced.cited)


def whole(texts: Sequence[str], sentences: Sequence[Sentence]) -> Iterator[Cited]:
    """Cite the same sentences as `trace`, each as a whole: what the clauses are worth."""
    for traced in trace_sentences(texts, Evidence.build(sentences)):
        yield tuple(_span(hit.sentence) for hit in traced.cited)


def bm25(texts: Sequence[str], sentences: Sequence[Sentence]) -> Iterator[Cited]:
    """Score by Okapi BM25, k1 = 1.2, b = 0.75 (Robertson & Zaragoza 2009)."""
    bags = [Counter(_terms(sentence.text)) for sentence in sentences]
    mean = sum(sum(bag.values()) for bag in bags) / max(1, len(bags)) or 1.0
    idf = _idf(bags)

    def score(text: str) -> list[float]:
        query = Counter(_terms(text))
        return [
            sum(
                times * idf.get(term, 0.0) * bag[term] * 2.2
                / (bag[term] + 1.2 * (0.25 + 0.75 * sum(bag.values()) / mean))
                for term, times in query.items()
                if term in bag
            )
            for bag in bags
        ]  # fmt: skip

    return (_cite(score(text), sentences) for text in texts)


def tfidf(texts: Sequence[str], sentences: Sequence[Sentence]) -> Iterator[Cited]:
    """Score by the cosine of TF-IDF vectors, logarithmic tf."""
    bags = [Counter(_terms(sentence.text)) for sentence in sentences]
    idf = _idf(bags)

    def vector(bag: Counter[str]) -> dict[str, float]:
        found = {term: (1 + math.log(times)) * idf.get(term, 0.0) for term, times in bag.items()}
        norm = math.sqrt(sum(value * value for value in found.values())) or 1.0
        return {term: value / norm for term, value in found.items()}

    vectors = [vector(bag) for bag in bags]

    def score(text: str) -> list[float]:
        query = vector(Counter(_terms(text)))
        return [sum(value * own.get(term, 0.0) for term, value in query.items()) for own in vectors]

    return (_cite(score(text), sentences) for text in texts)


def rouge2(texts: Sequence[str], sentences: Sequence[Sentence]) -> Iterator[Cited]:
    """Score by the share of the draft's bigrams that the source sentence holds (ROUGE-2 recall)."""
    held = [_bigrams(sentence.text) for sentence in sentences]

    def score(text: str) -> list[float]:
        query = _bigrams(text)
        return [sum((query & bag).values()) / max(1, sum(query.values())) for bag in held]

    return (_cite(score(text), sentences) for text in texts)


def lead(texts: Sequence[str], sentences: Sequence[Sentence]) -> Iterator[Cited]:
    """Cite the first sentence of each document, five at most, whatever the draft says."""
    first = {sentence.document.id: _span(sentence) for sentence in reversed(sentences)}
    ids = list(dict.fromkeys(sentence.document.id for sentence in sentences))[:MOST]
    return (tuple(first[key] for key in ids) for _ in texts)


SYSTEMS: dict[str, Tracer] = {
    "trace": trace,
    "whole sentences": whole,
    "bm25": bm25,
    "tfidf": tfidf,
    "rouge2": rouge2,
    "lead": lead,
}
"""Ways to find evidence, by name."""


def _span(sentence: Sentence) -> DocSpan:
    return sentence.document.id, sentence.span.start, sentence.span.end


def _cite(scores: Sequence[float], sentences: Sequence[Sentence]) -> Cited:
    order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))[:MOST]
    if not order or scores[order[0]] <= 0:
        return ()
    return tuple(_span(sentences[at]) for at in order if scores[at] >= NEAR_BEST * scores[order[0]])


def _terms(text: str) -> list[str]:
    stops = stop_words("en")
    return stem([word for word in tokens(text) if word not in stops], "en")


def _idf(bags: Sequence[Counter[str]]) -> dict[str, float]:
    df = Counter(term for bag in bags for term in bag)
    return {term: math.log1p((len(bags) - n + 0.5) / (n + 0.5)) for term, n in df.items()}


def _bigrams(text: str) -> Counter[tuple[str, str]]:
    words = stem(tokens(text), "en")
    return Counter(pairwise(words))
