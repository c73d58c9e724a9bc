"""Tense: what used to be so is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.languages import pattern, words
from summarizer.text.language import stem
from summarizer.text.words import words_of

from .finding import Finding
from .next_to import close


def check_ended(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield a verb of ``claim`` in the present that the close passages have behind "used to" alone."""
    ended, third = _ended(language), tuple(words(language, "tense.third"))
    if ended is None or ended.search(claim):
        return
    near = close(claim, passages, language)
    over = {stem([match.group(1).lower()], language)[0] for text in near for match in ended.finditer(text)}
    if not over:
        return
    own = words_of(claim)
    for at, stemmed in enumerate(stem(own.lower, language)):
        present = own.lower[at].endswith(third) and stemmed in over
        if present and not any(own.lower[at] in words_of(text).lower for text in near):
            message = f"the cited passages say that this “{pattern(language, 'tense.ended')}” be so"
            start, end = own.starts[at], own.ends[at]
            yield Finding("negation", start, end, claim[start:end], message, contradicted=True)
            return


@cache
def _ended(language: str) -> re.Pattern[str] | None:
    found = pattern(language, "tense.ended")
    return re.compile(rf"\b(?:{found}) (\w+)", re.IGNORECASE) if found else None
