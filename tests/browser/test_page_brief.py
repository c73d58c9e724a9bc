"""The Brief tab in a real browser: from files to a note, from a marker to its passage, and a note revised."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from browser.conftest import (
    SEEDS,
    Server,
    give,
    panel,
    patience,
    save_as,
    shoot,
    text_file,
    use_samples,
)

from summarizer.note.brief_json import loads
from summarizer.note.embedded import read

pytestmark = pytest.mark.browser
Visit = Callable[..., object]


def in_view(page: object, locator: object) -> bool:
    return bool(
        locator.evaluate(
            """element => {
                const box = element.getClientRects()[0], x = box.left + 2, y = box.top + box.height / 2;
                const seen = document.elementFromPoint(x, y);
                return y > 0 && y < innerHeight && element.contains(seen);
            }"""
        )
    )


def opened(page: object, marker: object) -> object:
    """Wait for the passage of a marker, whose source is shown when it is opened, and return its mark."""
    begins = " ".join(str(marker.get_attribute("data-quote")).split()[:2])
    mark = page.locator("mark.on").filter(has_text=begins).first
    mark.wait_for()
    return mark


MARKS = '“”"'
"""What a left-out sentence stands between; it may have marks of its own as well."""


def lines(page: object) -> list[str]:
    return [
        " ".join(text.split()) for text in page.locator(".tracebrief .lines > li .line").all_inner_texts()
    ]


def tool(page: object, name: str) -> object:
    return page.get_by_role("button", name=name, exact=True)


def test_the_first_screen_is_there_at_once_and_keeps_nothing(visit: Visit) -> None:
    page = visit(fresh=True)
    assert page.evaluate("firstScreen") < 1000 * patience(1)  # with an empty cache
    page.reload()
    assert page.evaluate("firstScreen") < 1000 * patience(1)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []
    waiting = page.context.new_page()  # until its scripts are there the page says what is coming
    waiting.route("**/assets/*.js", lambda route: route.abort())
    waiting.goto(page.url, wait_until="commit")
    waiting.locator("gradio-app").wait_for(state="attached")
    shown = "getComputedStyle(document.querySelector('gradio-app'), '::before').content"
    assert waiting.evaluate(shown) == '"Tracebrief"'
    waiting.close()
    shoot(page, "brief-empty")


def test_a_note_on_the_samples_is_there_within_a_second_of_the_click(visit: Visit) -> None:
    page = visit()
    spent = page.evaluate(
        """() => new Promise(done => {
            const began = performance.now();
            new MutationObserver((_, observer) => {
                if (!document.querySelector('.tracebrief .line')) return;
                observer.disconnect();
                requestAnimationFrame(() => done(performance.now() - began));
            }).observe(document.body, {childList: true, subtree: true});
            const buttons = [...document.querySelectorAll('button')];
            buttons.find(one => one.textContent.includes('Try the five')).click();
        })"""
    )
    assert spent < 1000 * patience(1)


def test_without_files_a_sentence_says_what_to_do(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("alert").filter(has_text="Give some files first").wait_for()
    shoot(page, "brief-nothing-given")


def test_each_marker_leads_to_its_passage_and_escape_leads_back(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    shoot(page, "brief-filled")
    markers = page.locator(".tracebrief .lines a.cite")
    assert markers.count() >= 4
    for at in range(markers.count()):
        marker = markers.nth(at)
        quote = " ".join(str(marker.get_attribute("data-quote")).split())
        marker.click()
        assert in_view(page, opened(page, marker))
        shown = " ".join("".join(page.locator("mark.on").all_text_contents()).split())
        assert shown[:60] in quote or quote.endswith("…")
        assert page.evaluate("document.activeElement.tagName") == "MARK"
        page.keyboard.press("Escape")
        assert marker.evaluate("element => element === document.activeElement")
    spent = markers.first.evaluate(
        """marker => { const began = performance.now(); marker.click();
            document.querySelector('mark.on').getBoundingClientRect(); return performance.now() - began; }"""
    )
    assert spent < patience(200)


def test_on_a_narrow_screen_the_passage_stands_below_the_line(visit: Visit) -> None:
    page = visit(390, 844)
    use_samples(page)
    sources = page.locator(".tracebrief .sources")
    assert not sources.is_visible()  # not in the way before they are asked for
    for marker in page.locator(".tracebrief .lines a.cite").all():
        marker.click()
        assert in_view(page, opened(page, marker))
        assert in_view(page, marker)
        page.keyboard.press("Escape")
        assert marker.evaluate("element => element === document.activeElement")
    marker.click()
    shoot(page, "brief-passage-390", full=False)
    page.get_by_role("button", name="Close the source").click()
    assert in_view(page, marker)
    assert page.locator(".tb-open").count() == 0
    marker.click()
    page.locator("mark.on + a.back").first.click()
    assert in_view(page, marker)
    assert page.locator(".tb-open").count() == 0


def test_the_keyboard_alone_leads_from_the_samples_to_a_passage(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Try the five samples").focus()
    page.keyboard.press("Enter")
    first = page.locator(".tracebrief a.cite").first
    first.wait_for()
    page.locator(".tracebrief .note").focus()
    for _ in range(4):  # past what edits the title and the heading
        page.keyboard.press("Tab")
        if first.evaluate("element => element === document.activeElement"):
            break
    assert first.evaluate("element => element === document.activeElement")
    page.locator(".tb-tip").filter(visible=True).wait_for()  # focus shows the quote, as hovering does
    page.keyboard.press("Enter")
    assert in_view(page, page.locator("mark.on").first)
    page.keyboard.press("Escape")
    assert first.evaluate("element => element === document.activeElement")


def press(page: object, name: str) -> None:
    """Reach a tool of the note by Tab alone, as one who has no mouse does, and press Enter."""
    wanted = json.dumps(name)
    for _ in range(200):
        page.keyboard.press("Tab")
        label = page.evaluate("document.activeElement.getAttribute('aria-label') || ''")
        if json.dumps(label) == wanted:
            assert page.evaluate("getComputedStyle(document.activeElement.parentElement).opacity") == "1"
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_the_keyboard_alone_revises_a_note(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    before = lines(page)
    note = page.locator(".tracebrief .note")

    def done(what: str) -> None:
        page.locator(".tb-message").filter(has_text=what).wait_for()
        assert page.evaluate("document.activeElement.closest('.tracebrief') !== null"), what

    note.focus()
    press(page, "Pin line 1: keep it when the note is written again")
    done("Pinned")
    page.keyboard.press("Enter")
    done("No longer pinned")
    note.focus()
    press(page, "Move line 1 down")
    done("Moved")
    assert page.evaluate("document.activeElement.dataset.act") == "down"  # the hand stays on it
    note.focus()
    press(page, "Edit line 1")
    field = page.get_by_label("Text of the line")
    assert field.evaluate("element => element === document.activeElement")
    page.keyboard.press("Control+A")
    page.keyboard.type("Penguins vote in Toronto.")
    page.keyboard.press("Enter")
    done("not supported")
    note.focus()
    press(page, "Drop line 2")
    done("Dropped")
    assert len(lines(page)) == len(before) - 1
    page.locator(".note details summary").focus()
    page.keyboard.press("Enter")
    press(page, "Put in left-out sentence 1")
    done("as a further line")
    assert len(lines(page)) == len(before)
    assert page.locator(".tb-swap").first.is_visible()  # what was left out stays open


def test_hovering_shows_the_quote(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    marker = page.locator(".tracebrief a.cite").first
    marker.hover()
    tip = page.locator(".tb-tip").filter(visible=True)
    tip.wait_for()
    assert str(marker.get_attribute("data-quote"))[:60] in tip.inner_text()
    for size in ((1280, 900), (1280, 560)):  # it covers nothing of its line, be that in the lower half
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for at in (2, 1):
            page.locator(f"#l{at} a.cite").first.hover()
            line, shown = page.locator(f"#l{at} .line").bounding_box(), tip.bounding_box()
            below = shown["y"] >= line["y"] + line["height"]
            assert below or shown["y"] + shown["height"] <= line["y"]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator(".note .list a.name").nth(3).click()  # the list of sources opens them
    page.locator(".source h3").filter(has_text="New cease-fire announced").wait_for()


def test_lines_are_pinned_moved_dropped_swapped_and_added_and_taken_back(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    before = lines(page)
    tool(page, "Move line 1 down").dispatch_event("click")
    page.locator(".tb-message").filter(has_text="Moved").wait_for()
    page.wait_for_function(
        f"document.querySelector('#l2 .line').innerText.includes({json.dumps(before[0][:30])})"
    )
    tool(page, "Drop line 1").dispatch_event("click")
    page.locator(".tb-message").filter(has_text="Dropped").wait_for()
    assert page.locator(".lines > li").count() == len(before) - 1
    page.locator(".note details summary").click()
    left_out = page.locator(".note details li")
    assert "taken out by hand" in left_out.first.inner_text()
    spoken = left_out.nth(1).locator("q").inner_text().strip(MARKS)[:40]
    assert page.locator(".tb-swap select").filter(visible=True).count() == 0
    tool(page, "Put in left-out sentence 2").click()
    page.locator(".tb-message").filter(has_text="as a further line").wait_for()
    assert any(spoken in line for line in lines(page))
    assert page.locator(".lines > li").count() == len(before)
    put_in = page.locator(".note details li q").first.inner_text().strip(MARKS)[:40]
    tool(page, "Put in left-out sentence 1 in place of a line").click()
    page.locator(".tb-swap select").first.select_option(index=1)
    change = page.locator(".tb-swap .tb-change").first  # what goes and what comes, before it does
    assert change.locator("del").inner_text()[:30] == lines(page)[0][:30]
    assert change.locator("ins").inner_text().strip(MARKS)[:40] == put_in
    tool(page, "Replace the line by left-out sentence 1").click()
    page.locator(".tb-message").filter(has_text="Put in the place").wait_for()
    assert any(put_in in line for line in lines(page))
    shoot(page, "brief-revised")
    for _ in range(4):
        page.get_by_role("button", name="Undo").click()
        page.locator(".tb-message").filter(has_text="Undone").wait_for()
        page.wait_for_timeout(150)
    assert lines(page) == before


def test_an_edited_line_is_traced_at_once_and_shows_its_verdict(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    page.locator("#l1").hover()
    tool(page, "Edit line 1").click()
    field = page.get_by_label("Text of the line")
    field.fill("Aliens landed in Toronto with 900 tanks.")
    began = time.perf_counter()
    field.press("Enter")
    page.locator("#l1 .badge.unsupported").wait_for()
    assert time.perf_counter() - began < patience(1)
    assert page.locator("#l1 .reasons li").count() >= 1
    assert "|revised:by hand" in str(page.locator(".tracebrief footer").text_content())
    shoot(page, "brief-edited")
    page.get_by_role("button", name="Undo").click()
    page.locator("#l1 .badge.unsupported").wait_for(state="detached")


def test_escape_leaves_a_line_as_it_was(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    before = lines(page)
    page.locator("#l1").hover()
    tool(page, "Edit line 1").click()
    page.get_by_label("Text of the line").fill("never kept")
    page.keyboard.press("Escape")
    assert page.get_by_label("Text of the line").count() == 0
    assert lines(page) == before


def test_the_note_is_saved_in_every_format(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    first = lines(page)[0][:50]
    saved = {}
    for each in ("md", "html", "json", "jsonld", "docx", "txt"):
        saved[each] = save_as(page, each)
    unsigned = replace(loads(saved["json"]), signature="", tool={}, created=None)
    for each in ("md", "html", "docx"):  # what is for people does without the signature
        assert read(saved[each], each) == unsigned
    assert first.split(" [")[0] in " ".join(saved["txt"].decode().split())
    assert json.loads(saved["jsonld"])
    note = loads(saved["json"])
    assert {source.path for source in note.sources} == {path.name for path in SEEDS}
    assert "/tmp" not in saved["json"].decode()


def test_files_that_cannot_be_read_say_why_and_can_be_removed(visit: Visit) -> None:
    page = visit()
    good = {"name": "good.txt", "mimeType": "text/plain", "buffer": SEEDS[1].read_bytes()}
    broken = {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nonsense"}
    give(page, 0, good, broken)
    refused = page.locator(".tb-files li").filter(has_text="broken.pdf").locator(".tb-why")
    refused.filter(has_text="not a sound PDF").wait_for()  # before any note is asked for
    assert page.locator(".tb-why").count() == 1
    assert page.locator(".tb-rail").get_by_text("1 of 2 files can be read").is_visible()
    heard = page.get_by_role("alert").filter(has_text="broken.pdf")
    assert heard.count() == 1  # heard once, seen in its row
    assert heard.bounding_box()["width"] <= 1
    shoot(page, "brief-unreadable-dropped")
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tb-figures").filter(has_text="from 1 of 2 files").wait_for()
    told = page.get_by_text("not a sound PDF").and_(page.locator(":not(.tb-unseen)")).filter(visible=True)
    assert told.count() == 2  # in its row, and among the remarks of the note, which an export has
    page.get_by_role("link", name="1 remark").click()
    assert in_view(page, page.locator(".note").get_by_text("not a sound PDF"))
    page.locator(".tb-files li.tb-unread").filter(has_text="broken.pdf").wait_for()
    assert not page.get_by_role("button", name="Update with the new files").is_visible()
    shoot(page, "brief-unreadable-file")
    page.get_by_role("button", name="Remove broken.pdf").click()
    page.locator(".tb-files li").filter(has_text="broken.pdf").wait_for(state="detached")
    page.get_by_role("button", name="Remove all").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove all").click()
    page.locator(".tb-files").wait_for(state="detached")
    give(page, 0, broken)
    refused.wait_for()
    assert "from 1 source" in page.locator(".tb-figures").inner_text()  # whose file is there no more
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("alert").filter(has_text="None of the files can be read").wait_for()
    assert told.count() == 2  # the note before stays, with its remark; nothing more
    shoot(page, "brief-error")


def drop(page: object, path: object, x: float, y: float) -> None:
    """Drop a file or folder of this machine at a point, as a hand would."""
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": x, "y": y, "data": data})


def test_a_folder_is_dropped_with_all_that_is_in_it(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "pile" / "inner").mkdir(parents=True)
    for name in ("b.txt", "a.txt", ".hidden.txt", "inner/c.txt"):
        (tmp_path / "pile" / name).write_text("The council opened its bridge on Friday, said the mayor.")
    page = visit()
    zone = page.locator(".tb-zone").filter(visible=True).first.bounding_box()
    x, y = zone["x"] + zone["width"] / 2, zone["y"] + zone["height"] / 2
    drop(page, tmp_path / "pile", x, y)
    names = page.locator(".tb-files .tb-name")
    names.nth(2).wait_for()
    assert names.all_text_contents() == ["a.txt", "b.txt", "c.txt"]
    drop(page, SEEDS[0], x, y)
    names.nth(3).wait_for()
    drop(page, SEEDS[1], zone["x"] + 10, 700)  # beside the zone: nothing happens, and the page stays
    page.wait_for_timeout(500)
    assert names.count() == 4
    (tmp_path / "none").mkdir()
    drop(page, tmp_path / "none", x, y)
    page.locator(".tb-drop [role=status]").filter(has_text="holds no file").wait_for()


def test_settings_that_cannot_work_are_told_in_one_sentence(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Length").fill("3")
    page.get_by_role("button", name="Try the five samples").click()
    page.get_by_role("alert").filter(has_text="the shortest sentence worth quoting").wait_for()


def workers(server: Server) -> int:
    """Count the processes that work: what the server's fork server has forked."""
    import subprocess

    def children(pid: str) -> list[str]:
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", pid], capture_output=True, text=True)
        return found.stdout.split()

    return sum(len(children(child)) for child in children(str(server.process.pid)))


def give_hours_of_work(page: object) -> None:
    words = [f"w{at}{at * 7919 % 9973}" for at in range(4000)]
    text = " ".join(
        f"The {words[at * 31 % 4000]} of {words[at % 4000]} met {words[at * 17 % 4000]} today."
        for at in range(60_000)
    )
    give(page, 0, *(text_file(f"long-{at}.txt", f"{at} {text}") for at in range(2)))


def wait_for_workers(server: Server, number: int, seconds: float) -> float:
    """Wait until so many processes work; return how long that took."""
    began = time.perf_counter()
    while workers(server) != number:
        assert time.perf_counter() - began < seconds
        time.sleep(0.02)
    return time.perf_counter() - began


def test_a_cancel_stops_the_worker_within_a_second(visit: Visit, server: Server) -> None:
    page = visit()
    give_hours_of_work(page)
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("progressbar").wait_for()
    wait_for_workers(server, 1, 30)
    shoot(page, "brief-running")
    page.get_by_role("button", name="Cancel").filter(visible=True).click()
    assert wait_for_workers(server, 0, 30) < patience(1)
    page.locator(".tb-message").filter(has_text="Cancelled").wait_for()
    page.get_by_role("button", name="Remove all").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove all").click()
    page.locator(".tb-files").wait_for(state="detached")
    use_samples(page)


def test_a_page_that_is_left_takes_its_worker_with_it(visit: Visit, server: Server) -> None:
    page = visit()
    give_hours_of_work(page)
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("progressbar").wait_for()
    wait_for_workers(server, 1, 30)
    page.goto("about:blank")
    wait_for_workers(server, 0, 20)


def test_forty_sources_of_50_kb_are_usable(visit: Visit) -> None:
    page = visit()
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    files = []
    for at in range(40):
        body = "\n\n".join(f"Report {at}.{part}: {texts[(at + part) % 5]}" for part in range(11))
        files.append(
            {
                "name": f"{'long-name-' * 12}{at}.txt",
                "mimeType": "text/plain",
                "buffer": body.encode()[:50_000],
            }
        )
    give(page, 0, *files)
    panel(page).locator(".tb-files li").nth(39).wait_for()
    page.get_by_label("Length").fill("400")
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tb-message").filter(has_text="from 40 sources").wait_for(timeout=60_000)
    shoot(page, "brief-forty-sources")
    marker = page.locator(".tracebrief .lines a.cite").last
    marker.click()  # its source is sent when it is opened
    page.locator("mark.on").first.wait_for()
    assert page.locator(".source").count() == 1
    spent = marker.evaluate(
        """marker => {
            const began = performance.now();
            marker.click();
            document.querySelector('mark.on').getBoundingClientRect();
            return performance.now() - began;
        }"""
    )
    assert spent < patience(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_right_to_left_text_stands_right(visit: Visit) -> None:
    page = visit(390, 844)
    text = (
        "أعلنت الوزارة يوم الجمعة عن افتتاح الجسر الجديد في المدينة القديمة بحضور الوزير. "
        "وقالت الوزارة إن تكلفة الجسر بلغت اثني عشر مليون دينار من ميزانية المدينة القديمة.\n\n"
        "وذكرت البلدية أن الجسر الجديد يربط المدينة القديمة بالميناء عبر النهر الكبير منذ أمس."
    )
    give(page, 0, {"name": "تقرير.txt", "mimeType": "text/plain", "buffer": text.encode()})
    page.get_by_role("button", name="Write the note").click()
    line = page.locator(".tracebrief .line").first
    line.wait_for()
    assert line.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shoot(page, "brief-right-to-left-390")


def test_a_printed_note_is_a_document_without_the_page_around_it(visit: Visit) -> None:
    from pypdf import PdfReader

    page = visit()
    use_samples(page)
    first = lines(page)[0][:40]
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in pages).split())
    assert first in text
    for chrome in ("Drop files", "Write the note", "Try the five", "Pin", "Put in", "Trace Verify"):
        assert chrome not in text
