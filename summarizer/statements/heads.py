"""Heads: "a spokesman for the mayor resigned" does not say that the mayor did, nor "the deputy head" a head.

What a passage names only to tell whose brother, lawyer or rival it speaks of, or whose former or deputy
office somebody holds, has not itself done or suffered what it tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache

from summarizer.languages import forms, words
from summarizer.records import dataclass
from summarizer.text.language import stem, stop_words
from summarizer.text.words import words_of

from .finding import Finding
from .next_to import close
from .order import deeds
from .quantities import quantities

CLAUSE = 9
"""Words of a relative clause, at most, behind which the verb of its sentence is looked for."""
REACH = 3
"""Words between a possessor and the head, or behind the head, at most."""


@dataclass(frozen=True, slots=True)
class _Led:
    """A word, by its stem and place, that a head leads: "mayor" of "spokesman for the mayor"."""

    word: str
    at: int
    head: str
    rank: bool


def check_heads(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield one word of ``claim`` that all close passages have only behind a head that the claim lacks."""
    if not words(language, "heads.persons"):
        return
    own = words_of(claim)
    stems = stem(own.lower, language)
    mine = {(one.word, one.head) for one in _led(claim, language)}
    near = close(claim, passages, language)
    if not any(_led(text, language) for text in near):
        return
    for at, word in enumerate(stems):
        led = [one for text in near for one in _led_alone(word, text, language)]
        if not led or any(_is_bare(word, text, language) for text in near):
            continue
        first = led[0]
        if (word, first.head) in mine or _is_told(first, own.lower, language):
            continue
        if first.rank and _leads_name(claim, own.ends[at], first, language):
            continue
        written = claim[own.starts[at] : own.ends[at]]
        message = f"the cited passages speak of the “{first.head}” there, not of “{written}” itself"
        yield Finding("role", own.starts[at], own.ends[at], written, message)
        return


def check_relatives(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield who does something in ``claim`` as somebody's relation, where the passages have that one do it.

    "Ann Kern's brother bought it" is not borne by "Ann Kern bought it from her brother".
    """
    led = [one for one in _led(claim, language) if not one.rank]
    if not led:
        return
    voices = words(language, "heads.voices")
    owners: dict[str, set[str]] = {}
    for one in led:
        if one.head not in voices:
            owners.setdefault(stem([one.head], language)[0], set()).add(one.word)
    near = close(claim, passages, language)
    for deed in deeds(claim, language):
        others = owners.get(deed.before)
        same = [
            one
            for text in near
            for one in deeds(text, language)
            if others and (one.verb, one.passive) == (deed.verb, deed.passive)
        ]
        if (
            others
            and any(one.before in others for one in same)
            and all(one.before != deed.before for one in same)
        ):
            message = "the cited passages say this of somebody else"
            yield Finding("role", 0, len(claim), claim, message, contradicted=True)
            return


def _led_alone(word: str, text: str, language: str) -> list[_Led]:
    return [one for one in _led(text, language) if one.word == word]


def _is_bare(word: str, text: str, language: str) -> bool:
    """Tell whether a text has a word that no head leads."""
    led = {one.at for one in _led(text, language)}
    return any(one == word and at not in led for at, one in enumerate(stem(words_of(text).lower, language)))


def _is_told(one: _Led, claim: Sequence[str], language: str) -> bool:
    """Tell whether a claim names such a head too, or only what was said: a spokesman speaks for others."""
    known = words(language, "heads.ranks" if one.rank else "heads.persons")
    if any(word in known or word.startswith("ex-") for word in claim):
        return True
    return one.head in words(language, "heads.voices") and not _saying(language).isdisjoint(claim)


def _leads_name(claim: str, end: int, one: _Led, language: str) -> bool:
    """Tell whether an office stands before a name, whose former bearer is often called by it."""
    behind = claim[end : end + 2].strip()
    return one.head in words(language, "heads.past") and behind[:1].isupper()


@lru_cache(maxsize=8192)
def _led(text: str, language: str) -> tuple[_Led, ...]:
    own = words_of(text)
    persons, ranks = _known(language, "heads.persons"), _known(language, "heads.ranks")
    links, relatives = _known(language, "heads.links"), _known(language, "heads.relatives")
    if _cues(language).isdisjoint(own.lower) and "ex-" not in text.lower():
        return ()
    found: list[tuple[str, int, str, bool]] = []
    for at, word in enumerate(own.lower):
        if word.startswith("ex-"):
            found.append((word[3:], at, "ex", True))
        elif word in ranks and len(run := _run(text, at + 1, language)) == 1:
            found.append((own.lower[run[0]], run[0], word, True))
        elif word in persons and own.lower[at + 1 : at + 2] and own.lower[at + 1] in links:
            found += [(own.lower[one], one, word, False) for one in _led_by(text, at + 2, language)]
        elif word in relatives and at:
            found += [(own.lower[one], one, own.lower[at - 1], False) for one in _told_of(text, at, language)]
        elif word in persons:
            found += [(_owner(own.lower[one]), one, word, False) for one in _owners(text, at, language)]
    stems = stem([one for one, _, _, _ in found], language)
    return tuple(
        _Led(stemmed, at, head, rank) for stemmed, (_, at, head, rank) in zip(stems, found, strict=True)
    )


def _run(text: str, at: int, language: str) -> list[int]:
    """Return the places of the words from ``at`` on up to a stop word or a mark, at most `REACH`."""
    own, stops = words_of(text), stop_words(language)
    run: list[int] = []
    for one in range(at, min(len(own.lower), at + REACH)):
        if own.lower[one] in stops or (one > at and text[own.ends[one - 1] : own.starts[one]].strip()):
            break
        run.append(one)
    return run


def _led_by(text: str, at: int, language: str) -> list[int]:
    """Return the places of the words that name whom a head behind whose link they stand belongs to.

    They are a name, or else a word of its own: that after it may be a verb already. None for a number.
    """
    own, stops = words_of(text), stop_words(language)
    while own.lower[at : at + 1] and own.lower[at] in stops:
        at += 1
    run = _run(text, at, language)
    named = [one for one in run if text[own.starts[one]].isupper()]
    if not run or quantities(text[own.starts[at] : own.ends[at]], language):
        return []
    plain = [one for one in run if one not in named]
    return plain[:1] if not named or (plain and plain[0] == named[-1] + 1 and run[0] in named) else named


def _told_of(text: str, at: int, language: str) -> list[int]:
    """Return the places of whom a relative clause tells of, right before the verb that is not the clause's.

    "The nurse who trained Dr Seel was honoured": it was not Seel. The clause has a verb of its own before.
    """
    own, stops = words_of(text), stop_words(language)
    found: list[int] = []
    auxiliaries = words(language, "passive.auxiliaries")
    for one in range(at + 1, min(len(own.lower), at + CLAUSE)):
        if text[own.ends[one - 1] : own.starts[one]].strip():
            return []
        if own.lower[one] in auxiliaries:
            return found[1:] if len(found) > 1 else []
        if own.lower[one] not in stops:
            found.append(one)
    return []


def _owners(text: str, at: int, language: str) -> list[int]:
    """Return the places of the words in the possessive before a head: "Ann Weller's" of "brother"."""
    own, stops = words_of(text), stop_words(language)
    for one in range(at - 1, max(-1, at - 1 - REACH), -1):
        if own.lower[one] != _owner(own.lower[one]):
            return [each for each in (one - 1, one) if each >= 0 and _belongs(text, each, one, stops)]
    return []


def _belongs(text: str, one: int, owner: int, stops: Set[str]) -> bool:
    own = words_of(text)
    return one == owner or (own.lower[one] not in stops and text[own.starts[one]].isupper())


def _owner(word: str) -> str:
    """Return a word without the ending of the possessive."""
    return re.sub(r"['’]s$|(?<=s)['’]$", "", word)


@cache
def _cues(language: str) -> frozenset[str]:
    topics = ("heads.persons", "heads.ranks", "heads.relatives")
    return frozenset[str]().union(*(_known(language, topic) for topic in topics))


@cache
def _known(language: str, topic: str) -> frozenset[str]:
    return frozenset(words(language, topic))


@cache
def _saying(language: str) -> frozenset[str]:
    return frozenset((*forms(language, "saying.attributing"), *forms(language, "saying.speaking")))
