"""Turns at a server: requests side by side, or one behind the other where it drops one for the next."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Who may ask. ``alone`` is set once the server has dropped a request for the next one.

    llama-cpp-python's server ends a stream, as if it were whole, when another request comes.
    """

    def __init__(self) -> None:
        self.alone = False
        self._lock = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait until nobody else asks, if one at a time may."""
        if not self.alone:
            yield
            return
        with self._lock:
            yield
