"""Which documents are copies of one text."""

from __future__ import annotations

import builders
import numpy as np
from piles import content, pile

from summarizer.compose.copies import independent_groups

WIRE = (
    "The council of Brno voted to close the old bridge. Engineers had found deep cracks beneath it. "
    "The mayor called the vote a sad day for the city. Trams will take another way until spring."
)


def groups(*texts: str) -> list[int]:
    documents = pile(*texts)
    found = independent_groups(content(*documents))
    return [found[document] for document in documents]


def test_a_copy_under_another_headline_is_no_independent_source() -> None:
    first, second, other = groups(
        WIRE,
        f"{WIRE} The council meets again in the second week of June.",
        "Engineers spoke of the bridge. They want it closed for good.",
    )
    assert first == second != other


def test_two_documents_that_quote_one_sentence_are_independent() -> None:
    shared = "The mayor called the vote a sad day for the city."
    first, second = groups(
        f"Brno lost its bridge on Monday night. {shared}",
        f"{shared} Shops near the bridge fear for their trade.",
    )
    assert first != second


def test_short_stock_sentences_make_no_copy() -> None:
    first, second = groups(
        "Thank you all. Good night. Brno sleeps well again.", "Thank you all. Good night. Ada left."
    )
    assert first != second


def test_equal_documents_of_one_sentence_are_copies() -> None:
    first, second = groups("The bridge opened on Monday.", "The bridge opened on Monday.")
    assert first == second


def test_being_a_copy_carries_over() -> None:
    halves = [
        f"This is sentence number {word} of the long report."
        for word in "one two three four five six".split()
    ]
    first, second, third = groups(" ".join(halves[:4]), " ".join(halves[2:]), " ".join(halves[4:]))
    assert first == second == third


def test_many_copies_are_joined_without_comparing_all_pairs() -> None:
    sentences = content(*pile(*[WIRE] * 500))
    assert len(set(independent_groups(sentences).values())) == 1


def test_no_sentences_make_no_groups() -> None:
    assert independent_groups(()) == {}


def test_every_document_has_a_group() -> None:
    documents = builders.seeds()
    assert sorted(np.unique(list(independent_groups(content(*documents)).values()))) == [0, 1, 2, 3, 4]
