"""The beam search against every possible choice, on small cases."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.graph.sparse import of_dense
from summarizer.selectors.beam import Knapsack, relax, solve


def sack_of(seed: int, sentences: int) -> Knapsack:
    """A random knapsack; some sentences need the one before them, some exclude another."""
    random = np.random.default_rng(seed)
    members, leans = np.eye(sentences), []
    for sentence in range(1, sentences):
        if random.random() < 0.2:
            members[sentence] = np.maximum(members[sentence], members[sentence - 1])
            leans.append((sentence, sentence - 1))
    pairs = [(a, b) for a in range(sentences) for b in range(a) if random.random() < 0.05]
    costs = random.integers(3, 30, sentences).astype(float)
    return Knapsack(
        members=members,
        covers=of_dense((random.random((sentences, 12)) < 0.25).astype(float)),
        weights=random.integers(1, 9, 12).astype(float),
        worth=random.random(sentences),
        costs=costs,
        limit=float(costs.sum() * 0.4),
        clash=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        leans=np.array(leans, dtype=np.int64).reshape(-1, 2),
    )


def value(sack: Knapsack, chosen: np.ndarray) -> float | None:
    """What a choice is worth, as a share of all there is; None where it is not allowed."""
    if (
        chosen @ sack.costs > sack.limit
        or any(chosen[a] and chosen[b] for a, b in sack.clash)
        or any(chosen[a] and not chosen[b] for a, b in sack.leans)
    ):
        return None
    covered = chosen @ sack.covers.toarray() > 0
    return float((covered @ sack.weights + chosen @ sack.worth) / (sack.weights.sum() + sack.worth.sum()))


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 10))
def test_the_choice_is_allowed_and_as_near_to_the_best_as_it_says(seed: int, sentences: int) -> None:
    sack = sack_of(seed, sentences)
    choices = (np.array(flags, dtype=float) for flags in product((0, 1), repeat=sentences))
    best = max(worth for choice in choices if (worth := value(sack, choice)) is not None)
    chosen, gap = solve(sack)
    reached = value(sack, chosen.astype(float))
    assert reached is not None
    assert reached <= best + 1e-9 <= relax(sack).value + 2e-9
    assert reached >= (1 - gap) * best - 1e-9


def test_the_best_choice_is_found_on_nearly_all_small_cases() -> None:
    found = 0
    for seed in range(60):
        sack = sack_of(seed, 9)
        choices = (np.array(flags, dtype=float) for flags in product((0, 1), repeat=9))
        best = max(worth for choice in choices if (worth := value(sack, choice)) is not None)
        found += (value(sack, solve(sack)[0].astype(float)) or 0) >= best - 1e-9
    assert found >= 57


def test_the_least_worthy_word_is_passed_over_by_hand() -> None:
    # Room for 5: the second and third cover all three concepts for 5; the first alone covers two for 4.
    sack = Knapsack(
        members=np.eye(3),
        covers=of_dense(np.array([[1.0, 1, 0], [1, 0, 0], [0, 1, 1]])),
        weights=np.ones(3),
        worth=np.zeros(3),
        costs=np.array([4.0, 2, 3]),
        limit=5.0,
        clash=np.empty((0, 2), np.int64),
        leans=np.empty((0, 2), np.int64),
    )
    chosen, gap = solve(sack)
    assert chosen.tolist() == [False, True, True]
    assert gap == 0
