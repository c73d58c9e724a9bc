"""What a question has to do with the sentences of a pile."""

import numpy as np
from piles import lines_of

from summarizer.graph.query import LONG, query_relevance
from summarizer.graph.similarity import vectorize
from summarizer.graph.terms import index_terms

STRETCH = [
    "The ferry needs a new engine by May.",
    "Nine thousand will do for that one.",
    "The ferry with that engine runs to Ness again.",
]


def test_in_a_long_document_a_question_is_answered_in_a_stretch() -> None:
    for length, near in ((2 * LONG, True), (LONG // 4, False)):
        idle = [f"Shed number {i} was painted in the old colour." for i in range(length)]
        half = length // 2
        sentences = lines_of("\n".join([*idle[:half], *STRETCH, *idle[half:]]))
        terms = index_terms(sentences)
        asked = query_relevance(vectorize(terms), terms, "ferry engine", ["en"])
        assert asked.bears[half]
        assert asked.bears[half + 2]
        assert asked.bears[half + 1] == near
        assert not asked.bears[0]
        assert asked.relevance[half] > asked.relevance[0]


def test_all_words_of_a_question_in_one_stretch_tell_more_than_one_of_them_again_and_again() -> None:
    idle = [f"Shed number {i} was painted in the old colour." for i in range(LONG)]
    again = [f"The ferry went to Ness on day {i}." for i in range(9)]
    third, step = LONG // 3, len(again)
    sentences = lines_of(
        "\n".join([*idle[:third], *again, *idle[third : 2 * third], *STRETCH, *idle[2 * third :]])
    )
    terms = index_terms(sentences)
    asked = query_relevance(vectorize(terms), terms, "ferry engine", ["en"])
    there = 2 * third + step
    assert asked.relevance[there] > 2 * asked.relevance[third : third + step].max()
    assert asked.bears[there + 1]


def _bearing(text: str, query: str) -> list[str]:
    sentences = lines_of(text)
    terms = index_terms(sentences)
    asked = query_relevance(vectorize(terms), terms, query, ["en"])
    return [one.text for one, bears in zip(sentences, asked.bears, strict=True) if bears]


def test_a_name_of_two_words_is_one_and_does_not_outweigh_what_is_asked_of_it() -> None:
    born, died = "The engineer Ann Lowe was born in the village.", "The founder Ann Lowe died at sea in May."
    idle = "\n".join(f"Shed number {i} was painted in the old colour." for i in range(20))
    assert _bearing(f"{born}\n{died}\n{idle}", "When died Ann Lowe?") == [died]


def test_where_nothing_is_told_of_what_is_named_the_costs_of_another_thing_do_not_bear() -> None:
    text = "The Korvo is a small blue scanner for the desk.\nThe cost of the big printer is nine crowns."
    sentences = lines_of(text)
    terms = index_terms(sentences)
    asked = query_relevance(vectorize(terms), terms, "What is the cost of Korvo?", ["en"])
    assert asked.bears.tolist() == [True, False]
    assert asked.apart == ("cost",)


def test_what_is_not_spoken_bears_by_its_own_words_alone() -> None:
    idle = [f"Shed number {i} was painted in the old colour." for i in range(2 * LONG)]
    sentences = lines_of("\n".join([*idle[:LONG], *STRETCH, *idle[LONG:]]))
    terms = index_terms(sentences)
    written = np.zeros(len(sentences), dtype=bool)
    asked = query_relevance(vectorize(terms), terms, "ferry engine", ["en"], written)
    assert asked.bears[LONG : LONG + 3].tolist() == [True, False, True]
