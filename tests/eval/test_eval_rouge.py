"""ROUGE: counts worked by hand, and agreement with rouge-score."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from eval.metrics.options import TYPES, RougeOptions
from eval.metrics.rouge import Counts, combine, compare, rouge_of_texts, score
from eval.metrics.texts import prepare
from eval.metrics.tokens import tokenizer
from eval.metrics.truncation import Truncation, truncation
from summarizer.errors import OptionError

PLAIN = RougeOptions(types=TYPES, stem=False, split="newline")
NAMES = [f"rouge{kind}" for kind in TYPES]


def counts(summary: str, reference: str, kind: str) -> Counts:
    tokenize = tokenizer("rouge-score", False)
    return compare(prepare(summary, tokenize), prepare(reference, tokenize), kind)


def assert_equal_to_rouge_score(summary: str, reference: str, stem: bool) -> None:
    theirs = RougeScorer(NAMES, use_stemmer=stem).score(reference, summary)
    ours = rouge_of_texts(summary, [reference], RougeOptions(types=TYPES, stem=stem, split="newline"))
    for kind in TYPES:
        expected = theirs[f"rouge{kind}"]
        assert ours[kind] == pytest.approx((expected.precision, expected.recall, expected.fmeasure), abs=1e-9)


def test_unigrams_count_as_often_as_they_stand_in_both() -> None:
    # summary: the×3 cat; reference: the×2 dog saw cat → shared the×2, cat×1.
    assert counts("the the the cat", "the dog saw the cat", "1") == (3, 4, 5)


def test_bigrams_are_counted_in_order() -> None:
    # summary bigrams: police killed, killed the, the gunman; reference: police kill, kill the, the gunman.
    assert counts("police killed the gunman", "police kill the gunman", "2") == (1, 3, 3)


def test_trigrams_and_four_grams_of_a_shared_ending() -> None:
    assert counts("x a b c d", "y a b c d", "3") == (2, 3, 3)
    assert counts("x a b c d", "y a b c d", "4") == (1, 2, 2)


def test_longest_common_subsequence_of_lins_example() -> None:
    # Lin 2004, section 3: "police killed the gunman" against "police kill the gunman" and
    # "the gunman kill police" → LCS police the gunman (3) and the gunman (2).
    assert counts("police kill the gunman", "police killed the gunman", "L").hits == 3
    assert counts("the gunman kill police", "police killed the gunman", "L").hits == 2


def test_union_of_subsequences_of_lins_example() -> None:
    # Lin 2004, section 3.2: w1 w2 w3 w4 w5 against "w1 w2 w6 w7 w8" and "w1 w3 w8 w9 w5" → w1 w2 w3 w5 = 4/5.
    found = counts("w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", "w1 w2 w3 w4 w5", "Lsum")
    assert found == (4, 10, 5)
    assert score(found).r == pytest.approx(4 / 5)


def test_precision_recall_and_f1_of_counts() -> None:
    assert score(Counts(3, 4, 5)) == pytest.approx((3 / 4, 3 / 5, 2 / 3))


def test_nothing_shared_or_nothing_there_scores_zero() -> None:
    assert score(Counts(0, 4, 5)) == (0, 0, 0)
    assert score(Counts(0, 0, 5)) == (0, 0, 0)
    assert all(one == (0, 0, 0) for one in rouge_of_texts("", ["a b c"], PLAIN).values())


AGAINST_THREE = (Counts(1, 4, 2), Counts(2, 4, 4), Counts(3, 4, 12))
"""F1 by hand: 2·1/(4+2) = 1/3, 2·2/(4+4) = 1/2, 2·3/(4+12) = 3/8."""


def test_average_over_references_is_the_mean_of_their_scores() -> None:
    assert combine(AGAINST_THREE, "average").f == pytest.approx((1 / 3 + 1 / 2 + 3 / 8) / 3)
    assert combine(AGAINST_THREE, "average").r == pytest.approx((1 / 2 + 2 / 4 + 3 / 12) / 3)


def test_best_reference_is_the_one_with_the_highest_f1() -> None:
    assert combine(AGAINST_THREE, "best") == pytest.approx((2 / 4, 2 / 4, 1 / 2))


def test_jackknife_averages_the_best_of_all_but_one() -> None:
    # Without the first: best 1/2; without the second: 3/8; without the third: 1/2.
    assert combine(AGAINST_THREE, "jackknife").f == pytest.approx((1 / 2 + 3 / 8 + 1 / 2) / 3)


def test_pooled_references_add_counts_before_dividing() -> None:
    assert combine(AGAINST_THREE, "pooled") == pytest.approx((6 / 12, 6 / 18, 2 * 6 / 30))


@pytest.mark.parametrize("rule", ["average", "best", "jackknife", "pooled"])
def test_with_one_reference_every_rule_gives_its_score(rule: str) -> None:
    assert combine([Counts(3, 4, 5)], rule) == pytest.approx(score(Counts(3, 4, 5)))


def test_the_best_rule_equals_rouge_scores_score_multi() -> None:
    references = ["the cat sat on the mat", "a cat was sitting there", "dogs bark"]
    theirs = RougeScorer(NAMES, use_stemmer=True).score_multi(references, "the cat sits on a mat")
    options = RougeOptions(types=TYPES, rule="best", split="newline")
    ours = rouge_of_texts("the cat sits on a mat", references, options)
    assert {kind: one.f for kind, one in ours.items()} == pytest.approx(
        {kind: theirs[f"rouge{kind}"].fmeasure for kind in TYPES}
    )


words = st.sampled_from(["the", "cats", "cat", "running", "run", "Runs", "U.S.", "1,200", "naïve", "x"])
lines = st.lists(words, max_size=12).map(" ".join)
texts = st.lists(lines, min_size=1, max_size=5).map("\n".join)


@given(texts, texts, st.booleans())
@settings(max_examples=100, deadline=None)
def test_scores_equal_those_of_rouge_score(summary: str, reference: str, stem: bool) -> None:
    assert_equal_to_rouge_score(summary.strip(), reference.strip(), stem)


@given(
    st.lists(st.sampled_from("ab"), max_size=30).map(" ".join),
    st.lists(st.sampled_from("ab c\n".split(" ")), max_size=30).map(" ".join),
)
@settings(max_examples=100, deadline=None)
def test_with_many_equal_subsequences_the_same_one_is_taken_as_in_rouge_score(
    first: str, second: str
) -> None:
    assert_equal_to_rouge_score(first, second.strip(), False)


def test_long_texts_equal_rouge_score_too() -> None:
    first = "\n".join(" ".join(f"w{(i * j) % 37}" for j in range(1, 26)) for i in range(1, 11))
    second = "\n".join(" ".join(f"w{(i + j * j) % 41}" for j in range(1, 26)) for i in range(1, 11))
    assert_equal_to_rouge_score(first, second, True)


def test_truncation_by_words_keeps_line_breaks_and_the_last_word_whole() -> None:
    assert Truncation(3, "w").cut("one two\nthree four") == "one two\nthree"
    assert Truncation(9, "w").cut("one two\nthree four") == "one two\nthree four"


def test_truncation_by_bytes_drops_half_a_character() -> None:
    assert Truncation(5, "b").cut("naïve") == "naïv"
    assert Truncation(3, "b").cut("naïve") == "na"


def test_truncation_by_words_counts_characters_of_unspaced_scripts() -> None:
    assert Truncation(3, "w").cut("今天天气") == "今天天"
    assert Truncation(3, "c").cut("今天天气") == "今天天"


def test_truncated_words_do_not_count() -> None:
    cut = RougeOptions(types=("1",), stem=False, truncate=Truncation(2, "w"))
    assert rouge_of_texts("a b c d", ["a b c d"], cut)["1"] == pytest.approx((1, 1 / 2, 2 / 3))


def test_references_are_cut_only_when_asked() -> None:
    cut = RougeOptions(types=("1",), stem=False, truncate=Truncation(2, "w"), truncate_references=True)
    assert rouge_of_texts("a b c d", ["a b c d"], cut)["1"] == (1, 1, 1)


@pytest.mark.parametrize("text", ["100", "w", "0w", "-3w", "1.5w", "100 w", "١w"])
def test_a_truncation_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="--truncate"):
        truncation(text)


def test_a_reference_on_one_line_is_split_for_lsum() -> None:
    summary = "It rained on Sunday. The river rose."
    reference = "The river rose. It rained on Sunday."
    auto = RougeOptions(types=("Lsum",))
    as_given = RougeOptions(types=("Lsum",), split="newline")
    assert rouge_of_texts(summary, [reference], auto)["Lsum"].f == 1
    assert rouge_of_texts(summary, [reference], as_given)["Lsum"].f < 1


def test_the_unicode_tokenizer_keeps_letters_that_rouge_score_drops() -> None:
    text = "Сегодня идёт дождь"
    assert rouge_of_texts(text, [text], RougeOptions(types=("1",)))["1"].f == 0
    assert rouge_of_texts(text, [text], RougeOptions(types=("1",), tokenizer="unicode"), "ru")["1"].f == 1


@pytest.mark.parametrize("field", [{"types": ("5",)}, {"rule": "worst"}, {"tokenizer": "x"}, {"split": "x"}])
def test_an_unknown_choice_is_refused_with_the_known_ones(field: dict[str, object]) -> None:
    with pytest.raises(OptionError, match="choose from"):
        RougeOptions(**field)  # type: ignore[arg-type]
