"""What two sentences quote in the same words: agreement on what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from summarizer.data import Span
from summarizer.statements.agreement import terms
from summarizer.statements.cues import denies
from summarizer.text.language import WORD

from .sides import CLOSE

WHOLE, RUN, FEWEST = 2, 4, 3
"""Words of content of a quotation that is a part; words of a run within one that is, and those of content."""
_QUOTES = re.compile(r"[“\"]([^“”\"]{6,400})[”\"]")
_OPENED = re.compile(r"(?:“|(?<!\S)\")([^“”\"]{6,400})\Z")
_CLOSED = re.compile(r"\A([^“”\"]{6,400})(?:”|(?<=\S)\"(?!\w))")
"""Quotations that go on in the next sentence, or that have begun in the one before."""


def quoted_alike(text: str, other: str, language: str, likeness: float = 0.0) -> Span | None:
    """Return what two sentences quote in the same words, of the first; who is quoted is a part of neither.

    That is a whole quotation, or else a run of words that stands in one on both sides. Of sentences that are
    much alike as wholes, of a ``likeness`` in 0..1, the other one may say it without quoting anybody.
    """
    stated = [_wording(one.group(1)) for one in _quotations(other)]
    whole = f" {_wording(other)} " if likeness >= CLOSE and _deny_alike(text, other, language) else ""
    runs = []
    for one in _quotations(text) if stated or whole else ():
        said = one.group(1)
        words = terms(said, language)
        if all(one.kind == "name" for one in words):
            continue  # what is called so
        wording = _wording(said)
        if len(words) >= WHOLE and (wording in stated or f" {wording} " in whole):
            return Span(one.start(1), one.start(1) + len(said.rstrip(" ,.")))
        found = [match.span() for match in WORD.finditer(said)]
        ours = _wording(said).split()
        for theirs in (one.split() for one in stated):
            run = _longest_run(ours, theirs)
            if len(run) >= RUN and _deny_alike(said, " ".join(theirs), language):
                first, last = found[run.start][0], found[run.stop - 1][1]
                if len(terms(said[first:last], language)) >= FEWEST:
                    runs.append(Span(one.start(1) + first, one.start(1) + last))
    return max(runs, key=lambda span: span.end - span.start, default=None)


def _quotations(text: str) -> list[re.Match[str]]:
    ends = (_CLOSED.match(text), _OPENED.search(text))
    return [*_QUOTES.finditer(text), *(one for one in ends if one)]


def _longest_run(ours: Sequence[str], theirs: Sequence[str]) -> range:
    """Return the places of the longest run of words that stands in both."""
    block = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
    return range(block.a, block.a + block.size)


def _deny_alike(text: str, other: str, language: str) -> bool:
    """Tell whether both have as many words that deny."""
    one, two = (sum(denies(word, language) for word in _wording(said).split()) for said in (text, other))
    return one == two


def _wording(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))
