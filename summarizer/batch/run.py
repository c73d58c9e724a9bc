"""The run: what is missing is handed to workers, what comes back is written at once."""

from __future__ import annotations

import hashlib
import signal
import threading
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import closing, contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any

from eval.data import DataError
from summarizer.errors import SourceError, TracebriefError, WorkerError
from summarizer.records import dataclass

from . import folder as output
from .index import publish
from .journal import Journal
from .pool import Pool, Workers, open_pool
from .topics import check_source, read_tasks
from .work import Outcome, Recipe, Task, loaded, program, write_note

KILLED = (
    "the worker process died on it, most likely for want of memory; split the topic, or run it on a "
    "machine with more memory."
)
SILENCE = 10.0
"""Seconds without a result after which it is asked whether there are workers at all."""
SHOWN = 10
"""Failures that a report holds by name; the others are only counted."""

NEW, INPUT, OPTIONS, PROGRAM = "new", "input changed", "options changed", "program changed"
FAILED, ALTERED = "failed before", "note missing or altered"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch is to do: the topics of ``source``, each by ``recipe``, into the folder ``output``.

    ``fresh`` forgets what an earlier run wrote there; ``retry_failed`` tries failed topics again.
    """

    source: Path
    output: Path
    recipe: Recipe = field(default_factory=Recipe)
    workers: Workers = field(default_factory=Workers)
    fresh: bool = False
    retry_failed: bool = False


@dataclass(slots=True)
class Report:
    """How far a run is: topics ``seen``, ``kept`` from before, ``written`` now, and ``failed`` ever.

    ``because`` counts why topics were worked on; ``failures`` are the first few, id and reason.
    ``trouble`` says why nothing is going on now, if so.
    """

    seen: int = 0
    kept: int = 0
    written: int = 0
    failed: int = 0
    because: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)
    interrupted: bool = False
    trouble: str = ""
    cut_off: bool = False

    @property
    def done(self) -> int:
        """Topics that need no more work."""
        return self.kept + self.written


Watch = Callable[[Report], None]


def run_batch(plan: Plan, watch: Watch = lambda report: None) -> Report:
    """Write the notes of a batch; what an earlier run did and still holds is kept.

    Topics are read as workers become free, notes and journal written as results come; the list of
    results and the index page at the end. Ctrl-C lets what is under way finish. Raises `SourceError`
    for an unusable source, `OutputError` for an unusable output folder, `WorkerError` for unusable workers.
    """
    check_source(plan.source)
    with output.held(plan.output) as cut_off:
        report = Report(cut_off=cut_off)
        with closing(Journal(plan.output / output.JOURNAL)) as journal:
            if plan.fresh:
                _forget(plan.output, journal)
            with open_pool(plan.workers) as pool:
                run = _Run(plan, pool, journal, report, watch)
                with _interruptible(run.stop):
                    run.go(read_tasks(plan.source, plan.recipe))
            publish(plan.output, journal, run.order)
        return report


@dataclass(frozen=True, slots=True)
class _Flight:
    """A task under way, and its place in the order of the input."""

    place: int
    task: Task
    because: str


class _Run:
    def __init__(self, plan: Plan, pool: Pool, journal: Journal, report: Report, watch: Watch) -> None:
        self.plan, self.pool, self.journal, self.report, self.watch = plan, pool, journal, report, watch
        self.order = array("q")  # the journal's offset of each topic, -1 while it has none
        self.flying: dict[Future[Outcome], _Flight] = {}
        self.program = program()

    def stop(self) -> None:
        """Start nothing more."""
        self.report.interrupted = True

    def go(self, tasks: Iterator[Task]) -> None:
        """Do all tasks; where the source breaks off, those before are still finished."""
        while not self.report.interrupted:
            try:
                task = next(tasks, None)
            except (SourceError, DataError):
                self._land_all()
                raise
            if task is None:
                break
            self._take(task)
            while len(self.flying) >= self.pool.room():
                self._land()
        self._land_all()

    def _land_all(self) -> None:
        while self.flying:
            self._land()

    def _take(self, task: Task) -> None:
        self.report.seen += 1
        offset = self.journal.offset(task.id)
        because = self._because(task, self.journal.read(offset) if offset >= 0 else None)
        if because is None:
            self.order.append(offset)
            self._count(self.journal.read(offset))
            self.report.kept += 1
            self.watch(self.report)
            return
        self.order.append(-1)
        self.report.because[because] += 1
        flight = _Flight(len(self.order) - 1, task, because)
        if self.pool.remote:
            task = loaded(task)
        if task.refusal:
            self._record(flight, write_note(task))
        else:
            self.flying[self.pool.submit(task)] = flight

    def _because(self, task: Task, row: dict[str, Any] | None) -> str | None:
        """Say why a topic must be worked on, None where what the journal has of it holds."""
        if row is None:
            return NEW
        for key, value, why in (
            ("input", task.digest, INPUT),
            ("options", _digest(task.recipe), OPTIONS),
            ("program", self.program, PROGRAM),
        ):
            if row.get(key) != value:
                return why
        if row.get("reason"):
            return FAILED if self.plan.retry_failed else None
        return None if output.intact(self.plan.output, task.id, row["files"]) else ALTERED

    def _land(self) -> None:
        """Wait for a task and record it; one that was not begun when the run was stopped is dropped."""
        if self.report.interrupted:
            self.flying = {future: flight for future, flight in self.flying.items() if not future.cancel()}
        suspects: list[_Flight] = []
        done = wait(self.flying, timeout=SILENCE, return_when=FIRST_COMPLETED).done
        trouble = "" if done else self.pool.trouble()
        if trouble != self.report.trouble:
            self.report.trouble = trouble
            self.watch(self.report)
        for future in done:
            flight = self.flying.pop(future)
            outcome = self._outcome(future)
            if outcome is not None:
                self._record(flight, outcome)
            else:
                suspects.append(flight)
        if suspects:
            self._alone(suspects)

    def _outcome(self, future: Future[Outcome]) -> Outcome | None:
        """Return what came back, None where it went down with a worker that others had too."""
        try:
            outcome = future.result()
        except BrokenExecutor:
            return None
        except self.pool.deadly:
            return Outcome(reason=KILLED, program=self.program)
        except CancelledError as error:
            raise WorkerError(
                "the workers are gone before they were done; start them and the batch again: it goes on "
                "from here."
            ) from error
        except TracebriefError as error:
            raise WorkerError(str(error)) from error
        except Exception as error:
            raise WorkerError(
                f"a worker cannot run topics ({type(error).__name__}: {error}); install the same version of "
                "tracebrief on every machine and start the batch again: it goes on from here."
            ) from error
        if outcome.program != self.program:
            raise WorkerError(
                f"a worker runs tracebrief {outcome.program}, this is {self.program}; install the same "
                "version on every machine and start the batch again: it goes on from here."
            )
        return outcome

    def _alone(self, suspects: list[_Flight]) -> None:
        """Try each topic that was under way when a worker died by itself, to find out which it was."""
        if self.flying:
            for future in wait(self.flying).done:
                flight = self.flying.pop(future)
                outcome = self._outcome(future)
                if outcome is None:
                    suspects.append(flight)
                else:
                    self._record(flight, outcome)
        for flight in suspects:
            found = self._outcome(self.pool.submit(flight.task))
            self._record(flight, found or Outcome(reason=KILLED, program=self.program))

    def _record(self, flight: _Flight, outcome: Outcome) -> None:
        task, folder = flight.task, self.plan.output
        offset = self.journal.offset(task.id)
        before = set(self.journal.read(offset)["files"]) if offset >= 0 else set()
        files = output.store(folder, task.id, outcome.files)
        output.remove(folder, task.id, before - set(files))
        row = {
            "topic": task.id,
            "because": flight.because,
            "input": task.digest,
            "options": _digest(task.recipe),
            "program": self.program,
            "reason": outcome.reason,
            "files": files,
            "facts": outcome.facts,
            "seconds": round(outcome.seconds, 3),
        }
        self.order[flight.place] = self.journal.add(row)
        self._count(row)
        self.report.written += 1
        self.watch(self.report)

    def _count(self, row: dict[str, Any]) -> None:
        if row.get("reason"):
            self.report.failed += 1
            if len(self.report.failures) < SHOWN:
                self.report.failures.append((row["topic"], row["reason"]))


def _digest(recipe: Recipe) -> str:
    return hashlib.sha256(repr(recipe).encode("utf-8", "surrogatepass")).hexdigest()


def _forget(folder: Path, journal: Journal) -> None:
    """Remove what the journal says was written, then the journal's content."""
    for row in journal.rows():
        output.remove(folder, row["topic"], set(row["files"]))
    journal.clear()


@contextmanager
def _interruptible(stop: Callable[[], None]) -> Iterator[None]:
    """Turn the first Ctrl-C or SIGTERM into ``stop``; a second one interrupts at once."""
    if threading.current_thread() is not threading.main_thread():  # only there can signals be caught
        yield
        return
    asked = False

    def handle(number: int, frame: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        stop()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
