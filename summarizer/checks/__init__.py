"""Check the facts of a sentence against its evidence: numbers, units, dates, names, negation."""

from __future__ import annotations

from collections.abc import Sequence

from .dates import check_dates, days
from .finding import Finding
from .names import check_names, names
from .numbers import check_numbers
from .polarity import check_negation

__all__ = ["Finding", "check"]


def check(claim: str, evidence: Sequence[str], language: str = "en") -> tuple[Finding, ...]:
    """Return the facts of ``claim`` that ``evidence`` does not bear out, in the order of the claim."""
    taken = [(day.start, day.end) for day in days(claim, language)]
    taken += [(name.start, name.end) for name in names(claim, language)]
    found = [
        *check_dates(claim, evidence, language),
        *check_numbers(claim, evidence, language, taken),
        *check_names(claim, evidence, language),
        *check_negation(claim, evidence, language),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.kind)))
