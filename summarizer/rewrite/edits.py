"""Edits: where a rewritten sentence, copied for the rest, turns round what its evidence says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from summarizer.language import WORD, stem

_CUES = {
    "en": "not no never none nobody nothing neither nor without cannot hardly barely nowhere",
    "de": "nicht kein keine keinen keinem keiner nie niemals niemand nichts ohne",
    "fr": "ne n pas jamais aucun aucune rien personne sans",
    "es": "no nunca ningún ninguna ninguno nada nadie sin tampoco",
    "it": "non mai nessun nessuna nessuno niente nulla senza",
    "pt": "não nunca nenhum nenhuma nada ninguém sem",
    "nl": "niet geen nooit niemand niets zonder",
}
BESIDE, AROUND = 2, 5
"""Words that must be copied on either side of an edit of a negation, and on both sides together."""
NUMBER_BESIDE, NUMBER_AROUND = 1, 3
"""The same for an edit of a number."""
LONGEST_NUMBER = 2
"""Words that a number and what stands in its place have at most."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in place of what: ``was`` in the evidence, ``now`` in the claim; either may be empty.

    ``left`` and ``right`` words beside it are copied.
    """

    was: tuple[str, ...]
    now: tuple[str, ...]
    left: int
    right: int

    def inside(self, beside: int, around: int) -> bool:
        """Tell whether so many words beside the edit are copied."""
        return min(self.left, self.right) >= beside and self.left + self.right >= around


def turned(claim: str, evidence: Sequence[str], language: str = "en") -> Iterator[Edit]:
    """Yield the edits that turn round what the closest evidence says, in a stretch copied from it.

    Such an edit adds or drops a negation, or has another number where the evidence has one: even a number
    that stands elsewhere in the evidence. Claim and evidence are aligned word stem by word stem (the
    longest-block method of Ratcliff and Metzener 1988); the evidence with the most words in common is the
    closest. A claim without a copied stretch yields nothing: `checks` looks at those.
    """
    cues = frozenset(_CUES.get(language, "").split())
    for edit in _edits(claim, evidence, language):
        negates = _negates(edit.was, cues) != _negates(edit.now, cues)
        if (negates and edit.inside(BESIDE, AROUND)) or _renumbers(edit):
            yield edit


def _edits(claim: str, evidence: Sequence[str], language: str) -> tuple[Edit, ...]:
    """Return the edits that lead from the closest evidence to the claim."""
    stems = _words(claim, language)[1]
    closest: tuple[int, tuple[Edit, ...]] = (0, ())
    for text in evidence:
        found = _align(text, claim, language) if set(stems) & set(_words(text, language)[1]) else (0, ())
        closest = max(closest, found, key=lambda aligned: aligned[0])
    return closest[1]


@lru_cache(maxsize=8192)
def _words(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = tuple(word.lower().replace("’", "'") for word in WORD.findall(text))
    return words, tuple(stem([word.removesuffix("'s") for word in words], language))


def _align(text: str, claim: str, language: str) -> tuple[int, tuple[Edit, ...]]:
    """Return how many words are common, and the edits."""
    (theirs, their_stems), (mine, my_stems) = _words(text, language), _words(claim, language)
    codes = SequenceMatcher(None, their_stems, my_stems, autojunk=False).get_opcodes()
    same = [b - a if tag == "equal" else 0 for tag, a, b, _, _ in codes]
    edits = [
        Edit(theirs[a:b], mine[c:d], same[at - 1] if at else 0, same[at + 1] if at + 1 < len(codes) else 0)
        for at, (tag, a, b, c, d) in enumerate(codes)
        if tag != "equal"
    ]
    return sum(same), tuple(edits)


def _negates(words: Sequence[str], cues: frozenset[str]) -> bool:
    return sum(word in cues or word.endswith("n't") for word in words) % 2 == 1


def _renumbers(edit: Edit) -> bool:
    """Tell whether something else stands in the place of a number."""
    was = _numbers(edit.was)
    short = 0 < len(edit.now) <= LONGEST_NUMBER and len(edit.was) <= LONGEST_NUMBER
    return bool(was) and short and was != _numbers(edit.now) and edit.inside(NUMBER_BESIDE, NUMBER_AROUND)


def _numbers(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(char.isdigit() for char in word))
