"""Draft sentences → evidence spans, a support score and a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.brief import Line, Verdict, cite
from summarizer.data import Document
from summarizer.language import WORD, detect
from summarizer.segment import split

from .coverage import covered
from .index import Evidence
from .spans import Hit, hits

SUPPORTED, UNSUPPORTED = 0.6, 0.3
"""Support from which a sentence counts as supported, and under which as unsupported."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A draft sentence with its evidence, best first."""

    text: str
    hits: tuple[Hit, ...]
    support: float
    verdict: Verdict


def trace_sentences(texts: Sequence[str], index: Evidence) -> Iterator[Traced]:
    """Trace many draft sentences, in order; the fast path."""
    for text, candidates in zip(texts, index.search(texts), strict=True):
        found = hits(index, candidates)
        support = covered(text, [hit.quote for hit in found], index)
        verdict: Verdict = (
            "supported" if support >= SUPPORTED else "partial" if support >= UNSUPPORTED else "unsupported"
        )
        yield Traced(text, found, support, verdict)


def trace_sentence(text: str, index: Evidence) -> Traced:
    """Trace one draft sentence."""
    return next(trace_sentences([text], index))


def trace(draft: Document | str, sources: Sequence[Document]) -> tuple[Line, ...]:
    """Trace each sentence of ``draft`` to its evidence in ``sources``: one line a sentence, in order."""
    document = draft if isinstance(draft, Document) else _draft(draft)
    index = Evidence.build([sentence for source in sources for sentence in split(source)])
    texts = [sentence.text for sentence in split(document) if WORD.search(sentence.text)]
    return tuple(_line(f"L{at}", traced) for at, traced in enumerate(trace_sentences(texts, index), 1))


def _draft(text: str) -> Document:
    return Document(id="draft", name="draft", text=text, language=detect(text))


def _line(number: str, traced: Traced) -> Line:
    return Line(
        id=number,
        text=traced.text,
        citations=tuple(
            cite(hit.sentence.document, hit.span, "primary" if at == 0 else "corroborating", hit.score)
            for at, hit in enumerate(traced.hits)
        ),
        kind="draft",
        verdict=traced.verdict,
        support=round(traced.support, 4),
    )
