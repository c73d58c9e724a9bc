"""Settings files, projects and piles with gold that no program wrote: deep, huge, of another shape."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from .attack import Attack
from .json import BYTES, TEXTS, damaged
from .material import pile, write
from .numbers import NUMBERS

_HUGE = "1" + "0" * 400
_ANY = (0, 1, 2)
TOML = {
    "deep lists": "a = " + "[" * 30_000,
    "deep and closed": "a = " + "[" * 900 + "]" * 900,
    "deep tables": "[" + "a." * 20_000 + "a]",
    "deep inline": "a = " + "{a = " * 900 + "1" + "}" * 900,
    "9,000 digits": "words = " + "9" * 9_000,
    "NUL": 'query = "\\u0000"',
    "half a character": 'language = "\\ud800"',
    "escapes": 'ranker = "\\u001b[2J\\u202e"',
    "a key of escapes": '"\\u001b[2J" = 1',
    "twice the key": "words = 1\nwords = 2",
    "a day": "words = 2020-01-01",
    "long": 'language = "' + "x" * 90_000 + '"',
    "too long": "# " + "x" * 200_000,
    "no table of limits": "limits = 3",
    "a limit that is none": "[limits]\nx = 1",
    "no name": '"" = 1',
    "no UTF-8": "\xff",
}
_KEYS = ("words", "percent", "chars", "seed", "max_file_mb", "max_chars", "max_parts", "rewrite_jobs")
_COMMANDS = ("brief ../pile", "config", "config --json", "batch ../topics.jsonl -o b --quiet", "trace ../draft.txt ../pile",
             "mcp ../pile < /dev/null", "read ../pile", "verify ../note.json", "watch ../pile --note w.json --once")  # fmt: skip
GOLD: dict[str, Any] = {
    "id": "bridge",
    "docs": [
        {"id": "S1", "text": "A bridge over the Tarn collapsed on 3 May 2024 and killed 19 people."},
        {"id": "S2", "text": "A bridge over the Tarn collapsed on 3 May 2024 and killed 31 people."},
    ],
    "lines": [
        {
            "text": "A bridge over the Tarn collapsed on 3 May 2024 and killed 19 people.",
            "doc": "S1",
            "backed": ["S2"],
            "kind": "words",
        }
    ],
    "conflicts": [{"values": ["19", "31"], "kind": "number"}],
}


def _toml(folder: Path, random: Random) -> Iterator[Attack]:
    """Put settings of another shape into the working folder and into the user's own."""
    here, own = folder / "sub", folder / "own" / "tracebrief"
    here.mkdir()
    own.mkdir(parents=True)
    texts = TOML | {f"{key} = {number[:9]}": f"{key} = {number}" for key in _KEYS
                    for number in random.sample((_HUGE, "nan", "inf", "1e999", "-1", "0", "true", '"x"', "1.5"), 2)}  # fmt: skip
    for name, text in texts.items():
        place = random.choice((here, own))
        (place / "tracebrief.toml").write_bytes(text.encode("latin-1"))
        command = random.choice(_COMMANDS)
        yield Attack(
            f"settings: {name}: {command}",
            f"cd sub && tracebrief {command}",
            _ANY,
            exact="json" in command,
            env={"XDG_CONFIG_HOME": str(folder / "own")},
        )
        (place / "tracebrief.toml").unlink()


def _projects(folder: Path, random: Random) -> Iterator[Attack]:
    """Damage a project and what watch keeps."""
    yield Attack("a project", "tracebrief brief pile --project sound.json", (0,), needed=True)
    sound = (folder / "sound.json").read_text()
    for _ in range(14):
        name, text = damaged(random, lambda: json.loads(sound))
        (folder / "p.json").write_text(text)
        command = random.choice(("brief --project p.json", "brief pile --project p.json --words 30",
                                 "watch pile --note p.json --once", "sheet p.json"))  # fmt: skip
        yield Attack(f"project {name}: {command}", f"tracebrief {command}", _ANY)
    for name, content in random.sample(sorted(({**TEXTS, **BYTES}).items(), key=lambda one: one[0]), 8):
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        (folder / "p.json").write_bytes(data)
        for command in ("brief --project p.json", "watch pile --note p.json --once", "sheet --count p.json"):
            yield Attack(f"{name}: {command}", f"tracebrief {command}", _ANY)


def _piles(folder: Path, random: Random) -> Iterator[Attack]:
    """Damage piles with gold, and topics of which a blind sheet is made."""
    for _ in range(14):
        name, text = damaged(random, lambda: json.loads(json.dumps(GOLD)))
        (folder / "g.jsonl").write_text(text)
        yield Attack(f"pile {name}", "tracebrief evaluate g.jsonl --task agreement", _ANY)
    for name, content in ({**TEXTS, **BYTES}).items():
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        (folder / "g.jsonl").write_bytes(data)
        task = random.choice(("agreement", "blind --systems default,lead --output blind"))
        yield Attack(f"{name}: {task}", f"tracebrief evaluate g.jsonl --task {task}", _ANY)
    for number in random.sample(NUMBERS, 5):
        write(folder / "g.jsonl", GOLD)
        text = (folder / "g.jsonl").read_text().replace('"S2"]', f"{number}]")
        (folder / "g.jsonl").write_text(text)
        yield Attack(f"pile backed by {number[:9]}", "tracebrief evaluate g.jsonl --task agreement", (0, 2))


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Give such files to the commands that read them."""
    pile(folder)
    for kind in (_toml, _projects, _piles):
        yield from kind(folder, random)
