"""What in a sentence points to one before it: "the second", "that year", "now it", "no casualties"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summarizer.languages import NOTHING, alternatives, pattern, words

BACK = 3
"""Sentences before one in which the things may be named that it counts off."""
ROOT = 4
"""Letters that a thing has in common with its plural, at least."""

_WORD = re.compile(r"[^\W\d_]+")
_PLACED = re.compile(r"\d{4}")


def points_back(text: str, language: str) -> bool:
    """Tell whether a sentence needs the one before it, by its own words. Linear in the text.

    It does if it opens with a pronoun behind an adverb, with a bare "the company", with a figure that it does
    not say of what, or with nothing that was found and no name; or if it speaks of "that year" and has
    no date before.
    """
    opening = text[:1].lower() + text[1:]
    if _rule(language, "pointing.openings").match(opening):
        return True
    nothing = _rule(language, "pointing.nothing").match(opening)
    if nothing and not any(char.isupper() or char.isdigit() for char in opening[nothing.end() :]):
        return True
    both = _rule(language, "pointing.pairs").search(text)
    if both and not _rule(language, "pointing.paired").search(text, 0, both.start()):
        return True
    when = _rule(language, "pointing.times").search(opening)
    return when is not None and not _is_placed(opening[: when.start()], language)


def counts_off(text: str, before: Sequence[str], language: str) -> bool:
    """Tell whether a sentence opens with one of several that ``before`` names: "the second (tremor)"."""
    found = _ranked(language).match(text)
    if not found:
        return False
    if found["alone"]:
        return True
    thing = found["thing"].lower()
    root = thing[: max(ROOT, len(thing) - 2)]
    named = (word.lower() for sentence in before[-BACK:] for word in _WORD.findall(sentence))
    return len(thing) >= ROOT and any(word.startswith(root) for word in named)


def _is_placed(before: str, language: str) -> bool:
    """Tell whether a date or a clause with "when" stands in what is before."""
    return bool(_PLACED.search(before) or _rule(language, "pointing.placed").search(before))


@cache
def _ranked(language: str) -> re.Pattern[str]:
    """Fit a rank at the start: "the second", ``alone`` before a verb, else with the ``thing`` behind it."""
    ranks = alternatives(words(language, "pointing.ranks"))
    behind = pattern(language, "pointing.behind_rank") or NOTHING
    return re.compile(rf"[\"“'‘]?(?i:{ranks})(?:(?P<alone> (?:{behind}))| (?P<thing>[^\W\d_]+))")


@cache
def _rule(language: str, topic: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern(language, topic) or NOTHING})")
