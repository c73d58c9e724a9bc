"""A draft → lines with citations."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.content.boilerplate import mark
from summarizer.data import Document, Sentence
from summarizer.errors import SourceError
from summarizer.note.brief import Line, cite
from summarizer.text.language import detect
from summarizer.text.segment import split

from .claims import claims
from .index import Evidence
from .inference import Entailment
from .vectors import TokenVectors
from .verdict import Traced, trace_sentences

MOST_SENTENCES = 12_000
"""Sentences of a draft that are traced: a long book; more would take minutes."""


def trace(
    draft: Document | str,
    sources: Sequence[Document],
    vectors: TokenVectors | None = None,
    entailment: Entailment | None = None,
) -> tuple[Line, ...]:
    """Trace each sentence of ``draft`` to its evidence in ``sources``: one line a sentence, in order.

    Sentences without a word are left out. The first citation of a line is the primary one. ``vectors``
    refine the choice of evidence (`load_vectors`), ``entailment`` the verdicts (`load_entailment`).
    Raises `SourceError` for a draft of more than `MOST_SENTENCES`.
    """
    document = draft if isinstance(draft, Document) else _document(draft)
    index = index_of(sources)
    texts = [sentence.text for sentence in claims(document)]
    if len(texts) > MOST_SENTENCES:
        raise SourceError(
            f"{document.name}: a draft of {len(texts):,} sentences, more than {MOST_SENTENCES:,}; "
            "trace it in parts."
        )
    once = tuple(dict.fromkeys(texts))  # what is said again and again is judged once
    judged = dict(zip(once, trace_sentences(once, index, vectors, entailment), strict=True))
    return tuple(_line(f"L{at}", judged[text]) for at, text in enumerate(texts, 1))


NO_EVIDENCE = frozenset(
    (
        "advertisement",
        "broken value",
        "follow us",
        "loading",
        "quoted reply",
        "struck out",
        "read more",
        "repeated",
        "share bar",
    )
)
"""Why a sentence bears nothing out; headings, datelines and captions are no lines, but evidence."""


def evidence_of(sources: Sequence[Document]) -> tuple[Sentence, ...]:
    """Return the sentences of ``sources`` that may bear a claim out, those that are no content included."""
    sentences = mark([sentence for source in sources for sentence in split(source)])
    return tuple(sentence for sentence in sentences if sentence.skip not in NO_EVIDENCE)


def index_of(sources: Sequence[Document]) -> Evidence:
    """Index the sentences of ``sources`` that may bear a claim out."""
    return Evidence.build(evidence_of(sources))


def _document(text: str) -> Document:
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
        reasons=traced.reasons,
        unsupported=tuple((span.start, span.end) for span in traced.unsupported),
    )
