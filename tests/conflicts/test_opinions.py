"""What reviewers differ on: praise and blame of one thing in one dimension."""

from __future__ import annotations

import re

import builders
import pytest

from summarizer import Options, summarize
from summarizer.conflicts.opinions import judgments, opinions
from summarizer.content.kinds import kinds
from summarizer.text.segment import split

OWN = "I bought this scanner for my wife, and I would have liked a refund. "


def _told(text: str) -> list[tuple[str, bool, str]]:
    sentences = split(builders.document(text))
    return [
        (one.name, one.liked, sentence.text[one.span.start : one.span.end])
        for at, sentence in enumerate(sentences)
        for one in opinions(at, sentence)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The seats are very comfortable.", [("seats", True, "very comfortable")]),
        ("The seats are not comfortable.", [("seats", False, "not comfortable")]),
        ("It has excellent gas mileage.", [("gas mileage", True, "excellent")]),
        ("I can't recommend it.", [("whether it is recommended", False, "can't recommend")]),
        ("It was recommended by a friend.", []),
        ("The seats are blue.", []),
        ("It is comfortable.", []),
    ],
)
def test_a_judgment_has_what_it_is_on_and_its_side(text: str, told: list[tuple[str, bool, str]]) -> None:
    assert _told(text) == told


def _reviews(*texts: str) -> list[str]:
    documents = tuple(builders.document(OWN + text, at) for at, text in enumerate(texts, 1))
    assert set(kinds(documents).values()) == {"review"}
    return [conflict.subject for conflict in summarize(documents, Options()).conflicts]


def test_reviewers_differ_where_one_praises_what_another_blames() -> None:
    assert _reviews("The glass is very sharp.", "The glass is blurry.", "I like it.") == ["glass"]


def test_who_says_both_differs_with_nobody_and_other_dimensions_are_no_disagreement() -> None:
    assert _reviews("The glass is sharp. The glass is blurry at night.", "The glass is blurry.") == []
    assert _reviews("The glass is sharp.", "The glass is dirty.") == []


@pytest.mark.parametrize(
    "text", ["The seats are COMFORTABLE.", "Excellent gas mileage.", "I can't recommend it."]
)
def test_where_a_judgment_is_found_one_of_the_rules_for_such_sentences_fits(text: str) -> None:
    assert _told(text)
    assert any(re.search(f"(?i:{rule})", text) for rule in judgments("en"))
