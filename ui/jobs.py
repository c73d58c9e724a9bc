"""Run library calls in worker processes that can be stopped at once.

A thread cannot be stopped inside a solver or a PDF reader; a process can. Workers are forked from a
server that has the library loaded, where the system can fork, so that one starts in milliseconds.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from summarizer.errors import TracebriefError

_FORKS = "forkserver" in multiprocessing.get_all_start_methods()
_CONTEXT: Any = multiprocessing.get_context("forkserver" if _FORKS else "spawn")
YOUNG = 50_000
"""Things made in a worker between looks for garbage in circles."""
_TICK = 0.02
"""Seconds between looks at a worker; in its first second they are closer."""
LASTING = 0.15
"""Seconds that a stage behind the first lasts before it is told: to tell one costs the page some work."""
WAITING = 10.0
"""Seconds that a worker which was started ahead waits for its task."""
_STOPPED = "the run stopped without a result, perhaps for want of memory; try fewer files."

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Early:
    """What a task has before it ends, for those who can begin with it."""

    value: Any


Say = Callable[["str | Early"], None]
Task = Callable[..., Any]
"""``task(say, *args)``, importable by name; ``say`` tells what begins, or gives what is there early."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a task returned."""

    value: Any


class WorkerError(TracebriefError, RuntimeError):
    """Say that a worker died or failed where no failure was foreseen."""


Order = tuple[Task, tuple[Any, ...]]
"""A task and its arguments."""


@dataclass(eq=False, slots=True)
class _Worker:
    """A process that does one task or waits for it, and the pipes to it and from it."""

    process: Any
    orders: Connection
    answers: Connection
    begun: float
    order: Order | None = None

    @classmethod
    def started(cls) -> _Worker:
        ordered, orders = _CONTEXT.Pipe(duplex=False)
        answers, answered = _CONTEXT.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_work, args=(ordered, answered), daemon=True)
        process.start()
        ordered.close()
        answered.close()
        return cls(process, orders, answers, time.monotonic())

    def give(self, order: Order) -> None:
        """Have it do a task."""
        self.order = order
        self.orders.send(order)

    def waits(self) -> bool:
        """Tell whether it waits for its task, or for its run, and will for a while."""
        young = time.monotonic() - self.begun < WAITING / 2
        return young and (self.order is not None or self.process.is_alive())

    def end(self) -> None:
        """Kill it, whatever it does."""
        self.orders.close()
        self.answers.close()
        if self.process.is_alive():
            self.process.kill()
            # Reaping may take a moment; the event loop does not wait for it.
            threading.Thread(target=self.process.join, daemon=True).start()


_ahead: list[_Worker] = []
_making = threading.Lock()


def warm_up() -> None:
    """Start the process that workers are forked from, in the background."""
    if _FORKS:
        _CONTEXT.set_forkserver_preload(["ui.warm"])
    threading.Thread(target=_first_worker, daemon=True).start()


def prepare(order: Order | None = None) -> None:
    """Start a worker ahead, in the background: a run was asked for and takes it in a moment.

    With the ``order`` of that run it begins at once; if no such run comes it ends. One at a time is ahead.
    """
    threading.Thread(target=_one_ahead, args=[order], daemon=True).start()


def _one_ahead(order: Order | None) -> None:
    try:
        with _making:
            waiting = [worker for worker in _ahead if worker.waits()]
            _ahead[:] = waiting or [_Worker.started()]
            if order is None or _ahead[0].order is not None:
                return
            _ahead[0].give(order)
            timer = threading.Timer(WAITING, _forget, [_ahead[0]])
    except (OSError, RuntimeError):
        logger.warning("A worker did not start ahead of its run.", exc_info=True)
        return
    timer.daemon = True
    timer.start()


def _forget(worker: _Worker) -> None:
    with _making:
        if worker not in _ahead:
            return
        _ahead.remove(worker)
    worker.end()


def _at_work(*order: Any) -> _Worker:
    """Give a task to a worker: to the one that was started ahead, where there is one for it."""
    with _making:
        fit = next((one for one in _ahead if one.waits() and one.order in (None, order)), None)
        if fit is not None:
            _ahead.remove(fit)
    worker = fit or _Worker.started()
    if worker.order is None:
        worker.give(order)
    return worker


async def run(task: Task, *args: Any) -> AsyncIterator[str | Early | Done]:
    """Run ``task`` in a worker: yield what it says, as far as that lasts, then `Done`.

    When the iterator is closed or its task cancelled, the worker is killed. Raises what the task
    raised if it is a TracebriefError, else WorkerError.
    """
    begun = asyncio.ensure_future(asyncio.to_thread(_at_work, task, args))
    try:
        worker = await asyncio.shield(begun)
        began = since = time.monotonic()
        said, first = "", True
        while True:
            now = time.monotonic()
            if not worker.answers.poll():
                if said and now - since > LASTING:
                    yield said
                    said = ""
                await asyncio.sleep(_TICK if now - began > 1 else _TICK / 5)
                continue
            try:
                kind, value = await asyncio.to_thread(worker.answers.recv)
            except (EOFError, OSError):
                raise WorkerError(_STOPPED) from None
            if kind == "failed":
                raise value
            if kind == "done":
                yield Done(value)
                return
            if isinstance(value, str) and not first:
                since, said = now, value
            else:
                first = False
                yield value
    except BrokenPipeError:
        raise WorkerError(_STOPPED) from None
    finally:
        begun.add_done_callback(_ended)


async def result(task: Task, *args: Any) -> Any:
    """Return what ``task`` returns, done in a worker; what it says is told nobody. Raises what `run` does."""
    steps = run(task, *args)
    try:
        async for step in steps:
            if isinstance(step, Done):
                return step.value
    finally:
        await steps.aclose()  # type: ignore[attr-defined]
    raise WorkerError(_STOPPED)


def _ended(begun: asyncio.Future[_Worker]) -> None:
    if not begun.cancelled() and begun.exception() is None:
        begun.result().end()


def _work(orders: Connection, answers: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # One task and its end: the many small things that a pile is made of need not be looked through as often.
    gc.freeze()
    gc.set_threshold(YOUNG)
    try:
        if not orders.poll(WAITING):
            return  # the run that was asked for was refused
        task, args = orders.recv()
        answers.send(("done", task(_sayer(answers), *args)))
    except TracebriefError as error:
        # Rebuilt, for the cause and the traceback may not travel.
        answers.send(("failed", type(error)(str(error))))
    except (BrokenPipeError, ConnectionResetError, EOFError):
        pass  # nobody waits for the result any more
    except BaseException as error:
        traceback.print_exc(file=sys.stderr)
        answers.send(
            ("failed", WorkerError(f"something went wrong inside ({type(error).__name__}); try other files."))
        )
    finally:
        answers.close()
        # Skip exit handlers: they belong to the process this one was forked from.
        sys.stderr.flush()
        os._exit(0)


def _sayer(sender: Connection) -> Say:
    """Return what tells a stage, once for as long as it lasts: a model may tell it at every word."""
    last: str | Early = ""

    def say(stage: str | Early) -> None:
        nonlocal last
        if stage != last:
            last = stage
            sender.send(("says", stage))

    return say


def _idle(say: Say) -> None:
    say("ready")


def _first_worker() -> None:
    try:
        worker = _at_work(_idle, ())
        worker.process.join()
        worker.end()
    except (OSError, RuntimeError):
        logger.warning("The first worker did not start; the first run will be slower.", exc_info=True)
