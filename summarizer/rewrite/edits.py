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
_BESIDE = 2
"""Words that must be the same on either side of an edit …"""
_AROUND = 5
"""… and on both sides together, for the edit to stand in a copied stretch."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in place of what: ``was`` in the evidence, ``now`` in the claim; either may be empty."""

    was: tuple[str, ...]
    now: tuple[str, ...]


@lru_cache(maxsize=8192)
def _words(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = tuple(word.lower().replace("’", "'") for word in WORD.findall(text))
    return words, tuple(stem([word.removesuffix("'s") for word in words], language))


def negated_edits(claim: str, evidence: Sequence[str], language: str = "en") -> Iterator[Edit]:
    """Yield the edits that add or drop a negation in a stretch copied from the closest evidence.

    Claim and evidence are aligned word stem by word stem (the longest-block method of Ratcliff and
    Metzener 1988); the evidence with the most words in common is the closest. A claim without a copied
    stretch yields nothing: `checks` looks at those.
    """
    cues = frozenset(_CUES.get(language, "").split())
    words, stems = _words(claim, language)
    aligned = [_align(text, stems, language) for text in evidence]
    most = max((common for common, _ in aligned), default=0)
    for (common, blocks), text in zip(aligned, evidence, strict=True):
        if common < most or not most:
            continue
        theirs, _ = _words(text, language)
        found = [
            Edit(theirs[a:b], words[c:d])
            for a, b, c, d in blocks
            if _negates(theirs[a:b], cues) != _negates(words[c:d], cues)
        ]
        yield from found
        return


def _align(text: str, stems: tuple[str, ...], language: str) -> tuple[int, list[tuple[int, int, int, int]]]:
    """Return how many words are common, and the edits inside copied stretches as word ranges."""
    codes = SequenceMatcher(None, _words(text, language)[1], stems, autojunk=False).get_opcodes()
    same = [b - a if tag == "equal" else 0 for tag, a, b, _, _ in codes]
    edits = []
    for at, (tag, a, b, c, d) in enumerate(codes):
        left = same[at - 1] if at else 0
        right = same[at + 1] if at + 1 < len(codes) else 0
        if tag != "equal" and min(left, right) >= _BESIDE and left + right >= _AROUND:
            edits.append((a, b, c, d))
    return sum(same), edits


def _negates(words: Sequence[str], cues: frozenset[str]) -> bool:
    return sum(word in cues or word.endswith("n't") for word in words) % 2 == 1
