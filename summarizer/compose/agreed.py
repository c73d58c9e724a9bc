"""What several independent sources say and no line of a note does, since the length had no room for it.

A reader opens many documents for what they agree on. Of the best sentences that are in no line those are
named that another source says as a whole, or whose opening, a statement in itself, it says. Precision comes
first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Document, Sentence, Span
from summarizer.graph.similarity import SentenceGraph
from summarizer.languages.lexicon import has_lexicon
from summarizer.note.brief import Agreement, Citation, Line, cite
from summarizer.records import dataclass
from summarizer.selectors.problem import Problem
from summarizer.statements import read
from summarizer.statements.agreement import content, missing
from summarizer.statements.phrased import in_one_verb

from .corroborate import says_all, wording
from .parts import parts, side_of
from .sides import Side

MOST, SOURCES = 5, 4
"""Agreements of a note at most, and the sources that are cited for one."""
ASKED, READ = 100, 8
"""Sentences, the best first, for which it is asked who may say them, and those read of which most is held."""
HELD = 0.55
"""Share of a sentence's word weight that another one must hold to be read."""
LIKEST = 8
"""Sentences that may say one, those that hold most of it; they are read where the first of them does."""
FEWEST = 3
"""Words of content of the shortest statement."""
TOLD = 1 / 3
"""Share of its words that a text may lack and still tell it."""
_DEEDS = ("done", "does")
"""Forms of a verb that tells what is or was done, see `sides`."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A sentence, those of independent documents that may say it, and the share that the first holds."""

    sentence: int
    others: tuple[int, ...]
    held: float


def agreements(
    problem: Problem,
    sentences: Sequence[Sentence],
    independent: Mapping[Document, int],
    lines: Sequence[Line],
    disputed: Sequence[Citation] = (),
) -> tuple[Agreement, ...]:
    """Return what at least two ``independent`` documents say and no line tells, what most say first.

    ``sentences`` are those of ``problem``. What stands in ``disputed`` passages is left out, and what is only
    said by somebody or leans on another sentence. Documents each of which is a matter of its own agree on
    nothing. The work is bounded whatever the size of the pile.
    """
    if problem.apart or len(independent) < 2:
        return ()
    cited = [*disputed, *(one for line in lines for one in line.citations)]
    cited += [one.citation for line in lines for one in line.backing]
    told = [line.text for line in lines]
    origins = np.fromiter(independent.values(), np.int64)[problem.graph.terms.documents]
    asked = [
        one
        for at in islice(_candidates(problem, sentences, cited), ASKED)
        if (one := _ask(at, problem.graph, origins)) is not None
    ]
    found: list[tuple[Agreement, float]] = []
    asserting = (one for one in sorted(asked, key=lambda one: -one.held) if _asserts(sentences[one.sentence]))
    for one in islice(asserting, READ):
        span = _said(one, problem.graph, sentences)
        statement = sentences[one.sentence].document.quote(span) if span else ""
        language = sentences[one.sentence].document.language
        if span is None or any(_tells(text, statement, language) for text in told):
            continue
        citations = _cited(one, span, sentences, origins)
        if len(citations) < 2 or any(a.overlaps(b) for a in citations for b in cited):
            continue
        cited += citations
        told += [citation.quote for citation in citations]
        shown = Agreement(citations[:SOURCES], len(citations))
        found.append((shown, float(problem.scores[one.sentence])))
    found.sort(key=lambda pair: (-pair[0].independent, -pair[1]))
    return tuple(agreement for agreement, _ in found[:MOST])


def _candidates(problem: Problem, sentences: Sequence[Sentence], cited: Sequence[Citation]) -> Iterator[int]:
    """Yield the sentences that stand alone and are not cited, the best first."""
    able = np.flatnonzero(problem.eligible & (problem.needs < 0))
    taken: dict[str, list[Span]] = {}
    for one in cited:
        taken.setdefault(one.source, []).append(Span(one.start, one.end))
    for at in able[np.argsort(-problem.scores[able], kind="stable")].tolist():
        span = sentences[at].span
        if not any(map(span.overlaps, taken.get(sentences[at].document.id, ()))):
            yield at


def _ask(at: int, graph: SentenceGraph, origins: NDArray[np.int64]) -> _Asked | None:
    """Return which sentences of other ``origins`` (n,) hold most of one, None where none may say it."""
    near, held = graph.holders(at, HELD)
    elsewhere = origins[near] != origins[at]
    near, held = near[elsewhere], held[elsewhere]
    order = np.argsort(-held, kind="stable")[:LIKEST]
    return _Asked(at, tuple(near[order].tolist()), float(held[order[0]])) if len(order) else None


def _asserts(sentence: Sentence) -> bool:
    """Tell whether a sentence is told by its document itself, and not by somebody whom it quotes."""
    return not read(sentence.text, sentence.document.language).attributed


def _said(one: _Asked, graph: SentenceGraph, sentences: Sequence[Sentence]) -> Span | None:
    """Return what the likest of the others says of a sentence: all of it or its opening; None for neither."""
    at, likest = one.sentence, one.others[0]
    span = sentences[at].span
    if says_all(at, likest, sentences):
        return span if _tells_something(side_of(at, sentences)) else None
    told = (_opening(at, part.span, sentences) for part in parts(at, graph, sentences, frozenset(), [likest]))
    opening = next((one for one in told if one), None)
    return Span(span.start + opening.start, span.start + opening.end) if opening else None


def _tells_something(side: Side) -> bool:
    """Tell whether a sentence has a verb, where its language's are known: "Great rooms!" is said of any."""
    return not has_lexicon(side.language) or any(form in _DEEDS for form in side.forms)


def _opening(at: int, span: Span, sentences: Sequence[Sentence]) -> Span | None:
    """Return a part with the small words before it where it opens its sentence and tells who did what."""
    side = side_of(at, sentences)
    inside = [n for n, term in enumerate(side.terms) if span.start <= term.start < span.end]
    if len(inside) < FEWEST or inside[0] != 0 or side.forms[0]:
        return None
    start, end = side.clause(span)
    opens = side.text[:start].strip() == "" and not any(side.openings(start, span.start))
    if not opens or not any(side.forms[n] in _DEEDS for n in inside[1:]):
        return None
    if side.forms[inside[-1]] and any(span.end <= term.start < end for term in side.terms):
        return None  # "… are suing": whom?
    return Span(len(side.text) - len(side.text.lstrip()), span.end)


def _cited(
    one: _Asked, span: Span, sentences: Sequence[Sentence], origins: NDArray[np.int64]
) -> tuple[Citation, ...]:
    """Cite what a sentence says, and one sentence of each independent origin that says it in other words."""
    at, (likest, *others) = one.sentence, one.others
    seen, words = {int(origins[at])}, {wording(sentences[at])}
    citations = [cite(sentences[at].document, span)]
    for other in (likest, *others):
        text = wording(sentences[other])
        if int(origins[other]) in seen or text in words:
            continue
        if other == likest or (span == sentences[at].span and says_all(at, other, sentences)):
            seen.add(int(origins[other]))
            words.add(text)
            citations.append(cite(sentences[other].document, sentences[other].span, "corroborating"))
    return tuple(citations)


def _tells(text: str, statement: str, language: str) -> bool:
    """Tell whether a text has so many words of a statement that it says it, or nearly so."""
    statement, text = (one.text for one in in_one_verb(statement, text, language))
    return len(missing(statement, text, language)) <= TOLD * len(content(statement, language))
