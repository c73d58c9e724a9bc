"""Intervals and paired tests over topics; all randomness is seeded.

The unit is the topic: a system's score is the mean of its topics' scores, and two systems are compared
by the differences topic by topic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_CELLS = 4_000_000
"""Random numbers drawn at once: bounds the memory of a resampling whatever the number of topics."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PairedTest:
    """The comparison of two systems on one measure, over the topics that both have.

    ``difference`` is mean(first − second) with its bootstrap interval. ``p_randomization`` and
    ``p_bootstrap`` are two-sided and not corrected; ``p_holm`` is the former corrected for the number
    of comparisons made. ``effect`` is Cohen's d for paired data, mean / standard deviation of the
    differences: 0.2 is small, 0.5 middling, 0.8 large; None where all differences are equal.
    """

    measure: str
    first: str
    second: str
    topics: int
    difference: Interval
    p_randomization: float
    p_bootstrap: float
    effect: float | None
    wins: int
    ties: int
    losses: int
    p_holm: float = 1.0


def bootstrap_means(values: Floats, samples: int, seed: int) -> Floats:
    """Return the means of ``samples`` resamples of the rows of ``values`` (topics × measures).

    The same seed and number of topics draw the same topics, whatever the values (Efron & Tibshirani
    1993). Shape: samples × measures.
    """
    topics = len(values)
    rng = np.random.default_rng(seed)
    step = max(1, _CELLS // max(topics, 1))
    parts = []
    for start in range(0, samples, step):
        draws = rng.integers(0, topics, size=(min(step, samples - start), topics))
        offsets = np.arange(len(draws))[:, None] * topics
        counts = np.bincount((draws + offsets).ravel(), minlength=len(draws) * topics)
        parts.append(counts.reshape(len(draws), topics).astype(np.float64) @ values / topics)
    return np.concatenate(parts)


def intervals(values: Floats, samples: int, seed: int, level: float = 0.95) -> list[Interval]:
    """Return mean and percentile bootstrap interval of each column of ``values`` (topics × measures).

    One topic gives an interval of no width; without resamples the interval is the mean itself.
    """
    means = values.mean(axis=0)
    if samples < 1:
        return [Interval(float(mean), float(mean), float(mean)) for mean in means]
    tail = (1 - level) / 2
    bounds = np.quantile(bootstrap_means(values, samples, seed), [tail, 1 - tail], axis=0)
    return [
        Interval(*(round(float(one), 10) for one in column)) for column in zip(means, *bounds, strict=True)
    ]


def randomization_p(differences: Sequence[float] | Floats, samples: int, seed: int) -> float:
    """Return the two-sided p-value of a paired randomization test: the signs are exchangeable under H0.

    All 2^n sign patterns are tried where there are at most ``samples`` of them, which is exact;
    otherwise random ones, p = (1 + extreme) / (1 + samples) (Noreen 1989; Riezler & Maxwell 2005).
    Topics on which the systems tie carry no information and are left out; if all tie, p is 1.
    """
    values = np.asarray(differences, dtype=np.float64)
    values = values[values != 0]
    n = len(values)
    if not n:
        return 1.0
    # Sums that differ only by rounding must count as equal.
    observed = abs(values.sum()) - 1e-12 * np.abs(values).sum()
    if n < 60 and 2**n <= samples:
        patterns = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
        return float(np.mean(np.abs((1 - 2 * patterns) @ values) >= observed))
    rng = np.random.default_rng(seed)
    extreme = 0
    step = max(1, _CELLS // n)
    for start in range(0, samples, step):
        signs = rng.integers(0, 2, size=(min(step, samples - start), n), dtype=np.int8) * np.int8(2) - 1
        extreme += int(np.count_nonzero(np.abs(signs @ values) >= observed))
    return (1 + extreme) / (1 + samples)


def bootstrap_p(differences: Sequence[float] | Floats, samples: int, seed: int) -> float:
    """Return the two-sided p-value of a paired bootstrap test of a mean difference of 0.

    The resampled means are shifted to have mean 0; p = (1 + as far from 0 as observed) / (1 + samples)
    (Koehn 2004 with the shift of Riezler & Maxwell 2005).
    """
    values = np.asarray(differences, dtype=np.float64)
    observed = float(values.mean())
    if not np.any(values):
        return 1.0
    resampled = bootstrap_means(values[:, None], samples, seed)[:, 0] - observed
    extreme = int(np.count_nonzero(np.abs(resampled) >= abs(observed) - 1e-12))
    return (1 + extreme) / (1 + samples)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values corrected for their number by Holm's step-down rule (Holm 1979), in the same order."""
    order = sorted(range(len(p_values)), key=lambda at: p_values[at])
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[at]))
        corrected[at] = highest
    return corrected


def cohen_d(differences: Sequence[float] | Floats) -> float | None:
    """Return Cohen's d of paired data: mean / standard deviation (n − 1); None where that is 0."""
    values = np.asarray(differences, dtype=np.float64)
    if len(values) < 2:
        return None
    deviation = float(values.std(ddof=1))
    return float(values.mean()) / deviation if deviation > 1e-12 else None


PerTopic = Mapping[str, Mapping[str, float]]
"""Values by topic id and measure."""


def paired(
    measure: str, first: tuple[str, PerTopic], second: tuple[str, PerTopic], samples: int, seed: int
) -> PairedTest | None:
    """Compare two named systems on ``measure``; None where no topic has it for both."""
    shared = [
        key for key, scores in first[1].items() if measure in scores and measure in second[1].get(key, {})
    ]
    if not shared:
        return None
    values = np.array([first[1][key][measure] - second[1][key][measure] for key in shared])
    values[np.abs(values) < 1e-12] = 0.0
    effect = cohen_d(values)
    return PairedTest(
        measure=measure,
        first=first[0],
        second=second[0],
        topics=len(shared),
        difference=intervals(values[:, None], samples, seed)[0],
        p_randomization=round(randomization_p(values, max(samples, 1), seed), 10),
        p_bootstrap=round(bootstrap_p(values, max(samples, 1), seed), 10),
        effect=None if effect is None else round(effect, 10),
        wins=int(np.count_nonzero(values > 0)),
        ties=int(np.count_nonzero(values == 0)),
        losses=int(np.count_nonzero(values < 0)),
    )


def corrected(tests: Sequence[PairedTest]) -> tuple[PairedTest, ...]:
    """Return the tests with ``p_holm`` set: one family is all the comparisons given."""
    adjusted = holm([test.p_randomization for test in tests])
    return tuple(replace(test, p_holm=round(p, 10)) for test, p in zip(tests, adjusted, strict=True))
