"""Sentence ends that leave no doubt: a plain word, its mark, a blank, a capital; or a mark between blanks.

Punkt and the repairs of `boundaries` weigh every mark, for a hundred times the cost of finding it. Behind a
word that no list names (no abbreviation, title, unit, rank or name with a mark, nor the first of two words
that Punkt has seen a full stop between) both can only say yes, so they are asked about the rest alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from summarizer.languages import every, words

from .boundaries import repair

Splitter = Callable[[str], Iterable[tuple[int, int]]]

MARKS = (".", "?", "!")
"""The marks that end a sentence where this file knows what Punkt does."""

_BORDER = re.compile(r"[.?!](?:(?<=\w.)|(?<=\w\s.))\s+(?=[A-ZÀ-ÖØ-Þ])")
"""A mark behind a word, or behind a blank and a word. It begins with the mark, for which the engine leaps."""
_WORD = 40
"""Letters of the longest word that is looked at."""
_DOUBT = re.compile(r"[.!?…．·。！？｡؟۔।॥։။។|](?=.)(?:(?<!\.)|(?=[^0-9a-z]))", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]+")

_LISTED = (
    "boundaries.titles", "boundaries.initials", "boundaries.rank_abbreviations", "boundaries.before_number",
    "boundaries.units", "companies.with_mark",
)  # fmt: skip


def splitter(tokenizer: Any, language: str) -> Splitter:
    """Return what gives the spans of a block's sentences: Punkt's, repaired, by a ``tokenizer`` of it.

    ``language`` is the ISO 639-1 code of the text.
    """
    doubtful = _doubtful(tokenizer) if tuple(tokenizer.rules.sent_end_chars) == MARKS else None

    def spans(block: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        start = 0
        for end, behind in borders(block):
            if doubtful is None or _DOUBT.search(block, start, end):
                found += weighed(block, start, end)
            else:
                found.append((start, end))
            start = behind
        return found

    def borders(block: str) -> list[tuple[int, int]]:
        """Return where sentences end for sure and where the next begins, at last the end of the block."""
        found = []
        if doubtful is not None:
            for border in _BORDER.finditer(block):
                at, behind = border.span()
                if block[at - 1].isspace() or _plain(block, at, doubtful):
                    found.append((at + 1, behind))
        found.append((len(block), len(block)))
        return found

    def weighed(block: str, start: int, end: int) -> list[tuple[int, int]]:
        piece = block[start:end]
        repaired = repair(piece, tokenizer.span_tokenize(piece), language)
        return [(start + first, start + last) for first, last in repaired]

    return spans


def _plain(block: str, end: int, doubtful: frozenset[str]) -> bool:
    """Tell whether a word of letters alone ends there that is none of the doubtful ones."""
    word = block[max(0, end - _WORD) : end].rsplit(None, 1)[-1]
    return 1 < len(word) < _WORD and word.isalpha() and word.lower() not in doubtful


def _doubtful(tokenizer: Any) -> frozenset[str]:
    """Return the words, in lower case, behind which Punkt or a repair may see no end."""
    firsts = {first for first, _ in tokenizer.params.collocations}
    return frozenset(tokenizer.params.abbrev_types) | firsts | _listed()


@cache
def _listed() -> frozenset[str]:
    """Return the last words of what the repairs know, as of "Lt. Col": each stands before the full stop."""
    named = [phrase for topic in _LISTED for phrase in every(topic)]
    named += [*words("en", "abbreviations.before_name"), *every("boundaries.may_end")]
    return frozenset(found[-1].lower() for phrase in named if (found := _LETTERS.findall(phrase)))
