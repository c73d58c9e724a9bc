"""Binding: which day, which figure and which subject belongs to which verb inside one passage.

"Built in 1911, the tower was torn down in 1964" bears neither "built in 1964" nor "torn down in 1911",
though it has all the words. A passage is taken apart at its marks and joints; a day or a figure that stands
in a part without any other word of the claim, while another part has both such a word and another day or
figure, is that part's. Only what a short claim says is asked: it makes one statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from summarizer.languages import Caseless, alternatives, table, words
from summarizer.languages.lexicon import NOTHING, meanings
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.remembered import Remembered
from summarizer.text.words import content_of

from .finding import Finding, unopposed
from .names import Name, opens
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
    light = _light(language)
    subjects = [verb for verb in _verbs(claim, language) if not light.issuperset(verb.subject)]
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
    if values and (strewn := _strewn(values, subjects, passages, language)):
        written = claim[strewn.start : strewn.end]
        message = f"the cited passages give “{written}” to something else"
        yield Finding(strewn.kind, strewn.start, strewn.end, written, message)
        return
    everything = frozenset().union(*(content_of(text, language) for text in passages))
    for verb in subjects:
        if unopposed((_is_subject(verb, wanted, text, everything, language) for text in near), which=False):
            yield Finding("amount", 0, len(claim), claim, "the cited passages say this of something else")
            return


def _strewn(
    values: Sequence[_Value], verbs: Sequence[_Verb], passages: Sequence[str], language: str
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
    own = past_forms(text, language)
    if own & deeds:
        return True
    mine = [meanings(one, language) for one in deeds]
    return any(one.meets(meanings(other, language)) for other in content_of(text, language) for one in mine)


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
    light = _light(language)
    mine = frozenset(verb.subject) - light
    for other in _verbs(text, language):
        if other.stem != verb.stem:
            continue
        theirs = frozenset(other.subject) - light
        if verb.passive != other.passive:
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
            strange = strange and not _related(sorted(mine - theirs), sorted(theirs - mine), language)
        if strange and mine <= everything and not wanted & (theirs - mine):
            kept = False
        else:
            return None
    return kept


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


@cache
def _light(language: str) -> frozenset[str]:
    """Return the stems of the nouns that only measure: "the number of beetles" is about beetles."""
    return frozenset(stem(words(language, "figures.measuring"), language))


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
        opens = at == 1 and before in words(language, "clauses.joining")
        noun = before and before not in stops and not before.isdigit()
        if ends and (noun or opens) and after not in leading and (after in stops or after[:1].isdigit()):
            return at
    return None


@cache
def _leading(language: str) -> frozenset[str]:
    topics = ("passive.auxiliaries", "outcomes.have", "outcomes.do")
    return frozenset(one for topic in topics for one in words(language, topic))


@lru_cache(maxsize=8192)
def _verbs(text: str, language: str) -> tuple[_Verb, ...]:
    """Return the verb of each part that has one: the first word whose form shows it to be past.

    Its subject is what stands before it in its part, with the parts without a verb that are listed before;
    behind "who" it is what stands before that.
    """
    past = _past(language)
    stops, be = stop_words(language), words(language, "passive.auxiliaries")
    joints, joining = words(language, "outcomes.joints"), words(language, "clauses.joining")
    unsure = {*words(language, "figures.articles"), *words(language, "outcomes.subjects")}
    unsure -= {*words(language, "amounts.articles")}
    articles = words(language, "figures.articles")
    names = read(text, language).names
    unsaid, leads, adverbs = _unsaid(text, language), _leading(language), words(language, "omissions.adverbs")
    made: list[_Verb] = []
    before: list[str] = []
    listed: list[str] = []
    for start, end in _parts(text, language):
        found = [(one.group().lower(), one.start()) for one in WORD.finditer(text, start, end)]
        content = [(word, first) for word, first in found if word not in stops]
        stemmed = stem([word for word, _ in content], language)
        stems = [(first, one) for (_, first), one in zip(content, stemmed, strict=True)]
        at = _verb_at(found, language)
        leading = found[0][0] if found else ""
        if at is None:
            goes_on = text[start] == "," or leading in joining
            listed = [*(listed if goes_on else ()), *(one for _, one in stems)]
        else:
            word, first = found[at]
            led = [one for one, _ in found[:at]]
            led_by = next((begin for one, begin in found[:at] if one in leads), first)
            own = [one for begin, one in stems if begin < led_by and one not in unsaid]
            between = led[max((i for i, one in enumerate(led) if one in be), default=len(led)) + 1 :]
            if any(one not in stops or one in articles for one in between if not one.endswith(adverbs)):
                own = listed = []  # "is a film written by": who it is stands further before
            closed = text[start] == "," and led_by < first  # "its operator, Quayline, had offered"
            subject = [*listed, *own] if own or closed else before[-LED:] if leading in unsure else []
            if not subject and made and leading in joining and not listed:
                subject = list(made[-1].subject)  # "costs 6 euros and is shut on Mondays"
            opening = next((one for one in led if one not in joints), "")
            base = past.get(word)
            made.append(
                _Verb(
                    stem=stem([base], language)[0] if base else dict(stems)[first],
                    subject=tuple(subject),
                    behind=frozenset(one for begin, one in stems if begin > first),
                    passive=any(one in be for one in led[-2:]),
                    plain=opening not in unsure,
                    named=any(
                        start <= name.start < first and _is_sure(name, text, language) for name in names
                    ),
                )
            )
            listed = []
        before += [one for _, one in stems]
    return tuple(made)
