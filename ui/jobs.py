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
"""Seconds between looks at a worker."""

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


def warm_up() -> None:
    """Start the process that workers are forked from, in the background."""
    if _FORKS:
        _CONTEXT.set_forkserver_preload(["ui.warm"])
    threading.Thread(target=_first_worker, daemon=True).start()


async def run(task: Task, *args: Any) -> AsyncIterator[str | Early | Done]:
    """Run ``task`` in a worker: yield what it says, then `Done`.

    When the iterator is closed or its task cancelled, the worker is killed. Raises what the task
    raised if it is a TracebriefError, else WorkerError.
    """
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_work, args=(sender, task, args), daemon=True)
    try:
        await asyncio.to_thread(process.start)
        sender.close()
        while True:
            while not receiver.poll():
                await asyncio.sleep(_TICK)
            try:
                kind, value = await asyncio.to_thread(receiver.recv)
            except (EOFError, OSError):
                raise WorkerError(
                    "the run stopped without a result, perhaps for want of memory; try fewer files."
                ) from None
            if kind == "failed":
                raise value
            if kind == "done":
                yield Done(value)
                return
            yield value
    finally:
        _kill(process)
        receiver.close()


def _kill(process: Any) -> None:
    if process.pid is not None and process.is_alive():
        process.kill()
        # Reaping may take a moment; the event loop does not wait for it.
        threading.Thread(target=process.join, daemon=True).start()


def _work(sender: Connection, task: Task, args: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # One task and its end: the many small things that a pile is made of need not be looked through as often.
    gc.freeze()
    gc.set_threshold(YOUNG)
    try:
        sender.send(("done", task(_sayer(sender), *args)))
    except TracebriefError as error:
        # Rebuilt, for the cause and the traceback may not travel.
        sender.send(("failed", type(error)(str(error))))
    except (BrokenPipeError, ConnectionResetError):
        pass  # nobody waits for the result any more
    except BaseException as error:
        traceback.print_exc(file=sys.stderr)
        sender.send(
            ("failed", WorkerError(f"something went wrong inside ({type(error).__name__}); try other files."))
        )
    finally:
        sender.close()
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
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    try:
        process = _CONTEXT.Process(target=_work, args=(sender, _idle, ()), daemon=True)
        process.start()
        process.join()
    except (OSError, RuntimeError):
        logger.warning("The first worker did not start; the first run will be slower.", exc_info=True)
    finally:
        receiver.close()
