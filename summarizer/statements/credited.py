"""Credited: whom a claim gives as its source must be spoken of where its evidence stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.languages import alternatives, forms, knows, words
from summarizer.languages.lexicon import Meanings, has_lexicon, meanings, together
from summarizer.text.language import WORD, content_stems, stem, stop_words
from summarizer.text.sought import Sought

from .finding import Finding
from .speakers import sourced
from .statement import read


def check_credited(claim: str, around: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield whom ``claim`` has say it where no text ``around``, passages and what leads to them, has them.

    "According to aliens" is no part of what a passage on the weather says. Names are another matter, and
    words such as "officials" or "report" stand for anybody who says something.
    """
    if not knows(language, "saying.attributing") or not has_lexicon(language):
        return
    attributing = _attributing(language)
    if attributing is None or not attributing.search(claim) or (told := read(claim, language).fact) == claim:
        return
    at = [place for place, (a, b) in enumerate(zip(claim, told, strict=True)) if a != b]
    start, end = at[0], at[-1] + 1
    if any(start < name.end and name.start < end for name in read(claim, language).names):
        return
    who = stem(_speakers(claim[start:end], language), language)
    if not who:
        return
    held = {one for text in around for one in content_stems(text, language)}
    known = together(sorted(held), language)
    if any(one in held or _is_known(meanings(one, language), known) for one in who):
        return
    written = claim[start:end].strip(" ,")
    yield Finding("factuality", start, end, written, f"no cited passage has this “{written}”")


def _is_known(one: Meanings, known: Meanings) -> bool:
    return one.meets(known)


def _speakers(said: str, language: str) -> list[str]:
    """Return the words that tell who speaks: those before a verb of saying, or behind "according to"."""
    source = sourced(language)
    match = source.search(said) if source else None
    verbs = frozenset(forms(language, "saying.attributing"))
    found = [
        one.group().lower().removesuffix("'s") for one in WORD.finditer(said, match.end() if match else 0)
    ]
    if match is None:
        verb = next((at for at, word in enumerate(found) if word in verbs), 0)
        found = found[:verb]
    stops, anybody = stop_words(language), _anybody(language)
    return [word for word in found[-LONGEST:] if word not in stops and word not in anybody]


LONGEST = 4
"""Words of a speaker that are looked at, the last ones."""


@cache
def _attributing(language: str) -> Sought | None:
    found = forms(language, "saying.attributing")
    return Sought(rf"\b(?:{alternatives(found)})\b", language) if found else None


@cache
def _anybody(language: str) -> frozenset[str]:
    generic = (*words(language, "agreement.light"), *words(language, "drafts.framing"))
    return frozenset((*generic, *forms(language, "saying.attributing"), *forms(language, "saying.speaking")))
