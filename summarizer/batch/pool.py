"""Who does the work: this process, joblib's processes on one machine, or a dask cluster.

All three are `concurrent.futures` executors, so the run can keep a bound on what is under way and
knows which topics a worker took down with it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any, Literal

from summarizer.errors import MissingExtraError, OptionError
from summarizer.limits import most_jobs
from summarizer.records import dataclass
from summarizer.sources.readers.base import quiet

from .work import Outcome, Task, write_note

Backend = Literal["loky", "dask"]
BACKENDS: tuple[Backend, ...] = ("loky", "dask")
AHEAD = 2
"""Topics sent ahead for each that can be worked on at a time, so that no worker waits."""
PATIENCE = 20.0
"""Seconds in which a scheduler must answer and its first worker appear."""
ANSWER = 5.0
"""Seconds after which a scheduler that was there is said not to answer any more."""
_TALKERS = (
    "asyncio",
    "tornado.application",
    *(f"distributed{part}" for part in ("", ".client", ".comm", ".core", ".nanny", ".utils", ".worker")),
)
"""Loggers that tell of a lost connection in tracebacks; our own sentence tells it too."""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Workers:
    """``backend`` with ``jobs`` topics at a time; for dask the address of a scheduler, else it starts one."""

    jobs: int = 1
    backend: Backend = "loky"
    scheduler: str | None = None

    def __post_init__(self) -> None:
        if self.backend not in BACKENDS:
            raise OptionError(f"--backend {self.backend}: choose one of {', '.join(BACKENDS)}.")
        most = most_jobs()
        if not 1 <= self.jobs <= most:
            raise OptionError(f"--jobs {self.jobs}: it must be from 1 to {most} on this machine.")
        if self.scheduler is not None and self.backend != "dask":
            raise OptionError("--scheduler is for --backend dask: add it, or leave the scheduler out.")


@dataclass(frozen=True, slots=True)
class Pool:
    """``submit`` hands a task to a worker; ``room`` says how many may be under way.

    ``remote`` workers may not see this machine's disk. ``trouble`` says why no result comes, nothing where
    workers are at work. ``deadly`` are the errors that mean that a task
    took down several workers.
    """

    submit: Callable[[Task], Future[Outcome]]
    room: Callable[[], int]
    remote: bool = False
    trouble: Callable[[], str] = str
    deadly: tuple[type[BaseException], ...] = ()


@contextmanager
def open_pool(workers: Workers) -> Iterator[Pool]:
    """Open the pool that ``workers`` describes and close it afterwards."""
    if workers.backend == "dask":
        with _dask(workers) as pool:
            yield pool
    elif workers.jobs == 1:
        yield Pool(_at_once, lambda: 1)
    else:
        with _loky(workers.jobs) as pool:
            yield pool


def _at_once(task: Task) -> Future[Outcome]:
    done: Future[Outcome] = Future()
    done.set_result(write_note(task))
    return done


@contextmanager
def _loky(jobs: int) -> Iterator[Pool]:
    from joblib.externals.loky import get_reusable_executor

    def executor() -> Any:  # a new one where the last broke
        return get_reusable_executor(jobs, timeout=60, initializer=_leave_interrupts, env=ONE_THREAD)

    try:
        yield Pool(lambda task: executor().submit(write_note, task), lambda: AHEAD * jobs)
    except BaseException:
        executor().shutdown(wait=False, kill_workers=True)
        raise
    executor().shutdown(wait=True)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the parent, which lets workers finish."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _dask(workers: Workers) -> Iterator[Pool]:
    try:
        import distributed
    except ImportError as error:
        raise MissingExtraError(
            "--backend dask needs dask.distributed; install it: pip install 'tracebrief[cluster]'"
        ) from error
    with quiet(*_TALKERS), _client(distributed, workers) as client:
        _await_worker(client, workers.scheduler)
        capacity = _Capacity(client)
        executor = client.get_executor(pure=False)
        try:
            yield Pool(
                lambda task: executor.submit(write_note, task),
                lambda: AHEAD * capacity.threads(),
                remote=True,
                trouble=capacity.trouble,
                deadly=(distributed.KilledWorker,),
            )
        finally:
            executor.shutdown(wait=False)


@contextmanager
def _client(distributed: Any, workers: Workers) -> Iterator[Any]:
    if workers.scheduler is None:
        cluster = distributed.LocalCluster(
            n_workers=workers.jobs, threads_per_worker=1, dashboard_address=None, silence_logs=logging.ERROR
        )
        with cluster, distributed.Client(cluster) as client:
            yield client
        return
    try:
        client = _connected(distributed, workers.scheduler)
    except Exception as error:  # an address of another kind fails in any way, deep inside of the client
        # What is left of it waits for 40 seconds when it is collected, and then complains in a traceback.
        distributed.Client.__del__ = lambda client: None
        raise OptionError(
            f"--scheduler {workers.scheduler}: no scheduler answers there; start one with 'dask scheduler' "
            "and give the address that it prints, such as tcp://10.0.0.1:8786."
        ) from error
    try:
        yield client
    finally:
        with suppress(OSError, TimeoutError):  # a scheduler that is gone needs no farewell
            client.close()


def _connected(distributed: Any, scheduler: str) -> Any:
    """Return a client of the scheduler, or raise in time: some take the connection and say nothing."""
    if not re.fullmatch(r"(?:[a-z]+://)?[^\s/]+:\d{1,5}", scheduler):
        raise ValueError("it has no host and port")
    made: Future[Any] = Future()

    def connect() -> None:
        try:
            made.set_result(distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False))
        except BaseException as error:
            made.set_exception(error)

    threading.Thread(target=connect, daemon=True).start()
    return made.result(PATIENCE + 4)


def _await_worker(client: Any, scheduler: str | None) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise OptionError(
            f"--scheduler {scheduler}: it has no worker; start one on each machine: "
            f"dask worker {scheduler} --nthreads 1"
        ) from error


class _Capacity:
    """The threads of a cluster's workers, asked for now and then since workers come and go."""

    def __init__(self, client: Any, every: float = 5.0) -> None:
        self._client, self._every = client, every
        self._asked, self._threads, self._silent = -every, 1, False

    def threads(self) -> int:
        """Return how many there are, as of a few seconds ago; one where there is none, to wait for it."""
        return max(1, self._known())

    def trouble(self) -> str:
        """Say that the scheduler is silent or all workers are gone, nothing where there are some."""
        known = self._known()
        if self._silent:
            return "The scheduler does not answer; as soon as it does the batch goes on by itself."
        if known:
            return ""
        return (
            "The scheduler has no worker any more; start one (dask worker ADDRESS --nthreads 1) and the "
            "batch goes on by itself."
        )

    def _known(self) -> int:
        if time.monotonic() - self._asked >= self._every:
            try:
                self._threads = sum(self._client.nthreads(callback_timeout=ANSWER).values())
                self._silent = False
            except (TimeoutError, asyncio.TimeoutError):  # two errors before Python 3.11
                self._silent = True
            except OSError:  # a scheduler that is gone ends what it was given
                pass
            self._asked = time.monotonic()
        return self._threads
