"""From scored source sentences to evidence: which to keep, and which clauses of each bear the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.data import Sentence, Span
from summarizer.records import dataclass
from summarizer.statements.governed import opening
from summarizer.statements.grammar import finite
from summarizer.text.words import TextWords, words_of

from .clauses import clauses, pieces
from .index import Candidates, Evidence

UNMATCHED = 0.2
"""What an unmatched word costs, against what a matched one earns: see `trim`."""
LETTERS = 10
"""Letters and digits under which a piece of a sentence bears nothing by itself."""
AROUND = 4
"""Clauses on either side among which a piece looks for its verb."""
FEW = 4
"""Words up to which a piece is shown with its verb: longer ones say something without it."""
SIGNS = "%‰°€£$¢¥₹"
"""What belongs to the figure beside it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of evidence: ``span`` lies inside ``sentence``; ``score`` in 0..1 is its likeness."""

    sentence: Sentence
    span: Span
    score: float

    @property
    def quote(self) -> str:
        """The exact characters of the evidence."""
        return self.sentence.document.quote(self.span)

    @property
    def text(self) -> str:
        """The evidence as it is read, with blanks for the signs of Markdown."""
        start = self.sentence.span.start
        return self.sentence.text[self.span.start - start : self.span.end - start]


def hits(index: Evidence, candidates: Candidates) -> tuple[Hit, ...]:
    """Keep the source sentences that are evidence, best first, cut to the clauses that bear the draft."""
    found = []
    for at, score in zip(candidates.sentences[: candidates.kept], candidates.scores, strict=False):
        sentence = index.sentences[at]
        found.append(Hit(sentence, trim(sentence, index, candidates), float(score)))
    return tuple(found)


def trim(sentence: Sentence, index: Evidence, candidates: Candidates) -> Span:
    """Return the run of clauses of ``sentence`` that holds what the draft says and least besides.

    A word of weight w (the root of its idf, less for a stop word) that the draft holds to the degree m is
    worth w·(m − ``UNMATCHED``). The run of clauses with the highest sum is kept (Kadane's maximum-sum
    subarray; Bentley 1984). Where no word matches, the whole sentence is kept.
    """
    text = sentence.text
    parts = clauses(text, index.language)
    if len(parts) < 2:
        return sentence.span
    found = words_of(text)
    values = _word_values(text, found, index, candidates)
    first, last = _best_run([sum(values[a:b]) for a, b in parts])
    start = 0 if first == 0 else found.starts[parts[first][0]]
    end = len(text) if last == len(parts) else found.ends[parts[last - 1][1] - 1]
    start = opening(text, start, end, index.language)
    while end < len(text) and text[end] in SIGNS:
        end += 1
    while start > 0 and text[start - 1] in SIGNS:
        start -= 1
    return Span(sentence.span.start + start, sentence.span.start + end)


def quotable(found: Sequence[Hit], language: str) -> tuple[Hit, ...]:
    """Return pieces of evidence as they are shown: none of a word or two beside others, each with a verb.

    "Azerbaijan on Sunday" says nothing without ", November 15 agreed to give more time": a few words take the
    clauses behind them, or else before them, up to one with a verb, the least there is.
    """
    telling = [hit for hit in found if hit is found[0] or sum(map(str.isalnum, hit.text)) >= LETTERS]
    return tuple(_with_verb(hit, language) for hit in telling)


def _with_verb(hit: Hit, language: str) -> Hit:
    if len(hit.text.split()) > FEW or finite(hit.text, language):
        return hit
    text, found = hit.sentence.text, words_of(hit.sentence.text)
    first, last = (one - hit.sentence.span.start for one in (hit.span.start, hit.span.end))
    parts = [(found.starts[a], found.ends[b - 1]) for a, b in clauses(text, language)]
    behind = [part for part in parts if part[1] > last][:AROUND]
    before = [part for part in parts if part[0] < first][-AROUND:]
    runs = [
        *((first, end) for start, end in behind if finite(text[start:end], language)),
        *((start, last) for start, end in before if finite(text[start:end], language)),
    ]
    first, last = min(runs, key=lambda run: run[1] - run[0], default=(first, last))
    return replace(hit, span=Span(hit.sentence.span.start + first, hit.sentence.span.start + last))


def _word_values(text: str, found: TextWords, index: Evidence, candidates: Candidates) -> list[float]:
    known, weights, stem_numbers = index.words, index.weights, index.stem_numbers
    stems, alike = candidates.stems, candidates.alike
    values = []
    for start, end, lower in zip(found.starts, found.ends, found.lower, strict=True):
        value = 0.0
        for piece in (lower,) if lower.isascii() else pieces(text[start:end]):
            word = known.get(piece)
            if word is None:
                continue
            matched = 1.0 if stem_numbers[word] in stems else alike.get(word, 0.0)
            value += weights[word] * (matched - UNMATCHED)
        values.append(value)
    return values


def _best_run(values: list[float]) -> tuple[int, int]:
    best = total = 0.0
    first, last, start = 0, len(values), 0
    for at, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, at
        total += value
        if total > best:
            best, first, last = total, start, at + 1
    return first, last
