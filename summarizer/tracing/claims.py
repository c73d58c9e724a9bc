"""The sentences of a draft that claim something: no headings, greetings or heads of lists."""

from __future__ import annotations

import re
from functools import cache

from summarizer.data import Document, Sentence
from summarizer.languages import known, pattern
from summarizer.text.language import WORD
from summarizer.text.segment import split

LONGEST = 8
"""Words of the longest heading."""
_ENDED = re.compile(r"[.!?…。！？؟।][\s\"'”’»)\]*_]*$")
_LISTED = re.compile(r"[ \t]*(?:[-*•·–]|\d{1,3}[.)])[ \t]")
_HEAD = re.compile(r"[:：][\s*_]*$")


def claims(draft: Document) -> tuple[Sentence, ...]:
    """Return the sentences of ``draft`` that have a word and claim something, in order.

    A heading is a short line of its own without a full stop, with running text behind it; the head of a list
    is one that ends in a colon.
    """
    found = [sentence for sentence in split(draft) if WORD.search(sentence.text)]
    running = [_ENDED.search(sentence.text) is not None for sentence in found]
    kept = []
    for at, sentence in enumerate(found):
        if not _own_line(sentence) or len(sentence.text.split()) > LONGEST or running[at]:
            kept.append(sentence)
            continue
        leads = any(running[at + 1 : at + 2])
        if _HEAD.search(sentence.text) or _greeting().match(sentence.text):
            continue
        if not leads or _listed(sentence) or not _apart(sentence):
            kept.append(sentence)
    return tuple(kept) or tuple(found)


def _own_line(sentence: Sentence) -> bool:
    """Tell whether nothing but a sign of a list stands on its line or lines beside it."""
    text, span = sentence.document.text, sentence.span
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    behind = text[span.end : span.end + 80].split("\n", 1)[0]
    return not WORD.search(before.rstrip(" .)0123456789")) and not behind.strip()


def _listed(sentence: Sentence) -> bool:
    text = sentence.document.text
    start = text.rfind("\n", 0, sentence.span.start + 1) + 1
    return _LISTED.match(text, start) is not None


def _apart(sentence: Sentence) -> bool:
    """Tell whether a blank line follows, or the line begins its paragraph."""
    text = sentence.document.text
    before = text[max(0, sentence.span.start - 40) : sentence.span.start].rstrip(" \t")
    return not before or before.endswith("\n\n") or before.strip() == ""


@cache
def _greeting() -> re.Pattern[str]:
    topic = "drafts.greetings"
    inside = "|".join(part for code in known(topic) if (part := pattern(code, topic)))
    return re.compile(rf"(?:{inside})\b[^.!?]{{0,60}}[,!]?\s*$", re.IGNORECASE)
