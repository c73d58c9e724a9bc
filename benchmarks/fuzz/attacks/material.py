"""Sound files that attacks start from."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.fuzz.starts import FIRST, SECOND, note
from summarizer.note.brief_json import to_dict


def pile(folder: Path) -> None:
    """Write two sources, a draft and a sound note on them."""
    (folder / "pile").mkdir(exist_ok=True)
    (folder / "pile" / "first.txt").write_text(FIRST)
    (folder / "pile" / "second.txt").write_text(SECOND)
    (folder / "draft.txt").write_text("The dam at Brno broke on Monday. It was made of gold.\n")
    write(folder / "note.json", note_data())
    write(folder / "topics.jsonl", topic())


def topic(**changed: Any) -> dict[str, Any]:
    """Return a sound topic with what is changed in it."""
    sentence = "A dam burst on March 1 and killed 38 people."
    row = {
        "id": "dam",
        "docs": [{"id": "A", "text": FIRST}, {"id": "B", "text": SECOND}],
        "references": ["A dam broke and killed about 40 people; two villages were flooded."],
        "alignments": [
            {"summary_sentence": sentence, "summary_sent_start": 0, "doc": "B", "spans": [[0, 44]]},
        ],
    }
    return {**row, **changed}


@cache
def _note() -> str:
    return json.dumps(to_dict(note()))


def note_data() -> Any:
    """Return a sound note as JSON values."""
    return json.loads(_note())


def results() -> dict[str, Any]:
    """Return sound results of an evaluation of two systems."""
    scores = {"rouge1.f": 0.5, "rouge2.f": 0.25, "rougeL.f": 0.4}
    systems = [
        {
            "name": name,
            "topics": 2,
            "empty": 0,
            "seconds": None,
            "scores": {key: {"value": value, "low": 0.1, "high": 0.9} for key, value in scores.items()},
            "per_topic": {"a": scores, "b": {key: value / at for key, value in scores.items()}},
        }
        for at, name in enumerate(("default", "lead"), 1)
    ]
    return {"schema": "tracebrief-results/1", "signature": "s", "signatures": {"rouge": "s"}, "data": {"name": "x"},
            "systems": systems}  # fmt: skip


def write(path: Path, *rows: Any) -> None:
    """Write values as JSON, one a line."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value in JSON values."""
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += leaves(item, (*path, key))
    return found


def put(value: Any, path: tuple[Any, ...], new: Any) -> None:
    """Put ``new`` where ``path`` leads."""
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


def drop(value: Any, path: tuple[Any, ...]) -> None:
    """Remove what ``path`` leads to."""
    for key in path[:-1]:
        value = value[key]
    del value[path[-1]]
