"""The reading of a sentence, and whether its facts are those of its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from .dates import check_dates, days
from .finding import Finding
from .modality import check_modality
from .names import check_names, names
from .negation import check_negation
from .numbers import check_numbers
from .opposites import check_opposites
from .quantities import quantities
from .roles import check_roles, told_from_other_side
from .seats import stands_for
from .statement import Statement, read

__all__ = ["Finding", "Statement", "contraries", "facts", "mismatches", "read"]


def mismatches(
    claim: str, evidence: Sequence[str], language: str = "en", near: int = 0
) -> tuple[Finding, ...]:
    """Return the facts of ``claim`` that ``evidence`` does not bear out, in the order of the claim.

    ``evidence`` is the cited texts; ``claim[finding.start:finding.end]`` is the fact. With ``near`` > 0 a
    name must stand in a text that shares so many of the words around it: for evidence that was searched
    for by the claim itself, which finds any name somewhere. Opposites and modality are checked in English
    only, negation in the languages whose cues are known. Parsed texts are cached; about 10,000 calls a
    second.
    """
    found = [
        *facts(claim, evidence, language),
        *(
            one
            for one in check_names(claim, evidence, language, near)
            if not stands_for(claim, one.start, one.end, evidence, language)
        ),
        *check_negation(claim, evidence, language),
        *check_opposites(claim, evidence, language),
        *check_modality(claim, evidence, language),
        *check_roles(claim, evidence, language),
    ]
    named = [(finding.start, finding.end) for finding in found if finding.kind == "name"]
    named += told_from_other_side(claim, evidence, language)
    found = [finding for finding in found if finding.kind != "opposite" or not _inside(finding, named)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.kind)))


def facts(claim: str, evidence: Sequence[str], language: str = "en") -> tuple[Finding, ...]:
    """Return those of the mismatches that are dates, numbers and units."""
    dated, counted = days(claim, language), quantities(claim, language)
    if not dated and not counted:
        return ()
    taken = [(day.start, day.end) for day in dated]
    taken += [(name.start, name.end) for name in names(claim, language)]
    return (
        *check_dates(claim, evidence, language),
        *check_numbers(claim, evidence, language, taken),
    )


def contraries(claim: str, evidence: Sequence[str], language: str = "en") -> tuple[Finding, ...]:
    """Return those of the mismatches that turn a claim into its contrary: negation, opposite, role."""
    opposites = list(check_opposites(claim, evidence, language))
    if opposites:
        named = [(one.start, one.end) for one in check_names(claim, evidence, language)]
        opposites = [one for one in opposites if not _inside(one, named)]
    return (
        *check_negation(claim, evidence, language),
        *opposites,
        *check_roles(claim, evidence, language),
    )


def _inside(finding: Finding, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a finding lies in one of the spans: "North" in "North Carolina" is no opposite."""
    return any(start <= finding.start and finding.end <= end for start, end in spans)
