"""The page behind a reverse proxy that strips a prefix, as a reader of docs/page.md would set one up."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser.conftest import save_as, start, stop

pytestmark = pytest.mark.browser
PREFIX = "/team/briefs"
OWN = {"connection", "keep-alive", "transfer-encoding", "upgrade"}
"""Headers that are between two neighbours only."""


class Proxy(BaseHTTPRequestHandler):
    """Passes what begins with the prefix on to ``target`` without it; the rest is not found."""

    protocol_version = "HTTP/1.1"
    target = ""

    def do_GET(self) -> None:
        if not self.path.startswith(PREFIX + "/"):
            self.send_error(404)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        upstream = http.client.HTTPConnection(self.target, timeout=120)
        kept = {name: value for name, value in self.headers.items() if name.lower() not in OWN}
        forwarded = {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "http"}
        upstream.request(self.command, self.path[len(PREFIX) :], body, {**kept, **forwarded})
        answer = upstream.getresponse()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OWN:
                self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while piece := answer.read1(65536):
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            pass  # the browser went away
        finally:
            upstream.close()
            self.close_connection = True

    def do_POST(self) -> None:
        self.do_GET()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("gradio")
    running = start(tmp_path_factory.mktemp("proxied"), "--root-path", PREFIX)
    handler = type("Handler", (Proxy,), {"target": urlsplit(running.url).netloc})
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{proxy.server_port}{PREFIX}/"
    proxy.shutdown()
    proxy.server_close()
    stop(running)


def test_behind_a_proxy_a_note_is_made_shown_and_saved(address: str, chromium: object) -> None:
    context = chromium.new_context()
    page = context.new_page()
    strays, failed = [], []
    page.on(
        "request",
        lambda one: None if one.url.startswith((address, "data:", "blob:")) else strays.append(one.url),
    )
    page.on("response", lambda one: failed.append(one.url) if one.status >= 400 else None)
    page.goto(address)
    page.get_by_role("button", name="Write the note").wait_for()
    zone = page.locator(".tb-drop").first
    upload = {
        "name": "own.txt",
        "mimeType": "text/plain",
        "buffer": b"The council opened its bridge on Friday.",
    }
    zone.locator("input[type=file]").set_input_files([upload])
    zone.locator(".tb-files li").filter(has_text="own.txt").wait_for()
    page.get_by_role("button", name="Try the five samples").click()
    page.get_by_role("button", name="Replace my files").click()
    page.locator(".tb-message").filter(has_text="from 5 sources").wait_for()
    page.locator(".tracebrief a.cite").first.click()
    page.locator("mark.on").first.wait_for()
    assert save_as(page, "docx").startswith(b"PK")
    context.close()
    assert strays == []
    assert failed == []


def test_behind_a_proxy_machines_are_answered(address: str, tmp_path: Path) -> None:
    from gradio_client import Client, handle_file

    (tmp_path / "one.txt").write_text("The council of Quarn opened its new bridge on Friday, said the mayor.")
    note = Client(address, verbose=False).predict([handle_file(tmp_path / "one.txt")], api_name="/brief")
    assert "one.txt" in note
