from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.language import WORD, content_stems, stem
from summarizer.text.words import content_of, stems_of, words_of

TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(("Don’t", "the", "Café", "İzmir", "running", "ΟΔΟΣ", "人口", "o'clock", "3.5"))
    ).map(" ".join),
)


def test_words_stand_where_the_text_has_them_with_straight_apostrophes_beside() -> None:
    found = words_of("Don’t run.")
    assert found.spans == ((0, 5), (6, 9))
    assert found.lower == ("don’t", "run")
    assert found.plain == ("don't", "run")


@given(TEXTS)
def test_words_that_are_kept_are_those_of_the_text(text: str) -> None:
    found = [match.group().lower() for match in WORD.finditer(text)]
    assert list(words_of(text).lower) == found
    assert [text[start:end].lower() for start, end in words_of(text).spans] == found
    assert list(stems_of(text, "en")) == stem(found, "en")


@given(TEXTS, st.sampled_from(("en", "de", "ja", "und")))
def test_the_content_of_a_text_is_that_of_its_content_stems(text: str, language: str) -> None:
    assert content_of(text, language) == set(content_stems(text, language))
