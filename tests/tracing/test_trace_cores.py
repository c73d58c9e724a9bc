"""A long draft is traced by several processes: the same lines, each passage and source read once."""

from __future__ import annotations

import sys
from typing import Any

import builders
import pytest

from summarizer.content import cores
from summarizer.content.cores import Cores
from summarizer.sources.load import document_from_text, load
from summarizer.tracing import draft as drafts
from summarizer.tracing import lines as tracing

SOURCES = load([str(builders.SEEDS)]).documents
CLAIMS = [
    f"{place} {done} {what} on {day}."
    for place in ("Armenia", "The Azerbaijani army", "Russia", "The United Nations in Karabakh")
    for done in (
        "handed over",
        "said it needed",
        "withdrew from",
        "did not lose",
        "has seized",
        "may have left",
    )
    for what in (
        "six units of armoured vehicles",
        "the region of Kalbajar",
        "about 10,100 militants",
        "tanks",
    )
    for day in ("Friday", "15 November 2020", "the day of the truce", "Thursday")
]
DRAFT = document_from_text(" ".join(CLAIMS), id="draft")


@pytest.mark.skipif(sys.platform != "linux", reason="no process is forked here")
def test_the_lines_are_the_same_for_any_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_can_fork", lambda: True)  # even beside the threads of what runs the tests
    begun: list[int] = []
    forked = Cores._forked
    monkeypatch.setattr(Cores, "_forked", lambda self, task: begun.append(1) or forked(self, task))
    notes = [drafts.traced_brief(DRAFT, SOURCES, jobs=jobs) for jobs in (1, 2, 3)]
    assert notes[0] == notes[1] == notes[2]
    assert len(notes[0].lines) == len(CLAIMS)
    assert len(begun) == 3  # one and two: such a draft is long enough for it


def test_sources_are_split_once_for_lines_dates_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Any] = []
    marked = drafts.marked
    monkeypatch.setattr(drafts, "marked", lambda *given: read.append(given) or marked(*given))
    monkeypatch.setattr(tracing, "marked", drafts.marked)
    undated = [document_from_text(one.text, id=one.id) for one in SOURCES]
    drafts.traced_brief(document_from_text("Armenia withdrew from Kalbajar.", id="draft"), undated)
    assert len(read) == 1
