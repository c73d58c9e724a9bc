"""Figures of older sources that a new one overtakes, each with the sentence that states the newer figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from summarizer.data import Document, Sentence, Span
from summarizer.records import dataclass
from summarizer.statements.values import values_in
from summarizer.text.wordlist import Words

from .find import Disagreement, number_of
from .outdated import tolls


@dataclass(frozen=True, slots=True)
class Newer:
    """``sentence`` states a newer figure than ``value``, "" where the words of that are not known."""

    sentence: int
    value: str


def overtaken(
    found: Sequence[Disagreement], sentences: Sequence[Sentence], words: Words, new: Collection[str]
) -> Mapping[int, Newer]:
    """Return the sentences of older sources whose figure a source of the ids ``new`` overtakes.

    Of a toll the newer figure is the higher one, unless its source is the older; of any other that of a
    later day. It is no news where an older source has it too, or one that is newer still. ``found`` are the
    `disagreements` of the ``sentences``, ``words`` theirs. Linear in both.
    """
    behind: dict[int, Newer] = {}
    states: dict[tuple[Document, str, float], int] = {}
    for one in found:
        if not one.is_figure:
            continue
        at, span = max(one.claims, key=lambda claim: _age(claim, sentences))
        if sentences[at].document.id not in new:
            continue
        old = [claim for claim in one.claims if sentences[claim[0]].document.id not in new]
        value = _number(at, span, sentences)
        if value is None or any(_number(*claim, sentences) == value for claim in old):
            continue
        for before, its in old:
            if _is_newer((at, span), (before, its), sentences, one.is_toll):
                behind[before] = Newer(at, _words(before, its, sentences))
                for toll in _tolls(at, sentences) if one.is_toll else ():
                    states[toll] = at
    # What an older source says of the same toll elsewhere is overtaken with it.
    for before, newest in tolls(sentences, words).outdated.items() if states else ():
        if sentences[before].document.id not in new:
            at = next((states[toll] for toll in _tolls(newest, sentences) if toll in states), -1)
            if at >= 0:
                behind.setdefault(before, Newer(at, ""))
    return behind


def _tolls(at: int, sentences: Sequence[Sentence]) -> list[tuple[Document, str, float]]:
    """Return the tolls that a sentence gives: of which kind, and how high."""
    made = values_in(at, sentences[at])
    return [(sentences[at].document, one.outcome, one.value) for one in made if one.outcome]


def _age(claim: tuple[int, Span], sentences: Sequence[Sentence]) -> tuple[int, float, int]:
    """Return what claims are ordered by, the newest last: one without a day may be of today."""
    at, span = claim
    day = sentences[at].document.date
    return (day.toordinal() if day else 10**7), _number(at, span, sentences) or 0.0, -at


def _is_newer(
    one: tuple[int, Span], other: tuple[int, Span], sentences: Sequence[Sentence], is_toll: bool
) -> bool:
    new, old = (sentences[at].document.date for at, _ in (one, other))
    if not is_toll:
        return new is not None and old is not None and old < new
    low, high = _number(*other, sentences), _number(*one, sentences)
    return low is not None and high is not None and low < high and not (new and old and new < old)


def _number(at: int, span: Span, sentences: Sequence[Sentence]) -> float | None:
    return number_of(_words(at, span, sentences), sentences[at].document.language)


def _words(at: int, span: Span, sentences: Sequence[Sentence]) -> str:
    return " ".join(sentences[at].text[span.start : span.end].split())
