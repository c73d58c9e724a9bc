"""The Brief tab as a workplace: nothing is lost that was done by hand, and what would be is asked first."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from browser.conftest import (
    SEEDS,
    give,
    panel,
    patience,
    save_as,
    settings,
    shoot,
    text_file,
    use_samples,
)
from browser.test_page_brief import in_view, lines, tool

from summarizer.note.brief_json import loads
from summarizer.pipeline import summarize
from summarizer.saved import project
from summarizer.saved.write import cite_further
from summarizer.sources.load import load
from summarizer.text.segment import split

pytestmark = pytest.mark.browser
Visit = Callable[..., object]
FALSE = "Aliens landed in Toronto with 900 tanks."
OTHER = "Penguins elected a mayor in Ottawa."


def told(page: object, text: str) -> None:
    page.locator(".tb-message").filter(has_text=text).first.wait_for()


def write(page: object) -> None:
    """Press the button that writes the note; what was told before counts no more."""
    old = "document.querySelectorAll('.tb-writes .tb-message').forEach(one => one.classList.add('old'))"
    page.evaluate(old)
    page.get_by_role("button", name="Write the note").click()


def written(page: object) -> None:
    """Wait until the note is there anew."""
    page.locator(".tb-writes .tb-message:not(.old)").filter(has_text="from 5 sources").wait_for()


def open_edit(page: object, number: int, text: str) -> None:
    page.locator(f"#l{number}").hover()
    tool(page, f"Edit line {number}").click()
    page.locator(f"#l{number}").get_by_label("Text of the line").fill(text)


def edit(page: object, number: int, text: str) -> None:
    open_edit(page, number, text)
    page.keyboard.press("Enter")
    page.locator(f"#l{number} .line").filter(has_text=text).wait_for()


def set_length(page: object, words: int) -> None:
    settings(page)
    page.get_by_label("Length").fill(str(words))
    page.get_by_label("Length").blur()


def test_two_edited_lines_stand_when_the_length_is_changed_and_the_note_written(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    count = len(lines(page))
    edit(page, 1, FALSE)
    edit(page, 3, OTHER)
    set_length(page, 60)
    write(page)
    page.wait_for_function(f"document.querySelectorAll('.lines > li').length < {count}")
    shown = " ".join(lines(page))
    assert FALSE in shown
    assert OTHER in shown
    page.keyboard.press("Escape")
    page.locator(".tracebrief .note").focus()
    page.keyboard.press("Control+z")  # writing anew is a step like any other
    page.wait_for_function(f"document.querySelectorAll('.lines > li').length === {count}")
    page.keyboard.press("Control+z")
    page.wait_for_function(f"!document.querySelector('.lines').innerText.includes({json.dumps(OTHER)})")
    page.keyboard.press("Control+Shift+z")
    page.locator("#l3 .line").filter(has_text=OTHER).wait_for()
    page.keyboard.press("Control+y")
    page.wait_for_function(f"document.querySelectorAll('.lines > li').length < {count}")


def test_an_open_edit_stands_when_something_else_is_pressed(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    open_edit(page, 1, FALSE)
    page.locator("#l3").hover()
    tool(page, "Pin line 3: keep it when the note is written again").click()
    told(page, "Pinned")
    assert lines(page)[0].startswith(FALSE)
    assert page.locator("#l3.tb-pinned").count() == 1
    open_edit(page, 2, OTHER)
    page.get_by_role("button", name="Timeline").click()  # which shows the note as it is: with what was typed
    page.locator(".tb-timeline").filter(has_text=OTHER).wait_for()
    page.get_by_role("button", name="Note", exact=True).click()
    assert page.get_by_label("Text of the line").count() == 0
    open_edit(page, 2, f"{OTHER} Nobody knows why.")
    set_length(page, 60)
    write(page)
    page.locator(".lines").filter(has_text=OTHER).wait_for()
    written(page)
    assert any(OTHER in line for line in lines(page))
    assert page.get_by_label("Text of the line").count() == 0


def test_an_empty_edit_is_refused_and_stays_open(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    open_edit(page, 1, " ")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="has no word").wait_for()
    assert page.get_by_label("Text of the line").is_visible()


def test_the_samples_ask_before_they_take_the_place_of_own_files(visit: Visit) -> None:
    page = visit()
    give(
        page, 0, text_file("own.txt", "The council of Quarn opened its new bridge on Friday, said the mayor.")
    )
    page.get_by_role("button", name="Try the five samples").click()
    question = page.get_by_role("dialog")
    question.filter(has_text="Replace your 1 file with the samples?").wait_for()
    assert "the files on your disk stay" in question.inner_text()
    shoot(page, "brief-samples-ask")
    page.keyboard.press("Escape")
    question.wait_for(state="hidden")
    assert page.locator(".tb-files li").count() == 1
    assert page.locator(".tracebrief").count() == 0
    page.get_by_role("button", name="Try the five samples").click()
    question.get_by_role("button", name="Replace my files").click()
    page.locator(".tracebrief .line").first.wait_for()
    assert page.locator(".tb-files li").count() == 5
    assert page.locator(".tb-files .tb-title").first.inner_text().startswith("The Russian Defense Ministry")
    give(page, 0, text_file("own.txt", "The council of Quarn opened its new bridge."))
    page.get_by_role("button", name="Try the five samples").click()
    question.filter(
        has_text="Another note takes the place of yours; Undo brings yours back and its files."
    ).wait_for()


def test_files_that_a_note_rests_on_are_not_removed_unasked_be_they_the_samples(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    remove, question = page.get_by_role("button", name="Remove all"), page.get_by_role("dialog")
    remove.first.click()
    question.filter(has_text="Remove 5 files?").wait_for()
    assert "Your note stays" in question.inner_text()
    assert "your disk" not in question.inner_text()  # where the samples are not
    keep = question.get_by_role("button").first  # what loses nothing has the keys and the colour
    assert keep.inner_text() == "Keep them"
    assert keep.evaluate("one => one === document.activeElement && one.matches('.tb-main')")
    assert question.locator(".tb-main").count() == 1
    keep.click()
    question.wait_for(state="hidden")
    assert page.locator(".tb-files li").count() == 5
    remove.first.click()
    question.get_by_role("button", name="Remove all").click()
    page.locator(".tb-files").wait_for(state="detached")
    page.locator(".lines a.cite").nth(3).click()  # the note and what it cites are still there
    page.locator("mark.on").wait_for()


def test_what_writing_anew_would_lose_is_asked_first_and_undo_brings_it_back(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    before = lines(page)
    page.locator("#l1").hover()
    tool(page, "Move line 1 down").click()
    told(page, "Moved")
    moved = lines(page)
    write(page)
    question = page.get_by_role("dialog")
    question.filter(has_text="the place you gave 1 line").wait_for()
    shoot(page, "brief-ask-anew")
    question.get_by_role("button", name="Keep the note as it is").click()
    question.wait_for(state="hidden")
    assert lines(page) == moved
    write(page)
    question.get_by_role("button", name="Write anew").click()
    page.wait_for_function(
        f"document.querySelector('#l1 .line').innerText.includes({json.dumps(before[0][:40])})"
    )
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function(
        f"document.querySelector('#l2 .line').innerText.includes({json.dumps(before[0][:40])})"
    )
    give(page, 0, text_file("late.txt", "The council of Quarn opened its new bridge on Friday, it said."))
    page.get_by_role("button", name="Update with the new files").click()
    question.filter(has_text="the place you gave 1 line").wait_for()
    question.get_by_role("button", name="Update").click()
    page.locator(".tb-writes .tb-message").filter(has_text="unchanged").wait_for()
    assert page.get_by_role("button", name="Write the note").is_enabled()
    tool(page, "Cut here, where the cursor is, line 1").wait_for(state="detached")
    page.locator("#l1").hover()
    tool(page, "More for line 1").click()
    tool(page, "Cut in two: line 1").click()  # it is one sentence
    page.get_by_role("alert").filter(has_text="put the cursor where").wait_for()
    field = page.locator("#l1").get_by_label("Text of the line")
    text = field.input_value()
    field.evaluate("(field, at) => field.setSelectionRange(at, at)", text.index(" ", 20))
    tool(page, "Cut here, where the cursor is, line 1").click()
    told(page, "Cut in two")
    assert text.startswith(lines(page)[0].split(" [")[0])


def test_a_length_of_nothing_is_refused_at_its_field(visit: Visit) -> None:
    page = visit()
    give(page, 0, *SEEDS)
    for wrong in ("0", "-3", ""):
        page.get_by_label("Length").fill(wrong)
        page.get_by_role("button", name="Write the note").click()
        page.locator(".tb-length .tb-refused").filter(has_text="at least 1").wait_for()
        assert page.get_by_label("Length").evaluate("field => field === document.activeElement")
    shoot(page, "brief-length-refused")
    assert page.locator(".tracebrief").count() == 0
    page.get_by_label("Length").fill("100")
    assert page.locator(".tb-refused").count() == 0
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tracebrief .line").first.wait_for()


def test_pins_over_the_length_say_so(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    for at in range(1, len(lines(page)) + 1):
        tool(page, f"Pin line {at}: keep it when the note is written again").dispatch_event("click")
        page.locator(f"#l{at}.tb-pinned").wait_for()
    set_length(page, 40)
    write(page)
    page.locator(".tb-problems").filter(has_text="more than the 40 asked for").wait_for()
    assert "asked for" not in page.locator(".tracebrief").inner_text()
    assert b"asked for" not in save_as(page, "md")


def test_a_passage_that_is_selected_becomes_a_line_or_a_further_citation(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    page.locator(".tb-open-source").first.click()
    text = page.locator(".source .text")
    text.filter(has_text="six units").wait_for()
    select = """(box, words) => {
        const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
        }
    }"""
    words = "the separatists handed over six units of armored vehicles"
    text.evaluate(select, words)
    page.get_by_role("button", name="Add as a line").click()
    told(page, "Added as a line")
    page.locator(".lines .line").filter(has_text=words).wait_for()
    text.evaluate(select, "about five thousand ammunition")
    page.get_by_label("Line to cite it for").select_option(index=0)
    page.get_by_role("button", name="Cite for").click()
    told(page, "Cited for the line")
    note = loads(save_as(page, "json"))
    held = SEEDS[0].read_text(encoding="utf-8")
    quotes = [c.quote for line in note.lines for c in line.citations if c.source == "S1"]
    assert words in quotes
    assert "about five thousand ammunition" in quotes
    for citation in note.citations():
        if citation.source == "S1":
            assert held[citation.start : citation.end] == citation.quote


def test_own_lines_titles_headings_dates_and_comments(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    page.get_by_role("button", name="Write a line of your own").click()
    page.get_by_label("Text of the new line").fill(OTHER)
    page.keyboard.press("Enter")
    own = page.locator(".lines > li").filter(has_text=OTHER)
    own.locator(".badge.unsupported").wait_for()
    page.get_by_role("button", name="Edit title").dispatch_event("click")
    page.get_by_label("Title of the note").fill("Of penguins")
    page.keyboard.press("Enter")
    page.locator(".title").filter(has_text="Of penguins").wait_for()
    page.get_by_role("button", name="Edit heading").first.dispatch_event("click")
    page.get_by_label("Heading", exact=True).fill("The beginning")
    page.keyboard.press("Enter")
    page.locator(".note h3").filter(has_text="The beginning").wait_for()
    tool(page, "More for line 2").dispatch_event("click")
    tool(page, "Comment on line 2").click()
    page.get_by_label("Comment on the line").fill("Ask Ann.")
    page.keyboard.press("Enter")
    page.locator("#l2 .tb-comment").filter(has_text="Ask Ann.").wait_for()
    tool(page, "More for line 1").dispatch_event("click")
    tool(page, "Date of line 1").click()
    page.get_by_label("Date of the line").fill("soon")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="is no date").wait_for()
    page.get_by_label("Date of the line").fill("2019-05")
    page.keyboard.press("Enter")
    page.locator(".when").filter(has_text="May 2019").wait_for()
    shoot(page, "brief-own-work")
    saved = save_as(page, "md").decode()
    assert "Ask Ann" not in saved
    assert "The beginning" in saved
    write(page)
    page.get_by_role("dialog").get_by_role("button", name="Write anew").click()
    written(page)
    page.locator(".title").filter(has_text="Of penguins").wait_for()
    assert any(OTHER in line for line in lines(page))
    page.locator(".tb-comment").filter(has_text="Ask Ann.").wait_for()


def test_a_disputed_line_shows_what_its_sources_say_side_by_side(visit: Visit) -> None:
    page = visit(1440, 900)
    story = "The flood in Quarn killed {0} people on Friday, the mayor of Quarn said. {1}\n"
    give(
        page,
        0,
        text_file("one.txt", story.format(12, "Rescuers searched the river for three days.")),
        text_file("two.txt", story.format(57, "The old bridge over the river was closed at noon.")),
    )
    page.get_by_role("button", name="Write the note").click()
    own = page.locator("#l1 .line")
    own.wait_for()
    source, value = (1, "12 people") if "57" in own.inner_text() else (2, "57 people")
    told = f"Death toll: S{source} says {value} (the mayor of Quarn)"
    other = tool(page, f"Compare the sources of line 1: {told}")
    other.click()
    columns = page.locator("#l1 .tb-columns > div")
    assert columns.count() == 2
    assert "12 people" in columns.nth(0).inner_text()
    assert "57 people" in columns.nth(1).inner_text()
    columns.nth(1).locator("a.cite").click()
    page.locator("mark.on").first.wait_for()
    assert "57" in "".join(page.locator("mark.on").all_text_contents())
    shoot(page, "brief-compare", full=False)
    assert other.inner_text() == told
    page.get_by_role("button", name="Evidence table").click()
    first = page.locator(".tb-evidence tbody tr").first
    assert first.locator("th .badge.disputed").inner_text() == "in dispute"  # who says what is in the row
    assert first.locator("th .badge.disputed").get_attribute("title") == told
    assert " ".join(first.locator("td").nth(source - 1).inner_text().split()).startswith(value)
    page.get_by_role("button", name="Next problem").click()
    page.locator("#l1:focus .tb-columns").wait_for()
    assert "".join(page.locator("mark.on").all_text_contents())[:40] in own.inner_text()


def test_every_view_has_what_was_typed_says_what_was_told_before_and_what_is_said_in_part(
    visit: Visit,
) -> None:
    page = visit(1440, 900)
    story = "{0} May 2024\n\nThe flood in Quarn killed {1} people on Friday, the mayor of Quarn said. {2}\n"
    give(
        page,
        0,
        text_file("one.txt", story.format(3, 12, "Rescuers searched the river for three days.")),
        text_file("two.txt", story.format(6, 57, "The old bridge over the river was closed at noon.")),
    )
    page.get_by_role("button", name="Write the note").click()
    before = "Death toll: S1 said 12 people (the mayor of Quarn) before"
    page.locator("#l1 .badge.earlier").filter(has_text=before).wait_for()
    longer = (
        "The flood in Quarn killed 57 people on Friday, the mayor of Quarn said in the castle with his horse."
    )
    open_edit(page, 1, longer)
    page.get_by_role("button", name="Timeline").click()
    line = page.locator(".tb-timeline li").filter(has_text=longer)
    line.locator(".badge.partial").wait_for()
    assert line.locator(".badge.earlier").inner_text() == before
    page.get_by_role("button", name="Evidence table").click()
    cells = page.locator(".tb-evidence tbody tr").first.locator("td")
    cells.nth(1).locator(".tb-told.some").filter(has_text="part").wait_for()
    assert cells.nth(0).locator(".tb-told.other").inner_text().startswith("12 people")
    page.get_by_role("button", name="Save as").click()
    page.get_by_text("One line is in doubt, and marked so in the file.").wait_for()
    save_as(page, "txt")
    page.locator(".tb-saving").wait_for(
        state="detached"
    )  # the file is there: the panel is in the way no more


def test_exports_leave_out_what_is_unticked_and_the_copy_has_its_marks(visit: Visit) -> None:
    page = visit(1440, 900)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    use_samples(page)
    whole = save_as(page, "md").decode()
    assert "Left out" in whole
    assert "What else sources agree on" in whole
    assert "rank:textrank" not in whole  # what programs read is in what people read only where it is ticked
    page.get_by_role("button", name="Save as").click()  # which a file that was saved has folded
    page.get_by_label("signature").check()
    assert "rank:textrank" in save_as(page, "txt").decode()
    page.get_by_role("button", name="Save as").click()
    for box in ("left-out passages", "what else sources agree on", "citations and sources", "signature"):
        page.get_by_label(box).uncheck()
    bare = save_as(page, "txt").decode()
    assert "Left out" not in bare
    assert "What else sources agree on" not in bare
    assert "[1]" not in bare
    assert "textrank" not in bare
    assert lines(page)[0][:40] in " ".join(bare.split())
    page.get_by_role("button", name="Copy", exact=True).click()
    told(page, "Copied, with its citation marks")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# Briefing note")
    assert "[1]" in copied
    assert "## What else sources agree on\n\n- 2 of 5 sources: “The post-Soviet" in copied
    assert "Pin" not in copied
    assert "Edit" not in copied


def test_the_rail_tells_of_each_file_and_searches_in_all(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    page.locator(".tb-files li").nth(2).filter(has_text="20 Nov 2020").wait_for()
    assert page.locator(".tb-open-source").all_inner_texts() == ["S1", "S2", "S3", "S4", "S5"]
    # how much of it is cited
    assert page.locator(".tb-facts").nth(2).inner_text().endswith("3 lines cite 8 % of it")
    page.get_by_label("Search in all sources").fill("armored vehicles")
    hit = page.locator(".tb-hit").first
    hit.wait_for()
    hit.click()
    page.locator(".source .text").filter(has_text="armored vehicles").wait_for()
    give(page, 0, text_file("late.txt", "The council of Quarn opened its bridge."))
    page.locator(".tb-files li.tb-new").filter(has_text="late.txt").wait_for()
    # What is taken off the list, and the note rests on, is one press away.
    page.locator(".tb-files li").nth(1).locator("button[data-remove]").click()
    page.get_by_text("S2 is off the list; the note rests on it until it is written anew.").wait_for()
    page.get_by_role("button", name="Put back").click()
    page.locator(".tb-files li").nth(4).wait_for()
    page.locator(".tb-off").wait_for(state="detached")
    assert sorted(page.locator(".tb-open-source").all_inner_texts()) == ["S1", "S2", "S3", "S4", "S5"]


def test_the_note_begins_in_the_first_screen_with_the_sources_at_its_sides(visit: Visit) -> None:
    for width, height in ((1440, 900), (1280, 900)):
        page = visit(width, height)
        use_samples(page)
        note, sources, rail = (
            page.locator(where).first.bounding_box()
            for where in (".tracebrief .note", ".sources", ".tb-rail")
        )
        assert rail["x"] + rail["width"] <= note["x"]
        assert note["x"] + note["width"] <= sources["x"] + 1
        assert note["y"] < height / 4
        assert page.locator("#l1 .line").bounding_box()["y"] < height / 2
        assert not page.get_by_label("What is it about?").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
        rail = page.locator(".tb-rail")  # which has room for five files
        assert rail.evaluate("pane => pane.scrollHeight - pane.clientHeight") <= 0
        for pane in (".tracebrief .note", ".sources", ".tb-rail"):
            assert page.locator(pane).evaluate("pane => pane.scrollWidth - pane.clientWidth") <= 0
        shoot(page, f"brief-desk-{width}", full=False)


def test_an_edit_has_its_verdict_and_a_pin_is_undone_at_once(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    tool(page, "Edit line 1").dispatch_event("click")
    page.get_by_label("Text of the line").fill(FALSE)
    waited = """([press, seen]) => new Promise(done => {
        const began = performance.now();
        new MutationObserver((_, observer) => {
            if (!document.querySelector(seen)) return;
            observer.disconnect();
            done(performance.now() - began);
        }).observe(document.body, {childList: true, subtree: true, attributes: true});
        document.querySelector(press).click();
    })"""
    assert page.evaluate(waited, [".tb-edit .tb-main", "#l1 .badge.unsupported"]) < 300 * patience(1)
    page.evaluate(
        """() => { const real = window.realFetch = window.fetch; window.fetch = (...asked) =>
            new Promise((go) => setTimeout(go, 500)).then(() => real(...asked)); }"""
    )
    tool(page, "Drop line 3").dispatch_event("click")
    page.locator(".tb-bar.tb-busy").wait_for()  # from 0.2 s on the page says that it works
    told(page, "Dropped")
    assert page.locator(".tb-bar.tb-busy").count() == 0
    page.evaluate("() => { window.fetch = window.realFetch; }")
    assert page.evaluate(waited, ["#l2 [data-act=pin]", "#l2.tb-pinned"]) < 100 * patience(1)
    assert page.evaluate(waited, [".tb-bar [data-act=undo]", "#l2:not(.tb-pinned)"]) < 100 * patience(1)


def test_every_tab_says_what_it_is_for(visit: Visit) -> None:
    page = visit()
    for tab in ("Brief", "Trace", "Verify", "Update", "For researchers"):
        page.get_by_role("tab", name=tab).click()
        start = panel(page).locator(".tb-start")
        start.wait_for()
        assert start.locator("figure").count() == 1
        text = panel(page).inner_text()
        assert "--" not in text
        for jargon in ("PageRank", "cosine", "selector", "ranker", "beam", "marginal"):
            assert jargon not in text.lower()


def test_many_files_can_be_told_apart_by_their_names(visit: Visit) -> None:
    page = visit(1440, 900)
    story = "The council of Quarn opened bridge number {} on Friday, said the mayor."
    give(page, 0, *(text_file(f"report-{at}.txt", story.format(at)) for at in range(8)))
    files, field = page.locator(".tb-rail .tb-files li"), page.get_by_label("Show only files with this")
    files.nth(7).wait_for()
    assert field.count() == 0
    give(page, 0, text_file("letter.txt", "The mayor of Quarn closed the school, wrote a teacher."))
    files.nth(8).wait_for()
    field.fill("LETT")
    assert files.filter(visible=True).count() == 1
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tracebrief .line").first.wait_for()
    assert files.filter(visible=True).count() == 1  # and as long as the field says so
    field.fill("nothing")
    page.get_by_text("No file has that in its name.").wait_for()
    field.fill("")
    assert files.filter(visible=True).count() == 9


def pdf_file(name: str) -> dict[str, object]:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    made = io.BytesIO()
    sheet = canvas.Canvas(made)
    sheet.drawString(72, 720, "The library of Quarn lent nine thousand books in May, its director said.")
    sheet.drawString(72, 700, "Two in three of them were read by children of the old town.")
    sheet.save()
    return {"name": name, "mimeType": "application/pdf", "buffer": made.getvalue()}


def test_sources_are_shown_with_their_structure_and_no_character_is_lost(visit: Visit) -> None:
    page = visit(1440, 900)
    marked = (
        "# The bridge\n\nThe **council** of Quarn opened the [bridge](https://example.org/b) on Friday.\n"
        + "\nThe old bridge had been closed for nine years, said the mayor of Quarn.\n" * 2
        + "\n## The cost\n\nThe bridge cost the town of Quarn 12 million euros, wrote its treasurer.\n"
    )
    mail = (
        "From: Ann Lee <ann@example.org>\nTo: bob@example.org\nDate: Tue, 30 Dec 2014 10:00:00 +0000\n"
        "Subject: The school\n\nThe mayor of Quarn closed the old school on Monday, wrote a teacher.\n"
    )
    web = (
        "<html><head><title>Fire</title></head><body><article><h1>Fire in the old town of Quarn</h1>"
        "<p>A fire in the old town of Quarn destroyed nine houses on Sunday, the mayor said.</p>"
        "<p>Forty firemen worked for seven hours until the last flame was out.</p></article></body></html>"
    )
    files = [text_file("a.md", marked), text_file("b.eml", mail), text_file("c.html", web), pdf_file("d.pdf")]
    give(page, 0, *files)
    page.locator(".tb-rail .tb-files li").nth(3).wait_for()
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tracebrief .line").first.wait_for()
    numbered = {
        item.get_attribute("data-path"): item.locator(".tb-open-source")
        for item in page.locator(".tb-rail .tb-files li").all()
    }
    numbered["a.md"].click()
    text = page.locator(".source .text")
    text.locator("b").filter(has_text="council").wait_for()
    own = "box => [...box.childNodes].filter((one) => !one.matches?.('a.back'))"
    assert text.evaluate(f"{own}.map((one) => one.textContent).join('')") == marked
    assert (
        text.locator(".tb-heading .tb-sign").first.evaluate("sign => sign.getBoundingClientRect().width") == 0
    )
    assert page.locator(".tb-coverage i").count() >= 1
    before = text.evaluate("box => box.getBoundingClientRect().top")
    page.get_by_label("Go to").select_option(label="The cost")
    assert page.evaluate("CSS.highlights.has('tb-found')")
    assert text.evaluate("box => box.getBoundingClientRect().top") <= before
    numbered["b.eml"].click()
    head = page.locator(".tb-mail")
    head.wait_for()
    assert head.inner_text().split("\n") == [
        "From",
        "Ann Lee",
        "To",
        "bob@example.org",
        "Date",
        "30 December 2014",
        "Subject",
        "The school",
    ]
    numbered["c.html"].click()
    text.locator(".tb-heading").filter(has_text="Fire in the old town of Quarn").wait_for()
    numbered["d.pdf"].click()
    page.get_by_role("button", name="As page").click()
    sheet = page.locator(".tb-page")
    sheet.locator("i").first.wait_for()  # the passage, where it stands on the page
    assert sheet.locator("img").evaluate("image => image.naturalWidth") > 300
    shoot(page, "brief-pdf-page", full=False)
    width = sheet.locator("img").bounding_box()["width"]
    sheet.get_by_role("button", name="Larger").click()
    assert sheet.locator("img").bounding_box()["width"] == pytest.approx(1.5 * width, rel=0.02)
    assert in_view(page, sheet.locator("i").first)
    assert page.locator(".sources").evaluate("pane => pane.scrollWidth - pane.clientWidth") <= 0


def test_of_many_passages_behind_a_line_the_first_show_and_the_others_on_request(
    visit: Visit, tmp_path: Path
) -> None:
    pile = load(SEEDS[:1])
    (document,) = pile.documents
    note = summarize(pile.documents)
    for sentence in split(document)[:12]:
        if all(one.start != sentence.span.start for one in note.lines[0].citations):
            note = cite_further(note, note.lines[0].id, document, sentence.span)
    saved = tmp_path / "many.json"
    files = project.files_of([str(SEEDS[0])], tmp_path)
    saved.write_bytes(project.dumps(project.Project(note, files)))
    page = visit(1440, 900)
    with page.expect_file_chooser() as chooser:
        page.locator(".tb-project").click()
    chooser.value.set_files(saved)
    cites = page.locator("#l1 .cites a.cite")
    cites.first.wait_for()
    assert cites.filter(visible=True).count() == 8
    page.get_by_role("button", name="more citations").click()
    assert cites.filter(visible=True).count() == cites.count() >= 11
    assert cites.nth(8).evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    page.locator("mark.on").first.wait_for()


def test_one_steps_through_what_is_cited_of_a_source(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    page.get_by_role("button", name="Open source S2").click()
    tool(page, "Next cited passage").click()
    page.locator("mark.on").first.wait_for()
    on = "[...document.querySelectorAll('mark.on')].map((one) => one.className).join()"
    first = page.evaluate(on)
    tool(page, "Next cited passage").click()
    page.wait_for_function(f"{on} !== {json.dumps(first)}")
    tool(page, "Previous cited passage").click()
    page.wait_for_function(f"{on} === {json.dumps(first)}")
    assert page.locator(".source mark:not(.left)").count() >= 1
