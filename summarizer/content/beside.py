"""What a sentence is worth beside the rest of its pile: passing states, small sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from summarizer.data import Document, Sentence
from summarizer.languages import ANY, alternatives, pattern, table, words
from summarizer.statements import read

SMALL = 300.0
"""How many times over the largest sum of a pile exceeds one that is small beside it."""
LARGE = 1e7
"""The least that the largest sum must come to: below it there is no telling what is small."""
MOST = 5_000
"""Sentences with sums that are read, in order: bounds the cost in a large pile."""
CODE = 3
"""Letters of the code of a currency."""

_SUM = re.compile(r"\d")


def passing(sentences: Sequence[Sentence], reports: frozenset[Document]) -> list[int]:
    """Return the sentences of ``reports`` that tell a state of their day, where one is of a later day.

    What is "so far" so, is being searched for or would be done has come out otherwise by then, or is news no
    more.
    """
    days = [document.date for document in reports if document.date]
    newest = max(days, default=date.min)
    return [
        i
        for i, sentence in enumerate(sentences)
        if sentence.document.date
        and sentence.document.date < newest
        and sentence.document in reports
        and (cue := _passing(sentence.document.language))
        and cue.search(sentence.shown)
    ]


@cache
def _passing(language: str) -> re.Pattern[str] | None:
    inside = pattern(language, "worth.passing")
    return re.compile(inside) if inside else None


def small(sentences: Sequence[Sentence], reports: frozenset[Document]) -> list[int]:
    """Return the sentences of ``reports`` whose sums of money are small beside the largest of the pile."""
    currencies = frozenset(words(ANY, "units.currencies"))
    sums: dict[int, float] = {}
    for i, sentence in enumerate(sentences):
        if len(sums) == MOST:
            break
        if sentence.document in reports and _SUM.search(sentence.text) and _money(sentence):
            found = [
                quantity.value * quantity.unit.factor
                for quantity in read(sentence.text, sentence.document.language).quantities
                if quantity.unit and quantity.unit.dimension in currencies
            ]
            if found:
                sums[i] = max(found)
    largest = max(sums.values(), default=0.0)
    return [i for i, value in sums.items() if value * SMALL < largest and largest >= LARGE]


def _money(sentence: Sentence) -> bool:
    return _currency().search(sentence.text) is not None


@cache
def _currency() -> re.Pattern[str]:
    """Fit the signs and names of currencies; their codes are too like words."""
    currencies = words(ANY, "units.currencies")
    spellings = [
        spelling
        for dimension, _, *written in table(ANY, "units.measures").values()
        if dimension in currencies
        for spelling in written
        if len(spelling) == 1 or len(spelling) > CODE
    ]
    return re.compile(alternatives(spellings), re.IGNORECASE)
