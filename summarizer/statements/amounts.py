"""Amounts: "some" is not "all", and "one of the oldest" is not "the oldest"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import alternatives, pattern, words
from summarizer.text.language import stem, stop_words
from summarizer.text.sought import Sought
from summarizer.text.words import words_of

from .finding import Finding
from .numbers import PARTS
from .quantities import is_number_word, quantities
from .ratios import ratios

_BEFORE = 40
"""Characters before a number in which the words stand that take a part of it."""
_NONE, _SINGLE, _FEW, _SOME, _HALF, _MOST, _WHOLE = 0, 0.5, 1, 2, 3, 4, 5
"""Ranks of the words of amount, as a language lists them, and between two of them that of "one of the …"."""
_AHEAD = 5
"""Words behind a word of amount in which stands what it counts."""


def check_amounts(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield where ``claim`` says more, or less, of a thing than every passage that says how much of it.

    Also where it makes a thing the first of its kind that is only one of the first there.
    """
    if not _ranks(language):
        return
    for rank, thing, start, end in _amounts(claim, language):
        stated = (found for text in passages for found in _told(text, language))
        same = [other for other, counted, _, _ in stated if counted == thing]
        if same and all(_differ(rank, other) for other in same):
            written = claim[start:end]
            message = f"the cited passages do not say “{written}” of this"
            yield Finding("amount", start, end, written, message)
            return
    yield from _superlatives(claim, passages, language)
    yield from _bounds(claim, passages, language)
    yield from _vague(claim, passages, language)
    yield from _exact(claim, passages, language)
    yield from _wholes(claim, passages, language)
    yield from _portions(claim, passages, language)


def _portions(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield a thing that ``claim`` takes whole and every passage in part: "a third of the harvest".

    Whole it is behind its article and no preposition: what is "in the harvest" may be in a part of it.
    """
    parts = {thing for text in passages for thing, _ in _in_part(text, language)}
    if not parts or any(True for _ in _in_part(claim, language)):
        return
    told = {one for text in passages for one in _outside(text, language)}
    for thing, start, end in _whole(claim, language):
        if thing in parts and thing not in told:
            written = claim[start:end]
            yield Finding("amount", start, end, written, f"the cited passages tell of a part of “{written}”")
            return


@lru_cache(maxsize=2048)
def _in_part(text: str, language: str) -> tuple[tuple[str, int], ...]:
    """Return the stem of each thing that a text takes a part of, and where that stands."""
    rule = _portion(language)
    found = [(one["thing"].lower(), one.start("thing")) for one in rule.finditer(text)] if rule else []
    stems = stem([word for word, _ in found], language)
    return tuple((one, start) for one, (_, start) in zip(stems, found, strict=True))


def _outside(text: str, language: str) -> Iterator[str]:
    """Yield the stems of a text's words that it does not take a part of there."""
    taken = {start for _, start in _in_part(text, language)}
    own = words_of(text)
    for one, start in zip(stem(own.lower, language), own.starts, strict=True):
        if start not in taken:
            yield one


def _whole(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words with "the" right before them and no preposition before that: stem and offsets."""
    own, linking = words_of(text), words(language, "omissions.linking")
    definite = words(language, "amounts.definite")
    for at in range(1, len(own.lower)):
        led = own.lower[at - 2] if at > 1 else ""
        if own.lower[at - 1] in definite and led not in linking:
            yield stem([own.lower[at]], language)[0], own.starts[at], own.ends[at]


@cache
def _portion(language: str) -> Sought | None:
    found, definite = pattern(language, "amounts.portion"), words(language, "amounts.definite")
    if found is None or not definite:
        return None
    return Sought(rf"\b(?:{found}) (?:{alternatives(definite)}) (?P<thing>[^\W\d_]{{3,30}})", language)


def _wholes(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield a number of ``claim`` that every passage has only as the whole of a part: "two of the five"."""
    for value, thing, start, end, part in _counted(claim, language):
        same = [
            other
            for text in passages
            for other in _counted(text, language)
            if (other[0], other[1]) == (value, thing)
        ]
        if same and not part and all(other[4] for other in same):
            written, told = claim[start:end], same[0][4]
            message = f"the cited passages say “{told} {written}”, not all of them"
            yield Finding("amount", start, end, written, message)
            return


@lru_cache(maxsize=8192)
def _counted(text: str, language: str) -> tuple[tuple[float, str, int, int, str], ...]:
    """Return each number with the thing it counts, where it stands, and the words that take a part of it."""
    part = _part(language)
    if part is None:
        return ()
    own = words_of(text)
    made = []
    for one in quantities(text, language):
        at = bisect_left(own.starts, one.end)
        before = part.search(text, max(0, one.start - _BEFORE), one.start)
        if at < len(own.starts):
            thing = stem([own.lower[at]], language)[0]
            made.append((one.value, thing, one.start, one.end, before.group().strip() if before else ""))
    return tuple(made)


@cache
def _part(language: str) -> re.Pattern[str] | None:
    found = pattern(language, "amounts.part")
    return re.compile(rf"\b(?:{found}) $", re.IGNORECASE) if found else None


def _vague(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield where the passages tell of "dozens" and ``claim`` of "hundreds" of a thing."""
    mine = _magnitudes(claim, language)
    stated = {word for text in passages for word, _, _ in _magnitudes(text, language)} if mine else None
    if not stated or any(one.value >= 2 for text in passages for one in quantities(text, language)):
        return
    for word, start, end in mine:
        if word not in stated:
            message = f"the cited passages say “{min(stated)}”, not “{claim[start:end]}”"
            yield Finding("amount", start, end, claim[start:end], message)


@lru_cache(maxsize=8192)
def _magnitudes(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    known = words(language, "amounts.vague")
    own = words_of(text)
    found = zip(own.lower, own.starts, own.ends, strict=True)
    return tuple(one for one in found if one[0] in known)


def _exact(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the numbers of which ``claim`` says that they are exact, and every passage that they are not."""
    inside = pattern(language, "amounts.exact")
    rule = re.compile(rf"\b(?:{inside}) $", re.IGNORECASE) if inside else None
    for one in quantities(claim, language) if rule else ():
        made = rule.search(claim, max(0, one.start - 16), one.start) if rule else None
        if made is None:
            continue
        stated = (each for text in passages for each in quantities(text, language))
        bounds = [each.bound for each in stated if each.value == one.value]
        if bounds and all(bounds):
            written = claim[made.start() : one.end]
            message = f"the cited passages do not say “{written}” of this"
            yield Finding("amount", made.start(), one.end, written, message)


def _bounds(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield where every passage bounds one of a thing from the other side: "over a month"."""
    for more, thing, start, end in _bounded(claim, language):
        stated = (found for text in passages for found in _bounded(text, language))
        sides = {other for other, bounded, _, _ in stated if bounded == thing}
        if sides == {not more}:
            written = claim[start:end]
            message = f"the cited passages bound “{written}” from the other side"
            yield Finding("amount", start, end, written, message)


@lru_cache(maxsize=2048)
def _bounded(text: str, language: str) -> tuple[tuple[bool, str, int, int], ...]:
    """Return what is more, or less, than one of a thing: which of them, the stem of that, offsets."""
    rule = _one_bounded(language)
    return tuple(
        (bool(found["more"]), stem([found["thing"].lower()], language)[0], *found.span())
        for found in (rule.finditer(text) if rule else ())
    )


@cache
def _one_bounded(language: str) -> re.Pattern[str] | None:
    more, less = pattern(language, "quantities.more"), pattern(language, "quantities.less")
    one = alternatives((*words(language, "amounts.articles"), *words(language, "numbers.one")))
    if more is None or less is None:
        return None
    rule = rf"\b(?:(?P<more>{more})|(?P<less>{less})) (?:{one}) (?P<thing>[^\W\d_]{{3,}})"
    return re.compile(rule, re.IGNORECASE)


def _differ(one: float, other: float) -> bool:
    """Tell whether a claim goes beyond what is stated: all for most, most for few, none for some."""
    if _SINGLE in (one, other):
        return one != _SINGLE and other == _SINGLE
    low, high = sorted((one, other))
    far = high - low >= 2 or one == _WHOLE > other
    return far and (one > other or one == _NONE or (low == _NONE) != (one == _NONE))


def _superlatives(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    superlative, among = _patterns(language)
    if superlative is None or among is None:
        return
    for match in superlative.finditer(claim):
        if among.search(claim, max(0, match.start(1) - 24), match.start(1)):
            continue
        word = match.group(1).lower()
        held = [
            among.search(text, max(0, other.start(1) - 24), other.start(1)) is not None
            for text in passages
            for other in superlative.finditer(text)
            if other.group(1).lower() == word
        ]
        if held and all(held):
            message = f"the cited passages say that it is one of several, not “{match.group()}”"
            yield Finding("amount", match.start(), match.end(), match.group(), message)


@cache
def _ranks(language: str) -> dict[str, int]:
    groups = words(language, "amounts.ranks")
    return {word: rank for rank, group in enumerate(groups) for word in group.split()}


@cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    superlative, among = pattern(language, "amounts.superlative"), pattern(language, "amounts.among")
    return (
        re.compile(superlative, re.IGNORECASE) if superlative else None,
        re.compile(rf"\b(?:{among})[ -](?:\w+ )?$", re.IGNORECASE) if among else None,
    )


@lru_cache(maxsize=2048)
def _amounts(text: str, language: str) -> tuple[tuple[float, str, int, int], ...]:
    """Return each word of amount that stands before what it counts: rank, stem of that, offsets."""
    ranks, stops = _ranks(language), stop_words(language)
    counting = _counting(language)
    apart = words(language, "amounts.apart")
    known = words_of(text)
    singles = [one.start() for one in rule.finditer(text)] if (rule := _singled(language)) else []
    if not singles and counting.isdisjoint(known.lower):
        return ()
    found = list(zip(known.lower, known.starts, known.ends, strict=True))
    made = []
    for at, (word, start, end) in enumerate(found):
        if word not in counting and start not in singles:
            continue
        behind = found[at + 1][0] if at + 1 < len(found) else ""
        ahead = [
            (one, first)
            for one, first, _ in found[at + 1 : at + 1 + _AHEAD]
            if one not in stops and not (behind in apart and is_number_word(one, language))
        ]
        thing = ahead[0][0] if ahead and text[end : ahead[0][1]].replace(" ", "a").isalpha() else None
        if thing is not None:
            rank = (
                _SINGLE
                if start in singles
                else _ranked(ranks[word], known.lower[max(0, at - 2) : at], language)
            )
            rank = min(rank, _HALF) if behind in apart else rank
            made.append((rank, stem([thing], language)[0], start, end))
    return tuple(made)


def _ranked(rank: float, before: Sequence[str], language: str) -> float:
    """Return the rank of an amount behind other words: "nearly all", "less than half", "over half"."""
    if rank == _WHOLE and before and before[-1] in words(language, "amounts.below"):
        return _MOST
    if rank == _HALF and any(word in before for word in words(language, "amounts.below")):
        return _SOME
    if rank == _HALF and any(word in before for word in words(language, "amounts.above")):
        return _MOST
    return rank


def _told(text: str, language: str) -> Iterator[tuple[float, str, int, int]]:
    """Yield the words of amount of a passage, and its shares of something as the rank that they come to."""
    yield from _amounts(text, language)
    yield from _shares(text, language)


@lru_cache(maxsize=2048)
def _shares(text: str, language: str) -> tuple[tuple[float, str, int, int], ...]:
    """Return what shares of a thing a text tells of, as `_amounts`: "three in ten", "20 per cent of the"."""
    own, stops = words_of(text), stop_words(language)
    in_parts = (one for one in quantities(text, language) if 0 < one.value < 1 and one.unit is None)
    in_hundred = (one for one in quantities(text, language) if one.unit and one.unit.dimension == "share")
    shares = [(one.value, one) for one in in_parts]
    shares += [(one.value / PARTS, one) for one in (*in_hundred, *ratios(text, language))]
    made = []
    for share, one in shares:
        at = bisect_left(own.starts, one.end)
        ahead = [i for i in range(at, min(len(own.lower), at + _AHEAD)) if own.lower[i] not in stops]
        if ahead and text[one.end : own.starts[ahead[0]]].replace(" ", "a").isalpha():
            rank = _SOME if share < HALF - _UNSURE else _MOST if share > HALF + _UNSURE else _HALF
            thing = stem([own.lower[ahead[0]]], language)[0]
            made.append((_WHOLE if share == 1 else rank, thing, one.start, one.end))
    return tuple(made)


HALF, _UNSURE = 0.5, 0.02
"""The share that is most of a thing if exceeded, and by how much it must be."""


@cache
def _singled(language: str) -> Sought | None:
    found = words(language, "amounts.single")
    return Sought(rf"\b(?:{alternatives(found)})\b", language) if found else None


@cache
def _counting(language: str) -> frozenset[str]:
    """Return the words of amount that stand before what they count."""
    return frozenset(words(language, "amounts.counting")) & _ranks(language).keys()
