"""Gradio's files from memory: the same bytes, packed where that pays, and nothing but those files."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import brotli
import pytest

from ui.assets import Assets

SCRIPT = b"export const answer = 42;" * 100


async def _elsewhere(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "Index-a1.js").write_bytes(SCRIPT)
    (tmp_path / "secret.txt").write_text("secret")
    return Assets(_elsewhere, tmp_path / "assets")


def ask(
    assets: Assets, path: str, client: str = "127.0.0.1", method: str = "GET", accept: bytes = b"gzip, br"
) -> tuple[int, dict[bytes, bytes], bytes]:
    scope = {"type": "http", "method": method, "path": path, "client": (client, 1)}
    scope["headers"] = [(b"accept-encoding", accept)]
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(assets(scope, None, send))  # type: ignore[arg-type]
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_a_file_is_answered_as_it_is_to_this_machine_and_packed_to_others(assets: Assets) -> None:
    status, headers, body = ask(assets, "/assets/Index-a1.js")
    assert (status, body) == (200, SCRIPT)
    assert headers[b"content-type"].endswith(b"javascript")
    assert b"immutable" in headers[b"cache-control"]
    assert b"content-encoding" not in headers
    status, headers, body = ask(assets, "/assets/Index-a1.js", client="192.0.2.7")
    assert (status, headers[b"content-encoding"]) == (200, b"br")
    assert brotli.decompress(body) == SCRIPT
    assert int(headers[b"content-length"]) == len(body) < len(SCRIPT)
    assert ask(assets, "/assets/Index-a1.js", client="192.0.2.7", accept=b"gzip")[2] == SCRIPT


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/assets/none.js", "GET"),
        ("/assets/../secret.txt", "GET"),
        ("/assets//etc/passwd", "GET"),
        ("/assets/", "GET"),
        ("/other/Index-a1.js", "GET"),
        ("/assets/Index-a1.js", "POST"),
    ],
)
def test_all_else_is_passed_on(assets: Assets, path: str, method: str) -> None:
    assert ask(assets, path, method=method)[0] == 404


def test_without_the_folder_all_is_passed_on(tmp_path: Path) -> None:
    assert ask(Assets(_elsewhere, tmp_path / "none"), "/assets/Index-a1.js")[0] == 404
