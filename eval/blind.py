"""A blind sheet: two systems' notes on each topic side by side, in an order that only the key knows.

A reader ticks which of the two they would send, or neither; `key.json` says which is which.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

import typer

from summarizer.errors import OptionError
from summarizer.output import one_line, write_atomically
from summarizer.selectors.budget import Budget

from .asked import Evaluation
from .data import Topic
from .datasets import fail, read_topics
from .outputs import made
from .systems import System, as_summary, expand, resolve

_QUESTION = "Which would you send?  [ ] A   [ ] B   [ ] either   [ ] neither      Why: ____________________"


def run_blind(asked: Evaluation) -> None:
    """Write `sheet.md` and `key.json` into ``output``; raise OptionError for what cannot work."""
    names = expand(name.strip() for name in asked.systems.split(",") if name.strip())
    data = asked.data or []
    if len(names) != 2 or len(data) != 1 or asked.output is None:
        raise OptionError(
            "--task blind takes a JSONL file or folder of topics, two --systems, and --output for the sheet"
        )
    budget = Budget("words", asked.words) if asked.words else None
    systems = {name: resolve(name) for name in names}
    sheet, key = blind_sheet(read_topics(data[0], asked.documents, fail), systems, budget, asked.seed)
    folder: Path = made(asked.output)
    write_atomically(folder / "sheet.md", sheet.encode())
    write_atomically(folder / "key.json", (json.dumps(key, indent=1) + "\n").encode())
    typer.echo(f"{folder / 'sheet.md'}: {len(key)} topics; the key is in key.json", err=True)


def blind_sheet(
    topics: Iterable[Topic], systems: dict[str, System], budget: Budget | None, seed: int
) -> tuple[str, dict[str, dict[str, str]]]:
    """Return the sheet as Markdown, and which system is A and which B by topic.

    The order is drawn topic by topic. Lines stand as bullets, citations are left out: they would tell.
    """
    parts = ["# Which note would you send?", ""]
    key: dict[str, dict[str, str]] = {}
    for topic in topics:
        names = list(systems)
        random.Random(f"{seed}|{topic.id}").shuffle(names)
        key[topic.id] = dict(zip("AB", names, strict=True))
        parts += [f"## {len(key)}", ""]
        for letter, name in key[topic.id].items():
            lines = as_summary(systems[name](topic, budget)).lines
            parts += [f"**{letter}**", "", *(f"- {one_line(line.text)}" for line in lines), ""]
        parts += [_QUESTION, ""]
    return "\n".join(parts), key
