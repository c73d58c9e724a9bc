"""Redundancy: how much the lines of a summary repeat each other (self-ROUGE).

For each line the highest ROUGE F1 against any other line of the same summary, averaged over lines:
``redundancy.rouge1`` over words, ``redundancy.rougeL`` over longest common subsequences.
``redundancy.rouge2`` likewise over bigrams. Range 0 to 1, lower is better; a summary of one line
repeats nothing: 0. An empty summary has no score.

Self-ROUGE after the redundancy measures of Xiao & Carenini 2020, "Systematically exploring redundancy
reduction in summarizing long documents".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .rouge import compare, score

if TYPE_CHECKING:
    from .case import Case

KINDS = ("1", "2", "L")


def evaluate(case: Case) -> dict[str, float]:
    """Compare every line with every other."""
    lines = case.lines
    if not lines:
        return {}
    result = {}
    for kind in KINDS:
        highest = [0.0] * len(lines)
        for i, one in enumerate(lines):
            for j in range(i):
                f1 = score(compare(one, lines[j], kind)).f
                highest[i], highest[j] = max(highest[i], f1), max(highest[j], f1)
        result[f"redundancy.rouge{kind}"] = sum(highest) / len(lines)
    return result
