"""A morning's work from the empty page to the Word file, with the same hands at each size of screen."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from browser.conftest import SEEDS, give, panel, save_as, settings, shoot, text_file
from browser.test_page_brief import in_view, lines

from summarizer.note.brief_json import loads

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]

SIZES: dict[str, dict[str, Any]] = {
    "1440": {"width": 1440, "height": 900},
    "1280": {"width": 1280, "height": 900},
    "390": {"width": 390, "height": 844, "has_touch": True, "is_mobile": True},
    "200%": {"width": 720, "height": 450, "device_scale_factor": 2},  # 1440 × 900, twice as large
}
STORY = (
    "QUARN, 3 May 2021 - The flood in Quarn killed {0} people on Sunday, the mayor of Quarn said.\n\n{1}\n"
)
BRIDGE = (
    "# The bridge\n\nThe council of Quarn opened the **new bridge** over the river on 5 May 2021.\n\n"
    "The old bridge had been closed for nine years, said the engineer Ann Lee.\n\n"
    "## The cost\n\nThe new bridge cost the town of Quarn 12 million euros, its treasurer wrote in June.\n\n"
    "Forty workers of the town built it in three years.\n"
)
FALSE, OTHER = "Aliens landed in Toronto with 900 tanks.", "Penguins elected a mayor in Ottawa."
SELECT = """(box, words) => {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const at = node.data.indexOf(words);
        if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
    }
}"""


class Hands:
    """A user at a screen of one size: a finger or a mouse, and keys."""

    def __init__(self, page: Any, touch: bool) -> None:
        self.page, self.touch = page, touch

    def press(self, where: Any) -> None:
        """Tap or click on what shows; what a finger points at is large enough for one."""
        if self.touch:
            box = where.bounding_box() or where.bounding_box()  # it may just have been drawn anew
            assert min(box["width"], box["height"]) >= 24, where
            where.tap()
        else:
            where.click()

    def button(self, name: str, exact: bool = True) -> None:
        self.press(panel(self.page).get_by_role("button", name=name, exact=exact).filter(visible=True))

    def tool(self, number: int, name: str) -> None:
        """Point at a line, then press one of its tools; where there is little room they are one tap away."""
        if not self.touch:
            self.page.locator(f"#l{number}").hover(position={"x": 3, "y": 3})
        tools = self.page.locator(f"#l{number} .tb-tools-of")
        if tools.is_visible() and tools.get_attribute("aria-expanded") == "false":
            assert not self.page.locator(f"#l{number} .tb-tools").is_visible()
            self.press(tools)
        self.press(self.page.locator(f"#l{number} .tb-tools").get_by_role("button", name=name))

    def more(self, number: int, name: str) -> None:
        if self.page.locator(f"#l{number} .tb-more").count() == 0:
            self.tool(number, "More for")
        self.tool(number, name)

    def type(self, label: str, text: str) -> None:
        """Type into the field that has been opened, and press Enter."""
        field = self.page.get_by_label(label)
        assert field.evaluate("field => field === document.activeElement")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def told(self, text: str) -> None:
        self.page.locator(".tb-message").filter(has_text=text).first.wait_for()
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    def write(self) -> None:
        forget = "document.querySelectorAll('.tb-writes .tb-message').forEach(one => one.remove())"
        self.page.evaluate(forget)
        self.button("Write the note")

    def written(self, sources: int) -> None:
        done = self.page.locator(".tb-writes .tb-message").filter(has_text=f"from {sources} sources")
        done.wait_for()

    def shows(self, number: int, text: str) -> Any:
        line = self.page.locator(f"#l{number}").filter(has_text=text)
        line.wait_for()
        return line


@pytest.fixture(params=SIZES)
def hands(request: pytest.FixtureRequest, visit: Visit) -> Hands:
    return Hands(visit(**SIZES[request.param]), request.param == "390")


def begin(hands: Hands) -> None:
    """Give four sources and write the note on them."""
    give(
        hands.page,
        0,
        text_file("one.txt", STORY.format(12, "Rescuers searched the river Quarn for three days.")),
        text_file("two.txt", STORY.format(57, "The school of Quarn was closed until June, its head said.")),
        text_file("bridge.md", BRIDGE),
        text_file(SEEDS[2].name, SEEDS[2].read_text(encoding="utf-8")),
    )
    panel(hands.page).locator(".tb-files li").nth(3).wait_for(state="attached")  # on a phone they are folded
    hands.write()
    hands.written(4)


def test_from_files_to_a_note_and_its_evidence(hands: Hands) -> None:
    page = hands.page
    samples = page.get_by_role("button", name="Try the five samples")
    samples.click(trial=True)  # what shows while the page opens is gone
    assert page.evaluate("scrollY") == 0
    assert in_view(page, samples)
    hands.button("Write the note")
    page.get_by_role("alert").filter(has_text="Give some files first").wait_for()
    page.get_by_label("Length").fill("0")
    hands.button("Write the note")
    page.locator(".tb-refused").filter(has_text="at least 1").wait_for()
    page.get_by_label("Length").fill("150")
    begin(hands)
    first = page.locator("#l1 .line")
    assert in_view(page, page.locator(".tracebrief .title"))
    assert first.bounding_box()["y"] < 2 * page.viewport_size["height"]
    assert not page.get_by_label("What is it about?").is_visible()  # folded
    marker = page.locator(".lines a.cite").nth(1)
    hands.press(marker)
    page.locator("mark.on").first.wait_for()
    assert in_view(page, page.locator("mark.on").first)
    sheet = page.get_by_role("button", name="Close the source")
    assert sheet.is_visible() == (page.viewport_size["width"] < 992)
    if sheet.is_visible():
        assert in_view(page, marker)
        hands.press(sheet)
    else:
        page.keyboard.press("Escape")
    assert marker.evaluate("one => one === document.activeElement")
    assert in_view(page, marker)
    hands.press(page.locator(".tb-files li[data-path='bridge.md'] .tb-open-source"))
    source = page.locator(".source")
    source.locator("b").filter(has_text="new bridge").wait_for()
    assert in_view(page, source.locator("header h3"))
    page.get_by_label("Go to", exact=True).select_option(label="The cost")
    assert page.evaluate("CSS.highlights.has('tb-found')")
    if source.get_by_role("button", name="Next cited passage").count():
        hands.press(source.get_by_role("button", name="Next cited passage"))
        assert in_view(page, page.locator("mark.on").first)
    assert source.locator(".tb-coverage i").count() >= 1
    if sheet.is_visible():
        hands.press(sheet)
    page.get_by_label("Search in all sources").fill("treasurer")
    hands.press(page.locator(".tb-hit").first)
    source.locator(".text").filter(has_text="12 million").wait_for()
    if sheet.is_visible():
        hands.press(sheet)
    disputed = page.get_by_role("button", name="Compare the sources of line").first
    hands.press(disputed)
    assert page.locator(".tb-columns > div").count() >= 2
    for view, shown in (("Timeline", ".tb-timeline li"), ("Evidence table", ".tb-evidence tbody tr")):
        hands.button(view)
        page.locator(shown).first.wait_for()
        assert page.locator(f"{shown} .badge.disputed").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    hands.press(page.locator(".tb-evidence a.cite").first)
    page.locator("mark.on").first.wait_for()
    page.keyboard.press("Escape")
    hands.button("Note")
    hands.button("Try the five samples")
    page.get_by_role("dialog").filter(has_text="your 4 files").wait_for()
    hands.press(page.get_by_role("button", name="Keep my files"))
    assert page.locator(".tb-rail .tb-files li").count() == 4
    page.context.set_offline(True)
    page.locator(".tb-banner").filter(has_text="connection to the server is lost").wait_for()
    assert in_view(page, page.locator(".tb-banner"))
    hands.press(page.locator(".lines a.cite").first)  # reading goes on
    page.locator("mark.on").first.wait_for()
    page.keyboard.press("Escape")
    page.context.set_offline(False)
    page.wait_for_function("!document.body.classList.contains('tb-offline')")
    shoot(page, f"walk-read-{page.viewport_size['width']}")


def test_a_note_is_worked_on_and_nothing_is_lost(hands: Hands) -> None:
    page = hands.page
    begin(hands)
    before = lines(page)
    hands.tool(1, "Edit line 1")
    hands.type("Text of the line", FALSE)
    hands.shows(1, FALSE)
    page.locator("#l1 .badge.unsupported").wait_for()
    hands.tool(2, "Edit line 2")
    page.keyboard.press("Control+A")
    page.keyboard.type(OTHER)  # is open when something else is pressed
    hands.tool(3, "Pin line 3")
    page.locator("#l3.tb-pinned").wait_for()
    hands.shows(2, OTHER)
    pinned = lines(page)[2][:60]
    hands.tool(4, "Drop line 4")
    page.wait_for_function(f"document.querySelectorAll('.lines > li').length === {len(before) - 1}")
    hands.button("Undo")
    page.wait_for_function(f"document.querySelectorAll('.lines > li').length === {len(before)}")
    hands.button("Redo")
    page.wait_for_function(f"document.querySelectorAll('.lines > li').length === {len(before) - 1}")
    page.locator(".tracebrief .note").focus()
    page.keyboard.press("Control+z")
    page.wait_for_function(f"document.querySelectorAll('.lines > li').length === {len(before)}")
    hands.tool(1, "Move line 1 down")
    hands.shows(2, FALSE)
    page.keyboard.press("Alt+ArrowUp")
    hands.shows(1, FALSE)
    if not hands.touch:
        page.locator("#l1").evaluate(
            "line => line.scrollIntoView({block: 'start'})"
        )  # both lines are in view
        page.locator("#l1").hover(position={"x": 3, "y": 3})
        page.get_by_role("button", name="Drag line 1 to another place").drag_to(page.locator("#l2"))
        hands.shows(2, FALSE)
        hands.button("Undo")
        hands.shows(1, FALSE)
    hands.more(3, "Comment on line 3")
    hands.type("Comment on the line", "Ask Ann.")
    page.locator("#l3 .tb-comment").filter(has_text="Ask Ann.").wait_for()
    hands.more(3, "Heading above line 3")
    hands.type("Heading above this line", "What it cost")
    page.locator(".note h3").filter(has_text="What it cost").wait_for()
    hands.more(3, "Line below line 3: write one")
    hands.type("Text of the new line", "Nobody knows why.")
    hands.shows(4, "Nobody knows why.")
    hands.more(1, "Join with next: line 1")
    hands.shows(1, OTHER)
    hands.more(1, "Cut in two: line 1")
    hands.shows(2, OTHER)
    hands.more(3, "Date of line 3")
    hands.type("Date of the line", "2019-05")
    page.locator(".when").filter(has_text="May 2019").wait_for()
    for _ in range(3):
        hands.button("Undo")
    hands.shows(2, OTHER)
    page.locator(".tracebrief .note header").hover()
    hands.button("Edit title")
    hands.type("Title of the note", "Of floods")
    page.locator(".title").filter(has_text="Of floods").wait_for()
    hands.button("+ Write a line of your own")
    hands.type("Text of the new line", "The council of Quarn opened the new bridge.")
    page.locator(".lines > li").last.locator(".badge").first.wait_for()
    hands.press(page.locator(".note details summary"))
    hands.button("Put in left-out sentence 1 in place of a line")
    page.get_by_label("Line that makes room for left-out sentence 1").select_option(index=2)
    assert page.locator(".tb-change del").first.is_visible()
    hands.button("Put in left-out sentence 1 in place of a line")
    assert not page.locator(".tb-change del").first.is_visible()
    number = len(lines(page))
    hands.button("Put in left-out sentence 1")
    page.wait_for_function(f"document.querySelectorAll('.lines > li').length === {number + 1}")
    hands.press(page.locator(".tb-files li[data-path='bridge.md'] .tb-open-source"))
    text = page.locator(".source .text")
    text.filter(has_text="Forty workers").wait_for()
    text.evaluate(SELECT, "Forty workers of the town built it in three years.")
    hands.button("Add as a line")
    page.locator(".lines .line").filter(has_text="Forty workers").wait_for()
    text.evaluate(SELECT, "The old bridge had been closed for nine years")
    page.get_by_label("Line to cite it for").select_option(index=0)
    hands.button("Cite for")
    page.locator("#l1 a.cite").first.wait_for()
    page.keyboard.press("Escape")
    settings(page)
    page.get_by_label("Length").fill("60")
    page.get_by_label("What is it about?").fill("the flood in Quarn")
    page.get_by_label("What is it about?").blur()
    hands.write()
    question = page.get_by_role("dialog").filter(has_text="Write the note anew?")
    question.wait_for()
    hands.press(question.get_by_role("button", name="Write anew"))
    hands.written(4)
    page.locator(".tb-problems").filter(has_text="more than the 60 asked for").wait_for()
    shown = " ".join(lines(page))
    for mine in (FALSE, OTHER, pinned, "Nobody knows why.", "Forty workers"):
        assert mine in shown
    assert page.locator(".tb-comment").inner_text().endswith("Ask Ann.")
    shoot(page, f"walk-work-{page.viewport_size['width']}")
    hands.button("Next problem", exact=False)
    assert page.evaluate("document.activeElement.matches('.lines > li')")
    page.get_by_role("tab", name="Trace").click()
    page.reload()
    panel(page).get_by_label("Draft", exact=True).wait_for()
    page.get_by_role("tab", name="Brief").click()
    page.locator(".tracebrief .line").first.wait_for()
    assert " ".join(lines(page)) == shown
    settings(page)
    assert page.get_by_label("Length").input_value() == "60"
    assert page.get_by_label("What is it about?").input_value() == "the flood in Quarn"
    hands.press(page.locator(".tb-fold"))
    go_on_with_it(hands)


def go_on_with_it(hands: Hands) -> None:
    """Update, copy, save, trace and verify the note at hand."""
    page = hands.page
    give(page, 0, SEEDS[0])
    hands.button("Update with the new files")
    page.locator(".tb-writes .tb-message").filter(has_text="unchanged").wait_for()
    assert all(mine in " ".join(lines(page)) for mine in (FALSE, OTHER, "Forty workers"))
    hands.button("Undo")
    page.wait_for_function("!document.querySelector('.tracebrief').innerText.includes('unchanged')")
    hands.button("Redo")
    page.locator(".lines > li").filter(has_text="unchanged").first.wait_for()
    if hands.touch:  # where the bar has room for one row
        hands.button("Save as")
    hands.button("Copy")
    hands.told("Copied, with its citation marks")
    document = save_as(page, "docx")
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        written = packed.read("word/document.xml").decode()
    assert FALSE in written
    assert "Ask Ann" not in written
    assert loads(save_as(page, "json")).title == "Of floods"
    assert json.loads(save_as(page, "project"))["schema"].startswith("tracebrief")
    page.get_by_role("tab", name="Trace").click()
    hands.button("Take the note of the Brief tab as the draft")
    hands.button("Take the files of the Brief tab")
    panel(page).locator(".tb-files li").nth(4).wait_for(state="attached")
    hands.button("Trace the draft")
    panel(page).locator(".lines > li .badge.unsupported").first.wait_for()
    page.get_by_role("tab", name="Verify").click()
    hands.button("Take the note and files of the Brief tab")
    panel(page).locator(".tb-files li").nth(5).wait_for(state="attached")
    hands.button("Verify the note")
    panel(page).locator(".tb-state.intact").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
