"""Novelty: the share of the summary's n-grams that no source has.

``novelty.N`` = distinct n-grams of the summary in none of the documents, divided by its distinct
n-grams; N from 1 to 4. N-grams do not cross lines. Range 0 to 1. It describes and does not rate: an
extractive summary has 0 but for trimmed lines. A summary without n-grams of that length has no score.

See et al. 2017, "Get to the point"; Narayan et al. 2018, "Don't give me the details".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .texts import ngrams

if TYPE_CHECKING:
    from .case import Case


def evaluate(case: Case) -> dict[str, float]:
    """Look the n-grams of the lines up in the sources."""
    result = {}
    for n in range(1, 5):
        ours = {gram for line in case.lines for gram in ngrams(line, n)}
        if ours:
            new = ours.difference(*(ngrams(source, n) for source in case.texts.sources))
            result[f"novelty.{n}"] = len(new) / len(ours)
    return result
