"""Offers: which models a server has, and the servers of this machine that are asked for theirs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import httpx

from .options import SERVER

LARGEST = 1_000_000
"""Bytes of the longest list that is read."""
SHOWN = 20
"""Models of one server that are shown at most."""
LISTING, NEAR = 3.0, 0.7
"""Seconds in which a server must say which models it has, and in which one of this machine must."""
PORTS = (11434, 8080, 8000, 1234)
"""Where Ollama, llama.cpp, vLLM and LM Studio listen unless they are told else."""


def offered(base: str, seconds: float = LISTING) -> tuple[str, ...]:
    """Return the models of the server at ``base``, a URL as a rule ending in /v1; none where it does not say.

    No redirect, proxy or .netrc is followed.
    """
    try:
        with httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client:
            found = json.loads(client.get(f"{base}/models").content[:LARGEST])["data"]
            return tuple(str(one["id"])[:100] for one in found[:SHOWN])
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError, RecursionError):
        return ()


def offered_here(also: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the models of the servers on this machine and of those ``also`` named, as `RewriteOptions` do.

    ``also`` are addresses, with or without "openai:" before and a model behind. No other host is asked.
    """
    named = (one.removeprefix(SERVER).partition("#")[0].rstrip("/") for one in also)
    port = os.environ.get("OLLAMA_HOST", "").rpartition(":")[2]
    ports = dict.fromkeys([*([int(port)] if port.isascii() and port.isdecimal() else []), *PORTS])
    bases = list(dict.fromkeys([*filter(None, named), *(f"http://127.0.0.1:{port}/v1" for port in ports)]))
    with ThreadPoolExecutor(len(bases)) as asking:
        found = asking.map(lambda base: [f"{SERVER}{base}#{name}" for name in offered(base, NEAR)], bases)
        return tuple(chain.from_iterable(found))
