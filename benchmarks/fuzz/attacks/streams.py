"""Disks that are full, streams that are closed, folders and files that may not be read or written."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

from .attack import Attack
from .material import pile, results, write

COMMANDS = ("brief pile", "brief pile --json", "brief pile --format docx", "trace draft.txt pile", "verify note.json pile", "verify note.json pile --json",
            "update note.json pile", "read pile", "read pile --json", "compare r.json --samples 20", "compare r.json --samples 20 --json",
            "evaluate topics.jsonl --systems lead --words 9 --boot 9", "evaluate topics.jsonl --systems lead --words 9 --boot 9 --json",
            "evaluate topics.jsonl --task trace", "--version", "--help", "brief --help")  # fmt: skip
WRITING = ("brief pile -o {}/n.md", "trace draft.txt pile -o {}/n.html", "update note.json pile -o {}/n.json", "verify note.json pile --repair {}/n.md",
           "batch topics.jsonl -o {}", "evaluate topics.jsonl --systems lead --words 9 --boot 9 --output {}", "compare r.json --samples 9 --output {}/t.md",
           "compare r.json --samples 9 --plot {}/t.png", "evaluate topics.jsonl --task guard --output {}", "evaluate topics.jsonl --task trace --output {}")  # fmt: skip


def _streams(folder: Path, random: Random) -> Iterator[Attack]:
    """Print to streams that are full or closed; read from some that have nothing."""
    for command in COMMANDS:
        yield Attack(f"{command} > /dev/full", f"tracebrief {command} > /dev/full", (2,))
        yield Attack(f"{command} >&-", f"tracebrief {command} >&-", (2,))
        yield Attack(f"{command} 2>&-", f"tracebrief {command} 2>&- >out", (0, 1))
        if random.random() < 0.5:
            yield Attack(f"{command} 2>/dev/full", f"tracebrief {command} 2>/dev/full >out", (0, 1))
        if random.random() < 0.5:
            yield Attack(f"{command} | true", f"tracebrief {command} | true; exit ${{PIPESTATUS[0]}}", (0, 1))
        yield Attack(f"{command} <&- >&- 2>&-", f"tracebrief {command} <&- >&- 2>&-", (2,))
    yield Attack("- from a closed stream", "tracebrief brief - <&-")
    yield Attack("- from /dev/full", "tracebrief brief - < /dev/full", (2,))
    yield Attack("- from /dev/zero", "tracebrief brief - < /dev/zero", (2,))


def _targets(folder: Path, random: Random) -> Iterator[Attack]:
    """Write where nothing may be written."""
    small = folder / "small"
    for command in WRITING:
        where = command.format("small")
        limited = f"ulimit -f 1; trap '' XFSZ; tracebrief {where}"
        small.mkdir(exist_ok=True)
        yield Attack(f"no room: {where}", limited.replace("small", f"small{random.randrange(10**6)}", 1) if "batch" in where or "--output small" in where else limited,
                     (0, 1, 2))  # fmt: skip
        for target in ("/proc/x", "/dev/null/x", "note.json/x", "missing/deep", "/dev/full"):
            yield Attack(
                f"{command} to {target}",
                f"tracebrief {command.format(target)}",
                (0, 2) if "missing" in target else (2,),
            )
    for target in (
        "/dev/full",
        "/dev/null/x.md",
        "x" * 300 + ".md",
        "a/b/c.md",
        ".",
        "n.exe",
        "n",
        "note.json/",
    ):
        # The slash of "note.json/" says nothing where note.json is a file.
        exits = (0, 2) if target.endswith("/") else (2,)
        yield Attack(f"-o {target[:20]}", f"tracebrief brief pile -o {target}", exits)


def _locked(folder: Path, random: Random) -> Iterator[Attack]:
    """Read and write what belongs to somebody else."""
    if os.geteuid() == 0:
        return  # root may read and write everything
    for part in ("locked", "refs"):
        (folder / part).mkdir()
    (folder / "refs" / "dam.txt").write_text("A dam broke.\n")
    (folder / "preds").mkdir()
    (folder / "preds" / "dam.txt").write_text("A dam broke.\n")
    for part in ("locked", "refs"):
        (folder / part).chmod(0)
    for command in ("brief locked", "read locked", "evaluate locked --systems lead", "batch locked -o b", "evaluate preds refs", "brief pile -o locked/n.md",
                    "evaluate --predictions preds --references refs", "batch topics.jsonl -o locked/b"):  # fmt: skip
        yield Attack(f"locked: {command}", f"tracebrief {command}", (2,))
    for part in ("locked", "refs"):
        (folder / part).chmod(0o755)


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Print to full and closed streams; write where nothing may be written."""
    pile(folder)
    write(folder / "r.json", results())
    for kind in (_streams, _targets, _locked):
        yield from kind(folder, random)
