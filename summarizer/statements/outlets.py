"""News outlets: a draft that says who reported something speaks of its source, not of the matter."""

from __future__ import annotations

import re
from functools import cache

from summarizer.languages import ANY, alternatives, forms, knows, pattern, words

_LONGEST = 40
"""Characters at the end of a name that are looked at, so that hostile text costs little."""


@cache
def _outlet() -> re.Pattern[str]:
    """Return how the name of a newspaper, agency or station ends; the last are American call signs."""
    endings = "|".join(word.replace("_", " ") for word in words(ANY, "outlets.endings"))
    return re.compile(
        rf"(?:\b(?:{endings})|(?:{pattern(ANY, 'outlets.broadcasters')})\w*(?: [a-z0-9]+)?"
        rf"|\b(?:{pattern(ANY, 'outlets.call_signs')}))\b$",
        re.IGNORECASE,
    )


@cache
def _attributed(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what stands before and behind an outlet that is given as the source."""
    if not knows(language, "saying.remarks"):
        return None
    says = alternatives((*forms(language, "saying.remarks"), *forms(language, "saying.covers")))
    before, behind = pattern(language, "saying.before"), pattern(language, "saying.behind")
    return (
        re.compile(rf"(?:{before}|{says})(?: the)? $", re.IGNORECASE),
        re.compile(rf"(?:['’]s [a-z]+)? (?:{says}|{behind})\b"),
    )


def is_attribution(claim: str, start: int, end: int, language: str = "en") -> bool:
    """Tell whether ``claim[start:end]`` is a news outlet that the claim gives as its source."""
    patterns = _attributed(language) or _attributed("en")
    if patterns is None or not _outlet().search(claim[max(start, end - _LONGEST) : end]):
        return False
    before, behind = patterns
    return before.search(claim, max(0, start - 24), start) is not None or behind.match(claim, end) is not None
