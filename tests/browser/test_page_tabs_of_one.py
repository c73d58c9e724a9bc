"""What a user of several browser tabs, reloads and second thoughts must not lose."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from browser.conftest import form, give, panel, save_as, settings, text_file, use_samples
from browser.test_page_brief import lines, tool
from browser.test_page_desk import FALSE, OTHER, edit, open_edit, set_length, told

pytestmark = pytest.mark.browser
Visit = Callable[..., object]
ASKS = """() => {
    const leaving = new Event('beforeunload', {cancelable: true});
    dispatchEvent(leaving);
    return leaving.defaultPrevented;
}"""
"""Tells whether leaving the page would be asked about."""


def keep(page: object) -> None:
    page.get_by_label("Keep my work").check()
    page.wait_for_function("localStorage.length === 1")


def second(page: object) -> object:
    """Open the page in a tab of the same browser, where its work is kept."""
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".tracebrief .line").first.wait_for()
    return other


def test_work_that_was_reloaded_is_asked_about_like_any_other(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    assert not page.evaluate(ASKS)
    open_edit(page, 1, FALSE)
    assert page.evaluate(ASKS)  # an edit that is open is work too
    page.keyboard.press("Escape")
    assert not page.evaluate(ASKS)
    edit(page, 1, FALSE)
    page.reload()
    page.locator("#l1 .line").filter(has_text=FALSE).wait_for()
    assert page.evaluate(ASKS)
    save_as(page, "project")
    assert not page.evaluate(ASKS)


def test_an_edit_that_is_open_outlives_its_tab_where_the_work_is_kept(visit: Visit) -> None:
    page = visit(fresh=True)
    use_samples(page)
    keep(page)
    open_edit(page, 2, OTHER)
    page.wait_for_timeout(800)  # it is told to the server while one types
    other = second(page)
    assert other.locator(".tb-edit").count() == 0  # where it is open already
    other.close()
    page.close(run_before_unload=False)
    other = second(page)
    assert other.get_by_label("Text of the line").input_value() == OTHER
    other.get_by_role("button", name="Done").click()
    other.locator("#l2 .line").filter(has_text=OTHER).wait_for()
    other.wait_for_timeout(800)
    other.close(run_before_unload=False)
    other = second(page)
    assert other.locator(".tb-edit").count() == 0


def test_an_open_edit_stands_where_its_line_is_dropped_or_undone(visit: Visit) -> None:
    page = visit(fresh=True)
    use_samples(page)
    count = len(lines(page))
    page.get_by_role("button", name="+ Write a line of your own").click()
    page.keyboard.type(FALSE)
    page.keyboard.press("Enter")
    page.locator(f"#l{count + 1} .line").filter(has_text=FALSE).wait_for()
    open_edit(page, count + 1, OTHER)
    page.locator(".tracebrief .note").focus()
    page.keyboard.press("Control+z")
    told(page, "its text stands below")
    assert page.get_by_label("Text of the new line").input_value() == OTHER
    page.get_by_role("button", name="Done").click()
    page.locator(f"#l{count + 1} .line").filter(has_text=OTHER).wait_for()
    keep(page)
    open_edit(page, 1, "Nobody knows why.")
    other = second(page)
    other.locator("#l1").hover()
    tool(other, "Drop line 1").click()
    told(page, "its text stands below")
    assert page.get_by_label("Text of the new line").input_value() == "Nobody knows why."


def test_what_is_done_in_one_tab_shows_in_the_others(visit: Visit) -> None:
    page = visit(fresh=True)
    use_samples(page)
    keep(page)
    other = second(page)
    count = len(lines(other))
    set_length(page, 40)
    page.get_by_role("button", name="Write the note").click()
    other.wait_for_function(f"document.querySelectorAll('.lines > li').length < {count}")
    told(other, "Changed in another tab")
    settings(other)
    other.wait_for_function("document.querySelector('.tb-length input').value === '40'")
    give(page, 0, text_file("late.txt", "The council of Quarn opened its new bridge on Friday."))
    other.locator(".tb-rail .tb-files li.tb-new").wait_for()
    other.get_by_role("button", name="Remove late.txt").click()
    page.locator(".tb-rail .tb-files li").nth(5).wait_for(state="detached")


def test_what_is_typed_before_there_is_a_note_outlives_a_reload(visit: Visit) -> None:
    page = visit()
    page.get_by_label("What is it about?").fill("the truce")
    page.get_by_label("Length").fill("77")
    page.get_by_label("Length").blur()
    page.get_by_role("tab", name="Trace").click()
    panel(page).get_by_label("Draft", exact=True).fill(FALSE)
    page.wait_for_timeout(800)
    page.reload()
    typed = f"[...document.querySelectorAll('textarea')].some(one => one.value === {json.dumps(FALSE)})"
    page.wait_for_function(typed)
    page.get_by_role("tab", name="Brief").click()
    assert page.get_by_label("What is it about?").input_value() == "the truce"
    assert page.get_by_label("Length").input_value() == "77"


def test_a_run_of_any_tab_that_a_reload_ends_is_said_to_have_ended(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="Trace").click()
    panel(page).get_by_label("Draft", exact=True).fill("The wheel of Quarn met the mill today.")
    words = [f"w{at}{at * 7919 % 9973}" for at in range(4000)]
    text = " ".join(f"The {words[at * 31 % 4000]} of {words[at % 4000]} met today." for at in range(60_000))
    give(page, 1, text_file("long.txt", text))
    page.get_by_role("button", name="Trace the draft").click()
    panel(page).get_by_role("progressbar").wait_for()
    page.wait_for_timeout(500)
    page.reload()
    panel(page).get_by_role("alert").filter(has_text="press “Trace the draft” again").wait_for()


def test_a_project_asks_before_it_takes_the_place_of_own_files(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    use_samples(page)
    saved = tmp_path / "work.json"
    saved.write_bytes(save_as(page, "project"))
    page = visit()
    give(page, 0, text_file("own.txt", "The council of Quarn opened its new bridge on Friday."))
    opening = page.locator(".tb-project input")
    opening.set_input_files(saved)
    page.get_by_role("dialog").filter(has_text="in place of your 1 file").wait_for()
    page.get_by_role("button", name="Keep my files").click()
    assert page.locator(".tb-rail .tb-files li").count() == 1
    opening.set_input_files(saved)
    page.get_by_role("dialog").get_by_role("button", name="Open the project").click()
    page.locator(".tracebrief .line").first.wait_for()
    assert page.locator(".tb-rail .tb-files li").count() == 5


def test_a_run_that_fails_leaves_nothing_of_an_earlier_one_nor_does_a_reload(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="Trace").click()
    panel(page).get_by_label("Draft", exact=True).fill("The council of Quarn opened its new bridge.")
    give(page, 1, text_file("own.txt", "The council of Quarn opened its new bridge on Friday."))
    page.get_by_role("button", name="Trace the draft").click()
    panel(page).locator(".lines .badge").wait_for()
    form(page)
    panel(page).get_by_role("button", name="Remove own.txt").click()
    panel(page).locator(".tb-files li").wait_for(state="detached")
    give(page, 1, {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"})
    page.get_by_role("button", name="Trace the draft").click()
    panel(page).get_by_role("alert").filter(has_text="None of the files can be read").wait_for()
    assert panel(page).locator(".lines").count() == 0
    page.reload()
    panel(page).locator(".tb-files li").wait_for()
    page.wait_for_timeout(300)
    assert panel(page).locator(".lines").count() == 0
