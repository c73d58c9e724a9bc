"""Who did it, by name, in the active and the passive voice."""

from __future__ import annotations

import pytest

from summarizer.data import Document
from summarizer.statements.doers import check_doers
from summarizer.tracing import trace

LAUNCHED = "The night raid launched by Torvian troops on Tuesday ended at dawn."


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Arland launched the night raid on Tuesday.", LAUNCHED),
        ("Arlandic troops launched the night raid.", LAUNCHED),
        ("Arland's army entered the town of Lossen.", "Torvia's army enters the town of Lossen."),
        ("Arland brokered the truce.", "The truce, brokered by Torvia last week, holds."),
        ("The truce was brokered by Arland.", "The Torvian-brokered truce holds."),
        (
            "Edna Marsh recorded the song.",
            "It is a song recorded by the Torvian singer Ida Brok for her album.",
        ),
    ],
)
def test_a_name_in_the_place_of_who_did_it_is_a_doubt(claim: str, passage: str) -> None:
    found = list(check_doers(claim, [passage], "en"))
    assert len(found) == 1
    assert "who did this" in found[0].message


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Torvia launched the night raid on Tuesday.", LAUNCHED),
        ("Torvian forces launched the raid.", "Torvia's army launched the raid."),
        (
            "Ida Brok recorded the song.",
            "It is a song recorded by the Torvian singer Ida Brok for her album.",
        ),
        ("Ida Brok signed it.", "Edna Marsh, Jon Reed and Ida Brok signed it on Monday."),
        ("Arland signed the treaty.", "The treaty was signed by Torvia. Arland signed it, too."),
        ("Edna Marsh broke into the court.", "The daughter of a Torvian lord broke into the court."),
        ("Edna Marsh said it rained.", "It rained, Ida Brok said."),
        ("Mutineers surrendered the fort.", "Torvian mutineers surrendered the fort."),
    ],
)
def test_no_doubt_where_the_doer_may_be_the_same(claim: str, passage: str) -> None:
    assert not list(check_doers(claim, [passage], "en"))


def _verdict(claim: str, source: str) -> str:
    document = Document(id="S1", name="a.txt", text=source)
    return trace(claim, [document])[0].verdict or ""


def test_a_claim_that_denies_what_its_passage_tells_is_false() -> None:
    told = "On Friday the rebels began handing over their weapons. The mayor denied that talks were held."
    assert _verdict("The rebels refused to hand over their weapons.", told) == "unsupported"
    assert _verdict("The rebels began handing over their weapons.", told) == "supported"


def test_what_surpasses_a_figure_is_more_than_that() -> None:
    told = "The governor said total losses in the valley had surpassed 4,000 goats this winter."
    assert _verdict("More than 4,000 goats were lost in the valley this winter.", told) == "supported"


def test_a_line_that_is_a_date_is_cited_for_the_date_alone() -> None:
    told = "November 20, 2020\n\nThe truce, brokered by Torvia last week, holds in all of the valley."
    document = Document(id="S1", name="a.txt", text=told)
    line = trace("Torvia brokered the truce of November 2020.", [document])[0]
    assert line.citations[0].quote == "The truce, brokered by Torvia last week"
    assert len(line.citations) == 2


@pytest.mark.parametrize(
    ("claim", "passage", "verdict"),
    [
        ("The ferry took 300 people out of Orme.", "The ferry took 300 people back to Orme.", "unsupported"),
        ("The ferry took 300 people to Orme.", "The ferry took 300 people back to Orme.", "supported"),
        (
            "The coin here dates to the Iron Age.",
            "The coin here dates from the Iron Age.",
            "supported",
        ),
        ("The siege lasted for less than a month.", "The siege lasted for over a month.", "partial"),
        ("The siege lasted for more than a month.", "The siege lasted for over a month.", "supported"),
        (
            "Lossen was handed over by Arland.",
            "Torvia enters Lossen, handed over by Arland.",
            "supported",
        ),
    ],
)
def test_ways_and_bounds_that_are_turned_round(claim: str, passage: str, verdict: str) -> None:
    assert _verdict(claim, f"{passage} The weather was fine.") == verdict


def test_a_day_goes_with_the_deed_that_a_passage_tells_of_it() -> None:
    told = "The truce of the valley was signed on May 10. Three truces in the valley collapsed before it."
    assert _verdict("The truce of the valley collapsed on May 10.", told) != "supported"
    assert _verdict("The truce of the valley was signed on May 10.", told) == "supported"
