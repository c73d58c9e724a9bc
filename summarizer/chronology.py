"""When each document was written, stated or inferred; and the periods a pile falls into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .data import Document, Sentence
from .dates import mentions
from .graph import SentenceGraph

ALIKE = 0.1
"""Cosine with the documents of a period from which they date an undated one."""
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
    """Date every document of the pile, the undated ones by the period they are most like.

    ``sentences`` are those of ``graph``. An undated document takes the year from the dated documents
    whose words it shares most, and the month from its own text where that names a day ("October 17")
    close to theirs, else theirs; the note says so. One that is like none stays undated.
    """
    spans = _document_spans(sentences)
    datings = {document: Dating() for document in spans}
    for document in spans:
        if document.date:
            datings[document] = Dating(document.date.isoformat(), document.date)
    groups = _groups(datings)
    undated = [document for document in spans if not document.date]
    if not groups or not undated:
        return datings
    cosines = _cosines(graph, groups, list(spans))
    for document in undated:
        first, last, number = spans[document]
        best = int(np.argmax(cosines[number]))
        if cosines[number, best] >= ALIKE:
            datings[document] = _infer(sentences[first:last], groups[best])
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


def _cosines(
    graph: SentenceGraph, groups: Sequence[Sequence[Document]], documents: Sequence[Document]
) -> NDArray[np.float64]:
    """Return the cosine (documents, groups) of every document with the sum of each group's."""
    count = len(graph)
    owner = sparse.csr_matrix((np.ones(count), (graph.terms.documents, np.arange(count))))
    sums = _unit(owner @ graph.vectors)
    number = {document: i for i, document in enumerate(documents)}
    rows = [g for g, group in enumerate(groups) for _ in group]
    columns = [number[document] for group in groups for document in group]
    member = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(groups), len(documents)))
    return np.asarray((sums @ _unit(member @ sums).T).todense())


def _unit(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    norms = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(norms, 1e-12)) @ rows


def _infer(sentences: Sequence[Sentence], group: Sequence[Document]) -> Dating:
    """Date a document by its own days, read in the years of the ``group`` it is like."""
    first, last = group[0].date, group[-1].date
    assert first and last
    days = []
    for sentence in sentences:
        for mention in mentions(sentence.text, anchor=first, language=sentence.document.language):
            if mention.iso and len(mention.iso) == 10 and mention.how == "year from the source":
                day = date.fromisoformat(mention.iso)
                if (first - day).days <= NEAR and (day - last).days <= NEAR:
                    days.append(day)
    near = max(days) if days else last
    like = (
        " and ".join(document.id for document in group[:2])
        if len(group) < 3
        else f"{len(group)} other sources"
    )
    return Dating(
        f"{near:%Y-%m}", near, f"undated; {'year' if days else 'date'} inferred from its likeness to {like}"
    )


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
