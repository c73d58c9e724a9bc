"""Words of a text: language, tokens, stop words, stems, counts."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.errors import OptionError
from summarizer.languages import ANY
from summarizer.sources.load import document_from_text
from summarizer.text import language
from summarizer.text.language import (
    content_stems,
    count_words,
    detect,
    name,
    require_known,
    stem,
    stop_words,
    tokens,
)
from summarizer.tracing import trace

SAMPLES = {
    "en": "The council of the city voted on Monday to close the bridge that was built in the last century.",
    "de": "Der Rat der Stadt hat am Montag beschlossen, die Brücke aus dem letzten Jahrhundert zu schließen.",
    "fr": "Le conseil municipal a décidé lundi de fermer le pont construit au cours du siècle dernier.",
    "es": "El ayuntamiento de la ciudad decidió el lunes cerrar el puente construido en el siglo pasado.",
    "ru": "Городской совет решил в понедельник закрыть мост, построенный в прошлом веке.",
    "zh": "市议会周一决定关闭上世纪建造的大桥。",
    "ar": "قرر مجلس المدينة يوم الاثنين إغلاق الجسر الذي بني في القرن الماضي.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_the_language_of_a_sentence_is_told(code: str) -> None:
    assert detect(SAMPLES[code]) == code


@pytest.mark.parametrize("text", ["", "  \n", "123 456", "OK", "Bridge closed again"])
def test_what_tells_nothing_is_taken_for_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Minister hat den Vertrag nicht unterzeichnet.", "de"),
        ("De minister tekende het verdrag niet.", "nl"),
        ("Ministern skrev inte under avtalet.", "sv"),
        ("The minister signed.", "en"),
        ("Quake kills 12 near Stepanakert", "en"),
        ("Pashinyan, Aliyev, Yerevan", "en"),
        ("Ministroak ez zuen ituna sinatu astelehenean.", ANY),  # too short for the model, and not English
        ("Zorbu kalat nek mindu taro weli.", ANY),
    ],
)
def test_a_short_text_is_of_the_language_that_its_words_show_or_of_none(text: str, code: str) -> None:
    assert detect(text) == code


def test_a_denial_in_a_short_text_of_no_known_language_supports_nothing() -> None:
    source = document_from_text("Ministroak ituna sinatu zuen astelehenean.", id="S1", name="a.txt")
    (line,) = trace("Ministroak ez zuen ituna sinatu astelehenean.", [source])
    assert line.verdict != "supported"


def test_tokens_are_lower_case_words_with_their_apostrophes() -> None:
    assert tokens("The U.N.'s “plan” wasn't 5% too costly—it’s") == [
        *("the", "u", "n", "s", "plan", "wasn't", "5", "too", "costly", "it’s")
    ]


def test_unspaced_scripts_become_pairs_of_characters() -> None:
    assert tokens("北京大学2020年") == ["北京", "京大", "大学", "2020", "年"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one", 1), ("two  words\n", 2), ("中国人民", 4), ("北京 is 2", 4), ("a-b c", 2)],
)
def test_words_are_counted_between_blanks_and_by_character_without_them(text: str, count: int) -> None:
    assert count_words(text) == count


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_lines_joined_by_a_blank_have_the_words_of_both(texts: list[str]) -> None:
    assert count_words(" ".join(texts)) == sum(map(count_words, texts))


def test_stems_join_the_forms_of_a_word() -> None:
    assert len(set(stem(["bridge", "bridges", "bridge's", "bridge’s"], "en"))) == 1
    assert len(set(stem(["Brücke".lower(), "brücken"], "de"))) == 1


def test_a_language_without_a_stemmer_keeps_the_words() -> None:
    assert stem(["北京", "bridges"], "zh") == ["北京", "bridges"]
    assert stem(["bridges"], "xx") == ["bridges"]


def test_content_stems_leave_out_function_words() -> None:
    assert content_stems("The bridges were closed, weren't they?", "en") == stem(["bridges", "closed"], "en")


def test_a_language_without_a_list_has_no_stop_words() -> None:
    assert stop_words("xx") == frozenset()
    assert "the" in stop_words("en")
    assert "der" in stop_words("de")


def test_languages_have_names() -> None:
    assert name("de") == "german"
    assert name("xx") is None


def test_a_language_that_is_not_known_is_refused_with_those_that_are_and_the_way_to_another() -> None:
    require_known("de")
    with pytest.raises(OptionError, match=r"^--language xx: choose one of ar, .*; another needs a file"):
        require_known("xx")


@given(
    st.lists(
        st.text("ab é\u2028\n\t \x1f\xa0“'”.", max_size=40)
        | st.sampled_from(["東京", "\U0001f600", " \u3000"]),
        max_size=9,
    ).map("".join)
)
@example(" a")
@example("a ")
@example("")
def test_words_of_a_long_text_are_counted_as_those_of_a_short_one(text: str) -> None:
    assert language._count_many(text) == language._count_words(text)
