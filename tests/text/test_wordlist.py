"""Words of many texts as numbers, and which texts may fit a regular expression at all."""

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.content import trim, worth
from summarizer.content.kinds import KINDS, NEWS
from summarizer.content.notices import openings
from summarizer.languages.needed import DIGIT, EDGE, SIZE, beginnings, needed
from summarizer.text import wordlist
from summarizer.text.language import tokens
from summarizer.text.wordlist import Words

LETTERS = "aAsSkKiItTeE'’_19ßſıİKσςΣé \n.,(-\"“中あ\0\u0307"
RULES = (
    r"\bsaid\b", r"(?i:\bsaid\b)", "sai", "(?i:k)", r"(?i:skis?)\b", r"\b(?:a|the) [\w-]+ tit", r"1[6-9]\d\d",
    r"(?i:\bstra(?:ss|ß)e)", r"\d+ %", r"(?i:ist)", r"a(?:b|c)*tes", r"^as\b|ik$", r"(?<!t)ski",
    r"t(?!e)is(?!\w)", r"(?i:σας)", r"t_a", r"[sS]a[ik]", r"s.a", r"it['’]s", r"(?!)", r"(?:it )?as",
    r"(?i:ﬁ)", r"[^\w]sa", r"\bsk\B",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordlist, "WORTH_IT", 0)
    monkeypatch.setattr(wordlist, "AT_ONCE", 3)


@given(st.lists(st.text(LETTERS, max_size=30), max_size=9))
@example(["'a'' b' 'c'd''e ''' ' ''f'", "''", "don't''", ""])
def test_the_words_are_those_of_each_text(texts: list[str]) -> None:
    words = Words.of(texts)
    assert [[words.vocabulary[i] for i in words.ids[a:b]] for a, b in _ranges(words)] == list(
        map(tokens, texts)
    )


@given(st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=9), st.data())
def test_picked_texts_keep_their_words(texts: list[str], data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=6))
    own = Words.of(texts).pick(places, {places[0]: "Other words"} if places else {})
    expected = [tokens(texts[place]) for place in places]
    expected = [
        ["other", "words"] if place == places[0] else one for place, one in zip(places, expected, strict=True)
    ]
    assert [[own.vocabulary[i] for i in own.ids[a:b]] for a, b in _ranges(own)] == expected


@pytest.mark.parametrize("rule", RULES)
@given(texts=st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=9))
@example(texts=["SAID", "ſkis", "Kino", "İstanbul", "it’s 1999", "STRASSE", "ΣΑΣ", "t_a", "strẞe"])
def test_what_fits_is_never_passed_over(rule: str, texts: list[str]) -> None:
    may = Words.of(texts).may_fit(rule)
    for text, able in zip(texts, may, strict=True):
        assert able or not (re.search(rule, text) or re.search(rule, text.lower())), text


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_rules_of_a_language_are_never_passed_over(language: str) -> None:
    """Each rule is held against texts that its own pieces of words are put into."""
    rules = [rule for kind in (NEWS, *KINDS) for rule in worth._told(language, kind).rules()]
    for rule in dict.fromkeys((*rules, *trim.rules(language))):
        found = re.findall(r"[\w' ]{3,}", rule)
        texts = [
            *found,
            *map(str.upper, found),
            *map(str.title, found),
            *(f"In 1999 the {one}, " for one in found),
        ]
        may = Words.of(texts).may_fit(rule)
        for text, able in zip(texts, may, strict=True):
            assert able or not (re.search(rule, text) or re.search(rule, text.lower())), (rule, text)


def test_most_texts_are_passed_over() -> None:
    words = Words.of(["The bridge was closed.", "Nothing to report in 1999.", "A report says so."])
    assert words.may_fit(r"\breport\b").tolist() == [False, True, True]
    assert words.may_fit(r"\breport in (?:1999|2000)").tolist() == [False, True, False]
    assert words.may_fit(r"\bclose", "(?i:a report)").tolist() == [True, False, True]
    assert words.may_fit(r"\d").tolist() == [False, True, False]


def test_what_a_rule_needs_is_read_from_it() -> None:
    assert needed(r"\bin the 19\d0s\b") == ((f"0s{EDGE}", f"{EDGE}in{EDGE}", f"{EDGE}the{EDGE}"),)
    assert needed(r"\bclosed?\b|open") == ((f"{EDGE}close{EDGE}",), (f"{EDGE}closed{EDGE}",), ("open",))
    assert needed("a|b c") is None
    assert needed(r"\d\d") == ((DIGIT,),)


def test_few_texts_are_looked_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordlist, "WORTH_IT", 3)
    assert Words.of(["a", "b"]).may_fit("report").all()
    assert Words.of(["a", "b"]).may_fit_by(["en", "en"], lambda _: ["report"]).tolist() == [-1, -1]


def test_each_kind_of_text_has_its_rules() -> None:
    rules = {"en": ["house", "and"], "de": ["haus", "und"]}
    words = Words.of(["The house", "Das Haus und", "A house, haus and und"])
    assert words.may_fit_by(["en", "de", "en"], rules.__getitem__).tolist() == [1, 3, 3]


def _ranges(words: Words) -> list[tuple[int, int]]:
    return list(zip(words.starts[:-1].tolist(), words.starts[1:].tolist(), strict=True))


def test_no_text_at_all() -> None:
    assert not Words.of([]).may_fit("report").size
    assert np.array_equal(Words.of([]).pick([], {}).starts, [0])


@pytest.mark.parametrize(
    "rule", [*RULES, r"(?:\d{1,2}[.:]\d\d )?(?:More|[Tt]he)", "[A-ZÀ-Þ]x?", "(?:and )?a|", "[^a]b"]
)
@given(text=st.text(LETTERS + "TMmore", min_size=1, max_size=12))
def test_what_fits_at_the_beginning_begins_as_the_rule_says(rule: str, text: str) -> None:
    known = beginnings(rule)
    if known is not None and text[:SIZE].isascii() and not text.lower().startswith(tuple(known)):
        assert not re.match(rule, text)


@pytest.mark.parametrize(("reason", "rule"), openings())
def test_no_notice_is_passed_over(reason: str, rule: str) -> None:
    """Each rule is held against texts that its own words begin, behind what it may leave out."""
    known = beginnings(rule)
    if known is None:
        return
    found = re.findall(r"[\w' ]{2,}", rule.replace("\\ ", " "))
    for one in {*found, *map(str.upper, found), *map(str.title, found)}:
        for text in (one, f"({one}", f"{one}: ", f"{one} 12", f"The {one}"):
            if text[:SIZE].isascii() and not text.lower().startswith(tuple(known)):
                assert not re.match(rule, text)


def test_most_rules_begin_in_a_few_ways() -> None:
    assert sorted(beginnings(r"(?i:please )?(?:follow|[LJ]ike) us") or ()) == [
        "follow ",
        "jike us",
        "like us",
        "please ",
    ]
    assert beginnings(r"\w+ us") is None
    assert sorted(beginnings(r"[Aa]b?") or ()) == ["a", "ab"]
    assert sorted(beginnings(r"ab{2,3}c") or ()) == ["ab"]
    told = [beginnings(rule) for _, rule in openings()]
    assert sum(one is not None for one in told) > 0.9 * len(told)
