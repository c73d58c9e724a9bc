"""Facts: how many different claims a summary makes in 100 words, of those that its citations bear.

A claim is a clause of a line (cut at punctuation, conjunctions and relative pronouns) with at least three
content words. It is borne where the line's cited spans hold at least two thirds of its content words
(stems), and new where no claim counted before holds three quarters of them. ``facts.distinct`` is how many
are borne and new, ``facts.per100`` the same per 100 words of the summary, which is the one to compare at
unlike lengths: it falls with padding, with repetition and with what nothing bears. Range 0 upwards. It counts
words, so that a false claim in the words of its passages counts too: see support and the guard. An empty
summary has no score.

A cheap relative of the summary content units of Nenkova & Passonneau 2004, "Evaluating content selection in
summarization: the pyramid method", and of the atomic facts of Min et al. 2023, "FActScore".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.text.language import content_stems, count_words
from summarizer.text.words import words_of
from summarizer.tracing.clauses import clauses

if TYPE_CHECKING:
    from .case import Case

COUNTS = frozenset({"facts.distinct", "facts.per100"})
FEWEST = 3
"""Content words of the shortest claim."""
BORNE, SAID = 2 / 3, 3 / 4
"""Share of a claim's content words that its citations hold, and from which an earlier one says it too."""


def evaluate(case: Case) -> dict[str, float]:
    """Count the claims that are borne and new."""
    total = sum(count_words(line.text) for line in case.summary.lines)
    if not total:
        return {}
    language = case.texts.language
    told: list[frozenset[str]] = []
    for line, cited in zip(case.summary.lines, case.cited, strict=True):
        held = frozenset(content_stems(cited, language))
        for claim in claims(line.text, language):
            borne = len(claim & held) >= BORNE * len(claim)
            if borne and not any(len(claim & other) >= SAID * len(claim) for other in told):
                told.append(claim)
    return {"facts.distinct": float(len(told)), "facts.per100": 100 * len(told) / total}


def claims(text: str, language: str) -> Iterator[frozenset[str]]:
    """Yield the content stems of each claim of a line."""
    found = words_of(text).spans
    for first, last in clauses(text, language):
        stems = content_stems(text[found[first][0] : found[last - 1][1]], language)
        if len(stems) >= FEWEST:
            yield frozenset(stems)
