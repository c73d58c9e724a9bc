"""Who gives a figure by the account of a source: "the navy said 40", "quoted its head as saying three"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summarizer.data import Sentence, Span
from summarizer.languages import NOTHING, alternatives, forms, pattern, words
from summarizer.statements import read
from summarizer.statements.exchanged import sexes
from summarizer.statements.predicates import past_forms
from summarizer.statements.speakers import sourced
from summarizer.text.language import stop_words
from summarizer.text.later import later
from summarizer.text.words import words_of

MOST = 10
"""Words of the longest name of a speaker that is shown."""
_ASIDE = re.compile(r"\([^()]{0,40}\)")
_MARK = later(r"[,;:.()\"“”—–](?=\s|$)|[(\"“]|\s[-–—]+\s")


def speaker_of(sentence: Sentence, figure: Span) -> str:
    """Return who gives a figure in a sentence, as written there; "" for its source itself or a pronoun."""
    language = sentence.document.language
    rules = _rules(language)
    if rules is None:
        return ""
    text = _blanked(sentence.text, rules.contrast)
    start = max((one.end() for one in rules.contrast.finditer(text, 0, figure.start)), default=0)
    led = [one for one in rules.verb.finditer(text, start, figure.start) if text[one.start()].islower()]
    source = next(rules.source.finditer(text, start, figure.start), None)
    quoted = next(rules.quoting.finditer(text, start, figure.start), None)
    if quoted and not (led and led[-1].start() > quoted.end()):
        quoted = None
    if named := source or quoted:
        return _named(text, named.end(), _end(text, named.end()), language)
    if led:
        verb = led[-1].start()
        return _named(text, max(start, _begin(text, verb, language)), verb, language)
    return _behind(text, figure.end, rules, language)


def _behind(text: str, end: int, rules: _Rules, language: str) -> str:
    """Return who is named behind a figure: ", said the chief", ", the chief said on Sunday"."""
    source = rules.source.search(text, end)
    if source:
        return _named(text, source.end(), _end(text, source.end()), language)
    last = text.rfind(", ", end)
    told = rules.verb.search(text, last) if last > 0 else None
    if told is None:
        return ""
    if told.start() == last + 2:
        return _named(text, told.end(), _end(text, told.end()), language)
    days = [day for day in read(text, language).days if day.start >= told.end()]
    rest = text[told.end() : min((day.start for day in days), default=len(text))]
    small = words_of(rest).plain
    closing = _end(text, told.end()) >= len(text) - 1 and all(one in stop_words(language) for one in small)
    return _named(text, last + 2, told.start(), language) if closing else ""


def _blanked(text: str, contrast: re.Pattern[str]) -> str:
    """Return a text with asides in brackets and words of contrast between commas blanked."""
    text = _ASIDE.sub(lambda found: " " * len(found.group()), text)
    return re.sub(
        rf", (?:{contrast.pattern}),", lambda one: " " * len(one.group()), text, flags=re.IGNORECASE
    )


def _begin(text: str, end: int, language: str) -> int:
    """Return where the words before a verb begin, behind the last mark or what joins them to another verb."""
    start = max((one.end() for one in _MARK.finditer(text, 0, end)), default=0)
    joints = {*words(language, "clauses.openers"), *words(language, "clauses.joining")}
    part = words_of(text[start:end])
    cut = [
        stop
        for word, begin, stop in zip(part.plain, part.starts, part.ends, strict=True)
        if word in joints and (not begin or past_forms(text[start : start + begin], language))
    ]
    return start + max(cut, default=0)


def _end(text: str, start: int) -> int:
    """Return where the words behind a verb end: at the next mark."""
    mark = _MARK.search(text, start)
    return mark.start() if mark else len(text)


def _named(text: str, start: int, end: int, language: str) -> str:
    """Return a stretch of a text as a speaker, without when and how he spoke; "" where it is none."""
    end = min((day.start for day in read(text, language).days if start <= day.start < end), default=end)
    part = text[start:end]
    inside, last = words_of(part), len(words_of(part).plain)
    loose = {
        *words(language, "outcomes.prepositions"),
        *words(language, "outcomes.times"),
        *_between(language),
    }
    while last and (inside.plain[last - 1] in loose or inside.plain[last - 1].endswith(_adverbs(language))):
        last -= 1
    found = inside.plain[:last]
    pronouns = {*words(language, "outcomes.subjects"), *(word for one in sexes(language) for word in one)}
    if not last or last > MOST or found[0] in pronouns or all(one in stop_words(language) for one in found):
        return ""
    said = " ".join(part[inside.starts[0] : inside.ends[last - 1]].split())
    return said[0].lower() + said[1:] if found[0] in words(language, "agreement.determiners") else said


@cache
def _adverbs(language: str) -> tuple[str, ...]:
    return tuple(words(language, "omissions.adverbs"))


@cache
def _between(language: str) -> frozenset[str]:
    return frozenset((pattern(language, "saying.between") or "").split("|"))


class _Rules(NamedTuple):
    """Fit a verb of saying, one by which somebody is quoted, "according to", and what sets two apart."""

    verb: re.Pattern[str]
    quoting: re.Pattern[str]
    source: re.Pattern[str]
    contrast: re.Pattern[str]


@cache
def _rules(language: str) -> _Rules | None:
    verbs, near, source = (
        forms(language, "saying.speaking"),
        pattern(language, "saying.near"),
        sourced(language),
    )
    contrasts = words(language, "clauses.contrasts")
    if not verbs or near is None or source is None or not contrasts:
        return None
    return _Rules(
        re.compile(rf"\b(?:{alternatives(verbs)}|{near})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{pattern(language, 'agreement.quoting') or NOTHING})\b", re.IGNORECASE),
        source,
        re.compile(rf"\b(?:{alternatives(contrasts)})\b", re.IGNORECASE),
    )
