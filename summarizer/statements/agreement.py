"""Whether one sentence states all that another one states: every word of the fact is weighed.

Two sentences of nearly the same words may say the contrary ("within the waters", "beyond the waters"), or one
may deny, plan or allege what the other reports. Who says a fact is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from summarizer.languages import Caseless, table, words
from summarizer.languages.lexicon import meanings, together
from summarizer.records import dataclass
from summarizer.text.alignment import align
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.synonyms import synonymous

from .names import canonical
from .quantities import Quantity
from .reworded import near_in_place, told_apart
from .statement import read

PREFIX = 5
"""Letters of a word that may open another one of its family: "withdraw", "withdrawal"."""
REST = 4
"""Letters that the other may have beyond it."""


def states(claim: str, other: str, language: str) -> bool:
    """Tell whether ``other`` holds each content word of ``claim``, under the same attitude and in one order.

    A word is held where the other has it, one of its family or one that may stand for it. Who says so is left
    aside. Of a language whose words are not known only the same stems are held.
    """
    mine, theirs = read(claim, language).fact, read(other, language).fact
    near = _reworded(mine, theirs, language)
    if not missing(mine, theirs, language) <= near or opposed(mine, theirs, language):
        return False
    alike = read(claim, language).attitudes == read(other, language).attitudes
    return alike and not replaced(mine, theirs, language, near)


def _reworded(claim: str, other: str, language: str) -> frozenset[str]:
    """Return the words of ``claim`` in whose place others of nearly the same meaning stand, in one place."""
    places = [
        (mine, theirs, lacking)
        for mine, theirs in _differing(claim, other)
        if mine and theirs and (lacking := missing(" ".join(mine), " ".join(theirs), language))
    ]
    if len(places) != 1:
        return frozenset()
    [(mine, theirs, lacking)] = places
    said = content(" ".join((*mine, *theirs)), language)
    if not said.isdisjoint(named(claim, language) | named(other, language) | _measures(language)):
        return frozenset()
    return lacking if near_in_place(mine, theirs, language) else frozenset()


def holds_half(claim: str, other: str, language: str) -> bool:
    """Tell whether another text has half of the content words of ``claim``: else it is on something else."""
    mine, theirs = read(claim, language).fact, read(other, language).fact
    return 2 * len(missing(mine, theirs, language)) <= len(content(mine, language))


@lru_cache(maxsize=8192)
def missing(claim: str, other: str, language: str) -> frozenset[str]:
    """Return the content stems of ``claim`` that ``other`` has neither itself nor in other words."""
    mine, theirs = content(claim, language), content(other, language)
    lacking = frozenset(word for word in mine if not held(word, theirs))
    return frozenset(word for word in lacking if not _meant(word, claim, other, theirs - mine, language))


def _meant(word: str, claim: str, other: str, instead: frozenset[str], language: str) -> bool:
    """Tell whether a word stands in the other text as one of its meaning, or as a narrower one.

    Deeds and qualities may be told by a broader word too: who confesses, acknowledges. Only what the claim
    does not have itself may stand for it, and no opposite.
    """
    own = _stems(claim, language).get(word)
    stems = _stems(other, language)
    theirs = [
        found for key in instead if (found := stems.get(key)) and not told_apart(own or "", found, language)
    ]
    if own is None or not theirs:
        return False
    if any(synonymous(own, other, language) for other in theirs):
        return True
    one, others = meanings(own, language), together(theirs, language)
    if one.opposes(others) or own in _measures(language) or not _measures(language).isdisjoint(theirs):
        return False
    if one.said_by(others):
        return True
    near = not one.derived.isdisjoint(others.derived) or not one.broader.isdisjoint(others.own)
    return near and not one.thing


@cache
def _measures(language: str) -> frozenset[str]:
    """Return the stems of what counts and measures: "month" and "week" are near and not the same."""
    numbers = ("quantities.ones", "quantities.tens", "quantities.ordinals")
    found = [word for topic in numbers for word in table(language, topic)]
    return frozenset(stem([*found, *words(language, "calendar.units")], language))


@lru_cache(maxsize=8192)
def _stems(text: str, language: str) -> dict[str, str]:
    """Return the stems of the words in lower case by the form that `content` has of them."""
    stops, same = stop_words(language), _synonyms(language)
    plain = [word for _, word in _words_of(text, 0, len(text)) if word.islower() and word not in stops]
    stems = stem(plain, language)
    return {same.get(word, canonical(one)): one for word, one in zip(plain, stems, strict=True)}


def held(word: str, others: frozenset[str]) -> bool:
    """Tell whether a word is among others, or one of its family: "withdraw", "withdrawal"."""
    if word in others:
        return True
    for other in others:  # noqa: SIM110  # a loop takes half the time of any()
        if akin(word, other):
            return True
    return False


def akin(one: str, other: str) -> bool:
    """Tell whether one of two words opens the other, which is hardly longer: "withdraw", "withdrawal"."""
    size, length = len(one), len(other)
    if size < length:
        return PREFIX <= size >= length - REST and other.startswith(one)
    return PREFIX <= length >= size - REST and one.startswith(other)


def named(text: str, language: str) -> frozenset[str]:
    """Return the words of the names in a text, as `content` has them."""
    return frozenset(canonical(word) for name in read(text, language).names for word in name.words)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of content in a text, where it stands, and by what ``key`` it is compared."""

    start: int
    end: int
    key: str
    kind: Literal["plain", "name", "figure", "day"]


@lru_cache(maxsize=8192)
def content(text: str, language: str) -> frozenset[str]:
    """Return what a text speaks of: stems, those of one meaning as one, but no numbers."""
    return frozenset(term.key for term in terms(text, language) if term.kind != "figure")


@lru_cache(maxsize=8192)
def terms(text: str, language: str) -> tuple[Term, ...]:
    """Return the words of content of a text in order, each number as one of them."""
    stops, light, same = stop_words(language), _light(language), _synonyms(language)
    numbers = [(one.start, one.end) for one in read(text, language).quantities]
    named = {
        at: canonical(word)
        for name in read(text, language).names
        for at, word in _words_of(text, name.start, name.end)
    }
    found = [Term(one.start, one.end, _value(one), "figure") for one in read(text, language).quantities]
    plain: list[tuple[int, int, str]] = []
    for at, word in _words_of(text, 0, len(text)):
        lower = word.lower().replace("’", "'").removesuffix("'s")
        if any(start <= at < end for start, end in numbers):
            continue
        if lower in stops or lower in light or (len(lower) < 2 and lower.isascii()):
            continue
        if lower in same:
            found.append(Term(at, at + len(word), same[lower], "plain"))
        elif at in named:
            found.append(Term(at, at + len(word), named[at], "name"))
        else:
            plain.append((at, at + len(word), lower))
    stems = stem([word for _, _, word in plain], language)
    found += [
        Term(start, end, canonical(one), "plain") for (start, end, _), one in zip(plain, stems, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _value(one: Quantity) -> str:
    """Return what a number is compared by: its value in the basic unit of what it measures."""
    return f"{one.value * one.unit.factor:.6g} {one.unit.dimension}" if one.unit else f"{one.value:.6g}"


def _words_of(text: str, start: int, end: int) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in WORD.finditer(text, start, end)]


@cache
def _light(language: str) -> frozenset[str]:
    return frozenset(words(language, "agreement.light"))


@cache
def _synonyms(language: str) -> dict[str, str]:
    return {
        word: f"={name}"
        for name, group in table(language, "agreement.synonyms").items()
        for word in group.split()
    }


@cache
def group(key: str, language: str) -> tuple[str, ...]:
    """Return the stems that a key of `content` stands for: of words of one meaning all of them."""
    if not key.startswith("="):
        return (key,)
    return tuple(stem(table(language, "agreement.synonyms")[key[1:]].split(), language))


def opposed(claim: str, other: str, language: str) -> bool:
    """Tell whether one has a word where the other has one that excludes it, and neither has both."""
    return any(
        mine and theirs and mine.isdisjoint(theirs)
        for mine, theirs in zip(_ordered(claim, language), _ordered(other, language), strict=True)
    )


@lru_cache(maxsize=8192)
def _ordered(text: str, language: str) -> tuple[frozenset[int], ...]:
    """Return for each order which of its words a text has."""
    return tuple(
        frozenset(at for at, group in enumerate(groups) if group.search(text)) for groups in _orders(language)
    )


@cache
def _orders(language: str) -> tuple[tuple[Caseless, ...], ...]:
    return tuple(
        tuple(
            Caseless(rf"\b(?:{'|'.join(re.escape(word.strip()) for word in group.split(','))})\b")
            for group in entry.split("|")
        )
        for entry in words(language, "agreement.orders")
    )


def same_figure(claim: str, other: str, around: str, language: str) -> bool:
    """Tell whether another wording states the figure of ``claim`` of the same thing.

    "Nineteen people died when a bridge collapsed" and "the collapse of a bridge cost the lives of 19": the
    number counts the same, two more words are shared, half of the words at least, and no word stands in
    the very place of another one. A name may stand ``around`` the other sentence instead.
    """
    mine, theirs = read(claim, language).fact, read(other, language).fact
    lacking = missing(mine, theirs, language)
    words_ = content(mine, language)
    shared = words_ - lacking
    figures = _counted(mine, language)
    alike = figures & _counted(theirs, language)
    if not alike or {value for value, _ in figures} - {value for value, _ in alike}:
        return False
    if not holds_half(claim, other, language) or any(word.startswith("=") for word in lacking):
        return False
    if read(claim, language).attitudes != read(other, language).attitudes or opposed(mine, theirs, language):
        return False
    names = named(mine, language)
    if (lacking & names) - content(around, language):
        return False
    things = {word for _, what in alike for word in (what,)}
    telling = shared - names - things - {word for word in shared if word.startswith("=die")}
    return len(telling) >= TELLING and not replaced(mine, theirs, language)


TELLING = 2
"""Shared words, besides the names and what is counted, that show two sentences to be on one thing."""


def bounded_otherwise(claim: str, other: str, language: str) -> bool:
    """Tell whether the other text has a number of the claim under other bounds alone: "30", "over 30"."""
    theirs = read(other, language).quantities
    for mine in read(claim, language).quantities:
        bounds = {_bound(one) for one in theirs if _value(one) == _value(mine)}
        if bounds and _bound(mine) not in bounds:
            return True
    return False


def _bound(one: Quantity) -> str:
    """Return what bounds a number to one side: "about" does not."""
    return "" if one.bound == "about" else one.bound


def _counted(text: str, language: str) -> frozenset[tuple[float, str]]:
    return frozenset((value, what) for _, _, value, what in counted(text, language))


def counted(text: str, language: str) -> tuple[tuple[int, int, float, str], ...]:
    """Return where each number of a text stands, its value and what it counts or measures.

    That is a stem, a unit or "=people".
    """
    found = []
    for one in read(text, language).quantities:
        if one.form != "cardinal":
            continue
        if one.unit is not None:
            found.append((one.start, one.end, round(one.value * one.unit.factor, 3), one.unit.dimension))
            continue
        behind = WORD.search(text, one.end)
        what = behind.group().lower() if behind and behind.start() - one.end <= 2 else ""
        stops, light = stop_words(language), _light(language)
        anybody = not what or what in light or what in stops or what in _synonyms(language)
        found.append((one.start, one.end, one.value, "=people" if anybody else _stem(what, language)))
    return tuple(found)


def _stem(word: str, language: str) -> str:
    return canonical(stem([word], language)[0])


def replaced(claim: str, other: str, language: str, near: frozenset[str] = frozenset()) -> bool:
    """Tell whether up to three words stand where the other has others of another meaning.

    Those that are ``near`` may. The same words must stand on both sides, or an end of the text. A denial on
    one side alone counts, as do a word that restricts what is behind it, another number and another pronoun.
    """
    for mine, theirs in _differing(claim, other):
        if _denies(mine, language) != _denies(theirs, language):
            return True
        if not _restricting(language).isdisjoint({*mine} ^ {*theirs}):
            return True
        if not mine or not theirs:
            continue
        ours = " ".join(mine)
        instead = " ".join(theirs)
        if not _telling(language).isdisjoint({*mine} ^ {*theirs}) or _other_pronoun(mine, theirs, language):
            return True
        values = _values(ours, language), _values(instead, language)
        if all(values) and values[0] != values[1]:
            return True
        if any(values) and not _one(language).isdisjoint(theirs if values[0] else mine):
            return True  # "one show" and "two shows"
        told = bool(content(ours, language)), bool(content(instead, language))
        if told == (False, True) and _light(language).issuperset(mine):
            return True
        if (all(told) or len(mine) == len(theirs)) and not missing(ours, instead, language) <= near:
            return True
    return False


@cache
def _one(language: str) -> frozenset[str]:
    return frozenset(word for word, value in table(language, "quantities.ones").items() if value == 1)


def named_instead(claim: str, other: str, language: str) -> tuple[str, ...]:
    """Return what stands in the other text where ``claim`` has nothing but a pronoun."""
    pronouns = {word for group in _pronouns(language) for word in group}
    return tuple(
        " ".join(theirs)
        for mine, theirs in _differing(claim, other)
        if len(mine) == 1 and mine[0] in pronouns and theirs and not pronouns.issuperset(theirs)
    )


@lru_cache(maxsize=8192)
def _differing(claim: str, other: str) -> tuple[tuple[list[str], list[str]], ...]:
    """Return the words, up to three, that differ between the same ones, each with those in their place."""
    ones, others = (WORD.findall(text.lower())[:LONGEST] for text in (claim, other))
    aligned = align(ones, others)
    found = []
    for at, (same, i, j, k, m) in enumerate(aligned):
        if same or j - i > 3 or m - k > 3:
            continue
        before = aligned[at - 1].last - aligned[at - 1].first if at else SIDE
        behind = aligned[at + 1].last - aligned[at + 1].first if at + 1 < len(aligned) else SIDE
        if before + behind >= 2 * SIDE and before and behind:
            found.append((ones[i:j], others[k:m]))
    return tuple(found)


def _values(text: str, language: str) -> frozenset[float]:
    return frozenset(one.value for one in read(text, language).quantities)


def _other_pronoun(mine: Sequence[str], theirs: Sequence[str], language: str) -> bool:
    """Tell whether one pronoun stands for another that is on somebody else."""
    groups = _pronouns(language)
    ours = [at for at, group in enumerate(groups) for word in mine if word in group]
    instead = [at for at, group in enumerate(groups) for word in theirs if word in group]
    return len(mine) == len(theirs) == 1 and bool(ours) and bool(instead) and ours != instead


@cache
def _pronouns(language: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(entry.split()) for entry in words(language, "agreement.pronouns"))


@cache
def _restricting(language: str) -> frozenset[str]:
    return frozenset(words(language, "agreement.restricting"))


def restricts(one: str, other: str, language: str) -> bool:
    """Tell whether a word that restricts what is behind it stands in one text alone."""
    mine, theirs = (frozenset(WORD.findall(text.lower())) for text in (one, other))
    return not _restricting(language).isdisjoint(mine ^ theirs)


@cache
def _telling(language: str) -> frozenset[str]:
    return frozenset(words(language, "agreement.telling"))


def _denies(found: Sequence[str], language: str) -> bool:
    cues = words(language, "negation.cues")
    return any(
        word.replace("’", "'").replace("'", "") in cues or word.endswith(("n't", "n’t")) for word in found
    )


SIDE = 2
"""Words on either side of a replaced one that are the same."""
LONGEST = 120
"""Words of the longest text that is compared word by word."""
