"""Markdown read back by a CommonMark parser: every citation is there, and source text is only text."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import builders
import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from note_strategies import any_text, notes

from summarizer.data import Place
from summarizer.note import embedded
from summarizer.note.brief import Brief, Line
from summarizer.output import one_line
from summarizer.renderers.markdown import escape, render

PARSER = MarkdownIt("js-default", {"html": True})  # CommonMark with tables and strike-through


class _Html(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def citations(markdown: str) -> dict[int, tuple[str, str, int, int, str]]:
    """Read (source, address, start, end, quote) by number off the list of citations."""
    tokens = PARSER.parse(markdown)
    found, number, head = {}, 0, None
    for at, token in enumerate(tokens):
        if token.type == "list_item_open" and token.info:
            number, head = int(token.info), None
        if token.type != "inline" or not number:
            continue
        children = token.children or []
        if head is None:
            assert children[0].content == f'<a id="c{number}">'
            link = next(child for child in children if child.type == "link_open")
            start, end = next(c for c in children if c.type == "code_inline").content.strip("[]").split(":")
            source = next(child for child in children if child.type == "text").content.split(" ")[0]
            head = (source, unquote(str(link.attrs["href"])), int(start), int(end))
        elif tokens[at - 2].type == "blockquote_open":
            found[number] = (*head, "".join(child.content for child in children))
            number = 0
    return found


def expected(note: Brief) -> set[tuple[str, int, int, str]]:
    return {(c.source, c.start, c.end, one_line(c.quote).strip()) for c in note.citations()}


@pytest.mark.parametrize("make", [builders.small, builders.realistic])
def test_every_citation_is_read_back_with_source_place_offsets_and_quote(make) -> None:  # type: ignore[no-untyped-def]
    note, documents = make()
    found = citations(render(note, documents).decode())
    assert {(source, start, end, quote) for source, _, start, end, quote in found.values()} == expected(note)
    paths = {source.id: source.path for source in note.sources}
    in_lines = {source.id for source in note.sources if source.media_type.startswith("text/")}
    lines = {(c.source, c.start, c.end): c.line for c in note.citations()}
    for source, address, start, end, _ in found.values():
        place = f"#L{lines[source, start, end]}" if source in in_lines else ""
        assert address == f"{paths[source]}{place}"


@given(notes())
def test_any_note_is_carried_whole_and_reads_back(made) -> None:  # type: ignore[no-untyped-def]
    note, documents = made
    content = render(note, documents)
    assert embedded.read(content, "md") == note
    found = citations(content.decode())
    shown = {(source, start, end) for source, _, start, end, _ in found.values()}
    # A quotation of nothing but a blank that Markdown keeps, as U+00A0, may be read back or not.
    assert shown <= {(c.source, c.start, c.end) for c in note.citations()}
    assert shown >= {(c.source, c.start, c.end) for c in note.citations() if one_line(c.quote).strip()}


@given(any_text)
def test_any_text_is_shown_as_it_is_wherever_it_stands(text: str) -> None:
    wanted = one_line(text).strip()
    for before in ("", "# ", "- ", "> ", "1. ", "x\n\n"):
        html = _Html(PARSER.render(before + escape(text)))
        assert "".join(html.texts).removeprefix("x" if "x" in before else "").strip() == wanted
        assert set(html.tags) <= {"p", "h1", "ul", "ol", "li", "blockquote"}


def test_hostile_text_makes_no_element_that_the_note_has_not() -> None:
    note, documents = builders.hostile()
    html = _Html(PARSER.render(render(note, documents).decode()))
    assert set(html.tags) <= {
        *("h1", "h2", "p", "ul", "ol", "li", "a", "em", "strong", "code", "blockquote", "hr"),
    }
    assert "".join(html.texts).count('<img src="x" onerror=') > 10


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. first", "1\\. first"),
        ("2020) later", "2020\\) later"),
        ("- dash", "\\- dash"),
        ("# no heading", "\\# no heading"),
        ("see https://x.example", "see https\\://x.example"),
        ("www.x.example", "www\\.x.example"),
        ("at 10:30: <b>", "at 10:30: \\<b>"),
        ("R & D &copy;", "R & D \\&copy;"),
        ("one\r\n\u2028two", "one two"),
        ("a\x1bb", "a\ufffdb"),
    ],
)
def test_escaping_touches_only_what_would_mean_something(text: str, written: str) -> None:
    assert escape(text) == written


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("//evil.example/x", "/evil.example/x"),
        ("\\\\evil.example\\x", "/evil.example/x"),
        ("a b/ü[1].txt", "a%20b/%C3%BC%5B1%5D.txt"),
    ],
)
def test_no_path_becomes_a_scheme_or_a_host(path: str, address: str) -> None:
    source = builders.document("Words here.", path=path)
    note = builders.brief((source,), (Line("L1", "Words.", (builders.phrase(source, "Words"),)),))
    assert f"]({address}#L1)" in render(note, ()).decode()


def test_markers_lead_to_citations_and_back() -> None:
    note, documents = builders.small()
    html = unescape(PARSER.render(render(note, documents).decode()))
    for number in range(1, 7):
        assert html.count(f'href="#c{number}"') >= 1
        assert html.count(f'id="c{number}"') == 1
        assert f'id="r{number}"' in html
        assert f'href="#r{number}"' in html


def test_a_page_is_linked_as_a_page() -> None:
    source = builders.document(
        "Words here.", path="a.pdf", media_type="application/pdf", places=(Place(0, 3),)
    )
    citation = builders.phrase(source, "Words")
    note = builders.brief((source,), (Line("L1", "Words.", (citation,)),))
    assert "[a.pdf, page 3](a.pdf#page=3)" in render(note, ()).decode()
