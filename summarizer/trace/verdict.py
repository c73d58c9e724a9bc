"""Draft sentences → evidence spans, a support score and a verdict with its reasons."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.brief import Verdict
from summarizer.checks import Finding, check
from summarizer.data import Span

from .coverage import Coverage, cover
from .index import Candidates, Evidence
from .spans import Hit, hits, trim
from .vectors import TokenVectors, search

SUPPORTED, UNSUPPORTED = 0.5, 0.25
"""Support from which a sentence may count as supported, and under which it is unsupported."""
SLOPE, MIDDLE = 8.0, 0.375
"""Logistic curve from similarity to support; fitted on news, both rounded."""
DOUBT, DOUBT_OF_NAME = 0.4, 0.6
"""What support is multiplied with where a fact lacks evidence, and where only a name or certainty does.

Names are often in the sentences around the evidence, numbers seldom.
"""
NAMED_NEAR = 2
"""Words around a name that the passage must share: see `checks.check`."""
FACTS = frozenset({"number", "unit", "date"})
"""Facts that are looked for among the next-best sentences where the best ones lack them."""
FURTHER, FAR_SHARE = 15, 0.3
"""How many candidates are searched for a missing fact, and the least score, as a share of the best."""
AGAINST = frozenset({"negation", "opposite", "role"})
"""Findings that turn a sentence into its contrary."""
SOFT = frozenset({"name", "modality"})
"""Findings that cast less doubt than others."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A draft sentence with its evidence, best first.

    ``support`` in 0..1 estimates how likely the first hit is evidence, less where a fact is not borne out.
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
    coverage = cover(text, [hit.quote for hit in kept], index)
    lacking = [finding for finding in findings if finding.kind != "attribution"]
    likeness = math.sqrt(coverage.share * kept[0].score) if kept else 0.0
    support = 1 / (1 + math.exp(-SLOPE * (likeness - MIDDLE))) if kept else 0.0
    verdict = _verdict(support, coverage, lacking)
    marked = _marked(text, verdict, coverage, lacking)
    reasons = _reasons(verdict, support, kept, coverage, findings)
    return Traced(text, kept, support * _doubt(lacking), verdict, findings, marked, reasons)


def _doubt(lacking: Sequence[Finding]) -> float:
    if not lacking:
        return 1.0
    return DOUBT_OF_NAME if all(finding.kind in SOFT for finding in lacking) else DOUBT


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


def _verdict(support: float, coverage: Coverage, lacking: Sequence[Finding]) -> Verdict:
    if support < UNSUPPORTED or any(finding.kind in AGAINST for finding in lacking):
        return "unsupported"
    return "partial" if support < SUPPORTED or lacking or coverage.bare else "supported"


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
    support: float,
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
    if support < SUPPORTED:
        reasons.append("no passage is close enough to bear it out as a whole")
    if coverage.bare and verdict != "unsupported":
        several = len(coverage.bare) > 1
        reasons.append(f"{len(coverage.bare)} clause{'s lack' if several else ' lacks'} evidence")
    return (*reasons, *(finding.message for finding in findings))
