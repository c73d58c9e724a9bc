"""The loop: take an input, mutate it, run it, keep it if it did something new, report it if it broke a rule.

What is new is told by lines of ours that no input reached before, traced on every fifth run, and by the sort
of result, on every run. Each target runs in a process of its own, which bounds the memory and survives what
kills a process; the parent knows the input that was running.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import docx

from benchmarks.fuzz.targets import TARGETS, Target

MEMORY = 6 * 1024**3
"""Bytes that the process of a target may take, libraries and all."""
TRACED = 5
"""One run in so many is traced."""
STUCK = 300
"""Seconds after which a run that cannot be interrupted is killed."""
MINIMISING = 20.0
"""Seconds spent on making a finding small."""

_OURS = tuple(str(Path(__file__).resolve().parents[2] / name) for name in ("summarizer", "eval"))
_TRACED = (*_OURS, str(Path(docx.__file__).parent))
"""Where a line that was not reached before makes an input worth keeping."""


class TooSlowError(Exception):
    """Say that an input took longer than its size allows."""


@dataclass(slots=True)
class Tally:
    """What a slice did. ``findings`` are where rules were broken: a place in the code, and how."""

    target: str
    seed: int
    seconds: float = 0.0
    executions: int = 0
    corpus: int = 0
    lines: int = 0
    findings: dict[str, str] = field(default_factory=dict)


def run(name: str, seconds: float, seed: int, folder: Path) -> Tally:
    """Fuzz a target for ``seconds``; corpus and findings are kept in ``folder``, and the tally in its log."""
    corpus, found = folder / "corpus" / name, folder / "findings" / name
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    whole, end = Tally(name, seed), time.monotonic() + seconds
    while (left := end - time.monotonic()) > 1:
        tally = _guarded(name, left, seed, corpus, found)
        whole.executions += tally.executions
        whole.corpus, whole.lines = tally.corpus, tally.lines
        whole.findings |= tally.findings
        seed += 1000
    whole.seconds = round(seconds - max(0.0, end - time.monotonic()), 1)
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(asdict(whole)) + "\n")
    return whole


def _guarded(name: str, seconds: float, seed: int, corpus: Path, found: Path) -> Tally:
    """Run a slice in a process of its own; what kills or blocks that process becomes a finding."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    running = found / ".running"
    running.write_bytes(b"")
    process = context.Process(target=_slice, args=(name, seconds, seed, corpus, found, sender))
    process.start()
    sender.close()
    stuck = False
    while process.is_alive():
        process.join(1.0)
        if time.time() - running.stat().st_mtime > STUCK:
            stuck = True
            process.kill()
    tally = Tally(name, seed)
    with suppress(EOFError):  # it was killed before it could tell
        tally = receiver.recv() if receiver.poll() else tally
    if stuck or process.exitcode:
        what = f"blocked for {STUCK} s" if stuck else f"ended with {process.exitcode}"
        tally.findings[what] = _save(found, running.read_bytes(), what)
    return tally


def _slice(name: str, seconds: float, seed: int, corpus: Path, found: Path, sender: Any) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGVTALRM, _too_slow)
    os.chdir(found)
    sender.send(_Fuzzing(TARGETS[name], Random(seed), corpus, found).go(seconds, seed))


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TooSlowError


class _Fuzzing:
    def __init__(self, target: Target, random: Random, corpus: Path, found: Path) -> None:
        self.target, self.random, self.corpus, self.found = target, random, corpus, found
        self.inputs = [*target.starts(), *(path.read_bytes() for path in sorted(corpus.iterdir()))]
        self.sorts: set[Hashable] = set()
        self.reached: set[tuple[str, int]] = set()
        self.findings: dict[str, str] = {}
        self.tracing = 0.0

    def go(self, seconds: float, seed: int) -> Tally:
        began = time.monotonic()
        executions = 0
        for content in self.random.sample(self.inputs, len(self.inputs)):  # what they reach is not new
            if time.monotonic() - began > seconds / 8:
                break
            self.one(content, traced=True, keep=False)
            executions += 1
        while time.monotonic() - began < seconds:
            content = self.target.mutate(self.random, self.random.choice(self.inputs), self.inputs)
            # Tracing slows a run down many times: no more than a quarter of the time goes into it.
            affordable = self.tracing < (time.monotonic() - began) / 4
            self.one(content, traced=affordable and executions % TRACED == 0, keep=True)
            executions += 1
        return Tally(
            self.target.name, seed, seconds, executions, len(self.inputs), len(self.reached), self.findings
        )

    def one(self, content: bytes, traced: bool, keep: bool) -> None:
        (self.found / ".running").write_bytes(content)
        reached: set[tuple[str, int]] = set()
        began = time.monotonic()
        try:
            with _tracing(reached) if traced else _untraced():
                sort = self.run(content, slack=8.0 if traced else 1.0)
        except Exception as error:
            self.report(content, error)
            return
        self.tracing += (time.monotonic() - began) * traced
        new = sort not in self.sorts or not reached <= self.reached
        self.sorts.add(sort)
        self.reached |= reached
        if keep and new and len(self.inputs) < 3000:
            self.inputs.append(content)
            (self.corpus / _name(content)).write_bytes(content)

    def run(self, content: bytes, slack: float = 1.0) -> Hashable:
        """Run one input within its time."""
        allowed = self.target.seconds + self.target.rate * len(content)
        signal.setitimer(signal.ITIMER_VIRTUAL, slack * allowed)
        try:
            return self.target.check(content)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def report(self, content: bytes, error: Exception) -> None:
        place = _place(error)
        if place in self.findings:
            return
        print(f"{self.target.name}: {place}", flush=True)
        self.findings[place] = ""  # so that minimising does not report it again
        self.findings[place] = _save(self.found, self.minimal(content, place), place)

    def minimal(self, content: bytes, place: str) -> bytes:
        """Take away pieces, large ones first, as long as the input still breaks the same rule."""
        end, size = time.monotonic() + MINIMISING, max(1, len(content) // 2)
        while size and time.monotonic() < end:
            at = 0
            while at < len(content) and time.monotonic() < end:
                smaller = content[:at] + content[at + size :]
                if self.fails(smaller) == place:
                    content = smaller
                else:
                    at += size
            size //= 2
        return content

    def fails(self, content: bytes) -> str | None:
        try:
            self.run(content)
        except Exception as error:
            return _place(error)
        return None


def _place(error: Exception) -> str:
    """Return where an error came from, in our own code: the same fault is told once."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(_OURS) or frame.filename.endswith("oracles.py")
    ]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else "?"
    before = f" from {Path(frames[-2].filename).name}:{frames[-2].name}" if len(frames) > 1 else ""
    said = str(error).split(":")[0][:60] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {said} in {where}" + ("" if isinstance(error, TooSlowError) else before)


def _save(found: Path, content: bytes, what: str) -> str:
    name = _name(content)
    (found / name).write_bytes(content)
    (found / f"{name}.why").write_text(what + "\n", encoding="utf-8")
    return name


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


@contextmanager
def _untraced() -> Iterator[None]:
    yield


@contextmanager
def _tracing(reached: set[tuple[str, int]]) -> Iterator[None]:
    """Collect the lines that run, of our own code and of the parsers in Python."""
    known: dict[Any, Callable[..., Any] | None] = {}

    def line(frame: FrameType, event: str, arg: object) -> Callable[..., Any]:
        reached.add((frame.f_code.co_filename, frame.f_lineno))
        return line

    def call(frame: FrameType, event: str, arg: object) -> Callable[..., Any] | None:
        code = frame.f_code
        if code not in known:
            known[code] = line if code.co_filename.startswith(_TRACED) else None
        return known[code]

    sys.settrace(call)
    try:
        yield
    finally:
        sys.settrace(None)
