"""Topic, Summary and what they are made of: the values the harness passes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from summarizer.data import Document, Sentence, Span
from summarizer.errors import TracebriefError
from summarizer.note.brief import Brief, Citation, Line

DocSpan = tuple[str, int, int]
"""Evidence: ``(document id, start, end)``, a half-open range of code points."""


class DataError(TracebriefError, ValueError):
    """Say that a data set, a prediction or a stored result cannot be used."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """One document of a topic as the data set gives it."""

    id: str
    text: str
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """The gold evidence of one reference sentence in one document.

    ``start`` is the offset of the sentence in its reference, which tells apart sentences that read
    the same; several rows may belong to one sentence.
    """

    sentence: str
    start: int
    doc: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Documents about one matter with what people wrote about them.

    ``relevant`` is gold evidence for the topic as a whole (QMSum). ``origin`` says where the topic
    was read, for messages: ``"topics.jsonl, line 3"``.
    """

    id: str
    docs: tuple[SourceText, ...] = ()
    references: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    query: str | None = None
    relevant: tuple[DocSpan, ...] = ()
    origin: str = ""

    def evidence(self) -> tuple[DocSpan, ...]:
        """Return all gold spans: those of the alignments, else the relevant stretches."""
        aligned = tuple((row.doc, span.start, span.end) for row in self.alignments for span in row.spans)
        return aligned or self.relevant


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One sentence of a summary and the spans that it cites.

    ``origin`` is "quoted", "rewritten" or "refused" where a model was asked to rewrite it, else empty.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a system wrote for a topic.

    ``cites`` tells a system that cites nothing here from one that never cites: only for the former
    are the citation metrics defined. ``plain`` marks text from outside whose line breaks may mean
    nothing.
    """

    lines: tuple[SummaryLine, ...]
    cites: bool = False
    plain: bool = False

    @property
    def text(self) -> str:
        """The summary with one line a sentence; line breaks inside a sentence become spaces."""
        return "\n".join(" ".join(line.text.split()) for line in self.lines)


def summary_of_text(text: str) -> Summary:
    """Make a summary without citations of a text of any layout; blank lines are dropped."""
    kept = tuple(SummaryLine(line.strip()) for line in text.split("\n") if line.strip())
    return Summary(kept, plain=True)


def summary_of_lines(lines: Iterable[str]) -> Summary:
    """Make a summary without citations of sentences."""
    return Summary(tuple(SummaryLine(line) for line in lines))


def summary_of_brief(brief: Brief) -> Summary:
    """Make a summary of a note: its lines in order, with their citations."""
    asked = brief.stats.rewritten is not None
    lines = (SummaryLine(line.text, line.citations, _origin(line) if asked else "") for line in brief.lines)
    return Summary(tuple(lines), cites=True)


def _origin(line: Line) -> str:
    if line.kind == "rewritten":
        return "rewritten"
    return "refused" if line.reasons else "quoted"


@lru_cache(maxsize=4)
def documents_of(topic: Topic) -> tuple[Document, ...]:
    """Load the topic's texts; each document keeps the id that the data set gives it."""
    from datetime import date

    from summarizer.sources.load import document_from_text

    loaded = []
    for doc in topic.docs:
        try:
            day = date.fromisoformat(doc.date[:10]) if doc.date else None
        except ValueError:
            raise DataError(
                f"{topic.origin}: the date {doc.date!r} of document {doc.id!r} is not in ISO form; "
                "write it as YYYY-MM-DD"
            ) from None
        loaded.append(document_from_text(doc.text, id=doc.id, name=doc.id, title=doc.title, date=day))
    return tuple(loaded)


@lru_cache(maxsize=4)
def content_sentences(topic: Topic) -> tuple[Sentence, ...]:
    """Return the sentences of the topic's documents that are content, in source order."""
    from summarizer.content.boilerplate import mark
    from summarizer.text.segment import split

    found = [sentence for document in documents_of(topic) for sentence in split(document)]
    return tuple(sentence for sentence in mark(found) if sentence.skip is None)
