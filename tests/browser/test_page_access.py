"""The page by axe-core's rules: light and dark, wide and narrow, every tab, empty and filled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.conftest import SEEDS, fill_sources, panel, shoot, use_samples

pytestmark = pytest.mark.browser
Visit = Callable[..., object]

SIZES = {"1280": (1280, 900), "390": (390, 844)}


def violations(page: object) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node.get('failureSummary', '')[:160]}"
        for rule in found
        for node in rule["nodes"]
        if rule["impact"] in ("serious", "critical") or ".tracebrief" in str(node["target"])
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_tab_has_a_serious_finding_empty_or_filled(visit: Visit, scheme: str, size: str) -> None:
    page = visit(*SIZES[size], color_scheme=scheme)
    assert violations(page) == []
    use_samples(page)
    page.get_by_role("button", name="Edit line 1").dispatch_event("click")
    page.get_by_label("Text of the line").fill("Aliens landed in Toronto.")
    page.keyboard.press("Enter")
    page.locator("#l1 .badge.unsupported").wait_for()
    page.locator(".tracebrief a.cite").first.click()
    page.locator(".note details summary").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    shoot(page, f"brief-{scheme}-{size}")
    page.get_by_role("tab", name="Trace").click()
    page.get_by_label("Draft", exact=True).fill(
        SEEDS[2].read_text(encoding="utf-8")[:400] + " Penguins vote."
    )
    fill_sources(page, 1)
    page.get_by_role("button", name="Trace the draft").click()
    panel(page).locator(".lines > li").first.wait_for()
    assert violations(page) == []
    shoot(page, f"trace-{scheme}-{size}")
    for tab in ("Verify", "Evaluate"):
        page.get_by_role("tab", name=tab).click()
        panel(page).locator(".tb-drop").first.wait_for()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        shoot(page, f"{tab.lower()}-{scheme}-{size}")
