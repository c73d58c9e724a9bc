"""DOCX read back by python-docx: headings, links to bookmarked citations, and the note itself."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise

import builders
import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree
from note_strategies import notes

from summarizer.data import Document
from summarizer.note import embedded
from summarizer.note.brief import Brief
from summarizer.output import one_line
from summarizer.renderers.docx import render

Made = tuple[Brief, tuple[Document, ...]]
HEAD = re.compile(r"\[(\d+)\] (\S+) · .*, (line \d+|page \d+.*) · characters (\d+)–(\d+) ↩+", re.DOTALL)


def citations(content: bytes) -> dict[int, tuple[str, int, int, str]]:
    paragraphs = list(docx.Document(io.BytesIO(content)).paragraphs)
    found = {}
    for head, quote in pairwise(paragraphs):
        match = HEAD.fullmatch(head.text)
        if match and quote.style.name == "Quote":
            found[int(match[1])] = (match[2], int(match[4]), int(match[5]), quote.text)
    return found


@pytest.mark.parametrize("make", [builders.small, builders.realistic, builders.hostile])
def test_every_citation_is_read_back_with_source_offsets_and_quote(make) -> None:  # type: ignore[no-untyped-def]
    note, documents = make()
    found = citations(render(note, documents))
    assert set(found.values()) == {(c.source, c.start, c.end, one_line(c.quote)) for c in note.citations()}


@settings(max_examples=40)
@given(notes())
def test_any_note_is_a_readable_document_that_carries_it_whole(made: Made) -> None:
    content = render(*made)
    assert embedded.read(content, "docx") == made[0]
    found = citations(content)
    assert {value[:3] for value in found.values()} == {
        (c.source, c.start, c.end) for c in made[0].citations()
    }
    quotes = {(c.source, c.start, c.end): one_line(c.quote) for c in made[0].citations()}
    assert all(quote == quotes[source, start, end] for source, start, end, quote in found.values())


@pytest.mark.parametrize("make", [builders.small, builders.realistic])
def test_every_link_leads_to_a_bookmark_with_its_own_number(make) -> None:  # type: ignore[no-untyped-def]
    body = docx.Document(io.BytesIO(render(*make()))).element.body
    bookmarks = [(mark.get(qn("w:id")), mark.get(qn("w:name"))) for mark in body.iter(qn("w:bookmarkStart"))]
    ends = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert links == {name for _, name in bookmarks}
    assert len(bookmarks) == len({number for number, _ in bookmarks}) == len({name for _, name in bookmarks})
    assert sorted(number for number, _ in bookmarks) == sorted(ends)


def test_headings_are_headings_and_lines_are_bullets() -> None:
    document = docx.Document(io.BytesIO(render(*builders.small())))
    styles = {(one.style.name, one.text) for one in document.paragraphs}
    assert ("Title", "The new bridge") in styles
    assert {("Heading 1", text) for text in ("Opening", "Cost", "Sources", "Citations", "Remarks")} <= styles
    assert (
        "List Bullet",
        "15 November 2020 (year inferred) — The bridge opened on Monday. (2 of 3 sources say this) [1][2]",
    ) in styles
    assert document.core_properties.title == "The new bridge"
    assert document.core_properties.author == "Tracebrief"


def test_control_characters_are_shown_replaced_and_carried_exactly() -> None:
    note, documents = builders.hostile("a\x00b\x0bc\ufffed\x1b")
    content = render(note, documents)
    assert citations(content)[1][3] == "a\ufffdb c\ufffdd\ufffd"
    assert embedded.read(content, "docx").lines[0].text == "a\x00b\x0bc\ufffed\x1b"


def test_a_line_from_right_to_left_is_set_so() -> None:
    note, documents = builders.hostile("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd")
    body = docx.Document(io.BytesIO(render(note, documents))).element.body
    assert list(body.iter(qn("w:bidi")))
    assert list(body.iter(qn("w:rtl")))


def test_every_part_is_well_formed_and_carries_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(render(*builders.hostile()))) as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            if info.filename.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(info))


def test_each_page_says_its_number_and_up_to_when_the_note_knows() -> None:
    note, documents = builders.realistic()
    footer = docx.Document(io.BytesIO(render(note, documents))).sections[0].footer.paragraphs[0]
    assert re.match(r"As of \d{1,2} [A-Z][a-z]+ \d{4} · Page ", footer.text), footer.text
    assert [code.text for code in footer._p.iter(qn("w:instrText"))] == ["PAGE"]
