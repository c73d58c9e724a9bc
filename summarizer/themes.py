"""Themes: documents of a pile that share next to nothing, each group under its own heading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from .data import Document, Sentence
from .graph import SentenceGraph, document_vectors
from .keyphrases import key_phrases

APART = 0.12
"""Cosine of two documents below which they are of different matters."""
MANY = 500
"""Documents beyond which no themes are looked for: a note has no room for them."""


def themes(sentences: Sequence[Sentence], graph: SentenceGraph) -> dict[Document, str | None]:
    """Name the theme of each document, None for all where the pile is about one matter.

    Documents belong together where a chain of cosines of at least 0.12 joins them. Two to six themes
    are named by their key phrases.
    """
    documents = list(dict.fromkeys(sentence.document for sentence in sentences))
    if not 2 <= len(documents) <= MANY:
        return dict.fromkeys(documents)
    vectors = document_vectors(graph)
    links = sparse.csr_matrix((vectors @ vectors.T).toarray() >= APART)
    count, labels = connected_components(links, directed=False)
    if not 2 <= count <= 6:
        return dict.fromkeys(documents)
    number = {document: int(label) for document, label in zip(documents, labels, strict=True)}
    parts = [[s for s in sentences if number[s.document] == label] for label in range(count)]
    names: list[str] = []
    for label, part in enumerate(parts):
        others = [s for rest, other in enumerate(parts) if rest != label for s in other]
        name = ", ".join(key_phrases(part, 2, against=others)) or documents[int(np.argmax(labels == label))].name
        names.append(name[0].upper() + name[1:] if name not in names else f"{name} ({label + 1})")
    return {document: names[number[document]] for document in documents}
