"""Whatever happens to the files, verify is right about it and its offsets are true."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import builders
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.data import Document, Span, digest
from summarizer.note.brief import Brief, Line, cite
from summarizer.saved.anchor import diff, exact, nearest
from summarizer.saved.verify import Report, repair, verify

WORDS = (
    "bridge river council engineer opened harbour winter market signed report twelve crowns Łódź 大桥".split()
)
SENTENCES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=5, max_size=12).map(lambda words: " ".join(words) + "."),
    min_size=2,
    max_size=8,
    unique=True,
)
PLAIN = (
    "bridge river council engineer opened harbour winter market signed report twelve crowns tower minister "
    "vote paper train school garden doctor letter storm island castle window farmer village painter"
).split()
DISTINCT = st.permutations(PLAIN).flatmap(
    lambda words: st.lists(st.integers(5, 7), min_size=1, max_size=4).map(
        lambda sizes: [
            " ".join(words[sum(sizes[:at]) : sum(sizes[: at + 1])]) + "." for at in range(len(sizes))
        ]
    )
)
"""Sentences no two of which share a word."""
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def with_text(document: Document, text: str) -> Document:
    return replace(document, text=text, sha256=digest(text.encode()))


def written(texts: list[list[str]]) -> tuple[Brief, list[Document]]:
    """A note that cites every sentence of every text."""
    documents = [builders.document("\n".join(sentences), at) for at, sentences in enumerate(texts, 1)]
    lines = []
    for document, sentences in zip(documents, texts, strict=True):
        at = 0
        for sentence in sentences:
            span = Span(at, at + len(sentence))
            lines.append(Line(id=f"L{len(lines) + 1}", text=sentence, citations=(cite(document, span),)))
            at += len(sentence) + 1
    return builders.brief(documents, lines), documents


def assert_true(report: Report) -> None:
    """What a report says of offsets holds in the documents it names."""
    texts = {document.id: document.text for document in report.documents}
    for check in report.checks:
        if check.state == "intact":
            assert (
                texts[check.citation.source][check.citation.start : check.citation.end]
                == check.citation.quote
            )
        if check.found is not None:
            assert texts[check.found.source][check.found.start : check.found.end] == check.found.quote
        if check.state in ("moved", "elsewhere"):
            assert check.found is not None
            assert check.found.quote == check.citation.quote
            assert (check.found.source == check.citation.source) == (check.state == "moved")
        if check.state == "missing":
            assert all(
                not check.citation.quote or check.citation.quote not in text for text in texts.values()
            )


@given(SENTENCES, ANYTHING)
@settings(max_examples=60, deadline=None)
def test_text_put_in_front_moves_every_citation_by_its_length(sentences: list[str], added: str) -> None:
    note, (document,) = written([sentences])
    report = verify(note, [with_text(document, added + "\n" + document.text)])
    assert_true(report)
    for check in report.checks:
        where = check.found or check.citation
        if check.state != "intact":  # a sentence that the added text repeats may stand at its old place
            assert check.state == "moved"
            assert where.start == check.citation.start + len(added) + 1 or check.citation.quote in added


@given(DISTINCT, st.data())
@settings(max_examples=60, deadline=None)
def test_one_changed_word_changes_its_sentence_and_no_other(
    sentences: list[str], data: st.DataObject
) -> None:
    note, (document,) = written([sentences])
    which = data.draw(st.integers(0, len(sentences) - 1))
    words = sentences[which].rstrip(".").split(" ")
    at = data.draw(st.integers(0, len(words) - 1))
    words[at] = "zebra"
    edited = [*sentences[:which], " ".join(words) + ".", *sentences[which + 1 :]]
    report = verify(note, [with_text(document, "\n".join(edited))])
    assert_true(report)
    for index, check in enumerate(report.checks):
        if index == which:
            assert check.state == "changed"
            assert check.found is not None
            assert check.found.quote == edited[which]
        else:
            assert check.state in ("intact", "moved")


@given(SENTENCES, SENTENCES)
@settings(max_examples=40, deadline=None)
def test_a_renamed_file_keeps_the_note_intact(one: list[str], other: list[str]) -> None:
    note, documents = written([one, other])
    renamed = replace(documents[0], path="new/place.txt", name="place.txt")
    distinct = documents[0].sha256 != documents[1].sha256
    assert verify(note, [renamed, documents[1]]).intact or not distinct


@given(SENTENCES, SENTENCES)
@settings(max_examples=40, deadline=None)
def test_a_deleted_file_loses_what_no_other_holds(one: list[str], other: list[str]) -> None:
    note, documents = written([one, other])
    report = verify(note, documents[1:])
    assert_true(report)
    for check in report.checks[: len(one)]:
        held = check.citation.quote in documents[1].text
        assert check.state == ("elsewhere" if held else "missing")
    assert {check.state for check in report.checks[len(one) :]} == {"intact"}


@given(SENTENCES, SENTENCES)
@settings(max_examples=40, deadline=None)
def test_swapped_files_are_mended_where_each_quote_is_in_one_place(one: list[str], other: list[str]) -> None:
    note, (first, second) = written([one, other])
    swapped = [with_text(first, second.text), with_text(second, first.text)]
    report = verify(note, swapped)
    assert_true(report)
    mended = repair(note, report)
    after = verify(mended, swapped)
    assert_true(after)
    for before, check in zip(report.checks, after.checks, strict=True):
        assert check.state == ("intact" if before.repairable or before.state == "intact" else before.state)


@given(SENTENCES, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40), ANYTHING), max_size=6))
@settings(max_examples=100, deadline=None)
def test_after_any_edits_all_that_is_said_of_offsets_is_true(
    sentences: list[str], edits: list[tuple[int, int, str]]
) -> None:
    note, (document,) = written([sentences])
    text = document.text
    for at, cut, added in edits:
        at %= len(text) + 1
        text = text[:at] + added + text[at + cut :]
    edited = with_text(document, text)
    report = verify(note, [edited])
    assert_true(report)
    mended = verify(repair(note, report), [edited])
    assert mended.counts["moved"] == 0
    assert mended.counts["intact"] >= report.counts["intact"] + report.counts["moved"]


@given(ANYTHING, ANYTHING)
@settings(max_examples=100, deadline=None)
def test_a_diff_holds_both_texts(old: str, new: str) -> None:
    parts = diff(old, new)
    assert "".join(part.text for part in parts if part.kind != "new") == old
    assert "".join(part.text for part in parts if part.kind != "gone") == new
    assert all(one.kind != other.kind for one, other in pairwise(parts))


@given(ANYTHING, ANYTHING, st.data())
@settings(max_examples=100, deadline=None)
def test_any_span_is_found_again_in_any_text_or_not_at_all(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    citation = cite(builders.document(old), Span(start, end))
    found = exact(citation, new)
    assert (found is not None) == (bool(citation.quote) and citation.quote in new)
    (near,) = nearest([citation], builders.document(new))
    assert near is None or 0 <= near.start <= near.end <= len(new)
