"""Bindings: whether a name or number of a rewritten sentence stands where its evidence has it.

That a name or number occurs somewhere in the sources does not bear a claim about it: a model may swap two of
them. So each one is compared, by the words around it, with its own occurrences in the evidence and with those
of its rivals: others that the claim leaves out and that may stand where the claim has this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from summarizer.records import dataclass
from summarizer.statements import read
from summarizer.statements.names import canonical
from summarizer.text.language import WORD, stem, stop_words

REACH, FAR_REACH = 6, 8
"""Content words on either side that are compared: in the claim, in the evidence."""
CROSSED = 0.75
"""What a word on the other side is worth against one on the same side."""
OWN, RIVAL, BESIDE, GIVEN, WHOLE = 4.0, -1.5, 1.0, 1.5, 4.0
"""Worth of an occurrence in the same surroundings, of a rival there, of the same word before it, of standing
in a passage that the claim was made from, and of being there with all its words. Chosen on news, rounded."""
BOUND = 5.3
"""Worth from which a name counts as bound: the default of `GuardOptions.bound`."""
NUMBER_EASE = 1.1
"""How much less is asked of a number: it is seldom said twice, and `statements` has looked at it already."""

Kind = Literal["name", "number"]


@dataclass(frozen=True, slots=True)
class Binding:
    """A name or number at ``claim[start:end]``: ``worth`` is how well it is bound, best by passage ``at``."""

    kind: Kind
    start: int
    end: int
    worth: float
    at: int

    def holds(self, bound: float) -> bool:
        """Tell whether it is bound well enough."""
        return self.worth >= (bound if self.kind == "name" else bound - NUMBER_EASE)


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A name or number in its surroundings: content stems to its left and right, weighted by nearness."""

    kind: Kind
    start: int
    end: int
    words: frozenset[str]
    left: dict[str, float]
    right: dict[str, float]
    before: str


def bindings(claim: str, evidence: Sequence[str], given: int, language: str = "en") -> Iterator[Binding]:
    """Yield each name and number of ``claim`` that ``evidence`` holds, with how well it is bound there.

    The first ``given`` texts are those that the claim was made from.
    """
    full = _full_names(evidence, language)
    mine = _occurrences(claim, language, REACH)
    claimed = {word for one in mine for word in full.get(one.words, one.words)}
    stated = [
        (at, replace(one, words=full.get(one.words, one.words)))
        for at, text in enumerate(evidence)
        for one in _occurrences(text, language, FAR_REACH)
    ]
    for one in mine:
        own = [(at, other) for at, other in stated if other.kind == one.kind and other.words & one.words]
        if not own:
            continue
        rivals = [
            (at < given, _alike(one, other))
            for at, other in stated
            if other.kind == one.kind and not other.words & claimed
        ]
        scores = [_alike(one, other) * len(other.words & one.words) / len(one.words) for _, other in own]
        best = max(range(len(own)), key=lambda i: (scores[i], -own[i][0]))
        worth = OWN * scores[best]
        worth += RIVAL * max((alike for _, alike in rivals), default=0.0)
        worth += RIVAL * max((alike for is_given, alike in rivals if is_given), default=0.0)
        worth += BESIDE * any(other.before == one.before for _, other in own)
        worth += GIVEN * any(at < given for at, _ in own)
        worth += WHOLE * len(own[best][1].words & one.words) / len(one.words)
        yield Binding(one.kind, one.start, one.end, worth, own[best][0])


def _full_names(evidence: Sequence[str], language: str) -> dict[frozenset[str], frozenset[str]]:
    """Return what a name of one word is short for: "Reid" for the one "Ann Reid" that the evidence has."""
    long = {
        frozenset(map(canonical, name.words))
        for text in evidence
        for name in read(text, language).names
        if len(name.words) > 1
    }
    owners: dict[str, list[frozenset[str]]] = {}
    for words in long:
        for word in words:
            owners.setdefault(word, []).append(words)
    return {frozenset((word,)): words[0] for word, words in owners.items() if len(words) == 1}


@lru_cache(maxsize=8192)
def _occurrences(text: str, language: str, reach: int) -> tuple[_Occurrence, ...]:
    known: list[tuple[Kind, int, int, frozenset[str]]] = [
        ("name", name.start, name.end, frozenset(map(canonical, name.words)))
        for name in read(text, language).names
    ]
    known += [
        ("number", one.start, one.end, frozenset((f"{one.value:g}",)))
        for one in read(text, language).quantities
    ]
    if not known:
        return ()
    stops = stop_words(language)
    words = [(match.group().lower().replace("’", "'"), *match.span()) for match in WORD.finditer(text)]
    stems = stem([word.removesuffix("'s") for word, _, _ in words], language)
    content = [
        (stemmed, start, end)
        for stemmed, (word, start, end) in zip(stems, words, strict=True)
        if word not in stops
    ]
    found = []
    for kind, first, last, own in known:
        left = [stemmed for stemmed, _, end in content if end <= first][::-1]
        right = [stemmed for stemmed, start, _ in content if start >= last]
        before = next((word for word, _, end in reversed(words) if end <= first), "")
        found.append(
            _Occurrence(kind, first, last, own, _weighed(left[:reach]), _weighed(right[:reach]), before)
        )
    return tuple(found)


def _weighed(stems: Sequence[str]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for distance, stemmed in enumerate(stems, 1):
        weights.setdefault(stemmed, distance**-0.5)
    return weights


def _alike(one: _Occurrence, other: _Occurrence) -> float:
    """Compare surroundings: 1 where all of the claim's words stand as near on the same side, 0 where none."""
    full = _dot(one.left, one.left) + _dot(one.right, one.right)
    straight = _dot(one.left, other.left) + _dot(one.right, other.right)
    crossed = _dot(one.left, other.right) + _dot(one.right, other.left)
    return (straight + CROSSED * crossed) / full if full else 0.0


def _dot(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other[stemmed] for stemmed, weight in one.items() if stemmed in other)
