"""Batches that do not fit into memory are halved, whatever the model."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer.errors import OptionError
from summarizer.models.batches import Fits, in_batches
from summarizer.models.hub import ModelError

SAID = Fits("The model cannot read", "The model does not fit.")


def worker(most: int, sizes: list[int]) -> object:
    def work(part: Sequence[int]) -> list[int]:
        sizes.append(len(part))
        if len(part) > most:
            raise RuntimeError("CUDA error: out of memory")
        return [10 * at for at in part]

    return work


def test_a_batch_that_does_not_fit_is_halved_and_stays_so() -> None:
    sizes: list[int] = []
    found = list(in_batches(range(9), 8, worker(3, sizes), SAID))  # type: ignore[arg-type]
    assert found == [(at, 10 * at) for at in range(9)]
    assert sizes == [8, 4, 2, 2, 2, 2, 1]


def test_one_item_that_does_not_fit_is_told() -> None:
    with pytest.raises(ModelError, match="does not fit"):
        list(in_batches([1, 2], 2, worker(0, []), SAID))  # type: ignore[arg-type]


def test_another_failure_is_told_and_errors_of_our_own_stay_as_they_are() -> None:
    def broken(part: Sequence[int]) -> list[int]:
        raise RuntimeError("shapes\n differ")

    def refused(part: Sequence[int]) -> list[int]:
        raise OptionError("--dtype")

    with pytest.raises(ModelError, match="The model cannot read: shapes differ"):
        list(in_batches([1], 1, broken, SAID))
    with pytest.raises(OptionError):
        list(in_batches([1], 1, refused, SAID))
