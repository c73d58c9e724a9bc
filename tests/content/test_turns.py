"""Transcripts of meetings: told by their turns, with who speaks before what is said."""

from __future__ import annotations

import builders
import pytest

from summarizer import Options, summarize
from summarizer.content.boilerplate import mark
from summarizer.content.glosses import gloss
from summarizer.content.kinds import kinds
from summarizer.content.trim import trim
from summarizer.content.turns import broken_off, transcribed
from summarizer.selectors.budget import Budget
from summarizer.text.segment import split

TALK = "\n".join(
    f"{name}: Um {{vocalsound}} okay .\nAnn Lowe (Chair): The ferry is slow {at} ."
    for at, name in enumerate(["Ben Penn", "Cora Fox"] * 4)
)
MEETING = (
    f"{TALK}\nBen Penn: Right . We have decided to buy two new ferries for the summer .\n"
    "Cora Fox: The budget of the port is 40 million crowns for this year ."
)


def test_a_transcript_is_told_by_its_turns() -> None:
    assert transcribed(MEETING)
    assert kinds((meeting := builders.document(MEETING),))[meeting] == "meeting"
    for prose in (
        "Note: the ferry is slow.\n" * 20,
        MEETING.replace(":", ","),
        "\n".join(f"Item {at} of the list: a ferry" for at in range(20)),
    ):
        assert not transcribed(prose)


def test_a_call_is_a_call_though_it_has_turns() -> None:
    call = f"{MEETING}\nOperator: good morning, the earnings call on the first quarter; guidance, outlook."
    document = builders.document(call)
    assert kinds((document,))[document] == "call"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Ann Lowe: So the {disfmarker} ferry is slow and will be sold in May .", True),
        ("Ann Lowe: Yeah , the ferry .", True),
        ("Ann Lowe (Chair): The ferry will be sold to the port of Ness in May .", False),
    ],
)
def test_what_breaks_off_or_says_nothing_is_no_line(text: str, broken: bool) -> None:
    assert broken_off(text, "en") is broken


def test_each_sentence_has_its_speaker() -> None:
    found = gloss(mark(split(builders.document(MEETING))))
    assert "[Ben Penn] We have decided to buy two new ferries for the summer ." in [
        one.shown for one in found
    ]


def test_a_note_on_a_meeting_has_what_was_decided() -> None:
    note = summarize([builders.document(MEETING)], Options(budget=Budget("words", 30)))
    assert [line.text for line in note.lines] == [
        "[Ben Penn] We have decided to buy two new ferries for the summer .",
        "Cora Fox: The budget of the port is 40 million crowns for this year .",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "My question is for the minister of ports and for nobody else .",
        "I think we will now move on to the next ferry on the list .",
        "I have put the last minutes of the port into the folder for all .",
        "The ferry is good for children but not for th",
    ],
)
def test_how_a_meeting_goes_on_and_what_breaks_off_answers_no_question(said: str) -> None:
    document = builders.document(f"{MEETING}\nAnn Lowe: {said}")
    note = summarize(
        [document], Options(budget=Budget("words", 500), query="ferries, ferry, minister, port, new, summer")
    )
    shown = " ".join(line.text for line in note.lines)
    assert "two new ferries" in shown
    assert said not in shown


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "I {disfmarker} I uh I think the the ferry is s slow and old .",
            "I think the ferry is slow and old .",
        ),
        ("We 're we 're going to sell the old ferry in May .", "we 're going to sell the old ferry in May ."),
        ("Mr. Chair, we will sell the old ferry to Ness .", "we will sell the old ferry to Ness ."),
        (
            "It has an l c d screen that shows the harbour .",
            "It has an l c d screen that shows the harbour .",
        ),
    ],
)
def test_what_is_said_twice_and_letters_are_dropped_from_talk(said: str, kept: str) -> None:
    document = builders.document(f"{MEETING}\nAnn Lowe: {said}\n")
    (found,) = [trim(one) for one in split(document) if said in one.text]
    assert found.own.lower() == f"Ann Lowe: {kept}".lower()
    prose = split(builders.document("He said that that was the ferry that he had had for years."))
    assert trim(prose[0]) == prose[0]
