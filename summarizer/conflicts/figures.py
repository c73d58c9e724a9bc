"""Figures: statements of one quantity, age or day whose values cannot both be right.

Two statements are compared only where their wording shows that they are about one thing; what rounding, a
bound ("more than 800" and 850) or a conversion explains is no disagreement.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from summarizer.compose.event import one_event, setting
from summarizer.data import Document, Sentence
from summarizer.records import dataclass
from summarizer.statements.values import MEASURED, Value

from .pairing import paired
from .thing import one_thing

RAREST = 8
"""Words of a statement by which others like it are looked up, rarest first."""
POSTINGS = 60
"""Statements under one word that are compared; a word of more tells too little."""
BOTH = 0.05
"""How near to the other's value a source must come to count as reporting both."""
CONVERSION = 0.02
"""Relative error that converting a unit may bring."""

LEVELS = ((1.1, 0.25, 3), (2.0, 0.5, 3), (10.0, 0.65, 4))
"""(ratio of the values up to, share of wording, shared words) that two statements about one thing have.

Values that are close to each other are seldom so by chance; the farther apart, the more the words must show.
"""
DAYS = ((0.6, 4), (0.9, 3))
"""The (share, words) of two days; either will do."""
FACTS = 2
"""Shared words that are no names: two statements on one person need not be about one thing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements, by their places, that differ; ``strength`` is the share of their words in common."""

    one: int
    other: int
    shared: frozenset[str]
    strength: float


def differing(found: Sequence[Value], sentences: Sequence[Sentence]) -> Iterator[Pair]:
    """Yield the pairs of statements of different documents that differ about one thing.

    Linear: a statement is compared only with those that share one of its rare words.
    """
    frequency = Counter(word for made in found for word in made.near)
    weight = {word: math.log(1 + len(found) / count) for word, count in frequency.items()}
    stated: dict[tuple[Document, str], list[Value]] = defaultdict(list)
    for made in sorted(found, key=_value):
        stated[sentences[made.sentence].document, made.kind].append(made)
    for a, b in _candidates(found, frequency):
        one, other = found[a], found[b]
        documents = sentences[one.sentence].document, sentences[other.sentence].document
        if documents[0] is documents[1] or not _same_thing(one, other) or agree(one, other):
            continue
        if one.kind != "day" and at_other_times(one.times, other.times):
            continue
        shared = one.near & other.near
        mass = min(_mass(one.near, weight), _mass(other.near, weight))
        share = _mass(shared, weight) / max(mass, 1e-9)
        if not _aligned(one, other, shared, share):
            continue
        both = sentences[one.sentence], sentences[other.sentence]
        if one.kind != "age" and not _comparable(one, other, both, sentences):
            continue
        # A source that states the other's value too reports both: an update, or two different things.
        if _reported(one, stated[documents[1], one.kind]) or _reported(other, stated[documents[0], one.kind]):
            continue
        yield Pair(a, b, shared, share)


def _mass(words: frozenset[str], weight: Mapping[str, float]) -> float:
    """Add up the weights of words, exactly rounded: the order of a set differs from run to run."""
    return math.fsum(weight[word] for word in words)


def _comparable(
    one: Value,
    other: Value,
    both: tuple[Sentence, Sentence],
    sentences: Sequence[Sentence],
) -> bool:
    """Tell whether nothing shows that two statements are of different things or on different events."""
    settings = (setting(made.sentence, sentences) for made in (one, other))
    return one_thing(one, other, both) and one_event(*settings, days=False)


def _reported(made: Value, others: Sequence[Value]) -> bool:
    """Tell whether one of ``others``, in the order of their values, states about the value of ``made``."""
    low = bisect_left(others, made.value * (1 - BOTH), key=_value)
    high = bisect_right(others, made.value * (1 + BOTH), key=_value)
    return any(agree(made, other) and _same_thing(made, other) for other in others[low:high])


def _value(made: Value) -> float:
    return made.value


def _candidates(found: Sequence[Value], frequency: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return the pairs of statements of one kind that share a rare word, or the person whose age they say."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, made in enumerate(found):
        keys: Collection[str] = (
            [" ".join(made.head)]
            if made.kind == "age"
            else sorted(made.near, key=lambda w: (frequency[w], w))[:RAREST]
        )
        for word in keys:
            index[made.kind, word].append(at)
    pairs = paired(index.values(), POSTINGS)
    return [(a, b) for a, b in pairs if found[a].sentence != found[b].sentence]


def _same_thing(one: Value, other: Value) -> bool:
    """Tell whether two statements count or measure the same kind of thing."""
    if one.kind == "age":
        return one.head == other.head and len(one.head) > 1
    if one.kind == "day":  # "on" or "until": without a preposition it may be a dateline
        return one.head == other.head and one.head != ("",)
    if one.outcome != other.outcome:
        return False
    if one.kind != "count" or (one.outcome and (not one.head or not other.head)):
        return True
    return bool(one.head and other.head) and (one.head[-1] in other.head or other.head[-1] in one.head)


def agree(one: Value, other: Value) -> bool:
    """Tell whether two values can both be right: equal, equal but for rounding, or within a bound."""
    slack = max(_rounding(one), _rounding(other))
    if one.factor != other.factor:  # "60 miles" and "100 kilometres": the last digit is a round one
        slack = max(slack, CONVERSION * one.value, *(_digit(made) / 2 for made in (one, other)))
    if abs(one.value - other.value) <= slack + 1e-9 * abs(one.value):
        return True
    for bounded, value in ((one, other), (other, one)):
        if bounded.bound != value.bound and bounded.bound in ("more", "less"):
            low, high = sorted((bounded.value, value.value))
            beyond = value.value >= bounded.value if bounded.bound == "more" else value.value <= bounded.value
            if beyond and high <= 2 * low:
                return True
    return False


def _digit(made: Value) -> float:
    """Return what the last digit that is not nought is worth, in the base unit."""
    if made.exact != made.factor or made.written % 1:
        return made.exact
    digits = f"{made.written:.0f}"
    return 10.0 ** (len(digits) - len(digits.rstrip("0"))) * made.factor


def _rounding(made: Value) -> float:
    """Return by how much a value may be off because it is written in round figures."""
    if made.kind in ("day", "age"):
        return 0.0
    if made.bound != "about" and made.written < 1_000:
        return made.exact / 2 if made.exact != made.factor else 0.0
    digits = f"{made.written:.0f}".rstrip("0") if made.written >= 1 else ""
    worth = 10.0 ** (len(f"{made.written:.0f}") - len(digits)) if digits and made.written % 1 == 0 else 0.0
    return max(worth * made.factor, made.exact) / 2 if worth else made.exact / 2


def _aligned(one: Value, other: Value, shared: frozenset[str], share: float) -> bool:
    """Tell whether the words around two values show that they are about one thing."""
    if one.kind == "age":
        return True
    if unmatched(one.names, other.names) and unmatched(other.names, one.names):
        return False  # each speaks of somebody or somewhere that the other does not
    facts = len(shared - one.names)
    if one.kind == "day":
        return facts >= FACTS and any(share >= least and len(shared) >= words for least, words in DAYS)
    low, high = sorted((one.value, other.value))
    if one.factor == MEASURED and high > LEVELS[0][0] * low:
        return False  # of the main shock and another one
    for ratio, least, words in LEVELS:
        if high <= ratio * low:
            return share >= least and len(shared) >= words and facts >= FACTS
    return False


def at_other_times(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two sentences speak of different times: no date of one can be a date of the other.

    Dates are in ISO 8601, cut to what is known: "2019", "2019-05", "--05-03".
    """
    return bool(ones and others) and not any(_may_be_one(a, b) for a in ones for b in others)


def _may_be_one(one: str, other: str) -> bool:
    return all(a == b for a, b in zip(_parts(one), _parts(other), strict=True) if a and b)


def _parts(iso: str) -> tuple[str, str, str]:
    year, rest = ("", iso[2:]) if iso.startswith("--") else (iso[:4], iso[5:])
    return year, rest[:2], rest[3:5]


def unmatched(names: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether a name is not among the others, "Russia" and "Russian" counting as one."""
    return any(not any(name[:5] == other[:5] for other in others) for name in names)
