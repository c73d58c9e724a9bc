"""Modality: a claim says as a fact what its evidence says as possible, planned or alleged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.languages import pattern
from summarizer.text.sought import Sought
from summarizer.text.words import content_of

from .finding import Finding

_SHARED = 3
"""Content words that a passage must share with the claim before its hedge counts against it."""


def check_modality(claim: str, evidence: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the claim as a whole where it is plain and the passages closest to it all hedge.

    Closest is what shares the most content words with the claim. A claim that attributes or hedges in any
    way is let pass.
    """
    hedge, reserve = _patterns(language)
    if hedge is None or reserve is None or "?" in claim or hedge.search(claim) or reserve.search(claim):
        return
    words = content_of(claim, language)
    shared = [(len(words & content_of(text, language)), text) for text in evidence]
    most = max((count for count, _ in shared), default=0)
    if most < _SHARED:
        return
    near = [text for count, text in shared if count == most]
    hedges = [hedge.search(text) for text in near]
    if hedges[0] is not None and all(hedges):
        written = near[0][slice(*hedges[0].span())]
        message = f"the cited passages do not say this as a fact: there it stands under “{written}”"
        yield Finding("modality", 0, len(claim), claim, message)


@cache
def _patterns(language: str) -> tuple[Sought | None, Sought | None]:
    """Return how evidence hedges and how a claim attributes or hedges in its own way."""
    hedging, reserved = pattern(language, "modality.hedging"), pattern(language, "modality.reserved")
    return (
        Sought(rf"\b(?:{hedging})\b", language) if hedging else None,
        Sought(rf"\b(?:{reserved})\b", language) if reserved else None,
    )
