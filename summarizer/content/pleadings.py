"""Judgments: the lists of what a party submits, which the court reports and does not find."""

from __future__ import annotations

import re
from functools import cache

from summarizer.data import Document, Span
from summarizer.languages import alternatives, knows, words
from summarizer.text.later import later

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_ITEM = later(r"\s*(?:\((?:\d{1,3}|[a-z]{1,4})\)|[-•*–])\s")


def pleaded(document: Document) -> tuple[Span, ...]:
    """Return the stretches of a document that list what somebody submits: "In summary Ms Ellis submits:".

    A list ends with the first paragraph that is no item. Linear in the text.
    """
    if not knows(document.language, "saying.pleading"):
        return ()
    found: list[Span] = []
    start = -1
    for match in _PARAGRAPH.finditer(document.text):
        if start >= 0 and _ITEM.match(match.group()):
            found[-1] = Span(start, match.end())
        elif _introduces(document.language).search(match.group()):
            start = match.end()
            found.append(Span(start, start))
        else:
            start = -1
    return tuple(span for span in found if span)


@cache
def _introduces(language: str) -> re.Pattern[str]:
    pleading = alternatives(words(language, "saying.pleading"))
    return re.compile(rf"\b(?:{pleading})\b[^.:;\n]{{0,80}}:\s*$")
