"""Maximal marginal relevance (Carbonell & Goldstein 1998)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .problem import SAME, Problem, Selection

LAMBDA = 0.5
PARAMETERS = f"l={LAMBDA}"
POOL = 4000
"""Sentences considered, best first: keeps the cost of each pick bounded on a huge pile."""


def select(problem: Problem) -> Selection:
    """Take, one by one, the sentence of the highest λ · score − (1 − λ) · closest cosine to a taken one.

    λ = 0.5, scores divided by their maximum. A sentence that does not fit is passed over; one that says
    the same as a chosen one is never taken. With ``overfill`` the first that crosses the limit
    is taken and ends the search.
    """
    return fill(problem, ())


Adds = Callable[[Sequence[int], Sequence[int]], bool]
"""Tells whether a line of some sentences adds to those of a choice."""


def fill(
    problem: Problem, chosen: tuple[int, ...], least: float = 0.0, adds: Adds = lambda unit, taken: True
) -> Selection:
    """Complete a choice by marginal relevance with what still fits, scores ``least`` and ``adds`` to it."""
    taken = dict.fromkeys(chosen)
    spent = int(problem.costs[list(chosen)].sum())
    pool = _pool(problem)
    vectors = problem.graph.vectors[pool]
    relevance = problem.scores[pool] / max(float(problem.scores.max(initial=0.0)), 1e-12)
    closest = np.zeros(len(pool))
    for sentence in chosen:
        closest = np.maximum(closest, vectors @ problem.graph.dense_row(sentence))
    place = np.full(len(problem.costs), -1)
    place[pool] = np.arange(len(pool))
    open_ = ~np.isin(pool, chosen)
    while spent < problem.limit and open_.any():
        value = np.where(open_ & (closest < SAME), LAMBDA * relevance - (1 - LAMBDA) * closest, -np.inf)
        best = int(np.argmax(value))
        if value[best] == -np.inf or problem.scores[pool[best]] < least:
            break
        open_[best] = False
        unit = [s for s in problem.unit(int(pool[best])) if s not in taken]
        cost = int(problem.costs[unit].sum())
        if spent + cost > problem.limit and not problem.overfill:
            continue
        if unit and not adds(unit, tuple(taken)):
            continue
        taken.update(dict.fromkeys(unit))
        spent += cost
        open_[[place[s] for s in unit if place[s] >= 0]] = False
        for sentence in unit:
            closest = np.maximum(closest, vectors @ problem.graph.dense_row(sentence))
    return Selection(tuple(taken))


def most(problem: Problem, cheapest: int = 1) -> int:
    """Return how many sentences are considered at most."""
    usual = int(np.mean(problem.costs)) if len(problem.costs) else 1
    return max(POOL, 4 * problem.limit // max(1, cheapest, usual))


def _pool(problem: Problem) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    eligible = np.flatnonzero(problem.eligible & (problem.costs > 0))
    cheapest = int(problem.costs[eligible].min()) if len(eligible) else 1
    size = most(problem, cheapest)
    if len(eligible) <= size:
        return eligible
    order = np.argsort(-problem.scores[eligible], kind="stable")[:size]
    return np.sort(eligible[order])
