"""Which other sentences say what a line says, and which documents are copies of one text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import numpy as np

from summarizer.data import Document, Sentence
from summarizer.graph.components import components
from summarizer.graph.similarity import SentenceGraph
from summarizer.statements import Finding, mismatches, read
from summarizer.statements.cues import is_known
from summarizer.statements.numbers import check_numbers
from summarizer.text.language import WORD

from .agreement import content, named_instead, same_figure, states
from .credit import credits
from .event import one_event, setting

LIKE = 0.2
"""Cosine below which two sentences are not compared further."""
SHARED = 0.35
"""Share of a line's word weight that a sentence must hold to be compared word by word."""
TELLING = 3
"""Content words without which a line has no echo."""
COMPARED = 200
"""Different texts compared with a line at most, the likest first."""
AROUND = 3
"""Sentences on either side in which a name may stand that a sentence with the same figure lacks."""
COPIED = 0.3
"""Share of a document's sentences found word for word in another from which one is a copy."""
LONG = 20
"""Characters of words from which a sentence tells a copy: "Thank you." is in many texts."""
REWRITTEN, CREDITED = 0.5, 0.3
"""Share of a document's sentences found in another one's runs of words from which one rewrites the other;
and where both credit one agency."""
MANY = 20
"""Documents with one sentence from which not every pair of them is counted."""


_Run = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Echo:
    """A sentence that says what another one says; ``score`` in 0..1 is the share it holds."""

    sentence: int
    score: float


def echoes(
    line: int, graph: SentenceGraph, sentences: Sequence[Sentence], wanted: Container[int] | None = None
) -> tuple[Echo, ...]:
    """Return the other sentences that say all that sentence ``line`` says, in order.

    Of its own document only those that are ``wanted`` are looked at, all where that is None.

    One does if it can be on the same event (`event.one_event`), bears out the numbers, dates, names,
    negations and roles (`statements.mismatches`) and holds every other content word, or states the same
    figure of the same thing in other words (`agreement`): precision before recall, since a wrong "also in
    S3" is worse than none. It may say more; the relation is not symmetric. A line of fewer than three content
    words has too few to tell. The score is the share of the line's words by squared TF-IDF weight.
    """
    if np.diff(graph.vectors.indptr[line : line + 2])[0] < TELLING:
        return ()
    near, cosines = graph.alike(line, LIKE)
    near = near[np.argsort(-cosines, kind="stable")]
    near = near[near != line]
    held = graph.held(line, near)
    own = cache(lambda: setting(line, sentences))
    first: dict[str, int] = {}
    verdicts: dict[str, bool] = {}
    found = []
    for other, share in zip(near.tolist(), held, strict=True):
        sentence = sentences[other]
        text = sentence.text
        if share < SHARED or (text not in first and len(first) == COMPARED):
            continue
        first.setdefault(text, other)
        within = sentence.document is sentences[line].document
        if within and wanted is not None and other not in wanted:
            continue
        if text not in verdicts:
            verdicts[text] = _says(line, first[text], sentences)
        if verdicts[text] and (within or one_event(own(), setting(other, sentences))):
            found.append(Echo(other, float(share)))
    return tuple(sorted(found, key=lambda echo: echo.sentence))


def _says(here: int, at: int, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a sentence states every fact of the line; where the line has it from is no fact."""
    line, other = sentences[here], sentences[at]
    language = line.document.language
    if not is_known(language) or not is_known(other.document.language):
        return wording(line) == wording(other)  # a denial in other words would not be seen
    mine, theirs = read(line.text, language).fact, other.text
    findings = {
        finding.kind
        for finding in mismatches(mine, (theirs,), language)
        if not _same(finding, theirs, language)
    }
    findings -= {"attribution"}
    dated = [(day.start, day.end) for day in read(mine, language).days]
    if any(check_numbers(mine, (theirs,), language, dated)):  # behind a name, too: "25 Euros"
        return False
    if not findings and states(line.text, theirs, language):
        stands_for = named_instead(mine, read(theirs, language).fact, language)
        return not stands_for or _taken_up(stands_for, here, sentences)
    if findings - {"name", "modality"}:
        return False
    around = " ".join(
        one.text for one in sentences[max(0, at - AROUND) : at + AROUND + 1] if one.document is other.document
    )
    return same_figure(line.text, theirs, around, language)


def _taken_up(named: Sequence[str], at: int, sentences: Sequence[Sentence]) -> bool:
    """Tell whether the sentences before one speak of what another names where it has a pronoun."""
    document, language = sentences[at].document, sentences[at].document.language
    before = " ".join(one.text for one in sentences[max(0, at - AROUND) : at] if one.document is document)
    told = content(before, language)
    return all(not content(one, language).isdisjoint(told) for one in named)


def _same(finding: Finding, other: str, language: str) -> bool:
    """Tell whether the other text has in its place what may stand for it: "lives lost" for "died"."""
    found = content(finding.value, language)
    return finding.kind == "opposite" and bool(found) and found <= content(other, language)


def independent_groups(sentences: Sequence[Sentence]) -> dict[Document, int]:
    """Number the documents so that copies of one text share a number.

    A document is a copy where at least 0.3 of the longer sentences of the shorter one, and two, are word
    for word in the other, or where half of them, and two, have half of their runs of three words there: a
    rewritten report. With the same agency credited a third of them, and one, will do. Being a copy
    carries over. Found through indexes of sentences and of runs: linear.
    """
    number: dict[Document, int] = {}
    if sentences and sentences[0].document is sentences[-1].document:
        return {sentences[0].document: 0}
    sizes = Counter[int]()
    holders: dict[str, list[int]] = {}
    runs: dict[_Run, int | list[int]] = {}
    for sentence in sentences:
        at = number.setdefault(sentence.document, len(number))
        words = _words(sentence)
        text = " ".join(words)
        if len(text) < LONG:
            continue
        sizes[at] += 1
        where = holders.setdefault(text, [])
        if not where or where[-1] != at:
            where.append(at)
        for run in zip(words, words[1:], words[2:], strict=False):
            known = runs.setdefault(run, at)  # most stand in one document: a number, no list
            if known == at:
                continue
            if isinstance(known, int):
                runs[run] = [known, at]
            elif known[-1] != at:
                known.append(at)
    shared = Counter[tuple[int, int]]()
    for where in holders.values():
        # Chaining neighbours is enough to join many copies, and keeps a stock sentence from costing d².
        shared.update(combinations(where, 2) if len(where) <= MANY else pairwise(where))
    copies = []
    for pair, count in shared.items():
        shorter = min(sizes[at] for at in pair)
        if count >= COPIED * shorter and count >= min(2, shorter):
            copies.append(pair)
    shared_runs = {
        run: where for run, where in runs.items() if not isinstance(where, int) and len(where) <= MANY
    }
    copies += _rewritten(sentences, number, sizes, shared_runs)
    return dict(zip(number, components(len(number), copies), strict=True))


def _rewritten(
    sentences: Sequence[Sentence],
    number: Mapping[Document, int],
    sizes: Mapping[int, int],
    runs: Mapping[_Run, Sequence[int]],
) -> list[tuple[int, int]]:
    """Return the pairs of documents of which one rewrites the other or both rewrite one agency's report.

    ``runs`` are the runs of three words that several documents have, and which.
    """
    found = Counter[tuple[int, int]]()
    for sentence in sentences:
        words, at = _words(sentence), number[sentence.document]
        if sum(map(len, words)) + len(words) - 1 < LONG:
            continue
        met = [
            other
            for run in zip(words, words[1:], words[2:], strict=False)
            if run in runs
            for other in runs[run]
            if other != at
        ]
        if 2 * len(met) < len(words) - 2:  # too few for any of them
            continue
        for other, count in Counter(met).items():
            if 2 * count >= len(words) - 2:
                found[at, other] += 1
    credited = {at: credits(document) for document, at in number.items()} if found else {}
    pairs = []
    for (at, other), count in found.items():
        share = count / sizes[at]
        if (share >= REWRITTEN and count >= 2) or (share >= CREDITED and credited[at] & credited[other]):
            pairs.append((at, other))
    return pairs


def wording(sentence: Sentence) -> str:
    """Return the words of a sentence without regard to case, marks and spacing: equal for copies."""
    return " ".join(_words(sentence))


def _words(sentence: Sentence) -> list[str]:
    return WORD.findall(sentence.text.lower())
