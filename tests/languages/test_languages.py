"""Every file of a language satisfies the schema, and what is not known of a language is not made up."""

import re
from importlib.resources import files

import jsonschema
import pytest
import tomllib

from summarizer import languages


@pytest.mark.parametrize("code", [*languages.codes(), languages.ANY])
def test_the_file_of_a_language_satisfies_the_schema(code: str) -> None:
    text = (files("summarizer.languages") / f"{code}.toml").read_text(encoding="utf-8")
    jsonschema.validate(tomllib.loads(text), languages.schema())


def test_words_stand_in_a_string_or_in_an_array_of_phrases() -> None:
    assert "nicht" in languages.words("de", "negation.cues")
    assert languages.words("xx", "negation.cues") == ()
    assert languages.words("en", "negation.nothing") == ()


def test_a_code_is_no_path() -> None:
    assert languages.words("../languages/en", "negation.cues") == ()
    assert re.fullmatch("[a-z]+", "".join(languages.codes()))
