"""What an attack is, how one is run, and what counts as harm."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SLOW = 10.0
"""Seconds of processor time that a hostile input may cost."""
PATIENCE = 45.0
"""Seconds by the clock after which a process is taken to hang."""
_SPOOFS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_OPENS, _CLOSES = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068", "\u202c\u2069"

Meanwhile = Callable[[Path], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Attack:
    """A command line (``tracebrief`` stands for the program) that is run by bash in ``folder``.

    ``exits`` are the codes that are right. ``written`` are files of text for people that it writes;
    ``exact`` says that standard output is for programs, so that nothing in it is neutralised.
    ``meanwhile`` goes on while it runs. ``patience`` is how many seconds it may wait by the clock;
    ``needed`` says that others go on from what it wrote.
    """

    name: str
    command: str
    exits: tuple[int, ...] = (2,)
    written: tuple[str, ...] = ()
    exact: bool = False
    meanwhile: Meanwhile | None = None
    patience: float = PATIENCE
    env: dict[str, str] = field(default_factory=dict)
    needed: bool = False


def run(attack: Attack, folder: Path) -> tuple[dict[str, str], float, str]:
    """Return the harm that an attack did (by kind, with what shows it), its seconds, and what was said."""
    tracebrief = f"{sys.executable} -m summarizer"
    command = re.sub(r"\btracebrief (?=[a-z-])", f"{tracebrief} ", attack.command)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "TRACEBRIEF_TRACEBACK": "1", **attack.env}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with attack.meanwhile(folder) if attack.meanwhile else nullcontext():
        child = subprocess.Popen(
            ["bash", "-c", f"ulimit -v 6000000; {command}"],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            out, err = (
                each.decode("utf-8", "replace") for each in child.communicate(timeout=attack.patience)
            )
            code: int | None = child.returncode
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            out, err = (each.decode("utf-8", "replace") for each in child.communicate())
            code = None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    harm: dict[str, str] = {}
    if code is None:
        harm["hang"] = f"still there after {attack.patience:g} s"
    elif code < 0 or code > 128:
        harm["crash"] = f"ended by signal {-code if code < 0 else code - 128}"
    elif code not in attack.exits:
        harm["exit code"] = f"{code} instead of {' or '.join(map(str, attack.exits))}"
    if seconds > SLOW:
        harm["slow"] = f"{seconds:.1f} s"
    if "Traceback" in err or "Traceback" in out or "Exception ignored" in err:
        harm["traceback"] = err.strip().splitlines()[-1][:200]
    if code == 2 and not err.strip() and "2>" not in attack.command:
        harm["no word"] = "exit 2 without a message"
    shown = [("stderr", err)] + ([] if attack.exact else [("stdout", out)])
    shown += [
        (name, (folder / name).read_text("utf-8")) for name in attack.written if (folder / name).is_file()
    ]
    for where, text in shown:
        if found := spoof(text):
            harm["spoof"] = f"{found} in {where}"
    return harm, time.monotonic() - began if code is None else seconds, err.strip()


def spoof(text: str) -> str:
    """Return the first sign that could command a terminal or turn a line round, none where all is tame."""
    for line in text.split("\n"):
        depth = 0
        for char in _SPOOFS.findall(line):
            if char in _OPENS:
                depth += 1
            elif char in _CLOSES:
                depth = max(0, depth - 1)
            else:
                return f"U+{ord(char):04X}"
        if depth:
            return "a direction left open"
    return ""
