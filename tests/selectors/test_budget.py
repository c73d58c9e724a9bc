"""How long a note may be, in four units."""

from __future__ import annotations

import pytest

from summarizer.errors import OptionError
from summarizer.selectors.budget import Budget, Unit

TEXTS = ("Four words are here.", "中国人民", "One more line of six words.")


@pytest.mark.parametrize(
    ("unit", "costs"),
    [("words", [4, 4, 6]), ("percent", [4, 4, 6]), ("sentences", [1, 1, 1]), ("chars", [20, 4, 27])],
)
def test_a_line_costs_words_a_sentence_or_characters(unit: Unit, costs: list[int]) -> None:
    assert [Budget(unit, 10).cost(text) for text in TEXTS] == costs


@pytest.mark.parametrize(("unit", "limit"), [("words", 10), ("sentences", 10), ("chars", 10), ("percent", 1)])
def test_a_share_is_of_the_words_of_the_sentences_and_rounds_down(unit: Unit, limit: int) -> None:
    assert Budget(unit, 10).limit(TEXTS) == limit  # 10 % of 14 words


def test_a_fraction_of_a_word_is_no_word() -> None:
    assert Budget("words", 9.9).limit(()) == 9


@pytest.mark.parametrize("unit", ["words", "sentences", "chars", "percent"])
@pytest.mark.parametrize("amount", [0, -1, -0.5, float("nan")])
def test_a_length_of_nothing_is_refused_in_one_sentence(unit: Unit, amount: float) -> None:
    with pytest.raises(OptionError, match=rf"^--{unit} {amount:g}: the length must be greater than 0\.$"):
        Budget(unit, amount)


def test_more_than_all_is_refused() -> None:
    assert Budget("percent", 100).limit(TEXTS) == 14
    with pytest.raises(
        OptionError, match=r"^--percent 101: give a share of the sources between 0 and 100\.$"
    ):
        Budget("percent", 101)


@pytest.mark.parametrize(
    ("budget", "short"),
    [
        (Budget(), "150w"),
        (Budget("sentences", 5), "5s"),
        (Budget("percent", 2.5), "2.5%"),
        (Budget("chars", 600), "600c"),
    ],
)
def test_the_signature_names_the_length_and_its_unit(budget: Budget, short: str) -> None:
    assert str(budget) == short
