"""Word alignment: which stretches of two sequences of words are the same, in order, and which differ."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class Stretch(NamedTuple):
    """``one[first:last]`` stands where ``other[start:end]`` does; ``same`` tells that they are equal.

    Of a stretch that differs one side may be empty: words that only the other text has.
    """

    same: bool
    first: int
    last: int
    start: int
    end: int


def align(one: Sequence[str], other: Sequence[str]) -> tuple[Stretch, ...]:
    """Return the stretches of two sequences of words, in order; together they are all of both.

    The longest common block is taken first, then those on either side of it, and so on (Ratcliff and
    Metzener 1988); equal and differing stretches alternate. The time grows with the product of the lengths,
    and with their cube where words repeat much: who calls bounds them. Equal sequences are one stretch, empty
    ones none.
    """
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return tuple(Stretch(tag == "equal", *places) for tag, *places in codes)
