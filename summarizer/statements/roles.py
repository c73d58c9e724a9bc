"""Roles: who did it to whom, as far as the order of names around a verb shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from summarizer.text.language import WORD, stem, stop_words

from .finding import Finding
from .names import names

_FARTHEST = 60
"""Characters between two names that may still be subject and object of one verb."""
_BE = re.compile(r"\b(?:was|were|been|being|is|are|be|get|gets|got)\b", re.IGNORECASE)
_BY = re.compile(r"\bby\b", re.IGNORECASE)
_DONE_BY = re.compile(r"(?<=\w)ed by\b", re.IGNORECASE)
_PARTS = re.compile(r"[,;:()\"“”—–]")


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
    known = names(text, language)
    stops = stop_words(language)
    for one, other in pairwise(known):
        between = text[one.end : other.start]
        if len(between) > _FARTHEST or _PARTS.search(between):
            continue
        words = [word.lower() for word in WORD.findall(between)]
        deeds = frozenset(stem([word for word in words if word not in stops], language))
        if not deeds or "and" in words or "or" in words:
            continue
        first, second = one.words[-1], other.words[-1]
        if _is_passive(between):
            first, second = second, first
        found.append(_Deed(first, deeds, second, one.start, other.end))
    return tuple(found)


def _is_passive(between: str) -> bool:
    be = _BE.search(between)
    return bool((be and _BY.search(between, be.end())) or _DONE_BY.search(between))


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
            words = claim[one.start : one.end]
            message = f"the cited passages have the two names of “{words}” the other way round"
            yield Finding("role", one.start, one.end, words, message, contradicted=True)
