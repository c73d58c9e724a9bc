"""A dask scheduler that is not there, is something else, or has no worker."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from .attack import Attack
from .material import pile
from .servers import _endless, _send, _silence, server

ADDRESSES = ("tcp://127.0.0.1:1", "tcp://a.invalid:8786", "nonsense", "tcp://", "http://127.0.0.1:1", "tcp://127.0.0.1:99999", "tls://127.0.0.1:1",
             "tcp://127.0.0.1:x", "", "inproc://x", "ws://127.0.0.1:1", "127.0.0.1")  # fmt: skip


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Run a batch on each."""
    pile(folder)
    for at, address in enumerate(ADDRESSES):
        yield Attack(
            f"{address!r}",
            f"tracebrief batch topics.jsonl -o b{at} --backend dask --scheduler '{address}'",
            (2,),
            patience=50,
        )
    port = random.randrange(20_000, 50_000)
    for name, speak in (("silent", _silence(b"")), ("HTTP", _send(b"HTTP/1.1 200 OK\r\n\r\n")), ("babbling", _endless(b"", b"\xff" * 4_000)),
                        ("dripping", _endless(b"", b"\x01", 0.3))):  # fmt: skip
        port += 1
        yield Attack(name, f"tracebrief batch topics.jsonl -o b-{name} --backend dask --scheduler tcp://127.0.0.1:{port}", (2,), patience=50,
                     meanwhile=lambda _, port=port, speak=speak: server(port, speak))  # fmt: skip
