"""Exchanged: one of a closed series in the place of another — "off-policy", "last year", "her"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import alternatives, table, words
from summarizer.languages.lexicon import meanings
from summarizer.text.language import stem
from summarizer.text.later import later
from summarizer.text.sought import Sought
from summarizer.text.words import words_of

from .cues import denying
from .finding import Finding

_COMPOUND = later(r"(?<![\w-])[^\W\d_]{2,30}(?:-[^\W\d_]{2,30}){1,3}(?![\w-])")
MOST = 20
"""Compounds of a text that are looked at; what has more is a list."""


def check_exchanged(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the compounds, times and persons of ``claim`` in whose place every passage has another."""
    yield from _compounds(claim, passages, language)
    yield from _times(claim, passages, language)
    yield from _persons(claim, passages, language)
    yield from _series(claim, passages, language)


def _compounds(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield compounds that the passages have with another first part, or with or without a denial."""
    mine = _compounds_of(claim)
    theirs = {parts for text in passages for parts, _, _ in _compounds_of(text)}
    if not mine and not theirs:
        return
    held = [_lower(text) for text in passages]
    own = {parts for parts, _, _ in mine}
    for parts, start, end in mine:
        if any(_has(text, parts) or _has(text, ("".join(parts),)) for text in held):
            continue
        instead = next((other for other in sorted(theirs - own) if _is_other(parts, other, language)), None)
        bare = parts[0] in _prefixes(language) and _only(parts[1:], held) and not _denied(passages, language)
        if instead or bare:
            written = claim[start:end]
            said = "-".join(instead or parts[1:])
            message = f"the cited passages say “{said}”, not “{written}”"
            yield Finding("opposite" if bare else "amount", start, end, written, message, bool(bare))
    for parts in sorted(theirs - own):
        if len(parts) != 2 or parts[0] not in _prefixes(language):
            continue
        if any(_plain(text, parts[1]) for text in held):
            continue
        match = _plain(_lower(claim), parts[1])
        if match:
            written = claim[match.start() : match.end()]
            message = f"the cited passages say “{'-'.join(parts)}”, not “{written}”"
            yield Finding("opposite", match.start(), match.end(), written, message, contradicted=True)


def _is_other(parts: tuple[str, ...], other: tuple[str, ...], language: str) -> bool:
    """Tell whether two compounds differ in their first part alone, and that says something else.

    What stands last is often as good as another: "AI-driven" and "AI-powered".
    """
    if parts[1:] != other[1:]:
        return False
    one, two = stem((parts[0], other[0]), language)
    if one == two or one[:4] == two[:4]:
        return False
    first, second = meanings(one, language), meanings(two, language)
    return not first.meets(second)


def _has(text: str, parts: Sequence[str]) -> bool:
    return re.search(rf"\b{'[- ]'.join(map(re.escape, parts))}", text) is not None


def _only(parts: Sequence[str], held: Sequence[str]) -> bool:
    return any(_has(text, parts) for text in held)


def _plain(text: str, word: str) -> re.Match[str] | None:
    """Find a word that is no part of a compound."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)


def _denied(passages: Sequence[str], language: str) -> bool:
    return any(denying(text, language) for text in passages)


@cache
def _prefixes(language: str) -> frozenset[str]:
    return frozenset(words(language, "opposites.prefixes"))


@lru_cache(maxsize=2048)
def _lower(text: str) -> str:
    return text.lower().replace("‑", "-").replace("–", "-")


@lru_cache(maxsize=2048)
def _compounds_of(text: str) -> tuple[tuple[tuple[str, ...], int, int], ...]:
    if "-" not in text:
        return ()
    found = [(tuple(match.group().lower().split("-")), *match.span()) for match in _COMPOUND.finditer(text)]
    return tuple(found[:MOST])


def _times(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield times counted from the day of writing, as "last month", where every passage counts otherwise."""
    shifted = _shifted(language)
    if shifted is None:
        return
    own = [(match, _time(match)) for match in shifted.finditer(claim)]
    stated = {_time(match) for text in passages for match in shifted.finditer(text)} if own else set()
    if not stated:
        return
    others = stated - {time for _, time in own}
    for match, (lead, unit) in own:
        if (lead, unit) in stated or not any(lead == one or unit == other for one, other in others):
            continue
        instead = " ".join(min(one for one in others if lead == one[0] or unit == one[1]))
        written = claim[slice(*match.span())]
        message = f"the cited passages say “{instead}”, not “{written}”"
        yield Finding("date", match.start(), match.end(), written, message, contradicted=True)


def _time(match: re.Match[str]) -> tuple[str, str]:
    return match.group(1).lower(), match.group(2).lower()


@cache
def _shifted(language: str) -> Sought | None:
    leads = table(language, "calendar.shifts")
    units = (*words(language, "calendar.units"), *words(language, "calendar.weekdays"))
    if not leads or not units:
        return None
    return Sought(rf"\b({alternatives(leads)}) ({alternatives(units)})\b", language)


def _persons(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield a pronoun on a person where all those of the passages are on a person of the other sex."""
    groups, pronouns = sexes(language), _pronouns(language)
    if pronouns is None or len(groups) != 2:
        return
    mine = list(pronouns.finditer(claim))
    if not mine:
        return
    own = {at for match in mine for at, one in enumerate(groups) if match.group().lower() in one}
    theirs = {at for text in passages for at in _sexed(text, language)}
    if len(own) == 1 and len(theirs) == 1 and own != theirs:
        start, end = mine[0].span()
        message = f"“{claim[start:end]}” is on another person than the cited passages"
        yield Finding("amount", start, end, claim[start:end], message)


def _series(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield a word of a series, as "monthly", where the passages have none of it but another, as "weekly"."""
    known = _members(language)
    own = words_of(claim)
    mine = [(known[word], span) for word, span in zip(own.plain, own.spans, strict=True) if word in known]
    if not mine:
        return
    theirs = {at for text in passages for word in words_of(text).plain for at in known.get(word, ())}
    claimed = {at for places, _ in mine for at in places}
    for places, (start, end) in mine:
        others = {at for at in theirs - claimed if any(at[0] == series for series, _ in places)}
        if others and theirs.isdisjoint(places):
            message = f"the cited passages do not say “{claim[start:end]}” but another one"
            yield Finding("amount", start, end, claim[start:end], message)


@cache
def _members(language: str) -> dict[str, frozenset[tuple[int, int]]]:
    """Return the words that are of a series, each with the series and its place in it."""
    found: dict[str, set[tuple[int, int]]] = {}
    for number, series in enumerate(words(language, "opposites.series")):
        for at, alike in enumerate(series.split("|")):
            for word in alike.split():
                found.setdefault(word, set()).add((number, at))
    return {word: frozenset(places) for word, places in found.items()}


@lru_cache(maxsize=2048)
def _sexed(text: str, language: str) -> frozenset[int]:
    groups, pronouns = sexes(language), _pronouns(language)
    found = {match.group().lower() for match in pronouns.finditer(text)} if pronouns else ()
    return frozenset(at for word in found for at, one in enumerate(groups) if word in one)


@cache
def _pronouns(language: str) -> Sought | None:
    found = [word for group in sexes(language) for word in group]
    return Sought(rf"\b(?:{alternatives(sorted(found))})\b", language) if found else None


@cache
def sexes(language: str) -> tuple[frozenset[str], ...]:
    """Return the pronouns on a person of each sex."""
    return tuple(frozenset(entry.split()) for entry in words(language, "pronouns.sexes"))
