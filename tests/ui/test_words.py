"""The words of the page: no options of the command line, no terms of the trade."""

from __future__ import annotations

import pytest

from summarizer.compose.lines import ORDERS
from summarizer.errors import OptionError
from summarizer.rankers import RANKERS
from summarizer.selectors import SELECTORS
from ui import words
from ui.runs import sentence
from ui.settings import options_of


def test_a_choice_without_plain_words_is_called_by_its_description() -> None:
    assert set(words.RANKERS) <= set(RANKERS)
    assert set(words.SELECTORS) <= set(SELECTORS)
    assert set(words.ORDERS) == set(ORDERS)
    assert words.choices({"new": RANKERS["lead"]}, {}) == [(f"new: {RANKERS['lead'].description}", "new")]


def test_a_sentence_names_no_option_of_the_command_line() -> None:
    said = sentence(
        OptionError("--words 3: the shortest sentence worth quoting has 9 words; use --max-files.")
    )
    assert (
        said == "Length 3: the shortest sentence worth quoting has 9 words; use the largest number of files."
    )


@pytest.mark.parametrize("length", [0, -1, None])
def test_no_length_is_refused(length: float | None) -> None:
    with pytest.raises(OptionError, match="at least 1"):
        options_of("", length, "words", "", "score", "textrank", "coverage", None)
    assert options_of(None, 1, "words", None, "score", "textrank", "coverage", None).query is None
