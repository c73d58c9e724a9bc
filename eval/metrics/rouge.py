"""ROUGE: n-gram and longest-common-subsequence overlap with human references.

ROUGE-N counts n-grams shared by summary and reference, each as often as it stands in both; ROUGE-L
the tokens on their longest common subsequence; ROUGE-Lsum the union of such subsequences, sentence by
sentence. With ``hits`` shared, ``m`` in the reference and ``n`` in the summary: recall = hits / m,
precision = hits / n, F1 = 2 · precision · recall / (precision + recall).

Several references: ``average`` means precision, recall and F1 over them; ``best`` takes for each
measure the reference with the highest F1 (rouge-score's rule); ``jackknife`` leaves each reference out
in turn, takes the best of the others and averages (Lin 2004, section 2.1); ``pooled`` adds hits and
counts over the references before dividing (``-f A`` of ROUGE-1.5.5).

Scores equal those of rouge-score 0.1.2 to 1e-9. Range 0 to 1. An empty summary scores 0, a text with
fewer than n tokens has no n-grams and scores 0.

Lin 2004, "ROUGE: A package for automatic evaluation of summaries".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from eval.data import DataError

from .lcs import Layout, layout, lcs_length, union_lcs
from .options import RougeOptions
from .texts import Text, laid_out, ngrams, prepare, prepare_references
from .tokens import tokenizer

if TYPE_CHECKING:
    from .case import Case


MOST_PAIRS = 4_000_000_000
"""Words of a summary times words of a reference that are searched for a common subsequence: two books."""


class Score(NamedTuple):
    """Precision, recall and F1, each 0 to 1."""

    p: float
    r: float
    f: float


class Counts(NamedTuple):
    """Units shared, in the summary and in the reference."""

    hits: int
    summary: int
    reference: int


def compare(summary: Text, reference: Text, kind: str) -> Counts:
    """Count what two texts share for ROUGE type ``kind``, one of TYPES."""
    if kind in ("L", "Lsum") and len(summary.tokens) * len(reference.tokens) > MOST_PAIRS:
        raise DataError(
            f"a summary of {len(summary.tokens):,} words and a reference of {len(reference.tokens):,} are "
            "too long for ROUGE-L; cut them (--truncate 1000w --truncate-references), or leave it out "
            "(--rouge 1,2)"
        )
    if kind == "L":
        hits = lcs_length(_laid(reference, "L"), summary.tokens)
        return Counts(hits, len(summary.tokens), len(reference.tokens))
    if kind == "Lsum":
        return Counts(_union_hits(summary, reference), len(summary.tokens), len(reference.tokens))
    n = int(kind)
    ours, theirs = ngrams(summary, n), ngrams(reference, n)
    small, large = (ours, theirs) if len(ours) < len(theirs) else (theirs, ours)
    hits = sum(min(count, large[gram]) for gram, count in small.items() if gram in large)
    return Counts(hits, max(len(summary.tokens) - n + 1, 0), max(len(reference.tokens) - n + 1, 0))


def score(counts: Counts) -> Score:
    """Return precision, recall and F1; 0 where there is nothing to divide by."""
    p = counts.hits / counts.summary if counts.summary else 0.0
    r = counts.hits / counts.reference if counts.reference else 0.0
    return Score(p, r, 2 * p * r / (p + r) if p + r > 0 else 0.0)


def combine(counts: Sequence[Counts], rule: str) -> Score:
    """Make one score of those against each reference by ``rule``, one of RULES."""
    if rule == "pooled":
        return score(Counts(*(sum(column) for column in zip(*counts, strict=True))))
    scores = [score(pair) for pair in counts]
    if len(scores) == 1:
        return scores[0]
    if rule == "best":
        return _best(scores)
    if rule == "jackknife":
        scores = [_best(scores[:left] + scores[left + 1 :]) for left in range(len(scores))]
    return Score(*(sum(column) / len(scores) for column in zip(*scores, strict=True)))


def evaluate(case: Case) -> dict[str, float]:
    """Score the summary, truncated, against the topic's references."""
    texts, options, text = case.texts, case.texts.rouge, case.summary.text
    if options.truncate:
        text = options.truncate.cut(text)
    scores = rouge(prepare(text, texts.tokenize), texts.references, options.types, options.rule)
    return {f"rouge{kind}.{part}": getattr(one, part) for kind, one in scores.items() for part in "prf"}


def signed(name: str, options: RougeOptions, references: tuple[int, int]) -> tuple[str, ...]:
    """Say how the scores are computed; every option shows."""
    fewest, most = references
    cut = f"{options.truncate or 'no'}{'+refs' if options.truncate_references else ''}"
    stem, tok = options.tokens
    return (
        name.upper(),
        f"refs:{fewest}" if fewest == most else f"refs:{fewest}-{most}",
        f"rule:{options.rule}",
        stem,
        f"trunc:{cut}",
        tok,
        f"split:{options.split}",
    )


def rouge(
    summary: Text, references: Sequence[Text], types: Sequence[str], rule: str = "average"
) -> dict[str, Score]:
    """Return the score of each type in ``types``; ``references`` holds at least one text."""
    return {kind: combine([compare(summary, text, kind) for text in references], rule) for kind in types}


def rouge_of_texts(
    summary: str, references: Sequence[str], options: RougeOptions, language: str = "en"
) -> dict[str, Score]:
    """Score a text against references as ``options`` say: truncate, split, tokenise, compare."""
    tokenize = tokenizer(options.tokenizer, options.stem, language)
    ours = prepare(laid_out(summary, options, language, cut=True), tokenize)
    return rouge(ours, prepare_references(references, options, language), options.types, options.rule)


def _best(scores: Sequence[Score]) -> Score:
    return max(scores, key=lambda one: one.f)


def _laid(text: Text, kind: str) -> Layout:
    if kind not in text.laid:
        text.laid[kind] = layout([text.tokens] if kind == "L" else text.sentences)
    return text.laid[kind]


def _union_hits(summary: Text, reference: Text) -> int:
    """Count the union LCS of each reference sentence, a token at most as often as the summary has it."""
    laid = _laid(reference, "Lsum")
    union = union_lcs(laid, summary.sentences)
    held: Counter[str | None] = Counter()
    while union:
        low = union & -union
        held[laid.tokens[low.bit_length() - 1]] += 1
        union ^= low
    ours: Mapping[tuple[str, ...], int] = ngrams(summary, 1)
    return sum(min(count, ours.get((str(token),), 0)) for token, count in held.items())
