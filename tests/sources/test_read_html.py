from __future__ import annotations

import time
import warnings
from datetime import date
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.data import Document, LeftOut, Span
from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.readers import html
from summarizer.sources.readers.html_blocks import read_page
from summarizer.sources.readers.html_head import named
from summarizer.sources.readers.html_parts import asides

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


@pytest.mark.parametrize(
    "opening",
    [
        "<div><button><i>x</i></div>",
        "<div><svg><use href='#a'/><path></div>",
        "<div><a style='display:none'><b>Log in</b><a href='/x'></a></div>",
        "<a hidden>Menu",
        "<ul><li hidden>one<li>two</ul>",
        "<table><tr><td hidden>one<td>two</table>",
        "<div><select><option>a<option>b</div>",
        "<video controls>",
    ],
)
def test_what_is_hidden_and_never_closed_swallows_nothing(opening: str) -> None:
    assert texts(f"<body>{opening}<p>{PARAGRAPH}</p>")[-1] == PARAGRAPH


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("some 10<sup>8</sup> cells", "some 10^8 cells"),
        ("10<sup>&minus;3</sup> m", "10^−3 m"),
        ("5 m<sup>3</sup> of silt", "5 m^3 of silt"),
        ("lost 480<sup>2</sup> hives", "lost 480 hives"),
        ("it rained<sup><a href='#n4'>4</a></sup> twice", "it rained twice"),
        ("it rained<a href='#n'><sup>[4]</sup></a>.", "it rained."),
        ("the 21<sup>st</sup> day", "the 21st day"),
        ("CO<sub>2</sub> and 110<sub>2</sub>", "CO2 and 110_2"),
        ("3<sup>1</sup>/<sub>2</sub> loaves", "3 1/2 loaves"),
        ("<math><msup><mn>10</mn><mn>7</mn></msup></math> eggs", "10^7 eggs"),
        ("<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>", "a/2"),
        ("he said <q>no</q> twice", "he said “no” twice"),
        ("it rained<sup>[<i><a href='#c'>citation needed</a></i>]</sup> twice", "it rained twice"),
        ("a res&shy;er\u00advoir of<wbr> 9&shy; m", "a reservoir of 9 m"),
        ("<ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>京", "東京"),
    ],
)
def test_what_is_raised_keeps_its_meaning(page: str, text: str) -> None:
    assert texts(f"<p>{page}</p>") == [text]


def test_what_stands_in_no_file_cites_the_characters_around_it() -> None:
    page = "<p>“No” </p><p><q>Never</q> said 10<sup>6</sup> men</p>"
    extracted = html.read(page.encode(), Limits())
    document = Document(id="S1", name="p", text=extracted.text, raw_runs=extracted.raw_runs)
    start = document.text.index("10^6")
    raw = document.raw_span(Span(start, start + 4))
    assert raw
    assert page[raw.start : raw.end] == "10<sup>6"


def test_struck_out_text_is_left_out_and_counted() -> None:
    page = f"<p>Tea costs <s>2 crowns</s> 3 crowns.</p><del><p>Old.</p></del><p>{PARAGRAPH}</p>"
    page += "<p>It is <span style='text-decoration: line-through'>not </span>true.</p>"
    assert texts(page) == ["Tea costs 3 crowns.", PARAGRAPH, "It is true."]
    assert read_page(page).struck == 3
    assert "3 passages are struck out, and left out." in html.read(page.encode(), Limits()).warnings


@pytest.mark.parametrize(
    "overlay",
    [
        "<div id='cookie-banner'><p>{}</p></div>",
        "<section class='ConsentLayer open'><p>{}</p></section>",
        "<div id='onetrust-consent-sdk'><p>{}</p></div>",
        "<div id='comments' class='comments-area'><p>{}</p></div>",
        "<span class='sr-only'>{}</span>",
        "<span style='clip: rect(0 0 0 0); width: 1px'>{}</span>",
    ],
)
def test_overlays_comments_and_words_for_screen_readers_are_no_text(overlay: str) -> None:
    page = overlay.format("We value what you want.") + f"<main><p>{PARAGRAPH}</p></main>"
    assert texts(page) == [PARAGRAPH]


def test_what_a_reader_sees_around_the_main_content_is_kept_apart_in_order() -> None:
    page = (
        "<nav><a href='/'>Home</a></nav>"
        f"<article><h1>Troops</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article><button>Share</button>"
        "<div class='comments'><p>I knew it.</p><p hidden>Draft</p><svg>icon</svg></div>\n"
        "<footer><p>Imprint</p></footer>"
    )
    extracted = html.read(page.encode(), Limits())
    assert "Imprint" not in extracted.text
    assert extracted.left_out == (
        LeftOut("Home", 1),
        LeftOut("Share", 1),
        LeftOut("I knew it.", 1),
        LeftOut("Imprint", 2),
    )


@given(PAGES)
@settings(max_examples=100)
def test_of_what_is_seen_everything_is_text_or_left_out(page: str) -> None:
    # What the page leaves open may hide all that is behind it.
    button = "<select><option>Norden</select>"
    page = f"<p>{PARAGRAPH}</p>{button}<article><p>{PARAGRAPH}</p></article>{page}"
    extracted = html.read(page.encode(), Limits())
    seen = [block.text for block in (*read_page(page).blocks, *read_page(page).around)]
    left = [each.text for each in extracted.left_out]
    kept = extracted.text.split("\n\n")
    assert "Norden" in left
    assert all(text in left or text in kept or text in extracted.text for text in seen)
    assert len(left) <= len(seen)


@pytest.mark.parametrize(
    "box",
    ["<article class='cookie-layer'>", "<div id='consent-box'><h1>Consent</h1>", "<div class='cookies'>"],
)
def test_a_box_that_holds_the_article_is_read_whatever_its_name(box: str) -> None:
    assert texts(f"{box}<p>{PARAGRAPH}</p></div>")[-1] == PARAGRAPH


def test_a_box_that_a_script_moves_into_place_is_read() -> None:
    page = f"<nav>Home</nav><div hidden id='S:1'><p>{PARAGRAPH}</p></div><script>$RC('B:1','S:1')</script>"
    assert texts(page) == ["Home", PARAGRAPH]


def test_a_page_of_hidden_text_alone_is_read_and_told() -> None:
    extracted = html.read(f"<div style='display:none'><p>{PARAGRAPH}</p></div>".encode(), Limits())
    assert extracted.text == PARAGRAPH
    assert any("hidden until a script shows it" in warning for warning in extracted.warnings)


def test_text_in_a_hidden_element_that_is_never_closed_is_read_and_told() -> None:
    extracted = html.read(f"<a style='display:none'>Top {PARAGRAPH}".encode(), Limits())
    assert PARAGRAPH in extracted.text
    assert any("hidden element that is never closed" in warning for warning in extracted.warnings)


def test_stray_nul_bytes_are_no_text_and_no_reason_to_refuse_a_page() -> None:
    page = b"<script>'" + bytes(4) + f"'</script><p>{PARAGRAPH}</p>".replace("troops", "tro\0ops").encode()
    assert html.read(page, Limits()).text == PARAGRAPH


def test_a_citation_names_the_line_of_the_file() -> None:
    extracted = html.read(f"<html>\r\n<body>\r\n\r\n<p>{PARAGRAPH}\r\n<p>Next.".encode(), Limits())
    document = Document(
        id="S1", name="p", text=extracted.text, raw_runs=extracted.raw_runs, raw_lines=extracted.raw_lines
    )
    assert [document.line(0), document.line(len(PARAGRAPH) + 2)] == [4, 5]


def test_lists_of_links_are_no_content_and_a_linked_heading_is() -> None:
    links = "".join(f"<li><a href='/{n}'>Another story, number {n}</a></li>" for n in range(4))
    page = read_page(f"<h2><a href='/'>The troops</a></h2><p>{PARAGRAPH}</p><ul>{links}</ul>").blocks
    assert [block.text for block in html.without_lists(page)] == ["The troops", PARAGRAPH]
    alone = read_page(f"<ul>{links}</ul>").blocks
    assert html.without_lists(alone) == alone


@pytest.mark.parametrize(
    "tag", ["<sup>1", "<a hidden>", "<svg>", "<td>", "<ul><li>", "<del>", "<msup>", "<p><button>"]
)
def test_endless_open_tags_cost_time_in_proportion(tag: str) -> None:
    def seconds(count: int) -> float:
        """Return the least of three: a search for garbage in between is none of the reader's time."""
        spent = []
        for _ in range(3):
            start = time.process_time()
            read_page(tag * count)
            spent.append(time.process_time() - start)
        return min(spent)

    assert seconds(40_000) < 30 * max(0.01, seconds(4_000))


def test_headings_captions_and_lone_links_are_asides_and_a_lead_set_as_a_heading_is_not() -> None:
    page = (
        f"<h1>Troops leave. Parliament votes</h1><h2>{PARAGRAPH}</h2><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
        "<figure><img><figcaption>The troops in the valley.</figcaption></figure>"
        "<p class='wp-caption-text'>A soldier waits.</p><p><a href='/x'>All about the troops.</a></p>"
        f"<div class='caption'><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p>a<b>b</b></p>"
        "<p>c</p></div>"
    )
    blocks = read_page(page).blocks
    text = "\n\n".join(block.text for block in blocks)
    found = {text[each.start : each.end]: each.reason for each in asides(blocks)}
    assert found == {
        "Troops leave. Parliament votes": "section label",
        "The troops in the valley.": "caption",
        "A soldier waits.": "caption",
        "All about the troops.": "link",
    }


def test_a_page_of_nothing_but_links_has_no_asides_for_them() -> None:
    blocks = read_page(
        "".join(f"<p><a href='/{n}'>A story with number {n}.</a></p>" for n in range(4))
    ).blocks
    assert asides(blocks) == ()


@pytest.mark.parametrize(
    ("head", "about"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "No"}, '
            '{"@type": ["NewsArticle"], "headline": "Troops &amp; trains", '
            '"datePublished": "2021-03-04T10:00:00Z", '
            '"dateModified": "2021-03-09", "publisher": [{"name": "The Gazette"}]}]}</script>'
            '<meta property="og:title" content="Another title">',
            ("Troops & trains", "The Gazette", date(2021, 3, 4)),
        ),
        (
            '<meta property="og:title" content="The Valley Post"><meta property="og:site_name" '
            'content="The Valley Post"><title>Troops leave - The Valley Post</title>'
            '<meta name="last-modified" content="2021-05-05">'
            '<meta name="pubdate" content="Thu, 04 Mar 2021 10:00">',
            ("Troops leave", "The Valley Post", date(2021, 3, 4)),
        ),
        (
            '<meta property="og:title" content="Troops leave"><title>\nTroops leave\n| Wire\n</title>'
            '<meta name="twitter:site" content="@WireIndia">',
            ("Troops leave", "Wire", None),
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
            '<meta property="og:title" content="Troops leave: latest - Valley">'
            '<link rel="canonical" href="https://www.valley.co.uk/1">',
            ("Troops leave: latest", None, None),
        ),
    ],
)
def test_a_page_says_itself_what_it_is(head: str, about: tuple[str | None, str | None, date | None]) -> None:
    found = read_page(f"<html><head>{head}</head><body><p>{PARAGRAPH}").about
    assert (found.title, found.publisher, found.date) == about


@pytest.mark.parametrize(
    ("handle", "name"),
    [
        ("Valley_Co_Uk", "Valley"),
        ("© Post 2022", "Post"),
        ("@valley_news", "valley news"),
        ("", None),
        ("_", None),
    ],
)
def test_a_publisher_is_shown_by_its_name(handle: str, name: str | None) -> None:
    assert named(handle) == name


def test_a_hidden_birthday_dates_no_page() -> None:
    page = (
        "<table class='vcard'><tr><td>12 May 1999<span style='display:none'>("
        f"<span class='bday published'>1999-05-12</span>)</span></td></tr></table>"
        f"<p>{PARAGRAPH}</p><p>{PARAGRAPH} Again.</p>"
    )
    assert html.read(page.encode(), Limits()).date is None


def test_the_items_of_a_numbered_list_have_their_numbers_and_their_words_their_places() -> None:
    page = (
        "<ol start=3><li>first<li><p>second</p><p>more</p><ol type=a><li>x</li><li>y</li></ol></li>"
        "<li value=9>third</li></ol><ul><li>plain</li></ul><ol class='breadcrumb'><li>home</li></ol>"
        "<ol type='I'><li>one</li></ol><ol reversed><li>down</li></ol>"
    )
    assert texts(page) == [
        "3. first", "4. second", "more", "a. x", "b. y", "9. third", "plain", "home", "I. one", "down",
    ]  # fmt: skip
    first = read_page(page).blocks[0]
    assert first.label == 3
    assert page[first.runs[0].raw :].startswith("first")


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("<a href='#n1' role='doc-noteref'>1</a>", "It broke. Forty died."),
        ("<a href='#n1' epub:type='noteref'>[1]</a>", "It broke. Forty died."),
        ("<a href='#n1' class='x footnote-ref' id=r><span>*</span></a>", "It broke. Forty died."),
        ("<a href='#r1' role='doc-backlink'>&#8617;</a>", "It broke. Forty died."),
        ("<a href='#n1' role='doc-noteref'> Note one</a>", "It broke. Note one Forty died."),
        ("<a href='#n1'>1</a>", "It broke.1 Forty died."),
    ],
)
def test_a_link_that_says_it_is_the_mark_of_a_note_is_no_text(link: str, text: str) -> None:
    assert texts(f"<p>It broke.{link} Forty died.</p>") == [text]


def test_frames_that_a_reader_sees_are_left_out_and_listed() -> None:
    story = (
        "<p>The dam at Brno broke on Monday night, killing forty people in two villages, the police said.</p>"
    )
    frames = (
        "<iframe src='https://a.b/?x=1&amp;y=2' width=500></iframe>",
        "<iframe srcdoc='&lt;p&gt;Three hundred houses stood in water.&lt;/p&gt;<iframe srcdoc=x>'></iframe>",
        "<iframe width=0 height=0 src='https://ad'></iframe><iframe src='about:blank'></iframe>",
        "<iframe hidden src=c></iframe><div style='display:none'><iframe src='https://d'></iframe></div>",
    )
    page = f"<html><body><article>{story}{''.join(frames)}{story.replace('Monday', 'Tuesday')}</article>"
    found = html.read(page.encode(), Limits())
    assert [(left.text, left.frame) for left in found.left_out] == [
        ("https://a.b/?x=1&y=2", True),
        ("Three hundred houses stood in water.", False),
    ]
    assert "houses" not in found.text
    assert found.text.count("\n\n") == 1


NOTED = (
    "<h1>The dam</h1><p>The council read the report on the dam, which the engineers had sent in January."
    '<sup><a href="#{0}1">1</a></sup> The dam holds 400 cubic metres of water, and the wall leaks at three'
    ' places.<a href="#{0}2" class="footnote-ref"><sup>2</sup></a></p><p>It was built in 1954.</p>'
    '<section class="footnotes"><ol><li id="{0}1">That month also saw a flood. <a href="#r1">&#8617;</a></li>'
    '<li id="{0}2"><p>The third was found in May.</p></li></ol></section>'
)


def test_a_note_of_a_page_is_its_text_and_leans_on_the_passage_of_its_mark() -> None:
    page = html.read(NOTED.format("fn").encode(), Limits())
    assert page.text.endswith("1. That month also saw a flood. ↩\n\n2. The third was found in May.")
    assert [page.text[: place.refers].rpartition(" ")[2] for place in page.places] == ["January.", "places."]
    assert [page.text[place.start :][:7] for place in page.places] == ["1. That", "2. The "]


def test_a_list_of_references_is_no_note_of_a_page() -> None:
    assert html.read(NOTED.format("cite_ref").encode(), Limits()).places == ()


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
            '<a href="#_ftnref1" name="_ftn1">[1]</a> ',
        ),
        (
            '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
            '<a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>',
        ),
    ],
)
def test_notes_of_pages_that_word_processors_save_are_known(mark: str, note: str) -> None:
    page = html.read(
        f"<p>The council read the report on the dam.{mark} It holds 400 cubic metres of water, it said.</p>"
        f"<p>It was built in 1954 by the county.</p><div><p>{note}That month saw a flood.</p></div>".encode(),
        Limits(),
    )
    assert page.text.startswith("The council read the report on the dam. It holds")
    assert page.text.endswith("\n\nThat month saw a flood.")
    assert [page.text[: place.refers][-4:] for place in page.places] == ["dam."]


def test_the_time_of_the_only_article_is_its_day() -> None:
    teaser = '<aside><a>Old ferry</a> <time datetime="2019-01-02">2 Jan 2019</time></aside>'
    byline = '<p>By A. Moll <time datetime="2021-05-03T14:05Z">3 May</time></p>'
    story = f"<article><h1>Bell</h1>{byline}<p>Divers have raised the bell of the ferry.</p></article>"
    assert html.read(f"<body>{teaser}{story}</body>".encode(), Limits()).date == date(2021, 5, 3)
    several = html.read(f"<body>{story}{story.replace('05-03', '05-04')}</body>".encode(), Limits())
    assert several.date != date(2021, 5, 4)


@pytest.mark.parametrize(
    "layer",
    [
        '<div class="cmp-root"><p>{}</p></div>',
        '<div id="didomi-host"><p>{}</p></div>',
        '<div role="dialog"><p>{}</p></div>',
        '<section aria-modal="true"><p>{}</p></section>',
        "<dialog open><p>{}</p></dialog>",
        "<dialog><p>{}</p></dialog>",
    ],
)
def test_what_lies_over_a_page_is_no_part_of_it(layer: str) -> None:
    notice = "Together we keep what is on your device and whatever else you told us."
    story = f"<main><h1>Dam</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH[::-1]}</p></main>"
    page = f"<body>{layer.format(notice)}{story}</body>"
    assert notice not in html.read(page.encode(), Limits()).text
    whole = layer.format(f"<h1>Dam</h1><p>{PARAGRAPH}</p>")
    if whole.startswith("<div") or "open" in whole:
        assert PARAGRAPH in html.read(f"<body>{whole}</body>".encode(), Limits()).text
