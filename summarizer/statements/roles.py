"""Roles: who did it to whom, as far as the order of names around a verb shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.languages import alternatives, words
from summarizer.records import dataclass
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.later import later

from .finding import Finding
from .names import names
from .predicates import irregular

_FARTHEST = 60
"""Characters between two names that may still be subject and object of one verb."""
_PARTS = later(r"[,;:()\"“”—–]")


@dataclass(frozen=True, slots=True)
class _Deed:
    """A name, the content stems between it and the next name, and that name, in active order."""

    doer: str
    deeds: frozenset[str]
    other: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def _deeds(text: str, language: str) -> tuple[_Deed, ...]:
    found = []
    joining = words(language, "clauses.joining")
    known = names(text, language)
    stops = stop_words(language)
    for one, other in pairwise(known):
        between = text[one.end : other.start]
        if len(between) > _FARTHEST or _PARTS.search(between):
            continue
        said = [word.lower() for word in WORD.findall(between)]
        if any(word in words(language, "roles.mutual") for word in said):
            continue
        bases = irregular(language)
        deeds = frozenset(stem([bases.get(word, word) for word in said if word not in stops], language))
        if not deeds and (noun := _deed_of(text, one.start, said, language)):
            found.append(_Deed(other.words[-1], frozenset((noun,)), one.words[-1], one.start, other.end))
        if not deeds or any(word in joining for word in said):
            continue
        first, second = one.words[-1], other.words[-1]
        if _is_passive(between, language):
            first, second = second, first
        deal = _deal(said, language)
        if deal:
            deeds |= {deal[0]}
            first, second = (second, first) if deal[1] else (first, second)
        found.append(_Deed(first, deeds, second, one.start, other.end))
    return tuple(found)


def _deed_of(text: str, start: int, said: Sequence[str], language: str) -> str:
    """Return the stem of a deed that is told "of" one name "by" the next: "takeover of A by B"."""
    if len(said) != 1 or said[0] not in words(language, "passive.by"):
        return ""
    before = [word.lower() for word in WORD.findall(text[max(0, start - _FARTHEST) : start])]
    linked = len(before) > 1 and before[-1] in words(language, "dates.naming")
    return stem([before[-2]], language)[0] if linked else ""


def _is_passive(between: str, language: str) -> bool:
    patterns = _passive(language)
    if patterns is None:
        return False
    auxiliary, by, done_by = patterns
    found = auxiliary.search(between)
    return bool((found and by.search(between, found.end())) or done_by.search(between))


@cache
def _passive(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]] | None:
    """Return the auxiliaries of the passive voice, what stands before who did it, and both in short."""
    auxiliaries = "|".join(words(language, "passive.auxiliaries"))
    by = "|".join(words(language, "passive.by"))
    endings = "|".join(words(language, "passive.endings"))
    particles = alternatives(words(language, "passive.particles"))
    if not auxiliaries:
        return None
    return (
        re.compile(rf"\b(?:{auxiliaries})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{by})\b", re.IGNORECASE),
        re.compile(rf"(?<=\w)(?:{endings}) (?:(?:{particles}) )?(?:{by})\b", re.IGNORECASE),
    )


def _deal(said: Sequence[str], language: str) -> tuple[str, bool] | None:
    """Return which deal the words between two names tell, and whether from its other side, as "lost to"."""
    for group, (one, other) in enumerate(_deals(language)):
        for turned, (verbs, link) in enumerate((one, other)):
            if not verbs.isdisjoint(said) and (not link or said[-1] == link):
                return f"~{group}", bool(turned)
    return None


_Side = tuple[frozenset[str], str]


@cache
def _deals(language: str) -> tuple[tuple[_Side, _Side], ...]:
    """Return the verbs of both sides of a deal, each with the word that stands before the other party."""
    made = []
    for group in words(language, "roles.deals"):
        one, other = (side.partition(">") for side in group.split("/"))
        made.append(
            ((frozenset(one[0].split()), one[2].strip()), (frozenset(other[0].split()), other[2].strip()))
        )
    return tuple(made)


def told_from_other_side(claim: str, evidence: Sequence[str], language: str) -> tuple[tuple[int, int], ...]:
    """Return where ``claim`` tells a deal from its other side: "lost to" of what "beat" it there."""
    mine = [one for one in _deeds(claim, language) if any(deal.startswith("~") for deal in one.deeds)]
    if not mine:
        return ()
    stated = {
        (deed.doer, deed.other, deal)
        for text in evidence
        for deed in _deeds(text, language)
        for deal in deed.deeds
        if deal.startswith("~")
    }
    return tuple(
        (one.start, one.end)
        for one in mine
        if any((one.doer, one.other, deal) in stated for deal in one.deeds)
    )


def check_roles(claim: str, evidence: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the pairs of names of ``claim`` that stand the other way round the same verb in the evidence.

    Passive voice turns a pair round. The pair is let pass if any evidence has it in the claim's order.
    """
    claimed = _deeds(claim, language)
    if not claimed:
        return
    stated = [deed for text in evidence for deed in _deeds(text, language)]
    for one in claimed:
        same = [deed for deed in stated if deed.deeds & one.deeds]
        if any(deed.doer == one.doer and deed.other == one.other for deed in same):
            continue
        if any(deed.doer == one.other and deed.other == one.doer for deed in same):
            pair = claim[one.start : one.end]
            message = f"the cited passages have the two names of “{pair}” the other way round"
            yield Finding("role", one.start, one.end, pair, message, contradicted=True)
