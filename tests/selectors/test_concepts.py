"""Concepts are numbered in portions, which changes none of them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Document, Sentence
from summarizer.graph.terms import index_terms
from summarizer.selectors import concepts
from summarizer.selectors.concepts import find_concepts
from summarizer.sources.load import document_from_text
from summarizer.text.segment import split

WORDS = ("ferry", "quay", "the", "of", "storm", "sank", "ice", "harbour")
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    min_size=1,
    max_size=12,
)


@given(texts=TEXTS, alone=st.booleans(), portion=st.integers(1, 40))
def test_concepts_are_the_same_however_many_are_looked_at_at_once(
    texts: list[str], alone: bool, portion: int
) -> None:
    found = [sentence for one in _documents(texts, alone) for sentence in split(one)]
    terms = index_terms(found)
    prior = np.linspace(1.0, 0.5, len(found))
    whole = find_concepts(terms, prior)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(concepts, "ENTRIES", portion)
        patch.setattr(concepts, "AT_ONCE", max(1, portion // 4))
        parted = find_concepts(terms, prior)
    assert np.array_equal(whole.weights, parted.weights)
    assert np.array_equal(whole.incidence.toarray(), parted.incidence.toarray())
    assert np.array_equal(np.unique(whole.incidence.data), np.ones(1 if whole.incidence.nnz else 0))
    for i in range(len(found)):
        assert whole.incidence[i].nnz <= len(_told(found[i]))


def _documents(texts: list[str], alone: bool) -> list[Document]:
    made = [f"{text.capitalize()}." for text in texts]
    joined = [" ".join(made)] if alone else made
    return [document_from_text(text, id=f"S{at}", language="en") for at, text in enumerate(joined, 1)]


def _told(sentence: Sentence) -> set[object]:
    """Return what may be a concept of a sentence: its words and its pairs of neighbours."""
    words = sentence.text.lower().rstrip(".").split()
    return {*words, *pairwise(words)}
