"""A line of the note and what belongs to it: its tools, its menu, its forms: nothing is covered or cut."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from browser.conftest import fill_sources, form, give, hold_first, panel, shoot, text_file, use_samples
from browser.test_page_brief import tool
from browser.test_page_desk import told

pytestmark = pytest.mark.browser
Visit = Callable[..., object]
SIZES = {"1440": (1440, 900), "1280": (1280, 800), "390": (390, 844)}
TEXTS = ".line, .line > *, .when > bdi, .tb-comment, .tb-edit, .reasons"
COVERED = """texts => {
    const seen = one => one.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const all = names => [...document.querySelectorAll(names)].filter(seen);
    const inside = texts.split(', ').map(one => `.lines ${one}`).join();
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const over = (tools, text) => [...tools.getClientRects()].some(
        a => [...text.getClientRects()].some(b => meet(a, b)));
    return all('.tb-tools, .tb-pin').flatMap(tools => all(inside).filter(text => over(tools, text))
        .map(text => `${tools.className} over ${text.className}: ${text.textContent.slice(0, 40)}`));
}"""
ROWS = """one => new Set([...one.children].filter(each => each.offsetParent)
    .map(each => each.getBoundingClientRect().top)).size"""
LINES_OF = """all => all.map(cell => {
    const made = document.createRange();
    made.selectNodeContents(cell);
    return made.getClientRects().length;
})"""


def page_of(visit: Visit, size: str) -> object:
    phone = size == "390"
    page = visit(*SIZES[size], **({"has_touch": True, "is_mobile": True} if phone else {}))
    use_samples(page)
    return page


def tools(page: object, number: int) -> object:
    """Show the tools of a line, by pointing at it or by its button."""
    opener, shown = page.locator(f"#l{number} .tb-tools-of"), page.locator(f"#l{number} .tb-tools")
    if not opener.is_visible():
        page.locator(f"#l{number}").hover(position={"x": 3, "y": 3})
    elif opener.get_attribute("aria-expanded") == "false":
        opener.click()
    return shown


def menu(page: object, number: int) -> object:
    tools(page, number)
    tool(page, f"More for line {number}").click()
    return page.locator(f"#l{number} .tb-more")


@pytest.mark.parametrize("size", SIZES)
def test_the_tools_of_a_line_cover_nothing_and_stand_in_one_row(visit: Visit, size: str) -> None:
    page = page_of(visit, size)
    for number in (1, 2):
        sign = f"getComputedStyle(document.querySelector('#l{number}'), '::after').content"
        dots = page.locator(f"#l{number} .tb-tools-of")
        assert dots.is_visible() or "⋯" in page.evaluate(
            sign
        )  # who points at nothing yet sees that there is more
        shown = tools(page, number)
        assert dots.is_visible() or page.evaluate(sign) == "none"
        assert shown.evaluate(ROWS) == 1
        assert page.evaluate(COVERED, TEXTS) == []
        tool(page, f"Pin line {number}: keep it when the note is written again").click()
        page.locator(f"#l{number}.tb-pinned").wait_for()
        tools(page, number)
        assert shown.evaluate(ROWS) == 1
        assert page.evaluate(COVERED, TEXTS) == []
    page.locator(".title").hover()
    page.locator("#l1 .when").get_by_role("img", name="Pinned").wait_for()
    assert page.evaluate(COVERED, TEXTS) == []
    shoot(page, f"line-pinned-{size}")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("size", SIZES)
def test_the_tools_of_a_line_go_while_a_form_of_it_is_open(visit: Visit, size: str) -> None:
    page = page_of(visit, size)
    menu(page, 1).get_by_role("button", name="Comment on line 1").click()
    field = page.get_by_label("Comment on the line")
    field.hover()
    assert not page.locator("#l1 .tb-tools").is_visible()
    assert page.evaluate(COVERED, TEXTS) == []
    field.fill("Ask Ann.")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.locator("#l1 .tb-comment").wait_for()
    assert tools(page, 1).is_visible()
    assert page.evaluate(COVERED, TEXTS) == []


@pytest.mark.parametrize("size", SIZES)
def test_more_is_a_menu_with_one_item_a_row(visit: Visit, size: str) -> None:
    page = page_of(visit, size)
    box = menu(page, 2)
    spots = box.locator("button").evaluate_all(
        "all => all.map(one => [one.getBoundingClientRect().left, one.getBoundingClientRect().top])"
    )
    assert len(spots) == len({top for _, top in spots}) == 6
    assert len({left for left, _ in spots}) == 1
    shoot(page, f"line-more-{size}", full=False)
    assert box.locator("button").last.evaluate("one => one.getBoundingClientRect().bottom < innerHeight")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "Cut in two"
    page.keyboard.press("Escape")
    assert box.count() == 0
    assert page.evaluate("document.activeElement.textContent") == "More"
    menu(page, 2)
    page.locator(".note .facts").first.click()
    assert box.count() == 0


@pytest.mark.parametrize("size", SIZES)
def test_a_date_is_taken_as_the_page_shows_it(visit: Visit, size: str) -> None:
    page = page_of(visit, size)
    menu(page, 1).get_by_role("button", name="Date of line 1").click()
    field = page.get_by_label("Date of the line")
    assert field.input_value() == page.locator("#l1 .when bdi").first.inner_text()
    field.fill("soon or later")
    page.keyboard.press("Enter")
    why = page.get_by_role("alert").filter(has_text="'soon or later' is no date")
    why.wait_for()
    shoot(page, f"line-date-{size}", full=False)
    below = "(one, field) => one.getBoundingClientRect().top - field.getBoundingClientRect().bottom"
    assert 0 <= why.evaluate(below, field.element_handle()) < 24
    assert field.get_attribute("aria-describedby") == why.get_attribute("id")
    buttons = [page.locator(".tb-edit").get_by_role("button", name=name) for name in ("Set", "Cancel")]
    assert len({round(one.bounding_box()["y"] / 8) for one in buttons}) == 1
    field.fill("10 November 2020")
    assert why.count() == 0
    page.keyboard.press("Enter")
    page.locator(".when").filter(has_text="10 November 2020").wait_for()
    told(page, "Date changed")


def test_the_note_has_the_most_room(visit: Visit) -> None:
    page = page_of(visit, "1280")
    width = "one => one.getBoundingClientRect().width"
    line, source = page.locator("#l1 .line").evaluate(width), page.locator(".source .text").evaluate(width)
    assert line > source
    assert line >= 480


def test_the_numbers_of_sources_do_not_break_where_sources_disagree(visit: Visit) -> None:
    page = visit(*SIZES["1280"])
    said = "people were killed when the ferry Aurora sank off Quarn on Friday, the coast guard said."
    for at, (day, number) in enumerate((("2", "57"), ("3", "91"))):
        give(page, 0, text_file(f"{at}.txt", f"Published {day} May 2021\n\nAt least {number} {said}"))
    page.get_by_role("button", name="Write the note").click()
    page.locator(".disputes").wait_for()
    page.set_viewport_size({"width": 320, "height": 800})
    rows = page.locator(".disputes td:nth-child(2)").evaluate_all(LINES_OF)
    assert len(rows) >= 2
    assert set(rows) == {1}


def test_what_is_compared_stands_below_each_other_on_the_phone(visit: Visit) -> None:
    page = page_of(visit, "390")
    page.locator("#l1 .tb-compare").first.click()
    lefts = page.locator("#l1 .tb-columns > div").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().left)"
    )
    assert len(lefts) >= 2
    assert len(set(lefts)) == 1
    shoot(page, "line-compare-390", full=False)


def darker(page: object, box: object, side: str) -> float:
    """Return how much darker the edge of a box is than what lies 30 pixels inside it, 0 to 255."""
    from PIL import Image, ImageStat

    image = Image.open(io.BytesIO(box.screenshot())).convert("L")
    wide, high = image.size
    edge, inside = {
        "right": ((wide - 5, 0, wide - 2, high), (wide - 33, 0, wide - 30, high)),
        "bottom": ((0, high - 4, wide, high - 1), (0, high - 34, wide, high - 31)),
    }[side]
    light = [ImageStat.Stat(image.crop(part)).median[0] for part in (inside, edge)]
    return float(light[0] - light[1])


def throws_a_shadow(page: object, box: object, side: str, to_its_end: str) -> None:
    """Assert that a box goes on where it throws a shadow, and that the shadow goes at its end."""
    assert darker(page, box, side) > 20
    box.evaluate(to_its_end)
    assert darker(page, box, side) < 8


def test_a_table_that_goes_on_throws_a_shadow(visit: Visit) -> None:
    page = page_of(visit, "390")
    page.set_viewport_size({"width": 300, "height": 844})
    page.get_by_role("button", name="Evidence table").click()
    box = page.locator(".tb-view .tb-scroll")
    assert box.evaluate("one => one.scrollWidth > one.clientWidth + 8")
    shoot(page, "line-table-300", full=False)
    throws_a_shadow(page, box, "right", "one => { one.scrollLeft = one.scrollWidth; }")


def test_a_list_of_files_that_goes_on_throws_a_shadow(visit: Visit) -> None:
    page = visit(*SIZES["1280"])
    page.get_by_role("tab", name="Trace").click()
    give(page, 1, *(text_file(f"{at}.txt", f"The council of Quarn met {at} times.") for at in range(10)))
    box = panel(page).locator(".tb-drop").nth(1).locator(".tb-files")
    box.locator("li").nth(9).wait_for()
    assert box.evaluate("one => one.scrollHeight - one.clientHeight") <= 0  # ten of them show
    give(page, 1, *(text_file(f"b{at}.txt", f"The mayor of Quarn met {at} men.") for at in range(10)))
    box.locator("li").nth(19).wait_for()
    shoot(page, "line-files", full=False)
    throws_a_shadow(page, box, "bottom", "one => { one.scrollTop = one.scrollHeight; }")


def test_how_a_draft_was_traced_is_told_on_request(visit: Visit) -> None:
    page = visit(*SIZES["1280"])
    page.get_by_role("tab", name="Trace").click()
    form(page)
    panel(page).get_by_label("Draft", exact=True).fill("Azerbaijan agreed to give additional time.")
    fill_sources(page, 1)
    panel(page).get_by_role("button", name="Trace the draft").click()
    foot = panel(page).locator(".tracebrief footer")
    foot.wait_for()
    signature = foot.get_by_text("tracebrief:")
    assert not signature.is_visible()
    foot.get_by_role("button", name="How this note was made").click()
    assert foot.get_by_text("Each sentence of the draft").is_visible()
    foot.get_by_role("button", name="The same in signs").click()
    assert signature.is_visible()


def test_escape_folds_the_menu_of_saving_and_leads_back_to_its_button(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    page.get_by_role("button", name="Save as").click()
    page.locator(".tb-saving").wait_for()
    page.keyboard.press("Escape")
    page.locator(".tb-saving").wait_for(state="detached")
    button = page.get_by_role("button", name="Save as")
    assert button.evaluate("button => button === document.activeElement")
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")  # wherever the keys are
    page.locator(".tb-saving").wait_for(state="detached")
    button.click()
    page.locator("[data-act=view-timeline]").click()
    page.locator(".tb-saving").wait_for(state="detached")
    page.locator("[data-act=view-note]").click()
    button.click()
    page.get_by_role("tab", name="Trace").click()
    page.get_by_role("tab", name="Brief").click()
    page.locator("#l1 .line").wait_for()
    assert page.locator(".tb-saving").count() == 0


def test_an_answer_that_comes_late_leaves_the_field_that_was_opened_meanwhile(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    page.locator("#l1").hover()
    tool(page, "Drop line 1").click()
    told(page, "Dropped")
    held = hold_first(page, "work_on")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Edit title").dispatch_event("click")
    field = page.get_by_label("Title of the note")
    assert field.evaluate("field => field === document.activeElement")
    held[0].continue_()
    page.get_by_role("button", name="Redo").and_(page.locator(":enabled")).wait_for()
    assert field.evaluate("field => field === document.activeElement")
