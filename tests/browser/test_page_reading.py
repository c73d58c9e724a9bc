"""Passages taken with the mouse and with keys, pages of PDFs, tools in little room, plain words."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from browser.conftest import form, give, panel, settings, shoot, text_file, use_samples
from browser.test_page_brief import in_view, lines
from browser.test_page_desk import FALSE, open_edit, told

pytestmark = pytest.mark.browser
Visit = Callable[..., object]


def test_a_passage_is_selected_and_added_with_the_keys_alone(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    count = len(lines(page))
    page.locator(".lines a.cite").first.focus()
    page.keyboard.press("Enter")
    page.locator("mark.on").first.wait_for()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("getSelection().toString()") == "Azerbaijan on Sunday"
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")  # to the end of the sentence
    assert page.evaluate("getSelection().toString()").strip().endswith("until November 25.")
    page.keyboard.press("Shift+ArrowDown")  # a line of its own, which the note does not have yet
    page.locator(".tb-offer").wait_for()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Add as a line"
    page.keyboard.press("Enter")
    told(page, "Added as a line")
    assert len(lines(page)) == count + 1


SELECTED = "getSelection().toString()"


def late(page: object, seconds: float) -> None:
    """Make the answer to the first request for a source's text come late."""
    page.evaluate(
        """wait => {
            const {fetch} = window;
            let first = true;
            window.fetch = async (...asked) => {
                const late = first && String(asked[1]?.body).includes('"fn_name":"source"');
                if (late) { first = false; await new Promise(done => setTimeout(done, wait)); }
                return fetch(...asked);
            };
        }""",
        seconds * 1000,
    )


def test_a_text_that_comes_late_neither_hides_nor_unmarks_its_passage(visit: Visit) -> None:
    page = visit()
    asked = []
    page.on("request", lambda one: asked.append(one.post_data) if one.method == "POST" else None)
    late(page, 1.5)
    use_samples(page)
    cite = page.locator(".lines a.cite").first
    cite.click()
    page.get_by_role("button", name="Pin line 2").dispatch_event("click")  # the note is drawn again meanwhile
    told(page, "Pinned")
    page.locator("mark.on").first.wait_for()
    page.wait_for_timeout(800)
    assert page.locator("mark.on").count() >= 1
    assert cite.get_attribute("aria-current") == "true"
    first = json.loads(next(one for one in asked if '"fn_name":"source"' in one))["data"]["id"]
    assert sum('"fn_name":"source"' in one and f'"id":"{first}"' in one for one in asked) == 1


def test_what_is_read_marked_and_selected_stays_when_the_note_is_drawn_again(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    cite = page.locator(".lines a.cite").nth(2)
    cite.focus()
    page.keyboard.press("Enter")
    page.locator("mark.on").first.wait_for()
    page.keyboard.press("Shift+ArrowDown")
    page.locator(".tb-offer").wait_for()
    marked, chosen = page.locator("mark.on").all_inner_texts(), page.evaluate(SELECTED)
    scrolled = page.locator(".sources").evaluate("pane => pane.scrollTop")
    for act in ("Pin line 1", "Move line 2 up"):  # by the second the source is painted anew
        page.get_by_role("button", name=act).first.dispatch_event("click")
        told(page, act.split()[0])
        assert page.locator("mark.on").all_inner_texts() == marked
        assert page.evaluate(SELECTED) == chosen != ""
        assert page.locator(".sources").evaluate("pane => pane.scrollTop") == scrolled
        assert page.locator(".tb-offer").count() == 1
    page.evaluate("getSelection().removeAllRanges()")
    page.locator("mark.on").first.focus()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.lines a.cite[aria-current=true]')")


def test_the_passage_that_is_added_is_the_one_selected_last(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    page.locator(".lines a.cite").first.focus()
    page.keyboard.press("Enter")
    page.locator("mark.on").first.wait_for()
    page.keyboard.press("Shift+ArrowDown")
    page.locator(".tb-offer").wait_for()
    added = page.evaluate(
        """() => {
            getSelection().modify('extend', 'forward', 'sentence');  // of which nothing is told yet
            const press = new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(press);
            const text = getSelection().toString();
            document.activeElement.click();
            return text;
        }"""
    )
    told(page, "Added as a line")
    assert " ".join(added.split())[-60:] in " ".join(" ".join(lines(page)).split())


def test_a_selection_that_leaves_the_source_ends_with_its_text(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    page.locator(".source .text").evaluate(
        "text => getSelection().setBaseAndExtent(text, 0, document.querySelector('.source header'), 0)"
    )
    page.wait_for_timeout(300)
    assert page.locator(".tb-offer").count() == 0  # nothing of the text is selected
    page.locator(".source .text").evaluate(
        "text => getSelection().setBaseAndExtent(text.firstChild, 5, document.querySelector('.title'), 0)"
    )
    page.locator(".tb-offer").get_by_role("button", name="Add as a line").click()
    told(page, "Added as a line")


def test_a_line_can_be_selected_again_once_its_handle_was_pressed(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    page.locator("#l2").hover(position={"x": 3, "y": 3})
    page.get_by_role("button", name="Drag line 2 to another place").click()
    assert not page.evaluate("document.querySelector('#l2').draggable")


def test_the_page_of_a_pdf_goes_on_with_its_passages(visit: Visit) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    made = io.BytesIO()
    sheet = canvas.Canvas(made)
    for at, text in enumerate(
        (
            "The council of Quarn opened its new bridge over the river on Friday.",
            "The treasurer of Quarn said that the bridge cost 12 million euros.",
        )
    ):
        sheet.drawString(72, 700 - 300 * at, text)
        sheet.showPage()
    sheet.save()
    page = visit()
    give(page, 0, {"name": "report.pdf", "mimeType": "application/pdf", "buffer": made.getvalue()})
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tracebrief .line").first.wait_for()
    page.get_by_role("button", name="As page").click()
    page.locator(".tb-page img[alt^='Page 1 ']").wait_for()
    picture = "document.querySelector('.tb-page img').naturalWidth"
    coarse = page.evaluate(picture)
    for _ in range(5):
        page.get_by_role("button", name="Larger").click()
    assert page.get_by_role("button", name="Larger").is_disabled()
    page.wait_for_function(f"{picture} > {2 * coarse}")  # it is drawn finer, not blown up
    for _ in range(3):
        page.get_by_role("button", name="Smaller").click()
    for number in (1, 2, 1, 2):
        page.get_by_role("button", name="Next cited passage").click()
        page.locator(f".tb-page img[alt^='Page {number} ']").wait_for()
        assert page.locator(".tb-page i").count() >= 1
        assert page.locator(".tb-page").count() == 1
        assert page.locator(".tb-page .tb-at").inner_text() == "200 %"  # as large as it was


@pytest.mark.parametrize("size", ["phone", "200 %"])
def test_the_tools_of_a_line_are_one_tap_away(visit: Visit, size: str) -> None:
    phone = size == "phone"
    page = (
        visit(390, 844, has_touch=True, is_mobile=True) if phone else visit(720, 450, device_scale_factor=2)
    )
    use_samples(page)
    tools = page.locator(".lines .tb-tools")
    assert not any(one.is_visible() for one in tools.all())
    opener = page.get_by_role("button", name="Tools for line 1")
    opener.focus()
    page.keyboard.press("Enter")
    assert tools.nth(0).is_visible()
    assert opener.get_attribute("aria-expanded") == "true"
    assert sum(one.is_visible() for one in tools.all()) == 1
    text = page.locator("#l2 .line")
    (text.tap if phone else text.click)(position={"x": 20, "y": 8})
    assert [one.is_visible() for one in tools.all()][:2] == [False, True]
    page.get_by_role("button", name="Move line 2 up").click()
    told(page, "Moved")
    assert tools.nth(0).is_visible()  # they stay with their line
    assert in_view(page, page.locator("#l1 .line"))
    page.get_by_role("button", name="Tools for line 1").click()
    assert not any(one.is_visible() for one in tools.all())
    shoot(page, f"brief-tools-{'390' if phone else '200'}")


def test_the_copy_says_what_is_not_borne_out_and_takes_edits_that_are_open(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    use_samples(page)
    open_edit(page, 1, FALSE)
    page.get_by_role("button", name="Copy", exact=True).click()
    told(page, "Copied, with its citation marks")
    plain = page.evaluate("navigator.clipboard.readText()")
    assert f"{FALSE} *(edited, not supported)*" in plain
    rich = page.evaluate(
        "navigator.clipboard.read().then(([one]) => one.getType('text/html')).then(blob => blob.text())"
    )
    assert "<i>(edited, not supported)</i>" in rich
    for label in ("Pin", "Drop", "More", "Compare"):
        assert label not in plain


def test_a_share_over_the_whole_is_refused_at_the_field(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    settings(page)
    page.get_by_label("Unit").click()
    page.get_by_role("option", name="percent of the sources").click()
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tb-refused").filter(has_text="from 1 to 100").wait_for()
    page.get_by_label("Length").fill("10")
    page.locator(".tb-refused").wait_for(state="detached")


def test_a_source_that_says_a_part_of_a_line_is_not_called_uncited(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    entry = page.locator(".note .list > li").filter(has_text="Truce set up upon")
    assert "cited by 2 lines" in entry.inner_text()
    assert "5 sources, 4 cited" in page.locator(".note .facts").inner_text()


def test_the_settings_of_an_evaluation_outlive_a_reload(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="For researchers").click()
    give(page, 0, text_file("1.txt", "The council opened the bridge."))
    panel(page).get_by_label("lead", exact=True).check()
    panel(page).get_by_label("Length of each note").fill("50")
    panel(page).get_by_label("Length of each note").blur()
    page.wait_for_timeout(800)
    page.reload()
    panel(page).locator(".tb-files li").first.wait_for()
    form(page)
    page.wait_for_timeout(300)
    assert panel(page).get_by_label("lead", exact=True).is_checked()
    assert panel(page).get_by_label("Length of each note").input_value() == "50"
