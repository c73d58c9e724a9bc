"""A data class that is made sooner is the one of the standard library in all that it does."""

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import records


def _same(dataclass: Any) -> Any:
    @dataclass(frozen=True, slots=True)
    class Thing:
        name: str
        size: int = 3
        parts: list[int] = field(default_factory=list, compare=False)
        note: str | None = field(default=None, repr=False)

        @property
        def twice(self) -> int:
            return 2 * self.size

    return Thing


OURS, THEIRS = _same(records.dataclass), _same(dataclasses.dataclass)


@records.dataclass(frozen=True, slots=True)
class Kept:
    """A class that can be found again by its name."""

    first: tuple[int, ...]
    second: str = "x"


@records.dataclass(frozen=True, slots=True)
class One:
    only: int

    def __post_init__(self) -> None:
        if self.only < 0:
            raise ValueError("less than nothing")


@records.dataclass(frozen=True, slots=True, eq=False)
class Itself:
    only: int


@given(st.text(), st.integers(), st.lists(st.integers()), st.none() | st.text())
def test_what_it_shows_holds_and_counts_is_the_same(
    name: str, size: int, parts: list[int], note: str | None
) -> None:
    ours, theirs = OURS(name, size, parts, note=note), THEIRS(name, size, parts, note=note)
    assert repr(ours) == repr(theirs)
    assert hash(ours) == hash(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert ours == OURS(name, size, [1], note)
    assert ours != OURS(name, size + 1, parts, note)
    assert ours != theirs
    assert replace(ours, size=7).size == 7
    assert replace(ours, size=7).twice == 14


def test_defaults_are_made_anew_and_the_signature_is_known() -> None:
    assert OURS("a").parts == []
    assert OURS("a").parts is not OURS("a").parts
    assert list(inspect.signature(OURS).parameters) == list(inspect.signature(THEIRS).parameters)
    assert OURS.__match_args__ == THEIRS.__match_args__
    assert OURS.__slots__ == THEIRS.__slots__
    for made in (OURS, THEIRS):
        with pytest.raises(TypeError, match=r"Thing.__init__\(\) missing 1 .*: 'name'"):
            made()


def test_it_is_frozen_and_can_be_copied_and_sent() -> None:
    kept = Kept((1, 2))
    for made in (OURS("a"), THEIRS("a"), kept):
        for name in ("name", "first"):
            with pytest.raises((FrozenInstanceError, TypeError)):
                setattr(made, name, 1)
            with pytest.raises((FrozenInstanceError, TypeError)):
                delattr(made, name)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(kept, protocol)) == kept
    assert copy.deepcopy(kept) == kept
    assert not hasattr(kept, "__dict__")


def test_one_field_a_check_and_no_comparison() -> None:
    assert One(3) == One(3)
    assert hash(One(3)) == hash((3,))
    assert pickle.loads(pickle.dumps(One(3))) == One(3)
    with pytest.raises(ValueError, match="less than nothing"):
        One(-1)
    assert Itself(1) != Itself(1)
    assert len({Itself(1), Itself(1)}) == 2


@pytest.mark.parametrize("how", [{"slots": True}, {"frozen": True}, {"frozen": True, "order": True}])
def test_any_other_is_that_of_the_library(how: dict[str, bool]) -> None:
    decorate: Any = records.dataclass

    @decorate(**how)
    class Other:
        size: int

    assert Other(1) == Other(1)
    assert Other.__dataclass_params__.frozen == how.get("frozen", False)
    assert hasattr(Other(1), "__dict__") != how.get("slots", False)


def test_what_is_heir_to_another_is_that_of_the_library() -> None:
    decorate: Any = records.dataclass

    @decorate(frozen=True, slots=True)
    class Heir(Kept):
        third: int = 4

    assert Heir((1,)) == Heir((1,), "x", 4)
    assert repr(Heir((1,))).endswith("Heir(first=(1,), second='x', third=4)")
