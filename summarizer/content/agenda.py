"""Minutes: the item of the agenda that a sentence is on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.data import Gloss, Sentence, Span
from summarizer.languages import everywhere
from summarizer.text.language import content_stems

LONGEST = 14
"""Words of the longest item."""
KNOWN = 0.5
"""Share of the words of an item from which a sentence says itself what it is on."""
LEVELS = 7
"""Rank of a heading that has none, below those of Markdown."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKED = re.compile(r"(?:[-*+•]|\(?\d{1,3}[.)])[ \t]+$")
_ADDRESS = re.compile(r"\]\(|https?:|www\.")
_EDGES = " \t\n*_`#:：-–—|"


def on_items(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences of minutes, those that do not say what they are on with the item before them.

    That is what introduces the list that they stand in, or else the nearest heading that names a matter.
    """
    headings: list[tuple[int, Sentence]] = []
    lead: Sentence | None = None
    for at, sentence in enumerate(sentences):
        rank = _rank(sentence)
        listed = _is_listed(sentence)
        if rank and at:  # the first names the meeting
            headings = [(level, one) for level, one in headings if level < rank] + [(rank, sentence)]
        if sentence.skip == "lead-in":
            lead = sentence
        elif rank or not listed:
            lead = None
        if sentence.skip is None and not rank:
            given = [lead] if lead else []
            given += [one for _, one in reversed(headings)]
            item = next(filter(None, map(_named, given)), None)
            if item and not _says(sentence, sentence.document.quote(item)):
                start = sentence.kept[0].start if sentence.kept else sentence.span.start
                sentence = sentence.glossed(Gloss(start, item))
        yield sentence


def _rank(sentence: Sentence) -> int:
    """Return the rank of the heading that a sentence is, 0 where it is none."""
    before = sentence.document.text[max(0, sentence.span.start - 8) : sentence.span.start].rstrip(" \t")
    rank = len(before) - len(before.rstrip("#"))
    return rank or (LEVELS if sentence.skip in ("headline", "section label") else 0)


def _is_listed(sentence: Sentence) -> bool:
    start = sentence.span.start
    return _MARKED.search(sentence.document.text[max(0, start - 8) : start]) is not None


def _named(sentence: Sentence) -> Span | None:
    """Return the matter that a heading names, None where it names none, or in too many words."""
    document = sentence.document
    spans = [span for span in sentence.kept or (sentence.span,) if _WORD.search(document.quote(span))]
    if not spans:
        return None
    whole = Span(spans[0].start, spans[-1].end)
    if _ADDRESS.search(document.quote(whole)):
        whole = max(spans, key=len)
    start, end = whole.start, whole.end
    while start < end and document.text[start] in _EDGES:
        start += 1
    while end > start and document.text[end - 1] in _EDGES:
        end -= 1
    named = document.text[start:end]
    if not _WORD.search(named) or len(named.split()) > LONGEST or _general().fullmatch(named):
        return None
    return Span(start, end)


@cache
def _general() -> re.Pattern[str]:
    """Fit headings that name no matter: "Minutes", "Conclusion", "Any other business"."""
    known = f"{everywhere('frames.lists')}|{everywhere('frames.general')}"
    return re.compile(rf"\W*(?:{known})\W*", re.IGNORECASE)


def _says(sentence: Sentence, item: str) -> bool:
    """Tell whether a sentence has enough of the words of an item itself."""
    language = sentence.document.language
    wanted = {stem for stem in content_stems(item, language) if stem[:1].isalpha()}
    return len(wanted & set(content_stems(sentence.own, language))) >= KNOWN * max(1, len(wanted))
