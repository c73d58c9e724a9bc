"""Bindings: whether a name of a rewritten sentence stands where its evidence has it.

That a name occurs somewhere in the sources does not bear a claim about it: a model may swap two of them.
So each name is compared, by the words around it, with its own occurrences in the evidence and with those
of its rivals: names that the claim leaves out and that may stand where the claim has this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.checks.names import Name, names
from summarizer.language import WORD, stem, stop_words

REACH, FAR_REACH = 5, 8
"""Content words on either side of a name that are compared: in the claim, in the evidence."""
OWN, RIVAL, BESIDE, GIVEN = 3.0, -1.5, 1.5, 1.0
"""Worth of an occurrence in the same surroundings, of a rival there, of the same function word before the
name, and of standing in a passage that the claim was made from."""
BOUND = 0.75
"""Worth from which a name counts as bound."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A name of the claim: ``worth`` says how well it is bound, ``at`` is the passage that binds it best."""

    name: Name
    worth: float
    at: int


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A name in its surroundings: content stems to the left and right, nearest first, with weights."""

    name: Name
    left: dict[str, float]
    right: dict[str, float]
    before: str
    after: str


def bindings(claim: str, evidence: Sequence[str], given: int, language: str = "en") -> Iterator[Binding]:
    """Yield each name of ``claim`` that ``evidence`` holds, with how well it is bound there.

    The first ``given`` texts are those that the claim was made from.
    """
    mine = _occurrences(claim, language, REACH)
    claimed = {word for one in mine for word in one.name.words}
    stated = [
        (at, one) for at, text in enumerate(evidence) for one in _occurrences(text, language, FAR_REACH)
    ]
    for one in mine:
        own = [(at, other) for at, other in stated if set(other.name.words) & set(one.name.words)]
        if not own:
            continue
        rivals = [(at, other) for at, other in stated if not set(other.name.words) & claimed]
        scores = [_alike(one, other) * _same(one.name, other.name) for _, other in own]
        worth = OWN * max(scores)
        worth += RIVAL * max((_alike(one, other) for _, other in rivals), default=0.0)
        worth += RIVAL * max((_alike(one, other) for at, other in rivals if at < given), default=0.0)
        worth += BESIDE * any(other.before == one.before for _, other in own)
        worth += GIVEN * any(at < given for at, _ in own)
        best = max(range(len(own)), key=lambda i: (scores[i], -own[i][0]))
        yield Binding(one.name, worth, own[best][0])


@lru_cache(maxsize=8192)
def _occurrences(text: str, language: str, reach: int) -> tuple[_Occurrence, ...]:
    known = names(text, language)
    if not known:
        return ()
    stops = stop_words(language)
    words = [
        (match.group().lower().replace("’", "'"), match.start(), match.end()) for match in WORD.finditer(text)
    ]
    stems = stem([word.removesuffix("'s") for word, _, _ in words], language)
    content = [
        (stemmed, start, end)
        for stemmed, (word, start, end) in zip(stems, words, strict=True)
        if word not in stops
    ]
    found = []
    for name in known:
        left = [stemmed for stemmed, _, end in content if end <= name.start][::-1]
        right = [stemmed for stemmed, start, _ in content if start >= name.end]
        before = next((word for word, _, end in reversed(words) if end <= name.start), "")
        after = next((word for word, start, _ in words if start >= name.end), "")
        found.append(_Occurrence(name, _weighed(left[:reach]), _weighed(right[:reach]), before, after))
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
    return (straight + crossed / 2) / full if full else 0.0


def _same(one: Name, other: Name) -> float:
    """Return the share of the words of ``one`` that ``other`` has."""
    return len(set(one.words) & set(other.words)) / len(set(one.words))


def _dot(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other[stemmed] for stemmed, weight in one.items() if stemmed in other)
