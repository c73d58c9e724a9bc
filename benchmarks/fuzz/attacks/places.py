"""Where the program runs: folders that are gone, full or not its own, names that are no UTF-8, odd environments."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from .attack import Attack
from .material import pile, results, write

_COMMANDS = ("brief pile -o n.md", "brief pile --json", "trace draft.txt pile", "batch topics.jsonl -o b --quiet --fresh", "read pile",
             "evaluate topics.jsonl --systems lead --words 9 --boot 9", "config", "sheet note.json", "update note.json pile")  # fmt: skip
_SOUND: dict[str, tuple[dict[str, str], str]] = {
    "HOME unset": ({}, "unset HOME;"),
    "HOME nowhere": ({"HOME": "/nonexistent"}, ""),
    "HOME no folder": ({"HOME": "/dev/null"}, ""),
    "settings and cache nowhere": ({"XDG_CONFIG_HOME": "/dev/null", "XDG_CACHE_HOME": "/dev/null"}, ""),
    "TMPDIR nowhere": ({"TMPDIR": "/nonexistent"}, ""),
    "ASCII": ({"PYTHONIOENCODING": "ascii"}, ""),
    "the locale C": ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, ""),
    "a locale that is none": ({"LC_ALL": "xx_YY.foo"}, ""),
    "no columns": ({"COLUMNS": "0"}, ""),
    "400 digits of columns": ({"COLUMNS": "9" * 400}, ""),
    "32 descriptors": ({}, "ulimit -n 32;"),
    "16 descriptors": ({}, "ulimit -n 16;"),
    "a small stack": ({}, "ulimit -s 256;"),
    "a terminal that is none": ({"TERM": "nonsense"}, ""),
}
_WRITING = ("brief pile -o full/n.md -o full/n.docx", "brief pile -o full/n.html", "brief pile --project full/p.json", "trace draft.txt pile -o full/t.html",
            "update note.json pile -o full/u.json", "verify note.json pile --repair full/r.md", "batch topics.jsonl -o full/b", "sheet note.json -o full/s.md",
            "evaluate topics.jsonl --systems lead --words 9 --boot 9 --output full/e", "evaluate topics.jsonl --task blind --systems lead,default --output full/bl",
            "compare r.json --samples 9 --output full/c.md", "compare r.json --samples 9 --plot full/c.png", "watch pile --note full/w.json --once",
            "brief pile -o full/n.docx --zotero", "brief pile --json > full/out.json", "read pile > full/out.txt", "sheet note.json > full/out.md")  # fmt: skip
_NAMES = (
    b"\xff",
    b"\xed\xa0\x80",
    b"a\nb",
    b"-x",
    b"#",
    b"%41",
    b"[a]*?",
    b"a" * 240,
    b"\x1b[2J\xe2\x80\xae",
)


def _environments(folder: Path, random: Random) -> Iterator[Attack]:
    """Run commands where what is usually there is not."""
    for name, (env, before) in _SOUND.items():
        for command in random.sample(_COMMANDS, 3):
            yield Attack(
                f"{name}: {command}",
                f"{before} tracebrief {command}",
                (0,),
                env=env,
                exact="json" in command,
            )
    for command in random.sample(_COMMANDS, 5):
        gone = f"mkdir -p gone; cd gone; rmdir ../gone; tracebrief {command}"
        yield Attack(f"a folder that is gone: {command}", gone, (2,))
    for command in random.sample(_COMMANDS, 5):
        yield Attack(
            f"{command} | head -1",
            f"tracebrief {command} 2>&1 | head -c1 >/dev/null; exit ${{PIPESTATUS[0]}}",
            (0, 1),
        )


@contextmanager
def _small_disk(path: Path) -> Iterator[bool]:
    """Mount a disk with no room but for a few names, where that is allowed."""
    path.mkdir()
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(path)], capture_output=True
        ).returncode
        == 0
    )
    try:
        if mounted:
            with suppress(OSError), (path / "filler").open("wb") as file:
                file.write(bytes(1 << 16))
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(path)], check=True)


def _full(folder: Path, random: Random) -> Iterator[Attack]:
    """Write to a disk that is full, and have nothing but it for temporary files."""
    with _small_disk(folder / "full") as mounted:
        if not mounted:
            return
        for command in _WRITING:
            yield Attack(f"no room: {command}", f"tracebrief {command}", (2,))
        for command in ("brief pile -o n.docx", "compare r.json --samples 9 --plot c.png"):
            env = {"TMPDIR": str(folder / "full"), "XDG_CACHE_HOME": str(folder / "full")}
            yield Attack(f"no room for what is temporary: {command}", f"tracebrief {command}", (0,), env=env)


def _names(folder: Path, random: Random) -> Iterator[Attack]:
    """Give files and folders names that are no UTF-8, or that mean something elsewhere."""
    source = (folder / "pile" / "first.txt").read_bytes()
    odd, topics = os.fsencode(folder / "odd"), os.fsencode(folder / "topics")
    for name in _NAMES:
        for place in (odd, topics, os.fsencode(folder / "eo"), os.fsencode(folder / "bo")):
            shutil.rmtree(place, ignore_errors=True)
        for place in (odd, topics + b"/" + name[:200], topics + b"/" + name[:200] + b".refs"):
            os.makedirs(place)
            with open(place + b"/" + name + b".txt", "wb") as file:
                file.write(source)
        for gone in ("p.json", "w.json"):
            (folder / gone).unlink(missing_ok=True)
        outs = " ".join(
            f"-o n.{suffix}" for suffix in ("md", "html", "json", "docx", "txt", "jsonld", "csl", "bib")
        )
        shown = f"{name[:9]!r}"
        yield Attack(
            f"brief {shown}",
            f"tracebrief brief odd {outs}",
            (0,),
            ("n.md", "n.txt", "n.html", "n.bib"),
            needed=True,
        )
        for command in ("verify n.json", "verify n.docx --json", "sheet n.json", "read odd --json", "update n.json odd -o u.md", "trace draft.txt odd -o t.html",
                        "brief --project p.json odd", "watch odd --note w.json --once", "batch topics -o bo --format md,json",
                        "evaluate topics --systems lead --words 9 --boot 9 --output eo"):  # fmt: skip
            # A path that is no UTF-8 stands in no JSON: such a file is not found again by its path. And of a folder
            # with files of the same content nothing is new.
            exits = (
                (0, 1) if command.startswith("verify") else (0, 2) if command.startswith("update") else (0,)
            )
            yield Attack(f"{command} {shown}", f"tracebrief {command}", exits, exact="json" in command)


def _not_root(folder: Path, random: Random) -> Iterator[Attack]:
    """Run as somebody who may read and write less than all."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return
    for part in ("locked", "pile/locked", "refs"):
        (folder / part).mkdir()
    (folder / "refs" / "dam.txt").write_text("A dam broke.\n")
    (folder / "preds").mkdir()
    (folder / "preds" / "dam.txt").write_text("A dam broke.\n")
    (folder / "pile" / "mine.txt").write_text("The dam broke on Monday.\n")
    for path in ("locked", "pile/locked", "pile/mine.txt", "refs"):
        (folder / path).chmod(0)
    folder.chmod(0o777)
    nobody = "setpriv --reuid 65534 --regid 65534 --clear-groups"
    probe = subprocess.run([*nobody.split(), "bash", "-c", "command -v python3"], capture_output=True)
    if probe.returncode:
        return
    for command, exits in (
        ("brief pile -o n2.md", (0,)), ("brief locked", (2,)), ("read locked", (2,)), ("brief pile/mine.txt", (2,)), ("trace draft.txt locked", (2,)),
        ("batch locked -o b9", (2,)), ("evaluate preds refs --boot 9", (2,)), ("evaluate locked --systems lead", (2,)), ("brief pile -o locked/n.md", (2,)),
        ("evaluate --predictions preds --references refs", (2,)), ("batch topics.jsonl -o locked/b", (2,)), ("watch pile --note locked/w.json --once", (2,)),
        ("watch locked --note w9.json --once", (2,)), ("mcp locked < /dev/null", (0, 2)), ("brief pile --project locked/p.json", (2,)),
        ("sheet note.json -o locked/s.md", (2,)), ("evaluate topics.jsonl --systems lead --words 9 --boot 9 --output locked/e", (2,)),
    ):  # fmt: skip
        yield Attack(f"not root: {command}", f"{nobody} tracebrief {command}", exits)
    for path in ("locked", "pile/locked", "pile/mine.txt", "refs"):
        (folder / path).chmod(0o755)


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Run commands in each."""
    pile(folder)
    write(folder / "r.json", results())
    for kind in (_environments, _full, _names, _not_root):
        yield from kind(folder, random)
