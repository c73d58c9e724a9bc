"""A sentence without who says so: "…, the coastguard said", "According to the county, …"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from summarizer.languages import Caseless, alternatives, forms, knows, words

LONGEST = 90
"""Characters of the longest attribution: more are a statement of their own."""


@lru_cache(maxsize=1 << 15)  # a large pile is read for its conflicts several times over
def fact(text: str, language: str) -> str:
    """Return ``text`` with each attribution at its beginning or end blanked; every other place stays.

    Where nothing would be left the text stays as it is.
    """
    cues = _cues(language)
    if cues is None or not _telling(language).search(text):
        return text
    found = text
    for cue in cues:
        match = cue.search(found)
        if match:
            start, end = match.span("said")
            found = found[:start] + " " * (end - start) + found[end:]
    return found if len(found.split()) > 3 else text


@cache
def _telling(language: str) -> Caseless:
    """Fit what every attribution has: half of all sentences have none, and it takes long to find."""
    return Caseless(rf"(?:{alternatives(forms(language, 'saying.attributing'))})\b|according to ")


@cache
def _cues(language: str) -> tuple[re.Pattern[str], ...] | None:
    if not knows(language, "saying.attributing"):
        return None
    says = alternatives(forms(language, "saying.attributing"))
    joints = alternatives(words(language, "agreement.joints"))
    article = f"(?:{alternatives(words(language, 'agreement.determiners'))})"
    # Behind an article a participle is an adjective: "the confirmed count" says nothing of who says so.
    adjective = "".join(rf"(?<!\b{re.escape(word)} )" for word in words(language, "agreement.determiners"))
    said = rf"(?!(?:{joints})\b)(?:[^,;:]{{0,{LONGEST}}}\b)?{adjective}(?:{says})\b"
    behind = rf"(?P<said>,[\s\"”’]{{1,3}}{said}{_no_statement(language)}[^,;:]{{0,{LONGEST}}})$"
    before = rf"^(?P<said>[\W_]{{0,3}}{said}[^,;:]{{0,20}}?(?: that\b|: ?[\"“]))"
    opening = (
        rf"^(?P<said>According to (?:[^,;:]{{1,{LONGEST}}},|(?:{article} )?[^\s,]{{1,30}}(?=\s{article}\b)))"
    )
    inside = rf"(?P<said>,[\s\"”’]{{1,3}}{said}[^,;:]{{0,40}},(?!\d))"
    return tuple(re.compile(one, re.IGNORECASE) for one in (opening, before, behind, inside))


def _no_statement(language: str) -> str:
    """Fit where no statement follows up to the end: "…, they did say a pistol was found" is one."""
    stated, of_whom = (words(language, key) for key in ("agreement.stated", "agreement.of_whom"))
    if not stated:
        return ""
    whose = rf"(?!(?:{alternatives(of_whom)})\b)" if of_whom else ""
    return rf"(?!(?:\s+{whose}[^\s,;:]+)*?\s+(?:{alternatives(stated)})\b)"
