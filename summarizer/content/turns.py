"""Transcripts of meetings: who speaks, and what breaks off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.data import Document, Gloss, Sentence, Span
from summarizer.text.language import content_stems

TURNS, SHARE, AGAIN = 12, 0.7, 2
"""Turns of a transcript at least, their share of its lines, and how often each speaker has the word."""
READ = 30_000
"""Characters of a document that are read for it."""
WORDS = 7
"""Words that a sentence of talk has at least."""

TELLING = 3
"""Words that say something, in it at least."""

SPEAKER = r"[^\W\d_][\w .'’/&()-]{0,30}:"
"""Fits who speaks, as minutes have it at the beginning of what is said."""

_LABEL = re.compile(r"(?P<name>[^\W\d_][^:\n(]{0,60})(?: \([^:\n]{1,80}\))?:[ \t]+(?=\S)")
_NOISE = re.compile(r"\{[a-z]+\}|\[[a-z ]+\]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def transcribed(text: str) -> bool:
    """Tell whether a text is a transcript: most lines begin with who speaks, a few people again and again."""
    lines = [line for line in text.split("\n") if line.strip()]
    names = Counter(match["name"] for line in lines if (match := _LABEL.match(line)))
    turns = names.total()
    return turns >= TURNS and turns >= SHARE * len(lines) and turns >= AGAIN * len(names) and len(names) > 1


@lru_cache(maxsize=64)
def is_transcript(document: Document) -> bool:
    """Tell whether a document is a transcript by how it begins."""
    return transcribed(document.text[:READ])


def is_turn(text: str) -> bool:
    """Tell whether a text begins with who speaks."""
    return _LABEL.match(text) is not None


def said(text: str) -> str:
    """Return a text without who speaks at its beginning."""
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def broken_off(text: str, language: str) -> bool:
    """Tell whether a sentence of talk breaks off, or has hardly a word, or hardly one that says something."""
    own = said(text)
    if _NOISE.search(own) or len(_WORD.findall(own)) < WORDS:
        return True
    return len({stem for stem in content_stems(own, language) if len(stem) > 1}) < TELLING


def with_speaker(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences of a transcript, with who speaks before those that do not open a turn."""
    speaker: Span | None = None
    for sentence in sentences:
        label = _LABEL.match(sentence.text)
        if label:
            start = sentence.span.start
            speaker = Span(start, start + label.end("name"))
        elif speaker and sentence.skip is None:
            sentence = sentence.glossed(Gloss(sentence.first, speaker))
        yield sentence
