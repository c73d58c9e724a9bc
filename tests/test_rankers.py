"""Every ranker keeps the contract; small fractions by hand."""

from __future__ import annotations

import builders
import numpy as np
import pytest
from piles import content, graph_of, lines_of

from summarizer.graph.similarity import SentenceGraph
from summarizer.rankers import RANKERS

SHARED = ("bridge council", "bridge council cracks", "bridge cracks", "violin recital")
"""Three sentences about one matter and a stranger."""


def graph_on(*lines: str) -> SentenceGraph:
    return graph_of(tuple(s for number, line in enumerate(lines, 1) for s in lines_of(line, number=number)))


@pytest.mark.parametrize("name", RANKERS)
@pytest.mark.parametrize("lines", [("bridge",), ("of the",), ("of the", "it is"), SHARED, ("bridge",) * 4])
def test_scores_are_finite_not_negative_and_one_a_sentence(name: str, lines: tuple[str, ...]) -> None:
    scores = RANKERS[name](graph_on(*lines), 0)
    assert scores.shape == (len(lines),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()


@pytest.mark.parametrize("name", RANKERS)
def test_the_same_graph_and_seed_give_the_same_scores(name: str) -> None:
    graph = graph_of(content(*builders.seeds()))
    assert (RANKERS[name](graph, 7) == RANKERS[name](graph, 7)).all()


@pytest.mark.parametrize("name", sorted(set(RANKERS) - {"lead", "random"}))
def test_a_stranger_ranks_below_the_matter_of_the_pile(name: str) -> None:
    scores = RANKERS[name](graph_on(*SHARED), 0)
    assert scores[3] <= scores[:3].min() + 1e-9


@pytest.mark.parametrize("name", sorted(set(RANKERS) - {"lead", "random", "divergence"}))
def test_equal_sentences_have_equal_scores(name: str) -> None:
    scores = RANKERS[name](graph_on(*["bridge council"] * 3, "violin"), 0)
    assert scores[:3] == pytest.approx([scores[0]] * 3, rel=1e-4)


@pytest.mark.parametrize("name", ["textrank", "lexrank", "lexrank-threshold"])
def test_page_ranks_sum_to_one(name: str) -> None:
    assert RANKERS[name](graph_on(*SHARED), 0).sum() == pytest.approx(1)


def test_textrank_of_two_linked_and_one_alone_by_hand() -> None:
    # With teleport t = 1/3 each: the two are symmetric and link to each other; the third hands its rank
    # to t. So r3 = .15/3 + .85 · r3/3, r3 = .05 / (1 − .85/3), and the others share the rest.
    scores = RANKERS["textrank"](graph_on("bridge", "bridge", "violin"), 0)
    alone = 0.05 / (1 - 0.85 / 3)
    assert scores == pytest.approx([(1 - alone) / 2, (1 - alone) / 2, alone], abs=1e-6)


def test_lead_takes_all_first_sentences_before_any_second_one() -> None:
    graph = graph_of((*lines_of("One\nTwo\nThree"), *lines_of("Four\nFive", number=2)))
    assert RANKERS["lead"](graph).tolist() == pytest.approx([1, 1 / 3, 1 / 5, 1 / 2, 1 / 4])


def test_random_heeds_its_seed() -> None:
    graph = graph_on(*SHARED)
    assert (RANKERS["random"](graph, 1) != RANKERS["random"](graph, 2)).any()


def test_every_ranker_says_what_it_is() -> None:
    for name, ranker in RANKERS.items():
        assert ranker.name == name
        assert ranker.description
        assert isinstance(ranker.parameters, str)
