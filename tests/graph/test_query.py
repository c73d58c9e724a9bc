"""What a question has to do with the sentences of a pile."""

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
