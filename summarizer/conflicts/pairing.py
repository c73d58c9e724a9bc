"""Pairing: which statements of a pile are compared, found by what they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations


def paired(postings: Iterable[Sequence[int]], most: int) -> list[tuple[int, int]]:
    """Return the pairs of places that stand under one key, each once and in order.

    ``postings`` are the places under each key, in order. A key of more than ``most`` places tells too little
    and is passed over, which keeps the number of pairs linear in that of the places.
    """
    return sorted({pair for posting in postings if len(posting) <= most for pair in combinations(posting, 2)})
