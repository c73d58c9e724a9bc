"""Conflicts: the same quantity, age or day, stated with different values by different sources.

Precision comes before recall: a table of disagreements that are none teaches its reader to skip it. Two
statements are compared only where their wording shows that they are about one thing; what rounding, a bound
("more than 800" and 850) or a conversion explains is no disagreement.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .brief import Claim, Conflict, Line, cite
from .chronology import Dating
from .data import Document, Sentence, Span
from .graph import SentenceGraph
from .language import WORD, stem
from .statements import Statement, statements

MOST = 10
"""Conflicts that a note lists."""
CLAIMS = 6
"""Claims that one conflict lists."""
READ = 20_000
"""Sentences whose values are read, those first that speak for themselves: bounds the cost in a large pile."""
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
DAYS = (0.6, 4)
"""The same (share, words) of two days."""
FACTS = 2
"""Shared words that are no names: two statements on one person need not be about one thing."""


@dataclass(frozen=True, slots=True)
class _Pair:
    one: int
    other: int
    shared: frozenset[str]
    strength: float


def find_conflicts(
    sentences: Sequence[Sentence],
    graph: SentenceGraph,
    datings: Mapping[Document, Dating],
    lines: Sequence[Line] = (),
) -> tuple[Conflict, ...]:
    """Find where documents state different values of one thing; at most 10, the best first.

    ``sentences`` are those of ``graph``. With ``lines`` those conflicts come first that bear on what the
    note says. Linear in the pile: a statement is compared only with those that share one of its rare words.
    """
    first = np.argsort(-graph.prior, kind="stable")[:READ]
    found = [made for i in np.sort(first).tolist() for made in statements(i, sentences[i])]
    pairs = list(_pairs(found, sentences))
    cited = {(c.source, c.start, c.end) for line in lines for c in line.citations}
    by_one: dict[int, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        by_one[pair.one].append(pair)
    conflicts = []
    for members in _clusters(pairs):
        inside = [pair for at in sorted(members) for pair in by_one[at]]
        made = [found[at] for at in sorted(members)]
        shown = any(_spans(sentences[one.sentence]) in cited for one in made)
        strength = max(pair.strength for pair in inside)
        conflict = _conflict(made, inside, found, sentences, datings)
        conflicts.append((not shown, -strength, made[0].sentence, conflict))
    conflicts.sort(key=lambda item: item[:3])
    return tuple(conflict for *_, conflict in conflicts[:MOST])


def _spans(sentence: Sentence) -> tuple[str, int, int]:
    return sentence.document.id, sentence.span.start, sentence.span.end


def _pairs(found: Sequence[Statement], sentences: Sequence[Sentence]) -> Iterator[_Pair]:
    frequency = Counter(word for made in found for word in made.near)
    weight = {word: math.log(1 + len(found) / count) for word, count in frequency.items()}
    stated: dict[tuple[Document, str], list[Statement]] = defaultdict(list)
    for made in sorted(found, key=_value):
        stated[sentences[made.sentence].document, made.kind].append(made)
    for a, b in _candidates(found, frequency):
        one, other = found[a], found[b]
        documents = sentences[one.sentence].document, sentences[other.sentence].document
        if documents[0] is documents[1] or not _same_thing(one, other) or agree(one, other):
            continue
        shared = one.near & other.near
        mass = min(sum(weight[w] for w in one.near), sum(weight[w] for w in other.near))
        share = sum(weight[w] for w in shared) / max(mass, 1e-9)
        if not _aligned(one, other, shared, share):
            continue
        # A source that states the other's value too reports both: an update, or two different things.
        if _reported(one, stated[documents[1], one.kind]) or _reported(other, stated[documents[0], one.kind]):
            continue
        yield _Pair(a, b, shared, share)


def _reported(made: Statement, others: Sequence[Statement]) -> bool:
    """Tell whether one of ``others``, in the order of their values, states about the value of ``made``."""
    low = bisect_left(others, made.value * (1 - BOTH), key=_value)
    high = bisect_right(others, made.value * (1 + BOTH), key=_value)
    return any(agree(made, other) and _same_thing(made, other) for other in others[low:high])


def _value(made: Statement) -> float:
    return made.value


def _candidates(found: Sequence[Statement], frequency: Mapping[str, int]) -> list[tuple[int, int]]:
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
    pairs = {
        (a, b)
        for posting in index.values()
        if len(posting) <= POSTINGS
        for i, a in enumerate(posting)
        for b in posting[i + 1 :]
        if found[a].sentence != found[b].sentence
    }
    return sorted(pairs)


def _same_thing(one: Statement, other: Statement) -> bool:
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


def agree(one: Statement, other: Statement) -> bool:
    """Tell whether two values can both be right: equal, equal but for rounding, or within a bound."""
    slack = max(
        _rounding(one), _rounding(other), CONVERSION * one.value if one.factor != other.factor else 0.0
    )
    if abs(one.value - other.value) <= slack + 1e-9 * abs(one.value):
        return True
    for bounded, value in ((one, other), (other, one)):
        if bounded.bound != value.bound and bounded.bound in ("more", "less"):
            low, high = sorted((bounded.value, value.value))
            beyond = value.value >= bounded.value if bounded.bound == "more" else value.value <= bounded.value
            if beyond and high <= 2 * low:
                return True
    return False


def _rounding(made: Statement) -> float:
    """Return by how much a value may be off because it is written in round figures."""
    if made.kind in ("day", "age"):
        return 0.0
    if made.bound != "about" and made.written < 1_000:
        return made.exact / 2 if made.exact != made.factor else 0.0
    digits = f"{made.written:.0f}".rstrip("0") if made.written >= 1 else ""
    worth = 10.0 ** (len(f"{made.written:.0f}") - len(digits)) if digits and made.written % 1 == 0 else 0.0
    return max(worth * made.factor, made.exact) / 2 if worth else made.exact / 2


def _aligned(one: Statement, other: Statement, shared: frozenset[str], share: float) -> bool:
    """Tell whether the words around two values show that they are about one thing."""
    if one.kind == "age":
        return True
    if _unmatched(one.names, other.names) and _unmatched(other.names, one.names):
        return False  # each speaks of somebody or somewhere that the other does not
    facts = len(shared - one.names)
    if one.kind == "day":
        return share >= DAYS[0] and len(shared) >= DAYS[1] and facts >= FACTS
    low, high = sorted((one.value, other.value))
    for ratio, least, words in LEVELS:
        if high <= ratio * low:
            return share >= least and len(shared) >= words and facts >= FACTS
    return False


def _unmatched(names: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether a name is not among the others, "Russia" and "Russian" counting as one."""
    return any(not any(name[:5] == other[:5] for other in others) for name in names)


def _clusters(pairs: Sequence[_Pair]) -> Iterator[set[int]]:
    """Join the pairs that share a statement."""
    of: dict[int, set[int]] = {}
    for pair in pairs:
        joined = of.get(pair.one, {pair.one}) | of.get(pair.other, {pair.other})
        for member in joined:
            of[member] = joined
    seen: set[int] = set()
    for at in sorted(of):
        if at not in seen:
            seen |= of[at]
            yield of[at]


def _conflict(
    made: Sequence[Statement],
    pairs: Sequence[_Pair],
    found: Sequence[Statement],
    sentences: Sequence[Sentence],
    datings: Mapping[Document, Dating],
) -> Conflict:
    best = max(pairs, key=lambda pair: pair.strength)
    claims = []
    seen: set[tuple[float, Document]] = set()
    for one in made:
        sentence = sentences[one.sentence]
        if (one.value, sentence.document) in seen:
            continue
        seen.add((one.value, sentence.document))
        start = sentence.span.start
        value = " ".join(sentence.text[one.span.start : one.span.end].split())
        citation = cite(sentence.document, Span(start, sentence.span.end))
        claims.append((one, Claim(value, citation, datings.get(sentence.document, Dating()).iso)))
    claims.sort(key=lambda pair: (pair[1].date or "9999", pair[0].sentence))
    return Conflict(
        _subject(found[best.one], best.shared, sentences),
        tuple(claim for _, claim in claims[:CLAIMS]),
        _note([claim for _, claim in claims[:CLAIMS]]),
    )


def _note(claims: Sequence[Claim]) -> str | None:
    """Say where the later of two figures may be an update rather than a contradiction."""
    dated = [claim for claim in claims if claim.date]
    if len(dated) < len(claims) or len({claim.date for claim in dated}) < 2:
        return None
    return f"The later figure, {dated[-1].value}, may be an update."


def _subject(one: Statement, shared: frozenset[str], sentences: Sequence[Sentence]) -> str:
    """Name what is disputed by the words that both sides use, in the order of the first."""
    sentence = sentences[one.sentence]
    if one.kind == "age":
        return f"age of {' '.join(word.capitalize() for word in one.head)}"
    words = []
    text = sentence.text[one.clause.start : one.clause.end]
    spans = [(m.group(), m.start() + one.clause.start) for m in WORD.finditer(text)]
    stems = stem((word.lower() for word, _ in spans), sentence.document.language)
    for (word, at), stemmed in zip(spans, stems, strict=True):
        if one.span.start <= at < one.span.end:
            if stemmed in one.head:
                words.append(word)
        elif stemmed in shared and word not in words:
            words.append(word)
    return " ".join(words)
