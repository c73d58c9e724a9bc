"""Binding: which day, which figure and which subject belongs to which verb inside one passage.

"Built in 1911, the tower was torn down in 1964" bears neither "built in 1964" nor "torn down in 1911",
though it has all the words. A passage is taken apart at its marks and joints; a day or a figure that stands
in a part without any other word of the claim, while another part has both such a word and another day or
figure, is that part's. Only what a short claim says is asked: it makes one statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from summarizer.languages import Caseless, alternatives, table, words
from summarizer.languages.lexicon import meanings
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.remembered import Remembered
from summarizer.text.words import content_of

from .finding import Finding, unopposed
from .statement import read

LONGEST = 10
"""Content words of a claim, at most, that makes one statement."""
BRIEF, MOST = 200, 1_000
"""Characters of the longest claim that is asked, and of the longest passage that is taken apart."""
SHARE = 0.4
"""Share of the content words of a claim that a passage must have to be asked."""
SHORT = 4
"""Letters of a word in which no past form is seen by its ending: "need", "bed"."""
LED = 3
"""Content words before "who" among which stands whom it means."""


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


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb, its subject and the words behind it in its part; all are stems.

    ``plain`` tells that the subject is no definite one, as "the company" or "it"; ``named`` that it is a
    name.
    """

    stem: str
    subject: tuple[str, ...]
    behind: frozenset[str]
    passive: bool
    plain: bool
    named: bool


def check_bound(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the days, figures and subjects of ``claim`` that every passage gives to something else."""
    wanted = content_of(claim, language)
    if len(wanted) > LONGEST or len(claim) > BRIEF or not words(language, "outcomes.joints"):
        return
    values = _values(claim, language)
    subjects = [verb for verb in _verbs(claim, language) if verb.subject]
    if not values and not subjects:
        return
    short = (text for text in passages if len(text) <= MOST)
    near = [text for text in short if len(wanted & content_of(text, language)) >= SHARE * len(wanted)]
    if not near:
        return
    parts = _parts(claim, language) if values else ()
    for value in values:
        start, end = next(((a, b) for a, b in parts if a <= value.start < b), (0, len(claim)))
        verbs = past_forms(claim[start:end], language)
        rest = wanted - content_of(claim[value.start : value.end], language)
        if unopposed((_is_bound(value, rest, verbs, text, language) for text in near), which=False):
            written = claim[value.start : value.end]
            message = f"the cited passages give “{written}” to something else"
            yield Finding(value.kind, value.start, value.end, written, message)
            return
    everything = frozenset().union(*(content_of(text, language) for text in passages))
    for verb in subjects:
        if unopposed((_is_subject(verb, wanted, text, everything, language) for text in near), which=False):
            yield Finding("amount", 0, len(claim), claim, "the cited passages say this of something else")
            return


def _is_bound(
    value: _Value, rest: frozenset[str], verbs: frozenset[str], text: str, language: str
) -> bool | None:
    """Tell whether a passage gives a value to a part of the claim; None where it does not have it.

    ``verbs`` are those of the claim: where a passage has one, the value is that of its part, unless neither
    that part has another value nor the value's part another verb.
    """
    stated = [one for one in _values(text, language) if one.kind == value.kind]
    mine = told = others = elsewhere = taken = False
    for start, end in _parts(text, language):
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
    if rest & own:
        return True
    mine = [meanings(one, language) for one in rest]
    return any(one.meets(meanings(other, language)) for other in own for one in mine)


def _is_subject(
    verb: _Verb, wanted: frozenset[str], text: str, everything: frozenset[str], language: str
) -> bool | None:
    """Tell whether a passage has the subject of a verb of the claim do it; None where it does not say.

    Whom a definite subject means, as "the company", only the text before it tells.
    """
    kept: bool | None = None
    for other in _verbs(text, language):
        if other.stem != verb.stem:
            continue
        if verb.passive != other.passive:
            if other.passive or not other.subject:
                return None
            if other.behind & set(verb.subject):
                return True
            strange = bool(other.behind)
        else:
            if not other.subject or set(verb.subject) & set(other.subject):
                return True
            strange = verb.named if other.named else other.plain
            strange = strange and not _related(verb.subject, other.subject, language)
        if strange and set(verb.subject) <= everything and not wanted & set(other.subject):
            kept = False
        else:
            return None
    return kept


def _related(one: Sequence[str], other: Sequence[str], language: str) -> bool:
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


@lru_cache(maxsize=8192)
def _parts(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return where the parts of a sentence stand, taken apart at its marks and joints."""
    at = 0
    found = []
    for match in _border(language).finditer(text):
        found.append((at, match.start()))
        at = match.start()
    return tuple((start, end) for start, end in (*found, (at, len(text))) if text[start:end].strip())


@cache
def _border(language: str) -> Caseless:
    """Fit where a part ends; "between 2015 and 2020" is of one part."""
    joints = alternatives(words(language, "outcomes.joints"))
    return Caseless(rf"[,;:.!?](?=\s|$)|[()“”—–]|--|\b(?:(?<!\d )(?:{joints})|(?:{joints})(?! \d))\b")


def irregular(language: str) -> Mapping[str, str]:
    """Return the irregular past forms and participles of a language with their bases."""
    return {**table(language, "outcomes.irregular"), **table(language, "outcomes.participles")}


@cache
def _past(language: str) -> Mapping[str, str]:
    return {**irregular(language), **table(language, "outcomes.bases")}


@cache
def _is_past(language: str) -> Remembered[bool]:
    """Return what tells of a word in lower case whether its form shows it to be past."""
    past, endings = _past(language), words(language, "passive.endings")
    return Remembered(lambda word: word in past or (word.endswith(endings) and len(word) > SHORT))


@lru_cache(maxsize=8192)
def past_forms(part: str, language: str) -> frozenset[str]:
    """Return the stems of all words of a part whose form shows them to be past."""
    past, is_past = _past(language), _is_past(language)
    found = [past.get(word, word) for word in map(str.lower, WORD.findall(part)) if is_past[word]]
    return frozenset(stem(found, language))


@lru_cache(maxsize=8192)
def _verbs(text: str, language: str) -> tuple[_Verb, ...]:
    """Return the verb of each part that has one: the first word whose form shows it to be past.

    Its subject is what stands before it in its part, with the parts without a verb that are listed before;
    behind "who" it is what stands before that.
    """
    past, is_past = _past(language), _is_past(language)
    stops, be = stop_words(language), words(language, "passive.auxiliaries")
    joints, joining = words(language, "outcomes.joints"), words(language, "clauses.joining")
    unsure = {*words(language, "figures.articles"), *words(language, "outcomes.subjects")}
    unsure -= {*words(language, "amounts.articles")}
    names = read(text, language).names
    made: list[_Verb] = []
    before: list[str] = []
    listed: list[str] = []
    for start, end in _parts(text, language):
        found = [(one.group().lower(), one.start()) for one in WORD.finditer(text, start, end)]
        content = [(word, first) for word, first in found if word not in stops]
        stemmed = stem([word for word, _ in content], language)
        stems = [(first, one) for (_, first), one in zip(content, stemmed, strict=True)]
        at = next(
            (at for at, (word, _) in enumerate(found) if word not in stops and is_past[word]),
            None,
        )
        leading = found[0][0] if found else ""
        if at is None:
            goes_on = text[start] == "," or leading in joining
            listed = [*(listed if goes_on else ()), *(one for _, one in stems)]
        else:
            word, first = found[at]
            led = [one for one, _ in found[:at]]
            own = [one for begin, one in stems if begin < first]
            subject = [*listed, *own] if own else (before[-LED:] if leading in unsure else [])
            opens = next((one for one in led if one not in joints), "")
            base = past.get(word)
            made.append(
                _Verb(
                    stem=stem([base], language)[0] if base else dict(stems)[first],
                    subject=tuple(subject),
                    behind=frozenset(one for begin, one in stems if begin > first),
                    passive=any(one in be for one in led[-2:]),
                    plain=opens not in unsure,
                    named=any(start <= name.start < first for name in names),
                )
            )
            listed = []
        before += [one for _, one in stems]
    return tuple(made)
