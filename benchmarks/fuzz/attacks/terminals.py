"""Signs that command a terminal or turn the direction round, in names, texts, systems, ids and values."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

from .attack import Attack
from .material import note_data, pile, results, topic, write

SIGNS = (
    "\x1b[2J",
    "\x1b]0;x\x07",
    "\x9b2J",
    "\x07",
    "\u202e",
    "\u2066",
    "\u202d",
    "\x7f",
    "\x08\x08",
    "\r",
    "\x0c",
    "\x85",
    "\u2028",
    "\x1b[31m",
    "\u2067",
)
_ANY = (0, 1, 2)
_OUTS = "-o n.md -o n.txt"


def _documents(folder: Path, random: Random, sign: str) -> Iterator[Attack]:
    """Put a sign into texts, titles and names of files."""
    shown = f"{sign!a}"
    shutil.rmtree(folder / "odd", ignore_errors=True)
    (folder / "odd").mkdir()
    name = sign.replace("/", "")
    text = f"The dam {sign} at Brno broke on Monday, killing 40 people{sign}. “We {sign} know,” said Ada {sign}Byron, the mayor.\n"
    (folder / "odd" / f"{name}a.txt").write_text(f"Dam {sign} breaks\n\n{text}", newline="")
    (folder / "odd" / f"{name}empty.txt").write_text("")
    (folder / "odd" / f"{name}.pdf").write_text("x")
    (folder / "odd" / "t.html").write_text(
        f"<title>Dam {sign} x</title><meta name=author content='{sign}'><p>{text}", newline=""
    )
    (folder / "odd" / "t.csv").write_text(f"na{sign}me,v\n{sign}a,1\n", newline="")
    yield Attack(
        f"brief {shown}", f"tracebrief brief odd {_OUTS} -o n.bib", (0, 2), ("n.md", "n.txt", "n.bib")
    )
    yield Attack(
        f"brief, printed {shown}", f"tracebrief brief odd --format {random.choice(('md', 'txt'))}", (0, 2)
    )
    yield Attack(f"read {shown}", "tracebrief read odd", (0, 2))
    yield Attack(f"trace {shown}", f"tracebrief trace odd/*a.txt odd {_OUTS}", _ANY, ("n.md", "n.txt"))


def _arguments(folder: Path, random: Random, sign: str) -> Iterator[Attack]:
    """Put a sign into arguments and options."""
    shown = f"{sign!a}"
    (folder / "arg").write_text(sign + "x")
    yield Attack(
        f"arguments {shown}",
        'tracebrief brief pile --title "$(cat arg)" --query "$(cat arg)" --format txt',
        (0, 2),
    )
    option = random.choice(
        ("--ranker", "--order", "--language", "--format", "-o", "--selector", "--nonsense")
    )
    yield Attack(f"{option} {shown}", f'tracebrief brief pile {option} "$(cat arg)"', (2,))
    yield Attack(f"missing {shown}", 'tracebrief brief "$(cat arg)"', (2,))
    yield Attack(f"a command {shown}", 'tracebrief -- "$(cat arg)"', (2,))


def _notes(folder: Path, random: Random, sign: str) -> Iterator[Attack]:
    """Put a sign into a saved note."""
    shown = f"{sign!a}"
    data = note_data()
    data["title"] = sign
    data["signature"] += sign
    data["warnings"] = [sign + "w"]
    for source in data["sources"]:
        source["name"] = source["path"] = source["title"] = f"{sign}n"
        source["warnings"] = [sign]
    for line in data["lines"]:
        line["text"] += sign
        line["section"] = sign
        line["date_note"] = sign
        line["reasons"] = [sign]
    (folder / "n.json").write_text("")
    write(folder / "n.json", data)
    yield Attack(f"sheet {shown}", "tracebrief sheet n.json -o s.md", _ANY, ("s.md",))
    yield Attack(f"verify {shown}", "tracebrief verify n.json pile", _ANY)
    yield Attack(f"update {shown}", f"tracebrief update n.json pile {_OUTS}", _ANY, ("n.md", "n.txt"))


def _results(folder: Path, random: Random, sign: str) -> Iterator[Attack]:
    """Put a sign into results of an evaluation."""
    shown = f"{sign!a}"
    kept = results()
    for system in kept["systems"]:
        system["name"] += sign
        system["per_topic"] = {key + sign: value for key, value in system["per_topic"].items()}
    kept["signatures"] = {"rouge" + sign: "s" + sign}
    kept["data"]["name"] = sign
    write(folder / "r.json", kept)
    yield Attack(f"compare {shown}", "tracebrief compare r.json --samples 20 --output t.md", _ANY, ("t.md",))
    yield Attack(f"compare, printed {shown}", "tracebrief compare r.json --samples 20", _ANY)
    yield Attack(
        f"compare --systems {shown}",
        'tracebrief compare r.json --samples 20 --systems "$(cat arg)" --measures "$(cat arg)"',
        _ANY,
    )


def _topics(folder: Path, random: Random, sign: str) -> Iterator[Attack]:
    """Put a sign into topics, predictions and claims."""
    shown = f"{sign!a}"
    name = sign.replace("/", "")
    row = topic(id=sign + "id", query=sign + "dam")
    row["docs"][0]["id"] = sign + "A"
    row["docs"][0]["title"] = sign
    write(folder / "t.jsonl", row, {**row, "id": sign + "2", "docs": sign}, row)
    shutil.rmtree(folder / "b", ignore_errors=True)
    yield Attack(f"batch {shown}", "tracebrief batch t.jsonl -o b --format md,txt", _ANY)
    shutil.rmtree(folder / "e", ignore_errors=True)
    (folder / "preds").mkdir(exist_ok=True)
    shutil.rmtree(folder / "preds")
    (folder / "preds").mkdir()
    (folder / "preds" / f"{name}id.txt").write_text(f"A dam {sign} broke.\n")
    command = 'tracebrief evaluate t.jsonl --skip-bad --predictions "$(cat arg)=preds" --boot 9 --output e'
    yield Attack(f"evaluate {shown}", command, _ANY, ("e/report.md",))
    if random.random() < 0.5:
        for task in ("trace", "guard", "verdict", "agreement", "blind --systems lead,default --output bl"):
            yield Attack(
                f"evaluate --task {task} {shown}",
                f"tracebrief evaluate t.jsonl --task {task}",
                _ANY,
                ("bl/sheet.md",),
            )


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Put such signs wherever words come from outside and end up in words for people."""
    for sign in SIGNS:
        pile(folder)
        for kind in (_documents, _arguments, _notes, _results, _topics):
            yield from kind(folder, random, sign)
