"""Clauses: where a sentence can be cut into stretches that bear meaning of their own."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from summarizer.languages import words as known
from summarizer.text.language import tokens
from summarizer.text.words import words_of

_BREAK = re.compile(r"[,;:()\[\]{}\"“”«»„—–،؛、，；：。]|--|\s[-·|]|[-·|]\s|[?!.…]\s")
"""Punctuation between two words that parts clauses."""


@cache
def openers(language: str) -> frozenset[str]:
    """Return the conjunctions and relative pronouns that open a clause."""
    return frozenset(known(language, "clauses.openers"))


def pieces(word: str) -> tuple[str, ...]:
    """Return the index terms of one word: itself in lower case, or its parts in scripts without spaces."""
    return (word.lower(),) if word.isascii() else tuple(tokens(word))


def _parts(text: str, before: int, start: int) -> bool:
    """Tell whether what stands between two words parts clauses: "21,000" and "4. 3%" are one figure."""
    between = text[before:start].strip()
    if between in (",", ".") and text[before - 1].isdigit() and text[start].isdigit():
        return False
    return _BREAK.search(text, before, start) is not None


@lru_cache(maxsize=2048)
def clauses(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return the clauses of ``text`` as ranges ``[first, last)`` of its words (`words_of`), in order.

    A clause ends at punctuation and before a conjunction or a relative pronoun; every word is in one.
    """
    opening, known = openers(language), words_of(text)
    if not known.lower:
        return ()
    behind = zip(known.ends[:-1], known.starts[1:], known.lower[1:], strict=True)
    cuts = [
        at
        for at, (before, start, word) in enumerate(behind, 1)
        if word in opening or ((start - before > 1 or text[before] != " ") and _parts(text, before, start))
    ]
    return tuple(zip([0, *cuts], [*cuts, len(known.lower)], strict=True))
