"""Files that are given and removed in quick succession, on a connection that is slow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.conftest import give, panel, text_file

pytestmark = pytest.mark.browser
Visit = Callable[..., object]
NAMES = "items => items.map(item => item.dataset.path)"


def slow(page: object, which: str, seconds: float) -> None:
    """Make the answer to the first order of a kind come late, which is done at once."""
    page.evaluate(
        """([which, wait]) => {
            const {fetch} = window;
            let first = true;
            window.fetch = async (...asked) => {
                const late = first && String(asked[1]?.body).includes(`"${which}":`);
                if (late) first = false;
                const answer = await fetch(...asked);
                if (late) await new Promise(done => setTimeout(done, wait));
                return answer;
            };
        }""",
        [which, seconds * 1000],
    )


def test_files_given_while_others_are_on_their_way_are_taken_and_shown(visit: Visit) -> None:
    page = visit()
    slow(page, "files", 2)
    zone = page.locator(".tb-drop").first
    for name in ("first.txt", "second.txt"):
        with page.expect_response("**/upload*"):
            zone.locator("input[type=file]").set_input_files(
                [text_file(name, f"The council opened the {name}.")]
            )
        page.wait_for_timeout(300)
    zone.locator(".tb-files li").nth(1).wait_for()
    page.wait_for_timeout(2500)  # the answer that was overtaken takes nothing away
    assert zone.locator(".tb-files li").evaluate_all(NAMES) == ["first.txt", "second.txt"]


def test_files_removed_one_after_the_other_are_those_that_were_meant(visit: Visit) -> None:
    page = visit()
    zone = page.locator(".tb-drop").first
    zone.locator("input[type=file]").set_input_files(
        [text_file(f"{at}.txt", f"Council {at} opened its bridge.") for at in range(4)]
    )
    zone.locator(".tb-files li").nth(3).wait_for()
    slow(page, "name", 1.5)
    for name in ("0.txt", "2.txt"):
        zone.get_by_role("button", name=f"Remove {name}").click()
    page.wait_for_timeout(2500)
    assert zone.locator(".tb-files li").evaluate_all(NAMES) == ["1.txt", "3.txt"]


PAGE = (
    "<html><body><nav><ul><li>Home and news</li><li>Sport and money</li></ul></nav><article><h1>Bridge</h1>"
    "<p>The council of Quarn opened its new bridge on Friday, the mayor said in a long speech.</p>"
    "<p>The old bridge was closed in May, and ships had to wait for three weeks at the harbour.</p></article>"
    "<footer>About us, our partners, and what we do with all that you tell us</footer></body></html>"
)


@pytest.mark.parametrize("tab", ["Brief", "Trace"])
def test_what_is_remarked_of_files_stands_in_one_place(visit: Visit, tab: str) -> None:
    page = visit()
    page.get_by_role("tab", name=tab).click()
    at = 0 if tab == "Brief" else 1
    sound = {"name": "page.html", "mimeType": "text/html", "buffer": PAGE.encode()}
    give(page, at, sound, {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"})
    if tab == "Trace":
        panel(page).get_by_label("Draft", exact=True).fill("The council of Quarn opened its new bridge.")
    panel(page).locator(".tb-actions > button.primary").click()
    panel(page).locator(".tracebrief .line").first.wait_for()
    remarks = panel(page).locator("#remarks")
    assert "bad.pdf" in remarks.inner_text()
    assert "are left out" in remarks.inner_text()
    assert panel(page).locator(".facts a").inner_text().endswith("remarks")
    assert panel(page).locator(".tb-problems").count() == 0
