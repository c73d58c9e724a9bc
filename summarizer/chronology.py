"""When each document was written, stated or inferred; and the periods a pile falls into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from .data import Document, Sentence
from .dates import mentions
from .graph import SentenceGraph, unit_rows

CLEARLY = 1.5
"""How many times more like its nearest dated document than like any of another period an undated one must be."""
WITNESSES = 400
"""Dated documents that undated ones are compared with, evenly taken: the cost stays linear in the pile."""
GAP = 60
"""Days without a document that part two periods."""
NEAR = 120
"""Days around a period within which an undated document's own days are read."""


@dataclass(frozen=True, slots=True)
class Dating:
    """When a document is from. ``iso`` is cut to what is known (``"2020-10"``), None where nothing is.

    ``near`` is a day to sort by and to read its days against; ``note`` says how an inferred date is known.
    """

    iso: str | None = None
    near: date | None = None
    note: str | None = None


def date_documents(sentences: Sequence[Sentence], graph: SentenceGraph) -> dict[Document, Dating]:
    """Date every document of the pile, the undated ones by the period of the document they are most like.

    ``sentences`` are those of ``graph``. An undated document takes the year from its neighbour, and the
    month from its own text where that names a day ("October 17") close to the neighbour's period, else
    the neighbour's; the note says so. One that is not clearly more like one period than like all others
    stays undated: a wrong date is worse than none.
    """
    spans = _document_spans(sentences)
    datings = {document: Dating() for document in spans}
    for document in spans:
        if document.date:
            datings[document] = Dating(document.date.isoformat(), document.date)
    groups = _groups(datings)
    undated = [document for document in spans if not document.date]
    if len(groups) < 2 or not undated:
        return datings
    for document, group in zip(undated, _nearest_groups(graph, spans, undated, groups), strict=True):
        if group is not None:
            first, last, _ = spans[document]
            datings[document] = _infer(sentences[first:last], groups[group])
    return datings


def _document_spans(sentences: Sequence[Sentence]) -> dict[Document, tuple[int, int, int]]:
    """Return, for each document, its first and one past its last sentence, and its number."""
    spans: dict[Document, tuple[int, int, int]] = {}
    for i, sentence in enumerate(sentences):
        first, _, number = spans.get(sentence.document, (i, i, len(spans)))
        spans[sentence.document] = (first, i + 1, number)
    return spans


def _groups(datings: Mapping[Document, Dating]) -> list[list[Document]]:
    """Part the dated documents into periods, each in order of date."""
    dated = sorted((d for d, dating in datings.items() if dating.near), key=lambda d: str(datings[d].near))
    groups: list[list[Document]] = []
    for document in dated:
        day, before = datings[document].near, datings[groups[-1][-1]].near if groups else None
        if day and before and (day - before).days < GAP:
            groups[-1].append(document)
        else:
            groups.append([document])
    return groups


def _nearest_groups(
    graph: SentenceGraph,
    spans: Mapping[Document, tuple[int, int, int]],
    undated: Sequence[Document],
    groups: Sequence[Sequence[Document]],
) -> list[int | None]:
    """Return the period each undated document clearly belongs to, None where none stands out."""
    dated = [(document, number) for number, group in enumerate(groups) for document in group]
    dated = dated[:: -(-len(dated) // WITNESSES)]
    period = np.array([number for _, number in dated])
    vectors = _document_terms(graph)
    witnesses = vectors[[spans[document][2] for document, _ in dated]]
    found: list[int | None] = []
    for document in undated:
        cosines = (witnesses @ vectors[spans[document][2]].T).toarray().ravel()
        best = int(np.argmax(cosines))
        rivals = cosines[period != period[best]]
        clear = len(rivals) > 0 and cosines[best] > CLEARLY * rivals.max() and cosines[best] > 0
        found.append(int(period[best]) if clear else None)
    return found


def _document_terms(graph: SentenceGraph) -> sparse.csr_matrix:
    """Return unit rows (documents, m) of ln(1 + tf) · ln(D / df): what every document has counts for nothing."""
    terms = graph.terms
    keep = ~terms.stop[terms.ids]
    shape = (int(terms.documents.max()) + 1, len(terms.stems))
    counts = sparse.csr_matrix((np.ones(keep.sum()), (terms.documents[terms.rows[keep]], terms.ids[keep])), shape=shape)
    counts.sum_duplicates()
    idf = np.log(shape[0] / np.maximum(1, np.bincount(counts.indices, minlength=shape[1])))
    counts.data = np.log1p(counts.data) * idf[counts.indices]
    return unit_rows(counts)


def _infer(sentences: Sequence[Sentence], group: Sequence[Document]) -> Dating:
    """Date a document by its own days, read in the years of the ``group`` it is like."""
    first, last = group[0].date, group[-1].date
    assert first and last
    days = []
    for sentence in sentences:
        for mention in mentions(sentence.text, anchor=first, language=sentence.document.language):
            if mention.iso and len(mention.iso) == 10 and mention.resolved == "year from the source":
                day = date.fromisoformat(mention.iso)
                if (first - day).days <= NEAR and (day - last).days <= NEAR:
                    days.append(day)
    near = max(days) if days else last
    like = ", ".join(document.id for document in group[:3]) + (" …" if len(group) > 3 else "")
    return Dating(f"{near:%Y-%m}", near, f"{'year' if days else 'date'} inferred from likeness to {like}")


def periods(datings: Mapping[Document, Dating]) -> dict[Document, str | None]:
    """Name the period of each document, None for all where there is a single one.

    Periods are parted by 60 days without any document; the name is that of their months.
    """
    groups = _groups(datings)
    if len(groups) < 2:
        return dict.fromkeys(datings)
    names: dict[Document, str | None] = dict.fromkeys(datings, "Undated")
    for group in groups:
        first, last = datings[group[0]].near, datings[group[-1]].near
        assert first and last
        names.update(dict.fromkeys(group, _months(first, last)))
    return names


def _months(first: date, last: date) -> str:
    """Return "September 2023", "October–November 2020" or "November 2020–January 2021"."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    return f"{first:%B}–{last:%B %Y}" if first.year == last.year else f"{first:%B %Y}–{last:%B %Y}"
