"""Every file of a language satisfies the schema, and what is not known of a language is not made up."""

import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from summarizer import languages
from summarizer.content import boilerplate, notices
from summarizer.content.boilerplate import REASONS
from summarizer.errors import LanguageFileError
from summarizer.languages.docs import page
from summarizer.statements import anaphora
from summarizer.text import dates, language
from summarizer.text.wordlist import EVERY


@pytest.mark.parametrize("code", [*languages.codes(), languages.ANY])
def test_the_file_of_a_language_satisfies_the_schema(code: str) -> None:
    wrong = jsonschema.Draft202012Validator(languages.schema()).iter_errors(languages._file(code))
    told = [f"{code}.toml, {error.json_path}: {error.message}" for error in wrong]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("code", languages.codes())
def test_the_file_of_a_language_says_what_it_is_called(code: str) -> None:
    assert language.name(code), f'{code}.toml: write [language] and name = "…", its English name'


def test_words_stand_in_a_string_or_in_an_array_of_phrases() -> None:
    assert "nicht" in languages.words("de", "negation.cues")
    assert languages.words("qtz", "negation.cues") == ()
    assert languages.words("en", "negation.nothing") == ()


def test_a_code_is_no_path() -> None:
    assert languages.words("../languages/en", "negation.cues") == ()
    assert re.fullmatch("[a-z]+", "".join(languages.codes()))


def test_the_page_of_languages_is_up_to_date() -> None:
    written = (Path(__file__).parents[2] / "docs" / "languages.md").read_text(encoding="utf-8")
    assert written == page(), "docs/languages.md is out of date: run make docs"


def test_every_topic_says_what_it_is() -> None:
    for group, part in languages.schema()["properties"].items():
        assert part["description"], group
        assert all(topic["description"] for topic in part["properties"].values()), group


def test_an_apostrophe_fits_both_kinds_and_the_longest_word_counts() -> None:
    rule = re.compile(languages.alternatives(("an", "aujourd'hui", "another")))
    assert rule.fullmatch("aujourd’hui")
    assert rule.match("another")[0] == "another"
    assert not re.search(languages.alternatives(()), "anything")


def test_every_pattern_compiles() -> None:
    for group, part in languages.schema()["properties"].items():
        for key, kind in part["properties"].items():
            if kind.get("$ref") == "#/$defs/pattern":
                for code in (*languages.codes(), languages.ANY):
                    rule = languages.pattern(code, f"{group}.{key}") or ""
                    assert _compiles(re.sub(r"\(\?&\w+\)", "x", rule)), f"{code}.toml, {group}.{key}: {rule}"


def _compiles(rule: str) -> bool:
    try:
        re.compile(rule)
    except re.error:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[negation]\ncues = [nek", "qtx.toml is no TOML in UTF-8: .*line 2"),
        ("[negation]\ncues = 5", "qtx.toml: negation.cues must be words"),
    ],
)
def test_a_damaged_file_of_a_language_is_named(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "qtx.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(languages, "files", lambda package: tmp_path)
    with pytest.raises(LanguageFileError, match=said):
        languages.words("qtx", "negation.cues")
    _forget()


def _forget() -> None:
    for function in (languages._file, languages._text, languages._parts, languages._group):
        function.cache_clear()


@pytest.mark.parametrize("code", [*languages.codes(), languages.ANY])
def test_a_group_of_a_file_is_the_same_alone(code: str) -> None:
    whole = languages._file(code)
    assert {group: languages._group(code, group) for group in languages._parts(code)} == whole
    assert languages._group(code, "nothing") == {}


def test_what_looks_like_a_header_may_stand_in_a_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "[dates]\nday = '''\n[a]\n|b'''\n[negation]\ncues = 'nek'\n"
    (tmp_path / "qtx.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(languages, "files", lambda package: tmp_path)
    assert languages.pattern("qtx", "dates.day") == "[a]|b"
    assert languages.words("qtx", "negation.cues") == ("nek",)
    assert languages.words("qtx", "a.b") == ()
    _forget()


def test_the_reasons_of_notices_are_those_that_there_are() -> None:
    rules = (*notices.openings(), *notices.anywhere())
    assert {reason for reason, _ in rules} <= set(REASONS)


def test_what_a_rule_for_anywhere_fits_holds_a_sign_of_it() -> None:
    for text in ("Like us on Facebook page", "The club © 2020, all rights reserved", "Read more"):
        assert any(sign in text.casefold() for sign in notices.words().signs) or text.startswith("(")


@pytest.fixture
def newcomer(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A language that is added by one file and named nowhere else."""
    code = "xx"
    file = {
        "language": {"name": "newish", "aliases": "xa"},
        "stop": {"words": "zu ta"},
        "calendar": {"months": "unu du tri kvar kvin ses sep ok nau dek undek duodek"},
        "openings": {"connectives": "sed|kaj"},
        "notices": {"openings": {"advertisement": [r"reklamo\W*$"]}},
    }
    jsonschema.validate(file, languages.schema())
    real, all_codes = languages._group, languages.codes()
    cached = (
        *(languages.known, languages.words, languages.every, languages.everywhere),
        *(notices.openings, notices.anywhere, notices.words),
        *(boilerplate._opening, boilerplate._openings, boilerplate._within),
        *(language._aliases, language.stop_words, anaphora._leaning, dates.months, dates._foreign_day),
    )
    monkeypatch.setattr(
        languages, "_group", lambda asked, group: file.get(group, {}) if asked == code else real(asked, group)
    )
    monkeypatch.setattr(languages, "codes", lambda: (*all_codes, code))
    for function in cached:
        function.cache_clear()
    yield code
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()


def test_a_newcomer_is_one_file(newcomer: str) -> None:
    language.require_known(newcomer)
    assert language.name(newcomer) == "newish"
    assert language.stop_words(newcomer) == {"zu", "ta"}
    assert language._aliases()["xa"] == newcomer
    assert boilerplate._by_words("Reklamo") is None
    for signs in (EVERY, 0):
        assert boilerplate._by_words("reklamo", signs) == "advertisement"
    assert anaphora.leans_on("sed li venis", newcomer)
    (mention,) = dates.mentions("La 5 tri 2021 li venis", anchor=None, language=newcomer)
    assert mention.iso == "2021-03-05"


@pytest.mark.parametrize("rule", [r"\b(?:may|might)\b", r"\b(?:(?-i:may)|might)\b", "[A-M]a|straße"])
def test_a_caseless_rule_matches_where_one_does_that_disregards_case(rule: str) -> None:
    plain = re.compile(rule, re.IGNORECASE)
    for text in ("It may be, it MIGHT be; May I?", "İ MIGHT, in STRAßE 5", "Mama maMA xa", ""):
        found = [match.span() for match in languages.Caseless(rule).finditer(text)]
        assert found == [match.span() for match in plain.finditer(text)]
        first, expected = languages.Caseless(rule).search(text, 3), plain.search(text, 3)
        assert (first and first.span()) == (expected and expected.span())


@pytest.mark.parametrize(
    ("rule", "caseless"),
    [
        (r"(?i:\b(?:proud|thank\w*)\b|!)", True),
        (r"(?i:^(?:i|we) \W*[a-z]+ \(here\))", True),
        (r"(?i:proud)|loud", False),
        (r"(?i:[A-C]d|Us\W\S|J\.)", True),
        (r"(?i:É[a-z])", False),
        (r"(?i:(?P<So>so))", False),
        (r"(?i:(?P<so>So) \w+ (?P=so))", True),
        (r"(?i:a(?-i:b))", False),
        ("proud", False),
    ],
)
def test_a_rule_without_case_is_looked_for_in_small_letters(rule: str, caseless: bool) -> None:
    assert languages._is_caseless(rule) is caseless
    for text in (
        "So PROUD of it",
        "thanks!",
        "We, Bob (Here) it",
        "We bob (HERE)",
        "LOUD",
        "bd us AB aB",
        "ab",
        "",
    ):
        assert languages.searcher(rule)(text) is (re.search(rule, text) is not None)
