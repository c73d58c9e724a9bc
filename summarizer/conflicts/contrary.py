"""Contrary outcomes: what became of one thing, told one way by one source and the other way by another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from summarizer.compose.event import one_event, setting
from summarizer.data import Sentence
from summarizer.statements import read
from summarizer.statements.outcomes import Outcome
from summarizer.statements.values import named
from summarizer.statements.verbs import ENGLISH
from summarizer.text.dates import mentions

from .figures import at_other_times, unmatched
from .pairing import paired

POSTINGS = 60
"""Outcomes of one matter and head that are compared; more of them tell too little."""
SHARED, SHARE = 2, 0.75
"""Content words that both clauses must have, and their share of the shorter one's."""


def contrary(one: Outcome, other: Outcome) -> bool:
    """Tell whether two outcomes cannot both be: the same matter of the same thing, with the contrary sign.

    Each side of the verb must be of one head and hold nothing that the other lacks and the other way round.
    Different numbers part them.
    """
    if one.matter != other.matter or one.sign == other.sign or one.head != other.head:
        return False
    if one.figures != other.figures or _parted(one.whom, other.whom) or _parted(one.who, other.who):
        return False
    if one.other and other.other and one.other != other.other and not (one.who & other.who):
        return False
    shared = one.around & other.around
    if one.matter.startswith("not "):
        acting = bool(one.who or other.who)
        if not one.whom & other.whom or (acting and not one.who & other.who):
            return False
    return len(shared) >= SHARED and len(shared) >= SHARE * min(len(one.around), len(other.around))


def contrary_pairs(found: Sequence[Outcome], sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of outcomes of different documents that cannot both be, by their places.

    A document that states both itself reports a change of mind or two different things, and is left out.
    Linear: only outcomes of one matter and one head are compared.
    """
    by_head: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        by_head[one.matter, one.head].append(at)
    for places in by_head.values():
        if len({found[at].sign for at in places}) < 2:
            continue
        pairs = [
            (a, b)
            for a, b in paired([places], POSTINGS)
            if contrary(found[a], found[b]) and _same_case(found[a], found[b], sentences)
        ]
        wavering = {
            sentences[found[a].sentence].document
            for a, b in pairs
            if sentences[found[a].sentence].document is sentences[found[b].sentence].document
        }
        for a, b in pairs:
            documents = {sentences[found[at].sentence].document for at in (a, b)}
            if len(documents) == 2 and documents.isdisjoint(wavering):
                yield a, b


def _same_case(one: Outcome, other: Outcome, sentences: Sequence[Sentence]) -> bool:
    """Tell whether neither the dates nor the names show that two sentences are on different cases."""
    both = sentences[one.sentence], sentences[other.sentence]
    if at_other_times(*(_times(sentence) for sentence in both)) and not _one_weekday(*both):
        return False
    mine, theirs = (
        named(sentence.text, ENGLISH, made.clause.start, made.clause.end)
        for sentence, made in zip(both, (one, other), strict=True)
    )
    if unmatched(mine, theirs) and unmatched(theirs, mine):
        return False
    settings = (setting(made.sentence, sentences) for made in (one, other))
    return one_event(*settings, days=False)


def _one_weekday(one: Sentence, other: Sentence) -> bool:
    """Tell whether two sentences give the same weekday and no date: reports of two weeks may mean one day."""
    found = [read(read(sentence.text).fact).days for sentence in (one, other)]
    if not all(found) or any(day.month or day.year for side in found for day in side):
        return False
    mine, theirs = ({day.weekday for day in side} for side in found)
    return bool(mine & theirs)


def _times(sentence: Sentence) -> frozenset[str]:
    text = read(sentence.text, ENGLISH).fact
    found = mentions(text, anchor=sentence.document.date, language=ENGLISH)
    return frozenset(one.iso for one in found if one.iso)


def _parted(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one - other) and bool(other - one)
