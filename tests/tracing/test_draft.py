"""Drafts of others: their marks and lists of references are read, set apart and checked."""

from __future__ import annotations

import builders
import pytest

from summarizer.data import Document
from summarizer.pipeline import Options, summarize
from summarizer.renderers import RENDERERS
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text, load
from summarizer.tracing.draft import read_draft, supported_share, trace_draft, traced_brief

BRIDGE = (
    "The bridge across the harbour opened on Monday. It cost 40 million crowns. The mayor cut the ribbon."
)
SCHOOL = "The school has twelve new teachers. Parents praised the council. The gymnasium was painted green."


@pytest.fixture
def sources() -> tuple[Document, ...]:
    return (
        builders.document(BRIDGE, 1, name="bridge.txt", path="news/bridge.txt", title="Harbour news"),
        builders.document(SCHOOL, 2, name="school.txt", path="news/school.txt", title="School news"),
    )


def marks(text: str, sources: tuple[Document, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(mark.text, mark.sources) for mark in read_draft(text, sources).marks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It opened [1].", [("[1]", ("S1",))]),
        ("It opened.[2] Then", [("[2]", ("S2",))]),
        ("It opened [1, 2] at last", [("[1, 2]", ("S1", "S2"))]),
        ("It opened [1–2]", [("[1–2]", ("S1", "S2"))]),
        ("It opened [1][2]", [("[1]", ("S1",)), ("[2]", ("S2",))]),
        ("It opened [^1]", [("[^1]", ("S1",))]),
        ("It opened [\\[2\\]](#c2)", [("[2]", ("S2",))]),
        ("It opened [[2]](https://example.org/a)", [("[2]", ("S2",))]),
        ("It opened [S2]", [("[S2]", ("S2",))]),
        ("It opened [school.txt]", [("[school.txt]", ("S2",))]),
        ("It opened [Harbour news]", [("[Harbour news]", ("S1",))]),
        ("It opened [7]", [("[7]", ())]),
        ("It [sic] opened [the bridge]", []),
        ("See [school](school.txt)", []),
    ],
)
def test_marks_name_sources_by_number_id_or_name(
    text: str, found: list[tuple[str, tuple[str, ...]]], sources: tuple[Document, ...]
) -> None:
    assert marks(text, sources) == found


def test_a_list_of_references_says_what_the_numbers_stand_for(sources: tuple[Document, ...]) -> None:
    text = "It opened [1]. Teachers came [2].\n\n## References\n\n1. A report, school.txt\n2. Harbour news\n"
    draft = read_draft(text, sources)
    assert [mark.sources for mark in draft.marks] == [("S2",), ("S1",)]
    assert draft.text.strip() == "It opened. Teachers came."


def test_a_bare_list_of_references_at_the_end_is_no_part_of_the_draft(sources: tuple[Document, ...]) -> None:
    draft = read_draft("It opened [2].\n\n[1] bridge.txt\n[2] school.txt\n", sources)
    assert draft.text.rstrip() == "It opened."
    assert draft.marks[0].sources == ("S2",)


def test_a_numbered_list_without_a_heading_is_text(sources: tuple[Document, ...]) -> None:
    text = "What happened:\n1. The bridge opened.\n2. The school has teachers."
    assert read_draft(text, sources).text == text


def test_a_mark_without_evidence_in_its_source_makes_a_supported_sentence_partial(
    sources: tuple[Document, ...],
) -> None:
    right, wrong, none = (
        trace_draft(document_from_text(f"The bridge across the harbour opened on Monday{mark}."), sources)[0]
        for mark in (" [1]", " [2]", "")
    )
    assert (right.verdict, wrong.verdict, none.verdict) == ("supported", "partial", "supported")
    assert right.reasons[-1] == "[1] (S1, bridge.txt) bears this out"
    assert wrong.reasons[-1].startswith("[2] (S2, school.txt) does not say this")
    assert right.text == "The bridge across the harbour opened on Monday."


def test_a_mark_behind_the_full_stop_belongs_to_the_sentence_before_it(sources: tuple[Document, ...]) -> None:
    text = "The bridge across the harbour opened on Monday.[1] The school has twelve new teachers.[1]"
    first, second = trace_draft(document_from_text(text), sources)
    assert first.reasons[-1] == "[1] (S1, bridge.txt) bears this out"
    assert "does not say this" in second.reasons[-1]
    assert [line.text for line in (first, second)] == [
        "The bridge across the harbour opened on Monday.",
        "The school has twelve new teachers.",
    ]


def test_the_digits_of_a_mark_are_no_quantity_to_be_checked(sources: tuple[Document, ...]) -> None:
    (line,) = trace_draft(document_from_text("It cost 40 million crowns [1]."), sources)
    assert not any("number 1" in reason for reason in line.reasons)


def test_a_traced_draft_is_a_note_that_every_format_takes(sources: tuple[Document, ...]) -> None:
    draft = document_from_text("# Title\n\nIt cost 90 million crowns. Snow fell on Mars.", name="draft.md")
    note = traced_brief(draft, sources)
    assert [line.kind for line in note.lines] == ["draft", "draft"]
    assert all(line.reasons for line in note.lines)
    assert supported_share(note.lines) == 0
    for form in RENDERERS.values():
        assert form(note, sources)


def test_the_share_of_no_lines_is_nought() -> None:
    assert supported_share(()) == 0


def test_undated_sources_are_dated_as_a_note_on_them_does() -> None:
    pile = load([str(builders.SEEDS)]).documents
    traced = traced_brief(document_from_text("The truce holds.", id="draft", name="draft.txt"), pile)
    noted = summarize(pile, Options(budget=Budget("words", 50)))
    assert [(s.date, s.date_note) for s in traced.sources] == [(s.date, s.date_note) for s in noted.sources]
    assert any(source.date_note for source in traced.sources)
