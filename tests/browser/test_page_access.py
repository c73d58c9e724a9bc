"""The page by axe-core's rules: light and dark, wide and narrow, every tab, empty and filled."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from browser.conftest import SEEDS, fill_sources, give, panel, shoot, text_file, use_samples

from summarizer.note.brief_json import dumps
from summarizer.pipeline import summarize
from summarizer.sources.load import load

pytestmark = pytest.mark.browser
Visit = Callable[..., object]

SIZES = {"1440": (1440, 900), "390": (390, 844), "200%": (720, 450)}
"""At 200 % a screen of 1440 × 900 has half of each."""


SETTLED = "document.getAnimations().forEach(one => { try { one.finish(); } catch { /* one without end */ } })"


def violations(page: object, *rules: str) -> list[str]:
    """What axe finds, by some of its rules or by all."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found = axe.Axe().run(page, options=only).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node.get('failureSummary', '')[:160]}"
        for rule in found
        for node in rule["nodes"]
        if rule["impact"] in ("serious", "critical") or ".tracebrief" in str(node["target"])
    ]


def tools(page: object, number: int) -> None:
    """Show the tools of a line where they are one tap away."""
    opener = page.locator(f"#l{number} .tb-tools-of")
    if opener.is_visible() and opener.get_attribute("aria-expanded") == "false":
        opener.click()


@pytest.mark.parametrize("size", SIZES)
def test_the_brief_tab_has_no_serious_finding(visit: Visit, size: str) -> None:
    page = visit(*SIZES[size])
    page.get_by_role("button", name="More settings").click()
    page.get_by_label("Rewriting model").wait_for()
    check(page, f"brief-empty-{size}")
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("alert").filter(has_text="Give some files").wait_for()
    check(page)
    page.get_by_role("button", name="More settings").click()
    use_samples(page)
    tools(page, 1)
    page.get_by_role("button", name="Edit line 1").dispatch_event("click")
    page.get_by_label("Text of the line").fill("Aliens landed in Toronto.")
    check(page)
    page.keyboard.press("Enter")
    page.locator("#l1 .badge.unsupported").wait_for()
    page.locator(".tracebrief a.cite").first.click()
    check(page)
    page.keyboard.press("Escape")
    page.locator(".note details summary").click()
    check(page, f"brief-{size}")
    tools(page, 2)
    page.get_by_role("button", name="More for line 2").dispatch_event("click")
    page.get_by_role("button", name="Comment on line 2").dispatch_event("click")
    page.get_by_label("Comment on the line").fill("Ask Ann.")
    page.keyboard.press("Enter")
    page.locator(".tb-comment").wait_for()
    page.get_by_role("button", name="Edit title").dispatch_event("click")
    page.get_by_role("button", name="Save as").click()
    page.get_by_label("Search in all sources").fill("Armenia")
    page.locator(".tb-hit").first.wait_for()
    check(page, f"brief-tools-{size}")
    page.get_by_role("button", name="Cancel", exact=True).filter(visible=True).click()
    for view in ("Timeline", "Evidence table"):
        page.get_by_role("button", name=view).click()
        check(page, f"brief-{view.split()[0].lower()}-{size}")
    page.get_by_role("button", name="Note", exact=True).click()
    tools(page, 1)
    page.get_by_role("button", name="Move line 1 down").dispatch_event("click")
    page.locator(".tb-message").filter(has_text="Moved").wait_for()
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("dialog").wait_for()
    check(page)


@pytest.mark.parametrize("size", SIZES)
def test_the_other_tabs_have_no_serious_finding(visit: Visit, size: str, saved: str) -> None:
    page = visit(*SIZES[size])
    for tab, fill in TABS.items():
        page.get_by_role("tab", name=tab).click()
        panel(page).locator(".tb-drop").first.wait_for()
        check(page)
        fill(page, saved)
        check(page, f"{tab.lower()}-{size}")


def check(page: object, name: str | None = None) -> None:
    """Assert that axe finds nothing and nothing is wider than the screen; take screenshots.

    In the dark all is as it is in the light, but for the colours.
    """
    assert violations(page) == []
    assert violations(page, "label-content-name-mismatch") == []  # what a button shows is what it is called
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if name:
        shoot(page, f"{name}-light")
    page.emulate_media(color_scheme="dark")
    page.locator("body.dark").wait_for()
    page.evaluate(SETTLED)
    assert violations(page, "color-contrast") == []
    if name:
        shoot(page, f"{name}-dark")
    page.emulate_media(color_scheme="light")
    page.locator("body:not(.dark)").wait_for()
    page.evaluate(SETTLED)


@pytest.fixture(scope="module")
def saved() -> str:
    return dumps(summarize(load(SEEDS[:4]).documents))


def fill_trace(page: object, saved: str) -> None:
    draft = SEEDS[2].read_text(encoding="utf-8")[:400] + " Penguins vote."
    page.get_by_label("Draft", exact=True).fill(draft)
    fill_sources(page, 1)
    page.get_by_role("button", name="Trace the draft").click()
    panel(page).locator(".lines > li").first.wait_for()


def fill_verify(page: object, saved: str) -> None:
    give(page, 0, text_file("note.json", saved))
    texts = [path.read_text(encoding="utf-8").replace("Defense", "Defence") for path in SEEDS[:3]]
    give(page, 1, *(text_file(path.name, text) for path, text in zip(SEEDS, texts, strict=False)))
    panel(page).locator(".tb-drop").nth(1).locator(".tb-files li").nth(2).wait_for(state="attached")
    page.get_by_role("button", name="Verify the note").click()
    panel(page).locator(".tb-report td .tb-state.missing").first.wait_for()


def fill_update(page: object, saved: str) -> None:
    give(page, 0, text_file("note.json", saved))
    give(page, 1, *SEEDS[:4])
    give(page, 2, SEEDS[4])
    panel(page).locator(".tb-drop").nth(1).locator(".tb-files li").nth(3).wait_for(state="attached")
    page.get_by_role("button", name="Update the note").click()
    panel(page).locator(".lines .badge").first.wait_for()


def fill_evaluate(page: object, saved: str) -> None:
    texts = {"a": "the cat sat on the mat", "b": "the dog ran home", "c": "a bird sang at dawn"}
    gold = [{"id": key, "references": [text]} for key, text in texts.items()]
    ours = [{"id": key, "text": text} for key, text in texts.items()]
    theirs = [{"id": key, "text": "a dog sat"} for key in texts]
    for at, (name, rows) in enumerate({"gold": gold, "ours": ours, "theirs": theirs}.items()):
        give(page, min(at, 1), text_file(f"{name}.jsonl", "\n".join(map(json.dumps, rows))))
    page.get_by_role("button", name="Evaluate").click()
    panel(page).locator(".tb-report").wait_for()


TABS = {
    "Trace": fill_trace,
    "Verify": fill_verify,
    "Update": fill_update,
    "For researchers": fill_evaluate,
}
