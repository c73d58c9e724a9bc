"""The signs of a line and what they lead to: disputed figures, what is refuted or in doubt, reasons."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from browser.conftest import give, panel, shoot, text_file, use_samples
from browser.test_page_brief import tool

from summarizer import summarize
from summarizer.note.brief_json import dumps
from summarizer.sources.load import document_from_text

pytestmark = pytest.mark.browser
Visit = Callable[..., object]
TWICE = (
    "Flight QX51 of Nordair crashed into the Calder Sea on Sunday. The navy initially said 40 bodies had "
    "been recovered, although other media later quoted the head of the rescue agency, Bo Lindqvist, as "
    "saying only three bodies had been retrieved.\n"
)
BLOG = (
    "Flight QX51 of Nordair was found in the Calder Sea, and ships search on. Rescue agency chief Bo "
    "Lindqvist told reporters that six bodies had now been recovered. The weather is bad. Total of 7 bodies "
    "- 4 men, 3 women - recovered so far, says the search chief.\n"
)
QUAKE = (
    "A strong earthquake killed 14 people in the port of Arica on Tuesday. A wave followed the earthquake "
    "and flooded the market. The mayor of Arica asked for help.\n"
)
CALM = "The harbour of Norden has a new crane. It was built by hand in three years.\n"
DRAFT = (
    "A strong earthquake killed 31 people in the port of Arica, and a wave flooded the market. "
    "Penguins elected 900 mayors in Toronto."
)
RED = {False: "rgb(185, 28, 28)", True: "rgb(240, 160, 160)"}
COLOUR = "one => getComputedStyle(one).color"


def written(page: object, *texts: str) -> None:
    files = [text_file(f"{at}.txt", text) for at, text in enumerate(texts, 1)]
    give(page, 0, *files)
    page.locator(".tb-rail .tb-files li").nth(len(texts) - 1).wait_for(state="attached")
    page.get_by_role("button", name="Write the note").click()
    page.locator("#l1 .line").wait_for()


def traced(page: object) -> object:
    page.get_by_role("tab", name="Trace").click()
    give(page, 1, text_file("calm.txt", CALM), text_file("quake.txt", QUAKE))
    panel(page).locator(".tb-drop").last.locator(".tb-files li").nth(1).wait_for(state="attached")
    page.get_by_label("Draft", exact=True).fill(DRAFT)
    page.get_by_role("button", name="Trace the draft").click()
    panel(page).locator(".lines > li").nth(1).wait_for()
    return panel(page).locator(".lines > li")


def bare(values: str) -> str:
    """Return what is stated without whose figure it is."""
    return re.sub(r" \([^)]*\)", "", values)


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_every_source_of_a_dispute_stands_side_by_side_and_one_alone_has_its_sign_too(
    visit: Visit, size: tuple[int, int]
) -> None:
    page = visit(*size)
    written(page, TWICE, BLOG)
    own = page.locator(".lines > li").filter(has_text="7 bodies")
    sign = own.locator(".badge:is(.disputed, .earlier)")
    assert sign.count() == 1
    assert "S1 sa" in sign.inner_text()
    assert "40 (the navy) and three (the head of the rescue agency)" in sign.inner_text()
    sign.click()
    heads = own.locator(".tb-columns strong").all_inner_texts()
    assert sorted(map(bare, heads)) == ["40, three", "7", "six"]  # what one passage states stands together
    page.locator("[data-act=view-table]").click()
    row = page.locator(".tb-evidence tbody tr").filter(has_text="Total of 7 bodies")
    assert sorted(map(bare, row.locator(".tb-told.other").all_inner_texts())) == ["40, three", "six"]
    page.locator("[data-act=view-note]").click()
    shoot(page, f"signs-dispute-{size[0]}", full=False)
    alone = visit(*size)
    written(alone, TWICE, CALM)
    line = alone.locator(".lines > li").filter(has=alone.locator(".badge.disputed"))
    assert line.count() == 1
    assert "S1 gives 40 and three" in bare(line.locator(".badge.disputed").inner_text())
    assert "S1 gives both." in alone.locator(".disputes").inner_text()
    alone.locator("[data-act=problem]").click()
    assert line.evaluate("one => one === document.activeElement")
    assert [bare(one) for one in line.locator(".tb-columns strong").all_inner_texts()] == ["40, three"]
    alone.locator("[data-act=view-table]").click()
    assert alone.locator(".tb-evidence .badge.disputed").count() == 1
    shoot(alone, f"signs-dispute-alone-{size[0]}", full=False)


@pytest.mark.parametrize("dark", [False, True])
def test_what_the_evidence_speaks_against_is_red_where_other_clauses_stand(visit: Visit, dark: bool) -> None:
    page = visit(1440, 900, color_scheme="dark" if dark else "light")
    lines = traced(page)
    badge = lines.nth(0).locator(".badge.refuted")
    assert badge.inner_text().startswith("partly contradicted, not “31")
    panel(page).locator(".tb-message").filter(has_text="1 partly contradicted, 1 not supported").wait_for()
    assert badge.evaluate(COLOUR) == RED[dark]
    words = lines.nth(0).locator(".doubt.refuted")
    assert words.all_inner_texts() == ["31"]
    assert words.evaluate(COLOUR) == RED[dark]
    # of a line that nothing supports no words are more in doubt than others: the sign says so
    assert lines.nth(1).locator(".badge.unsupported").count() == 1
    assert lines.nth(1).locator(".doubt").count() == 0
    shoot(page, f"signs-refuted-{'dark' if dark else 'light'}", full=False)


def test_a_reason_leads_to_the_passage_that_it_speaks_of(visit: Visit) -> None:
    page = visit(1440, 900)
    lines = traced(page)
    reason = lines.nth(0).locator(".reasons a").filter(has_text="14, not 31")
    assert "S2 [" in reason.locator("xpath=..").inner_text()
    reason.click()
    panel(page).locator("mark.on").filter(has_text="killed 14 people").first.wait_for()
    page.keyboard.press("Escape")
    assert reason.evaluate("one => one === document.activeElement")


def test_the_evidence_follows_the_line_that_is_edited(visit: Visit) -> None:
    page = visit(1440, 900)
    written(page, QUAKE, CALM)
    item = page.locator(".lines > li").filter(has_text="crane")
    number = item.get_attribute("id").removeprefix("l")
    other = page.locator(".lines > li").filter(has_text="earthquake killed")
    other.locator("a.cite").first.click()
    page.locator("mark.on").filter(has_text="earthquake").first.wait_for()
    item.hover()
    tool(page, f"Edit line {number}").click()
    page.locator("mark.on").filter(has_text="crane").first.wait_for()
    field = page.get_by_label("Text of the line")
    assert field.evaluate("one => one === document.activeElement")
    field.fill("The harbour of Norden has a new crane, and a strong earthquake killed 31 people in Arica.")
    field.press("Enter")
    item.locator(".badge.partial").wait_for()
    item.hover()
    tool(page, f"Edit line {number}").click()
    page.keyboard.type("!")
    reason = item.locator(".reasons a").filter(has_text="31").first
    reason.click()
    page.locator("mark.on").filter(has_text="killed 14 people").first.wait_for()
    assert field.is_visible()
    assert field.input_value().endswith("!")
    shoot(page, "signs-edit", full=False)


def test_a_contradicted_line_has_one_sign_with_the_figure(visit: Visit) -> None:
    story = "The flood in Quarn killed {0} people on Friday, the mayor of Quarn said. {1}\n"
    old = story.format(12, "Rescuers searched the river for three days.")
    new = story.format(57, "The old bridge over the river was closed at noon.")
    note = summarize([replace(document_from_text(old, id="S1"), name="old.txt", path="old.txt")])
    page = visit(1440, 900)
    page.get_by_role("tab", name="Update").click()
    give(page, 0, text_file("note.json", dumps(note)))
    give(page, 1, text_file("old.txt", old))
    give(page, 2, text_file("new.txt", new))
    page.get_by_role("button", name="Update the note").click()
    line = panel(page).locator(".lines > li").filter(has_text="killed 12")
    line.wait_for()
    assert line.locator(".badge").all_inner_texts() == ["Death toll: S2 says 57 people (the mayor of Quarn)"]
    assert line.locator(".badge").evaluate(COLOUR) == RED[False]
    shoot(page, "signs-update", full=False)


def test_lines_are_counted_in_one_way_wherever_a_source_is_named(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    told = [
        entry.inner_text().split("cited by ")[-1].split()[0] if "cited by" in entry.inner_text() else "0"
        for entry in page.locator(".note .list > li").all()
    ]
    files = page.locator(".tb-rail .tb-files li").all()
    counted = [
        file.inner_text().split(" line")[0].split()[-1]
        if "cite" in file.inner_text().split("not cited")[0]
        else "0"
        for file in files
    ]
    assert counted == told
    assert "part" not in page.locator(".tb-rail .tb-files").inner_text()


def test_what_is_left_out_has_quotation_marks_once_and_narrow_selects(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    page.locator(".note details summary").first.click()
    quotes = page.locator(".note details q").all()
    assert any(quote.inner_text().startswith('"') for quote in quotes)
    for quote in quotes:
        assert quote.evaluate("one => getComputedStyle(one).quotes") == "none"
        assert quote.inner_text()[:1] in '“"„'
        assert quote.inner_text()[1:2] not in '“"„'
    page.get_by_role("button", name="Put in left-out sentence 1 in place of a line").click()
    select, item = page.locator(".tb-swap select").first, page.locator(".note details li").first
    assert select.bounding_box()["width"] <= 0.6 * item.bounding_box()["width"]
    shoot(page, "signs-left-out", full=False)


def test_how_a_note_was_made_is_told_in_words_and_its_signature_one_press_further(visit: Visit) -> None:
    page = visit(1440, 900)
    use_samples(page)
    signature = page.locator(".note footer").get_by_text("rank:textrank")
    page.get_by_role("button", name="How this note was made").click()
    assert "150 words, by date, about everything" in page.locator(".note footer").inner_text()
    assert not signature.is_visible()
    page.get_by_role("button", name="The same in signs").click()
    assert signature.is_visible()
    shoot(page, "signs-made", full=False)


def test_an_update_checks_lines_by_hand_and_tells_nothing_else_of_them(visit: Visit) -> None:
    page = visit(1440, 900)
    written(page, QUAKE, CALM)
    crane = page.locator(".lines > li").filter(has_text="crane")
    number = crane.get_attribute("id").removeprefix("l")
    crane.hover()
    tool(page, f"Edit line {number}").click()
    page.get_by_label("Text of the line").fill("The harbour of Norden has an old ferry.")
    page.keyboard.press("Enter")
    edited = page.locator(".lines > li").filter(has_text="old ferry")
    edited.locator(".badge").filter(has_text="edited, ").wait_for()
    page.get_by_role("button", name="Write a line of your own").click()
    page.get_by_label("Text of the new line").fill("Divers found the wreck of the Aurora off Norden.")
    page.keyboard.press("Enter")
    own = page.locator(".lines > li").filter(has_text="Divers found")
    own.locator(".badge.unsupported").wait_for()
    assert own.locator(".badge").all_inner_texts() == ["written by hand, not supported"]
    give(page, 0, text_file("news.txt", CALM + "Off Norden, divers found the wreck of the Aurora.\n"))
    page.get_by_role("button", name="Update with the new files").click()
    own.locator(".badge.supported").wait_for()
    assert own.locator(".badge").all_inner_texts() == ["written by hand, supported"]
    (sign,) = edited.locator(".badge").all_inner_texts()  # not "unchanged", nor that S3 says it
    assert sign.startswith("edited, ")
    told = page.locator(".tb-writes .tb-message").filter(has_text="1 edited").inner_text()
    assert "1 of your own" in told
    shoot(page, "signs-updated", full=False)
