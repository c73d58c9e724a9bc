"""What keeps the page private: where it listens, what it answers, what it never fetches."""

from __future__ import annotations

import errno
import ipaddress
import os
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from summarizer.errors import OptionError
from summarizer.limits import read_regular

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# 'unsafe-inline' and 'unsafe-eval': Gradio's front end compiles its templates in the browser.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_READING = ("GET", "HEAD", "OPTIONS")
"""What changes nothing, and what a browser lets no other site see."""
LOGINS, MINUTE = 10, 60.0
"""Sign-ins that one address may try in a minute."""


def prepare(folder: Path) -> None:
    """Set what Gradio reads from the environment when it is imported; call before that.

    ``folder`` is where uploads lie: nobody else may read it.
    """
    os.umask(0o077)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    # Gradio asks for the backend at every event; unset, the first one waits for all of pyplot to load.
    os.environ["MPLBACKEND"] = "agg"
    os.environ["HF_HUB_OFFLINE"] = "1"


def refuse_remote_files() -> None:
    """Make Gradio refuse a URL that a client sends in place of a file: it would fetch it."""
    from gradio import Error, processing_utils

    def refuse(url: str, *_: Any, **__: Any) -> str:
        raise Error("A remote address is not taken as a file; upload the file itself.", print_exception=False)

    async def refuse_later(url: str, *_: Any, **__: Any) -> str:
        return refuse(url)

    processing_utils.ssrf_protected_download = refuse
    processing_utils.save_url_to_cache = refuse
    processing_utils.async_ssrf_protected_download = refuse_later


def allowed_hosts(host: str, more: tuple[str, ...], share: bool) -> tuple[str, ...]:
    """Return the names that a request's Host header may have; against DNS rebinding.

    A page open to the network answers to addresses, which cannot be rebound, and to names that were
    allowed; one on this machine answers to this machine.
    """
    names = [*_LOCAL, *more]
    if host not in ("0.0.0.0", "::"):
        names.append(f"[{host}]" if ":" in host else host)
    else:
        names.append("<any address>")
    if share:
        names.append("*.gradio.live")
    return tuple(name.lower() for name in names)


def credentials(given: tuple[str, ...]) -> list[tuple[str, str]]:
    """Read NAME:PASSWORD pairs, or files of them (@FILE); raise OptionError for what is neither."""
    pairs = []
    for text in given:
        lines = [text]
        if text.startswith("@"):
            try:
                content = read_regular(text[1:], 1_000_000).decode("utf-8")
                lines = [line for line in content.splitlines() if line.strip()]
            except (OSError, UnicodeDecodeError) as error:
                raise OptionError(f"--auth {text}: the file cannot be read ({error}).") from None
        for line in lines:
            name, colon, password = line.strip().partition(":")
            if not (name and colon and password):
                raise OptionError("--auth: write NAME:PASSWORD, or @FILE with one such pair a line.")
            pairs.append((name, password))
    return pairs


class Guard:
    """Middleware: answer only to known hosts, no other sites, no oversized requests and hasty sign-ins."""

    def __init__(self, app: App, hosts: tuple[str, ...], max_request: int) -> None:
        self._app, self._hosts, self._max = app, hosts, max_request
        self._tries: defaultdict[str, deque[float]] = defaultdict(deque)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            await _answer(send, *refusal)
            return

        begun = False

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                own = {name for name, _ in _HEADERS}
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in own]
                message["headers"] = [*kept, *_HEADERS]
            await send(message)

        try:
            await self._app(scope, self._counted(receive), with_headers)
        except OSError as error:
            if begun or scope["type"] != "http" or error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            await _answer(send, 507, "The disk of the server is full; make room and try again.")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = dict(scope.get("headers", ()))
        if not self._known(headers.get(b"host", b"").decode("latin-1")):
            return 400, "This host name is not allowed; start tracebrief ui with --allow-host NAME."
        if scope.get("method") not in _READING and self._is_foreign(headers):
            return 403, "A request that another site makes is not answered."
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._max:
            return 413, f"The request is larger than {self._max // 1_000_000} MB."
        if (
            scope["type"] == "http"
            and scope["method"] == "POST"
            and scope["path"].rstrip("/").endswith("/login")
        ):
            return self._hasty(str((scope.get("client") or ("",))[0]))
        return None

    def _known(self, host: str) -> bool:
        name = host.lower().strip()
        name = name[: name.find("]") + 1] if name.startswith("[") else name.partition(":")[0]
        for allowed in self._hosts:
            if name == allowed or (allowed.startswith("*.") and name.endswith(allowed[1:])):
                return True
            if allowed == "<any address>" and _is_address(name):
                return True
        return False

    def _is_foreign(self, headers: Mapping[bytes, bytes]) -> bool:
        """Tell whether a browser says that the page of another site sends this.

        What is no browser says nothing. Behind a proxy the origin has a name that was allowed.
        """
        origin = headers.get(b"origin", b"").decode("latin-1").lower()
        if not origin:
            return headers.get(b"sec-fetch-site") == b"cross-site"
        place = origin.partition("://")[2]
        if place == headers.get(b"host", b"").decode("latin-1").lower().strip():
            return False
        name = place.partition(":")[0]
        more = [host for host in self._hosts if host not in _LOCAL]
        return not any(name == host or (host.startswith("*.") and name.endswith(host[1:])) for host in more)

    def _hasty(self, client: str) -> tuple[int, str] | None:
        now = time.monotonic()
        if len(self._tries) > 10_000:
            self._tries.clear()
        tries = self._tries[client]
        while tries and now - tries[0] > MINUTE:
            tries.popleft()
        if len(tries) >= LOGINS:
            return 429, "Too many sign-ins; wait a minute."
        tries.append(now)
        return None

    def _counted(self, receive: Receive) -> Receive:
        """Cut off a request that sends more than it may without saying so beforehand."""
        seen = 0

        async def counted() -> MutableMapping[str, Any]:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            return {"type": "http.disconnect"} if seen > self._max else message

        return counted


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


async def _answer(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
