"""Rewriting on the page with a real, tiny model and with a server that keeps one waiting."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browser.conftest import Server, give, panel, patience, shoot, start, stop, text_file
from browser.test_page_brief import wait_for_workers
from rewrite.tiny_models import pairs, train_seq2seq

pytestmark = pytest.mark.browser
Visit = Callable[..., object]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    folder = tmp_path_factory.mktemp("models") / "tiny-bart"
    train_seq2seq(folder)
    return folder


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer(self)

        def do_GET(self) -> None:
            sent(self, {"data": [{"id": "small"}, {"id": "qwen3:8b"}]})

        def log_message(self, *_: object) -> None:
            pass

    service = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{service.server_port}"
    service.shutdown()
    service.server_close()


def sent(handler: BaseHTTPRequestHandler, content: object) -> None:
    data = json.dumps(content).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


@pytest.fixture
def slow() -> Iterator[tuple[str, threading.Semaphore]]:
    """A server that takes requests and answers none; it counts those that hang up."""
    hung_up = threading.Semaphore(0)

    def wait(handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(int(handler.headers["Content-Length"]))
        assert handler.rfile.read(1) == b""
        hung_up.release()

    with serving(wait) as address:
        yield f"openai:{address}/v1#slow", hung_up


@pytest.fixture
def liar() -> Iterator[str]:
    """A server that adds what no source says."""

    def lie(handler: BaseHTTPRequestHandler) -> None:
        asked = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))["messages"]
        (*_, passage) = re.findall("<passage>(.*?)</passage>", asked[-1]["content"])
        told = f"{passage.partition(',')[0]}. Critics called it the worst scandal in decades."
        sent(handler, {"choices": [{"message": {"content": told}}]})

    with serving(lie) as address:
        yield f"openai:{address}/v1#liar"


def give_pile(page: object) -> None:
    sentences = [long for long, _ in pairs(18, 99)]
    give(page, 0, *(text_file(f"{at}.txt", " ".join(sentences[at : at + 6])) for at in (0, 6, 12)))
    panel(page).locator(".tb-files li").nth(2).wait_for()


def choose(page: object, model: str) -> None:
    page.get_by_role("button", name="More settings").click()
    page.get_by_label("Rewriting model").fill(model)


def test_a_model_rewrites_lines_and_the_note_says_which(visit: Visit, model: Path) -> None:
    page = visit()
    give_pile(page)
    choose(page, str(model))
    page.get_by_role("button", name="Write the note").click()
    said = page.locator(".tb-message").filter(has_text="from 3 sources")
    said.wait_for()
    found = page.locator(".tracebrief .lines > li")
    rewritten = found.filter(has=page.locator(".badge", has_text="rewritten"))
    quoted = found.filter(has_text="quoted from its passages")
    assert rewritten.count() >= 1
    assert f"{rewritten.count()} rewritten" in said.inner_text()
    assert rewritten.count() + quoted.count() <= found.count()
    rewritten.first.locator("a.cite").first.click()
    assert page.locator("mark.on").count() >= 1
    assert "rewrite:tiny-bart" in str(page.locator(".tracebrief footer").text_content())
    assert str(model.parent) not in page.content()
    shoot(page, "brief-rewritten")
    quote, bring = re.compile("Use the quoted words"), re.compile("Use the rewritten words")
    number = rewritten.count()
    item = page.locator(f"#{rewritten.first.get_attribute('id')}")
    before = item.locator(".line").inner_text()
    item.get_by_role("button", name=quote).click()
    page.locator(".tb-message").filter(has_text="The words of its passages").wait_for()
    assert rewritten.count() == number - 1
    page.get_by_role("button", name="Undo").click()
    page.locator(".tb-message").filter(has_text="Undone").wait_for()
    assert rewritten.count() == number
    item.get_by_role("button", name=quote).click()
    item.get_by_role("button", name=bring).click()
    page.locator(".tb-message").filter(has_text="The words of the model").wait_for()
    assert item.locator(".line").inner_text() == before
    for line in quoted.all():  # why an attempt was refused stands there on request, and the attempt
        assert not line.locator(".reasons").is_visible()
        line.get_by_role("button", name=re.compile("Why not rewritten")).click()
        assert line.locator(".reasons").is_visible()


def test_a_refused_attempt_is_shown_on_request_and_can_be_edited(visit: Visit, liar: str) -> None:
    page = visit()
    give_pile(page)
    choose(page, liar)
    page.get_by_role("button", name="Write the note").click()
    quoted = page.locator(".tracebrief .lines > li").filter(has_text="quoted from its passages")
    quoted.first.wait_for(state="attached")
    assert "worst scandal" not in page.locator(".tracebrief").inner_text()
    line = page.locator(f"#{quoted.first.get_attribute('id')}")
    line.get_by_role("button", name=re.compile("Why not rewritten")).click()
    said = line.get_by_role("group", name="What the model wrote")
    assert "Critics called it the worst scandal in decades." in said.inner_text()
    assert "scandal" in said.locator("p").last.inner_text() or said.locator("p").count() > 1
    shoot(page, "brief-refused-attempt")
    line.get_by_role("button", name=re.compile("Why not rewritten")).click()
    assert said.count() == 0
    line.get_by_role("button", name=re.compile("Why not rewritten")).click()
    said.get_by_role("button", name=re.compile("Edit from this")).click()
    line.locator("textarea").press("Enter")
    page.locator(".tb-message").filter(has_text=re.compile("supported")).first.wait_for()
    assert line.locator(".badge").filter(has_text=re.compile("edited|supported")).count() >= 1


def test_the_models_of_a_server_are_offered_to_choose_from(visit: Visit, liar: str) -> None:
    page = visit()
    address = liar.partition("#")[0]
    choose(page, address)
    page.get_by_label("Rewriting model").blur()
    offer = page.get_by_label("Models of servers on this machine")
    offer.click()
    page.get_by_role("option", name=re.compile("qwen3:8b")).click()
    page.wait_for_function(
        "wanted => [...document.querySelectorAll('textarea, input')].some((one) => one.value === wanted)",
        arg=f"{address}#qwen3:8b",
    )
    assert page.get_by_label("Rewriting model").input_value() == f"{address}#qwen3:8b"
    shoot(page, "brief-models-offered")


def test_cancel_ends_a_rewriting_at_once(
    visit: Visit, server: Server, slow: tuple[str, threading.Semaphore]
) -> None:
    page = visit()
    give_pile(page)
    choose(page, slow[0])
    page.get_by_role("button", name="Write the note").click()
    page.locator(".tb-progress").filter(has_text=re.compile("rewriting|loading the model")).wait_for()
    shoot(page, "brief-rewriting")
    began = time.perf_counter()
    page.get_by_role("button", name="Cancel").filter(visible=True).click()
    wait_for_workers(server, 0, 10)
    assert slow[1].acquire(timeout=patience(1))  # the server need not write on
    assert time.perf_counter() - began < patience(1)
    page.locator(".tb-message").filter(has_text="Cancelled").wait_for()


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("/nowhere/model", "no such folder"),
        ("nobody/has-this-model", "cannot be loaded"),
        ("openai:http://127.0.0.1:9/v1#tiny", "cannot be reached"),
        ("openai:nonsense", "no server and model"),
    ],
)
def test_a_model_that_cannot_be_used_is_told_in_one_sentence(visit: Visit, model: str, said: str) -> None:
    page = visit()
    give_pile(page)
    choose(page, model)
    page.get_by_role("button", name="Write the note").click()
    page.get_by_role("alert").filter(has_text=said).wait_for()


def test_a_server_with_named_models_offers_these_alone(tmp_path: Path, model: Path, chromium: object) -> None:
    import httpx

    running = start(tmp_path / "named", "--rewrite", str(model))
    try:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(running.url)
        page.get_by_role("button", name="More settings").click()
        page.get_by_label("Rewriting model").click()
        offered = [text.replace("✓", "").strip() for text in page.get_by_role("option").all_inner_texts()]
        assert offered == ["none: every line is quoted", "tiny-bart"]
        assert str(model.parent) not in page.content()
        context.close()
        data = [[], 100, "words", "", "", "chronological", "textrank", "coverage", "json"]
        address = f"{running.url}gradio_api/call/brief"
        for other in ("openai:http://127.0.0.1:9/v1#x", str(model), "/etc"):
            event = httpx.post(address, json={"data": [*data, other]}).json()["event_id"]
            answer = httpx.get(f"{address}/{event}", timeout=30).text
            assert "not offered here" in answer
    finally:
        stop(running)
