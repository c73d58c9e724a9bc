"""A model's server that drips, never ends, unfolds, redirects, or answers what is no answer."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import brotli

from .attack import Attack
from .material import pile

Speak = Callable[[socket.socket], None]


@contextmanager
def server(port: int, speak: Speak) -> Iterator[None]:
    """Serve each connection with ``speak`` once its request has come."""
    listening = socket.create_server(("127.0.0.1", port))
    open_ = [listening]

    def one(connection: socket.socket) -> None:
        with suppress(OSError):
            connection.recv(1 << 16)
            speak(connection)
            connection.close()

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                open_.append(connection)
                threading.Thread(target=one, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield
    finally:
        for each in open_:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


def _answer(body: bytes, *, status: str = "200 OK", head: bytes = b"") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s" % (
        status.encode(),
        head,
        len(body),
        body,
    )


def said(content: object) -> bytes:
    """Return a whole answer with ``content`` as the model's words."""
    return _answer(json.dumps({"choices": [{"message": {"content": content}}]}).encode())


def _send(content: bytes) -> Speak:
    return lambda connection: connection.sendall(content)


def _endless(first: bytes, piece: bytes, pause: float = 0.0) -> Speak:
    def speak(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(piece)
            if pause:
                time.sleep(pause)

    return speak


def _silence(first: bytes) -> Speak:
    def speak(connection: socket.socket) -> None:
        connection.sendall(first)
        time.sleep(600)

    return speak


_OK = b"HTTP/1.1 200 OK\r\n"
_BOMB = {"choices": [{"message": {"content": "a" * 300_000_000}}]}


def _speaking() -> dict[str, Speak]:
    unfolds = json.dumps({"choices": [{"message": {"content": "a" * 40_000_000}}]}).encode()
    return {
        "drips its body": _endless(_OK + b"Content-Length: 900000\r\n\r\n", b" ", 0.4),
        "drips chunks": _endless(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", 0.4),
        "drips headers": _endless(_OK, b"X-A: b\r\n", 0.4),
        "drips a status": _endless(b"", b"H", 0.4),
        "sends headers without end": _endless(_OK, b"X-A: " + b"b" * 4_000 + b"\r\n"),
        "sends one header without end": _endless(_OK + b"X-A: ", b"b" * 4_000),
        "sends a body without end": _endless(_OK + b"\r\n", b"a" * 60_000),
        "sends chunks without end": _endless(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"400\r\n" + b"a" * 1024 + b"\r\n"),
        "says nothing": _silence(b""),
        "stops in the headers": _silence(_OK),
        "stops in the body": _silence(_OK + b"Content-Length: 90\r\n\r\n{"),
        "hangs up": _send(b""),
        "hangs up in the body": _send(_OK + b"Content-Length: 90\r\n\r\n{"),
        "is no HTTP": _send(b"SSH-2.0-x\r\n"),
        "sends a packed bomb": _send(_answer(gzip.compress(unfolds), head=b"Content-Encoding: gzip\r\n")),
        "sends a brotli bomb": _send(_answer(brotli.compress(unfolds), head=b"Content-Encoding: br\r\n")),
        "redirects to itself": _send(b"HTTP/1.1 302 Found\r\nLocation: /v1/chat/completions\r\nContent-Length: 0\r\n\r\n"),
        "redirects elsewhere": _send(b"HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:1/\x1b[2J\r\nContent-Length: 0\r\n\r\n"),
        "says continue without end": _endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
        "asks to wait for ever": _send(_answer(b"{}", status="503 X", head=b"Retry-After: 99999999999\r\n")),
        "asks to wait ²": _send(_answer(b"{}", status="429 X", head="Retry-After: ²\r\n".encode("latin-1"))),
        "has a status of nine digits": _send(b"HTTP/1.1 999999999 X\r\n\r\n"),
        "has a negative length": _send(_OK + b"Content-Length: -5\r\n\r\n{}"),
        "has a length of 400 digits": _send(_OK + b"Content-Length: " + b"9" * 400 + b"\r\n\r\n{}"),
        "answers half a character": _send(_answer(b'{"choices": [{"message": {"content": "The dam \\ud800 broke."}}]}')),
        "answers numbers of 5,000 digits": _send(_answer(b'{"choices": %s}' % (b"9" * 5_000))),
        "answers NaN": _send(_answer(b'{"choices": NaN}')),
        "answers deep JSON": _send(_answer(b"[" * 400_000)),
        "answers a list": _send(_answer(b"[]")),
        "answers null": _send(said(None)),
        "answers nothing": _send(said("")),
        "answers escapes": _send(said("The \x1b[2J dam \x9b broke \u202e on Monday.\x07")),
        "answers NUL": _send(said("\0")),
        "answers no UTF-8": _send(_answer(b'{"choices": [{"message": {"content": "\xff\xfe"}}]}')),
        "answers thousands of words": _send(said("The dam at Brno broke on Monday and killed 40 people, " * 12_000)),
        "answers thousands of sentences": _send(said("The dam at Brno broke on Monday. " * 20_000)),
        "answers one long word": _send(said("a" * 900_000)),
        "answers 40,000 numbers": _send(said("40 people " * 40_000)),
        "answers thoughts": _send(said("<think>" * 100_000 + "The dam broke.")),
        "errs with escapes": _send(_answer(b'{"error": {"message": "\\u001b[2J \\u202e \\ud800"}}', status="400 X")),
        "errs in 400 words": _send(_answer(b'{"error": "%s"}' % (b"word " * 400_00), status="500 X")),
    }  # fmt: skip


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Rewrite by each."""
    pile(folder)
    for at, (name, speak) in enumerate(_speaking().items()):
        port = random.randrange(20_000, 50_000) + at
        command = f"tracebrief brief pile --words 60 --rewrite openai:http://127.0.0.1:{port}/v1#m --no-cache -o n.md -o n.txt -o n.json"
        yield Attack(name, command, (0, 2), ("n.md", "n.txt"), meanwhile=lambda _, port=port, speak=speak: server(port, speak),
                     env={"TRACEBRIEF_SERVER_SECONDS": "8"}, patience=60)  # fmt: skip
    for key in ("schlüssel", "a\nb", "\x1b[2J", "a" * 100_000, " "):
        port = random.randrange(20_000, 50_000)
        command = f"tracebrief brief pile --words 60 --rewrite openai:http://127.0.0.1:{port}/v1#m --no-cache"
        yield Attack(f"the key {key[:9]!a}", command, (0, 2), env={"TRACEBRIEF_API_KEY": key},
                     meanwhile=lambda _, port=port: server(port, _send(said("The dam broke."))))  # fmt: skip
    for address in ("http://127.0.0.1:99999/v1#m", "http://[::1/v1#m", "http://\x1b[2J/v1#m", "ftp://a/v1#m", "http://127.0.0.1:1#m", "#", "http://a.invalid/v1#m",
                    "http:///v1#m", "http://127.0.0.1:1/v1#\x1b[2J", "http://ä.invalid/v1#ä", "http://127.0.0.1:1/\ud800#m"):  # fmt: skip
        (folder / "address").write_bytes(address.encode("utf-8", "surrogatepass"))
        yield Attack(
            f"the address {address!a}", 'tracebrief brief pile --rewrite "openai:$(cat address)"', (2,)
        )
