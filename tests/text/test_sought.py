from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.languages import Caseless, pattern
from summarizer.text import sought
from summarizer.text.sought import Sought

RULES = [
    *(rf"(?<!\w)(?:{pattern('en', f'factuality.{key}')})(?!\w)" for key in ("denied", "planned", "asked")),
    rf"\b(?:{pattern('en', 'modality.hedging')})\b",
    r"\b(?:c['’]est|l['’]an \d+)\b",
    r"\w*graph",
    r"[;,]",
]
WORDS = (
    *("He DENIED that", "won’t", "won't", "may", "May", "ſaid it waſ planned to", "wonderſ if", "plans to"),
    *("due to", "C’est", "l'an 12", "photograph", "人口", "not true", "failed to", "K", "aſked whether"),
    *("he'll", "İf", "is"),
)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sought, "WORTH_IT", 1)


@given(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), st.sampled_from(RULES))
def test_what_fits_is_found_as_without_looking_at_the_words_first(text: str, rule: str) -> None:
    found = [match.span() for match in Sought(rule, "en").finditer(text)]
    assert found == [match.span() for match in Caseless(rule).finditer(text)]


def test_a_text_without_a_word_that_is_needed_is_not_searched() -> None:
    hedges = Sought(r"\b(?:reportedly|said to be)\b", "en")
    assert hedges.may_fit("He is said to be ill.")
    assert not hedges.may_fit("He is to be there.")
    assert hedges.search("He is to be there.") is None


def test_few_texts_are_searched_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sought, "WORTH_IT", 3)
    rare = Sought(r"\bzebra\b", "en")
    assert [rare.may_fit("a horse") for _ in range(4)] == [True, True, False, False]
