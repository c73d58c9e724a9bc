"""Whether a text names a thing is told at a glance as by reading all its words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.statements import facts
from summarizer.statements.anaphora import _is_thing, _names_thing, _thing, _things

WORDS = ("quakes", "Quake", "earthquake", "rainstorm", "storms", "law", "lawyers", "the", "tremor", "İstorm")


@given(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), st.sampled_from(WORDS))
def test_a_thing_is_named_as_in_the_words_of_a_text(text: str, word: str) -> None:
    root = _thing(word.lower(), "en")
    assert _names_thing(text, root, "en") == any(_is_thing(one, root) for one in _things(text, "en"))


def test_a_number_is_told_as_the_claim_writes_its_own() -> None:
    for claim, told in (("five oil patches", "two, not five"), ("5 oil patches", "2, not 5")):
        (found,) = facts(f"Crews saw {claim}.", ["Crews saw two oil patches."], "en")
        assert found.message == f"the cited passages say {told}"
