"""The HTML note in a real browser with script switched off: by mouse, by keyboard, on paper, offline."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unicodedata import normalize

import builders
import pytest

from summarizer.data import Document, Span
from summarizer.note.brief import Brief, Line, cite
from summarizer.renderers.html import render

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)
WIDE, NARROW = (1280, 900), (390, 844)
Made = tuple[Brief, tuple[Document, ...]]
Maker = Callable[[], Made]
Open = Callable[..., "playwright.Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as engine:
        path = CHROMIUM if Path(CHROMIUM).exists() else None
        try:
            chromium = engine.chromium.launch(executable_path=path, args=FLAGS)
        except playwright.Error as error:
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


@pytest.fixture
def show(browser: playwright.Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a note as a file, script switched off; every request of the page is kept in ``requests``."""
    contexts = []

    def open_note(made: Made, size: tuple[int, int] = WIDE, **how: object) -> playwright.Page:
        path = tmp_path / "note.html"
        path.write_bytes(render(*made))
        settings = {"java_script_enabled": False, **how}
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.requests_seen = []
        page.on("request", lambda request: page.requests_seen.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_note
    for context in contexts:
        context.close()


def background(locator: playwright.Locator) -> str:
    return str(locator.evaluate("element => getComputedStyle(element).backgroundColor"))


def in_view(locator: playwright.Locator) -> bool:
    """Tell whether the first line of an element is what one sees there, not hidden under another."""
    return bool(
        locator.evaluate(
            """element => {
                const box = element.getClientRects()[0], x = box.left + 2, y = box.top + box.height / 2;
                const seen = document.elementFromPoint(x, y);
                return y > 0 && y < innerHeight && element.contains(seen);
            }"""
        )
    )


def focused(page: playwright.Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href')"))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_click_on_each_marker_shows_and_highlights_its_span(show: Open, size: tuple[int, int]) -> None:
    made = builders.realistic()
    page = show(made, size)
    page.locator("summary").click()
    quotes = {c.quote for c in made[0].citations()}
    markers = page.locator("a.cite")
    assert markers.count() == 18
    for at in range(markers.count()):
        marker = markers.nth(at)
        mark = page.locator(f"mark[id='{str(marker.get_attribute('href'))[1:]}']")
        before = background(mark)
        marker.click()
        assert in_view(mark)
        assert background(mark) != before
        assert mark.evaluate("element => element.textContent") in quotes


def test_the_note_stays_in_place_beside_the_source_on_a_wide_screen(show: Open) -> None:
    page = show(builders.realistic())
    marker = page.locator("#r14")
    marker.click()
    assert in_view(marker)
    assert in_view(page.locator("#c14"))


def test_the_keyboard_alone_leads_from_each_marker_to_its_span_and_back(show: Open) -> None:
    page = show(builders.small())
    page.keyboard.press("Tab")
    assert focused(page) == "#remarks"  # what a reader should know of first
    for number in (1, 2, 3, 4):
        page.keyboard.press("Tab")
        assert focused(page) == f"r{number}"
        page.keyboard.press("Enter")
        assert focused(page) == f"c{number}"
        assert in_view(page.locator(f"#c{number}"))
        page.keyboard.press("Tab")
        assert focused(page) == f"#r{number}"
        page.keyboard.press("Enter")
        assert focused(page) == f"r{number}"
        assert in_view(page.locator(f"#r{number}"))


def test_a_citation_that_others_overlap_is_highlighted_whole(show: Open) -> None:
    source = builders.document("One two three four five. " * 3)
    lines = tuple(
        Line(f"L{at}", words, (builders.phrase(source, words),))
        for at, words in enumerate(("two three four", "four five", "three"))
    )
    page = show((builders.brief((source,), lines), (source,)))
    page.locator("#r1").click()
    pieces = page.locator("mark.c1")
    assert pieces.all_text_contents() == ["two ", "three", " ", "four"]
    target = background(pieces.first)
    assert [background(piece) for piece in pieces.all()] == [target] * 4
    assert background(page.locator("mark.c2").last) != target


@pytest.mark.parametrize("script", [False, True], ids=["script off", "script on"])
def test_hostile_text_is_shown_as_text_and_makes_no_element_and_no_request(show: Open, script: bool) -> None:
    note, documents = builders.hostile()
    page = show((note, documents), java_script_enabled=script)
    assert page.locator("img, script, iframe, object, svg, link, form").count() == 0
    whole = documents[0].text.replace("\0", "\ufffd")
    assert page.locator(".text").evaluate("element => element.textContent") == whole
    assert page.title().startswith("# Not a *heading* <img")
    assert '<img src="x" onerror=' in page.locator(".line").first.inner_text()
    page.locator("a.cite").first.click()
    assert {url.split("#")[0] for url in page.requests_seen} == {page.url.split("#")[0]}
    assert page.url.startswith("file://")


def test_the_policy_stops_what_escaping_would_let_through(show: Open, tmp_path: Path) -> None:
    asked: list[str] = []

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}"
    hole = (
        f'<img src="{host}/img"><iframe src="{host}/frame"></iframe><img src="x" onerror="document.title=1">'
    )
    try:
        page = show(builders.small(), java_script_enabled=True)
        path = tmp_path / "note.html"
        content = path.read_text(encoding="utf-8").replace("</body>", f"{hole}</body>")
        path.write_text(content, encoding="utf-8")
        page.goto(path.as_uri())
        page.wait_for_timeout(300)
        assert asked == []
        assert page.title() == "The new bridge"
        path.write_text(content.replace("Content-Security-Policy", "X-None"), encoding="utf-8")
        page.goto(path.as_uri())
        page.wait_for_timeout(300)
        assert set(asked) == {"/img", "/frame"}  # without the policy they do get out
        assert page.title() == "1"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("make", [builders.small, builders.realistic, builders.hostile])
@pytest.mark.parametrize("size", [WIDE, NARROW, (320, 600)], ids=["1280", "390", "320"])
def test_nothing_is_wider_than_the_screen(
    show: Open, make: Callable[[], Made], size: tuple[int, int]
) -> None:
    page = show(make(), size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    widest = "[...document.querySelectorAll('.note, .sources')].every(e => e.scrollWidth <= e.clientWidth)"
    assert page.evaluate(widest)


def test_a_long_file_name_and_a_dozen_citations_fit_a_narrow_screen(show: Open) -> None:
    source = builders.document("Word. " * 40, name="n" * 250 + ".txt", path="p/" * 100, publisher="P" * 200)
    citations = tuple(cite(source, Span(at * 6, at * 6 + 5), "corroborating") for at in range(14))
    page = show(
        (builders.brief((source,), (Line("L1", "Words", citations),), title="T" * 300), (source,)), NARROW
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    assert page.locator("a.cite").count() == 14


def luminance(rgb: list[float]) -> float:
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in rgb)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_of_wcag_aa(show: Open, scheme: str) -> None:
    page = show(builders.small(), color_scheme=scheme)
    page.goto(f"{page.url}#c1")
    pairs = page.evaluate(
        """() => {
            const solid = color => {
                const c = color.match(/[\\d.]+/g).map(Number); return c[3] === 0 ? null : c; };
            const ground = e => { for (; e; e = e.parentElement) {
                const c = solid(getComputedStyle(e).backgroundColor); if (c) return c.slice(0, 3); } };
            return [...document.querySelectorAll('.tracebrief *')]
                .filter(e => !['STYLE', 'TEMPLATE'].includes(e.tagName))
                .map(e => [e.className, solid(getComputedStyle(e).color).slice(0, 3), ground(e)]);
        }"""
    )
    assert len(pairs) > 50
    for name, ink, paper in pairs:
        light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ink, paper)


def test_light_and_dark_differ(show: Open) -> None:
    grounds = {
        background(show(builders.small(), color_scheme=scheme).locator(".tracebrief"))
        for scheme in ("light", "dark")
    }
    assert len(grounds) == 2


def test_it_prints_the_note_what_is_folded_and_the_passages_its_markers_mean(show: Open) -> None:
    from pypdf import PdfReader

    note, documents = builders.realistic()
    page = show((note, documents), color_scheme="dark")
    pages = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    text = " ".join(normalize("NFKC", " ".join(pages)).split())
    assert len(pages) < 6  # not the sources, which may be hundreds of pages
    for line in note.lines:
        assert " ".join(line.text.split())[:60] in text
    assert "repeats line 2" in text
    assert "Also Read White House rolls out red carpet" not in text
    bare = "".join(text.split())
    for citation in note.citations():
        assert "".join(normalize("NFKC", citation.quote).split()) in bare
    page.emulate_media(media="print")
    assert background(page.locator(".tracebrief")) == "rgb(255, 255, 255)"
    folds = page.locator("summary").evaluate_all("all => all.map(one => getComputedStyle(one).listStyleType)")
    assert set(folds) == {"none"}  # a sign to press is none on paper
