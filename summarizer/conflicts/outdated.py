"""Tolls that a newer report has overtaken: of two values of a figure that grows, a note gives the newest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summarizer.data import Sentence
from summarizer.languages import alternatives, table

from .statements import statements
from .tolls import differing_tolls

COUNTED = ("die", "hurt")
"""The meanings of `agreement.synonyms` that are counted in tolls."""
READ = 2_000
"""Sentences with a toll that are read, in order: bounds the cost in a large pile."""


def outdated(sentences: Sequence[Sentence]) -> dict[int, int]:
    """Return the sentences whose toll a document of a later day overtakes, each with the newest that does.

    Both must count the same in one event (`tolls.differing_tolls`), and the later toll must be the higher.
    """
    tolls = [
        i
        for i, sentence in enumerate(sentences)
        if sentence.document.date and _cue(sentence.document.language).search(sentence.text)
    ]
    if len({sentences[i].document.date for i in tolls}) < 2:
        return {}
    found = [made for i in tolls[:READ] for made in statements(i, sentences[i])]
    newest: dict[int, int] = {}
    for pair in differing_tolls(found, sentences):
        one, other = sorted((found[pair.one], found[pair.other]), key=lambda made: made.value)
        old, new = sentences[one.sentence].document.date, sentences[other.sentence].document.date
        if old is None or new is None or not old < new:
            continue
        known = newest.get(one.sentence)
        if known is None or (sentences[known].document.date or old) < new:
            newest[one.sentence] = other.sentence
    return newest


@cache
def _cue(language: str) -> re.Pattern[str]:
    """Fit words of a toll."""
    groups = table(language, "agreement.synonyms")
    words = [word for name in COUNTED for word in str(groups.get(name, "")).split()]
    return re.compile(rf"\b(?:{alternatives(words)})\b", re.IGNORECASE)
