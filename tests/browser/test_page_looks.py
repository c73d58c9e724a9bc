"""How the page looks: what is seen first, on a phone, in print; where one was, behind a reload."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from unicodedata import normalize

import pytest
from browser.conftest import SEEDS, fill_sources, form, give, panel, shoot, text_file, use_samples
from browser.test_page_brief import in_view

pytestmark = pytest.mark.browser
Visit = Callable[..., object]
BROKEN = """heads => heads.flatMap(head => {
    const range = document.createRange(), text = head.firstChild, words = [...text.data.matchAll(/\\S+/g)];
    return words.filter(word => {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
    }).map(word => word[0]);
})"""
HINT = """field => {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = getComputedStyle(field).font;
    return pen.measureText(field.placeholder).width;
}"""
INSIDE = """field => {
    const {paddingLeft, paddingRight} = getComputedStyle(field);
    return field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
}"""
ENDS = "all => all.map(one => one.getBoundingClientRect().bottom)"
SCROLLED = "pane => pane.scrollTop"


def test_what_the_page_is_for_stands_above_its_form_and_below_each_tab(visit: Visit) -> None:
    for width in (1440, 1280, 390):
        page = visit(width, 800)
        told = page.get_by_text("each line with the passage it comes from", exact=False).first
        form = page.get_by_label("What is it about?")
        assert told.bounding_box()["y"] < form.bounding_box()["y"], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shown = "tab => getComputedStyle(tab, '::before').content"
        hints = page.get_by_role("tab").evaluate_all(f"tabs => tabs.map({shown})")
        assert len(set(hints) - {"none"}) == (5 if width > 1000 else 0)
        for tab in page.get_by_role("tab").all() if width > 1000 else ():  # neither lies on the other
            left, right = (box["x"] for box in (tab.bounding_box(), told.bounding_box()))
            assert left >= right + told.bounding_box()["width"] or left + tab.bounding_box()["width"] <= right
        page.close()


def test_on_a_phone_the_list_of_files_does_not_stand_before_what_is_next_to_do(visit: Visit) -> None:
    page = visit(390, 844, has_touch=True, is_mobile=True)
    give(page, 0, *SEEDS)
    assert page.get_by_text("5 files").is_visible()
    assert in_view(page, page.get_by_role("button", name="Write the note"))
    assert not page.locator(".tb-files").first.is_visible()
    fold = page.get_by_role("button", name="Show the files").first
    fold.click()
    assert fold.get_attribute("aria-expanded") == "true"
    page.get_by_role("button", name=f"Remove {SEEDS[0].name}").click()
    page.get_by_text("4 files").wait_for()
    assert page.locator(".tb-files").first.is_visible()  # as it was


def test_fields_look_like_those_of_the_page(visit: Visit) -> None:
    page = visit()
    names = [f"{at}.txt" for at in range(9)]
    give(page, 0, *(text_file(name, f"Council {name} opened its bridge on Friday.") for name in names))
    page.locator(".tb-filter").wait_for()
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tracebrief .line").first.wait_for()
    search, named = page.locator(".tb-search input"), page.locator(".tb-filter")
    assert search.bounding_box()["y"] < named.bounding_box()["y"]  # whichever came first
    for field in (search, named):
        inside, typed = field.evaluate(
            "one => [getComputedStyle(one, '::placeholder').color, getComputedStyle(one).color]"
        )
        assert inside != typed
    looks = "one => getComputedStyle(one).appearance"
    selects = page.locator(".tb-slot select, .tb-search input").evaluate_all(f"all => all.map({looks})")
    assert set(selects) == {"none"}
    assert "svg" in search.evaluate("one => getComputedStyle(one).backgroundImage")


def test_what_a_search_finds_begins_and_ends_with_whole_words(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    page.get_by_role("searchbox", name="Search in all sources").fill("ceasefire")
    page.locator(".tb-hit").nth(3).wait_for()
    words = set(" ".join(path.read_text() for path in SEEDS).split())
    for hit in page.locator(".tb-hit").all_text_contents()[:8]:
        first, last = hit[2:].strip(" …").split()[0], hit.strip(" …").split()[-1]
        assert {first, last} <= words, hit


@pytest.mark.parametrize("view", ["Note", "Evidence table"])
def test_where_one_was_outlives_a_reload(visit: Visit, view: str) -> None:
    page = visit(1280, 700)
    use_samples(page)
    page.locator(".lines a.cite").nth(3).click()
    page.locator("mark.on").first.wait_for()
    marked = page.locator("mark.on").all_inner_texts()
    page.get_by_role("button", name=view, exact=True).click()
    note, source = page.locator(".note:not([hidden])"), page.locator(".sources")
    note.evaluate("pane => { pane.scrollTop = 20; }")
    source.evaluate("pane => { pane.scrollTop += 90; }")
    places = note.evaluate(SCROLLED), source.evaluate(SCROLLED)
    name = page.locator(".source h3").inner_text()
    page.reload()
    page.locator("mark.on").first.wait_for()
    assert page.locator("mark.on").all_inner_texts() == marked
    assert page.locator(".source h3").inner_text() == name
    assert page.get_by_role("button", name=view, exact=True).get_attribute("aria-pressed") == "true"
    assert (note.evaluate(SCROLLED), source.evaluate(SCROLLED)) == places


def test_the_copy_says_how_a_date_is_known(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    use_samples(page)
    page.get_by_role("button", name="Copy", exact=True).click()
    page.locator(".tb-message").filter(has_text="Copied").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "- **20 November 2020** *(published)* – " in copied
    assert "- **15 November 2020** – " in copied


def test_print_ends_with_the_passages_that_the_markers_mean(visit: Visit) -> None:
    pdfs = pytest.importorskip("pypdf")
    page = visit()
    use_samples(page)
    quotes = page.locator(".note a.cite").evaluate_all("all => all.map(one => one.dataset.quote)")
    assert page.get_by_role("heading", name="Passages").count() == 0  # on the screen they are in their source
    sheets = pdfs.PdfReader(io.BytesIO(page.pdf())).pages
    printed = normalize("NFKC", "".join(sheet.extract_text() for sheet in sheets))
    text = "".join(printed.split())
    for quote in quotes:
        assert "".join(quote.removesuffix("…").split())[:200] in text
    assert "S3,line" in text or "S3,lines" in text


@pytest.mark.parametrize("phone", [True, False], ids=["390", "200%"])
def test_in_little_room_the_note_begins_below_one_line_of_buttons(visit: Visit, phone: bool) -> None:
    page = visit(390, 844, has_touch=True, is_mobile=True) if phone else visit(720, 450)
    form = page.get_by_role("button", name="More settings")
    assert form.evaluate("label => label.scrollWidth <= label.clientWidth")  # nothing of it is cut
    use_samples(page)
    assert page.locator(".note .title").bounding_box()["y"] < 110
    assert page.locator(".tb-bar").bounding_box()["height"] < 48
    assert page.locator(".note .title").bounding_box()["height"] < 110  # three lines of it on a phone
    for marker in page.locator(".note a.cite").filter(visible=True).all():
        box = marker.bounding_box()
        assert min(box["width"], box["height"]) >= 32
    page.locator(".lines a.cite").first.click()
    page.locator("a.back").first.wait_for()
    assert min(page.locator("a.back").first.bounding_box()[side] for side in ("width", "height")) >= 32
    page.get_by_role("button", name="Close the source").click()
    page.get_by_role("button", name="Files and settings: go there").click()
    assert in_view(page, page.get_by_label("What is it about?"))
    assert in_view(page, page.get_by_role("button", name="Write the note"))
    page.get_by_role("button", name="Evidence table", exact=True).click()
    table = page.get_by_role("region", name="Lines and sources")
    assert table.evaluate("table => table.scrollWidth <= table.clientWidth")  # four cited sources have room


@pytest.mark.parametrize("tab", ["Trace", "Verify", "Update"])
def test_on_a_phone_a_result_begins_below_one_line_to_its_form(visit: Visit, tab: str) -> None:
    page = visit(390, 844, has_touch=True, is_mobile=True)
    if tab != "Trace":
        use_samples(page)
    page.get_by_role("tab", name=tab).click()
    if tab == "Trace":
        panel(page).get_by_label("Draft", exact=True).fill("The war of the 1990s left 30,000 people dead.")
        fill_sources(page, 1)
    else:
        panel(page).get_by_role("button", name="Take the note and files").click()
        panel(page).locator(".tb-drop").nth(1).locator(".tb-files li").nth(4).wait_for(state="attached")
    if tab == "Update":
        give(page, 2, text_file("new.txt", "Azerbaijan said on Sunday that 12,000 people had left."))
    start = panel(page).locator(".tb-actions > button.primary")
    start.click()
    title = panel(page).locator(".tracebrief .title")
    title.wait_for()
    panel(page).locator(".tb-actions .tb-done").wait_for()
    assert title.bounding_box()["y"] < 220
    assert not start.is_visible()
    words = panel(page).locator(".tb-report th").evaluate_all(BROKEN)
    assert words == []
    if tab == "Verify":
        menu = panel(page).locator(".tb-menu").first
        menu.locator("summary").click()
        assert menu.locator("> div").bounding_box()["width"] > 340  # all of the phone's
        assert menu.locator("summary").bounding_box()["width"] > 340
    shoot(page, f"looks-{tab.lower()}-390", full=False)
    form(page)
    assert start.is_visible()
    start.click()
    start.wait_for(state="hidden")
    panel(page).locator(".tb-actions .tb-done").wait_for()
    title.evaluate(
        "title => new Promise(done => { const look = () => title.getBoundingClientRect().y < 220"
        " ? done() : requestAnimationFrame(look); look(); })"
    )  # the form folds before the status has its line


def test_facts_are_not_cut_in_their_midst_and_what_is_typed_into_says_all_of_its_hint(visit: Visit) -> None:
    page = visit(720, 450)
    hint = page.get_by_label("What is it about?")
    assert hint.evaluate(HINT) <= hint.evaluate(INSIDE)
    use_samples(page)
    for width in (1440, 1280, 720, 390):
        page.set_viewport_size({"width": width, "height": 800})
        facts = page.locator(".note .list .fact").filter(has_text="cited")
        assert set(facts.evaluate_all("all => all.map(one => one.getClientRects().length)")) == {1}


def test_points_of_one_day_on_the_axis_stand_apart(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    page.get_by_role("button", name="Timeline").click()
    points = [one.bounding_box() for one in page.locator(".tb-timeline li").all()]
    gaps = [after["y"] - before["y"] - before["height"] for before, after in pairwise(points)]
    assert min(gaps) >= 12  # the second and the third are of 20 November
    assert max(gaps) < 60  # years without a line are told instead
    assert page.locator(".tb-timeline .tb-gone").all_inner_texts() == ["2 years 10 months later"]


def test_on_a_phone_long_values_in_dispute_have_the_width_of_the_note(visit: Visit) -> None:
    page = visit(390, 844, has_touch=True, is_mobile=True)
    toll = "The flood in Quarn killed {} people on Friday."
    give(page, 0, *(text_file(f"{at}.txt", toll.format(at)) for at in (12, 57)))
    page.get_by_role("button", name="Write the note").click()
    table, value = page.locator(".disputes table"), page.locator(".disputes td").first
    value.wait_for()
    ends = page.locator(".disputes tr").first.locator("td").evaluate_all(ENDS)
    assert max(ends) - min(ends) < 12  # short ones in one line
    value.evaluate("one => { one.textContent = 'between two and three hundred people of '.repeat(3); }")
    assert value.bounding_box()["width"] > 0.9 * table.bounding_box()["width"]


def test_in_a_table_of_many_sources_each_row_keeps_its_line_in_sight(visit: Visit) -> None:
    page = visit(1280, 800)
    toll = (
        "The flood in Quarn killed {} people on Friday, the mayor of Quarn said. {} was closed on Saturday."
    )
    closed = (
        "The bridge",
        "The harbour",
        "The school",
        "The market",
        "The museum",
        "The station",
        "The park",
    )
    give(page, 0, *(text_file(f"{at}.txt", toll.format(12 + at % 3, one)) for at, one in enumerate(closed)))
    page.get_by_role("button", name="Write the note").click()
    page.locator(".lines .line").first.wait_for()
    page.get_by_role("button", name="Evidence table").click()
    assert set(page.locator(".tb-evidence .badge").all_inner_texts()) == {
        "in dispute"
    }  # by whom stands in the row
    row = page.locator(".tb-evidence tbody th").first
    before = row.bounding_box()["x"]
    scrolled = page.locator(".tb-scroll:has(.tb-evidence)")
    assert scrolled.evaluate("box => { box.scrollLeft = 1e4; return box.scrollLeft; }") > 20
    assert abs(row.bounding_box()["x"] - before) < 2


def test_nothing_that_can_only_be_pressed_is_printed(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    use_samples(page)
    page.locator(".lines > li").nth(1).dblclick(position={"x": 20, "y": 40})
    page.locator(".tb-edit").wait_for()
    page.emulate_media(media="print")
    for pressed in ("button", "input", "select", "textarea", "[role=toolbar]"):
        assert page.locator(pressed).filter(visible=True).count() == 0, pressed
    assert page.locator(".lines > li .line").filter(visible=True).count() == 5  # with the one being edited
    folded = page.locator(".note summary")
    assert folded.evaluate("one => getComputedStyle(one).listStyleType") == "none"
    assert page.locator(".note details li").first.is_visible()
    page.emulate_media(media="screen")
    assert folded.evaluate("one => getComputedStyle(one).listStyleType") != "none"
    page.get_by_role("tab", name="Verify").click()
    page.get_by_role("button", name="Take the note and files").click()
    page.locator(".tb-files li").filter(visible=True).nth(5).wait_for()
    page.get_by_role("button", name="Verify the note").click()
    report = page.locator(".tb-report td").filter(visible=True).first
    report.wait_for()
    page.emulate_media(media="print")
    red, green, blue = report.evaluate("one => getComputedStyle(one).color.match(/\\d+/g).map(Number)")
    assert max(red, green, blue) < 128  # ink on paper, not that of the dark


def test_the_ring_around_the_line_in_hand_is_not_printed(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    page.get_by_role("button", name="Edit line 1").dispatch_event("click")
    page.locator(".tb-edit textarea").fill("Aliens landed in Toronto with 900 tanks.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Next problem").click()  # the keys are on the line then
    line = page.locator(".lines > li:focus")
    line.wait_for()
    ring = "one => getComputedStyle(one).outlineStyle"
    assert line.evaluate(ring) == "solid"
    page.emulate_media(media="print")
    assert line.evaluate(ring) == "none"


def test_the_button_of_a_title_covers_none_of_its_words(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    for title in ("Chile, Pichilemu: an earthquake", "Briefing note: Chile, Pichilemu: earthquake"):
        page.locator(".note .title").dblclick()
        page.locator(".tb-edit input, .tb-edit textarea").fill(title)
        page.keyboard.press("Enter")
        page.locator(".note .title").filter(has_text=title).hover()
        box = page.get_by_role("button", name="Edit title").bounding_box()
        words = page.locator(".note .title bdi").evaluate(
            "one => [...one.getClientRects()].map(({right, top, bottom}) => ({right, top, bottom}))"
        )
        beside = [one for one in words if one["top"] < box["y"] + box["height"] and one["bottom"] > box["y"]]
        assert all(one["right"] <= box["x"] for one in beside)


def test_what_removes_a_file_covers_no_name_whatever_way_it_runs(visit: Visit) -> None:
    page = visit(1440, 900)
    give(
        page,
        0,
        text_file("خبر.txt", "وأعلنت الوزارة أن الجسر الجديد سيفتح في يونيو."),
        text_file("a.txt", "The mayor came."),
    )
    for row in page.locator(".tb-files li").all():
        name, button = row.locator(".tb-name").bounding_box(), row.locator("[data-remove]").bounding_box()
        assert name["x"] + name["width"] <= button["x"]


def test_a_source_has_one_name_on_the_page(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    rail = page.locator(".tb-files .tb-title").all_inner_texts()
    assert page.locator(".note .list .name").all_inner_texts() == rail
    assert len(rail) == 5
    for at, name in enumerate(rail, 1):
        page.get_by_role("button", name=f"Open source S{at}").click()
        page.locator(f"#source-{at} h3").filter(has_text=name).wait_for()
    marker = page.locator(".lines a.cite").first.get_attribute("aria-label")
    assert marker.startswith(f"Citation 1: passage in {rail[1]}, ")


def test_after_an_update_one_line_tells_how_the_note_stands(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    shown = page.locator(".tb-writes .tb-message").filter(visible=True)
    assert shown.all_inner_texts() == ["5 lines, 144 words from 5 sources."]
    give(page, 0, text_file("new.txt", "The truce of November 2020 stood, said the ministry of Quarn."))
    page.get_by_role("button", name="Update with the new files").click()
    shown.filter(has_text="unchanged").wait_for()
    assert shown.count() == 1
    page.get_by_role("button", name="Undo").click()  # what was done is no more how it stands
    shown.filter(has_text="from 5 sources").wait_for()
    assert shown.count() == 1


def test_on_a_phone_the_bar_stays_where_the_next_problem_is(visit: Visit) -> None:
    page = visit(390, 844, has_touch=True, is_mobile=True)
    use_samples(page)
    page.locator("#l5 [data-act=edit]").dispatch_event("click")
    page.locator(".tb-edit textarea").fill("Aliens landed in Toronto with 900 tanks.")
    page.keyboard.press("Enter")
    problem = page.get_by_role("button", name="Next problem")
    problem.click()
    line = page.locator(".lines > li:focus")
    line.wait_for()
    assert page.evaluate("scrollY") > 100
    assert in_view(page, problem)
    bar, box = page.locator(".tb-top").bounding_box(), line.bounding_box()
    assert bar["y"] + bar["height"] <= box["y"]  # nor does it lie on what it led to
    page.locator(".tb-writes button").first.scroll_into_view_if_needed()
    page.get_by_role("button", name="Undo").click()  # at hand from everywhere
    page.locator(".lines").filter(has_text="Aliens").wait_for(state="detached")


def test_on_a_phone_one_stays_where_a_line_of_ones_own_was_written(visit: Visit) -> None:
    page = visit(390, 844, has_touch=True, is_mobile=True)
    use_samples(page)
    page.locator(".note details summary").click()
    page.get_by_role("button", name="Put in left-out sentence 1 in place of a line").click()
    assert page.locator(".tb-swap select").first.bounding_box()["width"] > 320  # as wide as the note
    page.get_by_role("button", name="Write a line of your own").click()
    page.get_by_label("Text of the new line").fill("Divers found the wreck of the Aurora off Norden.")
    page.keyboard.press("Enter")
    own = page.locator(".lines > li").filter(has_text="Divers found")
    own.locator(".badge").wait_for()
    page.wait_for_function("document.activeElement.closest('.lines > li')")
    assert own.evaluate("line => line.contains(document.activeElement)")
    assert in_view(page, own)


@pytest.mark.parametrize("width", [390, 1280])
def test_what_tells_that_the_connection_is_lost_covers_no_last_line(visit: Visit, width: int) -> None:
    page = visit(width, 800)
    use_samples(page)
    page.route("**/component_server/**", lambda route: route.abort())
    page.evaluate("window.dispatchEvent(new Event('online'))")
    banner = page.locator(".tb-banner").filter(has_text="lost")
    banner.wait_for()
    page.evaluate("scrollTo(0, 1e6)")
    page.locator(".note").evaluate("pane => { pane.scrollTop = 1e6; }")
    page.locator(".sources").evaluate("pane => { pane.scrollTop = 1e6; }")
    top = banner.bounding_box()["y"]
    last = ".note footer" if width > 1000 else ".tb-link"
    box = page.locator(last).filter(visible=True).last.bounding_box()
    assert box["y"] + box["height"] <= top
