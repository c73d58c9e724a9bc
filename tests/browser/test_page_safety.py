"""The page against hostile files and clients: nothing runs, leaves, crosses or stays."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from browser.conftest import SEEDS, Server, give, panel, shoot, start, stop, text_file

pytestmark = pytest.mark.browser
Visit = Callable[..., object]

SENTENCE = "The council of {0} opened its new {0} bridge on Friday, said the mayor of {0} to {0} reporters."


def test_hostile_text_and_names_are_shown_as_text_and_do_nothing(visit: Visit) -> None:
    page = visit()
    markup = (
        "The <img src=x onerror=alert(1)> minister <script>alert(2)</script> of ${7*7} and {{7*7}} said "
        'that <iframe srcdoc="<script>parent.owned=1</script>"></iframe> the bridge '
        '"onmouseover="alert(3) is open.\n\n'
        "The \u202eetirw ot\u202c minister of ${alert(4)} said `${owned=1}` on Saturday "
        "that the bridge </textarea> is closed.\n\n"
    )
    long = "word " * 2000 + "ends the line of ten thousand characters at the bridge of the minister.\n"
    names = (
        "<img src=x onerror=alert(5)>.txt",
        "${7*7} {{7*7}} `.txt",
        "a\u202etxt.exe.txt",
        "'\"&lt;-->.txt",
    )
    give(page, 0, *(text_file(name, f"{at} {markup}{long}") for at, name in enumerate(names)))
    panel(page).locator(".tb-files li").nth(3).wait_for()
    shown = page.locator(".tb-files .tb-name").all_text_contents()
    assert "<img src=x onerror=alert(5)>.txt" in shown
    assert "${7*7} {{7*7}} `.txt" in shown
    page.get_by_role("button", name="More settings").click()
    page.get_by_label("Title").fill("<b>${7*7}</b><script>alert(6)</script>")
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tracebrief .line").first.wait_for()
    note = page.locator(".tracebrief")
    assert note.locator("img, script, iframe, object, form, link").count() == 0
    assert "${7*7}" in note.inner_text()
    assert "<b>${7*7}</b><script>alert(6)</script>" in note.locator(".title").inner_text()
    page.locator(".tracebrief a.cite").first.hover()
    assert page.locator(".tb-tip img, .tb-tip script").count() == 0
    page.get_by_role("button", name="Edit line 1").dispatch_event("click")
    page.get_by_label("Text of the line").fill("<img src=x onerror=alert(7)> ${7*7} the minister said")
    page.keyboard.press("Enter")
    page.locator("#l1 .line").filter(has_text="<img src=x onerror=alert(7)>").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("typeof window.owned") == "undefined"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    shoot(page, "brief-hostile")
    page.get_by_role("tab", name="Trace").click()
    page.get_by_label("Draft", exact=True).fill(markup)
    panel(page).get_by_role("button", name="Take the files of the Brief tab").click()
    panel(page).locator(".tb-files li").nth(3).wait_for()
    page.get_by_role("button", name="Trace the draft").click()
    panel(page).locator(".lines > li").first.wait_for()
    assert panel(page).locator(".tracebrief :is(img, script, iframe)").count() == 0
    assert page.evaluate("typeof window.owned") == "undefined"


def test_pages_at_once_get_their_own_notes(visit: Visit) -> None:
    towns = [f"Quarn{'abcdefghij'[at] * 4}" for at in range(4)]
    pages = [visit() for _ in towns]
    for page, town in zip(pages, towns, strict=True):
        text = "\n\n".join(SENTENCE.format(town) + f" It cost {at} million." for at in range(4))
        give(page, 0, text_file(f"{town}.txt", text))
    for page in pages:
        page.get_by_role("button", name="Write the note").click(no_wait_after=True)
    for page, town in zip(pages, towns, strict=True):
        page.locator(".tracebrief .line").first.wait_for()
        shown = page.locator("body").inner_text()
        assert town in shown
        assert not any(other in shown for other in towns if other != town)


def test_ten_clients_at_once_get_their_own_notes(server: Server, tmp_path: Path) -> None:
    from gradio_client import Client, handle_file

    def ask(at: int) -> tuple[str, str]:
        town = f"Zorn{'abcdefghij'[at] * 4}"
        path = tmp_path / f"{at}" / "same-name.txt"
        path.parent.mkdir()
        path.write_text("\n\n".join(SENTENCE.format(town) for _ in range(2)))
        client = Client(server.url, verbose=False)
        return town, client.predict([handle_file(path)], api_name="/brief")

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(ask, range(10)))
    for town, note in answers:
        assert town in note
        assert not any(other in note for other, _ in answers if other != town)


def folders(server: Server) -> list[Path]:
    return [path for path in server.state.glob("tracebrief/page/*/*") if path.is_dir()]


def test_files_are_private_and_are_gone_when_the_page_is_left(visit: Visit, server: Server) -> None:
    page = visit()
    before = set(folders(server))
    give(page, 0, SEEDS[0])
    (own,) = set(folders(server)) - before
    assert own.stat().st_mode & 0o077 == 0
    assert own.parent.stat().st_mode & 0o077 == 0
    uploads = next(server.temporary.glob("tracebrief-*/uploads"))
    assert not [
        path for path in uploads.rglob("*") if path.is_file() and SEEDS[0].read_bytes() == path.read_bytes()
    ]
    page.goto("about:blank")
    deadline = time.time() + 40
    while own.exists() and time.time() < deadline:
        time.sleep(0.1)
    assert not own.exists()


def test_answers_carry_a_policy_and_strange_hosts_get_none(server: Server) -> None:
    import httpx

    answer = httpx.get(server.url)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"<svg" in httpx.get(f"{server.url}favicon.ico").content  # its own, not the framework's
    assert httpx.get(server.url, headers={"host": "evil.example"}).status_code == 400
    assert httpx.get(server.url, headers={"host": "127.0.0.1.evil.example"}).status_code == 400
    for path in ("openapi.json", "docs", "gradio_api/file=/etc/passwd", "monitoring"):
        assert httpx.get(server.url + path).status_code in (403, 404), path
    with socket.create_connection(("127.0.0.1", int(server.url.split(":")[2].strip("/")))) as plain:
        plain.sendall(
            b"POST /gradio_api/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n"
        )
        assert plain.recv(100).startswith(b"HTTP/1.1 413")


def ask_raw(server: Server, file: object) -> str:
    import httpx

    data = [[file], 100, "words", "", "", "chronological", "textrank", "coverage", "json", ""]
    address = f"{server.url}gradio_api/call/brief"
    event = httpx.post(address, json={"data": data}).json()["event_id"]
    return httpx.get(f"{address}/{event}", timeout=30).text


@pytest.mark.parametrize(
    "file",
    [
        {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}},
        {"path": "/etc/passwd", "orig_name": "x.txt"},
        {"path": "../../../../etc/passwd", "meta": {"_type": "gradio.FileData"}},
        {"path": "https://example.com/x.txt", "meta": {"_type": "gradio.FileData"}},
        {"path": "x", "url": "https://example.com/x.txt", "meta": {"_type": "gradio.FileData"}},
        {"path": "http://127.0.0.1:9/x.txt", "meta": {"_type": "gradio.FileData"}},
        "/etc/passwd",
        17,
    ],
)
def test_a_file_that_was_not_uploaded_is_refused(server: Server, file: object) -> None:
    answer = ask_raw(server, file)
    assert "event: error" in answer
    assert "root:" not in answer


def test_a_file_that_was_uploaded_is_taken(server: Server) -> None:
    import httpx

    content = SEEDS[0].read_bytes()
    (path,) = httpx.post(f"{server.url}gradio_api/upload", files={"files": ("a.txt", content)}).json()
    file = {"path": path, "orig_name": "a.txt", "meta": {"_type": "gradio.FileData"}}
    assert "event: complete" in ask_raw(server, file)


def test_too_many_files_and_too_large_ones_are_refused(visit: Visit) -> None:
    page = visit()
    zone = panel(page).locator(".tb-drop").first
    zone.locator("input[type=file]").set_input_files(
        [text_file("large.txt", "x" * 3_000_001), text_file("empty.txt", "")]
    )
    refused = zone.locator("[role=status]")
    refused.filter(has_text="large.txt: larger than 3 MB").wait_for()
    assert "empty.txt: the file is empty" in refused.inner_text()
    assert "tb-error" in refused.get_attribute("class")  # it is no mere remark
    assert page.locator(".tb-files").count() == 0


def test_machines_have_four_endpoints_that_do_what_the_page_does(server: Server, tmp_path: Path) -> None:
    from gradio_client import Client, handle_file

    client = Client(server.url, verbose=False)
    api = client.view_api(return_format="dict", print_info=False)
    assert set(api["named_endpoints"]) == {"/brief", "/trace", "/verify", "/evaluate"}
    files = [handle_file(path) for path in SEEDS]
    note = client.predict(files, 100, api_name="/brief")
    assert json.loads(note)["schema"] == "tracebrief/1"
    assert client.predict(files, 100, format="md", api_name="/brief").startswith("#")
    traced = json.loads(
        client.predict("Aghdam was entered by the army of Azerbaijan.", files, api_name="/trace")
    )
    assert traced["lines"][0]["kind"] == "draft"
    (tmp_path / "note.json").write_text(note)
    verified = json.loads(client.predict(handle_file(tmp_path / "note.json"), files, api_name="/verify"))
    assert verified["intact"] is True
    (tmp_path / "ours.txt").write_text("the cat sat\nthe dog ran\n")
    (tmp_path / "gold.txt").write_text("a cat sat\nthe dog ran home\n")
    gold, ours = handle_file(tmp_path / "gold.txt"), handle_file(tmp_path / "ours.txt")
    scored = json.loads(client.predict([gold], [ours], [], api_name="/evaluate"))
    assert scored["results"]["data"]["topics"] == 2
    with pytest.raises(Exception, match="shortest sentence"):
        client.predict(files, 2, api_name="/brief")
    for unsent in (str(SEEDS[0]), "http://example.org/a.txt"):
        with pytest.raises(Exception, match="not uploaded"):
            client.predict([unsent], 100, api_name="/brief")


def test_the_example_for_machines_runs_as_it_is_printed(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).resolve().parents[2] / "docs" / "page.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    (tmp_path / "a.txt").write_bytes(SEEDS[1].read_bytes())
    sheet = canvas.Canvas("b.pdf")
    sheet.drawString(72, 720, "The bridge opened on Friday after the ceasefire, said the mayor of the town.")
    sheet.save()
    (tmp_path / "gold.txt").write_text("a cat sat\nthe dog ran home\n")
    (tmp_path / "ours.txt").write_text("the cat sat\nthe dog ran\n")
    before, after = example.split("report = ")
    names: dict[str, object] = {}
    exec(before.replace("http://127.0.0.1:7860", server.url), names)
    (tmp_path / "note.json").write_text(str(names["note"]), encoding="utf-8")
    exec("report = " + after, names)
    assert json.loads(str(names["note"]))["schema"] == "tracebrief/1"
    assert str(names["text"]).startswith("#")
    assert names["traced"]["lines"][0]["verdict"] == "supported"
    assert names["report"]["intact"] is True
    assert names["scores"]["results"]["data"]["topics"] == 2


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("guarded"), "--auth", "ann:secret", "--max-files", "3")
    yield running
    stop(running)


def test_who_signs_in_gets_the_page(guarded: Server, chromium: object) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(guarded.url)
    page.get_by_label("username").fill("ann")
    page.get_by_label("password").fill("guess")
    page.get_by_role("button", name="Login").click()
    page.get_by_text("Incorrect Credentials").wait_for()
    shoot(page, "sign-in")
    page.get_by_label("username").fill("ann")
    page.get_by_label("password").fill("secret")
    page.get_by_role("button", name="Login").click()
    page.get_by_role("button", name="More settings").click()
    page.get_by_label("Which sentences matter").wait_for()
    assert page.get_by_label("Rewriting model").count() == 0  # strangers name no model
    give(page, 0, SEEDS[0])
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tracebrief .line").first.wait_for()
    context.close()


def test_with_auth_nothing_is_told_before_signing_in_and_guessing_is_slowed(guarded: Server) -> None:
    import httpx

    for path in ("config", "gradio_api/info", "gradio_api/openapi.json"):
        assert httpx.get(guarded.url + path).status_code == 401
    assert httpx.post(guarded.url + "gradio_api/upload", files={"files": b"x"}).status_code == 401
    right = httpx.post(guarded.url + "login", data={"username": "ann", "password": "secret"})
    assert right.status_code == 200
    tries = [
        httpx.post(guarded.url + "login", data={"username": "ann", "password": str(at)}).status_code
        for at in range(12)
    ]
    assert tries[0] == 400
    assert tries[-1] == 429


def test_the_server_looked_up_no_name_and_reached_no_other_host(server: Server, guarded: Server) -> None:
    assert server.lookups() == []
    assert guarded.lookups() == []


def test_a_server_that_is_ended_leaves_no_file(guarded: Server) -> None:
    assert list(guarded.temporary.glob("tracebrief-*"))
    stop(guarded)
    assert not list(guarded.temporary.glob("tracebrief-*"))
    assert not [path for path in guarded.state.rglob("*") if path.is_file()]
