"""Compare systems and runs: which differences are more than chance, and has anything become worse?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from .baselines import CEILINGS
from .data import DataError
from .metrics import better
from .results import Results, SystemResult
from .statistics import PairedTest, corrected, paired

ALPHA = 0.05

_HIDDEN = (
    "redundancy.rouge1", "redundancy.rougeL", "novelty.1", "novelty.3", "novelty.4", "support.lowest",
    "coverage.evenness",
)  # fmt: skip


def headline(measures: Iterable[str]) -> tuple[str, ...]:
    """Return the measures that a table shows: F1 where there are precision and recall too.

    Of measures that say nearly the same, one is shown.
    """
    return tuple(one for one in measures if not one.endswith((".p", ".r")) and one not in _HIDDEN)


def rated(measures: Iterable[str]) -> tuple[str, ...]:
    """Return the measures of which more, or less, is better."""
    return tuple(measure for measure in measures if better(measure))


def improvement(measure: str, difference: float) -> float:
    """Return ``difference`` with the sign that makes better positive."""
    return -difference if better(measure) == "low" else difference


def competing(systems: Iterable[SystemResult]) -> tuple[SystemResult, ...]:
    """Return the systems that do not see the references."""
    return tuple(system for system in systems if system.name not in CEILINGS)


def best(systems: Sequence[SystemResult], measure: str) -> SystemResult | None:
    """Return the system with the best mean; None for a measure that only describes, or that nobody has.

    The first one of several that are equally good.
    """
    having = [system for system in systems if measure in system.scores]
    if not better(measure) or not having:
        return None
    return max(having, key=lambda system: improvement(measure, system.scores[measure].value))


def compare_systems(
    systems: Sequence[SystemResult],
    measures: Sequence[str],
    boot: tuple[int, int] = (10_000, 12),
    against: str | None = None,
) -> tuple[PairedTest, ...]:
    """Test every pair of systems, or every system against the one called ``against``, on each measure.

    ``boot`` is (resamples, seed). Holm's correction counts all comparisons on one measure as a family.
    """
    names = [system.name for system in systems]
    if against is not None and against not in names:
        raise DataError(f"no system is named {against!r}; there are {', '.join(names)}")
    pairs = [
        (first, second) if against is None or first.name != against else (second, first)
        for first, second in combinations(systems, 2)
        if against is None or against in (first.name, second.name)
    ]
    tests: list[PairedTest] = []
    for measure in measures:
        made = (paired(measure, (a.name, a.per_topic), (b.name, b.per_topic), *boot) for a, b in pairs)
        tests += corrected([test for test in made if test])
    return tuple(tests)


def not_worse(
    systems: Sequence[SystemResult], measure: str, boot: tuple[int, int], alpha: float = ALPHA
) -> frozenset[str]:
    """Return the systems whose gap to the best one is not significant (Holm over the others)."""
    top = best(systems, measure)
    if top is None:
        return frozenset()
    tests = compare_systems([top, *(one for one in systems if one is not top)], [measure], boot, top.name)
    return frozenset(test.first for test in tests if test.p_holm >= alpha)


def worsened(
    now: Results, before: Results, boot: tuple[int, int], alpha: float = ALPHA
) -> tuple[PairedTest, ...]:
    """Return the tests in which a system of this run is significantly worse than in a stored one.

    All rated headline measures of all systems that both runs have form one family for Holm.
    ``first`` of a test is this run. Raises DataError where the runs cannot be compared.
    """
    _refuse_unlike(now, before)
    stored = {system.name: system for system in before.systems}
    shared = [system for system in now.systems if system.name in stored]
    if not shared:
        raise DataError(f"the stored run has none of these systems; it has {', '.join(stored)}")
    lost = _heads(stored[system.name] for system in shared) - _heads(shared)
    if lost:
        raise DataError(
            f"this run has no {sorted(lost)[0]}, which the stored one has; score both with the same metrics"
        )
    made = [
        paired(
            measure,
            (system.name, system.per_topic),
            (f"{system.name} before", stored[system.name].per_topic),
            *boot,
        )
        for system in shared
        for measure in rated(headline(system.scores))
    ]
    tests = corrected([test for test in made if test])
    return tuple(
        test for test in tests if test.p_holm < alpha and improvement(test.measure, test.difference.value) < 0
    )


def _heads(systems: Iterable[SystemResult]) -> frozenset[str]:
    """Return the first parts of all measures that more or less is better of."""
    return frozenset(one.split(".")[0] for system in systems for one in rated(system.scores))


def _refuse_unlike(now: Results, before: Results) -> None:
    if now.data.get("sha256") != before.data.get("sha256"):
        raise DataError("the stored run was made on other data; run both on the same topics")
    for metric, signature in now.signatures.items():
        stored = before.signatures.get(metric, signature)
        if _plain(stored) != _plain(signature):
            raise DataError(
                f"the stored run scored {metric} in another way; it was {stored}, this is {signature}"
            )


def _plain(signature: str) -> str:
    """Return a signature without the version: a new version is what the comparison is about."""
    return "|".join(part for part in signature.split("|") if not part.startswith("v:"))
