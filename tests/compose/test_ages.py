"""How old somebody is, as two sentences of different sources say."""

from __future__ import annotations

import pytest
from piles import content, graph_of, pile

from summarizer.compose.parts import parts

LINE = "Hale and Roe, both 14, were 12 when the keepers say they sank the ferry Albatros in May 2014."


def told(line: str, other: str) -> list[str]:
    """The parts of the line that the other text tells too."""
    sentences = content(*pile(line, other))
    found = parts(0, graph_of(sentences), sentences, frozenset())
    return [sentences[0].text[part.span.start : part.span.end] for part in found]


@pytest.mark.parametrize(
    ("line", "other", "part"),
    [
        (
            LINE,
            "Roe and Ann Hale, who were 12 at the time, talked of the ferry Albatros.",
            "Hale and Roe, both 14, were 12",
        ),
        ("Ann Hale was 34 when the ferry sank.", "Ann Hale, who was 34, lost her ferry.", "Ann Hale was 34"),
        (
            "Ann Hale, who is 34, lost a ferry.",
            "The ferry was that of Ann Hale, who is 34.",
            "Ann Hale, who is 34",
        ),
    ],
)
def test_an_age_that_a_verb_tells_is_a_part(line: str, other: str, part: str) -> None:
    assert told(line, other) == [part]


@pytest.mark.parametrize(
    ("line", "other"),
    [
        (LINE, "Roe and Ann Hale, who were 13 at the time, had long talked of the ferry Albatros."),
        (LINE, "Roe, who was 12 at the time, had long talked of the ferry Albatros."),
        (LINE, "Roe and Ann Hale, who are 12, talk of the ferry Albatros."),
        ("Ann Hale was 34 miles off when the ferry sank.", "Ann Hale, who was 34, lost her ferry."),
        ("Ann Hale was 34 when the ferry sank.", "Ben Hale, who was 34, lost his ferry."),
    ],
)
def test_another_age_another_time_or_another_person_is_none(line: str, other: str) -> None:
    assert told(line, other) == []
