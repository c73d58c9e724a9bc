"""HTTP by which a whole exchange ends in time: connection, headers and body together.

The timeouts of an HTTP client hold for one read each, and a server that drips keeps every one of them.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpcore
import httpx

_ERRORS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.NetworkError, httpx.ReadError),
    (httpcore.ProtocolError, httpx.RemoteProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
)


class DeadlineTransport(httpx.BaseTransport):
    """Send each request over a connection of its own, until ``extensions["ends"]`` (seconds, monotonic).

    Closing it hangs up on all that are under way, from whatever thread: a server that notices stops working.
    """

    def __init__(self) -> None:
        self._tls: ssl.SSLContext | None = None
        self._lines = _Lines()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and return the answer, whose body is still to be read."""
        url = request.url
        if url.scheme == "https" and self._tls is None:
            self._tls = httpx.create_ssl_context(trust_env=False)
        backend = _Backend(request.extensions["ends"], self._lines)
        pool = httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend)
        try:
            with _as_httpx():
                answer = pool.handle_request(
                    httpcore.Request(
                        request.method,
                        httpcore.URL(
                            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                        ),
                        headers=request.headers.raw,
                        content=request.stream,
                        extensions=request.extensions,
                    )
                )
        except BaseException:
            pool.close()
            raise
        body = _Body(answer.stream, pool)
        return httpx.Response(answer.status, headers=answer.headers, stream=body)

    def close(self) -> None:
        """Hang up: whoever waits on a connection is told that it is broken, and no other is opened."""
        self._lines.hang_up()


class _Lines:
    """The connections that are open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: set[httpcore.NetworkStream] = set()
        self._ended = False

    def add(self, stream: httpcore.NetworkStream) -> None:
        with self._lock:
            if not self._ended:
                self._open.add(stream)
                return
        stream.close()
        raise httpcore.ConnectError("the work has ended")

    def drop(self, stream: httpcore.NetworkStream) -> None:
        with self._lock:
            self._open.discard(stream)

    def hang_up(self) -> None:
        """Shut the sockets down: closing one that another thread reads from tells the other side nothing."""
        with self._lock:
            self._ended = True
            for stream in self._open:
                with suppress(OSError):
                    stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


class _Body(httpx.SyncByteStream):
    def __init__(self, pieces: Any, pool: httpcore.ConnectionPool) -> None:
        self._pieces, self._pool = pieces, pool

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._pieces

    def close(self) -> None:
        self._pieces.close()
        self._pool.close()


class _Backend(httpcore.SyncBackend):
    """Opens connections on which nothing is waited for longer than until ``ends``."""

    def __init__(self, ends: float, lines: _Lines) -> None:
        self._ends, self._lines = ends, lines

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._ends, timeout, httpcore.ConnectTimeout)
        plain = super().connect_tcp(host, port, left, local_address, socket_options)
        return _Stream(plain, self._ends, self._lines)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, ends: float, lines: _Lines) -> None:
        self._inner, self._ends, self._lines = inner, ends, lines
        lines.add(inner)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._ends, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._ends, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._lines.drop(self._inner)
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._ends, timeout, httpcore.ConnectTimeout)
        wrapped = self._inner.start_tls(ssl_context, server_hostname, left)
        self._lines.drop(self._inner)
        return _Stream(wrapped, self._ends, self._lines)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(ends: float, timeout: float | None, late: type[Exception]) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise late("the time for the whole answer is over")
    return left if timeout is None else min(left, timeout)


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Raise the errors of httpcore as those of httpx."""
    try:
        yield
    except Exception as error:
        for below, above in _ERRORS:
            if isinstance(error, below):
                raise above(str(error)) from error
        raise
