"""Words of one field: how near two are by the lists of the thesaurus that both stand in."""

from __future__ import annotations

from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from summarizer.languages.thesaurus import nearness, packed, unpacked


@given(st.lists(st.integers(0, 10**6)))
def test_numbers_come_back_as_they_were(numbers: list[int]) -> None:
    assert unpacked("".join(map(packed, numbers))) == numbers


def test_words_of_one_field_are_nearer_than_others_whichever_is_asked_first() -> None:
    assert nearness("understand", "comprehend", "en") > 0.2 > 0.05 > nearness("understand", "harbour", "en")
    assert nearness("comprehend", "understand", "en") == nearness("understand", "comprehend", "en")
    assert nearness("understand", "understand", "en") > 0.99


def test_words_and_languages_that_it_does_not_know_are_near_to_nothing() -> None:
    assert nearness("osk", "osk", "en") == nearness("understand", "understand", "de") == 0


def test_the_thesaurus_stands_in_order_so_that_its_lines_are_found() -> None:
    lines = (files("summarizer.languages") / "en.thesaurus.tsv").read_text(encoding="ascii").splitlines()
    assert lines == sorted(lines)
