"""What a later call overtakes: the outlook of an older one, the figures of a year that is not over."""

from __future__ import annotations

import builders
import pytest
from piles import content

from summarizer.content.overtaken import Quarter, ahead, overtaken, quarter
from summarizer.data import Document

SECOND = (
    "Revenue was $1.3 billion, up 6%. We expect revenue growth of 4% for the year. First half EPS was $2.10."
)
THIRD = (
    "Revenue was $1.4 billion. We now expect revenue growth of 6% for the year. We see gross margins up 2%."
)
FOURTH = "Revenue for the year was $5.2 billion. For 2023 we expect revenue to be flat. EPS was $4.40."


def stale(*named: tuple[str, str]) -> list[str]:
    documents = tuple(builders.document(text, at, name=name) for at, (name, text) in enumerate(named, 1))
    sentences = content(*documents)
    return [sentences[i].text for i in overtaken(sentences, dict.fromkeys(documents, "call"))]


def test_the_newest_outlook_of_a_measure_wins() -> None:
    assert stale(("korvo_q2_2022.txt", SECOND), ("korvo_q3_2022.txt", THIRD)) == [
        "We expect revenue growth of 4% for the year."
    ]


def test_an_outlook_without_a_figure_is_overtaken_too() -> None:
    vague = "We expect revenue at the high end of our range. The port was full of ferries."
    assert stale(("q2 2022.txt", vague), ("q3 2022.txt", THIRD)) == [
        "We expect revenue at the high end of our range."
    ]


def test_with_the_year_all_that_was_expected_of_it_is_over() -> None:
    calls = (("q4-2022.txt", FOURTH), ("q2-2022.txt", SECOND), ("q3-2022.txt", THIRD))
    assert stale(*calls) == [
        "We expect revenue growth of 4% for the year.",
        "First half EPS was $2.10.",
        "We now expect revenue growth of 6% for the year.",
    ]


@pytest.mark.parametrize(
    "calls",
    [
        (("korvo.txt", SECOND), ("orme.txt", THIRD)),
        (("q2 2022.txt", SECOND), ("q2 2022 again.txt", THIRD)),
        (("q4 2021.txt", "We expect revenue growth of 4% in 2022."), ("q1 2022.txt", "EPS was $1.")),
    ],
)
def test_without_an_order_or_a_newer_outlook_nothing_is_stale(calls: tuple[tuple[str, str], ...]) -> None:
    assert stale(*calls) == []


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"name": "KO_q3_2021.txt"}, Quarter(2021, 3)),
        ({"title": "Korvo, Fourth Quarter 2022 earnings call"}, Quarter(2022, 4)),
        ({"text": "Welcome to the first-quarter 2023 call of Korvo."}, Quarter(2023, 1)),
        ({"name": "call.txt"}, None),
    ],
)
def test_a_call_says_of_which_quarter_it_is(facts: dict[str, str], wanted: Quarter | None) -> None:
    text = facts.pop("text", "Good morning.")
    document: Document = builders.document(text, **facts)
    assert quarter(document) == wanted


def test_what_the_newest_call_expects_in_figures_is_looked_for() -> None:
    named = (("korvo_q2_2022.txt", SECOND), ("korvo_q3_2022.txt", THIRD))
    documents = tuple(builders.document(text, at, name=name) for at, (name, text) in enumerate(named, 1))
    sentences = content(*documents)
    found = ahead(sentences, dict.fromkeys(documents, "call"))
    assert [sentences[i].text for i in found] == ["We now expect revenue growth of 6% for the year."]
    assert ahead(sentences, dict.fromkeys(documents, "news")) == []
