"""Which sentences say what a line says."""

from __future__ import annotations

import pytest
from piles import content, graph_of, lines_of, pile

from summarizer.compose.corroborate import COMPARED, echoes
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
