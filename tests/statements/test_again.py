"""What says again what another sentence says is told from what is newer, denied, or of somebody else."""

import pytest

from summarizer.statements.again import says_again, told_together

LEDE = (
    "Two young men found dead from gunshot wounds in a beach apartment on Sunday have been identified as "
    "brothers, with investigators not ruling out a murder-suicide, police said on Monday."
)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (
            "A handgun was recovered at the scene.",
            "Though police would not give many details about it yet, they did say a handgun was found "
            "at the scene.",
        ),
        (
            "The shooting deaths of two brothers inside a beach apartment were being investigated as the "
            "result of a possible murder-suicide, authorities said.",
            LEDE,
        ),
        (
            "Officials said the volcano had created a new island.",
            "A volcanic eruption has created a new island - although it could soon disappear.",
        ),
    ],
)
def test_another_wording_of_the_same_is_said_again(text: str, other: str) -> None:
    assert says_again(text, other, "en")
    assert not says_again(other, text, "en")  # it says more


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The flood killed 14 people in the valley.", "The flood killed 12 people in the valley."),
        ("The flood killed over 12 people in the valley.", "The flood killed 12 people in the valley."),
        ("No handgun was recovered at the scene.", "A handgun was found at the scene, police said."),
        ("Anna Lund bought the paper mill in May.", "Ole Berg bought the paper mill in May."),
        ("The firm bought the paper mill.", "The firm plans to buy the paper mill in the valley."),
        ("The minister denied taking the money.", "The minister admitted taking the money from the firm."),
        ("Prices of copper rose in the summer.", "Prices of copper fell in the summer, traders said."),
    ],
)
def test_what_is_newer_denied_or_of_somebody_else_is_not(text: str, other: str) -> None:
    assert not says_again(text, other, "en")


def test_in_a_language_whose_denials_are_not_known_nothing_is() -> None:
    assert not says_again("handgun recovered scene", "handgun recovered scene", "qaa")


def test_the_opening_of_a_second_report_is_told_by_those_of_the_first_together() -> None:
    first = "A volcanic eruption in Ness has created a new island, although it could soon disappear."
    second = "The volcano has been erupting for a month about 65 kilometres from the capital."
    text = "A volcano that began erupting last month in Ness has created a large new island."
    assert told_together(text, (first, second), "en")
    assert not told_together(text, (second,), "en")
    assert not told_together(f"{text[:-1]} near Orme.", (first, second), "en")  # a name that neither has
    assert not told_together(f"{text[:-1]} of 70 hectares.", (first, second), "en")
    assert not told_together("The eruption near Ness has not created a new island.", (first, second), "en")
    claim = "The man who rowed there claims that a volcanic eruption in Ness has created a new island."
    assert not told_together(claim, (first, second), "en")
    assert not told_together("vulkan øy hav", ("vulkan øy hav",), "qaa")
