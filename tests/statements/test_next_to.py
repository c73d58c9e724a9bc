"""What stands right next to a name: a title of one sex where the passages have one of the other."""

from __future__ import annotations

import pytest

from summarizer.statements.next_to import check_next_to

OFFER = "The agents call people and offer them a wide range of cheap plans."


@pytest.mark.parametrize(
    ("passages", "found"),
    [
        ((OFFER, "May I speak with Mr. Ferro?"), ["Mrs. Ferro"]),
        ((OFFER, "May I speak with Mrs. Ferro?"), []),
        ((OFFER, "May I speak with Mr. or Mrs. Ferro?", "I am Mr. Quill."), []),
        ((OFFER.replace("people", "Mr. Ferro"), "May I speak with Mrs. Ferro?"), ["Mrs. Ferro"]),
        ((OFFER.replace("people", "Mrs. Ferro"), "May I speak with Mr. Ferro?"), []),
        ((OFFER, "May I speak with Mr. Quill?"), []),
    ],
)
def test_a_title_is_sought_where_the_claim_is_said_and_then_anywhere(
    passages: tuple[str, ...], found: list[str]
) -> None:
    claim = "The agent calls Mrs. Ferro and offers her a wide range of cheap plans."
    assert [one.value for one in check_next_to(claim, passages, "en")] == found
