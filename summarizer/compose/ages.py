"""How old somebody is, as two sentences say of whom they name: "90-year-old Ann Hale", "Ann Hale was 90"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from summarizer.data import Sentence, Span
from summarizer.languages import NOTHING, alternatives, pattern, words
from summarizer.records import dataclass
from summarizer.statements import read
from summarizer.statements.values import OLDEST, values_of

FULL = 2
"""Words of names by which who is told of is known."""
BETWEEN = 30
"""Characters between a name and an age that is that of whom it names: "his 67-year-old stepdaughter, …"."""


@dataclass(frozen=True, slots=True)
class _Age:
    """``span`` is the name with the age, ``words`` are the names', ``then`` is the tense of the verb."""

    span: Span
    words: frozenset[str]
    years: float
    then: int = -1


def of_one_age(here: Sentence, there: Sentence) -> list[Span]:
    """Return where a sentence says of somebody by the full name how old he is, as the other one does.

    Two surnames are as good as a full name.
    """
    told = _ages_of(here)
    stated = _ages_of(there) if told else ()
    return [
        one.span
        for one in told
        if any(
            (one.years, one.then) == (other.years, other.then) and len(one.words & other.words) >= FULL
            for other in stated
        )
    ]


def _ages_of(sentence: Sentence) -> tuple[_Age, ...]:
    return _ages(sentence.text, sentence.document.language, sentence.document.date)


@lru_cache(maxsize=4096)
def _ages(text: str, language: str, anchor: date | None) -> tuple[_Age, ...]:
    """Return who is how old: beside the name, or by a verb behind it."""
    names = read(text, language).names
    beside = (
        _Age(span, frozenset(name.words), made.value)
        for made in values_of(text, language, anchor)
        if made.kind == "age"
        for name in names
        if name.words == made.head
        for span in [Span(min(name.start, made.span.start), max(name.end, made.span.end))]
        if span.end - span.start - (made.span.end - made.span.start) - (name.end - name.start) <= BETWEEN
    )
    return (*beside, *_by_verb(text, language))


def _by_verb(text: str, language: str) -> Iterator[_Age]:
    """Yield who is said to be so old by a verb: "Hale and Roe, who were 12 at the time"."""
    verbs, behind = _verbs(language)
    for quantity in read(text, language).quantities:
        plain = quantity.form == "cardinal" and quantity.unit is None and 2 <= quantity.value < OLDEST
        verb = verbs.search(text, max(0, quantity.start - BETWEEN), quantity.start)
        if verb is None or not plain or not behind.match(text, quantity.end):
            continue
        start, named = verb.start(), set[str]()
        for name in reversed([one for one in read(text, language).names if one.end <= verb.start()]):
            between = text[name.end : start]
            if not (_joined(language) if named else _ASIDE).fullmatch(between):
                break
            start, named = name.start, named | {*name.words}
        if named:
            yield _Age(Span(start, quantity.end), frozenset(named), quantity.value, verb.lastindex or 0)


_ASIDE = re.compile(r"(?:,[^,.;:]{1,24},)? ?")
"""What may stand between somebody and the verb: "Hale, both 14, were"."""


@cache
def _verbs(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Fit the verb in front of an age, a group for each tense, and what may stand behind the age."""
    tenses = "|".join(f"({alternatives(forms.split())})" for forms in words(language, "agreement.age_verbs"))
    leading = pattern(language, "agreement.age_leading") or NOTHING
    behind = pattern(language, "agreement.age_behind") or NOTHING
    return (
        re.compile(rf"(?:{leading} )?\b(?:{tenses or NOTHING}) $"),
        re.compile(rf" ?(?:[,.;]|\Z|(?:{behind})\b)"),
    )


@cache
def _joined(language: str) -> re.Pattern[str]:
    return re.compile(rf",? (?:{alternatives(words(language, 'clauses.joining'))}) |, ")
