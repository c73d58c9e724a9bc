"""Words that a line has and its passages do not: which may stand, which may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.rewrite.strange import akin, astray, most, strange

PASSAGES = (
    "The company bought a costly ferry last year and reached out to the harbour office of Selby.",
    "Its crew fixed the broken engine in a few weeks before winter.",
)


@pytest.mark.parametrize(
    "line",
    [
        "The firm acquired a pricey ferry.",  # groups of the language's file
        "The crew repaired the engine.",
        "The company purchased an expensive ship.",  # a broader word for the ferry
        "The company's purchase was a ferry.",  # another form
        "The crew mended the shattered engine.",  # near by the thesaurus
    ],
)
def test_what_is_said_in_other_words_is_not_strange(line: str) -> None:
    assert strange(line, PASSAGES) == ()


@pytest.mark.parametrize(
    ("line", "word", "grave"),
    [
        ("The company bought a costly bakery last year.", "bakery", True),
        ("The company sold a costly ferry last year.", "sold", True),
        ("The company bought a costly, hungry ferry last year.", "hungry", False),
    ],
)
def test_a_thing_or_an_opposite_is_grave_another_word_is_not(line: str, word: str, grave: bool) -> None:
    (found,) = strange(line, PASSAGES)
    assert (found.word, found.grave) == (word, grave)


def test_one_word_of_a_dozen_or_more_may_be_strange() -> None:
    twelve = "The big old company bought costly new ferry vessels, engines, ropes, sails, anchors"
    assert (most(twelve, 1), most(f"{twelve} and {twelve}", 1), most(twelve, 2)) == (1, 1, 2)
    assert most("The company bought ferries.", 1) == 0


def test_a_language_without_a_lexicon_has_only_grave_words() -> None:
    (found,) = strange("Die Firma kaufte heimlich eine Fähre.", ("Die Firma kaufte eine Fähre.",), (), "de")
    assert (found.word, found.grave) == ("heimlich", True)
    assert astray("Die Fähre kaufte eine Firma.", ("Die Firma kaufte eine Fähre.",), (), "de") == ()


def test_a_thing_must_be_in_the_passages_themselves_a_deed_may_be_beside_them() -> None:
    near = ("A vessel was hidden and the office was told.",)
    assert strange("The company bought a craft.", PASSAGES[1:], near) != ()
    assert [one.word for one in strange("The crew concealed the engine.", PASSAGES[1:], near)] == []


def test_a_thing_that_stands_far_off_is_strange_a_deed_is_not() -> None:
    far = ("A painter was hidden and the office was told.",)
    (found,) = strange("The painter fixed the engine.", PASSAGES, (), "en", far)
    assert found.word == "painter"
    assert strange("The painter fixed the engine.", PASSAGES, far) == ()
    assert strange("The hidden engine was fixed.", PASSAGES, (), "en", far) == ()


@pytest.mark.parametrize(
    ("line", "passage", "word"),
    [
        ("The models wore shirts of silver.", "The models wore shirts of gold, a precious metal.", "silver"),
        ("He sells an existing device.", "He sells the newest device for current use.", "existing"),
        ("The plan will reduce the fee.", "The plan, best for drivers, will eliminate the fee.", "reduce"),
    ],
)
def test_what_is_told_apart_from_the_word_in_its_place_is_no_other_word_for_one_elsewhere(
    line: str, passage: str, word: str
) -> None:
    (found,) = strange(line, (passage,))
    assert (found.word, found.grave) == (word, True)


@pytest.mark.parametrize(
    ("line", "passage"),
    [
        ("He said that he was ill.", "He said that he was sick."),
        ("He sells a new device.", "He sells the newest device."),
        ("The plan will abolish the fee.", "The plan will eliminate the fee."),
    ],
)
def test_a_word_of_the_same_field_that_says_the_same_is_not_strange(line: str, passage: str) -> None:
    assert strange(line, (passage,)) == ()


def test_a_word_that_claims_nothing_of_the_matter_may_stand_anywhere() -> None:
    passages = ("The firm has three ferries, and offers tours, including one by night, to all guests.",)
    assert astray("The firm has offers including three ferries.", passages) == ()


def test_a_word_of_the_passages_among_other_words_is_astray() -> None:
    passages = (
        "Police in the northern town found a stolen lorry full of copper pipes behind the closed mill, and "
        "later that week the council voted to raise the fee for parking near the old market hall.",
    )
    assert astray("The council voted to raise the fee for copper.", passages) == ("copper",)
    assert astray("The council voted to raise the fee for parking.", passages) == ()


@given(
    st.lists(st.sampled_from("the ferry bought crew engine costly Selby quietly 12 not".split()), max_size=12)
)
def test_a_passage_has_no_strange_word_and_none_astray_in_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert strange(text, [text]) == ()
    assert astray(text, [text]) == ()


def test_a_broader_word_may_stand_for_a_narrower_one_and_not_the_other_way_round() -> None:
    assert akin("ship", "ferry")
    assert not akin("ferry", "ship")
    assert not akin("month", "year")


def test_who_is_shot_may_live() -> None:
    (found,) = strange("A man was killed in Selby.", ("A man was shot in Selby on Monday.",))
    assert (found.word, found.grave) == ("killed", True)
    assert not akin("killed", "shot")
    assert akin("killed", "slain")
