"""Changed: what the one change between two sentences that are otherwise the same says to the contrary."""

from __future__ import annotations

from summarizer.data import Sentence, Span
from summarizer.languages import words
from summarizer.statements import read
from summarizer.statements.dates import Day
from summarizer.statements.dates import agree as same_day
from summarizer.statements.deeds import other_deed
from summarizer.statements.edits import edits, single_edit
from summarizer.statements.values import Value, numbered, values_in
from summarizer.statements.verbs import bases, verbs
from summarizer.text.language import WORD

from .figures import agree

NEAR = 3
"""Days between two documents that speak of weekdays of one week."""
NAMED = 14
"""Words of the shortest sentence whose name may be disputed although it has no other."""
TOLD = 8
"""Words of the shortest sentence whose name or deed may be disputed."""
CONTRARY = frozenset({"negation", "opposite"})


def contrary_words(one: Sentence, other: Sentence) -> tuple[Span, Span] | None:
    """Return the words that differ where one change turns one sentence into what cannot be true beside it.

    That is a denial, an opposite, another value of a quantity, an age or a day, another date, another name or
    another deed. English only.
    """
    spans = single_edit(one.text, other.text)
    if spans is None or not (_is_long(one.text) or _has_verb(one.text) or _has_verb(other.text)):
        return None
    forth = next(edits(one.text, [(other.text, 1.0)], "en"), None)
    back = next(edits(other.text, [(one.text, 1.0)], "en"), None)
    if forth and back and forth.kind in CONTRARY:
        return Span(forth.start, forth.end), Span(back.start, back.end)
    if not all(spans):
        return None
    if forth and back and forth.kind == back.kind == "name":
        if _renamed((one, spans[0], forth.value), (other, spans[1], back.value)):
            return Span(forth.start, forth.end), Span(back.start, back.end)
        return None
    dates = _dates(one, spans[0]), _dates(other, spans[1])
    if dates[0] and dates[1]:
        return (dates[0][0], dates[1][0]) if _at_other_times(dates[0], dates[1], one, other) else None
    mine, theirs = _stated(one, spans[0]), _stated(other, spans[1])
    if mine and theirs and mine.kind == theirs.kind and mine.head[-1:] == theirs.head[-1:]:
        return None if agree(mine, theirs) else (mine.span, theirs.span)
    if _is_told(one, spans[0]) and other_deed((one.text, spans[0]), (other.text, spans[1])):
        return spans
    return None


def _is_long(text: str) -> bool:
    return len(WORD.findall(text)) >= TOLD


def _has_verb(text: str) -> bool:
    """Tell whether a short text tells something: "Special offer: $30 a month" is on whatever stands above."""
    topics = (*words("en", "outcomes.be"), *words("en", "outcomes.have"), *words("en", "outcomes.do"))
    known = frozenset((*topics, *bases(), *verbs()))
    endings = tuple(words("en", "passive.endings"))
    return any(word.lower() in known or word.endswith(endings) for word in WORD.findall(text))


def _is_told(sentence: Sentence, span: Span) -> bool:
    """Tell whether a sentence is long enough and has a name beside some of its words.

    Short and common sentences tell of many things in the same words: "sold the mill in Osk".
    """
    names = read(sentence.text, "en").names
    return _is_long(sentence.text) and any(one.end <= span.start or span.end <= one.start for one in names)


def _renamed(mine: tuple[Sentence, Span, str], theirs: tuple[Sentence, Span, str]) -> bool:
    """Tell whether one document lacks the other one's name: what speaks of both may tell the same of each.

    What is one letter again and again stands for what is not said.
    """
    (one, span, name), (other, _, instead) = mine, theirs
    if not _is_told(one, span) and min(len(WORD.findall(text.text)) for text in (one, other)) < NAMED:
        return False
    if len({*name.lower()}) == 1 or len({*instead.lower()}) == 1:
        return False
    ours, others = one.document.text.lower(), other.document.text.lower()
    return name.lower() not in others or instead.lower() not in ours


def _dates(sentence: Sentence, span: Span) -> tuple[Span, Day] | None:
    """Return the date that the words of ``span`` are of, a decade as its first year."""
    stated = read(sentence.text, "en")
    for day in stated.days:
        if day.start <= span.start and span.end <= day.end:
            return Span(day.start, day.end), day
    for one in stated.quantities:
        if one.form == "year" and one.start <= span.start and one.end <= span.end <= one.end + 2:
            return span, Day(one.start, one.end, year=int(one.value))
    return None


def _at_other_times(mine: tuple[Span, Day], theirs: tuple[Span, Day], one: Sentence, other: Sentence) -> bool:
    """Tell whether two dates in the same words cannot be one; a weekday is one of the week of writing."""
    first, second = mine[1], theirs[1]
    if same_day(first, second) or first.relation != second.relation:
        return False
    if first.month or second.month or first.year or second.year:
        return True
    days = one.document.date, other.document.date
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= NEAR


def _stated(sentence: Sentence, span: Span) -> Value | None:
    """Return the value that is written in ``span``; an ordinal or a year is not rounded, as an age is not."""
    for made in values_in(0, sentence):
        if made.span.start <= span.start and span.end <= made.span.end:
            return made
    for one in read(sentence.text, sentence.document.language).quantities:
        if one.start <= span.start and span.end <= one.end:
            if numbered(sentence.text, one.start, sentence.document.language):
                return None
            unit = one.unit
            kind, factor = (unit.dimension, unit.factor) if unit else ("count", 1.0)
            return Value(
                0, "age" if one.form != "cardinal" else kind, one.value * factor, one.exact * factor, factor,
                one.bound, (), "", frozenset(), frozenset(), Span(one.start, one.end), span,
            )  # fmt: skip
    return None
