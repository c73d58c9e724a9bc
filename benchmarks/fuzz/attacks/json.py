"""JSON that is deep, cut off, of another shape, or holds what UTF-8 cannot."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from .attack import Attack
from .material import drop, leaves, note_data, pile, put, results, topic

_ANY = (0, 1, 2)
VALUES = (None, True, 0, "", "x", [], {}, [[]], {"a": 1}, ["x"], -1, "x" * 100_000, "\ud800", "é", {"": {}})
TEXTS = {
    "deep lists": "[" * 100_000,
    "deep objects": '{"a":' * 100_000,
    "deep and closed": "[" * 3_000 + "]" * 3_000,
    "half a pair": '{"id": "\\ud800", "text": "\\udfff", "docs": [], "schema": "\\udc00"}',
    "a key beyond ASCII": '{"schéma": 1, "ïd": "é", "\\ud83d\\ude00": []}',
    "nothing": "",
    "a text": '"x"',
    "a number": "1",
    "null": "null",
    "NUL": '{"id": "\\u0000"}',
    "cut off": '{"id": "a", "docs": [{"te',
    "a mark of order": "\ufeff{}",
    "twice the key": '{"id": "a", "id": [], "docs": 1, "docs": []}',
    "no quotes": "{id: 1}",
    "a long key": json.dumps({"k" * 500_000: 1}),
    "many keys": json.dumps({str(at): at for at in range(60_000)}),
}
BYTES = {"UTF-16": '{"id": "a"}'.encode("utf-16"), "no UTF-8": b'{"id": "\xff"}', "zeros": bytes(1000)}


def damaged(random: Random, make: Callable[[], Any]) -> tuple[str, str]:
    """Return a text of JSON in which a key is missing, of another type, or unknown, and what was done."""
    value = make()
    path = random.choice(leaves(value))
    name = ".".join(map(str, path))
    what = random.randrange(3)
    if what == 0:
        drop(value, path)
        return f"without {name}", json.dumps(value)
    new = random.choice(VALUES)
    if what == 2:
        path = (*path[:-1], "ünknown") if isinstance(path[-1], str) else path
    put(value, path, new)
    return f"{name} = {str(new)[:9]!a}", json.dumps(value)


def _texts(folder: Path, random: Random) -> Iterator[Attack]:
    """Give texts that are no JSON of ours to every command that reads some."""
    doors = {
        "d.json": ("verify d.json pile", "update d.json pile", "compare d.json", "trace d.json pile",
                   "evaluate topics.jsonl --systems lead --words 9 --boot 9 --baseline d.json", "brief d.json"),
        "d.jsonl": ("evaluate d.jsonl --systems lead --words 9 --boot 9", "evaluate d.jsonl --task trace",
                    "evaluate d.jsonl --task guard", "evaluate d.jsonl --task verdict", "batch d.jsonl -o b --fresh",
                    "evaluate topics.jsonl --predictions d.jsonl --boot 9", "read d.jsonl", "brief d.jsonl",
                    "evaluate d.jsonl --documents d.jsonl --systems lead --boot 9 --words 9"),
    }  # fmt: skip
    for kind, content in ({**TEXTS, **BYTES}).items():
        for name, commands in doors.items():
            path = folder / name
            path.write_bytes(content) if isinstance(content, bytes) else path.write_text(
                content, "utf-8", "surrogatepass"
            )
            for command in random.sample(commands, 2):
                yield Attack(f"{kind}: {command}", f"tracebrief {command}", _ANY)


def _damaged(folder: Path, random: Random) -> Iterator[Attack]:
    """Damage a note, results, topics and claims that were sound."""
    for _ in range(12):
        name, text = damaged(random, note_data)
        (folder / "n.json").write_text(text)
        command = random.choice(("verify n.json pile", "update n.json pile", "trace n.json pile"))
        yield Attack(f"note {name}", f"tracebrief {command}", _ANY)
    for _ in range(10):
        name, text = damaged(random, results)
        (folder / "r.json").write_text(text)
        command = random.choice(
            ("compare r.json --samples 50", "compare r.json r.json", "compare r.json --plot p.png")
        )
        yield Attack(f"results {name}", f"tracebrief {command}", _ANY)
    for _ in range(14):
        name, text = damaged(random, topic)
        (folder / "t.jsonl").write_text(text)
        command = random.choice(("evaluate t.jsonl --boot 9 --words 9 --output o", "batch t.jsonl -o b2 --fresh",
                                 "evaluate t.jsonl --task trace", "evaluate t.jsonl --task guard"))  # fmt: skip
        yield Attack(f"topic {name}", f"tracebrief {command}", _ANY)
    for _ in range(8):
        name, text = damaged(random, lambda: {"id": "a", "set": "s", "source": "x", "claim": "The dam broke.",
                                              "label": "supported", "kinds": ["n"]})  # fmt: skip
        (folder / "claims.jsonl").write_text(text)
        (folder / "sources.jsonl").write_text('{"id": "x", "text": "The dam broke on Monday."}\n')
        yield Attack(f"claim {name}", "tracebrief evaluate claims.jsonl --task verdict", _ANY)
        yield Attack(
            f"claim 2 {name}",
            "tracebrief evaluate claims.jsonl --task verdict --sources sources.jsonl",
            _ANY,
        )


def _kept(folder: Path, random: Random) -> Iterator[Attack]:
    """Damage what a batch and an evaluation keep for themselves."""
    yield Attack("a batch", "tracebrief batch topics.jsonl -o journal --quiet", (0,), needed=True)
    sound = (folder / "journal" / "journal.jsonl").read_text()
    mark = (folder / "journal" / "batch.json").read_text()
    for _ in range(6):
        name, text = damaged(random, lambda: json.loads(sound))
        (folder / "journal" / "journal.jsonl").write_text(
            text + "\n" + random.choice(list(TEXTS.values())) + "\n", "utf-8", "surrogatepass"
        )
        yield Attack(f"journal {name}", "tracebrief batch topics.jsonl -o journal --quiet", (0,))
    for text in random.sample(list(TEXTS.values()), 5):
        (folder / "journal" / "batch.json").write_text(text, "utf-8", "surrogatepass")
        yield Attack(f"mark {text[:12]}", "tracebrief batch topics.jsonl -o journal --quiet", (0, 2))
    (folder / "journal" / "batch.json").write_text(mark)
    command = "tracebrief evaluate topics.jsonl --systems lead,random --words 20 --boot 50 --output kept"
    yield Attack("an evaluation", command, (0,), needed=True)
    stored = (folder / "kept" / "topics.jsonl").read_text().splitlines()
    for _ in range(8):
        name, text = damaged(random, lambda: json.loads(stored[0]))
        (folder / "kept" / "topics.jsonl").write_text(text + "\n" + stored[1] + "\n")
        yield Attack(f"stored {name}", command, (0,))


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Give such a file to every command that reads one."""
    pile(folder)
    for kind in (_texts, _damaged, _kept):
        yield from kind(folder, random)
