"""Predicates: the verb of each part of a sentence, who does it, and what is said of that.

No parser is used: a sentence is taken apart at its marks and joints, and the verb of a part shows by its
form, past or present, or by the auxiliary before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.languages import Caseless, alternatives, table, words
from summarizer.languages.lexicon import NOTHING, meanings
from summarizer.records import dataclass
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.remembered import Remembered

from .names import Name, opens
from .statement import read

SHORT = 4
"""Letters of a word in which no past form is seen by its ending: "need", "bed"."""
LED = 3
"""Content words before "who" among which stands whom it means."""


@dataclass(frozen=True, slots=True)
class Verb:
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


@lru_cache(maxsize=8192)
def parts_of(text: str, language: str) -> tuple[tuple[int, int], ...]:
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


def _verb_at(found: Sequence[tuple[str, int]], language: str) -> int | None:
    """Return the place of the verb of a part: the first past form, or the first present one before it.

    That is what an auxiliary leads; or it ends in "s" behind a noun or a joint, with no noun behind it.
    """
    stops = stop_words(language)
    leading, is_past = _leading(language), _is_past(language)
    for at, (word, _) in enumerate(found):
        behind = range(at + 1, min(len(found), at + 1 + LED))
        if word in leading and at:
            content = [i for i in behind if found[i][0] not in stops]
            past = next((i for i in content if is_past[found[i][0]]), None)
            return past or next((i for i in content if i == at + 1), None)
        if word in stops:
            continue
        if is_past[word]:
            return at
        before, after = found[at - 1][0] if at else "", found[at + 1][0] if behind else ""
        ends = word.endswith("s") and not word.endswith(("ss", "'s", "’s")) and len(word) >= SHORT
        leads = at == 1 and before in words(language, "clauses.joining")
        noun = before and before not in stops and not before.isdigit()
        if ends and (noun or leads) and after not in leading and (after in stops or after[:1].isdigit()):
            return at
    return None


@cache
def _leading(language: str) -> frozenset[str]:
    topics = ("passive.auxiliaries", "outcomes.have", "outcomes.do")
    return frozenset(one for topic in topics for one in words(language, topic))


class _Part(NamedTuple):
    """The words of a part in lower case, and the stems of its content words, each with where it begins."""

    start: int
    found: Sequence[tuple[str, int]]
    stems: Sequence[tuple[str, int]]

    @classmethod
    def of(cls, text: str, start: int, end: int, language: str) -> _Part:
        found = [(one.group().lower(), one.start()) for one in WORD.finditer(text, start, end)]
        content = [(word, first) for word, first in found if word not in stop_words(language)]
        stems = stem([word for word, _ in content], language)
        return cls(start, found, [(one, first) for one, (_, first) in zip(stems, content, strict=True)])

    @property
    def leading(self) -> str:
        """The first word."""
        return self.found[0][0] if self.found else ""


@lru_cache(maxsize=8192)
def predicates(text: str, language: str) -> tuple[Verb, ...]:
    """Return the verb of each part that has one, in order."""
    be, joints = words(language, "passive.auxiliaries"), words(language, "outcomes.joints")
    joining, unsure = words(language, "clauses.joining"), _unsure(language)
    names = [one for one in read(text, language).names if _is_sure(one, text, language)]
    made: list[Verb] = []
    before: list[str] = []
    listed: list[str] = []
    for start, end in parts_of(text, language):
        part = _Part.of(text, start, end, language)
        at = _verb_at(part.found, language)
        if at is None:
            goes_on = text[start] == "," or part.leading in joining
            listed = [*(listed if goes_on else ()), *(one for one, _ in part.stems)]
        else:
            word, first = part.found[at]
            led = [one for one, _ in part.found[:at]]
            subject = _subject(text, part, at, listed, before[-LED:], language)
            if not subject and made and not listed and part.leading in joining:
                subject = made[-1].subject  # "costs 6 euros and is shut on Mondays"
            base = _past(language).get(word)
            opening = next((one for one in led if one not in joints), "")
            made.append(
                Verb(
                    stem=stem([base or word], language)[0],
                    subject=subject,
                    behind=frozenset(one for one, begin in part.stems if begin > first),
                    passive=any(one in be for one in led[-2:]),
                    plain=opening not in unsure,
                    named=any(start <= name.start < first for name in names),
                )
            )
            if part.leading not in words(language, "dates.relatives"):
                listed = []  # but in "Alan Tice, who had raised the alarm, was treated"
        before += [one for one, _ in part.stems]
    return tuple(made)


def _subject(
    text: str, part: _Part, at: int, listed: Sequence[str], before: Sequence[str], language: str
) -> tuple[str, ...]:
    """Return the stems of who does what the verb at a place of a part says; none where that is unsure.

    It is what stands before the verb in its part, with the parts without a verb that are ``listed`` before;
    behind "who" it is what stands ``before`` that.
    """
    stops, be = stop_words(language), words(language, "passive.auxiliaries")
    articles, adverbs = words(language, "figures.articles"), words(language, "omissions.adverbs")
    led, first = [one for one, _ in part.found[:at]], part.found[at][1]
    behind_be = led[max((i for i, one in enumerate(led) if one in be), default=len(led)) + 1 :]
    if any((one not in stops or one in articles) and not one.endswith(adverbs) for one in behind_be):
        return ()  # "is a film written by": who it is stands further before
    auxiliary = next((begin for one, begin in part.found[:at] if one in _leading(language)), first)
    unsaid = _unsaid(text, language)
    own = [one for one, begin in part.stems if begin < auxiliary and one not in unsaid]
    if own or (text[part.start] == "," and auxiliary < first):  # "its operator, Quayline, had offered"
        return (*listed, *own)
    return tuple(before) if part.leading in _unsure(language) else ()


@cache
def _unsure(language: str) -> frozenset[str]:
    """Return the words that open a subject of which only the text before it tells whom it means."""
    found = {*words(language, "figures.articles"), *words(language, "outcomes.subjects")}
    return frozenset(found.difference(words(language, "amounts.articles")))


def _is_sure(name: Name, text: str, language: str) -> bool:
    """Tell whether a name is more than a common word with the capital that opens a sentence: "Earthworms"."""
    known = len(name.words) == 1 and meanings(stem(name.words, language)[0], language) is not NOTHING
    return not (known and opens(text, name.start))


@lru_cache(maxsize=2048)
def _unsaid(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words before a verb that do not say who does it: "on Monday", "eventually"."""
    days, adverbs = words(language, "calendar.weekdays"), words(language, "omissions.adverbs")
    found = (one.group().lower() for one in WORD.finditer(text))
    unsaid = [one for one in found if one in days or one.endswith(adverbs) or one[:1].isdigit()]
    return frozenset(stem(unsaid, language))
