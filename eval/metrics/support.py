"""Support: how much of each line stands in what it cites.

For each line, the share of its content words (stemmed, stop words left out, each as often as it
occurs) that its cited spans hold; ``support.lowest`` is that of the worst line, ``support.words`` the
mean over lines. A line without content words counts as supported, a line without citation as 0.
Range 0 to 1. Overlap cannot see a wrong number or name in an otherwise supported line: see numbers
and names. An empty summary has no score.

Lexical entailment as in Grusky et al. 2018 and the containment scores surveyed by Honovich et al.
2022, "TRUE: Re-evaluating factual consistency evaluation".
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.text.language import content_stems

if TYPE_CHECKING:
    from .case import Case


def evaluate(case: Case) -> dict[str, float]:
    """Average the support of the summary's lines."""
    language = case.texts.language
    lines = zip(case.summary.lines, case.cited, strict=True)
    shares = [containment(line.text, cited, language) for line, cited in lines]
    return {"support.words": sum(shares) / len(shares), "support.lowest": min(shares)} if shares else {}


def containment(text: str, evidence: str, language: str = "en") -> float:
    """Return the share of the content words of ``text`` that ``evidence`` holds."""
    words = Counter(content_stems(text, language))
    if not evidence:
        return 0.0
    held = set(content_stems(evidence, language))
    return sum(n for word, n in words.items() if word in held) / sum(words.values()) if words else 1.0
