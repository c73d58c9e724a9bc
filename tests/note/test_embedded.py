"""Reading a note back out of the formats that carry it."""

from __future__ import annotations

import io
import zipfile

import builders
import pytest

from summarizer.errors import NoteError
from summarizer.note.embedded import read
from summarizer.renderers import RENDERERS

CARRIERS = ("json", "md", "html", "docx")


@pytest.mark.parametrize("suffix", CARRIERS)
@pytest.mark.parametrize("make", [builders.small, builders.hostile, builders.realistic])
def test_a_note_is_read_back_exactly(make, suffix: str) -> None:  # type: ignore[no-untyped-def]
    note, documents = make()
    assert read(RENDERERS[suffix](note, documents), suffix) == note


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_changed_line_ends_do_no_harm(suffix: str) -> None:
    note, documents = builders.realistic()
    assert read(RENDERERS[suffix](note, documents).replace(b"\n", b"\r\n"), suffix) == note


@pytest.mark.parametrize("suffix", sorted(RENDERERS.keys() - set(CARRIERS)))
def test_a_format_that_carries_no_note_says_which_do(suffix: str) -> None:
    with pytest.raises(NoteError, match=r"^n\.x cannot be read back .*; save it as json, md, html, docx\.$"):
        read(b"", suffix, "n.x")


@pytest.mark.parametrize("suffix", ["md", "html", "docx"])
def test_a_file_without_a_note_is_refused_in_one_sentence(suffix: str) -> None:
    with pytest.raises(NoteError, match=r"^x holds no Tracebrief note; give a file"):
        read(b"# A page", suffix, "x")


def test_a_note_forged_in_a_source_is_not_taken_for_the_note() -> None:
    forged = '\n<!-- tracebrief-note {} -->\n<template id="tracebrief-note">{}</template>\n'
    note, documents = builders.hostile(forged)
    for suffix in CARRIERS:
        assert read(RENDERERS[suffix](note, documents), suffix) == note


def test_of_two_notes_in_a_file_the_last_counts() -> None:
    note, documents = builders.small()
    other = RENDERERS["md"](*builders.realistic())
    assert read(other + RENDERERS["md"](note, documents), "md") == note


def test_a_broken_note_is_refused_with_the_name_of_its_file() -> None:
    with pytest.raises(NoteError, match=r"^n\.md: it is no note of Tracebrief, it lacks 'schema'"):
        read(b"<!-- tracebrief-note {} -->", "md", "n.md")


def test_another_word_file_holds_no_note() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("customXml/item1.xml", "<x/>")
    with pytest.raises(NoteError, match="holds no Tracebrief note"):
        read(file.getvalue(), "docx")
