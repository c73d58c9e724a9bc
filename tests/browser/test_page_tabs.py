"""Trace, Verify and Evaluate in a real browser."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from browser.conftest import SEEDS, fill_sources, form, give, panel, save_as, shoot, text_file, use_samples

from summarizer.note.brief_json import dumps
from summarizer.pipeline import summarize
from summarizer.sources.load import load

pytestmark = pytest.mark.browser
Visit = Callable[..., object]


def test_a_pasted_draft_is_shown_with_a_verdict_and_evidence_for_each_sentence(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="Trace").click()
    fill_sources(page, 1)
    draft = "Azerbaijan's army enters the district of Aghdam. Penguins elected 900 mayors in Toronto."
    page.get_by_label("Draft", exact=True).fill(draft)
    page.get_by_role("button", name="Trace the draft").click()
    found = panel(page).locator(".lines > li")
    found.nth(1).wait_for()
    assert found.count() == 2
    assert found.nth(0).locator(".badge.supported").count() == 1
    assert found.nth(1).locator(".badge.unsupported").count() == 1
    signs = [
        badge.evaluate("element => getComputedStyle(element, '::before').content")
        for badge in panel(page).locator(".lines .badge").all()
    ]
    assert "✓" in signs[0]
    assert "✕" in signs[1]
    assert found.nth(0).locator(".near").count() == 0
    if found.nth(1).locator("a.cite").count():  # no marker looks like support
        assert found.nth(1).inner_text().index("not supported") < found.nth(1).inner_text().index("nearest")
        assert found.nth(1).locator(".near a.cite").count() == found.nth(1).locator("a.cite").count()
    found.nth(0).locator("a.cite").first.click()
    assert "Aghdam" in "".join(panel(page).locator("mark.on").all_text_contents())
    panel(page).locator(".tb-message").filter(has_text="1 supported, 1 not supported").wait_for()
    assert not page.get_by_label("Draft", exact=True).is_visible()  # the result begins where the screen does
    assert panel(page).locator(".tracebrief .title").bounding_box()["y"] < 250
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    form(page)
    assert page.get_by_label("Draft", exact=True).is_visible()
    page.get_by_role("button", name="Trace the draft").click()
    page.get_by_label("Draft", exact=True).wait_for(state="hidden")
    found.nth(1).wait_for()
    shoot(page, "trace", full=False)
    page.reload()
    found.nth(1).wait_for()
    assert page.get_by_label("Draft", exact=True).input_value() == draft
    assert panel(page).locator(".tb-files li").count() == 5


def type_over(page: object, number: int, text: str) -> None:
    """Give a line of the note on the tab that shows another text."""
    panel(page).locator(f"#l{number} .line").dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    panel(page).locator(f"#l{number} .line").filter(has_text=text).wait_for()


def test_a_traced_draft_goes_on_as_a_note_and_undo_brings_back_what_gave_way(visit: Visit) -> None:
    page = visit()
    use_samples(page)
    samples = panel(page).locator(".lines .line").all_inner_texts()
    page.get_by_role("tab", name="Trace").click()
    page.get_by_label("Draft", exact=True).fill(
        "# The autumn of 2020\n\nAzerbaijan's army enters the district of Aghdam. Penguins vote in Toronto."
    )
    give(page, 1, SEEDS[2])
    page.get_by_role("button", name="Trace the draft").click()
    verdicts = panel(page).locator(".lines .badge")
    verdicts.nth(1).wait_for()
    traced = verdicts.all_inner_texts()
    onward = panel(page).get_by_role("button", name="Edit as a note")
    onward.click()  # samples that nobody worked on are one press away, so nothing is asked
    title = panel(page).locator(".tracebrief .title")
    page.locator(".tb-rail .tb-files li").nth(4).wait_for(state="detached")
    assert title.inner_text() == "The autumn of 2020"
    assert verdicts.all_inner_texts() == traced
    assert panel(page).locator("#l1 a.cite").count() > 0
    assert panel(page).locator(".tb-files li").count() == 1
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("document.querySelectorAll('.tb-rail .tb-files li').length === 5")
    assert panel(page).locator(".lines .line").all_inner_texts() == samples
    # What was worked on is asked about first, though it is on the samples.
    type_over(page, 1, "Aliens vote in Toronto.")
    page.get_by_role("tab", name="Trace").click()
    onward.click()
    asked = page.get_by_role("dialog").filter(has_text="in place of your note?")
    assert "Undo brings yours back, with what you did, and its files" in asked.inner_text()
    asked.get_by_role("button", name="Go on").click()
    title.filter(has_text="The autumn of 2020").wait_for()
    type_over(page, 2, "Azerbaijan's army enters the district of Aghdam.")
    panel(page).locator("#l2 .badge.supported").wait_for()
    page.get_by_role("button", name="Undo").click()
    panel(page).locator("#l2 .badge.unsupported").wait_for()
    page.get_by_role("button", name="Undo").click()
    panel(page).locator("#l1").filter(has_text="Aliens vote in Toronto").wait_for()


def test_what_only_comes_nearest_looks_like_no_support(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="Trace").click()
    fill_sources(page, 1)
    page.get_by_label("Draft", exact=True).fill("Russia sent 5,000 peacekeepers to the enclave.")
    page.get_by_role("button", name="Trace the draft").click()
    line = panel(page).locator("#l1")
    line.locator(".near").filter(has_text="nearest passages:").wait_for()
    assert line.locator("a.cite").count() == line.locator(".near a.cite").count() > 0
    assert line.locator("a.cite").first.get_attribute("aria-label").startswith("Nearest passage 1: in")
    line.locator("a.cite").first.click()
    marked = panel(page).locator("mark.near.on")
    marked.first.wait_for()
    assert panel(page).locator(".tb-source-tools, .facts").filter(has_text="1 cited").count() == 0
    assert panel(page).locator(".facts").filter(has_text="0 cited").count() == 1
    reasons = line.locator(".reasons").inner_text()
    assert "cited passage" not in reasons
    assert "nearest passages" in reasons.lower()
    assert "No passage says this" not in reasons  # the sign and these words say so
    shoot(page, "trace-nearest", full=False)


def test_a_draft_can_be_a_file_and_may_be_replaced(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="Trace").click()
    page.get_by_role("button", name="Take the note of the Brief tab as the draft").click()
    page.get_by_text("There is no note in the Brief tab yet.").wait_for()
    page.get_by_role("button", name="Trace the draft").click()
    page.get_by_role("alert").filter(has_text="Give a draft first").wait_for()
    give(page, 0, text_file("first.txt", "This one is replaced."))
    give(page, 0, text_file("second.txt", "Azerbaijan's army enters the district of Aghdam."))
    panel(page).locator(".tb-files li").filter(has_text="second.txt").wait_for()
    assert panel(page).locator(".tb-files li").count() == 1
    give(page, 1, SEEDS[2])
    page.get_by_role("button", name="Trace the draft").click()
    panel(page).locator(".lines > li .badge.supported").wait_for()
    form(page)
    page.get_by_label("Draft", exact=True).fill("Aliens landed in Toronto with 900 tanks.")
    page.get_by_role("button", name="Trace the draft").click()
    told = panel(page).locator(".tb-message").filter(has_text="1 not supported")
    told.wait_for()
    assert told.inner_text().endswith("The pasted draft was traced, not second.txt.")


def save(page: object, wanted: str) -> None:
    """Save what a tab made in a format, from its menu, which folds then."""
    button = panel(page).locator(f"button[data-format={wanted}]")
    menu = panel(page).locator(".tb-menu", has=page.locator(f"button[data-format={wanted}]"))
    menu.locator("summary").click()
    button.click()
    button.wait_for(state="hidden")


def test_each_citation_of_a_saved_note_gets_its_state_and_the_change_is_shown(
    visit: Visit, tmp_path: Path
) -> None:
    pile = load(SEEDS)
    note = summarize(pile.documents)
    page = visit()
    page.get_by_role("tab", name="Verify").click()
    page.get_by_role("button", name="Verify the note").click()
    page.get_by_role("alert").filter(has_text="Give a note first").wait_for()
    shoot(page, "verify-empty")
    give(page, 0, text_file("note.json", dumps(note)))
    cited = note.lines[-1].citations[0]  # which its source says once
    changed = next(path for path in SEEDS if path.name == pile.documents[int(cited.source[1:]) - 1].name)
    content = changed.read_text(encoding="utf-8")
    word = next(word for word in cited.quote.split() if len(word) > 6 and word.isalpha())
    altered = content[: cited.start] + cited.quote.replace(word, "SOMETHINGELSE") + content[cited.end :]
    files = [text_file(p.name, altered if p == changed else p.read_text(encoding="utf-8")) for p in SEEDS]
    give(page, 1, *files)
    panel(page).locator(".tb-drop").nth(1).locator(".tb-files li").nth(4).wait_for()
    page.get_by_role("button", name="Verify the note").click()
    panel(page).locator(".tb-report td .tb-state.changed").first.wait_for()
    assert word in panel(page).locator(".tb-diff del").first.inner_text()
    assert "SOMETHINGELSE" in panel(page).locator(".tb-diff ins").first.inner_text()
    intact = panel(page).locator("tr", has=page.locator("td .tb-state.intact"))
    assert intact.count() >= 1
    assert all(row.locator(".tb-state").inner_text() == "✓ intact" for row in intact.all())
    # where it stands and no more: that this is where the note says is told once
    assert all(
        row.locator("td").last.inner_text().strip() == row.locator("a.cite").inner_text()
        for row in intact.all()
    )
    assert panel(page).get_by_text("where the note says").count() == 1
    links = panel(page).locator(".tb-report td a.cite")
    leads = [(link.inner_text(), link.get_attribute("title")) for link in links.all()]
    assert len(leads) == len(set(leads)) > 3  # each passage has one row
    row = panel(page).locator("tr", has=page.locator(".tb-state.changed")).first
    row.locator("a.cite").click()  # the passage of today, in its source
    panel(page).locator("mark.on").filter(has_text="SOMETHINGELSE").wait_for()
    shoot(page, "verify-passage", full=False)
    page.keyboard.press("Escape")
    assert row.locator("a.cite").evaluate("link => link === document.activeElement")
    assert not panel(page).get_by_role("toolbar").is_visible()  # it is no note to work on
    assert not panel(page).locator("button[data-format=docx]").is_visible()  # nothing is to be cited anew
    assert panel(page).locator("button[data-format]").filter(visible=True).count() == 0  # they are in menus
    with page.expect_download() as download:
        save(page, "report")
    report = json.loads(download.value.path().read_bytes())
    assert report["counts"]["changed"] >= 1
    for wanted, beginning in (("page", "<!doctype html>"), ("text", "")):
        with page.expect_download() as download:
            save(page, wanted)
        read = download.value.path().read_text()
        assert read.startswith(beginning)
        assert "SOMETHINGELSE" in read
    shoot(page, "verify")
    page.reload()
    panel(page).locator(".tb-report td .tb-state.changed").first.wait_for()
    assert panel(page).locator(".tb-files li").count() == 6
    with page.expect_download() as download:
        save(page, "report")
    assert json.loads(download.value.path().read_bytes()) == report
    form(page)
    give(page, 0, text_file("note.json", "{}"))  # what was found before is not taken for this one's
    page.get_by_role("button", name="Verify the note").click()
    panel(page).locator(".tb-message.tb-error").filter(has_text="no note that this version").wait_for()
    assert panel(page).locator(".tb-why").filter(has_text="no note that this version").count() == 1
    assert panel(page).locator(".tb-drop").first.is_visible()
    assert panel(page).locator(".tb-report").count() == 0


def test_predictions_are_scored_against_references_with_intervals_and_signature(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="For researchers").click()
    page.get_by_role("button", name="Evaluate").click()
    page.get_by_role("alert").filter(has_text="Give what people wrote").wait_for()
    shoot(page, "evaluate-empty")
    topics = {"a": "the cat sat on the mat", "b": "the dog ran home", "c": "a bird sang at dawn"}
    give(page, 0, *(text_file(f"{key}.txt", text) for key, text in topics.items()))
    give(page, 1, *(text_file(f"{key}.txt", text.replace("the ", "a ")) for key, text in topics.items()))
    panel(page).locator(".tb-drop").nth(1).locator(".tb-files li").nth(2).wait_for()
    page.get_by_role("button", name="Evaluate").click()
    panel(page).locator(".tb-report").wait_for()
    report = panel(page).locator(".tb-report").inner_text()
    assert "3 topics" in report
    assert "ROUGE-2" in report
    assert "rule:average" in report
    assert panel(page).locator("td .tb-quiet").first.inner_text().startswith("[")
    assert panel(page).locator(".tb-plot img").evaluate("image => image.naturalWidth") > 100
    with page.expect_download() as download:
        save(page, "zip")
    names = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())).namelist()
    assert {"evaluation/results.json", "evaluation/report.html"} <= set(names)
    shoot(page, "evaluate")
    page.reload()
    panel(page).locator(".tb-report").wait_for()
    assert panel(page).locator(".tb-report").inner_text() == report


def test_systems_are_run_on_topics_given_as_jsonl(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="For researchers").click()
    rows = [
        {
            "id": f"t{at}",
            "docs": [{"id": "d", "text": path.read_text(encoding="utf-8")}],
            "references": [path.read_text(encoding="utf-8")[:300]],
        }
        for at, path in enumerate(SEEDS[:2])
    ]
    give(page, 0, text_file("topics.jsonl", "\n".join(json.dumps(row) for row in rows)))
    page.get_by_label("lead", exact=True).check()
    page.get_by_label("random", exact=True).check()
    page.get_by_label("Length of each note").fill("50")
    page.get_by_role("button", name="Evaluate").click()
    panel(page).locator(".tb-report").wait_for()
    shown = panel(page).locator(".tb-scores th[scope=row]").all_inner_texts()
    assert {"lead", "random"} <= set(shown)
    assert "Differences" in panel(page).locator(".tb-report").inner_text()
    shoot(page, "evaluate-systems")


def test_predictions_of_several_systems_are_compared_as_jsonl(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="For researchers").click()
    texts = {"a": "the cat sat on the mat", "b/2": "the dog ran home", "c": "a bird sang at dawn"}

    def rows(**changes: str) -> str:
        made = [{"id": key, "text": changes.get("text", text)} for key, text in texts.items()]
        return "\n".join(json.dumps(row) for row in made)

    gold = [{"id": key, "references": [text]} for key, text in texts.items()]
    give(page, 0, text_file("gold.jsonl", "\n".join(json.dumps(row) for row in gold)))
    give(page, 1, text_file("ours.jsonl", rows()), text_file("theirs.jsonl", rows(text="the bird ran")))
    panel(page).locator(".tb-drop").nth(1).locator(".tb-files li").nth(1).wait_for()
    page.get_by_role("button", name="Evaluate").click()
    panel(page).locator(".tb-report").wait_for()
    shown = panel(page).locator(".tb-scores").first.locator("th[scope=row]").all_inner_texts()
    assert shown == ["ours", "theirs"]
    assert "100.00" in panel(page).locator(".tb-scores tbody tr").first.inner_text()
    form(page)
    give(page, 1, text_file("short.jsonl", '{"id": "a", "text": 3}'))
    panel(page).locator(".tb-drop").nth(1).locator(".tb-files li").nth(2).wait_for()
    page.get_by_role("button", name="Evaluate").click()
    said = page.get_by_role("alert").filter(
        has_text="short.jsonl, line 1: a prediction needs an id and a text"
    )
    said.wait_for()
    assert "/" not in said.inner_text()


def test_evaluation_says_what_is_missing(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="For researchers").click()
    give(page, 0, text_file("a.txt", "one two"))
    page.get_by_role("button", name="Evaluate").click()
    page.get_by_role("alert").filter(has_text="Give the predictions").wait_for()


def test_a_note_is_brought_up_to_date_and_each_line_says_how_it_stands(visit: Visit) -> None:
    pile = load(SEEDS[:4])
    note = summarize(pile.documents)
    page = visit()
    page.get_by_role("tab", name="Update").click()
    page.get_by_role("button", name="Update the note").click()
    page.get_by_role("alert").filter(has_text="Give the former note first").wait_for()
    give(page, 0, text_file("note.json", dumps(note)))
    give(page, 1, *SEEDS[:4])
    give(page, 2, SEEDS[4])
    panel(page).locator(".tb-drop").nth(1).locator(".tb-files li").nth(3).wait_for()
    page.get_by_role("button", name="Update the note").click()
    panel(page).locator(".tracebrief .line").first.wait_for()
    statuses = panel(page).locator(".lines .badge").all_inner_texts()
    assert set(statuses) & {"new", "unchanged", "strengthened", "contradicted"}
    signature = panel(page).locator(".tracebrief footer").get_by_text("|updated")
    assert not signature.is_visible()
    panel(page).get_by_role("button", name="How this note was made").click()
    panel(page).get_by_role("button", name="The same in signs").click()
    assert signature.is_visible()
    shoot(page, "update")
    page.reload()
    panel(page).locator(".tracebrief .line").first.wait_for()
    assert panel(page).locator(".lines .badge").all_inner_texts() == statuses
    panel(page).locator(".lines a.cite").first.click()
    panel(page).locator("mark.on").first.wait_for()
    assert panel(page).locator(".tb-error").count() == 0
    # One press, and it can be worked on and saved, with its files.
    panel(page).get_by_role("button", name="Edit this note").click()
    page.get_by_role("tab", name="Brief", selected=True).wait_for()
    panel(page).locator(".tracebrief .line").first.wait_for()
    assert panel(page).locator(".lines .badge").all_inner_texts() == statuses
    assert panel(page).locator(".tb-files li").count() == 5
    assert panel(page).locator(".tb-files .tb-new").count() == 0
    type_over(page, 1, "Penguins vote in Toronto.")
    panel(page).locator("#l1 .badge.unsupported").wait_for()
    # With files of one's own there, it asks.
    give(page, 0, text_file("own.txt", "The council of Quarn opened its new bridge."))
    page.get_by_role("tab", name="Update").click()
    give_up = page.get_by_role("dialog").filter(has_text="Go on with this note and its files in place of")
    panel(page).get_by_role("button", name="Edit this note").click()
    give_up.wait_for()
    assert "Undo brings yours back, with what you did," in give_up.inner_text()
    page.keyboard.press("Escape")
    give_up.wait_for(state="hidden")
    page.get_by_role("tab", name="Brief").click()
    assert "Penguins" in panel(page).locator("#l1").inner_text()


def test_a_project_brings_its_sources_and_pins_along_to_an_update_and_on_to_brief(visit: Visit) -> None:
    page = visit()
    story = "The council of Quarn opened bridge {0} on Friday. Crowds of {0} hundred came to see it.\n"
    give(page, 0, *(text_file(f"{at}.txt", story.format(at)) for at in (3, 4)))
    page.get_by_role("button", name="Write the note").click()
    panel(page).locator(".tracebrief .line").first.wait_for()
    panel(page).locator("#l1 [data-act=pin]").dispatch_event("click")
    pinned = panel(page).locator("#l1.tb-pinned .line")
    pinned.wait_for()
    text = pinned.inner_text()[:38]
    held = save_as(page, "project")
    page.get_by_role("tab", name="Update").click()
    give(page, 0, {"name": "yesterday.json", "mimeType": "application/json", "buffer": held})
    sources = panel(page).locator(".tb-drop").nth(1).locator(".tb-files li")
    sources.nth(1).wait_for()
    assert [one.get_attribute("data-path") for one in sources.all()] == ["3.txt", "4.txt"]
    give(page, 2, text_file("5.txt", story.format(5)))
    page.get_by_role("button", name="Update the note").click()
    panel(page).locator(".tracebrief .line").first.wait_for()
    panel(page).get_by_role("button", name="Edit this note").click()
    asked = page.get_by_role("dialog")
    assert "They leave this page" not in asked.inner_text()  # for they come along
    asked.get_by_role("button", name="Go on").click()
    panel(page).locator(".tb-files li").nth(2).wait_for()
    panel(page).locator(".tb-pinned .line").filter(has_text=text).wait_for()  # what is pinned stays so


def test_values_that_contradict_each_other_stand_in_a_table(visit: Visit) -> None:
    page = visit()
    story = "The flood in Quarn killed {0} people on Friday, the mayor of Quarn said. {1}\n"
    give(
        page,
        0,
        text_file("one.txt", story.format(12, "Rescuers searched the river for three days.")),
        text_file("two.txt", story.format(57, "The old bridge over the river was closed at noon.")),
    )
    page.get_by_role("button", name="Write the note").click()
    disputes = panel(page).locator(".tracebrief .disputes")
    disputes.wait_for()
    assert "12" in disputes.inner_text()
    assert "57" in disputes.inner_text()
    disputes.locator("a.cite").first.click()
    assert "killed" in "".join(panel(page).locator("mark.on").all_text_contents())
    shoot(page, "brief-conflict")
