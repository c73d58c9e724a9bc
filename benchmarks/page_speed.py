"""What an analyst waits for on the page: ``python -m benchmarks.page_speed [--loads 20]``.

A real Chromium visits a real server on this machine, each time with an empty cache. The page itself tells
when something shows: what drives a browser from outside looks only every half a second after a while, and
would tell 1.3 s of what is there after 0.8. Beside each wait stand the CPU time of the server with its
workers, how often it was asked and how much it answered: these change less on a busy machine.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import Any

import psutil  # of dask, which the tests need

from .inputs import ROOT, make_sentences, real_sentences

SOURCES, CHARACTERS = 40, 50_000
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
WATCH = """
window.shows = (what, began = 0) => new Promise(done => {
    const seen = () => {
        const [where, words] = what, found = [...document.querySelectorAll(where)];
        if (!found.some(one => one.textContent.includes(words))) return false;
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
        return true;
    };
    if (!seen()) new MutationObserver((_, observer) => { if (seen()) observer.disconnect(); })
        .observe(document, {childList: true, subtree: true, characterData: true});
});
window.firstScreen = window.shows(['button', 'Write the note']);
"""
"""Run in a page before its own scripts: tells after how many milliseconds something shows."""
_PRESS = """([button, ...what]) => {
    const shows = window.shows(what, performance.now());
    [...document.querySelectorAll('button')].find(one => one.textContent.trim() === button).click();
    return shows;
}"""
_SEEN = """([press, seen]) => new Promise((done, failed) => {
    const began = performance.now();
    setTimeout(() => failed(new Error(`no ${seen}`)), 60000);
    new MutationObserver((_, observer) => {
        if (!document.querySelector(seen)) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
    }).observe(document.body, {childList: true, subtree: true, attributes: true});
    document.querySelector(press).click();
})"""
_MARKER = """marker => new Promise(done => {
    const began = performance.now();
    marker.click();
    document.querySelector('mark.on').getBoundingClientRect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


@dataclass(frozen=True, slots=True)
class Wait:
    """What was waited for: seconds, seconds of CPU at the server, requests to it and kB of answers."""

    seconds: float
    cpu: float
    requests: int
    kilobytes: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table of waits, medians but where it says otherwise."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--loads", type=int, default=20)
    loads = parser.parse_args(arguments).loads
    waits: dict[str, list[Wait]] = {}
    with served() as (address, server), sync_playwright() as engine:
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = engine.chromium.launch(executable_path=found, args=FLAGS)
        for at in range(loads):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_init_script(WATCH)
            page = context.new_page()
            page.set_default_timeout(60_000)
            time.sleep(0.3)  # a browser window that has just been opened is still busy
            for what, wait in metered(visit(page, address, large=at == loads - 1), page, server):
                waits.setdefault(what, []).append(wait)
            context.close()
            time.sleep(0.5)
        browser.close()
    print("| what | times | median, s | shortest, s | longest, s | server CPU, s | requests | kB |")
    print("|---|---|---|---|---|---|---|---|")
    for what, spent in waits.items():
        seconds = [wait.seconds for wait in spent]
        wait, cpu, requests, size = map(statistics.median, zip(*map(astuple, spent), strict=True))
        print(
            f"| {what} | {len(spent)} | {wait:.2f} | {min(seconds):.2f} | {max(seconds):.2f} "
            f"| {cpu:.2f} | {requests:.0f} | {size:.0f} |"
        )


def metered(
    steps: Iterator[tuple[str, float]], page: Any, server: psutil.Process
) -> Iterator[tuple[str, Wait]]:
    """Yield each step with what it cost the server, up to half a second behind what was waited for."""
    while True:
        before = _cpu(server)
        try:
            what, seconds = next(steps)
        except StopIteration:
            return
        time.sleep(0.5)  # what goes on behind it belongs to it: an index, a file that is written
        requests, kilobytes = page.evaluate(_ASKED)
        yield what, Wait(seconds, _cpu(server) - before, requests, kilobytes)


_ASKED = """() => {
    const found = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'));
    const new_ = found.filter(one => one.startTime >= (window.asked || 0));
    window.asked = performance.now();
    return [new_.length, new_.reduce((sum, one) => sum + one.transferSize, 0) / 1000];
}"""


def _cpu(server: psutil.Process) -> float:
    """Return the seconds of CPU that a process and all that it started have taken."""
    total = 0.0
    for process in (server, *server.children(recursive=True)):
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.Error:  # noqa: PERF203  # it has just ended
            continue
    return total


@contextmanager
def served() -> Iterator[tuple[str, psutil.Process]]:
    """Serve the page on a free port and yield its address and the server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = (sys.executable, "-m", "summarizer", "ui", "--port", str(port))
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT)
    assert server.stdout
    try:
        server.stdout.readline()  # "Tracebrief is at …"
        time.sleep(3)  # the process that workers are forked from gets ready
        yield f"http://127.0.0.1:{port}/", psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(20)


def visit(page: Any, address: str, large: bool) -> Iterator[tuple[str, float]]:
    """Yield what was waited for on one visit, and for how many seconds."""
    page.goto(address, wait_until="commit")
    page.evaluate("performance.setResourceTimingBufferSize(2000)")
    yield "first screen, empty cache", page.evaluate("window.firstScreen") / 1000
    page.reload(wait_until="commit")
    yield "first screen, reloaded", page.evaluate("window.firstScreen") / 1000
    time.sleep(0.3)
    written = [".tb-message", "from 5 sources"]
    yield "note on the five samples", page.evaluate(_PRESS, ["Try the five samples", *written]) / 1000
    page.locator(".source .text").wait_for()
    for marker in page.locator(".tracebrief .lines a.cite").all()[:3]:
        yield "marker to passage", marker.evaluate(_MARKER) / 1000
    yield "edit to verdict", edit(page)
    yield "pin", page.evaluate(_SEEN, ["#l2 [data-act=pin]", "#l2.tb-pinned"]) / 1000
    yield "undo", page.evaluate(_SEEN, [".tb-bar [data-act=undo]", "#l2:not(.tb-pinned)"]) / 1000
    if large:
        page.evaluate("window.tracebrief.leaving = true; sessionStorage.clear()")
        page.reload(wait_until="commit")
        page.evaluate("window.firstScreen")
        files, began = large_pile(), time.perf_counter()
        page.locator("input[type=file]").first.set_input_files(files)
        page.locator(".tb-files li").nth(SOURCES - 1).wait_for()
        yield f"{SOURCES} files of {CHARACTERS // 1000} kB sent, page and all", time.perf_counter() - began
        name = f"note on {SOURCES} sources of {CHARACTERS // 1000} kB"
        written = [".tb-message", f"from {SOURCES} sources"]
        yield name, page.evaluate(_PRESS, ["Write the note", *written]) / 1000
        page.locator(".source .text").wait_for()
        yield "marker to passage in it", page.locator("a.cite").first.evaluate(_MARKER) / 1000
        yield "edit to verdict in it, at once", edit(page)
        yield "edit to verdict in it", edit(page, "Penguins elected a mayor in Ottawa.")


def edit(page: Any, text: str = "Aliens landed in Toronto with 900 tanks.") -> float:
    """Return the seconds from the end of an edit to its verdict, whatever it is."""
    page.locator("#l1 [data-act=edit]").dispatch_event("click")
    page.get_by_label("Text of the line").fill(text)
    page.evaluate("document.querySelector('#l1 .badge')?.remove()")
    return float(page.evaluate(_SEEN, [".tb-edit .tb-main", "#l1 .badge"])) / 1000


def large_pile() -> list[dict[str, Any]]:
    """Return the files of a large pile, of sentences made anew."""
    made = make_sentences(real_sentences(), SOURCES * CHARACTERS // 60)
    files = []
    for at in range(SOURCES):
        text = ""
        while len(text) < CHARACTERS:
            text += next(made) + " "
        files.append({"name": f"{at:02}.txt", "mimeType": "text/plain", "buffer": text.encode()})
    return files


if __name__ == "__main__":
    main()
