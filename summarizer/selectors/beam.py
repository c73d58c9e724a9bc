"""Beam search for the sentences that cover most within a budget, held against the bound of its relaxation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.graph.similarity import Vector
from summarizer.graph.sparse import Matrix, of_dense, of_entries
from summarizer.records import dataclass

WIDTH = 32
"""Sets kept at each size: the best one is found on most piles, in a sixth of the time of an exact solver."""
WORTH_IT = 0.7
"""A better set rules more items out; the search is repeated where no more than this share of them is left."""
POWERS = np.array([0.0, 0.5, 1.0])
"""Greedy rules to start from: the gain over this power of the cost."""
DIGITS = 12
"""Decimals that count of a worth, as a share of all: those beyond depend on the order of additions."""

Flags = NDArray[np.bool_]
Pairs = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Knapsack:
    """Choose among n sentences that hold c concepts, by k items: a sentence with those it needs.

    ``members`` (k, n) and ``covers`` (n, c), CSR, are of 0 and 1. ``weights`` (c,) count once for each
    concept covered, ``worth`` (n,) for each sentence. ``costs`` (n,) add up to ``limit`` at most. Of two
    sentences in ``clash`` (p, 2) one may be chosen; the first of ``leans`` (p, 2) only with the second.
    """

    members: Vector
    covers: Matrix
    weights: Vector
    worth: Vector
    costs: Vector
    limit: float
    clash: Pairs
    leans: Pairs

    @cached_property
    def total(self) -> float:
        """The worth of everything that is worth having; 1 where nothing is."""
        return float(self.weights.sum() + np.maximum(self.worth, 0.0).sum()) or 1.0

    @cached_property
    def units(self) -> Matrix:
        """The members, CSR (k, n): an item has few of the sentences, and holds few of the concepts."""
        return of_dense(self.members)

    @cached_property
    def held(self) -> Matrix:
        """The concepts, CSR (k, c) of ones, that an item holds."""
        held: Matrix = self.units @ self.covers.astype(np.float64)
        held.data[:] = 1
        return held

    @cached_property
    def members_of(self) -> Flags:
        """The members (k, n) as flags."""
        return self.members > 0

    @cached_property
    def concepts_of(self) -> Flags:
        """The concepts (k, c) that an item holds as flags."""
        flags: Flags = self.held.astype(np.bool_).toarray()
        return flags

    @cached_property
    def apart(self) -> Flags:
        """Whether two items (k, k) may not both be chosen; the diagonal: one may not be chosen at all."""
        pairs = np.concatenate([self.clash, self.clash[:, ::-1]])
        size = len(self.worth)
        same = of_entries(np.ones(len(pairs)), pairs[:, 0], pairs[:, 1], (size, size))
        apart: Flags = (self.units @ same @ self.units.T).toarray() > 0
        return apart

    def only(self, items: NDArray[np.intp]) -> Knapsack:
        """Return the same with some of the items."""
        return replace(self, members=self.members[items])


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """The linear relaxation: its value, no choice's is higher, and by how much each item (k,) lowers it.

    ``shares`` (k,) tell how much of each item it takes, ``unit`` what it would pay for one more unit of cost.
    """

    value: float
    losses: Vector
    shares: Vector
    unit: float


def solve(sack: Knapsack) -> tuple[Flags, float]:
    """Return the chosen sentences (n,), and by what share they may fall short of the optimum.

    Sets grow by an item at a time; those kept have the highest worth, counting what is left of the budget
    at its price in the linear relaxation. Items of which the relaxation shows that no better set holds
    them are left out (reduced-cost fixing: Crowder, Johnson & Padberg 1983).
    """
    bound = relax(sack)
    empty = np.zeros((1, len(sack.members)), dtype=bool)
    found = _filled(sack, np.concatenate([empty, _rounded(sack, bound)[None]]))
    values = _State(sack, found).values
    best, value = found[values.argmax()], float(values.max())
    before = 2 * len(sack.members)
    while True:
        keep = np.flatnonzero(bound.losses <= bound.value - value + 10.0**-DIGITS)
        if len(keep) > WORTH_IT * before:
            break
        before = len(keep)
        other = empty[0].copy()
        other[keep] = _grown(sack.only(keep), bound.unit)
        reached = float(_State(sack, other[None]).values[0])
        if reached <= value:
            break
        best, value = other, reached
    gap = max(0.0, 1 - value / bound.value) if bound.value > 0 else 0.0
    return _State(sack, best[None]).sentences[0], gap


def relax(sack: Knapsack) -> Bound:
    """Solve the linear relaxation with the dual simplex method of HiGHS (Huangfu & Hall 2018)."""
    n, c = sack.covers.shape
    # A concept counts only as far as sentences that hold it are taken: z ≤ Σ x.
    holders, concepts = sack.covers.entries()
    blocks: list[tuple[NDArray[Any], NDArray[Any], Vector]] = [
        (concepts, holders, np.full(len(holders), -1.0)),
        (np.arange(c), n + np.arange(c), np.ones(c)),
        (np.full(n, c), np.arange(n), sack.costs),
    ]
    upper = [np.zeros(c), np.array([sack.limit])]
    row = c + 1
    for pairs, signs, most in ((sack.clash, (1.0, 1.0), 1.0), (sack.leans, (1.0, -1.0), 0.0)):
        at = np.repeat(np.arange(row, row + len(pairs)), 2)
        blocks.append((at, pairs.ravel(), np.tile(signs, len(pairs))))
        upper.append(np.full(len(pairs), most))
        row += len(pairs)
    rows, columns, values = (np.concatenate(part) for part in zip(*blocks, strict=True))
    solved = _minimum(
        -np.concatenate([sack.worth, sack.weights]) / sack.total,
        of_entries(values, rows, columns, (row, n + c), by_columns=True),
        np.concatenate(upper),
    )
    taken, lost = np.array(solved.col_value)[:n], np.array(solved.col_dual)[:n]
    shares = np.array([taken[member > 0].min() for member in sack.members])
    # At the optimum a sentence that is not taken would cost this much, one taken in full nothing.
    return Bound(-solved.value, sack.members @ np.maximum(lost, 0.0), shares, -float(solved.row_dual[c]))


@dataclass(frozen=True, slots=True)
class _Solved:
    """The optimum of a linear program, and what one more unit of each variable or bound would change."""

    value: float
    col_value: Sequence[float]
    col_dual: Sequence[float]
    row_dual: Sequence[float]


def _minimum(prices: Vector, matrix: Matrix, upper: Vector) -> _Solved:
    """Minimise prices · x with matrix · x ≤ upper and every x in 0..1."""
    import highspy  # a sixth of the time that SciPy's door to the same solver takes to open

    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.col_cost_ = prices
    program.col_lower_, program.col_upper_ = np.zeros(len(prices)), np.ones(len(prices))
    program.row_lower_, program.row_upper_ = np.full(len(upper), -highspy.kHighsInf), upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("solver", "simplex")
    solver.setOptionValue("simplex_strategy", 1)  # dual
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"HiGHS: {solver.modelStatusToString(solver.getModelStatus())}")
    found = solver.getSolution()
    value = float(solver.getInfo().objective_function_value)
    return _Solved(value, found.col_value, found.col_dual, found.row_dual)


class _State:
    """What sets of items (r, k) are worth, and what each other item would add (r, k)."""

    def __init__(self, sack: Knapsack, sets: Flags) -> None:
        self.sets = sets
        self.sentences, covered, barred = (
            _any_of(sets, of) for of in (sack.members_of, sack.concepts_of, sack.apart)
        )
        self.values = np.round((covered @ sack.weights + self.sentences @ sack.worth) / sack.total, DIGITS)
        self.left = sack.limit - self.sentences @ sack.costs
        gains = _each(sack.held, ~covered * sack.weights) + _each(sack.units, ~self.sentences * sack.worth)
        self.gains = np.round(gains / sack.total, DIGITS)
        self.costs = _each(sack.units, ~self.sentences * sack.costs)
        self.open = (self.gains > 0) & (self.costs <= self.left[:, None])
        self.open &= ~(barred | sets | sack.apart.diagonal())


def _any_of(sets: Flags, of: Flags) -> Flags:
    """Return for each set (r, k) what any of its items has (r, m) of what each has (k, m)."""
    row, items = np.nonzero(sets)
    found = np.zeros((len(sets), of.shape[1]), dtype=bool)
    if len(items):
        firsts = np.flatnonzero(np.append(True, row[1:] != row[:-1]))
        found[row[firsts]] = np.logical_or.reduceat(of[items], firsts)
    return found


def _each(items: Matrix, values: Vector) -> Vector:
    """Return what each item (k,) has of the values (r, m) of what it holds: (r, k), in a fixed order."""
    return (items @ np.ascontiguousarray(values.T)).T  # type: ignore[no-any-return]


def _filled(sack: Knapsack, sets: Flags) -> Flags:
    """Add to each set what gains most over a power of its cost, until nothing fits; for each power."""
    powers = np.repeat(POWERS, len(sets))[:, None]
    sets = np.tile(sets, (len(POWERS), 1))
    while True:
        state = _State(sack, sets)
        if not state.open.any():
            return sets
        rate = np.where(state.open, np.round(state.gains / np.maximum(state.costs, 1) ** powers, DIGITS), -1)
        grows = np.flatnonzero(state.open.any(axis=1))
        sets = sets.copy()
        sets[grows, rate[grows].argmax(axis=1)] = True


def _rounded(sack: Knapsack, bound: Bound) -> Flags:
    """Return the items that the relaxation takes for the most part, as far as they fit."""
    chosen = np.zeros(len(sack.members), dtype=bool)
    for item in np.argsort(-np.round(bound.shares, 6), kind="stable"):
        if bound.shares[item] < 0.5:
            break
        chosen[item] = _State(sack, chosen[None]).open[0, item]
    return chosen


def _grown(sack: Knapsack, unit: float) -> Flags:
    """Return the best set that the beam comes upon."""
    sets: Flags = np.zeros((1, len(sack.members)), dtype=bool)
    best: Flags = sets[0]
    value = -1.0
    while True:
        state = _State(sack, sets)
        if state.values.max() > value:
            best, value = sets[state.values.argmax()], float(state.values.max())
        if not state.open.any():
            return best
        rest = unit * (state.left[:, None] - state.costs)
        promise = np.where(state.open, np.round(state.values[:, None] + state.gains + rest, DIGITS), -np.inf)
        sets = _best(sets, promise)


def _best(sets: Flags, promise: Vector) -> Flags:
    """Return the sets with one more item that promise most, each once whatever the order of its items."""
    flat = promise.ravel()
    # The same set comes from as many others as it has items.
    most = min(WIDTH * (int(sets[0].sum()) + 1), int(np.isfinite(flat).sum()))
    top = np.flatnonzero(flat >= np.partition(flat, -most)[-most])
    top = top[np.argsort(-flat[top], kind="stable")]
    parents, items = np.divmod(top, sets.shape[1])
    grown = sets[parents]
    grown[np.arange(len(top)), items] = True
    first: dict[bytes, int] = {}
    for row, packed in enumerate(np.packbits(grown, axis=1)):
        if first.setdefault(packed.tobytes(), row) == row and len(first) == WIDTH:
            break
    widest: Flags = grown[list(first.values())]
    return widest
