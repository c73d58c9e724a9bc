"""Numbers that no program of ours writes: infinite, none, of 400 digits, negative, of another type."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from .attack import Attack
from .material import leaves, note_data, pile, put, results, topic

NUMBERS = ("1e999", "-1e999", "NaN", "Infinity", "-Infinity", "1" + "0" * 400, "-" + "9" * 400, "1" + "0" * 299,
           "1e308", "-1", "0", "0.5", "9223372036854775808", "18446744073709551616", "1e-400", "true", "null",
           '"inf"', '"٣"', "[]")  # fmt: skip
_MARK = 123456.125
_ANY = (0, 1, 2)


def _with(value: Any, path: tuple[Any, ...], number: str) -> str:
    put(value, path, _MARK)
    return json.dumps(value).replace(str(_MARK), number)


def _draws(
    random: Random, make: Any, count: int, types: tuple[type, ...] = (int, float)
) -> Iterator[tuple[str, str]]:
    """Yield texts of JSON in which one number is another."""
    ways = []
    for path in leaves(make()):
        value = make()
        for key in path:
            value = value[key]
        if isinstance(value, types) and not isinstance(value, bool):
            ways.append(path)
    for _ in range(count):
        path, number = random.choice(ways), random.choice(NUMBERS)
        yield f"{'.'.join(map(str, path))} = {number[:12]}", _with(make(), path, number)


def _notes(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them into a note."""
    for name, text in _draws(random, note_data, 14):
        (folder / "n.json").write_text(text)
        command = random.choice(("verify n.json pile", "update n.json pile", "trace n.json pile --format txt",
                                 "verify n.json --json pile", "verify n.json pile --repair r.md"))  # fmt: skip
        yield Attack(f"note {name}", f"tracebrief {command}", _ANY)


def _results(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them into results of an evaluation."""
    for name, text in _draws(random, results, 10):
        (folder / "r.json").write_text(text)
        yield Attack(f"results {name}", "tracebrief compare r.json --samples 100", _ANY)


def _topics(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them into topics."""
    for name, text in _draws(random, topic, 4):
        (folder / "t.jsonl").write_text(text)
        for task in ("trace", "guard"):
            yield Attack(f"{task} {name}", f"tracebrief evaluate t.jsonl --task {task}", _ANY)
    for key in ("alignments", "relevant", "id", "query", "docs", "references"):
        (folder / "t.jsonl").write_text(_with(topic(), (key,), random.choice(NUMBERS)))
        yield Attack(f"topic {key}", "tracebrief evaluate t.jsonl --systems lead --words 20 --boot 10", _ANY)
        yield Attack(f"batch {key}", f"tracebrief batch t.jsonl -o out-{key} --quiet", (0, 1, 2))


def _manifests(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them into the lines of a manifest."""
    for key in ("words", "percent", "seed", "sentences", "chars"):
        number = random.choice(NUMBERS)
        (folder / "m.jsonl").write_text(f'{{"id": "a", "paths": ["pile"], "{key}": {number}}}')
        yield Attack(f"manifest {key} {number[:9]}", f"tracebrief batch m.jsonl -o outm-{key} --quiet", _ANY)
        cell = random.choice(("inf", "nan", "1e999", "9" * 400, "-5", "0x10", "1_0", "٣"))
        (folder / "m.csv").write_text(f"id,paths,{key}\na,pile,{cell}\n")
        yield Attack(f"csv {key} {cell[:9]}", f"tracebrief batch m.csv -o outc-{key} --quiet", _ANY)


def _options(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them into options and an environment."""
    for option in ("--words", "--percent", "--chars", "--sentences", "--seed", "--max-file-mb", "--max-chars",
                   "--max-pages", "--max-files", "--max-total-chars", "--max-expansion-mb"):  # fmt: skip
        number = random.choice(("inf", "nan", "1e999", "9" * 400, "-1", "0", "1e308", "9223372036854775808"))
        yield Attack(f"brief {option} {number[:9]}", f"tracebrief brief pile {option}={number}", (0, 2))
    for option in ("--words=1e400", "--boot=-1", "--boot=99999999999999", "--seed=-1", "--percent=nan", "--sweep=inf",
                   "--sweep=nan,1", "--truncate=9" + "9" * 400 + "w", "--jobs=0", "--chars=" + "9" * 30,
                   "--seed=" + "9" * 400):  # fmt: skip
        yield Attack(
            f"evaluate {option[:20]}",
            f"tracebrief evaluate topics.jsonl --systems lead --output e {option}",
            (0, 2),
        )
    for option in ("--samples=0", "--samples=-3", "--seed=-1", "--seed=" + "9" * 40, "--samples=" + "9" * 25):
        (folder / "r.json").write_text(json.dumps(results()))
        yield Attack(f"compare {option[:20]}", f"tracebrief compare r.json {option}", (0, 2))
    for value in ("inf", "9" * 400, "-1", "", "1e5", "99999999999999", "٣"):
        yield Attack(
            f"epoch {value[:9]}", "tracebrief brief pile --stamp", (0, 2), env={"SOURCE_DATE_EPOCH": value}
        )
    yield Attack("fail-under", "tracebrief trace draft.txt pile --fail-under nan")


def _records(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them into a record and the settings of a prompt."""
    for number in NUMBERS[:7]:
        (folder / "doc.json").write_text(
            f'{{"text": "The dam broke on Monday.", "date": {number}, "title": {number}}}'
        )
        yield Attack(f"record {number[:9]}", "tracebrief brief doc.json", (0, 2))
    settings = (
        '[system]\na\n[user]\nb {line}\n[plain]\nc\n[decoding]\n{"temperature": %s, "max_new_tokens": %s}\n'
    )
    for number in NUMBERS[:5]:
        (folder / "p.prompt").write_text(settings % (number, number))
        command = "tracebrief brief pile --rewrite openai:http://127.0.0.1:9/v1#m --rewrite-prompt p.prompt"
        yield Attack(f"prompt {number[:9]}", command, (2,))


def _kept(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them into what a batch and an evaluation keep for themselves."""
    (folder / "journal").mkdir()
    yield Attack("a batch", "tracebrief batch topics.jsonl -o journal --quiet", (0,), needed=True)
    sound = (folder / "journal" / "journal.jsonl").read_text()
    for name, text in _draws(random, lambda: json.loads(sound), 6):
        (folder / "journal" / "journal.jsonl").write_text(text + "\n")
        yield Attack(f"journal {name}", "tracebrief batch topics.jsonl -o journal --quiet", (0,))
    command = "tracebrief evaluate topics.jsonl --systems lead,random --words 20 --boot 50 --output kept"
    yield Attack("an evaluation", command, (0,), needed=True)
    stored = (folder / "kept" / "topics.jsonl").read_text().splitlines()
    for name, text in _draws(random, lambda: json.loads(stored[0]), 6):
        (folder / "kept" / "topics.jsonl").write_text(text + "\n" + stored[1] + "\n")
        yield Attack(f"stored {name}", command, (0,))
    baseline = "tracebrief evaluate topics.jsonl --systems lead --words 20 --boot 50 --baseline b.json"
    for name, text in _draws(random, results, 4):
        (folder / "b.json").write_text(text)
        yield Attack(f"baseline {name}", baseline, (0, 2))


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Put them into every file that is read, and on the command line."""
    pile(folder)
    for kind in (_notes, _results, _topics, _manifests, _options, _records, _kept):
        yield from kind(folder, random)
