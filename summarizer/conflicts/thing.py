"""Whether two values are of one thing: the same measure, the same qualified noun, the same time of day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cache, lru_cache

from summarizer.data import Sentence
from summarizer.languages import pattern, words
from summarizer.statements import read
from summarizer.statements.values import Value
from summarizer.text.language import WORD, stem, stop_words

BESIDE = 3
"""Words on either side of a measured value among which the word that says what is measured is looked for."""


def one_thing(one: Value, other: Value, sentences: tuple[Sentence, Sentence]) -> bool:
    """Tell whether nothing shows that two statements of one kind are of different things.

    "27 km deep" and "38 km north" are two measures, "the upper town" and
    "the lower town" two towns, a price at noon and one at the close two prices; "since May" adds up.
    """
    language = sentences[0].document.language
    clauses = [
        sentence.text[made.clause.start : made.clause.end]
        for sentence, made in zip(sentences, (one, other), strict=True)
    ]
    if one.kind not in ("count", "age", "day"):
        beside = [_beside(made, sentence) for sentence, made in zip(sentences, (one, other), strict=True)]
        if not beside[0] & beside[1] or _other_measures(one, other, sentences):
            return False
    mine, theirs = (_qualified(clause, language) for clause in clauses)
    for noun in mine.keys() & theirs.keys():
        if not mine[noun] & theirs[noun]:
            return False
    toll = one.outcome and other.outcome  # it is always the one so far
    topics = ("hours", "since", "further") if toll else ("hours", "since", "further", "running")
    return one.kind == "day" or all(_agree(topic, clauses, language) for topic in topics)


def is_running(made: Value, sentence: Sentence) -> bool:
    """Tell whether a statement is a total that may grow: "7 bodies recovered so far"."""
    return bool(
        _told("running", sentence.text[made.clause.start : made.clause.end], sentence.document.language)
    )


def _other_measures(one: Value, other: Value, both: tuple[Sentence, Sentence]) -> bool:
    """Tell whether both sentences give further figures of which none is the same: two quakes, two years."""
    mine, theirs = (
        {
            round(found.value * (found.unit.factor if found.unit else 1.0), 2)
            for found in read(sentence.text, sentence.document.language).quantities
            if not found.start < made.span.end or not made.span.start < found.end
        }
        for made, sentence in zip((one, other), both, strict=True)
    )
    return bool(mine and theirs) and not mine & theirs


def _agree(topic: str, clauses: list[str], language: str) -> bool:
    """Tell whether both clauses have the same words of a topic, or, of a time of day, one has none."""
    mine, theirs = (_told(topic, clause, language) for clause in clauses)
    return bool(mine) == bool(theirs) if topic != "hours" else not mine or not theirs or bool(mine & theirs)


@lru_cache(maxsize=8192)  # a clause is compared with many
def _told(topic: str, clause: str, language: str) -> frozenset[str]:
    """Return the words of a topic that a clause has."""
    cue = _cue(topic, language)
    return frozenset(match.group().lower() for match in cue.finditer(clause)) if cue else frozenset()


@cache
def _cue(topic: str, language: str) -> re.Pattern[str] | None:
    inside = pattern(language, f"figures.{topic}")
    return re.compile(rf"\b(?:{inside})\b", re.IGNORECASE) if inside else None


def _beside(made: Value, sentence: Sentence) -> set[str]:
    """Return the stems of the nearest content word on either side of a value, within its clause."""
    text, language = sentence.text, sentence.document.language
    stops = stop_words(language)
    before = WORD.findall(text[made.clause.start : made.span.start])[-BESIDE:][::-1]
    behind = WORD.findall(text[made.span.end : made.clause.end])[:BESIDE]
    found = [
        next((word.lower() for word in side if word.lower() not in stops and not word[0].isdigit()), "")
        for side in (before, behind)
    ]
    return set(stem([word for word in found if word], language))


@lru_cache(maxsize=8192)
def _qualified(clause: str, language: str) -> Mapping[str, Set[str]]:
    """Return the words that stand between an article and a noun, by the stem of the word behind them."""
    articles = frozenset(words(language, "figures.articles"))
    stops = stop_words(language)
    found: dict[str, set[str]] = {}
    tokens = WORD.findall(clause.lower())
    for at in range(len(tokens) - 2):
        article, qualifier, noun = tokens[at : at + 3]
        if article in articles and qualifier not in stops and noun not in stops:
            first, second = stem([qualifier, noun], language)
            found.setdefault(second, set()).add(first)
    return found
