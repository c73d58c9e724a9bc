"""When or where something was said must not become a part of what is said, nor the other way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.rewrite.guard import Passages, rule
from summarizer.rewrite.moved import moved
from summarizer.sources.load import document_from_text
from summarizer.text.segment import split
from summarizer.tracing import Evidence

ACCORD = (
    "After the peace accord was signed last week, President Ann Reid said total fatalities that include "
    "dozens of civilians had surpassed 4,000 people."
)
THAT = "The mayor said on Monday that the bridge of Selby had collapsed under a truck."
LEADING = "On Monday, the mayor said the bridge of Selby had collapsed under a truck."
INSIDE = "The mayor said the bridge of Selby had collapsed under a truck on Monday."
BEHIND = "Three people died in the mill on Monday, police said."
SAID_ON = "Three people died in the mill, police said on Monday."
COMPANY = "In 2019, the company said that it had sold three of its mines in Norden."


@pytest.mark.parametrize(
    ("passage", "line", "words"),
    [
        (
            ACCORD,
            "Total fatalities had surpassed 4,000 after the peace accord was signed, Reid said.",
            "peace",
        ),
        (ACCORD, "Reid said total fatalities had surpassed 4,000 after the accord was signed.", "accord"),
        (THAT, "The bridge of Selby had collapsed under a truck on Monday, the mayor said.", "Monday"),
        (LEADING, "The mayor said the bridge of Selby had collapsed under a truck on Monday.", "Monday"),
        (INSIDE, "The mayor said on Monday that the bridge of Selby had collapsed under a truck.", "Monday"),
        (INSIDE, "On Monday, the mayor said the bridge of Selby had collapsed under a truck.", "Monday"),
        (BEHIND, "Police said on Monday that three people died in the mill.", "Monday"),
        (BEHIND, "Three people died in the mill, police said on Monday.", "Monday"),
        (SAID_ON, "Three people died in the mill on Monday, police said.", "Monday"),
        (COMPANY, "In 2019 the company had sold three of its mines in Norden, it said.", "2019"),
        (
            "Speaking in Paris, the minister said the men had no water.",
            "Men had no water in Paris, he said.",
            "Paris",
        ),
        (
            "Officials said three people died in the mill after the fire was out.",
            "After the fire was out, officials said three people died in the mill.",
            "fire",
        ),
    ],
)
def test_a_circumstance_that_changes_sides_is_seen(passage: str, line: str, words: str) -> None:
    found = list(moved(line, [passage]))
    assert any(words in move.words for move in found)
    sentences = split(document_from_text(passage, id="S1", name="a.txt"))
    ruling = rule(line, Passages(sentences), Evidence.build(sentences))
    assert "moved" in {objection.kind for objection in ruling.objections}


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        (
            ACCORD,
            "Reid said after the peace accord was signed last week that fatalities had surpassed 4,000.",
        ),
        (ACCORD, "President Ann Reid said total fatalities had surpassed 4,000 people."),
        (THAT, "On Monday, the mayor said that the bridge of Selby had collapsed."),
        (THAT, "The bridge of Selby had collapsed under a truck, the mayor said on Monday."),
        (INSIDE, "On Monday the bridge of Selby had collapsed under a truck, the mayor said."),
        (BEHIND, "Police said three people died in the mill on Monday."),
        (BEHIND, "On Monday three people died in the mill, police said."),
        (SAID_ON, "On Monday, police said three people died in the mill."),
        (COMPANY, "The company said in 2019 that it had sold three mines in Norden."),
        (
            "Ann Reid, the mayor of Selby, said the bridge in Norden is old.",
            "The bridge in Norden is old, Ann Reid said.",
        ),
        (
            "Police said the bank that sold the mill in Norden is shut.",
            "The bank that sold the mill is shut, police said.",
        ),
    ],
)
def test_one_that_stays_where_it_belongs_may_stand_anywhere(passage: str, line: str) -> None:
    assert list(moved(line, [passage])) == []


@given(st.text(alphabet="abc said thSM,.” on Monday", max_size=80))
def test_a_sentence_moves_nothing_against_itself(text: str) -> None:
    assert list(moved(text, [text])) == []
