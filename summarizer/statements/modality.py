"""Modality: a claim says as a fact what its evidence says as possible, planned or alleged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.text.language import content_stems

from .finding import Finding

_HEDGE = re.compile(
    r"\b(?:may|might|could|alleged(?:ly)?|reportedly|apparently|suspected|accused|"
    r"planning to|plans? to|planned to|expected to|likely|possibl[ey]|potential(?:ly)?|perhaps|probably|"
    r"threaten(?:s|ed)? to|considering|proposes?|proposed|wants? to|hopes? to|aims? to|tried to|trying to|"
    r"attempted to|if)\b",
    re.IGNORECASE,
)
_BELIEF = re.compile(
    r"\b(?:claim\w*|accus\w*|believ\w*|speculat\w*|rumou?r\w*|suspect\w*|appear\w*|seem\w*|say\w*|"
    r"said|suggest\w*|will|going to|set to|due to|think\w*|charg\w*|alleg\w*|argu\w*|plan\w*|expect\w*|"
    r"propos\w*|hop\w*|would|should|can|whether)\b|\?",
    re.IGNORECASE,
)
_SHARED = 3
"""Content words that a passage must share with the claim before its hedge counts against it."""


def check_modality(claim: str, evidence: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the claim as a whole where it is plain and the passages closest to it all hedge; English only.

    Closest is what shares the most content words with the claim. A claim that attributes or hedges in any
    way is let pass.
    """
    if language != "en" or _HEDGE.search(claim) or _BELIEF.search(claim):
        return
    words = _stems(claim, language)
    shared = [(len(words & _stems(text, language)), text) for text in evidence]
    most = max((count for count, _ in shared), default=0)
    if most < _SHARED:
        return
    hedges = [_HEDGE.search(text) for count, text in shared if count == most]
    if hedges[0] is not None and all(hedges):
        message = f"the cited passages do not say this as a fact: there it stands under “{hedges[0].group()}”"
        yield Finding("modality", 0, len(claim), claim, message)


@lru_cache(maxsize=8192)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(content_stems(text, language))
