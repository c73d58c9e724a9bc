"""Two sequences of words are aligned once, for all who compare texts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.alignment import Stretch, align

_WORDS = st.lists(st.sampled_from(["the", "dam", "held", "broke", "not"]), max_size=12)


def test_a_word_that_only_one_text_has_is_a_stretch_with_an_empty_side() -> None:
    assert align("the dam held".split(), "the dam not held".split()) == (
        Stretch(True, 0, 2, 0, 2),
        Stretch(False, 2, 2, 2, 3),
        Stretch(True, 2, 3, 3, 4),
    )


def test_equal_texts_are_one_stretch_and_empty_ones_none() -> None:
    assert align(["a", "b"], ["a", "b"]) == (Stretch(True, 0, 2, 0, 2),)
    assert align([], []) == ()


@given(_WORDS, _WORDS)
def test_the_stretches_are_all_of_both_texts_and_alternate(one: list[str], other: list[str]) -> None:
    found = align(one, other)
    assert [word for s in found for word in one[s.first : s.last]] == one
    assert [word for s in found for word in other[s.start : s.end]] == other
    assert all((one[s.first : s.last] == other[s.start : s.end]) == s.same for s in found)
    assert all(a.same != b.same for a, b in pairwise(found))
