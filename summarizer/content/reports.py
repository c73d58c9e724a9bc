"""Sentences that report though they open like a notice, and notices below a mail that look like prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summarizer.languages import alternatives, forms, words

OPEN_ENDED = frozenset(
    ("read more", "follow us", "byline", "notice", "loading", "advertisement", "share bar", "credit")
)
"""Reasons whose rules know how a notice begins and not how it ends."""

_WORDS = 8
_CORRECTED = 6
_ENOUGH = 3
_TAIL = 12
_RULE = re.compile(r"[_=*~-]{8,}$")


@cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(forms('en', 'saying.reporting', past=True))})\b")


@cache
def _states() -> re.Pattern[str]:
    captioned, verbs = "|".join(words("en", "reports.captioned")), "|".join(words("en", "reports.states"))
    return re.compile(rf"(?:{captioned}):\s.*\b(?:{verbs})\b", re.IGNORECASE | re.DOTALL)


@cache
def _corrects() -> re.Pattern[str]:
    return re.compile(rf"\[?(?:{'|'.join(words('en', 'reports.corrections'))})\b.{{0,40}}?:\s")


@cache
def _confidential() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('en', 'confidential.words'))})\b")


def reports(text: str) -> bool:
    """Tell whether a sentence that opens like a notice is one of news: whole, with a verb that reports.

    A correction is content whatever its verb.
    """
    count = len(text.split())
    if count >= _CORRECTED and _corrects().match(text):
        return True
    if count < _WORDS or not text.rstrip("\"'”’»)]").endswith((".", "!", "?")):
        return False
    return bool(_said().search(text) or _states().match(text))


def confidential(texts: Sequence[str]) -> int:
    """Return the index from which a document is a notice on whom it is for, the number of texts for none.

    Such a notice stands below a rule among the last dozen lines and holds three of its words at least.
    """
    for at in range(max(0, len(texts) - _TAIL), len(texts)):
        if _RULE.match(texts[at]):
            found = {match for text in texts[at:] for match in _confidential().findall(text.lower())}
            return at if len(found) >= _ENOUGH else len(texts)
    return len(texts)
