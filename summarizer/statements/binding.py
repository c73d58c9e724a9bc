"""Binding: which day, which figure and which subject belongs to which verb inside one passage.

"Built in 1911, the tower was torn down in 1964" bears neither "built in 1964" nor "torn down in 1911",
though it has all the words. A passage is taken apart at its marks and joints; a day or a figure that stands
in a part without any other word of the claim, while another part has both such a word and another day or
figure, is that part's. Only what a short claim says is asked: it makes one statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, lru_cache
from typing import Literal

from summarizer.languages import words
from summarizer.languages.lexicon import meanings
from summarizer.records import dataclass
from summarizer.text.language import stem
from summarizer.text.words import content_of, sharing

from .finding import Finding, unopposed
from .numbers import is_in_a_figure
from .predicates import Verb, parts_of, past_forms, predicates
from .statement import read

LONGEST = 10
"""Content words of a claim, at most, that makes one statement."""
BRIEF, MOST = 200, 1_000
"""Characters of the longest claim that is asked, and of the longest passage that is taken apart."""
SHARE = 0.4
"""Share of the content words of a claim that a passage must have to be asked."""


@dataclass(frozen=True, slots=True)
class _Value:
    kind: Literal["date", "number"]
    key: tuple[float | None, ...]
    start: int
    end: int

    def is_of_a_kind(self, other: _Value) -> bool:
        """Tell whether two values can be compared: both are numbers, or dates that fix the same of a day."""
        return any(one is not None and two is not None for one, two in zip(self.key, other.key, strict=False))

    def agrees(self, other: _Value) -> bool:
        """Tell whether two values of a kind may be the same."""
        pairs = zip(self.key, other.key, strict=False)
        return all(one is None or two is None or one == two for one, two in pairs)


def check_bound(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the days, figures and subjects of ``claim`` that every passage gives to something else."""
    wanted = content_of(claim, language)
    if len(wanted) > LONGEST or len(claim) > BRIEF or not words(language, "outcomes.joints"):
        return
    values = [one for one in _values(claim, language) if not is_in_a_figure(claim, one.start, passages)]
    light = _light(language)
    subjects = [verb for verb in predicates(claim, language) if not light.issuperset(verb.subject)]
    if not values and not subjects:
        return
    short = (text for text in passages if len(text) <= MOST)
    near = sharing(wanted, short, SHARE, language)
    if not near:
        return
    parts = parts_of(claim, language) if values else ()
    for value in values:
        start, end = next(((a, b) for a, b in parts if a <= value.start < b), (0, len(claim)))
        verbs = past_forms(claim[start:end], language)
        rest = wanted - content_of(claim[value.start : value.end], language)
        if unopposed((_is_bound(value, rest, verbs, text, language) for text in near), which=False):
            yield _elsewhere(claim, value)
            return
    if values and (strewn := _strewn(values, subjects, passages, language)):
        yield _elsewhere(claim, strewn)
        return
    everything = frozenset().union(*(content_of(text, language) for text in passages))
    for verb in subjects:
        if unopposed((_is_subject(verb, wanted, text, everything, language) for text in near), which=False):
            yield Finding("amount", 0, len(claim), claim, "the cited passages say this of something else")
            return


def _elsewhere(claim: str, value: _Value) -> Finding:
    written = claim[value.start : value.end]
    message = f"the cited passages give “{written}” to something else"
    return Finding(value.kind, value.start, value.end, written, message)


def _strewn(
    values: Sequence[_Value], verbs: Sequence[Verb], passages: Sequence[str], language: str
) -> _Value | None:
    """Return a value that stands only in passages with neither a verb of the claim nor its subject.

    Only where another passage has the verb: "published after her death", "founded it in 1909".
    """
    deeds = {verb.stem for verb in verbs}
    subject = frozenset(one for verb in verbs for one in verb.subject)
    if not deeds or not any(_is_said(deeds, text, language) for text in passages):
        return None
    for value in values:
        holders = [text for text in passages if _has(value, text, language)]
        apart = all(
            subject.isdisjoint(content_of(text, language)) and not _is_said(deeds, text, language)
            for text in holders
        )
        if holders and apart:
            return value
    return None


def _has(value: _Value, text: str, language: str) -> bool:
    found = (one for one in _values(text, language) if one.kind == value.kind)
    return any(one.is_of_a_kind(value) and one.agrees(value) for one in found)


def _is_said(deeds: Set[str], text: str, language: str) -> bool:
    """Tell whether a text has one of some verbs, or a word of its meaning."""
    return not deeds.isdisjoint(past_forms(text, language)) or _related(
        deeds, content_of(text, language), language
    )


def _is_bound(
    value: _Value, rest: frozenset[str], verbs: frozenset[str], text: str, language: str
) -> bool | None:
    """Tell whether a passage gives a value to a part of the claim; None where it does not have it.

    ``verbs`` are those of the claim: where a passage has one, the value is that of its part, unless neither
    that part has another value nor the value's part another verb.
    """
    stated = [one for one in _values(text, language) if one.kind == value.kind]
    mine = told = others = elsewhere = taken = False
    for start, end in parts_of(text, language):
        inside = [one for one in stated if start <= one.start < end and one.is_of_a_kind(value)]
        own = past_forms(text[start:end], language)
        if any(one.agrees(value) for one in inside):
            if own & verbs:
                return True
            mine, told = True, told or _holds(rest, text[start:end], language)
            taken = taken or bool(own)
        else:
            others = others or (bool(inside) and bool(rest & content_of(text[start:end], language)))
            elsewhere = elsewhere or bool(own & verbs)
            taken = taken or (bool(inside) and bool(own & verbs))
    if not mine:
        return None
    return not (elsewhere and taken) and (told or not others)


def _holds(rest: frozenset[str], part: str, language: str) -> bool:
    """Tell whether a part has a word of the claim, in whatever form or as a synonym."""
    own = content_of(part, language)
    return not rest.isdisjoint(own) or _related(rest, own, language)


def _is_subject(
    verb: Verb, wanted: frozenset[str], text: str, everything: frozenset[str], language: str
) -> bool | None:
    """Tell whether a passage has the subject of a verb of the claim do it; None where it does not say.

    Whom a definite subject means, as "the company", only the text before it tells.
    """
    kept: bool | None = None
    light = _light(language)
    mine = frozenset(verb.subject) - light
    for other in predicates(text, language):
        if other.stem != verb.stem:
            continue
        theirs = frozenset(other.subject) - light
        if verb.passive != other.passive:
            if verb.stem in _labile(language) and mine and (mine <= theirs or theirs <= mine):
                return True
            if other.passive or not theirs:
                return None
            if other.behind & mine:
                return True
            strange = bool(other.behind)
        elif not theirs or mine <= theirs or theirs <= mine:
            return True
        else:
            told = mine - theirs <= content_of(text, language)
            if mine & theirs and not told:
                return True
            strange = (verb.named if other.named else other.plain) or (told and not verb.named)
            strange = strange and not _related(mine - theirs, theirs - mine, language)
        if strange and mine <= everything and not wanted & (theirs - mine):
            kept = False
        else:
            return None
    return kept


@cache
def _labile(language: str) -> frozenset[str]:
    """Return the stems of the verbs that tell the same of a thing in either voice: "the road was closed"."""
    return frozenset(stem(words(language, "passive.labile"), language))


@cache
def _light(language: str) -> frozenset[str]:
    """Return the stems of the nouns that only measure: "the number of beetles" is about beetles."""
    return frozenset(stem(words(language, "figures.measuring"), language))


def _related(one: Iterable[str], other: Iterable[str], language: str) -> bool:
    """Tell whether one of some stems says what one of others says."""
    mine = [meanings(each, language) for each in one]
    return any(first.meets(meanings(each, language)) for each in other for first in mine)


@lru_cache(maxsize=8192)
def _values(text: str, language: str) -> tuple[_Value, ...]:
    known = read(text, language)
    found = [
        _Value("date", (day.year, day.month, day.day, day.weekday), day.start, day.end) for day in known.days
    ]
    taken = [(one.start, one.end) for one in found]
    for one in known.quantities:
        if not any(start < one.end and one.start < end for start, end in taken):
            kind: Literal["date", "number"] = "date" if one.form == "year" else "number"
            key = (one.value, None, None, None) if kind == "date" else (one.value,)
            found.append(_Value(kind, key, one.start, one.end))
    return tuple(found)
