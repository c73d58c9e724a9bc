"""Strange words: content words of a line that none of its passages has, in no form and by no synonym."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.synonyms import meant, synonymous

SAME = 5
"""Letters with which two forms of one word begin: "decide", "decision"."""


def strange(text: str, passages: Sequence[str], language: str = "en") -> tuple[str, ...]:
    """Return the words of ``text`` that ``passages`` do not have, in order.

    Names and numbers are left to other checks. The synonyms are those of the language's file.
    """
    held: frozenset[str] = frozenset().union(*(_stems(passage, language) for passage in passages))
    opened = {one[:SAME] for one in held if len(one) >= SAME}
    said = meant(held, language)
    stops = stop_words(language)
    found = []
    for at, match in enumerate(WORD.finditer(text)):
        word = match.group()
        lower = word.lower().replace("’", "'")
        if lower in stops or not word.isalpha() or (at and word[0].isupper()) or len(word) < 3:
            continue
        own = stem([lower], language)[0]
        if own in held or lower[:SAME] in opened or not said.isdisjoint(meant([own], language)):
            continue
        found.append(word)
    return tuple(found)


def akin(one: str, other: str, language: str = "en") -> bool:
    """Tell whether two words in lower case are forms of one word, or synonyms in the language's file."""
    if one[:SAME] == other[:SAME] and min(len(one), len(other)) >= SAME:
        return True
    own, theirs = stem([one, other], language)
    return own == theirs or synonymous(own, theirs, language)


@lru_cache(maxsize=8192)
def _stems(text: str, language: str) -> frozenset[str]:
    words = [match.group().lower().replace("’", "'").removesuffix("'s") for match in WORD.finditer(text)]
    return frozenset(stem(words, language))
