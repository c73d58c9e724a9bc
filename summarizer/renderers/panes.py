"""What stands beside the note: each cited source as pieces of text, marked where it is cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.data import Document
from summarizer.note.brief import Citation
from summarizer.records import dataclass

from .view import Reference, SourceEntry, View

FULL_TEXT = 200_000
"""Characters up to which a source is shown whole; of a longer one only what is around its citations."""
AROUND = 2_000
"""Characters shown before and after a citation of a source that is not shown whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same citations; ``starts`` and ``ends`` begin and end with it."""

    text: str
    covers: tuple[Reference, ...]
    starts: tuple[Reference, ...]
    ends: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Pane:
    """One cited source: stretches of its text in order; together they are the text where ``whole``."""

    source: SourceEntry
    stretches: tuple[tuple[Piece, ...], ...]
    whole: bool
    language: str | None


def panes(view: View, documents: Sequence[Document]) -> tuple[Pane, ...]:
    """Return a pane for each source that is cited anywhere in the note.

    Without the document, or with one whose text no longer is what was cited, the pane shows each
    quote between its prefix and suffix.
    """
    texts = {document.id: document for document in documents}
    return tuple(
        _pane(source, references, texts.get(source.source.id))
        for source in view.sources
        if (references := [each for each in view.references if each.citation.source == source.source.id])
    )


def split_references(panes: Sequence[Pane]) -> tuple[int, ...]:
    """Return the numbers of the citations that lie in more than one piece."""
    pieces = (piece for pane in panes for stretch in pane.stretches for piece in stretch)
    return tuple(sorted({each.number for piece in pieces for each in piece.covers if each not in piece.ends}))


def _pane(source: SourceEntry, references: Sequence[Reference], document: Document | None) -> Pane:
    references = sorted(references, key=lambda each: (each.citation.start, -each.citation.end))
    if document is None or not all(_agrees(document, each.citation) for each in references):
        return Pane(source, tuple(_excerpt(each) for each in references), False, None)
    text = document.text
    windows = _windows(len(text), [each.citation for each in references])
    stretches = tuple(tuple(_pieces(text, start, end, references)) for start, end in windows)
    return Pane(source, stretches, windows == [(0, len(text))], document.language)


def _agrees(document: Document, citation: Citation) -> bool:
    return document.text[citation.start : citation.end] == citation.quote


def _excerpt(reference: Reference) -> tuple[Piece, ...]:
    citation = reference.citation
    return (
        Piece(citation.prefix, (), (), ()),
        Piece(citation.quote, (reference,), (reference,), (reference,)),
        Piece(citation.suffix, (), (), ()),
    )


def _windows(length: int, citations: Sequence[Citation]) -> list[tuple[int, int]]:
    if length <= FULL_TEXT:
        return [(0, length)]
    windows: list[tuple[int, int]] = []
    for citation in citations:  # by start
        start, end = max(0, citation.start - AROUND), min(length, citation.end + AROUND)
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        else:
            windows.append((start, end))
    return windows


def _pieces(text: str, start: int, end: int, references: Sequence[Reference]) -> Iterator[Piece]:
    """Cut ``text[start:end]`` wherever a citation begins or ends; no character is lost or doubled."""
    inside = [each for each in references if start <= each.citation.start and each.citation.end <= end]
    empty = [each for each in inside if each.citation.start == each.citation.end]
    cuts = {start, end, *(offset for each in inside for offset in (each.citation.start, each.citation.end))}
    ordered = sorted(cuts)
    for first, last in [*pairwise(ordered), (end, end)]:
        for each in empty:
            if each.citation.start == first:
                yield Piece("", (each,), (each,), (each,))
        if first < last:
            covers = [each for each in inside if each.citation.start <= first and last <= each.citation.end]
            yield Piece(
                text[first:last],
                tuple(covers),
                tuple(each for each in covers if each.citation.start == first),
                tuple(each for each in covers if each.citation.end == last),
            )
