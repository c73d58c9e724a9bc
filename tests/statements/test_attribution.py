"""Who says so is no part of a fact, what was said is."""

from __future__ import annotations

import pytest

from summarizer.statements.attribution import fact


@pytest.mark.parametrize(
    "text",
    [
        "Though the police gave few details on Friday, they did say a pistol was found at the scene.",
        "Ann Novak, who pleaded guilty, said she didn't know taking the shells was illegal.",
        "While nobody knows who will play, a source tells us that the band have been asked.",
    ],
)
def test_what_somebody_said_behind_a_comma_stays(text: str) -> None:
    assert fact(text, "en") == text


@pytest.mark.parametrize(
    "said",
    [
        "police said",
        "police said in a statement on Friday",
        "said the mayor who was there at the time",
        "police said after they had searched the harbour",
        "he told reporters",
    ],
)
def test_who_said_so_behind_a_comma_does_not(said: str) -> None:
    assert fact(f"A bridge fell into the river on Monday, {said}.", "en").strip() == (
        "A bridge fell into the river on Monday"
    )
