"""Judgments: what a court orders, item by item, below what announces it: "PAR CES MOTIFS, la Cour :".

The items are lines without a full stop, often without a subject, so that they look like headings; they are
the outcome all the same. One is read with the words that announce it, where these are few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from summarizer.data import Gloss, Sentence, Span
from summarizer.languages import searcher
from summarizer.text.later import later

from .kinds import JUDGMENT, rule, searching

RESULT = "result"
"""The part of a document where its result stands."""
LEAST, ANNOUNCED = 3, 9
"""Words of the shortest and the longest announcement that are shown with an item."""
LINES = ("section label", "headline", "fragment", "lead-in")
"""What items look like that have no full stop."""
_EDGES = " \t\n*_#:："
_NUMBER = later(r"(?:\d{1,2}[.)]?\s?[º°ª][.)-]*|[A-ZÀ-Þ]{5,12}\.?\s?[-–—]+)\s+")
_ENDS = (";", ",", ".", "；")


def with_disposal(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences of a judgment, the items below an announcement as its result. Linear.

    They end with the next heading: a line without any mark at its end that orders nothing.
    """
    language = sentences[0].document.language
    announces, orders = _announces(language), searching(language, f"kinds.{JUDGMENT}", "best")
    lead: Sentence | None = None
    below = False
    for sentence in sentences:
        sentence = _uncounted(sentence)
        text = sentence.own
        size = len(text.split())
        if announces is not None and (sentence.skip in LINES or size < LEAST) and announces(text):
            below, lead = True, sentence if LEAST <= size <= ANNOUNCED else None
            sentence = replace(sentence, skip=sentence.skip or "lead-in")
        elif below and sentence.skip in LINES and not text.endswith(_ENDS) and not orders(text):
            below = False
        elif below and (sentence.skip is None or (sentence.skip in LINES and orders(text))):
            sentence = _item(sentence, lead)
        yield sentence


def _uncounted(sentence: Sentence) -> Sentence:
    """Return a sentence without the number of its paragraph: "SEGUNDO.-", "1.º"."""
    number = _NUMBER.match(sentence.text)
    if number is None or sentence.kept or number.end() == len(sentence.text):
        return sentence
    return replace(sentence, kept=(Span(sentence.span.start + number.end(), sentence.span.end),))


def _item(sentence: Sentence, lead: Sentence | None) -> Sentence:
    """Return an item without the mark that parts it from the next, with its announcement."""
    text, (start, end) = sentence.document.text, (sentence.span.start, sentence.span.end)
    while end > start and text[end - 1] in " ;；,":
        end -= 1
    if end < sentence.span.end and len(sentence.kept) < 2:
        sentence = replace(sentence, kept=(Span(sentence.first, end),))
    sentence = replace(sentence, skip=None, part=RESULT)
    if lead is None:
        return sentence
    first, last = lead.span.start, lead.span.end
    while last > first and text[last - 1] in _EDGES:
        last -= 1
    return sentence.glossed(Gloss(sentence.first, Span(first, last)))


@cache
def _announces(language: str) -> Callable[[str], bool] | None:
    """Return what tells whether a line announces what is ordered, None where a language does not know."""
    words = rule(language, f"kinds.{JUDGMENT}", "announces")
    return searcher(rf"(?i:\b(?:{words})\b)") if words else None
