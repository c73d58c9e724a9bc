"""Which sentences say what a line says, and which documents are copies."""

from __future__ import annotations

import builders
import numpy as np
import pytest
from piles import content, graph_of, lines_of, pile

from summarizer.compose.corroborate import COMPARED, echoes, independent_groups
from summarizer.data import Sentence

FILLER = "\n".join(
    f"{word} markets opened quietly after a long holiday weekend."
    for word in ("Asian", "European", "American")
)


def echo(line: str, other: str) -> float | None:
    """The score with which ``other`` echoes ``line``, None where it does not."""
    sentences = (*lines_of(line), *lines_of(other, number=2), *lines_of(FILLER, number=3))
    found = {echo.sentence: echo.score for echo in echoes(0, graph_of(sentences), sentences)}
    assert 0 not in found
    return found.get(1)


def test_the_same_words_are_an_echo_in_full() -> None:
    line = "The council of Brno voted to close the old bridge."
    assert echo(line, line) == pytest.approx(1)


def test_a_sentence_that_says_more_bears_the_line_but_is_not_borne_by_it() -> None:
    line = "The council of Brno voted to close the old bridge."
    more = (
        "The council of Brno voted to close the old bridge because engineers had found "
        "deep cracks beneath its northern pillars."
    )
    assert echo(line, more) == pytest.approx(1)
    assert echo(more, line) is None


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Rebels killed 65 people in the city of Brno.", "Rebels killed 56 people in the city of Brno."),
        (
            "The mayor did resign over the bridge of Brno.",
            "The mayor did not resign over the bridge of Brno.",
        ),
        (
            "Karel Novak pleaded not guilty by reason of mental disease.",
            "Ada Byron pleaded not guilty by reason of mental disease.",
        ),
        ("The bridge of Brno opened on May 3, 2020.", "The bridge of Brno opened on May 5, 2020."),
        ("The council approved the budget of the city.", "The council rejected the budget of the city."),
    ],
)
def test_another_number_name_day_denial_or_outcome_is_no_echo(line: str, other: str) -> None:
    assert echo(line, other) is None


def test_a_pronoun_is_backed_by_a_name_that_stood_before_it_alone() -> None:
    named = "Torres bought the old kiln at Ranby in the spring."
    line = "She bought the old kiln at Ranby in the spring."
    texts = ("The mayor smiled. " + line, "Ana Torres is a potter. " + line, named)
    sentences = tuple(one for document in pile(*texts) for one in content(document))
    graph = graph_of(sentences)
    found = {at: {one.sentence for one in echoes(at, graph, sentences)} for at in (1, 3)}
    assert 4 not in found[1]
    assert 4 in found[3]


def test_a_line_of_two_content_words_has_no_echo() -> None:
    assert echo("And then there is Android.", "And then there is Android.") is None


def test_a_sentence_of_stop_words_has_no_echo() -> None:
    assert echo("It is what it is.", "It is what it is.") is None


def test_echoes_stand_in_order_and_of_the_own_document_too() -> None:
    text = "The council of Brno voted to close the old bridge."
    sentences = (*lines_of(f"{text}\n{text}"), *lines_of(text, number=2), *lines_of(FILLER, number=3))
    assert [echo.sentence for echo in echoes(1, graph_of(sentences), sentences)] == [0, 2]


def test_every_copy_is_found_but_only_so_many_wordings_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []
    monkeypatch.setattr(
        "summarizer.compose.corroborate.mismatches",
        lambda claim, evidence, language: checked.append(evidence) or (),
    )
    line = "The council of Brno voted to close the old bridge."
    wordings = [f"{line[:-1]} {'again ' * n}." for n in range(COMPARED + 50)]
    sentences: list[Sentence] = []
    for number, text in enumerate([line, *[line] * 300, *wordings], start=1):
        sentences.extend(lines_of(text, number=number))
    found = echoes(0, graph_of(tuple(sentences)), sentences)
    assert len(checked) == COMPARED
    assert {echo.sentence for echo in found} >= set(range(1, 301))


# --- Copies -----------------------------------------------------------------------------------------------

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
