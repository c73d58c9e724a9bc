"""What one command costs: CPU seconds and peak memory of a child process, within limits."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
SHORT, RUNS = 1.0, 5
"""Seconds below which a command is run so many times."""
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a child is stopped: seconds of CPU, bytes of address space."""

    seconds: int = 120
    memory: int = 16 << 30


@dataclass(frozen=True, slots=True)
class Cost:
    """User and system seconds, peak resident bytes; ``failed`` says why there is no summary, else None."""

    seconds: float
    memory: int
    failed: str | None = None


def cost(command: Sequence[str], limits: Limits) -> Cost:
    """Return what a command costs (`once`).

    A short one is run several times, and the run in the middle counts: the start of a process swings.
    """
    first = once(command, limits)
    if first.failed or first.seconds >= SHORT:
        return first
    runs = [first, *(once(command, limits) for _ in range(RUNS - 1))]
    return sorted(runs, key=lambda one: one.seconds)[RUNS // 2]


def once(command: Sequence[str], limits: Limits) -> Cost:
    """Run a command and return what it cost; its output is dropped. POSIX only."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))

    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "random"}
    environment |= dict.fromkeys(_ONE_THREAD, "1")
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=errors, preexec_fn=limit
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
    unit = 1 if sys.platform == "darwin" else 1024
    failed = _failure(child.returncode, said, limits)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * unit, failed)


def _failure(code: int, said: str, limits: Limits) -> str | None:
    if code == 0:
        return None
    if code == -signal.SIGXCPU:
        return f"> {limits.seconds:,} s"
    if code == -signal.SIGKILL or "MemoryError" in said:
        return f"> {limits.memory / (1 << 30):.0f} GiB"
    return (said.splitlines() or [f"exit code {code}"])[-1][:100]


def exponent(sizes: Sequence[int], values: Sequence[float]) -> float:
    """Return b of the least-squares fit of a · size^b in log-log coordinates; NaN for under two points."""
    if len(sizes) < 2:
        return float("nan")
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])
