"""Sentences as the numbers of their stems."""

from __future__ import annotations

from piles import lines_of

from summarizer.graph.terms import Terms, index_terms


def stems_of(terms: Terms, sentence: int) -> list[str]:
    return [terms.stems[i] for i in terms.ids[terms.starts[sentence] : terms.starts[sentence + 1]]]


def test_forms_of_a_word_share_a_number_across_documents() -> None:
    terms = index_terms((*lines_of("Bridges close."), *lines_of("A bridge closed.", number=2)))
    assert stems_of(terms, 0) == ["bridg", "close"]
    assert stems_of(terms, 1)[1:] == ["bridg", "close"]


def test_stop_words_are_kept_and_marked() -> None:
    terms = index_terms(lines_of("The bridge of Brno"))
    assert [bool(terms.stop[i]) for i in terms.ids] == [True, False, True, False]


def test_a_stop_word_never_shares_the_number_of_a_content_word() -> None:
    terms = index_terms((*lines_of("Being here"), *lines_of("be", number=2, language="xx")))
    marks = {bool(terms.stop[i]) for i in terms.ids[[0, 2]]}
    assert marks == {True, False}


def test_documents_and_positions_are_numbered() -> None:
    terms = index_terms((*lines_of("One.\nTwo.\nThree."), *lines_of("Four.\nFive.", number=2)))
    assert terms.documents.tolist() == [0, 0, 0, 1, 1]
    assert terms.positions.tolist() == [0, 1, 2, 0, 1]
    assert terms.rows.tolist() == [0, 1, 2, 3, 4]


def test_a_sentence_without_words_has_no_terms() -> None:
    terms = index_terms(lines_of("…\nOne"))
    assert terms.starts.tolist() == [0, 0, 1]


def test_no_sentences_make_empty_terms() -> None:
    terms = index_terms(())
    assert len(terms) == 0
    assert terms.starts.tolist() == [0]
