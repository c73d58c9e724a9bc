"""What there is to choose from: what sentences count by where they stand in their report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from piles import graph_of, lines_of

from summarizer.content.worth import UNPLACED
from summarizer.selectors.budget import Budget
from summarizer.selectors.pose import FAR, LATE, OLD, OPENS, Tolls, pose

REPORT = "\n".join(
    f"The ferry number {word} of Orme sank off Ness near the coast." for word in "abcdefghijklmn"
)


def worth_of(gamma: float, scores: list[float]) -> list[float]:
    """Return what the sentences of a report count whose place speaks for them as far as ``gamma`` says."""
    sentences = lines_of(REPORT)
    graph = graph_of(sentences)
    graph = replace(graph, prior=(1.0 + graph.terms.positions) ** (-gamma / 2))
    return pose(sentences, graph, np.array(scores), Budget("words", 50)).worth.tolist()


def test_far_down_in_a_report_a_sentence_counts_less() -> None:
    scores = [1.0] * len(REPORT.split("\n"))
    scores[FAR] = 0.5
    found = worth_of(0.9, scores)
    assert found[FAR] == LATE * found[FAR - 1]


def test_not_where_reports_do_not_open_with_what_matters() -> None:
    scores = [1.0] + [0.5] * (len(REPORT.split("\n")) - 1)
    assert len(set(worth_of(0.2, scores))) == 1


def test_not_what_scores_more_than_what_its_report_opens_with() -> None:
    scores = [0.5] * len(REPORT.split("\n"))
    scores[FAR] = 1.0
    found = worth_of(0.9, scores)
    assert found[FAR] == found[0]


def test_a_day_that_no_reader_knows_counts_less_than_one_of_a_dated_report() -> None:
    text = "The council of Orme voted on the bridge.\nThe council of Orme votes on the bridge tonight."
    found = {}
    for day in (None, date(2021, 3, 1)):
        sentences = lines_of(text, date=day)
        problem = pose(sentences, graph_of(sentences), np.ones(2), Budget("words", 50))
        found[day is None] = problem.worth[1] / problem.worth[0]
    assert found == {True: UNPLACED, False: 1.0}


def test_an_overtaken_toll_that_its_report_opens_with_still_tells_what_happened() -> None:
    early = "A quake hit Orme, and 90 people are dead.\nThe mayor of Orme said 90 people are dead in town."
    sentences = [
        *lines_of(early, number=1, date=date(2021, 3, 1)),
        *lines_of("The quake in Orme has killed 200 people.", number=2, date=date(2021, 3, 9)),
    ]
    tolls = Tolls({0: 2, 1: 2})
    found = pose(sentences, graph_of(sentences), np.ones(3), Budget("words", 50), tolls=tolls).worth
    assert (found[0], found[1]) == (OPENS, OLD)


def test_of_two_sentences_of_the_same_words_the_one_with_its_small_words_is_the_sounder() -> None:
    clipped = "The mayors are likely hold on to their seats in Orme and Ness and in the north."
    whole = "The mayors are likely to hold on to their seats in Orme and in Ness and in the north."
    denied = "The mayors are not likely to hold on to their seats in Orme and in Ness and in the north."
    for texts, eligible in (
        ((clipped, whole), [False, True]),
        ((whole, clipped), [True, False]),
        ((clipped, denied), [True, True]),
        ((clipped, clipped.replace("and in the", "and, and in the")), [True, True]),
    ):
        sentences = [one for at, text in enumerate(texts, 1) for one in lines_of(text, number=at)]
        problem = pose(sentences, graph_of(sentences), np.ones(2), Budget("words", 50))
        assert problem.eligible.tolist() == eligible
