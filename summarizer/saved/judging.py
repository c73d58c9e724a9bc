"""What new sources make of the lines of a former note."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.compose.copies import independent_groups
from summarizer.compose.corroborate import echoes
from summarizer.compose.parts import backing
from summarizer.conflicts import disagreements, find_conflicts
from summarizer.conflicts.find import Disagreement
from summarizer.conflicts.overtaken import Newer, overtaken
from summarizer.data import Sentence
from summarizer.graph.similarity import SentenceGraph, unweighted
from summarizer.note.brief import Brief, Citation, Conflict, Line, cite
from summarizer.text.wordlist import Words

from .lines import Spot, span_of
from .revise import retraced

ALL = 10_000
"""Conflicts that are looked at: more than any pile has."""


def judge(
    lines: Sequence[Line], found: Sequence[Sentence], words: Words, new: frozenset[str]
) -> tuple[list[Line], list[Conflict], Mapping[str, Citation]]:
    """Say of each line what the new documents make of it, and in which conflicts these take part.

    For the ids of lines with a figure that a new source overtakes, return the sentence that states the newer
    one, too. ``found`` are all sentences, marked.
    """
    kept = [at for at, sentence in enumerate(found) if sentence.skip is None]
    sentences = tuple(found[at] for at in kept)
    own = {at: found[at].own for at in kept if found[at].kept}
    graph = unweighted(sentences, words.pick(kept, own))
    apart = disagreements(sentences, graph, {})
    places = _Places(sentences)
    group = {document.id: number for document, number in independent_groups(sentences).items()}
    disputes = _disputes(sentences, graph, lines, new, apart)
    disputed = {
        span_of(claim.citation)
        for conflict in disputes
        for claim in conflict.claims
        if claim.citation.source not in new
    }
    newer = overtaken(apart, sentences, graph.terms.words, new)
    return (
        [
            line if line.by_hand else _judged(line, sentences, graph, places, group, disputed, new)
            for line in lines
        ],
        disputes,
        {
            line.id: cite(sentences[one.sentence].document, sentences[one.sentence].span)
            for line in lines
            if (one := _overtaking(line, places, newer))
        },
    )


def _overtaking(line: Line, places: _Places, newer: Mapping[int, Newer]) -> Newer | None:
    """Return what overtakes the figure of a line; an edited one has it where its words are still there."""
    shown = " ".join(line.text.split())
    for citation in line.citations:
        at = places.of(citation) if citation.role == "primary" else None
        one = newer.get(at) if at is not None else None
        if one and one.value in shown and (one.value or not line.by_hand):
            return one
    return None


def traced_anew(lines: list[Line], found: Sequence[Sentence]) -> list[Line]:
    """Trace anew the lines in a person's words: what is said of passages near them is not said of them."""
    if not any(line.by_hand for line in lines):
        return lines
    from summarizer.tracing import index_of_marked

    evidence = index_of_marked(found)
    return [retraced(line, evidence) if line.by_hand else line for line in lines]


class _Places:
    """In which sentence of a pile a passage stands, be it a part of it."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._starts: dict[str, list[int]] = {}
        self._first: dict[str, int] = {}
        for i, one in enumerate(sentences):
            self._starts.setdefault(one.document.id, []).append(one.span.start)
            self._first.setdefault(one.document.id, i)

    def of(self, citation: Citation) -> int | None:
        """Return the number of the sentence that a passage lies in, None where it is in none."""
        starts = self._starts.get(citation.source, [])
        at = bisect_right(starts, citation.start) - 1
        if at < 0:
            return None
        number = self._first[citation.source] + at
        return number if citation.end <= self._sentences[number].span.end else None


def _disputes(
    sentences: Sequence[Sentence],
    graph: SentenceGraph,
    lines: Sequence[Line],
    new: frozenset[str],
    apart: Sequence[Disagreement],
) -> list[Conflict]:
    """Return the conflicts in which a new source takes part."""
    return [
        conflict
        for conflict in find_conflicts(sentences, graph, {}, lines, ALL, apart)
        if any(claim.citation.source in new for claim in conflict.claims)
    ]


def _judged(
    line: Line,
    sentences: Sequence[Sentence],
    graph: SentenceGraph,
    places: _Places,
    group: Mapping[str, int],
    disputed: set[Spot],
    new: frozenset[str],
) -> Line:
    primary = [citation for citation in line.citations if citation.role == "primary"]
    cited = {places.of(citation) for citation in primary}
    more: list[Citation] = []
    at = next(iter(cited), None)
    if len(cited) == 1 and at is not None:
        seen: set[str] = set()
        for echo in echoes(at, graph, sentences):
            other = sentences[echo.sentence]
            if other.document.id in new and other.document.id not in seen:
                seen.add(other.document.id)
                more.append(cite(other.document, other.span, "corroborating", echo.score))
        said = frozenset(citation.source for citation in (*line.citations, *more))
        also = backing(at, line.text, graph, sentences, said, group)
        line = replace(line, backing=(*line.backing, *(one for one in also if one.citation.source in new)))
    own = {group.get(citation.source, -1) for citation in line.citations}
    independent = {group[citation.source] for citation in more} - own
    line = replace(line, citations=(*line.citations, *more), independent=line.independent + len(independent))
    told = [sentences[one] for one in cited if one is not None]
    if any((one.document.id, one.span.start, one.span.end) in disputed for one in told):
        return replace(line, status="contradicted")
    return replace(line, status="strengthened" if independent else "unchanged")


def untold(disputes: Sequence[Conflict], brief: Brief) -> list[Conflict]:
    """Return the disputes of contradicted lines that the note does not list: by whom is to be told."""
    listed = {span_of(claim.citation) for conflict in brief.conflicts for claim in conflict.claims}
    lines = [line for line in brief.lines if line.status == "contradicted"]
    own = [citation for line in lines for citation in line.citations if citation.role == "primary"]
    return [
        dispute
        for dispute in disputes
        if any(
            claim.citation.overlaps(one) and span_of(claim.citation) not in listed
            for claim in dispute.claims
            for one in own
        )
    ]
