"""One note after another: each starts at its title, and what stands around it is of the note that shows."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from browser.conftest import SEEDS, give, panel, save_as, text_file, use_samples
from browser.test_page_brief import tool
from browser.test_page_desk import edit, set_length

from summarizer.note.brief_json import loads

pytestmark = pytest.mark.browser
Visit = Callable[..., object]
PLACES = ("Quarn", "Belmont", "Ostrava", "Tirwick", "Halden", "Corvo", "Melk", "Sandby")
HAPPENED = (
    "The council of {} opened its new bridge on {} May 2024, said mayor Ann Cole.",
    "In {}, engineers warned on {} June 2024 that the old dam leaks at its northern end.",
    "The hospital of {} takes no further patients since {} July 2024, its director wrote.",
    "Farmers in {} blocked the road to the port with tractors on {} August 2024.",
)


def other_files() -> list[dict[str, object]]:
    """Return three files on things that no sample is about, long enough to scroll in."""
    said = [text.format(place, day) for day, place in enumerate(PLACES, 1) for text in HAPPENED]
    return [text_file(f"other-{at}.txt", "\n\n".join(said[at::3])) for at in range(3)]


def write_on(page: object, files: list[object], sources: int) -> None:
    """Remove all files, give others and write the note."""
    page.get_by_role("button", name="Remove all").click()
    question = page.get_by_role("dialog")
    page.wait_for_function(
        "document.querySelector('dialog[open]') || !document.querySelector('.tb-rail .tb-files li')"
    )
    if question.count():
        question.get_by_role("button", name="Remove all").click()
    page.wait_for_function("!document.querySelector('.tb-rail .tb-files li')")
    give(page, 0, *files)
    write(page, sources)


def write(page: object, sources: int) -> None:
    page.get_by_role("button", name="Write the note").click()
    again = page.get_by_role("button", name="Write anew")
    figures = page.locator(".tb-figures").filter(has_text=f"from {sources} source")
    figures.or_(again).first.wait_for()
    if again.is_visible():
        again.click()
    figures.wait_for()


def signature(page: object) -> str:
    return loads(save_as(page, "json").decode()).signature


@pytest.mark.parametrize("width", [1440, 390])
def test_another_note_starts_at_its_title_with_its_evidence_beside_it(visit: Visit, width: int) -> None:
    page = visit(width, 800)
    use_samples(page)
    page.locator(".note summary").click()
    page.get_by_role("button", name="How this note was made").click()
    page.locator(".note footer").scroll_into_view_if_needed()
    page.evaluate("document.querySelectorAll('.note, .sources').forEach((one) => { one.scrollTop = 1e6; })")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    write_on(page, other_files(), 3)
    assert page.evaluate("document.querySelector('.tracebrief .note').scrollTop") == 0
    title = page.locator(".tracebrief .title").bounding_box()
    assert 0 <= title["y"] < 800
    assert page.locator(".note details[open]").count() == 0
    assert page.locator(".tb-made").is_hidden()
    if width > 1000:
        first = page.locator("#l1 a.cite").first.get_attribute("href")
        passage = page.locator(f".source mark{first}")
        passage.wait_for()
        top = page.evaluate(
            f"""document.querySelector('mark{first}').getBoundingClientRect().top
            - document.querySelector('.sources').getBoundingClientRect().top"""
        )
        assert 0 < top < 600


def test_only_a_note_that_a_hand_was_laid_on_says_so(visit: Visit) -> None:
    page = visit(1440, 900, fresh=True)
    use_samples(page)
    assert "by hand" not in signature(page)
    write_on(page, other_files(), 3)
    assert "by hand" not in signature(page)
    edit(page, 1, "Aliens landed in Quarn with 900 tanks.")
    assert signature(page).endswith("|revised:by hand")


def test_a_disagreement_that_no_line_tells_is_a_problem_too(visit: Visit) -> None:
    page = visit(1440, 900)
    toll = "The flood in Quarn killed {} people, the mayor of the town said. {}"
    give(
        page,
        0,
        text_file("one.txt", toll.format("at least 12", "Rescuers searched the river for three days.")),
        text_file("two.txt", toll.format(57, "The old bridge over the river was closed at noon.")),
    )
    set_length(page, 10)
    write(page, 2)
    assert page.locator(".disputes > li").count() == 1
    assert page.locator(".lines .badge").count() == 0
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator(".tb-bar").bounding_box()["height"] < 48  # one row of buttons
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Next dispute (1)").click()
    page.locator(".disputes > li:focus").wait_for()
    page.locator("mark.on").filter(has_text="people").first.wait_for()
    set_length(page, 150)  # with the line that says so, the line is the problem
    write(page, 2)
    page.get_by_role("button", name="Next problem (1)", exact=True).click()
    page.locator(".lines > li:focus").wait_for()


def test_figures_and_files_are_those_of_the_note_that_shows(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    figures = page.locator(".tb-figures")
    before = figures.inner_text()
    files = page.locator(".tb-rail .tb-files li")
    write_on(page, other_files(), 3)
    after = figures.inner_text()
    page.get_by_role("button", name="Undo").click()
    figures.filter(has_text=before).wait_for()
    page.wait_for_function("document.querySelectorAll('.tb-rail .tb-files li').length === 5")
    assert page.locator(".tb-files li.tb-new").count() == 0
    page.get_by_role("button", name="Redo").click()
    figures.filter(has_text=after).wait_for()
    page.wait_for_function("document.querySelectorAll('.tb-rail .tb-files li').length === 3")
    assert page.locator(".tb-files li.tb-new").count() == 0
    edit(page, 1, "Short.")
    page.wait_for_function(f"document.querySelector('.tb-figures').textContent !== {json.dumps(after)}")
    edited = figures.inner_text()
    page.reload()
    page.locator(".tracebrief .line").first.wait_for()
    figures.filter(has_text=edited).wait_for()
    give(page, 0, SEEDS[0])  # what came since stays, whatever is gone back to
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    figures.filter(has_text=before).wait_for()
    assert files.count() == 4
    assert page.locator(".tb-files li.tb-new").count() == 3


def test_what_was_done_is_told_whole_and_for_a_while(visit: Visit) -> None:
    page = visit(1280, 900)
    use_samples(page)
    page.locator("#l1").hover()
    tool(page, "Pin line 1: keep it when the note is written again").click()
    told = page.locator(".tb-top > .tb-message")
    told.filter(has_text="Pinned").wait_for()
    assert told.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    told.filter(has_text="Pinned").wait_for(state="hidden", timeout=9_000)
    page.locator("#l1").hover()
    tool(page, "Edit line 1").click()
    page.locator("#l1").get_by_label("Text of the line").fill(" ")
    page.keyboard.press("Enter")
    failed = page.get_by_role("alert").filter(has_text="has no word")
    failed.wait_for()
    page.wait_for_timeout(6_000)
    assert failed.is_visible()


def test_the_timeline_says_how_a_date_is_known_and_what_is_in_doubt(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    edit(page, 1, "Aliens landed in Toronto with 900 tanks.")
    hows = [one.strip() for one in page.locator(".lines .when .how").all_inner_texts()]
    assert hows
    marked = page.locator(".lines > li:has(.when) .doubt").all_inner_texts()
    page.get_by_role("button", name="Timeline").click()
    assert sorted(one.strip() for one in page.locator(".tb-timeline .how").all_inner_texts()) == sorted(hows)
    assert sorted(page.locator(".tb-timeline .doubt").all_inner_texts()) == sorted(marked)
    assert panel(page).locator(".tb-timeline li").count() == page.locator(".lines .when").count()


def test_no_control_that_holds_nothing_makes_the_server_fail(visit: Visit, server: object) -> None:
    page = visit(1280, 900)
    config = page.request.get(f"{server.url}config").json()
    # A group of boxes always gives a list: Gradio itself takes nothing else.
    groups = {one["id"] for one in config["components"] if one["type"] == "checkboxgroup"}
    asked = [one for one in config["dependencies"] if one["inputs"] and one["queue"] is False]
    asked = [one for one in asked if groups.isdisjoint(one["inputs"])]
    assert len(asked) > 3
    for one in asked:
        sent = {"fn_index": one["id"], "data": [None] * len(one["inputs"]), "session_hash": "nothing"}
        answer = page.request.post(f"{server.url}gradio_api/run/predict", data=sent)
        assert answer.ok, (one["targets"], answer.text())
