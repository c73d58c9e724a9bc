"""Grammar, as far as it can be told cheaply: whether a line has a finite verb, and is one sentence."""

from __future__ import annotations

import re
from functools import cache

from summarizer.languages import pattern
from summarizer.languages import words as known
from summarizer.text.language import WORD

_VERB_S = re.compile(
    r"\b[a-z]{3,}[^su\W]s (?:the|a|an|its|his|her|their|that|to|no|it|them|him|up|out|off)\b"
)
"""Such as "demands the": a word on -s before what follows a verb more often than a plural."""
_VERB_ED = re.compile(r"\b[a-z]{2,}ed\b")
_OPENING = re.compile(
    r"^(?:\W*)(?:as|when|after|before|if|while|since|although|though|because|once|until)\b", re.IGNORECASE
)


def finite(text: str, language: str = "en") -> bool:
    """Tell whether a sentence has a word that may be its finite verb; True of languages that are not known.

    "The bridge, closed for years." passes: a past form and a participle look alike.
    """
    verbs = known(language, "sentences.finite")
    if not verbs:
        return True
    words = {match.group().lower().replace("’", "'") for match in WORD.finditer(text)}
    if words & (_finite(language) | _PRONOUNS) or any(
        "'" in word and word.rpartition("'")[2] in _SHORT for word in words
    ):
        return True
    return _VERB_ED.search(text) is not None or _VERB_S.search(text) is not None


_SHORT = frozenset(("re", "ve", "ll", "d", "m"))
_PRONOUNS = frozenset(("he's", "she's", "it's", "that's", "there's", "who's", "what's"))


@cache
def _finite(language: str) -> frozenset[str]:
    return frozenset(known(language, "sentences.finite"))


def spliced(text: str, language: str = "en") -> str | None:
    """Return where a second sentence hangs on the first by a comma alone, None where none does."""
    inside = pattern(language, "sentences.spliced")
    if inside is None or _OPENING.match(text):
        return None
    found = re.search(rf"(?:{inside})\b", text)
    if found is None or text[: found.start()].count("“") != text[: found.start()].count("”"):
        return None
    if '"' in text[: found.start() + 3]:
        return None
    return found.group().removeprefix(", ")
