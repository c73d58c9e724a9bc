"""What a claim says of something else than the passage that has its words."""

from __future__ import annotations

import pytest

from summarizer.statements.displaced import check_displaced

DISC = "The disc was their second with Vell, who joined in 2006 following the 2002 death of the singer."
EDDIES = "These simulate the effects of the largest eddies while modeling the effects of smaller turbulence."
BARS = "Anna Kerr's bar is studded with blueberry pieces, and the Otto Lund edition has honeycomb."


@pytest.mark.parametrize(
    ("claim", "passage", "moved"),
    [
        ("Vell joined in 2002 following the death of the singer.", DISC, "2002"),
        ("They simulate the effects of smaller turbulence while modeling the effects of eddies.", EDDIES,
         "turbulence"),
        ("Otto Lund's bar is studded with blueberry pieces.", BARS, "Lund's"),
        ("She was married to Carl, who died in 1889 and left her land.",
         "She outlived Emil, who died in 1889, and was married to Carl, who died in 1926 and left her land.",
         "1889"),
    ],
)  # fmt: skip
def test_what_stands_elsewhere_in_the_passage_is_said_of_something_else(
    claim: str, passage: str, moved: str
) -> None:
    [found] = check_displaced(claim, [passage], "en")
    assert found.value == moved
    assert claim[found.start : found.end] == moved


@pytest.mark.parametrize(
    ("claim", "passages"),
    [
        ("Vell joined in 2006 following the death of the singer.", [DISC]),
        ("They simulate the effects of eddies while modeling the effects of turbulence.", [EDDIES]),
        ("Anna Kerr's bar is studded with blueberry pieces.", [BARS]),
        # a list in another order, what was left out between, what another passage says just so
        ("The towns of Lodz and Radom were flooded.", ["The towns of Radom and Lodz were flooded."]),
        ("The Gifted is a series.", ["The Gifted is an upcoming American series created for Fox."]),
        ("Vell joined in 2002 following the death of him.", [DISC, "Vell joined in 2002 following it."]),
        ("", [DISC]),
        ("Vell joined.", []),
    ],
)  # fmt: skip
def test_what_is_said_so_or_left_out_has_not_been_moved(claim: str, passages: list[str]) -> None:
    assert list(check_displaced(claim, passages, "en")) == []
