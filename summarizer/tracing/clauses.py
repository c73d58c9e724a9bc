"""Clauses: where a sentence can be cut into stretches that bear meaning of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from summarizer.languages import words as known
from summarizer.text.language import WORD, tokens

_BREAK = re.compile(r"[,;:()\[\]{}\"“”«»„—–،؛、，；：。]|--|\s[-·|]|[-·|]\s|[?!.…]\s")
"""Punctuation between two words that parts clauses."""


@cache
def openers(language: str) -> frozenset[str]:
    """Return the conjunctions and relative pronouns that open a clause."""
    return frozenset(known(language, "clauses.openers"))


Word = tuple[int, int]


def words(text: str) -> tuple[Word, ...]:
    """Return ``(start, end)`` of each word of ``text``."""
    return tuple(match.span() for match in WORD.finditer(text))


def pieces(word: str) -> tuple[str, ...]:
    """Return the index terms of one word: itself in lower case, or its parts in scripts without spaces."""
    return (word.lower(),) if word.isascii() else tuple(tokens(word))


def _parts(text: str, before: int, start: int) -> bool:
    """Tell whether what stands between two words parts clauses: "21,000" and "4. 3%" are one figure."""
    between = text[before:start].strip()
    if between in (",", ".") and text[before - 1].isdigit() and text[start].isdigit():
        return False
    return _BREAK.search(text, before, start) is not None


def clauses(text: str, found: Sequence[Word], language: str) -> tuple[tuple[int, int], ...]:
    """Return the clauses of ``text`` as ranges ``[first, last)`` of its words ``found``, in order.

    A clause ends at punctuation and before a conjunction or a relative pronoun; every word is in one.
    """
    opening = openers(language)
    cuts = [
        at
        for at, ((_, before), (start, end)) in enumerate(pairwise(found), 1)
        if (text[before:start] != " " and _parts(text, before, start)) or text[start:end].lower() in opening
    ]
    return tuple(zip([0, *cuts], [*cuts, len(found)], strict=True)) if found else ()
