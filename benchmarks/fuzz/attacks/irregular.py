"""What is no regular file, where a file is read: pipes, devices, sockets, folders, rings of links, moving files."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from .attack import Attack
from .material import pile, results, write

DOORS = {
    "txt": ("brief {}", "brief pile {}", "read {}", "trace {} pile", "trace draft.txt {}", "update note.json {}",
            "verify note.json {}", "evaluate pred.txt {}", "evaluate {} pred.txt", "watch {} --note w.json --once",
            "ui --auth @{} --port 0", "sheet note.json -o {}"),
    "json": ("verify {}", "update {} pile", "compare {}", "trace {} pile", "brief {}",
             "evaluate topics.jsonl --systems lead --words 9 --baseline {}", "sheet {}", "brief --project {}",
             "brief pile --project {}", "watch pile --note {} --once"),
    "jsonl": ("evaluate {} --systems lead", "evaluate {} --task trace", "evaluate {} --task guard", "batch {} -o b",
              "evaluate {} --task verdict", "evaluate {} --task agreement", "evaluate {} --task blind --systems lead,default --output bl",
              "evaluate topics.jsonl --task verdict --sources {}", "evaluate topics.jsonl --predictions {}", "evaluate topics.jsonl --systems lead --documents {}"),
    "csv": ("batch {} -o b", "brief {}"),
    "prompt": ("brief pile --rewrite openai:http://127.0.0.1:9/v1#m --rewrite-prompt {}",),
    "md": ("verify {}", "update {} pile", "sheet --count {}", "sheet {}"),
    "html": ("verify {}",),
    "docx": ("verify {}", "trace {} pile"),
    "onnx": ("trace draft.txt pile --nli {}",),
}  # fmt: skip


def make(path: Path, kind: str) -> None:
    """Put at ``path`` something of a kind that is no regular file."""
    if path.is_symlink() or path.exists():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            here = os.getcwd()
            os.chdir(path.parent)  # the name of a socket is short
            one.bind(path.name)
            os.chdir(here)
    elif kind == "folder":
        path.mkdir()
    elif kind == "ring":
        path.symlink_to(path.name)
    elif kind == "nowhere":
        path.symlink_to("not/there")
    else:
        path.symlink_to(f"/dev/{kind}")


@contextmanager
def moving(path: Path, step: Callable[[Path], None]) -> Iterator[None]:
    """Change a file again and again while the block runs."""
    ended = threading.Event()

    def change() -> None:
        while not ended.wait(0.002):
            step(path)

    thread = threading.Thread(target=change)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"The dam broke on Monday and two villages were flooded.\n" * 40)


def _swap(path: Path) -> None:
    other = path.with_name("other")
    if path.is_symlink() or not path.exists():
        other.write_text("The dam broke on Monday.\n")
    else:
        other.unlink(missing_ok=True)
        other.symlink_to("/dev/zero")
    other.replace(path)


def _cut(path: Path) -> None:
    path.write_bytes(b"The dam broke on Monday.\n" * 400)
    with path.open("r+b") as file:
        file.truncate(11)


KINDS = ("pipe", "zero", "socket", "folder", "ring", "nowhere", "urandom", "full", "tty", "stdin")


def _doors(folder: Path, random: Random) -> Iterator[Attack]:
    """Name them on the command line."""
    for suffix, commands in DOORS.items():
        for command in commands:
            for kind in {"pipe", "zero", *random.sample(KINDS, 1)}:
                path = folder / f"odd.{suffix}"
                make(path, kind)
                yield Attack(
                    f"{kind}: {command}", f"tracebrief {command.format(path.name)}", (0, 1, 2), patience=20
                )


def _folders(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them into folders that are read."""
    for kind in KINDS:
        for inner in ("pile", "mixed"):
            (folder / inner).mkdir(exist_ok=True)
            make(folder / inner / "odd.txt", kind)
        yield Attack(f"{kind} in a folder", "tracebrief brief pile -o n.md", (0,), patience=20)
        yield Attack(f"{kind} alone in a folder", "tracebrief brief mixed", (2,), patience=20)
        (folder / "pile" / "odd.txt").unlink() if kind != "folder" else (folder / "pile" / "odd.txt").rmdir()


def _outputs(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them where a batch and an evaluation write, and among the topics that they read."""
    for kind in ("pipe", "zero", "folder", "socket", "ring"):
        for name in (
            "journal.jsonl",
            "batch.json",
            "results.jsonl",
            ".lock",
            ".running",
            "notes",
            "timings.jsonl",
            "index.html",
        ):
            if random.random() < 0.45:
                shutil.rmtree(folder / "out", ignore_errors=True)
                (folder / "out").mkdir()
                (folder / "out" / "batch.json").write_text('{"schema": "tracebrief-batch/1"}\n')
                make(folder / "out" / name, kind)
                yield Attack(
                    f"{kind} as {name}", "tracebrief batch topics.jsonl -o out --quiet", (0, 2), patience=20
                )
        for name in ("topics.jsonl", "results.json", "report.md", "summaries", "plots"):
            if random.random() < 0.5:
                shutil.rmtree(folder / "e", ignore_errors=True)
                (folder / "e").mkdir()
                make(folder / "e" / name, kind)
                command = "tracebrief evaluate topics.jsonl --systems lead --words 9 --boot 9 --output e"
                yield Attack(f"{kind} as {name}", command, (0, 2), patience=25)
        for where in ("topics/dam/a.txt", "topics/dam.refs/r.txt"):
            shutil.rmtree(folder / "topics", ignore_errors=True)
            for part in ("topics/dam", "topics/dam.refs"):
                (folder / part).mkdir(parents=True)
            (folder / "topics/dam/b.txt").write_text("The dam broke on Monday.\n")
            (folder / "topics/dam.refs/s.txt").write_text("The dam broke.\n")
            make(folder / where, kind)
            command = "tracebrief evaluate topics --systems lead --words 9 --boot 9"
            yield Attack(f"{kind} at {where}", command, (0, 2), patience=20)
            yield Attack(
                f"{kind} at {where}: batch",
                "tracebrief batch topics -o bt --fresh --quiet",
                (0, 1, 2),
                patience=20,
            )
        for where in ("preds/dam.txt", "refs/dam.txt"):
            for part in ("preds", "refs"):
                shutil.rmtree(folder / part, ignore_errors=True)
                (folder / part).mkdir()
                (folder / part / "dam.txt").write_text("The dam broke.\n")
            make(folder / where, kind)
            yield Attack(f"{kind} at {where}", "tracebrief evaluate preds refs --boot 9", (0, 2), patience=20)


def _kernel(folder: Path, random: Random) -> Iterator[Attack]:
    """Read what the kernel makes."""
    for path in (
        "/proc/self/mem",
        "/proc/self/environ",
        "/proc/kmsg",
        "/sys/kernel/mm/transparent_hugepage/enabled",
        "/proc",
    ):
        yield Attack(path, f"tracebrief brief {path}", (0, 2), patience=25)


def _moving(folder: Path, random: Random) -> Iterator[Attack]:
    """Change a file while it is read."""
    write(folder / "r.json", results())
    for name, step in (("grows", _grow), ("is swapped for a device", _swap), ("is cut", _cut)):
        for command in ("brief moving.txt", "trace draft.txt moving.txt", "read moving.txt --quiet"):
            path = folder / "moving.txt"
            path.unlink(missing_ok=True)
            path.write_text("The dam broke on Monday and two villages were flooded.\n" * 9)
            yield Attack(f"{name}: {command}", f"tracebrief {command}", (0, 2), patience=30,
                         meanwhile=lambda _, path=path, step=step: moving(path, step))  # fmt: skip


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Put each kind at each door, and below folders that are read."""
    pile(folder)
    (folder / "pred.txt").write_text("A dam broke.\n")
    for kind in (_doors, _folders, _outputs, _kernel, _moving):
        yield from kind(folder, random)
