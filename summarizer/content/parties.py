"""Judgments: the names of those whom they call "the appellant" and "the respondent"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.data import Gloss, Sentence, Span
from summarizer.languages import alternatives, words

COVER = 60
"""Sentences of the cover, where the parties stand."""
LONGEST = 6
"""Words of the longest name."""


def with_parties(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences of a judgment, with the name of a party behind its first mention in each."""
    language = sentences[0].document.language
    parties = _parties(sentences[:COVER], language)
    for sentence in sentences:
        if sentence.skip is None and parties:
            text = sentence.text
            for match in _mention(language).finditer(text):
                span = parties.get(match["role"].lower())
                if span and sentence.document.quote(span).casefold() not in text.casefold():
                    sentence = sentence.glossed(Gloss(sentence.span.start + match.end("role"), span))
                    break
        yield sentence


@cache
def _mention(language: str) -> re.Pattern[str]:
    """Fit a party by its role alone: "the appellant", but not "the appellant Orme"."""
    article = alternatives(words(language, "calendar.articles"))
    roles = alternatives(words(language, "front.parties"))
    return re.compile(rf"\b(?i:(?:{article}) (?P<role>(?:{roles})s?)\b)(?! [A-Z(])")


def _parties(cover: Sequence[Sentence], language: str) -> dict[str, Span]:
    """Return the name of each party that alone stands above its role, or beside it in a table."""
    roles = {form for role in words(language, "front.parties") for form in (role, f"{role}s")}
    joints = {*words(language, "front.between"), *words(language, "front.against")}
    found: dict[str, list[Span]] = {}
    above: list[Span] = []
    for sentence in cover:
        for cell in _cells(sentence) if sentence.skip else ():
            word = sentence.document.quote(cell).strip(" .:-–").casefold()
            if word in roles:
                found.setdefault(word, []).extend(above)
                above = []
            elif word in joints:
                above = []
            elif not word.startswith("("):  # "(formerly …)"
                above.append(cell)
        above = above if sentence.skip else []
    document = cover[0].document
    return {
        role: _as_written(spans[0], cover[0])
        for role, spans in found.items()
        if len(spans) == 1 and len(document.quote(spans[0]).split()) <= LONGEST
    }


def _cells(sentence: Sentence) -> Iterator[Span]:
    """Yield the cells of a row of a table, all of a sentence that is none."""
    at = sentence.span.start
    for piece in sentence.text.split("|"):
        if piece.strip():
            start = at + len(piece) - len(piece.lstrip())
            yield Span(start, start + len(piece.strip()))
        at += len(piece) + 1


def _as_written(span: Span, sentence: Sentence) -> Span:
    """Return where the text has a name that the cover has in capitals, the cover where it has not."""
    name = sentence.document.quote(span)
    if name.isupper():
        for match in re.finditer(re.escape(name), sentence.document.text, re.IGNORECASE):
            if not match.group().isupper() and not match.group().islower():
                return Span(*match.span())
    return span
