"""Fixtures of the rewriting tests: trained models, a pile of sources, a server."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from rewrite.tiny_models import PROMPT, make_liar, pairs, train_causal, train_seq2seq

from summarizer.data import Document
from summarizer.sources.load import document_from_text

MadeOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> MadeOnce:
    """Return what makes a folder by name, once for all workers of a run that go side by side."""
    here = tmp_path_factory.getbasetemp()
    shared = here.parent if hasattr(request.config, "workerinput") else here

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        made = shared / name
        with FileLock(f"{made}.lock"):
            if not made.exists():
                make(shared / f"{name}.new")
                (shared / f"{name}.new").rename(made)
        return made

    return folder


@pytest.fixture(scope="session")
def seq2seq(made_once: MadeOnce) -> Path:
    return made_once("tiny-bart", train_seq2seq)


@pytest.fixture(scope="session")
def causal(made_once: MadeOnce) -> Path:
    return made_once("tiny-llama", train_causal)


@pytest.fixture(scope="session")
def liar(seq2seq: Path, made_once: MadeOnce) -> Path:
    return made_once("tiny-liar", partial(make_liar, seq2seq))


@pytest.fixture
def prompt(tmp_path: Path) -> Path:
    path = tmp_path / "short.prompt"
    path.write_text(PROMPT)
    return path


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("TRACEBRIEF_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "cache" / "tracebrief"


@pytest.fixture
def pile() -> tuple[Document, ...]:
    """Three sources of six sentences that no model was trained on."""
    sentences = [long for long, _ in pairs(18, 99)]
    texts = [" ".join(sentences[at : at + 6]) for at in (0, 6, 12)]
    return tuple(document_from_text(text, id=f"S{at}", name=f"{at}.txt") for at, text in enumerate(texts, 1))


@dataclass
class Server:
    """An OpenAI-compatible server on localhost: ``reply`` makes an answer of the messages."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    reply: Callable[[list[dict[str, str]]], Any] = lambda messages: messages[-1]["content"]
    status: list[int] = field(default_factory=list)
    redirect: str | None = None

    @property
    def name(self) -> str:
        return f"openai:{self.url}/v1#tiny"


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append(body)
            state.headers.append(dict(self.headers))
            if state.redirect:
                self.send_response(307)
                self.send_header("Location", state.redirect)
                self.end_headers()
                return
            status = state.status.pop(0) if state.status else 200
            answer = state.reply(body["messages"]) if status == 200 else None
            content = {"choices": [{"message": {"role": "assistant", "content": answer}}]}
            data = json.dumps(content if status == 200 else {"error": {"message": "busy"}}).encode()
            self.send_response(status if self.path == "/v1/chat/completions" else 404)
            self.send_header("Retry-After", "0")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            data = json.dumps({"data": [{"id": "tiny"}, {"id": "small"}]}).encode()
            self.send_response(200 if self.path == "/v1/models" else 404)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    service = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{service.server_port}"
    thread = threading.Thread(target=service.serve_forever, daemon=True)
    thread.start()
    yield state
    service.shutdown()
    service.server_close()
