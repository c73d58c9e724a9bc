"""How much of a draft sentence its evidence holds."""

from __future__ import annotations

import math
from collections.abc import Sequence

from summarizer.language import stem, stop_words, tokens

from .index import Evidence, grams_of
from .spans import FUNCTION_WORD

ALIKE = 0.35
"""Share of a word's character n-grams from which it counts as held in part."""


def covered(text: str, evidence: Sequence[str], index: Evidence) -> float:
    """Return the share, in 0..1, of what ``text`` says that ``evidence`` says, words weighted by rarity.

    A word counts in full where its stem is in the evidence, else by the share of its character n-grams
    that are. 0 for a text without words.
    """
    stops = stop_words(index.language)
    held = [word for quote in evidence for word in tokens(quote)]
    stems = set(stem(held, index.language))
    grams = {gram for word in held for gram in grams_of(word)}
    unseen = math.log1p((len(index.sentences) + 0.5) / 0.5)
    found = tokens(text)
    gained = total = 0.0
    for word, stemmed in zip(found, stem(found, index.language), strict=True):
        number = index.stems.get(stemmed)
        weight = math.sqrt(unseen if number is None else float(index.idf[number]))
        weight *= FUNCTION_WORD if word.replace("’", "'") in stops else 1.0
        total += weight
        if stemmed in stems:
            gained += weight
        else:
            own = grams_of(word)
            share = sum(gram in grams for gram in own) / len(own)
            gained += weight * share if share >= ALIKE else 0.0
    return gained / total if total else 0.0
