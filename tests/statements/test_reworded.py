"""One place of a line in other words: near ones that may stand there, and those that are told apart."""

from __future__ import annotations

import pytest

from summarizer.statements.agreement import states

LINE = "On Friday the council of Ranby {} the {} harbour near Osk before the growers left."


def _stated(was: tuple[str, str], now: tuple[str, str]) -> bool:
    return states(LINE.format(*was), LINE.format(*now), "en")


@pytest.mark.parametrize(("one", "other"), [("praised", "celebrated"), ("upgraded", "enriched")])
def test_a_word_of_the_same_field_may_stand_in_its_place(one: str, other: str) -> None:
    assert _stated((one, "old"), (other, "old"))
    assert _stated((other, "old"), (one, "old"))


def test_in_one_place_alone() -> None:
    assert not _stated(("praised", "enriched"), ("celebrated", "upgraded"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("damaged", "destroyed"),  # told apart in the language's file, as are the next
        ("suspended", "delayed"),
        ("debated", "voted"),
        ("asked", "ordered"),
        ("led", "beat"),
        ("killed", "shot"),
        ("left", "praised"),
    ],
)
def test_words_that_are_told_apart_or_of_another_field_may_not(one: str, other: str) -> None:
    assert not _stated((one, "old"), (other, "old"))
    assert not _stated((other, "old"), (one, "old"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("doctor", "nurse"), ("minister", "governor"), ("bus", "truck"), ("week", "month"), ("man", "woman")],
)
def test_neither_may_two_things_of_one_kind(one: str, other: str) -> None:
    line = f"On Friday the {one} from Osk reached the old harbour near Ranby."
    assert not states(line, line.replace(one, other), "en")


def test_many_are_not_few() -> None:
    line = "On Friday many residents of Ranby reached the old harbour near Osk."
    assert not states(line, line.replace("many", "few"), "en")
