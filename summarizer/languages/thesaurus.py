"""How near in meaning two words are: by the lists of a thesaurus that both stand in.

The English one is made of Moby Thesaurus II (Ward 1996), which its author gave to the public domain, by
``benchmarks/thesaurus.py``. It is wide: it tells words of one field, which may stand in each other's place
where all else is the same, and no more.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from math import sqrt
from string import ascii_lowercase, ascii_uppercase, digits

from .listed import listed

LAST = digits + ascii_lowercase + ascii_uppercase
"""The last digit of a number; it tells where a number ends."""
FIRST = "!#$%&()*+,-./:;<=>?@[]^_{|}~"
"""All other digits, the highest first."""


def nearness(one: str, other: str, language: str) -> float:
    """Return how many of the words listed with either of two stems both have, as a cosine in 0..1."""
    ours, theirs = _listed(one, language), _listed(other, language)
    if not ours or not theirs:
        return 0.0
    return len(ours & theirs) / sqrt(len(ours) * len(theirs))


def packed(number: int) -> str:
    """Return a number of at least 0 as its digits, which need nothing between them."""
    rest, digit = divmod(number, len(LAST))
    written = LAST[digit]
    while rest:
        rest, digit = divmod(rest, len(FIRST))
        written = FIRST[digit] + written
    return written


def unpacked(text: str) -> list[int]:
    """Return the numbers that stand behind each other in a text."""
    found, rest = [], 0
    for digit in text:
        value = _VALUES[digit]
        if digit in _ENDS:
            found.append(rest * len(LAST) + value)
            rest = 0
        else:
            rest = rest * len(FIRST) + value
    return found


_VALUES = {digit: at for digits_ in (LAST, FIRST) for at, digit in enumerate(digits_)}
_ENDS = frozenset(LAST)


@lru_cache(maxsize=1024)
def _listed(stem: str, language: str) -> frozenset[int]:
    """Return the numbers of the stems that are listed with one, itself among them."""
    row = listed(language, "thesaurus", stem)
    return frozenset(accumulate(unpacked(row))) if row is not None else frozenset()
