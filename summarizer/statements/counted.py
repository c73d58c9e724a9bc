"""What happened to those whom a number counts: "the death toll passed 80,000", "claimed 175,000 victims"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial

from summarizer.languages import NOTHING, one_line, pattern, table, words
from summarizer.records import dataclass
from summarizer.text.language import stem
from summarizer.text.later import later

BACK = 160
"""Characters before a number in which the noun stands that says what it is the toll of."""

_BORDER = later(r"[;:()\[\]\"“”„«»]|[.!?…]\s")


@dataclass(frozen=True, slots=True)
class _Forms:
    """What a language has for tolls, as patterns, and the stems that are outcomes."""

    nouns: re.Pattern[str]
    reached: re.Pattern[str]
    claimed: re.Pattern[str]
    fates: re.Pattern[str]
    happened: re.Pattern[str]
    unsure: re.Pattern[str]
    outcomes: Mapping[str, str]
    lost: frozenset[str]


def figure_words(language: str, topic: str, around: str = "{}") -> re.Pattern[str]:
    """Fit the words of a topic of "figures" within ``around``, nothing where they are not known."""
    inside = pattern(language, f"figures.{topic}")
    return re.compile(around.format(inside) if inside else NOTHING, re.IGNORECASE)


@cache
def _forms(language: str) -> _Forms:
    made = partial(figure_words, language)

    def named(topic: str, around: str) -> re.Pattern[str]:
        rules = table(language, f"figures.{topic}")
        inside = "|".join(f"(?P<{name}>{one_line(rule)})" for name, rule in rules.items())
        return re.compile(around.format(inside or NOTHING), re.IGNORECASE)

    return _Forms(
        nouns=named("tolls", r"\b(?:{})\b"),
        fates=named("fates", r"[^.;:,]{{0,40}}?\b(?:{})\b"),
        reached=made("reached"),
        claimed=made("claimed", r"(?:{})\s+$"),
        happened=made("happened", r"\s+(?:{})\s+([^\W\d_]+)"),
        unsure=made("unsure", r"\b(?:{})\b"),
        outcomes=outcomes(language),
        lost=frozenset(stem(words(language, "figures.lost"), language)),
    )


@cache
def outcomes(language: str) -> Mapping[str, str]:
    """Return the stems that say what happened to those who are counted, each with the name of its kind."""
    kinds = table(language, "figures.outcomes")
    return {stemmed: kind for kind, found in kinds.items() for stemmed in stem(found.split(), language)}


def announced(text: str, start: int, language: str) -> str:
    """Return what the noun before a number, its bound included, says that it is the toll of, "" for nothing.

    "The death toll from the earthquake continues to rise, passing" announces deaths. What "could" be
    passed is no toll.
    """
    forms = _forms(language)
    before = text[max(0, start - BACK) : start]
    if not forms.reached.search(before):
        return ""
    found = max(forms.nouns.finditer(before), key=lambda match: match.end(), default=None)
    if found is None or found.lastgroup is None:
        return ""
    between = before[found.end() :]
    if _BORDER.search(between) or forms.unsure.search(between):
        return ""
    return found.lastgroup


def claimed(text: str, start: int, head: tuple[str, ...], language: str) -> str:
    """Return "dead" where a verb before a number, and those it counts, say that they lost their lives."""
    forms = _forms(language)
    if not head or head[-1] not in forms.lost:
        return ""
    return "dead" if forms.claimed.search(text[max(0, start - BACK) : start]) else ""


def happened(text: str, end: int, language: str) -> str:
    """Return what the words behind those counted say that happened: "300 were killed"."""
    forms = _forms(language)
    fate = forms.fates.match(text, end)
    if fate and fate.lastgroup:
        return fate.lastgroup
    found = forms.happened.match(text, end)
    return forms.outcomes.get(stem([found.group(1).lower()], language)[0], "") if found else ""
