"""Piles of documents from plain texts, and what the stages make of them on the way to a note."""

from __future__ import annotations

import builders
import numpy as np

from summarizer.compose.lines import Choice, Composition, Order, compose
from summarizer.content.boilerplate import mark
from summarizer.content.standalone import needs
from summarizer.data import Document, Sentence, Span
from summarizer.graph.similarity import SentenceGraph, vectorize
from summarizer.graph.terms import index_terms
from summarizer.selectors.budget import Budget
from summarizer.selectors.problem import Problem
from summarizer.text.keyphrases import Phrases
from summarizer.text.segment import split


def pile(*texts: str, **facts: object) -> tuple[Document, ...]:
    return tuple(builders.document(text, number, **facts) for number, text in enumerate(texts, 1))


def content(*documents: Document) -> tuple[Sentence, ...]:
    marked = mark([sentence for document in documents for sentence in split(document)])
    return tuple(sentence for sentence in marked if sentence.skip is None)


def lines_of(text: str, **facts: object) -> tuple[Sentence, ...]:
    """One sentence a line, as written, without the sentence splitter."""
    document = builders.document(text, **facts)
    found, start = [], 0
    for line in text.split("\n"):
        paragraph = text[:start].count("\n\n")
        if line:
            found.append(Sentence(document, Span(start, start + len(line)), paragraph, len(found)))
        start += len(line) + 1
    return tuple(found)


def graph_of(sentences: tuple[Sentence, ...]) -> SentenceGraph:
    terms = index_terms(sentences)
    ones = np.ones(len(sentences))
    return SentenceGraph(vectorize(terms), terms, ones, ones)


def composed(
    sentences: tuple[Sentence, ...], *chosen: int, order: Order = "chronological", scores: object = None
) -> Composition:
    """Compose a note of the chosen sentences; all scores are 1 where none are given."""
    texts = [" ".join(sentence.text.split()) for sentence in sentences]
    words = np.array([len(text.split()) for text in texts], dtype=np.int64)
    needed, eligible = needs(sentences)
    problem = Problem(
        graph=graph_of(sentences),
        scores=np.ones(len(sentences)) if scores is None else np.asarray(scores, dtype=float),
        costs=words,
        words=words,
        limit=Budget().limit(texts),
        eligible=np.array(eligible),
        needs=np.array(needed, dtype=np.int64),
        worth=np.ones(len(sentences)),
    )
    return compose(Choice(sentences, problem, chosen, Phrases.of(sentences), order))
