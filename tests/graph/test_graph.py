"""The similarity graph that is never built, against the one that is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from piles import graph_of, lines_of

from summarizer.graph.similarity import SentenceGraph, document_vectors

word = st.sampled_from("bridge river council mayor tram rain stone sand vote engine of the".split())
texts = st.lists(st.lists(word, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12)


def graph_on(*lines: str) -> SentenceGraph:
    return graph_of(tuple(s for number, line in enumerate(lines, 1) for s in lines_of(line, number=number)))


def full(graph: SentenceGraph) -> np.ndarray:
    return (graph.vectors @ graph.vectors.T).toarray()


def test_vectors_weigh_terms_by_how_often_and_how_rarely_they_are_used() -> None:
    graph = graph_on("bridge bridge river", "bridge")
    # bridge: tf 2, in 2 of 2 sentences; river: tf 1, in 1 of 2.
    bridge = (1 + np.log(2)) * (np.log(3 / 3) + 1)
    river = 1 * (np.log(3 / 2) + 1)
    expected = np.array([bridge, river]) / np.hypot(bridge, river)
    assert sorted(graph.vectors[0].data.tolist()) == pytest.approx(sorted(expected), abs=1e-6)
    assert full(graph)[0, 1] == pytest.approx(expected[0], abs=1e-6)


def test_rows_have_length_one_or_no_content() -> None:
    graph = graph_on("bridge river", "of the", "council")
    assert np.diag(full(graph)) == pytest.approx([1, 0, 1])


@settings(max_examples=50, deadline=None)
@given(lines=texts, seed=st.integers(0, 9))
def test_spreading_is_the_product_with_the_full_graph_without_loops(lines: list[str], seed: int) -> None:
    graph = graph_on(*lines)
    values = np.random.default_rng(seed).random(len(graph))
    weights = full(graph)
    np.fill_diagonal(weights, 0)
    assert graph.spread(values) == pytest.approx(weights @ values, abs=1e-5)


@settings(max_examples=50, deadline=None)
@given(lines=texts, threshold=st.sampled_from([0.1, 0.35, 0.6, 0.9]))
def test_the_alike_are_those_whose_cosine_reaches_the_threshold(lines: list[str], threshold: float) -> None:
    graph = graph_on(*lines)
    cosines = full(graph)
    for sentence in range(len(graph)):
        found, reached = graph.alike(sentence, threshold)
        sure = set(np.flatnonzero(cosines[sentence] >= threshold + 1e-4))
        maybe = set(np.flatnonzero(cosines[sentence] >= threshold - 1e-4))
        assert sure <= set(found.tolist()) <= maybe
        assert reached == pytest.approx(cosines[sentence][found], abs=1e-5)


def test_a_document_is_the_sum_of_its_sentences() -> None:
    graph = graph_of((*lines_of("bridge\nriver"), *lines_of("council", number=2)))
    cosines = (document_vectors(graph) @ document_vectors(graph).T).toarray()
    assert cosines == pytest.approx(np.eye(2), abs=1e-6)
    halves = (document_vectors(graph)[0] @ graph.vectors.T).toarray().ravel()
    assert halves == pytest.approx([np.sqrt(0.5), np.sqrt(0.5), 0], abs=1e-6)
