"""One of a closed series in the place of another, and whom a sentence gives as its source."""

from __future__ import annotations

import pytest

from summarizer.sources.load import document_from_text
from summarizer.statements.credited import check_credited
from summarizer.statements.exchanged import check_exchanged
from summarizer.statements.factuality import governors
from summarizer.statements.speakers import silent
from summarizer.tracing import Traced, index_of, trace_sentence


def traced(sentence: str, text: str) -> Traced:
    return trace_sentence(sentence, index_of([document_from_text(text)]))


@pytest.mark.parametrize(
    ("claim", "passage", "kinds"),
    [
        ("The agent learns on-policy.", "The agent learns off-policy.", ["amount"]),
        ("They factorise negative matrices.", "They factorise non-negative matrices.", ["opposite"]),
        ("They factorise non-negative matrices.", "They factorise negative matrices.", ["opposite"]),
        ("They factorise non-negative matrices.", "They factorise matrices that are not negative.", []),
        ("The student-run bank lent it.", "The city-run bank lent it.", ["amount"]),
        ("AI-driven tools came.", "AI-powered tools came.", []),
        ("A two-year term began.", "A two year term began.", []),
        ("The ice was recalled last year.", "The ice was recalled last month.", ["date"]),
        ("The ice was recalled last year.", "The ice was recalled in May.", []),
        ("It met last week on last year's ice.", "It met on Monday on last year's ice.", []),
        ("He had changed his mind.", "She had changed her mind.", ["amount"]),
        ("He had changed his mind.", "She told him that he had changed.", []),
        ("It had changed.", "She had changed.", []),
    ],
)
def test_another_of_a_series_in_the_place_of_one_is_found(claim: str, passage: str, kinds: list[str]) -> None:
    assert [one.kind for one in check_exchanged(claim, [passage], "en")] == kinds


@pytest.mark.parametrize(
    ("claim", "around", "found"),
    [
        ("The port was closed on Monday, according to aliens.", "The port was closed on Monday.", True),
        (
            "The port was closed on Monday, astrologers said.",
            "The harbour master spoke. It was closed.",
            True,
        ),
        ("The port was closed on Monday, doctors said.", "A physician said the port was closed.", False),
        ("The port was closed on Monday, officials said.", "The port was closed on Monday.", False),
        ("The port was closed on Monday, he told reporters.", "The port was closed on Monday.", False),
        ("The port was closed on Monday.", "The port was closed on Monday.", False),
    ],
)
def test_whom_nobody_has_heard_is_no_source(claim: str, around: str, found: bool) -> None:
    assert bool(list(check_credited(claim, [around], "en"))) == found


def test_who_is_named_beside_another_speaker_has_not_spoken() -> None:
    text = "She took 40 shells from the waters that surround Key West, the Miami Herald reports."
    assert [one.words for one in silent("The fine is 500 dollars, according to Key West.", [text])]
    assert not list(silent("Anna Holm said no.", ["Anna Holm and Per Lund said no."]))
    assert not list(silent("Anna Holm said no.", ["Anna Holm in Berlin said no."]))


@pytest.mark.parametrize(
    ("text", "governed", "free"),
    [
        ("He resigned on Monday, and the party will split if two more leave.", "split", "resigned"),
        ("He resigned on Monday, and if two more leave, the party splits.", "splits", "resigned"),
        ("If two more leave, the party splits.", "splits", ""),
        ("She said that if two more leave, the party splits.", "splits", "said"),
        ("He resigns if two more leave.", "resigns", ""),
    ],
)
def test_a_condition_governs_its_own_clause(text: str, governed: str, free: str) -> None:
    scopes = [text[one.first : one.last] for one in governors(text) if one.kind == "condition"]
    assert any(governed in scope for scope in scopes)
    assert not free or all(free not in scope for scope in scopes)


def test_a_denial_of_the_claim_alone_is_its_contrary() -> None:
    text = "Our results show a direct link between attention and accuracy in the brain."
    made = traced("The results failed to show a direct link between attention and accuracy.", text)
    assert made.verdict == "unsupported"
    assert traced("The results show a link between attention and accuracy.", text).verdict == "supported"


LETTER = (
    "Dear Mr. Holm,\n\nWe would like to offer you a new insurance plan for your house and garden.\n"
    "It costs 20 euros a month.\n\nBest regards,\nPetra Lorne\nSales Manager, Calder Insurance\n"
)


def test_who_is_addressed_and_who_signs_are_known_to_all_of_a_letter() -> None:
    said = "Petra Lorne offers Mr. Holm a new insurance plan for his house and garden."
    assert traced(said, LETTER).verdict == "supported"
    assert traced(said.replace("Holm", "Weller"), LETTER).verdict != "supported"


def test_a_common_word_with_a_capital_stands_in_nobodys_place() -> None:
    chat = (
        "Sally: Ok, so it's settled, you're departing from the main station on June 26th at 1:34.\n"
        "Ben: Fine.\nSally: You both have discounts because you're retired.\n"
    )
    made = traced("Ben is departing from the main station on June 26th at 1:34.", chat)
    assert not any("Ok" in reason for reason in made.reasons)


def test_a_name_that_another_one_introduces_is_held() -> None:
    text = '"Harbour Song" is a song recorded by American singer Katy Lund for her second album.'
    assert traced("Harbour Song was recorded by Katy Lund.", text).verdict == "supported"
    outskirts = "Shelling was heard on the outskirts of Calder near Norden all night."
    made = traced("Shelling was heard on the outskirts of Norden all night.", outskirts)
    assert made.verdict == "partial"


def test_what_a_number_counts_in_is_no_name_and_the_number_is_checked() -> None:
    text = "The designer said that a price of fifty Euros was fair for a control by Phillips with such keys."
    said = "The designer said that the price of fifty Euros was fair for a control with such keys."
    assert traced(said, text).verdict == "supported"
    assert traced(said.replace("fifty", "seventy"), text).verdict != "supported"


def test_a_strange_name_may_stand_in_small_letters() -> None:
    text = "I am technobabble, your host, and I made this podcast to support all players of the game."
    assert traced("The podcast was made by Technobabble to support all players.", text).verdict == "supported"
    assert traced("The podcast was made by Weller to support all players.", text).verdict != "supported"


def test_who_recommends_is_for_it_in_whatever_word() -> None:
    text = "I highly recommend the harbour app for sailors who want to plan their trips."
    said = "The speaker suggests the harbour app for sailors who want to plan their trips."
    assert traced(said, text).verdict == "supported"
    called_for = "The union recommended that the ferry be sold to a buyer in Norden."
    assert traced("The ferry was sold to a buyer in Norden.", called_for).verdict != "supported"
    assert traced("The union endorsed the mayor.", "The union should have endorsed the mayor.").verdict != (
        "supported"
    )
