"""Support: how likely a sentence is true, from how like its evidence is and from the facts that fail."""

from __future__ import annotations

import math
from collections.abc import Sequence

from summarizer.statements import Finding

from .entailment import Reading

FACTS = frozenset({"number", "unit", "date"})
"""Findings on what can be counted."""
CONTRARIES = frozenset({"negation", "opposite", "role"})
"""Findings that turn a sentence into its contrary."""
UNCERTAINTIES = frozenset({"modality", "factuality", "amount"})
"""Findings that leave open whether it is so."""
SLOPE, MIDDLE = 18.0, 0.365
"""Logistic curve from likeness, 0 to 1, to how far the evidence speaks of the same thing."""
FACT, CONTRARY = 20.0, 12.0
"""What a failed number, unit or date weighs, and a failed negation, opposite or role; each kind once."""
REPLACED, ABSENT = 15.0, 3.0
"""What a name weighs that the evidence does not hold: with another in its place, and without."""
UNCERTAIN = 2.0
"""What a fact weighs that the evidence holds possible, planned or alleged."""
TRUSTED = 0.35
"""How far the odds go with the trust in the words (`weighing.Weighed.trust`)."""
LIKELIER = 0.5
EVEN, SHARPNESS = 0.22, 1.5
"""Where the odds are even, and how fast they change around it; calibrated, see `eval.trace_task`."""


def support(
    likeness: float, failed: Sequence[Finding], reading: Reading | None = None, trust: float = 0.0
) -> float:
    """Return the probability in 0..1 that a sentence is true.

    With the likeness a = logistic(18 (l − 0.365)) and the weight K of what failed, u = a / (1 + K a²):
    the closer the passages otherwise are, the surer it is that a fact they do not hold is wrong. The odds
    are (u / 0.22)^1.5 · e^(0.35 t) for the trust t in its words, so that no sentence whose number is
    refuted outranks one that all passages bear out. The constants are round values, chosen on news where
    a third of the sentences is true. Where a model has read the evidence, a is at least its probability
    of entailment, and a contradiction counts as one more failed fact, by its probability.
    """
    near = 1 / (1 + math.exp(-SLOPE * (likeness - MIDDLE)))
    weight = _weight(failed)
    if reading is not None:
        near = max(near, reading.entails if reading.entails > LIKELIER else 0.0)
        weight += FACT * (reading.contradicts if reading.contradicts > LIKELIER else 0.0)
    odds = (near / (1 + weight * near * near) / EVEN) ** SHARPNESS * math.exp(TRUSTED * trust)
    return float(odds / (1 + odds))


def _weight(failed: Sequence[Finding]) -> float:
    names = sum(REPLACED if one.contradicted else ABSENT for one in failed if one.kind == "name")
    kinds = {one.kind for one in failed}
    return (
        names
        + FACT * len(kinds & FACTS)
        + CONTRARY * len(kinds & CONTRARIES)
        + UNCERTAIN * bool(kinds & UNCERTAINTIES)
        + CONTRARY * any(one.kind == "factuality" and one.contradicted for one in failed)
    )
