"""Which other sentences say what a line says, and how many independent sources that makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from .data import Document, Sentence
from .graph import SentenceGraph, Vector

LIKE = 0.35
"""Cosine below which two sentences are not compared further."""
SHARED = 0.65
"""Share of a line's word weight that a sentence must hold to say the same."""
COPIED = 0.3
"""Share of a document's sentences found word for word in another from which one is a copy."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|without|denie[sd]|den(?:y|ying)|refus\w+|reject\w+|fail\w*|nicht|kein\w*|ne|pas|sin)\b|n['’]t\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Echo:
    """A sentence that says what another one says; ``score`` in 0..1 is the share it holds."""

    sentence: int
    score: float


def echoes(line: int, graph: SentenceGraph, sentences: Sequence[Sentence]) -> tuple[Echo, ...]:
    """Return the sentences of other documents that say what sentence ``line`` says, at most one a document.

    One says the same if it holds at least 0.65 of the line's words by weight, every number of the
    line, and as much denial: precision before recall, since a wrong "also in S3" is worse than none.
    """
    cosines = graph.similarity_to(line)
    best: dict[int, Echo] = {}
    for other in np.flatnonzero(cosines >= LIKE):
        document = int(graph.terms.documents[other])
        if document == graph.terms.documents[line] or not _same_facts(
            sentences[line].text, sentences[other].text
        ):
            continue
        held = _held(graph, line, int(other))
        if held >= SHARED and (document not in best or held > best[document].score):
            best[document] = Echo(int(other), held)
    return tuple(best[document] for document in sorted(best))


def _held(graph: SentenceGraph, line: int, other: int) -> float:
    """Return the share of the line's squared TF-IDF weight on terms that the other sentence has."""
    vector = graph.vectors[line]
    weight: Vector = vector.data.astype(float) ** 2
    return float(
        weight[np.isin(vector.indices, graph.vectors[other].indices)].sum() / max(weight.sum(), 1e-12)
    )


def _same_facts(line: str, other: str) -> bool:
    return set(_NUMBER.findall(line)) <= set(_NUMBER.findall(other)) and bool(_NEGATION.search(line)) == bool(
        _NEGATION.search(other)
    )


def independent_groups(sentences: Sequence[Sentence]) -> dict[Document, int]:
    """Number the documents so that copies of one text share a number.

    A document is a copy where at least 0.3 of the sentences of the shorter one are, word for word, in
    the other; being a copy carries over. Found through an index of sentences: linear in the pile but
    for sentences that many documents share.
    """
    documents = list(dict.fromkeys(sentence.document for sentence in sentences))
    number = {document: i for i, document in enumerate(documents)}
    sizes = [0] * len(documents)
    holders: dict[str, list[int]] = {}
    for sentence in sentences:
        at = number[sentence.document]
        sizes[at] += 1
        where = holders.setdefault(" ".join(sentence.text.lower().split()), [])
        if not where or where[-1] != at:
            where.append(at)
    shared = Counter[tuple[int, int]]()
    for where in holders.values():
        # Chaining neighbours is enough to join all copies, and keeps a stock phrase from costing d².
        shared.update(zip(where, where[1:], strict=False))
    copies = [pair for pair, count in shared.items() if count >= COPIED * min(sizes[i] for i in pair)]
    rows, columns = zip(*copies, strict=True) if copies else ((), ())
    links = sparse.coo_matrix((np.ones(len(copies)), (rows, columns)), shape=(len(documents), len(documents)))
    groups = connected_components(links, directed=False)[1]
    return {document: int(groups[i]) for document, i in number.items()}
