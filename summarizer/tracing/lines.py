"""A draft → lines with citations."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from summarizer.content.cores import Cores, several
from summarizer.content.reading import marked
from summarizer.data import Document, Sentence
from summarizer.errors import SourceError
from summarizer.note.brief import Line, cite
from summarizer.text.language import detect

from .claims import claims
from .index import Evidence
from .inference import Entailment
from .vectors import TokenVectors
from .verdict import Traced, trace_sentences

MOST_SENTENCES = 12_000
"""Sentences of a draft that are traced: a long book; more would take minutes."""
DEAR = 20
"""How many times as long as a character of a source one of a draft takes."""


def trace(
    draft: Document | str,
    sources: Sequence[Document],
    vectors: TokenVectors | None = None,
    entailment: Entailment | None = None,
    jobs: int | None = None,
) -> tuple[Line, ...]:
    """Trace each sentence of ``draft`` to its evidence in ``sources``: one line a sentence, in order.

    Sentences without a word are left out. The first citation of a line is the primary one. ``vectors``
    refine the choice of evidence (`load_vectors`), ``entailment`` the verdicts (`load_entailment`). A long
    draft takes ``jobs`` processes where it can, by default one for each core.
    Raises `SourceError` for a draft of more than `MOST_SENTENCES`.
    """
    document = draft if isinstance(draft, Document) else _document(draft)
    with shared(jobs, vectors, entailment) as cores:
        return traced(document, marked(sources, cores)[0], cores, vectors, entailment)


def shared(
    jobs: int | None, vectors: TokenVectors | None, entailment: Entailment | None
) -> AbstractContextManager[Cores]:
    """Return the processes to trace with: one where a model is asked, which takes the cores itself."""
    return several(jobs if vectors is None and entailment is None else 1)


def traced(
    draft: Document,
    sentences: Sequence[Sentence],
    cores: Cores,
    vectors: TokenVectors | None = None,
    entailment: Entailment | None = None,
) -> tuple[Line, ...]:
    """Trace a draft as :func:`trace` does, to the marked sentences of its sources."""
    texts = [sentence.text for sentence in claims(draft)]
    if len(texts) > MOST_SENTENCES:
        raise SourceError(
            f"{draft.name}: a draft of {len(texts):,} sentences, more than {MOST_SENTENCES:,}; "
            "trace it in parts."
        )
    once = tuple(dict.fromkeys(texts))  # what is said again and again is judged once
    index = index_of_marked(sentences)

    def read(first: int, last: int) -> list[Line]:
        return [_line(one) for one in trace_sentences(once[first:last], index, vectors, entailment)]

    parts = cores.in_parts(read, [DEAR * len(text) for text in once])
    lines = dict(zip(once, (line for part in parts for line in part), strict=True))
    return tuple(replace(lines[text], id=f"L{at}") for at, text in enumerate(texts, 1))


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


def index_of(sources: Sequence[Document]) -> Evidence:
    """Index the sentences of ``sources`` that may bear a claim out."""
    return index_of_marked(marked(sources, Cores(1))[0])


def index_of_marked(sentences: Sequence[Sentence]) -> Evidence:
    """Index those sentences of a pile, marked, that may bear a claim out; some of them are no content."""
    return Evidence.build(tuple(one for one in sentences if one.skip not in NO_EVIDENCE))


def _document(text: str) -> Document:
    return Document(id="draft", name="draft", text=text, language=detect(text))


def _line(traced: Traced) -> Line:
    return Line(
        id="",
        text=traced.text,
        citations=tuple(
            cite(hit.sentence.document, hit.span, "primary" if at == 0 else "corroborating", hit.score)
            for at, hit in enumerate(traced.cited)
        ),
        kind="draft",
        verdict=traced.verdict,
        support=round(traced.support, 4),
        reasons=traced.reasons,
        unsupported=tuple((span.start, span.end) for span in traced.unsupported),
        refuted=tuple((span.start, span.end) for span in traced.refuted),
    )
