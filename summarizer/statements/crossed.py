"""Crossed: the words of a passage with two of its parts in each other's place: "prefers tea to coffee"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import words
from summarizer.text.language import stop_words
from summarizer.text.words import words_of

from .finding import Finding

LEAST, MOST = 4, 40
"""Words of a claim, without articles, that is compared: fewer say too little, more are a list."""


def check_crossed(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield a claim that says word for word what a passage says, but with two parts exchanged.

    What joins the two must tell them apart: "A and B" is "B and A". When or where something was may stand
    at either end.
    """
    mutual = _known(language, "roles.mutual")
    own = _tokens(claim, language)
    if not mutual or not LEAST <= len(own) <= MOST:
        return
    wanted, known = sorted(own), frozenset(own)
    crossed = False
    for text in passages:
        theirs = _tokens(text, language)
        if not known.issubset(theirs):
            continue
        for at in range(len(theirs) - len(own) + 1):
            window = theirs[at : at + len(own)]
            if window[0] not in known or sorted(window) != wanted:
                continue
            if window == own:
                return
            crossed = crossed or _are_crossed(own, window, language)
    if crossed:
        message = "the cited passages have two parts of it the other way round"
        yield Finding("role", 0, len(claim), claim, message, contradicted=True)


def _are_crossed(mine: Sequence[str], theirs: Sequence[str], language: str) -> bool:
    """Tell whether one run of words is another with two parts exchanged around a third one."""
    first, last = 0, len(mine)
    while mine[first] == theirs[first]:
        first += 1
    while mine[last - 1] == theirs[last - 1]:
        last -= 1
    here, there = mine[first:last], theirs[first:last]
    size = len(here)
    for left in range(1, size - 1):
        for right in range(1, size - left):
            one, between, other = here[:left], here[left : size - right], here[size - right :]
            if (*other, *between, *one) == tuple(there):
                return _tells_apart(one, between, other, language)
    return False


def _tells_apart(one: Sequence[str], between: Sequence[str], other: Sequence[str], language: str) -> bool:
    """Tell whether what stands between two parts makes it matter which comes first."""
    mutual, linking = _known(language, "roles.mutual"), _known(language, "omissions.linking")
    free = any(len(part) > 1 and part[0] in linking for part in (one, other))
    stops = stop_words(language)
    alike = all(word in stops for word in (*one, *other)) and not (linking >= {*one, *other})
    return mutual.isdisjoint(between) and not free and not alike


@lru_cache(maxsize=2048)
def _tokens(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, without articles."""
    articles = _known(language, "figures.articles")
    return tuple([word for word in words_of(text).lower if word not in articles])


@cache
def _known(language: str, topic: str) -> frozenset[str]:
    return frozenset(words(language, topic))
