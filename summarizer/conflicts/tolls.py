"""Tolls: how many died, were hurt or are missing, by source, with the newest marked where they grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.compose.agreement import content
from summarizer.compose.event import Setting, one_event, setting
from summarizer.data import Sentence
from summarizer.statements import read
from summarizer.statements.names import canonical

from .figures import Pair, agree, at_other_times, unmatched
from .pairing import paired
from .statements import Statement, of_anybody
from .thing import one_thing

POSTINGS = 60
"""Tolls under one word that are compared; a word of more tells too little."""
SHARED = 2
"""Words that two tolls have around them, of which one is a name if both have any."""
TIMES = 10.0
"""How many times over one toll of an event may exceed another."""


def differing_tolls(found: Sequence[Statement], sentences: Sequence[Sentence]) -> Iterator[Pair]:
    """Yield the pairs of tolls of different documents that are on one event and differ.

    An event is known by the words of the sentence and of the one before it: "16 people drowned" stands
    behind the sentence that names the ferry. Linear: a toll is compared only with those that share a word.
    """
    tolls = [at for at, made in enumerate(found) if made.kind == "count" and made.outcome and made.head]
    around = {at: _around(found[at], sentences) for at in tolls}
    settings: dict[int, Setting] = {}
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in tolls:
        for word in sorted(around[at]):
            index[found[at].outcome, word].append(at)
    for a, b in paired(index.values(), POSTINGS):
        one, other = found[a], found[b]
        both = sentences[one.sentence], sentences[other.sentence]
        if both[0].document is both[1].document or not _of_one_kind(one, other, both):
            continue
        if agree(*_unbounded(one, other, both)):
            continue
        low, high = sorted((one.value, other.value))
        shared = around[a] & around[b]
        if high > TIMES * low or len(shared) < SHARED:
            continue
        for at in (a, b):
            settings.setdefault(at, setting(found[at].sentence, sentences))
        names = settings[a].near & settings[b].near
        if not shared & {canonical(name) for name in names} and settings[a].near and settings[b].near:
            continue
        if one_event(settings[a], settings[b], days=False) and not at_other_times(one.times, other.times):
            yield Pair(a, b, shared, 1.0)


def _unbounded(
    one: Statement, other: Statement, both: tuple[Sentence, Sentence]
) -> tuple[Statement, Statement]:
    """Return two tolls without "at least" where their documents are of two days: the later may be newer."""
    days = [sentence.document.date for sentence in both]
    if None in days or days[0] == days[1]:
        return one, other
    return replace(one, bound=""), replace(other, bound="")


def _of_one_kind(one: Statement, other: Statement, both: tuple[Sentence, Sentence]) -> bool:
    """Tell whether two tolls count the same people, nowhere else and in the same way."""
    languages = [sentence.document.language for sentence in both]
    anybody = [of_anybody(made, code) for made, code in zip((one, other), languages, strict=True)]
    if not (all(anybody) or (not any(anybody) and one.head[-1] == other.head[-1])):
        return False
    if unmatched(one.names, other.names) and unmatched(other.names, one.names):
        return False
    return one_thing(one, other, both)


def _around(made: Statement, sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return what the clause of a toll and the sentence before it speak of, without the outcome."""
    here = sentences[made.sentence]
    language = here.document.language
    found = content(read(here.text, language).fact, language)
    before = sentences[made.sentence - 1] if made.sentence else here
    if before.document is here.document and before.paragraph == here.paragraph:
        found |= content(read(before.text, language).fact, language)
    return frozenset(word for word in found if not word.startswith(("=die", "=hurt"))) - set(made.head)
