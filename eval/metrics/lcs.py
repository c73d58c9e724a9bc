"""Longest common subsequences of token sequences, bit-parallel.

One big integer holds a column of the dynamic-programming table as differences: bit i of column j is
1 where ``t[i+1][j] = t[i][j] + 1``. A column follows from the one before by an addition, so a pair of
250-word texts costs 250 big-integer steps instead of 62,500 table cells (Hyyrö 2004, "Bit-parallel
LCS-length computation revisited"; Crochemore et al. 2001).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Reference sentences side by side in one integer, a zero bit between them.

    ``masks`` maps a token to the bits where it stands. A carry out of a sentence ends in its zero
    bit, so that one addition serves all sentences. ``bounds`` holds each sentence's first bit and
    the bit after its last.
    """

    tokens: tuple[str | None, ...]
    masks: Mapping[str, int]
    bounds: tuple[tuple[int, int], ...]
    full: int


def layout(sentences: Iterable[Sequence[str]]) -> Layout:
    """Lay out the sentences; empty ones are dropped."""
    tokens: list[str | None] = []
    masks: dict[str, int] = {}
    bounds = []
    full = 0
    for sentence in sentences:
        if not sentence:
            continue
        start = len(tokens)
        for at, token in enumerate(sentence, start):
            masks[token] = masks.get(token, 0) | (1 << at)
        tokens += sentence
        bounds.append((start, len(tokens)))
        full |= (1 << len(tokens)) - (1 << start)
        tokens.append(None)
    return Layout(tuple(tokens), masks, tuple(bounds), full)


def lcs_length(reference: Layout, candidate: Iterable[str]) -> int:
    """Return the LCS length of ``candidate`` and the laid-out sentence (summed over several)."""
    masks, full = reference.masks, reference.full
    column = full
    for token in candidate:
        mask = masks.get(token)
        if mask:
            common = column & mask
            column = ((column + common) | (column - common)) & full
    return (full ^ column).bit_count()


def union_lcs(reference: Layout, candidates: Iterable[Sequence[str]]) -> int:
    """Return the bits of the reference tokens that lie on an LCS with any candidate sentence.

    Where several longest subsequences exist, the one is taken that rouge-score takes: from the end,
    match if equal, else go to the earlier candidate token only if that is the longer side.
    """
    union = 0
    for candidate in candidates:
        union |= _backtrack(reference, _columns(reference, candidate))
    return union


def _columns(reference: Layout, candidate: Sequence[str]) -> list[tuple[int, int]]:
    """Return (match bits, match bits or difference bits) after each candidate token.

    Tokens that the reference lacks leave a column as it was: of a run of them one is kept.
    """
    masks, full = reference.masks, reference.full
    column = full
    columns: list[tuple[int, int]] = []
    for token in candidate:
        mask = masks.get(token, 0)
        if mask:
            common = column & mask
            column = ((column + common) | (column - common)) & full
        elif columns and not columns[-1][0]:
            continue
        columns.append((mask, mask | (full ^ column)))
    columns.reverse()
    return columns


def _backtrack(reference: Layout, columns: list[tuple[int, int]]) -> int:
    taken = 0
    for start, end in reference.bounds:
        window = (1 << end) - (1 << start)
        for mask, steps in columns:
            # The highest bit is where the walk up the column ends: at a match or at a difference.
            below = steps & window
            if not below:
                break
            top = below.bit_length() - 1
            bit = 1 << top
            if mask & bit:
                taken |= bit
                window &= bit - 1
            else:
                window &= (bit << 1) - 1
    return taken
