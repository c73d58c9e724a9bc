"""A server of the page that may look up no name and reach no other host, and browsers to visit it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.page_speed import WATCH

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SHOTS = ROOT / "out" / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)
FENCE = """
import os, socket
_asked, _look_up, _connect = os.environ["FENCE_LOG"], socket.getaddrinfo, socket.socket.connect
_own = ("127.0.0.1", "localhost", "::1", "0.0.0.0", None, "", b"127.0.0.1")
def _refuse(host):
    with open(_asked, "a") as log:
        log.write(f"{host}\\n")
    raise OSError(f"look-up of {host} in a test")
def _guarded(host, *args, **more):
    return _look_up(host, *args, **more) if host in _own else _refuse(host)
def _connected(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in _own:
        _refuse(address)
    return _connect(self, address)
socket.getaddrinfo, socket.socket.connect = _guarded, _connected
"""


@dataclass(frozen=True)
class Server:
    """A running page: its address, process, the file that look-ups are written to, its private folders."""

    url: str
    process: subprocess.Popen[bytes]
    asked: Path
    temporary: Path
    state: Path

    def lookups(self) -> list[str]:
        return self.asked.read_text().split() if self.asked.exists() else []


def start(folder: Path, *options: str, port: int = 0) -> Server:
    """Start ``tracebrief ui`` on a free port, with no variable set that would change how Gradio behaves.

    With ``port`` it is started again there, in a folder that it had before.
    """
    (folder / "fence").mkdir(parents=True, exist_ok=True)
    (folder / "fence" / "sitecustomize.py").write_text(FENCE)
    (folder / "tmp").mkdir(exist_ok=True)
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("GRADIO", "HF_", "TRACEBRIEF", "DO_NOT"))
    }
    environment = {
        **kept,
        "PYTHONPATH": f"{folder / 'fence'}{os.pathsep}{ROOT}",
        "FENCE_LOG": str(folder / "asked"),
        "TMPDIR": str(folder / "tmp"),
        "XDG_STATE_HOME": str(folder / "state"),
    }
    if not port:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    command = [sys.executable, "-m", "summarizer", "ui", "--port", str(port), *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
    server = Server(f"http://127.0.0.1:{port}/", process, folder / "asked", folder / "tmp", folder / "state")
    for _ in range(900):
        time.sleep(0.1)
        try:
            urllib.request.urlopen(server.url, timeout=5)
            return server
        except urllib.error.HTTPError:
            return server
        except OSError:
            assert process.poll() is None, (folder / "log").read_text()
    raise AssertionError((folder / "log").read_text())


def stop(server: Server) -> None:
    server.process.terminate()
    try:
        server.process.wait(10)
    except subprocess.TimeoutExpired:
        server.process.kill()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    pytest.importorskip("gradio")
    running = start(tmp_path_factory.mktemp("page"), "--max-file-mb", "3")
    time.sleep(2)  # the process that workers are forked from gets ready
    yield running
    stop(running)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        try:
            found = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        except playwright.Error as error:
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield found
        found.close()


@pytest.fixture(scope="session")
def browsers(chromium: object) -> Iterator[Callable[..., object]]:
    """Give one browser for each way to look at the page: what it has loaded it need not load again."""
    opened: dict[str, object] = {}

    def browser(**how: object) -> object:
        key = repr(sorted(how.items()))
        if key not in opened:
            opened[key] = chromium.new_context(**how)
            opened[key].add_init_script(WATCH)
            opened[key].set_default_timeout(40_000)
        return opened[key]

    yield browser
    for context in opened.values():
        context.close()


@pytest.fixture
def visit(
    server: Server, chromium: object, browsers: Callable[..., object]
) -> Iterator[Callable[..., object]]:
    """Open the page in a tab of its own; no request may go elsewhere and no script may fail.

    A ``fresh`` one is in a browser of its own, which has loaded and kept nothing.
    """
    pages, contexts, strays, failures = [], [], [], []

    def open_page(width: int = 1280, height: int = 900, fresh: bool = False, **how: object) -> object:
        if fresh:
            context = chromium.new_context(**how)
            context.add_init_script(WATCH)
            context.set_default_timeout(40_000)
            contexts.append(context)
        else:
            context = browsers(**how)
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        own = server.url.rstrip("/")
        page.on("request", lambda request: None if _own(request.url, own) else strays.append(request.url))
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("dialog", lambda dialog: answer(dialog, failures))
        page.goto(server.url)
        page.get_by_role("button", name="Write the note").wait_for()
        return page

    yield open_page
    for opened in (*pages, *contexts):
        opened.close()
    assert strays == []
    assert failures == []


def _own(url: str, own: str) -> bool:
    return url.startswith((own + "/", "data:", "blob:", "about:")) or url == own


def answer(dialog: object, failures: list[str]) -> None:
    """Leave where the page asks whether to, as a user does who means it; nothing else may ask."""
    if dialog.type == "beforeunload":
        dialog.accept()
    else:
        failures.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def settings(page: object) -> None:
    """Unfold the settings of the Brief tab, which fold once there is a note."""
    fold = page.locator(".tb-fold")
    if fold.is_visible() and fold.get_attribute("aria-expanded") == "false":
        fold.click()


def form(page: object) -> None:
    """Unfold the form of the tab that shows, which folds once there is a result."""
    fold = panel(page).locator(".tb-form-fold")
    if fold.is_visible() and fold.get_attribute("aria-expanded") == "false":
        fold.click()


def save_as(page: object, suffix: str) -> bytes:
    """Save the note that shows in a format; return the file."""
    saving = panel(page).get_by_role("button", name="Save as")
    if saving.get_attribute("aria-expanded") == "false":
        saving.click()
    with page.expect_download() as download:
        panel(page).locator(f".tb-saving button[data-format={suffix}]").click()
    assert download.value.suggested_filename.endswith(".json" if suffix == "project" else f".{suffix}")
    return bytes(download.value.path().read_bytes())


def hold_first(page: object, function: str) -> list[object]:
    """Keep back the first request for a function of the server; the list that is returned has it then."""
    held: list[object] = []

    def hold(route: object) -> None:
        if function in (route.request.post_data or "") and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/component_server/**", hold)
    return held


def patience(limit: float) -> float:
    """Return a limit on time as it is where nothing else runs, longer where the machine is busy."""
    return limit * (1 + 2 * max(0.0, os.getloadavg()[0] / (os.cpu_count() or 1) - 0.5))


def shoot(page: object, name: str, full: bool = True) -> None:
    """Write a screenshot that a person can look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=full)


def panel(page: object) -> object:
    """Return the tab panel that shows."""
    return page.get_by_role("tabpanel").filter(visible=True)


def use_samples(page: object) -> None:
    """Click the samples and wait for the note."""
    page.get_by_role("button", name="Try the five samples").click()
    page.locator(".tracebrief .line").first.wait_for()
    page.locator(".tb-message").filter(has_text="from 5 sources").wait_for()


def give(page: object, at: int, *files: object) -> None:
    """Give files to the drop zone number ``at`` of the tab that shows, and wait until they are there."""
    zone = panel(page).locator(".tb-drop").nth(at)
    before = zone.locator(".tb-files li").count()
    zone.locator("input[type=file]").set_input_files(list(files))
    added = zone.locator(".tb-files li").nth(before if zone.locator("input[multiple]").count() else 0)
    added.wait_for(state="attached")  # on a narrow screen the list is folded


def text_file(name: str, text: str) -> dict[str, object]:
    """Return a file for ``give``."""
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def fill_sources(page: object, at: int) -> None:
    """Give the five samples to a drop zone."""
    give(page, at, *SEEDS)
    panel(page).locator(".tb-drop").nth(at).locator(".tb-files li").nth(4).wait_for(state="attached")
