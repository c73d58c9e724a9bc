"""Tolls that a newer report has overtaken: of two values of a figure that grows, a note gives the newest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from summarizer.data import Document, Sentence
from summarizer.languages import NOTHING, alternatives, one_line, table, words

from .statements import Statement, statements
from .tolls import differing_tolls, is_whole

FEWER = 2.0
"""How many times lower than a toll another of its document may be and still be the same one."""
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
    overtaken: dict[tuple[Document, str], tuple[Statement, Statement]] = {}
    for pair in differing_tolls(found, sentences):
        one, other = sorted((found[pair.one], found[pair.other]), key=lambda made: made.value)
        old, new = sentences[one.sentence].document.date, sentences[other.sentence].document.date
        if old is None or new is None or not old < new:
            continue
        known = newest.get(one.sentence)
        if known is None or (sentences[known].document.date or old) < new:
            newest[one.sentence] = other.sentence
            overtaken[sentences[one.sentence].document, one.outcome] = one, other
    # What a document says of the same toll elsewhere is overtaken with it.
    for made in found:
        old_new = overtaken.get((sentences[made.sentence].document, made.outcome))
        if old_new and made.sentence not in newest and is_whole(made, sentences[made.sentence]):
            low, high = (each.value for each in old_new)
            if low / FEWER <= made.value <= high:
                newest[made.sentence] = old_new[1].sentence
    return {old: _last(old, newest) for old in newest}


def _last(old: int, newest: Mapping[int, int]) -> int:
    """Follow what overtakes a toll to what nothing overtakes: each step leads to a later day."""
    while old in newest:
        old = newest[old]
    return old


@cache
def _cue(language: str) -> re.Pattern[str]:
    """Fit words of a toll."""
    outcomes = table(language, "figures.outcomes")
    found = [word for group in outcomes.values() for word in group.split()]
    found += [*words(language, "figures.lost"), *words(language, "figures.people")]
    nouns = "|".join(one_line(rule) for rule in table(language, "figures.tolls").values()) or NOTHING
    return re.compile(rf"\b(?:{alternatives(found)}|{nouns})\b", re.IGNORECASE)
