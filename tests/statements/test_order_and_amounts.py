"""The same words that say another thing: roles, causes, amounts, figures of something else."""

import pytest

from summarizer.data import Document
from summarizer.statements.numbers import check_numbers
from summarizer.tracing import trace

REST = "It had been laid up since June."


def _verdict(claim: str, *sources: str) -> str:
    documents = [Document(id=f"S{at}", name=f"{at}.txt", text=text) for at, text in enumerate(sources, 1)]
    return trace(claim, documents)[0].verdict or ""


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The porter robbed the pilgrim at the old inn.", "The pilgrim robbed the porter at the old inn."),
        ("The dam burst because the sluice jammed.", "The sluice jammed because the dam burst."),
        (
            "All the weavers in the lower town struck on Friday.",
            "Some of the weavers in the lower town struck on Friday.",
        ),
        (
            "The tower is the tallest lighthouse on the coast.",
            "The tower is one of the tallest lighthouses on the coast.",
        ),
        ("The landslide buried 40 goats.", "The landslide buried 7 goats and stranded 40."),
        ("In Lossen 310 barns burned.", "In Harve 310 barns burned on Monday, in Lossen 12."),
        ("Ida Brok lost the final with a torn muscle.", "Ida Brok lost the final with a torn shirt."),
    ],
)
def test_what_says_another_thing_with_the_same_words_is_not_supported(claim: str, passage: str) -> None:
    assert _verdict(claim, f"{passage} The weather was fine.") != "supported"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "On Friday weavers from Lossen blocked the gate of Harve.",
            "The gate of Harve was blocked on Friday by weavers from Lossen.",
        ),
        ("The sluice jammed after the dam burst.", "The sluice jammed after the dam burst."),
        (
            "Around three-quarters of the tenants paid the rent.",
            "In the hall 74.8 per cent of the tenants paid the rent.",
        ),
        (
            "Sailors handed over nine anchors at the quay.",
            "On Monday Torvian sailors handed over nine anchors at the quay.",
        ),
    ],
)
def test_what_says_the_same_stays_supported(claim: str, passage: str) -> None:
    assert _verdict(claim, f"{passage} The weather was fine.") == "supported"


def test_words_that_stand_scattered_over_sources_bear_nothing() -> None:
    verdict = _verdict(
        "The bishop opened the grain store during the flood.",
        "The bishop prayed on Sunday. He opened a letter.",
        "The grain store has a slate roof.",
        "The flood reached the cattle market.",
    )
    assert verdict != "supported"


def test_headings_and_greetings_of_a_draft_are_no_claims() -> None:
    source = Document(
        id="S1", name="a", text="The ferry sailed again on Monday. It had been laid up since June."
    )
    draft = "Dear all,\n\nSummary\n\nThe ferry sailed again on Monday.\n\nKey points:\n\n" + REST
    assert [line.text for line in trace(draft, [source])] == [
        "The ferry sailed again on Monday.",
        REST,
    ]


@pytest.mark.parametrize(
    ("evidence", "borne"),
    [
        ("In 2016 people voted to close the mine.", False),
        ("2016 people voted to close the mine.", True),
        ("In all 2,016 people voted to close the mine.", True),
    ],
)
def test_a_year_counts_nobody(evidence: str, borne: bool) -> None:
    found = list(check_numbers("Some 2,016 people voted to close the mine.", [evidence], "en"))
    assert (not found) == borne


@pytest.mark.parametrize("evidence", ["An Airbus A320-200 crashed early on Sunday.", "A B737–200 crashed."])
def test_the_number_of_a_model_counts_nothing_beside_another_number(evidence: str) -> None:
    [told] = check_numbers("An Airbus with 190 people crashed.", [evidence], "en")
    assert told.message == "no cited passage has the number 190"
    assert not told.contradicted
    [other] = check_numbers("A B737-190 crashed.", [evidence], "en")
    assert other.contradicted  # one model against another
