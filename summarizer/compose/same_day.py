"""Undated documents that tell of the same event on the same weekday as a dated one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

import numpy as np

from summarizer.data import Document, Sentence
from summarizer.graph.similarity import SentenceGraph
from summarizer.languages import alternatives, words
from summarizer.records import dataclass

ALIKE = 0.25
"""Cosine of two sentences with the same weekday from which they tell of one event."""
CLEARLY = 1.5
"""How many times more alike they must be than any two with the same weekday of another week."""
WEEK = 6
"""Days between two documents beyond which they do not write of one week."""
SOON = 3
"""Days behind the event within which the first weekday of a document is taken for that of its writing."""
COMPARED = 2000
"""Sentences with a weekday that are compared, of dated and undated documents each."""


@dataclass(frozen=True, slots=True)
class Match:
    """The dated document that tells of the same event, and about which day the undated one is from."""

    like: Document
    day: date


def same_day(
    sentences: Sequence[Sentence],
    graph: SentenceGraph,
    dates: Mapping[Document, date],
    undated: Sequence[Document],
) -> dict[Document, Match]:
    """Return which undated documents tell of the same event on the same weekday as a dated one.

    ``dates`` are those of the dated documents. "Held talks on Thursday" is the Thursday of another report on
    the talks if no report of another week is nearly as like: quakes and sittings come back on a Thursday.
    """
    told = [(i, found) for i, sentence in enumerate(sentences) if (found := _weekdays(sentence))]
    known = [(i, found) for i, found in told if sentences[i].document in dates][:COMPARED]
    wanted = {*undated}
    asked = [(i, found) for i, found in told if sentences[i].document in wanted][:COMPARED]
    if not known or not asked:
        return {}
    cosines = (graph.vectors[[i for i, _ in asked]] @ graph.vectors[[i for i, _ in known]].T).toarray()
    same = np.array([[bool(mine & theirs) for _, theirs in known] for _, mine in asked])
    cosines = np.where(same, cosines, 0.0)
    owners = [sentences[i].document for i, _ in known]
    matches = {}
    for document in undated:
        rows = [row for row, (i, _) in enumerate(asked) if sentences[i].document is document]
        if not rows:
            continue
        best = cosines[rows].max(axis=0)
        at = int(np.argmax(best))
        like = owners[at]
        rivals = [
            best[column]
            for column, owner in enumerate(owners)
            if abs((dates[owner] - dates[like]).days) > WEEK
        ]
        if best[at] < ALIKE or best[at] <= CLEARLY * max(rivals, default=0.0):
            continue
        row = rows[int(np.argmax(cosines[rows, at]))]
        event = _last(dates[like], min(asked[row][1] & known[at][1]))
        matches[document] = Match(like, _written(event, [asked[row][1] for row in rows]))
    return matches


def _written(event: date, told: Sequence[frozenset[int]]) -> date:
    """Return the day of writing: the weekday that the document names first, if soon behind the event's."""
    for behind in range(SOON + 1):
        day = event + timedelta(days=behind)
        if day.weekday() in told[0]:
            return day
    return event


def _last(anchor: date, weekday: int) -> date:
    """Return the last such weekday on or before a day."""
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def _weekdays(sentence: Sentence) -> frozenset[int]:
    """Return the weekdays that a sentence names, Monday 0."""
    cue, names = _cue(sentence.document.language)
    if not names:
        return _NONE
    return frozenset(names[match.group().lower()] for match in cue.finditer(sentence.text))


_NONE: frozenset[int] = frozenset()


@cache
def _cue(language: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    names = words(language, "calendar.weekdays")
    return re.compile(rf"\b(?:{alternatives(names)})\b", re.IGNORECASE), {
        name: i for i, name in enumerate(names)
    }
