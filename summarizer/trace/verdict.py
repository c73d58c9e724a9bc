"""Draft sentences → evidence spans, a support score and a verdict with its reasons."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.brief import Verdict
from summarizer.checks import Finding, check
from summarizer.data import Span
from summarizer.language import count_words

from .coverage import Coverage, cover
from .edits import edits
from .index import Candidates, Evidence
from .named import placed
from .spans import Hit, hits, trim
from .support import CONTRARIES, FACTS, support
from .vectors import TokenVectors, search

SUPPORTED, UNSUPPORTED = 0.375, 0.24
"""Likeness from which a sentence may count as supported, and under which it is unsupported."""
NAMED_NEAR = 2
"""Words around a name that the passage must share: see `checks.check`."""
FURTHER, FAR_SHARE = 15, 0.3
"""How many candidates are searched for a number or date that the best ones lack, and the least score, as a
share of the best."""
LONG = 12
"""Words from which a sentence is not taken to be like its evidence by chance."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A draft sentence with its evidence, best first.

    ``support`` in 0..1 estimates how likely the sentence is true (`support.support`).
    ``unsupported`` are the stretches of ``text`` without evidence; ``reasons`` say why the verdict is what it
    is, a sentence each.
    """

    text: str
    hits: tuple[Hit, ...]
    support: float
    verdict: Verdict
    findings: tuple[Finding, ...]
    unsupported: tuple[Span, ...]
    reasons: tuple[str, ...]


def trace_sentences(
    texts: Sequence[str], index: Evidence, vectors: TokenVectors | None = None
) -> Iterator[Traced]:
    """Trace many draft sentences, in order; the fast path. ``vectors`` refine the choice of evidence."""
    found = index.search(texts) if vectors is None else search(texts, index, vectors)
    for text, candidates in zip(texts, found, strict=True):
        yield judge(text, candidates, index)


def trace_sentence(text: str, index: Evidence, vectors: TokenVectors | None = None) -> Traced:
    """Trace one draft sentence."""
    return next(trace_sentences([text], index, vectors))


def judge(text: str, candidates: Candidates, index: Evidence) -> Traced:
    """Choose the evidence for ``text`` among its candidates, check its facts and give the verdict."""
    kept = hits(index, candidates)
    findings = check(text, [hit.quote for hit in kept], index.language, NAMED_NEAR)
    more = _further(text, findings, kept, candidates, index)
    if more:
        kept = kept + more
        findings = check(text, [hit.quote for hit in kept], index.language, NAMED_NEAR)
    findings = _with_edits(text, placed(text, findings, kept, index.language), kept, index.language)
    coverage = cover(text, [hit.quote for hit in kept], index)
    lacking = [finding for finding in findings if finding.kind != "attribution"]
    likeness = _likeness(text, coverage, kept)
    verdict = _verdict(likeness, coverage, lacking)
    marked = _marked(text, verdict, coverage, lacking)
    reasons = _reasons(verdict, likeness, kept, coverage, findings)
    return Traced(text, kept, support(likeness, lacking) if kept else 0.0, verdict, findings, marked, reasons)


def _likeness(text: str, coverage: Coverage, kept: Sequence[Hit]) -> float:
    """Return how far the evidence says what ``text`` says; few words are alike by chance."""
    if not kept:
        return 0.0
    length = min(1.0, count_words(text) / LONG)
    return math.sqrt(coverage.share * kept[0].score) * math.sqrt(math.sqrt(length))


def _with_edits(
    text: str, findings: Sequence[Finding], kept: Sequence[Hit], language: str
) -> tuple[Finding, ...]:
    """Add what the sentence changes in a passage it repeats, where no check has found it."""
    passages = [(hit.sentence.text, hit.score) for hit in kept]
    new = [
        made
        for made in edits(text, passages, language)
        if not any(
            one.kind == made.kind and one.start < made.end and made.start < one.end for one in findings
        )
    ]
    return tuple(sorted((*findings, *new), key=lambda one: (one.start, one.end, one.kind)))


def _further(
    text: str, findings: Sequence[Finding], kept: Sequence[Hit], candidates: Candidates, index: Evidence
) -> tuple[Hit, ...]:
    """Find, among the next-best sentences, those that state a number or date the best ones lack."""
    wanted = {(finding.start, finding.end) for finding in findings if finding.kind in FACTS}
    if not wanted or not kept:
        return ()
    cited = {id(hit.sentence) for hit in kept}
    found = []
    for at, score in zip(candidates.sentences[:FURTHER], candidates.scores[:FURTHER], strict=True):
        sentence = index.sentences[at]
        if id(sentence) in cited or score < FAR_SHARE * candidates.scores[0]:
            continue
        hit = Hit(sentence, trim(sentence, index, candidates), float(score))
        still = {(f.start, f.end) for f in check(text, [hit.quote], index.language) if f.kind in FACTS}
        if wanted - still:
            found.append(hit)
            wanted &= still
        if not wanted:
            break
    return tuple(found)


def _verdict(likeness: float, coverage: Coverage, lacking: Sequence[Finding]) -> Verdict:
    if likeness < UNSUPPORTED or any(finding.kind in CONTRARIES for finding in lacking):
        return "unsupported"
    return "partial" if likeness < SUPPORTED or lacking or coverage.bare else "supported"


def _marked(text: str, verdict: Verdict, coverage: Coverage, lacking: Sequence[Finding]) -> tuple[Span, ...]:
    """Return what lacks evidence, in order, overlaps merged: all of an unsupported sentence."""
    if verdict == "unsupported":
        return (Span(0, len(text)),) if text else ()
    spans = sorted([*coverage.bare, *(Span(finding.start, finding.end) for finding in lacking)])
    if verdict == "partial" and not spans:
        return (coverage.weakest,)
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _reasons(
    verdict: Verdict,
    likeness: float,
    kept: Sequence[Hit],
    coverage: Coverage,
    findings: Sequence[Finding],
) -> tuple[str, ...]:
    if not kept:
        return ("no source sentence shares a content word with this",)
    documents = len({hit.sentence.document.id for hit in kept})
    where = f"{len(kept)} passage{'s' * (len(kept) > 1)} of {documents} source{'s' * (documents > 1)}"
    share = f"{where} hold{'s' * (len(kept) == 1)} {coverage.share:.0%} of what this says"
    reasons = [share]
    if likeness < SUPPORTED:
        reasons.append("no passage is close enough to bear it out as a whole")
    if coverage.bare and verdict != "unsupported":
        several = len(coverage.bare) > 1
        reasons.append(f"{len(coverage.bare)} clause{'s lack' if several else ' lacks'} evidence")
    return (*reasons, *(finding.message for finding in findings))
