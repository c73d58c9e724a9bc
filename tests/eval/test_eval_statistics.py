"""Intervals and tests against hand-worked cases and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from eval.statistics import bootstrap_means, bootstrap_p, cohen_d, holm, intervals, paired, randomization_p

DIFFERENCES = (0.12, -0.03, 0.07, 0.05, 0.11, -0.02, 0.09, 0.04, 0.01, 0.06)


def test_three_wins_of_one_are_extreme_in_two_of_eight_sign_patterns() -> None:
    # Sums: ±3 for + + + and − − −, ±1 for the other six. |sum| ≥ 3 in 2 of 8.
    assert randomization_p([1, 1, 1], 10_000, 12) == 2 / 8


def test_unequal_differences_by_hand() -> None:
    # 3 2 −1: sum 4. Of the eight sums ±6, ±4, ±2, ±0 four reach 4.
    assert randomization_p([3, 2, -1], 10_000, 12) == 4 / 8


def test_exact_randomization_equals_scipys_permutation_test() -> None:
    expected = stats.permutation_test(
        (np.array(DIFFERENCES),), np.mean, permutation_type="samples", n_resamples=np.inf
    )
    assert randomization_p(DIFFERENCES, 10_000, 12) == pytest.approx(expected.pvalue)


def test_random_sign_patterns_come_near_the_exact_value() -> None:
    exact = randomization_p(DIFFERENCES, 10_000, 12)
    assert randomization_p(DIFFERENCES, 1000, 12) == pytest.approx(exact, abs=0.02)


def test_many_topics_come_near_scipys_paired_t_test() -> None:
    values = np.random.default_rng(3).normal(0.1, 1, 400)
    expected = stats.ttest_1samp(values, 0).pvalue
    assert randomization_p(values, 10_000, 12) == pytest.approx(expected, abs=0.02)
    assert bootstrap_p(values, 10_000, 12) == pytest.approx(expected, abs=0.02)


def test_topics_that_tie_do_not_change_the_p_value() -> None:
    assert randomization_p([1, 1, 1, 0, 0, 0], 10_000, 12) == 2 / 8
    assert randomization_p([0, 0], 10_000, 12) == 1
    assert bootstrap_p([0, 0], 1000, 12) == 1


def test_a_p_value_of_resampling_is_never_zero() -> None:
    assert randomization_p([1.0] * 40, 99, 12) == 1 / 100
    assert bootstrap_p([1.0, 1.1] * 20, 99, 12) == 1 / 100


def test_holm_multiplies_the_smallest_by_the_number_and_never_falls() -> None:
    # .01·4 = .04; .03·3 = .09; .04·2 = .08 → .09; .20·1.
    assert holm([0.04, 0.01, 0.20, 0.03]) == pytest.approx([0.09, 0.04, 0.20, 0.09])
    assert holm([0.6, 0.7]) == [1, 1]
    assert holm([]) == []


def test_cohens_d_is_mean_over_standard_deviation() -> None:
    assert cohen_d([1, 2, 3]) == pytest.approx(2 / 1)
    assert cohen_d([1, 1]) is None
    assert cohen_d([1]) is None


def test_an_interval_holds_its_mean_and_agrees_with_scipys_bootstrap() -> None:
    values = np.random.default_rng(5).random(60)
    found = intervals(values[:, None], 5000, 12)[0]
    expected = stats.bootstrap(
        (values,), np.mean, n_resamples=5000, method="percentile", random_state=1
    ).confidence_interval
    assert found.low < found.value < found.high
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.01)


def test_one_topic_gives_an_interval_without_width() -> None:
    found = intervals(np.array([[0.4]]), 100, 12)[0]
    assert (found.value, found.low, found.high) == (0.4, 0.4, 0.4)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.integers(0, 5))
@settings(max_examples=50, deadline=None)
def test_resampled_means_lie_within_the_values_and_depend_on_the_seed_alone(
    values: list[float], seed: int
) -> None:
    column = np.array(values)[:, None]
    means = bootstrap_means(column, 50, seed)
    assert means.shape == (50, 1)
    assert means.min() >= min(values) - 1e-12
    assert means.max() <= max(values) + 1e-12
    assert np.array_equal(means, bootstrap_means(column, 50, seed))


def test_a_paired_test_counts_wins_and_takes_topics_that_both_have() -> None:
    first = {"1": {"m": 0.5}, "2": {"m": 0.2}, "3": {"m": 0.4}, "4": {"m": 1.0}}
    second = {"1": {"m": 0.3}, "2": {"m": 0.3}, "3": {"m": 0.4}, "5": {"m": 0.0}}
    test = paired("m", ("one", first), ("two", second), 1000, 12)
    assert test is not None
    assert (test.topics, test.wins, test.ties, test.losses) == (3, 1, 1, 1)
    assert test.difference.value == pytest.approx(0.1 / 3)
    assert paired("other", ("one", first), ("two", second), 1000, 12) is None
