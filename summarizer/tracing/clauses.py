"""Clauses: where a sentence can be cut into stretches that bear meaning of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.text.language import WORD, tokens

_BREAK = re.compile(r"[,;:()\[\]{}\"“”«»„—–،؛、，；：。]|--|\s[-·|]|[-·|]\s|[?!.…]\s")
"""Punctuation between two words that parts clauses."""

_OPENERS = {
    "en": "and but or nor who whom which that while as because after before when where although though since "
    "if so whose until unless whereas",
    "de": "und aber oder sondern",
    "es": "y e pero o que porque cuando donde mientras aunque si quien cuyo",
    "fr": "et mais ou qui que dont où quand lorsque parce pendant tandis si",
    "it": "e ed ma o che perché quando dove mentre se cui",
    "nl": "en maar of die dat omdat toen terwijl als",
    "pt": "e mas ou que porque quando onde enquanto embora se cujo",
}
_OPENING = {code: frozenset(words.split()) for code, words in _OPENERS.items()}

Word = tuple[int, int]


def words(text: str) -> tuple[Word, ...]:
    """Return ``(start, end)`` of each word of ``text``."""
    return tuple(match.span() for match in WORD.finditer(text))


def pieces(word: str) -> tuple[str, ...]:
    """Return the index terms of one word: itself in lower case, or its parts in scripts without spaces."""
    return (word.lower(),) if word.isascii() else tuple(tokens(word))


def clauses(text: str, found: Sequence[Word], language: str) -> tuple[tuple[int, int], ...]:
    """Return the clauses of ``text`` as ranges ``[first, last)`` of its words ``found``, in order.

    A clause ends at punctuation and before a conjunction or a relative pronoun; every word is in one.
    """
    openers = _OPENING.get(language, frozenset())
    cuts = [
        at
        for at, ((_, before), (start, end)) in enumerate(pairwise(found), 1)
        if (text[before:start] != " " and _BREAK.search(text, before, start))
        or text[start:end].lower() in openers
    ]
    return tuple(zip([0, *cuts], [*cuts, len(found)], strict=True)) if found else ()
