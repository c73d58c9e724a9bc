"""Moves: when or where somebody said something, made a part of what is said, or the other way round.

"After the accord was signed, Putin said that 4,000 had died" does not say that 4,000 died after the signing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import knows
from summarizer.languages import words as known
from summarizer.records import dataclass
from summarizer.statements.grammar import finite
from summarizer.text.language import WORD, stem, stop_words

from .losses import sayings

SPEAKER, REST = 12, 12
"""Words of the longest speaker, and of what may stand behind a verb of saying that ends its sentence."""
CIRCUMSTANCE = 24
"""Words of the longest circumstance of a saying."""
HELD = 0.5
"""Share of a line's content words that a passage must have to be the one that it is made of."""


@dataclass(frozen=True, slots=True)
class _Report:
    """Stems of content words: the circumstances of a saying, and what is said."""

    circumstances: frozenset[str]
    said: frozenset[str]


@dataclass(frozen=True, slots=True)
class Move:
    """Words of a line that changed sides; ``within`` tells that they became a part of what is said."""

    words: tuple[str, ...]
    within: bool


def moved(line: str, passages: Sequence[str], language: str = "en") -> Iterator[Move]:
    """Yield the words that changed sides, those of either way together; English only.

    Looked at is a line with one verb of saying, as the passage has that holds most of it. Circumstances of a
    saying stand before a comma and "he said", and between "said" and "that"; in "…, he said on Monday" they
    stand behind the verb.
    """
    if not knows(language, "omissions.linking"):
        return
    mine = _report(line, language)
    if mine is None:
        return
    own = mine.circumstances | mine.said
    read = [report for passage in passages if (report := _report(passage, language)) is not None]
    shared = [len(own & (one.circumstances | one.said)) for one in read]
    if not shared or max(shared) < HELD * len(own):
        return
    theirs = read[shared.index(max(shared))]
    ways = (
        (True, (theirs.circumstances - theirs.said) & (mine.said - mine.circumstances)),
        (False, (theirs.said - theirs.circumstances) & (mine.circumstances - mine.said)),
    )
    words = [match.group() for match in WORD.finditer(line)]
    stems = stem([word.lower() for word in words], language)
    for within, stray in ways:
        if found := tuple(word for word, own in zip(words, stems, strict=True) if own in stray):
            yield Move(found, within)


@lru_cache(maxsize=8192)
def _report(text: str, language: str) -> _Report | None:
    """Take a sentence apart at its verb of saying, None where it has none or several."""
    verbs = sayings(language)
    marks = list(verbs.verb.finditer(text)) if verbs else []
    if len(marks) != 1:
        return None
    (mark,) = marks
    before, behind = text[: mark.start()], text[mark.end() :]
    cut = max(before.rfind(sign) for sign in (", ", "” ", '" '))
    speaker = before[cut + 1 :] if cut >= 0 else before
    lead = before[: cut + 1] if cut >= 0 else ""
    if (
        lead
        and len(speaker.split()) <= SPEAKER
        and len(behind.split()) <= REST
        and not finite(behind, language)
    ):
        return _Report(_stems(_circumstance(behind, language), language), _stems(lead, language))
    opens = bool(speaker.strip() and lead) and _opens(lead, language)
    frame, said = _framed(behind, language)
    return _Report(
        _stems(lead if opens and len(lead.split()) <= CIRCUMSTANCE else "", language)
        | _stems(_circumstance(frame, language), language),
        _stems(said, language),
    )


def _framed(behind: str, language: str) -> tuple[str, str]:
    """Part what stands behind a verb into circumstances of the saying and what is said."""
    that = re.search(r"\bthat\b", behind)
    if (
        that
        and len(behind[: that.start()].split()) <= CIRCUMSTANCE
        and _circumstance(behind[: that.start()], language)
    ):
        return behind[: that.start()], behind[that.end() :]
    days = _days(language)
    for match in list(WORD.finditer(behind))[:3]:  # "said on Monday the bridge …"
        if match.group().lower() in days:
            return behind[: match.end()], behind[match.end() :]
    return "", behind


def _circumstance(text: str, language: str) -> str:
    """Return what of a text is a time or place: from the first day, preposition or conjunction on."""
    openings, days = _openings(language), _days(language)
    first = next((one for one in WORD.finditer(text) if one.group().lower() in openings | days), None)
    return text[first.start() :] if first else ""


def _opens(lead: str, language: str) -> bool:
    """Tell whether what stands before a comma is a circumstance: "On Monday", "Speaking in Paris"."""
    first = WORD.search(lead)
    if first is None:
        return False
    word = first.group().lower()
    return word in _openings(language) | _days(language) or word.endswith("ing")


def _stems(text: str, language: str) -> frozenset[str]:
    stops = stop_words(language)
    words = [match.group().lower() for match in WORD.finditer(text)]
    return frozenset(stem([word for word in words if word not in stops], language))


@cache
def _openings(language: str) -> frozenset[str]:
    return frozenset((*known(language, "omissions.linking"), *known(language, "omissions.awaiting")))


@cache
def _days(language: str) -> frozenset[str]:
    topics = ("calendar.weekdays", "calendar.months", "omissions.times")
    return frozenset(word for topic in topics for word in known(language, topic))
