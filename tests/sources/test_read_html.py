from __future__ import annotations

import time
import warnings
from datetime import date
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.data import Document, Span
from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.readers import html
from summarizer.sources.readers.html_blocks import read_page

PARAGRAPH = "The government said on Friday that it would withdraw its troops from the region at once."


def load(page: str) -> Document:
    extracted = html.read(page.encode(), Limits())
    return Document(id="S1", name="page.html", text=extracted.text, raw_runs=extracted.raw_runs)


def texts(page: str) -> list[str]:
    return [block.text for block in read_page(page).blocks]


WORDS = st.text(st.sampled_from("abcXYZ é中&<>;\n\t\u00a0'\"#"), max_size=12)
LEAVES = WORDS | st.sampled_from(
    ["&amp;", "&lt;b&gt;", "&notit;", "&#8220;", "&#x41;", "&nbsp;", "&NotEqualTilde;", "&bogus;", "&#10;",
     "<br>", "<!-- no -->", "<script>no()</script>", "<style>p{}</style>", "<img alt='x>y'>", "</b>",
     "<p>", "<td>"]
)  # fmt: skip
TAGS = st.sampled_from(
    ["p", "div", "b", "a href='q>r'", "li", "td", "tr", "pre", "h1", "template", "i class=x"]
)
PAGES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>", TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)


@given(PAGES)
@example("<p>X&#10;;</p>")  # a space written as a reference once counted as one raw character
@settings(max_examples=100)
def test_every_character_unescapes_from_its_raw_slice(page: str) -> None:
    """Slice-exact up to entities: an equal-length run differs in the kind of white space at most."""
    page = "<p>start</p>" + page
    document = load(page)
    known = 0
    for run in document.raw_runs:
        known += run.length
        raw = page[run.raw : run.raw + run.raw_length]
        text = document.text[run.start : run.start + run.length]
        if run.length == run.raw_length:
            assert text.split() == raw.split()
            assert document.raw_span(Span(run.start, run.start + run.length)) == Span(
                run.raw, run.raw + run.length
            )
        elif text.isspace() and text != "\u00a0":
            assert unescape(raw).isspace() or raw == "<br>"
        else:
            assert unescape(raw) == text
    starts = [run.raw for run in document.raw_runs]
    assert starts == sorted(starts)
    assert document.text.replace("\n\n", "").replace(" | ", "").strip() == "" or known > 0


@given(PAGES, st.data())
@settings(max_examples=50)
def test_every_span_has_a_raw_span_in_the_file(page: str, data: st.DataObject) -> None:
    document = load("<p>start</p>" + page)
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    raw = document.raw_span(Span(start, end))
    assert raw is not None
    assert raw.end <= len(page) + 12


def test_a_sentence_with_tags_and_entities_maps_to_its_raw_form() -> None:
    page = "<p>One.  Tom &amp; <b>Jer</b>ry ran.</p>"
    document = load(page)
    start = document.text.index("Tom")
    raw = document.raw_span(Span(start, len(document.text)))
    assert document.text == "One. Tom & Jerry ran."
    assert raw is not None
    assert page[raw.start : raw.end] == "Tom &amp; <b>Jer</b>ry ran."


def test_what_is_not_in_the_file_has_an_empty_raw_span() -> None:
    document = load("<p>One.</p><p>Two.</p>")
    assert document.text == "One.\n\nTwo."
    assert document.raw_span(Span(4, 6)) == Span(7, 7)


def test_the_main_content_is_kept_and_the_frame_is_left_out() -> None:
    page = f"""<html><head><title>Troops go | The Paper</title>
    <meta property="og:site_name" content="The Paper">
    <meta property="article:published_time" content="2020-11-20T10:00:00Z"></head><body>
    <nav><a href="/">Home</a> <a href="/w">World</a></nav>
    <article><h1>Troops go</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH[::-1]} And more was said.</p></article>
    <footer>Copyright The Paper. All rights reserved.</footer></body></html>"""
    extracted = html.read(page.encode(), Limits())
    assert PARAGRAPH in extracted.text
    assert "Home" not in extracted.text
    assert "Copyright" not in extracted.text
    assert (extracted.title, extracted.publisher, extracted.date) == (
        "Troops go",
        "The Paper",
        date(2020, 11, 20),
    )
    assert extracted.warnings == ()


@pytest.mark.parametrize(
    "hidden",
    ["<script>XX</script>", "<style>XX</style>", "<noscript>XX</noscript>", "<template><p>XX</p></template>",
     "<!-- XX -->", "<div hidden><div>XX</div>XX</div>", "<span style='display: none'>XX</span>",
     "<svg><text>XX</text></svg>", "<select><option>XX</select>", "<textarea>XX</textarea>",
     "<p title='>XX'>"],
)  # fmt: skip
def test_what_a_reader_does_not_see_is_no_text(hidden: str) -> None:
    assert texts(f"<p>a</p>{hidden}<p>b</p>") == ["a", "b"]


def test_a_word_in_a_class_name_hides_nothing() -> None:
    assert texts("<div class='is hidden no'>a</div>") == ["a"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("a<br>b<br><br>c", ["a\nb", "c"]),
        ("<tr><td>a<td>b<tr><td>c", ["a | b", "c"]),
        ("<pre>a  b\n c\n</pre>", ["a  b\nc"]),
        ("a < b &unknown; &", ["a < b &unknown; &"]),
        ("<p title=it's>a</p><p>b's</p>", ["a", "b's"]),
        ("<p x='>a<p>b", ["a", "b"]),
        ("<?xml version='1.0'?><script src='x'/><p>a</p>", ["a"]),
        ("a<!-->b<!---->c", ["abc"]),
        ("&#" + "9" * 5000 + ";", ["\ufffd"]),
    ],
)
def test_markup_is_read_as_browsers_do(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    ["<div>" * 100_000 + "text" + "</div>" * 100_000, "<p>" + "word " * 2_000_000, "x<p <b <i" * 100_000,
     "<" * 1_000_000, "a<!--" * 300_000, "<a href=\"x>a'" * 100_000, "&" * 300_000, "<td>" * 200_000 + "x",
     "<table><tr><td>" * 30_000 + "x", "x" + "<![CDATA[" * 200_000, "<p>x" + "<a " + "=" * 1_000_000],
)  # fmt: skip
def test_hostile_markup_takes_linear_time_and_no_recursion(page: str) -> None:
    start = time.process_time()
    html.read(page.encode(), Limits())
    assert time.process_time() - start < 20


def test_a_page_without_visible_text_is_refused() -> None:
    with pytest.raises(SourceError, match="no visible text"):
        html.read(b"<html><body><script>document.write('x')</script></body></html>", Limits())


def test_where_no_main_content_is_found_all_visible_text_is_used() -> None:
    extracted = html.read(b"<p>Short.</p><p>Shorter.</p>", Limits())
    assert extracted.text == "Short.\n\nShorter."


@pytest.mark.parametrize(
    ("head", "codec", "name"),
    [
        ("<meta charset=iso-8859-1>", "cp1252", "cp1252"),
        ('<meta http-equiv=Content-Type content="text/html; charset=windows-1251">', "cp1251", "cp1251"),
        ("<meta charset='koi8-r'>", "koi8_r", "koi8_r"),
        ("<meta charset=shift_jis>", "cp932", "cp932"),
        ("<meta charset=windows-1252>", "utf-8", "utf-8"),
        ("", "utf-16", "utf-16"),
        ("<meta charset=unicode_escape>", "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_the_mark_then_utf8_then_the_declared_one(head: str, codec: str, name: str) -> None:
    text = {"cp1252": "“café”", "cp932": "国防省"}.get(codec, "Привет")
    extracted = html.read(f"{head}<p>{text}</p>".encode(codec), Limits())
    assert (extracted.text, extracted.encoding) == (text, name)


def test_a_date_that_a_library_does_not_understand_puts_nothing_on_standard_error() -> None:
    """The library warned, with its own path, of a time zone that it does not know."""
    page = (
        "<html><head><meta property='article:published_time' content='Mon, 5 Mar 2018 10:30:00 EST'>"
        "<title>The mill</title></head><body><p>The mill by the river of Orrin burned down on Monday.</p>"
        "<p>Nobody was hurt, but the roof is gone and the flour of the year is lost.</p></body></html>"
    )
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        html.read(page.encode(), Limits())
    assert told == []
