"""What outlives a reload, the end of the server and the page itself: the session, the project."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.conftest import (
    SEEDS,
    Server,
    answer,
    give,
    hold_first,
    panel,
    save_as,
    settings,
    shoot,
    start,
    stop,
    text_file,
    use_samples,
)
from browser.test_page_brief import lines, tool
from browser.test_page_desk import FALSE, OTHER, edit, open_edit, set_length, told, write

pytestmark = pytest.mark.browser
Visit = Callable[..., object]
LOOK = "dispatchEvent(new Event('online'))"


def test_a_reload_brings_back_everything(visit: Visit) -> None:
    page = visit(1440, 900)
    give(page, 0, *SEEDS)
    page.get_by_label("What is it about?").fill("ceasefire in Karabakh")
    set_length(page, 80)
    page.get_by_label("Order").click()
    page.get_by_role("option", name="most important first").click()
    page.get_by_role("button", name="More settings").click()
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tracebrief .line").first.wait_for()
    edit(page, 1, FALSE)
    settings(page)
    page.get_by_label("Rewriting model").fill("openai:http://127.0.0.1:9/v1#small")
    page.get_by_label("Title", exact=True).fill("Of Karabakh")
    page.get_by_label("Title", exact=True).blur()
    open_edit(page, 2, OTHER)
    before = lines(page)
    page.get_by_role("tab", name="Trace").click()
    page.wait_for_timeout(500)
    page.reload()
    panel(page).get_by_label("Draft", exact=True).wait_for()
    page.get_by_role("tab", name="Brief").click()
    page.locator(".tracebrief .line").first.wait_for()
    assert lines(page)[0] == before[0]
    assert page.locator(".tb-files li").count() == 5
    assert page.get_by_label("Text of the line").input_value() == OTHER
    settings(page)
    assert page.get_by_label("What is it about?").input_value() == "ceasefire in Karabakh"
    assert page.get_by_label("Length").input_value() == "80"
    assert "most important first" in page.get_by_label("Order").input_value()
    page.get_by_role("button", name="More settings").click()
    assert page.get_by_label("Rewriting model").input_value() == "openai:http://127.0.0.1:9/v1#small"
    assert page.get_by_label("Title", exact=True).input_value() == "Of Karabakh"
    page.get_by_role("button", name="Undo").click()  # the open edit is put in, then taken back
    told(page, "Undone")
    page.get_by_role("button", name="Undo").click()
    page.locator("#l1 .badge.unsupported").wait_for(state="detached")


def test_another_browser_gets_nothing_and_a_new_tab_only_what_is_kept(visit: Visit) -> None:
    page = visit(fresh=True)
    use_samples(page)
    first = lines(page)[0]
    assert page.evaluate("localStorage.length") == 0
    tab = page.context.new_page()
    tab.goto(page.url)
    tab.get_by_role("button", name="Write the note").wait_for()
    tab.wait_for_timeout(500)
    assert tab.locator(".tracebrief").count() == 0
    page.get_by_label("Keep my work").check()
    told(page, "Kept on this machine")
    page.wait_for_function("localStorage.length === 1")
    tab.close()
    tab = page.context.new_page()
    tab.goto(page.url)
    tab.locator(".tracebrief .line").first.wait_for()
    assert lines(tab)[0] == first
    edit(tab, 1, FALSE)  # two tabs of one session tell each other
    page.locator("#l1 .line").filter(has_text=FALSE).wait_for()
    told(page, "Changed in another tab")
    other = visit(fresh=True)
    other.wait_for_timeout(500)
    assert other.locator(".tracebrief").count() == 0
    page.get_by_label("Keep my work").uncheck()
    told(page, "Not kept any more")
    page.wait_for_function("localStorage.length === 0")


def test_leaving_with_work_that_is_nowhere_else_asks(visit: Visit) -> None:
    page = visit()
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    use_samples(page)
    page.reload()
    page.locator(".tracebrief .line").first.wait_for()
    assert asked == []  # nothing was done by hand yet
    edit(page, 1, FALSE)
    page.reload()
    page.locator(".tracebrief .line").first.wait_for()
    assert asked == ["beforeunload"]


def test_who_stays_is_told_what_is_in_no_file_yet(visit: Visit) -> None:
    page = visit(fresh=True)
    use_samples(page)
    edit(page, 1, FALSE)
    page.evaluate("dispatchEvent(new Event('beforeunload', { cancelable: true }))")  # and nobody left
    page.get_by_role("alert").filter(has_text="in no file yet").wait_for()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mortal") / "server"


@pytest.fixture(scope="module")
def mortal(folder: Path) -> Iterator[list[Server]]:
    """A server that may be killed and started again at the same place; the last of the list runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = [start(folder, port=port)]
    yield running
    stop(running[-1])


def again(mortal: list[Server], folder: Path) -> None:
    mortal.append(start(folder, port=int(mortal[-1].url.split(":")[2].strip("/"))))


def kill(mortal: list[Server]) -> None:
    os.kill(mortal[-1].process.pid, signal.SIGKILL)
    mortal[-1].process.wait()


def test_a_server_that_is_killed_and_started_again_loses_nothing_but_the_run(
    mortal: list[Server], folder: Path, chromium: object
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(40_000)
    page = context.new_page()
    failures: list[str] = []
    page.on("dialog", lambda dialog: answer(dialog, failures))
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(mortal[-1].url)
    use_samples(page)
    edit(page, 1, FALSE)
    tool(page, "Pin line 3: keep it when the note is written again").dispatch_event("click")
    page.locator("#l3.tb-pinned").wait_for()
    open_edit(page, 2, OTHER)
    before = lines(page)
    page.wait_for_timeout(300)
    kill(mortal)
    page.evaluate(LOOK)
    page.locator(".tb-banner").filter(has_text="connection to the server is lost").wait_for()
    shoot(page, "brief-offline", full=False)
    assert page.locator(".tb-banner").count() == 1
    assert page.locator(".tb-writes").evaluate("row => row.inert")
    assert page.locator(".tb-bar [data-act=undo]").evaluate("button => button.inert")
    page.get_by_role("button", name="Timeline").click()  # what asks no server goes on
    page.get_by_role("button", name="Note", exact=True).click()
    page.locator("#l3 a.cite").first.click()  # reading goes on
    assert page.get_by_label("Text of the line").input_value() == OTHER
    assert lines(page)[0] == before[0]
    again(mortal, folder)
    page.wait_for_function("!document.body.classList.contains('tb-offline')", timeout=60_000)
    page.locator(".tb-banner").filter(has_text="The server is back. Your work is as it was.").wait_for()
    page.locator("#l1 .line").filter(has_text=FALSE).wait_for()
    assert page.locator("#l3.tb-pinned").count() == 1
    assert page.get_by_label("Text of the line").input_value() == OTHER
    assert page.locator(".tb-files li").count() == 5
    page.get_by_role("button", name="Undo").click()
    told(page, "Undone")
    # Killed while it writes: the run is lost and that is told.
    words = [f"w{at}{at * 7919 % 9973}" for at in range(4000)]
    text = " ".join(f"The {words[at * 31 % 4000]} of {words[at % 4000]} met today." for at in range(60_000))
    give(page, 0, text_file("long.txt", text))
    write(page)
    page.get_by_role("progressbar").wait_for()
    page.wait_for_timeout(1000)
    kill(mortal)
    page.evaluate(LOOK)
    page.locator(".tb-banner").filter(has_text="lost").wait_for()
    again(mortal, folder)
    page.locator(".tb-message").filter(has_text="The run ended").wait_for(timeout=60_000)
    page.locator("#l1 .line").filter(has_text=FALSE).wait_for()
    assert page.locator(".tb-edit").count() == 0  # what was put into the note is open no more
    assert page.locator(".tb-files li").count() == 6
    context.close()
    assert failures == []


def formats(page: object) -> list[object]:
    """Return the buttons of all formats that the page saves."""
    panel(page).get_by_role("button", name="Save as").click()
    return list(page.locator(".tb-saving button[data-format]").all())


def test_a_project_is_the_same_note_behind_a_restart_byte_for_byte(
    mortal: list[Server], folder: Path, chromium: object, tmp_path: Path
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(40_000)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(mortal[-1].url)
    use_samples(page)
    edit(page, 1, FALSE)
    set_length(page, 120)
    page.wait_for_timeout(300)
    every = ("docx", "md", "html", "txt", "json", "jsonld", "project")
    assert {one.get_attribute("data-format") for one in formats(page)} == set(every)
    before = {suffix: save_as(page, suffix) for suffix in every}
    saved = tmp_path / "work.json"
    saved.write_bytes(before["project"])
    context.close()
    stop(mortal[-1])
    again(mortal, folder)
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(40_000)
    page = context.new_page()
    page.goto(mortal[-1].url)
    page.locator(".tb-project").wait_for()
    page.locator(".tb-project input").set_input_files(saved)
    page.locator("#l1 .line").filter(has_text=FALSE).wait_for()
    assert {suffix: save_as(page, suffix) for suffix in before} == before
    settings(page)
    assert page.get_by_label("Length").input_value() == "120"
    assert page.locator(".tb-files li").count() == 5
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({"schema": "other"}))
    page.locator(".tb-project input").set_input_files(wrong)
    page.get_by_role("alert").filter(has_text="wrong.json is no project that this version").wait_for()
    page.locator("#l1 .line").filter(has_text=FALSE).wait_for()
    context.close()


def test_the_morning_work_takes_at_most_ten_clicks(visit: Visit, tmp_path: Path) -> None:
    page = visit(1440, 900)
    give(page, 0, *SEEDS[:3])
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tracebrief .line").first.wait_for()
    yesterday = tmp_path / "yesterday.json"
    yesterday.write_bytes(save_as(page, "project"))
    page = visit(1440, 900)
    clicks = []

    def click(where: object, twice: bool = False) -> None:
        clicks.append(where)
        if twice:
            where.dblclick()
        else:
            where.click()

    with page.expect_file_chooser() as chooser:
        click(page.locator(".tb-project"))  # 1: yesterday's project
    chooser.value.set_files(yesterday)
    page.locator(".tracebrief .line").first.wait_for()
    give(page, 0, *SEEDS[3:])  # two files are dropped
    click(page.get_by_role("button", name="Update with the new files"))  # 2
    page.locator(".tb-writes .tb-message").filter(has_text="unchanged").wait_for()
    for number, text in enumerate((FALSE, OTHER, "Nobody knows why."), 1):  # 3 to 5, each with Enter behind
        click(page.locator(f"#l{number} .line"), twice=True)
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.locator(f"#l{number} .line").filter(has_text=text).wait_for()
    click(page.get_by_role("button", name="Save as"))  # 6
    with page.expect_download() as download:
        click(page.locator(".tb-saving button[data-format=docx]"))  # 7
    assert download.value.suggested_filename.endswith(".docx")
    assert len(clicks) <= 10


def test_the_other_tabs_take_the_note_at_hand(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    page.get_by_role("tab", name="Verify").click()
    panel(page).get_by_role("button", name="Take the note and files").click()
    panel(page).locator(".tb-files li").nth(5).wait_for()
    page.get_by_role("button", name="Verify the note").click()
    panel(page).locator(".tb-state.intact").first.wait_for()
    page.get_by_role("tab", name="Update").click()
    panel(page).get_by_role("button", name="Take the note and files").click()
    panel(page).locator(".tb-files li").nth(5).wait_for()
    give(page, 2, text_file("new.txt", SEEDS[0].read_text(encoding="utf-8") + "\nThe council met on Sunday."))
    page.get_by_role("button", name="Update the note").click()
    panel(page).locator(".tracebrief .line").first.wait_for()
    page.get_by_role("tab", name="Trace").click()
    panel(page).get_by_role("button", name="Take the note of the Brief tab").click()
    panel(page).get_by_role("button", name="Take the files of the Brief tab").click()
    panel(page).locator(".tb-files li").nth(4).wait_for()
    page.get_by_role("button", name="Trace the draft").click()
    panel(page).locator(".lines > li .badge.supported").first.wait_for()


def test_the_tab_that_was_opened_last_comes_back_whichever_is_told_first(visit: Visit) -> None:
    page = visit()
    page.wait_for_timeout(300)
    held = hold_first(page, "tab_shown")
    page.get_by_role("tab", name="Trace").click()
    page.wait_for_timeout(300)
    page.get_by_role("tab", name="Verify").click()
    page.wait_for_timeout(300)
    held[0].continue_()
    page.wait_for_timeout(500)
    give(page, 0, text_file("note.json", "{}"))
    page.reload()
    page.get_by_role("tab", name="Verify", selected=True).wait_for()
    panel(page).locator(".tb-files li").first.wait_for()
