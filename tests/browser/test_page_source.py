"""The pane of a source: its head, what is offered for a selected passage, what it shows of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.conftest import give, panel, shoot, text_file, use_samples
from browser.test_page_brief import tool
from browser.test_page_line import throws_a_shadow

pytestmark = pytest.mark.browser
Visit = Callable[..., object]
SIZES = {"1440": (1440, 900), "1280": (1280, 800), "390": (390, 844)}
LINES = "one => Math.round(one.clientHeight / parseFloat(getComputedStyle(one).lineHeight))"
OUTLINED = (
    "# Minutes of Quarn\n\n## Bridge\n\nThe council opened the new bridge.\n\n## Harbour\n\nShips wait.\n"
)


def opened(page: object) -> object:
    """Open the source of the second marker; return its head."""
    page.locator(".lines a.cite").nth(1).click()
    page.locator("mark.on").first.wait_for()
    return page.locator(".source > header")


@pytest.mark.parametrize("size", SIZES)
def test_the_head_of_a_source_is_its_title_a_line_of_facts_and_a_line_to_press(
    visit: Visit, size: str
) -> None:
    page = visit(*SIZES[size])
    use_samples(page)
    head = opened(page)
    assert head.locator("p").evaluate(LINES) == 1
    tops = {round(one.bounding_box()["y"]) for one in head.locator("button:visible").all()}
    assert len(tops) == 1
    assert tops.pop() >= round(head.locator("p").bounding_box()["y"])
    shoot(page, f"source-head-{size}", full=False)
    if size == "390":
        page.get_by_role("button", name="Close the source").click()
    give(page, 0, text_file("minutes.md", OUTLINED))
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("button", name="Open source S6").click()
    head.get_by_text("minutes.md").wait_for()
    pressed = head.locator(":is(button, select):visible").all()
    middles = [one.bounding_box()["y"] + one.bounding_box()["height"] / 2 for one in pressed]
    assert max(middles) - min(middles) < 4  # the outline takes no row of its own


def test_the_head_of_a_source_names_its_file_where_a_note_is_verified_too(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    page.get_by_role("tab", name="Verify").click()
    page.get_by_role("button", name="Take the note and files").click()
    page.locator(".tb-files li").filter(visible=True).nth(5).wait_for()
    page.get_by_role("button", name="Verify the note").click()
    head = panel(page).locator(".source > header")
    head.get_by_text("1 of 3").or_(head.get_by_text("3 cited")).wait_for()  # several passages of it
    assert head.locator("h3").inner_text().startswith("Azerbaijan agrees to give Armenians")
    assert head.locator("p .fact").all_inner_texts() == ["15 November 2020", "001_c4caf8e048908092.txt"]


def test_what_is_offered_for_a_selected_passage_neither_moves_it_nor_covers_the_head(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    head = opened(page)
    page.locator(".sources").evaluate("pane => { pane.scrollTop = 0; }")
    passage = page.locator(".source .text mark").first
    before, steps = passage.bounding_box(), head.locator(".tb-step").bounding_box()
    passage.select_text()
    offered = page.locator(".tb-offer")
    offered.wait_for()
    assert passage.bounding_box() == before
    assert head.locator(".tb-step").bounding_box() == steps
    pane, box = page.locator(".sources").bounding_box(), offered.bounding_box()
    assert abs(box["y"] + box["height"] - pane["y"] - pane["height"]) < 3  # at its foot
    assert box["y"] > head.bounding_box()["y"] + head.bounding_box()["height"]
    shoot(page, "source-offer", full=False)


def test_a_passage_that_is_added_has_whole_words(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    opened(page)
    page.locator(".source .text").evaluate(
        """text => {
            const node = [...text.childNodes].find(one => one.nodeType === 3 && one.data.length > 200);
            const word = node.data.indexOf(' ', 40) + 3, end = node.data.indexOf(' ', 120) + 3;
            getSelection().setBaseAndExtent(node, word, node, end);
        }"""
    )
    chosen = page.evaluate("getSelection().toString()")
    page.get_by_role("button", name="Add as a line").click()
    own = page.locator(".lines > li.tb-own .line")
    own.wait_for()
    text, added = page.locator(".source .text").inner_text(), own.inner_text().split("\xa0[")[0]
    assert len(added) > len(chosen)
    assert " ".join(chosen.split()) in " ".join(added.split())
    at = " ".join(text.split()).index(" ".join(added.split()))
    around = " ".join(text.split())[at - 1 : at + len(added) + 1]
    assert not around[0].isalpha()
    assert not around[-1].isalpha()


def test_a_source_that_nobody_has_opened_begins_with_its_first_passage(visit: Visit) -> None:
    """Not with the passage of the first line, lest another be cut off above it."""
    page = visit(1440, 900)
    filler = "\n\n".join(f"Letter {at}: a bed is for sale." for at in range(40))
    early = (
        "The mayor of Quarn opened the new bridge over the Ull on 9 May 2021, and the council thanked all."
    )
    late = (
        "The flood of the Ull had destroyed the old bridge of Quarn on 2 March 2020, the mayor of Quarn said."
    )
    text = "\n\n".join(("Published 10 May 2021", early, filler, late, filler))
    page.get_by_label("What is it about?").fill("the bridge of Quarn")
    page.get_by_label("Length").fill("60")
    give(page, 0, text_file("bridge.txt", text))
    page.get_by_role("button", name="Write the note").click()
    page.locator(".lines > li").nth(1).wait_for()
    marks = page.locator(".source .text mark:not(.left)")
    assert marks.first.get_attribute("id") != "c1"  # the later event is told first in the source
    head = page.locator(".source > header").bounding_box()
    assert marks.first.bounding_box()["y"] >= head["y"] + head["height"]


def test_the_evidence_of_a_line_of_ones_own_stands_beside_it(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    page.get_by_role("button", name="Open source S1").click()
    page.get_by_role("button", name="Write a line of your own").click()
    page.keyboard.type("The war of the 1990s left 30,000 people dead.")
    page.keyboard.press("Enter")
    page.locator("mark.on").filter(has_text="30,000").first.wait_for()
    field = page.get_by_label("Text of the line")
    own = page.locator(".lines > li").filter(has_text="30,000 people")
    number = own.get_attribute("id").removeprefix("l")
    assert page.locator(".sources :focus").count() == 0  # the hand stays in the note
    own.hover()
    tool(page, f"Edit line {number}").click()
    field.fill("Azerbaijan agreed to give additional time to the Armenian side.")
    field.press("Enter")
    page.locator("mark.on").filter(has_text="additional").first.wait_for()


def test_places_found_that_go_on_throw_a_shadow(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    page.get_by_label("Search in all sources").fill("Armenia")
    found = page.locator(".tb-hits ol")
    found.locator("li").nth(9).wait_for()
    throws_a_shadow(page, found, "bottom", "one => { one.scrollTop = one.scrollHeight; }")


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("touch", [True, False], ids=["finger", "mouse"])
def test_on_a_phone_all_buttons_of_the_note_are_in_view(visit: Visit, width: int, touch: bool) -> None:
    page = visit(width, 844, **({"has_touch": True, "is_mobile": True} if touch else {}))
    use_samples(page)
    page.get_by_role("button", name="Write a line of your own").click()
    page.get_by_label("Text of the new line").fill("Penguins vote in Toronto.")
    page.keyboard.press("Enter")
    bar = page.locator(".tb-bar")
    bar.get_by_role("button", name="problem").wait_for()  # the widest that the bar gets
    right = bar.bounding_box()["x"] + bar.bounding_box()["width"]
    for name in (
        "Undo",
        "Redo",
        "Note",
        "Timeline",
        "table",
        "problem",
        "Save",
    ):
        box = bar.get_by_role("button", name=name).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= min(right, width), name
    assert bar.bounding_box()["height"] < (88 if width < 360 else 48)  # one row of buttons, or two
    files = page.get_by_role("button", name="Files and settings: go there")
    assert files.bounding_box()["y"] < 300  # seen from the top
    files.click()
    page.locator(".tb-rail .tb-zone").scroll_into_view_if_needed()
    bar.get_by_role("button", name="Save").click()
    bar.get_by_role("button", name="Copy", exact=True).click()
    page.locator(".tb-message").filter(has_text="Copied").wait_for()
    bar.get_by_role("button", name="Save").click()
    shoot(page, f"source-bar-{width}", full=False)
