"""Several cores for one pile: processes forked from this one, which see all that it has read.

What they find comes back by a pipe, and is the same bytes as if it had been found here: they are handed
whole documents or whole questions, never the order of anything. A process that gives no answer, whatever
became of it, costs time alone: its part is done here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO, TypeVar

from summarizer.errors import OptionError
from summarizer.limits import most_jobs
from summarizer.sources.readers.apart import LISTENER

_Found = TypeVar("_Found")
WORTH_IT = 300_000
"""Characters of a pile from which a second core saves more than it costs to hand its work over."""
_PARENT_DIES = 1
"""The option of Linux's prctl that sets the signal which a process gets when its parent ends."""


def _can_fork() -> bool:
    """Tell whether this process may be forked.

    It may not on Windows, on macOS, whose libraries do not bear it, and beside threads, which may hold locks.
    """
    return sys.platform == "linux" and all(map(_is_harmless, threading.enumerate()))


def _is_harmless(thread: threading.Thread) -> bool:
    """Tell whether a thread holds nothing that a forked process needs: it listens, or draws the progress."""
    drawing = type(thread).__module__.partition(".")[0] == "rich"
    return thread is threading.current_thread() or thread.name == LISTENER or drawing


class Cores:
    """As many processes as there are cores, this one counted; made by :func:`several`."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._running: dict[int, BinaryIO] = {}  # process → the end of its pipe that is read

    def pay(self, sizes: Sequence[int]) -> bool:
        """Tell whether things of so many characters are worth to be shared among several cores."""
        return self.count > 1 and len(sizes) > 1 and sum(sizes) >= WORTH_IT

    def in_parts(self, task: Callable[[int, int], _Found], sizes: Sequence[int]) -> list[_Found]:
        """Return ``task(first, last)`` of stretches of things, of about as many characters each, in order.

        It is one stretch where they do not :meth:`pay`.
        """
        bounds = _bounds(sizes, self.count if self.pay(sizes) else 1)
        later = [self.begin(lambda a=a, b=b: task(a, b)) for a, b in bounds[1:]]  # type: ignore[misc]
        return [task(*bounds[0]), *(give() for give in later)]

    def begin(self, task: Callable[[], _Found]) -> Callable[[], _Found]:
        """Begin a task on another core if one is free, and return what gives its result."""
        if len(self._running) + 1 >= self.count:
            return task
        process = self._forked(task)
        return task if process is None else lambda: self._result(process, task)

    def end(self) -> None:
        """End what still runs: nobody waits for it any more."""
        for process, end in self._running.items():
            end.close()
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        self._running.clear()

    def _forked(self, task: Callable[[], Any]) -> int | None:
        parent = os.getpid()
        receives, sends = os.pipe()
        try:
            process = os.fork()
        except OSError:  # no process is to be had
            os.close(receives)
            os.close(sends)
            return None
        if process:
            os.close(sends)
            self._running[process] = os.fdopen(receives, "rb")
            return process
        try:
            _follow(parent)
            os.close(receives)
            for end in self._running.values():
                end.close()
            gc.disable()  # a search for garbage would copy what both hold
            with os.fdopen(sends, "wb") as pipe:
                pickle.dump(task(), pipe, pickle.HIGHEST_PROTOCOL)
            os._exit(0)
        finally:
            os._exit(1)  # not the parent's handlers, nor its error: that comes where it is done again

    def _result(self, process: int, task: Callable[[], _Found]) -> _Found:
        with self._running[process] as pipe:
            content = pipe.read()
        del self._running[process]
        _, status = os.waitpid(process, 0)
        if status or not content:
            return task()
        found: _Found = pickle.loads(content)
        return found


@contextmanager
def several(jobs: int | None = None) -> Iterator[Cores]:
    """Use so many processes, one for each core if None; what still runs at the end is ended.

    Where this process cannot be forked there is none beside it. Raises `OptionError` for a number that no
    machine has.
    """
    if jobs is not None and not 1 <= jobs <= most_jobs():
        raise OptionError(f"--jobs {jobs}: it must be from 1 to {most_jobs()} on this machine.")
    cores = Cores((jobs or len(os.sched_getaffinity(0))) if jobs != 1 and _can_fork() else 1)
    try:
        yield cores
    finally:
        cores.end()


def _follow(parent: int) -> None:
    """Have this process end with its parent, and on Ctrl-C without a word."""
    import ctypes

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_PARENT_DIES, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _bounds(weights: Sequence[int], count: int) -> list[tuple[int, int]]:
    """Cut things in order into so many stretches of about the same weight, none of them empty."""
    total, sums, bounds, first = sum(weights), 0, list[tuple[int, int]](), 0
    for at, weight in enumerate(weights, 1):
        sums += weight
        if sums * count >= total * (len(bounds) + 1) and at < len(weights) and len(bounds) + 1 < count:
            bounds.append((first, at))
            first = at
    return [*bounds, (first, len(weights))]
