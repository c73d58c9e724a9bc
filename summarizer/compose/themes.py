"""Themes: documents of a pile that share next to nothing, each group under its own heading.

Judgments, papers, calls and minutes are a matter each: "we" and "the appellant" are others in each of them.
So is "I" in each review.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import PurePath

import numpy as np

from summarizer.content.courts import court, docket
from summarizer.content.kinds import JUDGMENT, MANY_APART, MEETING, REVIEW, kinds, stand_apart
from summarizer.content.turns import is_turn
from summarizer.data import Document, Sentence
from summarizer.graph.components import components
from summarizer.graph.similarity import SentenceGraph, document_vectors
from summarizer.languages import alternatives, words
from summarizer.note.section import HEADINGS, Section
from summarizer.output import capitalised
from summarizer.text.keyphrases import Phrases
from summarizer.text.language import stop_words
from summarizer.text.titles import as_title

APART = 0.12
"""Cosine of two documents below which they are of different matters."""
_QUARTER = re.compile(r"\bq[1-4]\b")
SAME = 3
"""Last words of the other side of a case that are alike in cases against one side, of a longer name."""
MOST = 6
"""Themes beyond which the pile is a mixture that headings do not order."""
MANY = 500
"""Documents beyond which no themes are looked for: comparing all pairs would cost too much."""


def themes(
    sentences: Sequence[Sentence], graph: SentenceGraph, phrases: Phrases
) -> dict[Document, Section | None]:
    """Return the section of each document's theme, None for all where the pile is about one matter.

    ``sentences`` are those of ``graph``, ``phrases`` theirs. Documents belong together where a chain of
    cosines of at least 0.12 joins them. Two to six themes are named by two key phrases that the others do
    not dwell on; where one has none there are no headings.
    """
    documents = list(dict.fromkeys(sentence.document for sentence in sentences))
    if not 2 <= len(documents) <= MANY:
        return dict.fromkeys(documents)
    vectors = document_vectors(graph)
    links = (vectors @ vectors.T).toarray() >= APART
    labels = components(len(documents), zip(*np.nonzero(links), strict=True))
    count = max(labels) + 1
    if not 2 <= count <= MOST:
        return dict.fromkeys(documents)
    number = dict(zip(documents, labels, strict=True))
    names: list[str] = []
    for label in range(count):
        own = {document for document in documents if number[document] == label}
        name = ", ".join(phrases.key(2, own))
        if not name:
            return dict.fromkeys(documents)
        name = name[0].upper() + name[1:]
        names.append(name if name not in names else f"{name} ({label + 1})")
    return {document: Section(names[number[document]]) for document in documents}


def sources(days: Mapping[Document, date | None]) -> dict[Document, Section] | None:
    """Return the section of each document, in order of their days, None where they share their matter.

    Judgments, papers, calls, minutes and reviews have their title, or the name of their file, if no two are
    alike; judgments of one title, or of none, have their court and their number, and of "Lowe v The Harbour"
    only "Lowe" where all are against the same.
    """
    documents = tuple(days)
    reviews = len(documents) in range(2, MANY_APART + 1) and set(kinds(documents).values()) == {REVIEW}
    if not (reviews or stand_apart(documents)):
        return None
    order = sorted(days, key=lambda document: days[document] or date.max)
    names = {document: _name(document) for document in order}
    alike = {name for name, count in Counter(names.values()).items() if count > 1}
    names = {one: _numbered(one, name) if name in alike else name for one, name in names.items()}
    if len(set(names.values())) < len(names):
        return None
    return {
        document: Section(capitalised(as_title(name, stop_words(document.language))))
        for document, name in _without_rival(names).items()
    }


def _without_rival(names: Mapping[Document, str]) -> Mapping[Document, str]:
    """Return the names of cases up to "v" where all are against the same side, and no two are alike then."""
    told = {document: _against(document.language).split(name) for document, name in names.items()}
    rivals = {tuple(parts[-1].lower().split()[-SAME:]) for parts in told.values()}
    cut = {document: parts[0] for document, parts in told.items()}
    one = {len(rival) for rival in rivals} == {SAME} and len(rivals) == 1
    one = one and all(len(parts) == 2 for parts in told.values())
    return cut if one and len(set(cut.values())) == len(names) else names


@cache
def _against(language: str) -> re.Pattern[str]:
    """Fit what stands between the two sides of a case: " v ", " versus "."""
    joints = words(language, "front.against") or words(HEADINGS, "front.against")
    known = alternatives(word for word in joints if word not in stop_words(language))
    return re.compile(rf" (?:{known})\.? ", re.IGNORECASE)


def _numbered(document: Document, name: str) -> str:
    """Return the name of a judgment with its number behind, which tells it from others of its court."""
    number = docket(document) if kinds((document,))[document] == JUDGMENT else None
    return f"{name}, {number}" if number else name


def _name(document: Document) -> str:
    """Return what a document is called: not by its first turn, which a transcript may have for a title."""
    title = document.title
    if title and kinds((document,))[document] == MEETING and is_turn(title):
        title = None
    if title is None and kinds((document,))[document] == JUDGMENT and (of := court((document,))):
        return of
    return title or _QUARTER.sub(
        lambda match: match.group().upper(), PurePath(document.name).stem.replace("_", " ")
    )
