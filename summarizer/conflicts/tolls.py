"""Tolls: how many died, were hurt or are missing, by source, with the newest marked where they grow."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from summarizer.compose.event import Setting, one_event, setting
from summarizer.data import Document, Sentence
from summarizer.languages import pattern
from summarizer.records import dataclass
from summarizer.statements import read
from summarizer.statements.agreement import content
from summarizer.statements.names import canonical
from summarizer.statements.values import Value, of_anybody

from .figures import Pair, agree, at_other_times, unmatched
from .pairing import paired
from .thing import one_thing

POSTINGS = 60
"""Tolls under one word that are compared; a word of more tells too little."""
SHARED = 2
"""Words that two tolls have around them, of which one is a name if both have any."""
TIMES = 10.0
"""How many times over one toll of an event may exceed another."""
GROWS, WITHIN = 4.0, 30
"""How many times over a toll grows, and in how many days, where only the matter of the pile is shared."""
OPENING = 3
"""Sentences of a document in which it says what it is on."""
HEARD = 500
"""Documents that are heard on what the pile is on, about so many of more than twice as many."""


def differing_tolls(found: Sequence[Value], sentences: Sequence[Sentence]) -> Iterator[Pair]:
    """Yield the pairs of tolls of different documents that are on one event and differ.

    An event is known by the words of the sentence and of the one before it: "16 people drowned" stands
    behind the sentence that names the ferry. Linear: a toll is compared only with those that share a word.
    """
    tolls = [at for at, made in enumerate(found) if made.kind == "count" and made.outcome and made.head]
    around = {at: _around(found[at], sentences) for at in tolls}
    settings: dict[int, Setting] = {}
    matter = words_of_matter(sentences)
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in tolls:
        for word in sorted(around[at]):
            index[found[at].outcome, word].append(at)
    for a, b in paired(index.values(), POSTINGS):
        one, other = found[a], found[b]
        both = sentences[one.sentence], sentences[other.sentence]
        low, high = sorted((one.value, other.value))
        if both[0].document is both[1].document or high > TIMES * low:
            continue
        if agree(*_unbounded(one, other, both)) or not _of_one_kind(one, other, both):
            continue
        shared = around[a] & around[b]
        if not _one_place(one, other, both, matter):
            continue
        for at in (a, b):
            settings.setdefault(at, setting(found[at].sentence, sentences))
        names = settings[a].near & settings[b].near
        named = not settings[a].near or not settings[b].near or shared & {canonical(name) for name in names}
        if (len(shared) < SHARED or not named) and not (shared & matter and _grows(one, other, both)):
            continue
        if one_event(settings[a], settings[b], days=False) and not at_other_times(one.times, other.times):
            yield Pair(a, b, shared, 1.0)


def _unbounded(one: Value, other: Value, both: tuple[Sentence, Sentence]) -> tuple[Value, Value]:
    """Return two tolls without "at least" where their documents are of two days: the later may be newer."""
    days = [sentence.document.date for sentence in both]
    if None in days or days[0] == days[1]:
        return one, other
    return replace(one, bound=""), replace(other, bound="")


def words_of_matter(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the words that more than half of the documents open with: what all of them are on.

    One of hardly a sentence, as what a folder says of itself, has no say where others are longer. Of very
    many documents an even sample is heard.
    """
    openings: dict[Document, set[str]] = {}
    count = Counter(sentence.document for sentence in sentences)
    sample = [*count][:: max(1, len(count) // HEARD)]
    left = dict.fromkeys(sample, OPENING)
    for sentence in sentences:
        if left.get(sentence.document):
            left[sentence.document] -= 1
            words = content(sentence.text, sentence.document.language)
            openings.setdefault(sentence.document, set()).update(words)
    whole = [words for document, words in openings.items() if count[document] >= OPENING]
    heard = whole if len(whole) > 1 else list(openings.values())
    held = Counter(word for words in heard for word in words)
    return frozenset(word for word, times in held.items() if times > 1 and 2 * times > len(heard))


def _grows(one: Value, other: Value, both: tuple[Sentence, Sentence]) -> bool:
    """Tell whether the later of two documents, a few days on, has the higher toll, and not by far."""
    days = [sentence.document.date for sentence in both]
    if days[0] is None or days[1] is None or not 0 < abs((days[1] - days[0]).days) <= WITHIN:
        return False
    old, new = (one, other) if days[0] < days[1] else (other, one)
    return old.value < new.value <= GROWS * old.value


def _one_place(one: Value, other: Value, both: tuple[Sentence, Sentence], matter: frozenset[str]) -> bool:
    """Tell whether two tolls are of one place: neither is of a part of what the other counts in full."""
    mine, theirs = (_where(made, sentence) for made, sentence in zip((one, other), both, strict=True))
    if mine is None or theirs is None:
        return mine is theirs and one.names == other.names
    mine, theirs = mine - matter, theirs - matter
    return (not mine and not theirs) or not unmatched(mine, theirs) or not unmatched(theirs, mine)


def is_whole(made: Value, sentence: Sentence) -> bool:
    """Tell whether a toll of anybody is said of no place or part alone."""
    return of_anybody(made, sentence.document.language) and _where(made, sentence) == frozenset()


def _where(made: Value, sentence: Sentence) -> frozenset[str] | None:
    """Return the names of the place that a toll is of, None where it is one part of several's."""
    text, language = sentence.text, sentence.document.language
    forms = _forms(language)
    start, end = made.clause.start, made.clause.end
    if forms.alone and forms.alone.search(text, start, end):
        return None
    found: set[str] = set()
    for name in read(text, language).names:
        if name.start < start or name.end > end:
            continue
        local = (
            name.end <= made.span.start
            and forms.local
            and forms.local.fullmatch(text, name.end, made.span.start)
        )
        inside = (
            name.start >= made.span.end
            and forms.places
            and forms.places.search(text, made.span.end, name.start)
        )
        if local or inside:
            found.update(canonical(word) for word in name.words)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Forms:
    """How a language says that a toll is of one place."""

    places: re.Pattern[str] | None
    local: re.Pattern[str] | None
    alone: re.Pattern[str] | None


@cache
def _forms(language: str) -> _Forms:
    def made(topic: str, around: str) -> re.Pattern[str] | None:
        inside = pattern(language, f"figures.{topic}")
        return re.compile(around.format(inside), re.IGNORECASE) if inside else None

    return _Forms(
        made("places", r"\b(?:{})\s+(?:the\s+)?$"), made("local", r"(?:{})\s+"), made("alone", r"\b(?:{})\b")
    )


def _of_one_kind(one: Value, other: Value, both: tuple[Sentence, Sentence]) -> bool:
    """Tell whether two tolls count the same people, and in the same way."""
    languages = [sentence.document.language for sentence in both]
    anybody = [of_anybody(made, code) for made, code in zip((one, other), languages, strict=True)]
    if not (all(anybody) or (not any(anybody) and one.head[-1] == other.head[-1])):
        return False
    return one_thing(one, other, both)


def _around(made: Value, sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return what the clause of a toll and the sentence before it speak of, without the outcome."""
    here = sentences[made.sentence]
    language = here.document.language
    found = content(read(here.text, language).fact, language)
    before = sentences[made.sentence - 1] if made.sentence else here
    if before.document is here.document and before.paragraph == here.paragraph:
        found |= content(read(before.text, language).fact, language)
    return frozenset(word for word in found if not word.startswith(("=die", "=hurt"))) - set(made.head)
