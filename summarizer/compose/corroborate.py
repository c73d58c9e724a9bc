"""Which other sentences say what a line says, and which documents are copies of one text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from summarizer.data import Document, Sentence
from summarizer.graph.similarity import SentenceGraph
from summarizer.statements import check
from summarizer.text.language import WORD

LIKE = 0.35
"""Cosine below which two sentences are not compared further."""
SHARED = 0.65
"""Share of a line's word weight that a sentence must hold to say the same."""
TELLING = 3
"""Content words without which a line has no echo."""
COMPARED = 200
"""Different texts compared with a line at most, the likest first."""
COPIED = 0.3
"""Share of a document's sentences found word for word in another from which one is a copy."""
LONG = 20
"""Characters of words from which a sentence tells a copy: "Thank you." is in many texts."""
MANY = 20
"""Documents with one sentence from which not every pair of them is counted."""


@dataclass(frozen=True, slots=True)
class Echo:
    """A sentence that says what another one says; ``score`` in 0..1 is the share it holds."""

    sentence: int
    score: float


def echoes(line: int, graph: SentenceGraph, sentences: Sequence[Sentence]) -> tuple[Echo, ...]:
    """Return the other sentences, of any document, that say all that sentence ``line`` says, in order.

    One does if it holds at least 0.65 of the line's words by squared TF-IDF weight and bears out its
    numbers, dates, names, negations and roles (`checks.check`): precision before recall, since a wrong
    "also in S3" is worse than none. It may say more; the relation is not symmetric. A line of fewer than
    three content words has too few to tell.
    """
    if np.diff(graph.vectors.indptr[line : line + 2])[0] < TELLING:
        return ()
    near, cosines = graph.alike(line, LIKE)
    near = near[np.argsort(-cosines, kind="stable")]
    near = near[near != line]
    held = graph.held(line, near)
    verdicts: dict[str, bool] = {}
    found = []
    for other, share in zip(near.tolist(), held, strict=True):
        text = sentences[other].text
        if share < SHARED or (text not in verdicts and len(verdicts) == COMPARED):
            continue
        if text not in verdicts:
            verdicts[text] = _bears_out(sentences[line], text)
        if verdicts[text]:
            found.append(Echo(other, float(share)))
    return tuple(sorted(found, key=lambda echo: echo.sentence))


def _bears_out(line: Sentence, other: str) -> bool:
    """Tell whether the other text states every fact of the line; where the line has it from is no fact."""
    findings = check(line.text, (other,), line.document.language)
    return all(finding.kind == "attribution" for finding in findings)


def independent_groups(sentences: Sequence[Sentence]) -> dict[Document, int]:
    """Number the documents so that copies of one text share a number.

    A document is a copy where at least 0.3 of the longer sentences of the shorter one, and two, are word
    for word in the other; being a copy carries over. Found through an index of sentences: linear.
    """
    number: dict[Document, int] = {}
    if sentences and sentences[0].document is sentences[-1].document:
        return {sentences[0].document: 0}
    sizes = Counter[int]()
    holders: dict[str, list[int]] = {}
    for sentence in sentences:
        at = number.setdefault(sentence.document, len(number))
        text = wording(sentence)
        if len(text) < LONG:
            continue
        sizes[at] += 1
        where = holders.setdefault(text, [])
        if not where or where[-1] != at:
            where.append(at)
    shared = Counter[tuple[int, int]]()
    for where in holders.values():
        # Chaining neighbours is enough to join many copies, and keeps a stock sentence from costing d².
        shared.update(combinations(where, 2) if len(where) <= MANY else pairwise(where))
    copies = []
    for pair, count in shared.items():
        shorter = min(sizes[at] for at in pair)
        if count >= COPIED * shorter and count >= min(2, shorter):
            copies.append(pair)
    rows, columns = zip(*copies, strict=True) if copies else ((), ())
    links = sparse.coo_matrix((np.ones(len(copies)), (rows, columns)), shape=(len(number), len(number)))
    groups = connected_components(links, directed=False)[1]
    return {document: int(groups[i]) for document, i in number.items()}


def wording(sentence: Sentence) -> str:
    """Return the words of a sentence without regard to case, marks and spacing: equal for copies."""
    return " ".join(WORD.findall(sentence.text.lower()))
