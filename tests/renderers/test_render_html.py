"""HTML read back by a parser: marked spans, whole sources, links both ways, and nothing that runs."""

from __future__ import annotations

import re

import builders
import pytest
from hypothesis import given
from note_strategies import notes
from reading import Page

from summarizer.data import Document, Span
from summarizer.note import embedded
from summarizer.note.brief import Brief, Line, cite
from summarizer.renderers.html import fragment, render, style
from summarizer.renderers.panes import AROUND, FULL_TEXT

Made = tuple[Brief, tuple[Document, ...]]


def shown(text: str) -> str:
    return text.replace("\0", "\ufffd")


def page(made: Made, documents: bool = True) -> Page:
    return Page(render(made[0], made[1] if documents else ()).decode())


def numbered(note: Brief) -> dict[int, str]:
    """The quotes by number: in order of appearance, primary first, each span once."""
    spans: dict[tuple[str, int, int], str] = {}
    for line in note.lines:
        for role in ("primary", "corroborating"):
            spans.update({(c.source, c.start, c.end): c.quote for c in line.citations if c.role == role})
    spans.update(
        {
            (c.source, c.start, c.end): c.quote
            for c in note.citations()
            if (c.source, c.start, c.end) not in spans
        }
    )
    return dict(enumerate(spans.values(), start=1))


@given(notes())
def test_any_source_is_shown_whole_with_each_quote_marked_exactly(made: Made) -> None:
    note, documents = made
    found = page(made)
    assert {number: shown(quote) for number, quote in numbered(note).items()} == found.marks
    cited = {citation.source for citation in note.citations()}
    texts = {f"source-{at}": [shown(one.text)] for at, one in enumerate(documents, 1) if one.id in cited}
    assert texts == found.panes


@given(notes())
def test_any_note_read_back_without_its_documents_shows_each_quote(made: Made) -> None:
    found = page(made, documents=False)
    assert {number: shown(quote) for number, quote in numbered(made[0]).items()} == found.marks


@given(notes())
def test_any_note_makes_the_same_elements_and_attributes_and_is_carried_whole(made: Made) -> None:
    content = render(*made)
    found = Page(content.decode())
    assert set(found.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "div", "article", "header", "h1", "h2", "p"),
        *("span", "bdi", "section", "ol", "ul", "li", "a", "q", "footer", "aside", "mark", "template"),
        *("table", "tr", "td"),
    }
    assert found.attributes <= {
        *("lang", "charset", "http-equiv", "content", "name", "class", "aria-label", "id", "href", "title"),
        *("dir", "tabindex", "data-number", "hidden"),
    }
    assert len(found.ids) == len(set(found.ids))
    assert {link["href"].removeprefix("#") for link in found.links} <= set(found.ids)
    assert embedded.read(content, "html") == made[0]


@pytest.mark.parametrize("make", [builders.small, builders.realistic, builders.hostile])
def test_every_marker_leads_to_its_mark_and_every_mark_back(make) -> None:  # type: ignore[no-untyped-def]
    found = page(make())
    markers = {link["id"]: link["href"] for link in found.links if link.get("class") == "cite"}
    back = [link["href"] for link in found.links if link.get("class") == "back"]
    assert set(markers.values()) == {f"#c{number}" for number in found.marks}
    assert sorted(back) == sorted(f"#{anchor}" for anchor in markers)


def test_markers_say_where_they_lead_and_show_the_quote() -> None:
    found = page(builders.small())
    markers = [link for link in found.links if link.get("class") == "cite"]
    assert markers[0]["aria-label"] == "Citation 1: passage in Harbour news, line 3"
    assert markers[0]["title"] == "The bridge opened on Monday."
    assert markers[1]["title"] == "On Monday the bridge was opened by the mayor."


def test_the_page_has_no_script_and_its_policy_allows_none() -> None:
    content = render(*builders.hostile()).decode()
    assert "<script" not in content
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:;" in content
    assert not re.search(r"url\(|@import|https?:", "".join(Page(content).texts["style"]))


def test_overlapping_spans_are_each_marked_whole() -> None:
    source = builders.document("abcdefghij")
    spans = [Span(1, 6), Span(4, 9), Span(4, 6), Span(1, 6), Span(0, 10), Span(9, 9)]
    lines = tuple(Line(f"L{at}", "x", (cite(source, span),)) for at, span in enumerate(spans))
    found = page((builders.brief((source,), lines), (source,)))
    assert found.marks == {1: "bcdef", 2: "efghi", 3: "ef", 4: "abcdefghij", 5: ""}
    assert found.panes == {"source-1": ["abcdefghij"]}
    assert ":has(#c1:target) mark.c1" in "".join(found.texts["style"])
    assert ":has(#c3:target) mark.c3" not in "".join(found.texts["style"])


def test_a_very_long_source_is_shown_around_its_citations() -> None:
    text = "".join(f"{at:07d}\n" for at in range(FULL_TEXT // 4))
    source = builders.document(text)
    spans = [Span(100_000, 100_007), Span(101_000, 101_007), Span(len(text) - 8, len(text))]
    lines = tuple(Line(f"L{at}", "x", (cite(source, span),)) for at, span in enumerate(spans))
    made = builders.brief((source,), lines), (source,)
    found = page(made)
    assert found.marks == {at: text[span.start : span.end] for at, span in enumerate(spans, start=1)}
    assert found.panes["source-1"] == [
        text[100_000 - AROUND : 101_007 + AROUND],
        text[len(text) - 8 - AROUND :],
    ]
    assert len(render(*made)) < 60_000


def test_a_document_that_changed_since_is_not_shown_as_the_source() -> None:
    note, (first, *others) = builders.small()
    changed = builders.document("Something else entirely, and much longer than it was before." * 2)
    found = page((note, (changed, *others)))
    assert "Something else" not in "".join(found.panes["source-1"])
    assert found.marks[1] == "The bridge opened on Monday."
    assert first.id == changed.id


def test_a_fragment_starts_its_headings_where_asked_and_brings_no_page() -> None:
    content = fragment(*builders.small(), level=3)
    found = Page(content)
    assert {"h3", "h4"} <= set(found.tags)
    assert not {"h1", "h2", "html", "body", "template"} & set(found.tags)


def test_every_rule_of_the_style_is_limited_to_the_note() -> None:
    rules = re.sub(r"@media[^{]*", "", style())
    selectors = [line.split("{")[0] for line in rules.splitlines() if "{" in line and line.strip() != "{"]
    assert selectors
    assert all(selector.strip().startswith(".tracebrief") for selector in selectors)


def test_a_note_without_lines_or_sources_is_still_a_page() -> None:
    found = page((builders.brief((), ()), ()))
    assert "No source is cited." in found.texts["p"]
