"""When each document was written, stated or inferred; and the periods a pile falls into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from summarizer.content.issues import held_on, issued
from summarizer.content.kinds import MINUTES, PAPER, kinds
from summarizer.data import Document, Sentence
from summarizer.graph.similarity import SentenceGraph, unit_rows, unweighted
from summarizer.graph.sparse import Matrix, of_entries
from summarizer.note.section import UNDATED, Period, Section
from summarizer.records import dataclass
from summarizer.text.dates import mentions

from .same_day import same_day

CLEARLY = 1.5
"""How many times more like a dated document than like any of another period an undated one must be."""
ALIKE = 0.05
"""Cosine that the two must have at least."""
WITNESSES = 400
"""Dated documents that undated ones are compared with, evenly taken: the cost stays linear in the pile."""
GAP = 60
"""Days without a document that part two periods."""
PUBLISHED = "published"
"""The note of a date that is its document's, not that of what a line tells."""
MOST = 6
"""Periods at most: of more, those with the least time between them are one."""
NEAR = 120
"""Days around the document it is like within which an undated document's own days are read."""


@dataclass(frozen=True, slots=True)
class Dating:
    """When a document is from. ``iso`` is cut to what is known (``"2020-10"``), None where nothing is.

    ``near`` is a day to sort by and to read its days against. How an inferred date is known, ``note`` says
    in two words, ``reason`` in full.
    """

    iso: str | None = None
    near: date | None = None
    note: str | None = None
    reason: str | None = None


def date_sources(sentences: Sequence[Sentence]) -> dict[Document, Dating]:
    """Date the documents of sentences of which no graph has been made."""
    return date_documents(sentences, unweighted(sentences))


def date_documents(sentences: Sequence[Sentence], graph: SentenceGraph) -> dict[Document, Dating]:
    """Date every document of the pile; the undated ones where their own days and their likeness agree.

    ``sentences`` are those of ``graph``. Papers have what their pages print ("Fall 2010"). An undated
    document takes the month from the last day that it names ("October 17") and the year from the documents
    it is most like, where that day is close to theirs. One that names no such day takes the month of a
    document that tells of the same event on the same weekday (`same_day`). Else it stays undated: a wrong
    date is worse than none.
    """
    spans = _document_spans(sentences)
    of = kinds(tuple(spans))
    datings = {d: _stated(d, of[d]) for d in spans}
    groups = _groups(datings)
    undated = [document for document in spans if datings[document].iso is None]
    if not groups or not undated:
        return datings
    if len(groups) > 1:
        for document, like in zip(undated, _nearest(graph, list(spans), undated, groups), strict=True):
            if like is not None:
                datings[document] = _infer(sentences[slice(*spans[document])], like)
    dates = {document: document.date for document in spans if document.date}
    rest = [document for document in undated if datings[document].iso is None]
    for document, match in same_day(sentences, graph, dates, rest).items():
        how = f"inferred from {match.like.id}"
        reason = f"{how}, which tells of the same event on the same weekday"
        datings[document] = Dating(f"{match.day:%Y-%m}", match.day, how, reason)
    return datings


def _stated(document: Document, kind: str) -> Dating:
    """Return the date that a document states: a paper may have a month, a season or a year alone."""
    if document.date:
        return Dating(document.date.isoformat(), document.date)
    if kind == MINUTES and (day := held_on(document)):
        return Dating(day.isoformat(), day, PUBLISHED)
    issue = issued(document) if kind == PAPER else None
    if issue is None:
        return Dating()
    # A month says itself what is printed; of a season the year is all that is told.
    reason = None if len(issue.iso) > len("2010") else f"printed as “{issue.words}”"
    return Dating(issue.iso, issue.near, PUBLISHED, reason)


def _document_spans(sentences: Sequence[Sentence]) -> dict[Document, tuple[int, int]]:
    """Return, for each document, its first and one past its last sentence."""
    spans: dict[Document, tuple[int, int]] = {}
    for i, sentence in enumerate(sentences):
        spans[sentence.document] = (spans.get(sentence.document, (i, i))[0], i + 1)
    return spans


def _groups(datings: Mapping[Document, Dating]) -> list[list[Document]]:
    """Part the dated documents into periods, each in order of date."""
    dated = sorted((dating.near, i, d) for i, (d, dating) in enumerate(datings.items()) if dating.near)
    groups: list[list[Document]] = []
    before: date | None = None
    for day, _, document in dated:
        if before and (day - before).days < GAP:
            groups[-1].append(document)
        else:
            groups.append([document])
        before = day
    return groups


def _nearest(
    graph: SentenceGraph,
    documents: Sequence[Document],
    undated: Sequence[Document],
    groups: Sequence[Sequence[Document]],
) -> list[Document | None]:
    """Return the dated document each undated one is like, None where its period does not stand out."""
    number = {document: i for i, document in enumerate(documents)}
    dated = [(document, period) for period, group in enumerate(groups) for document in group]
    dated = dated[:: -(-len(dated) // WITNESSES)]
    period = np.array([period for _, period in dated])
    vectors = _document_terms(graph)
    witnesses = vectors[[number[document] for document, _ in dated]]
    found: list[Document | None] = []
    for document in undated:
        cosines = (witnesses @ vectors[number[document]].T).toarray().ravel()
        best = int(np.argmax(cosines))
        rival = cosines[period != period[best]].max(initial=0.0)
        clear = cosines[best] >= ALIKE and cosines[best] > CLEARLY * rival
        found.append(dated[best][0] if clear else None)
    return found


def _document_terms(graph: SentenceGraph) -> Matrix:
    """Return unit rows (documents, m) of ln(1 + tf) · ln(D / df).

    Unlike in the sentence graph, what every document has counts for nothing: it tells no period.
    """
    terms = graph.terms
    keep = ~terms.stop[terms.ids]
    shape = (int(terms.documents.max()) + 1, len(terms.stems))
    cells = (terms.documents[terms.rows[keep]], terms.ids[keep])
    counts = of_entries(np.ones(keep.sum()), *cells, shape)
    idf = np.log(shape[0] / np.maximum(1, np.bincount(counts.indices, minlength=shape[1])))
    counts.data = np.log1p(counts.data) * idf[counts.indices]
    return unit_rows(counts)


def _infer(sentences: Sequence[Sentence], like: Document) -> Dating:
    """Date a document by its own days, read in the year of the document it is ``like``."""
    anchor = like.date
    days = []
    for sentence in sentences:
        for mention in mentions(sentence.text, anchor=anchor, language=sentence.document.language):
            if (
                anchor
                and mention.iso
                and len(mention.iso) == 10
                and mention.resolved == "year from the source"
            ):
                day = date.fromisoformat(mention.iso)
                if abs((day - anchor).days) <= NEAR:
                    days.append(day)
    if not days:
        return Dating()
    near = max(days)
    return Dating(f"{near:%Y-%m}", near, "year inferred", f"year inferred from likeness to {like.id}")


def periods(datings: Mapping[Document, Dating]) -> tuple[Period, ...]:
    """Return the periods of the pile in order: at most six, parted by 60 days without any document."""
    days = [(datings[group[0]].near, datings[group[-1]].near) for group in _groups(datings)]
    found = [Period(first, last) for first, last in days if first and last]
    while len(found) > MOST:
        gaps = [(after.first - before.last).days for before, after in pairwise(found)]
        i = gaps.index(min(gaps))
        found[i : i + 2] = [Period(found[i].first, found[i + 1].last)]
    return tuple(found)


def widened(found: Sequence[Period], events: Sequence[str]) -> tuple[Period, ...]:
    """Stretch the periods to the events, as ISO dates, that are less than 60 days outside of them."""
    wide = list(found)
    for iso in sorted(event for event in events if len(event) >= 7):
        day = date.fromisoformat(iso if len(iso) == 10 else f"{iso}-15")
        away = [max((period.first - day).days, (day - period.last).days) for period in wide]
        i = min(range(len(wide)), key=lambda i: (away[i], i), default=-1)
        if i >= 0 and away[i] < GAP:
            wide[i] = Period(min(wide[i].first, day), max(wide[i].last, day))
    return tuple(wide)


def spanned(isos: Sequence[str]) -> Period:
    """Return the period from the first to the last of some dates, cut to a month or not."""
    days = sorted(date.fromisoformat(iso if len(iso) == 10 else f"{iso}-15") for iso in isos)
    return Period(days[0], days[-1])


def place(dating: Dating, found: Sequence[Period], event: str | None) -> Section:
    """Return the section of a line: the period of its event, else that of its document."""
    for iso in (event, dating.iso):
        for period in found:
            if iso and len(iso) >= 7 and period.holds(iso):
                return Section.of(period)
    return Section(UNDATED)
