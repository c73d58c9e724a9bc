"""Speakers: whether those whom a rewritten sentence has say something do so in its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.statements.names import Name, canonical, names
from summarizer.statements.outlets import is_attribution
from summarizer.text.language import WORD

_VERBS = "|".join(
    (
        "says? said reports? reported notes? noted adds? added writes? wrote claims? claimed argues? argued "
        "explains? explained insists? insisted warns? warned tells? told announces? announced states? stated "
        "replie[sd] responds? responded tweets? tweeted"
    ).split()
)
_SAYING = re.compile(
    rf"(?:{_VERBS}|saying|confirm\w*|admit\w*|declar\w*|observ\w*|recall\w*|suggest\w*|conclud\w*|"
    r"reveal\w*|according|per|ask(?:s|ed)|call(?:s|ed)|describ\w*|statement|spokes\w+|interview\w*|"
    r"post(?:s|ed)?)"
)
"""Verbs and nouns of saying: generous, since they are looked for in the evidence."""
_SPOKEN_BEHIND = re.compile(rf"(?: also| has| had| later| then| apparently| reportedly)? (?:{_VERBS})\b")
_SPOKEN_BEFORE = re.compile(
    r"(?:according to|\bper|\b(?:says|said|reports|notes|adds|writes|wrote))(?: the)? $", re.IGNORECASE
)
_END = re.compile(r"(?:['’]s [a-z]+)?(?:[.,;:!?]|$)")
_PRONOUN = re.compile(rf"\b(?:he|she|they|it|who|i|we)(?: \w+)? (?:{_VERBS})\b", re.IGNORECASE)
REACH = 5
"""Words between a name and a verb of saying in the evidence."""


def silent(claim: str, evidence: Sequence[str], language: str = "en") -> Iterator[Name]:
    """Yield the names that ``claim`` has say something, while no evidence does; English only.

    In the evidence a verb of saying must stand near the name, or somebody must speak who is called by a
    pronoun there. Outlets are another matter: they report without saying so.
    """
    if language != "en":
        return
    speakers = [name for name in names(claim, language) if _speaks(claim, name)]
    if not speakers or any(_PRONOUN.search(text) for text in evidence):
        return
    heard = {word for text in evidence for word in _heard(text)}
    for name in speakers:
        if not heard.intersection(map(canonical, name.words)):
            yield name


def _speaks(claim: str, name: Name) -> bool:
    if is_attribution(claim, name.start, name.end):
        return False
    before = _SPOKEN_BEFORE.search(claim, max(0, name.start - 20), name.start)
    return _SPOKEN_BEHIND.match(claim, name.end) is not None or (
        before is not None and _END.match(claim, name.end) is not None
    )


@lru_cache(maxsize=8192)
def _heard(text: str) -> frozenset[str]:
    """Return the canonical words near a verb of saying."""
    words = [match.group().lower() for match in WORD.finditer(text)]
    at = [place for place, word in enumerate(words) if _SAYING.fullmatch(word)]
    near = {other for place in at for other in words[max(0, place - REACH) : place + REACH + 1]}
    return frozenset(map(canonical, near))
