"""What a batch leaves beside the notes: results.jsonl, timings.jsonl and pages that list the topics."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from summarizer.output import write_atomically
from summarizer.renderers.templating import environment

from .folder import RESULTS, TIMINGS, note_path, remove_file, replacing
from .journal import SCORES, Journal

ROWS = 500
"""Topics on a page."""


@dataclass(slots=True)
class _Totals:
    topics: int = 0
    failed: int = 0
    warnings: int = 0
    scored: int = 0
    sums: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SCORES, 0.0))
    scoring: str = ""

    def add(self, row: dict[str, Any]) -> None:
        self.topics += 1
        self.failed += row["status"] == "failed"
        self.warnings += len(row.get("warnings", ()))
        if scores := row.get("scores"):
            self.scored += 1
            self.scoring = row["scoring"]
            for name in SCORES:
                self.sums[name] += scores[name]

    def means(self) -> dict[str, float]:
        return {name: total / self.scored for name, total in self.sums.items()} if self.scored else {}


def publish(folder: Path, journal: Journal, order: array[int]) -> None:
    """Write the results in the order of the input, the seconds apart from them, and the index pages.

    Two runs over the same input give the same bytes but for the seconds; nothing is held in memory
    but one page.
    """
    totals = _Totals()
    with replacing(folder / RESULTS) as results, replacing(folder / TIMINGS) as timings:
        for row in _rows(journal, order):
            seconds = row.pop("seconds")
            totals.add(row)
            results.write(_line(row))
            timings.write(_line({"id": row["id"], "seconds": seconds}))
    rows, number, pages = _rows(journal, order), 0, max(1, -(-totals.topics // ROWS))
    for number in range(1, pages + 1):
        page = (
            environment("summarizer.batch")
            .get_template("index.html")
            .render(
                rows=list(islice(rows, ROWS)),
                number=number,
                pages=pages,
                totals=totals,
                means=totals.means(),
                columns=SCORES,
                name=page_name,
            )
        )
        write_atomically(folder / page_name(number), page.encode("utf-8", "backslashreplace"))
    while (folder / page_name(number + 1)).exists():  # of an earlier, longer batch
        number += 1
        remove_file(folder / page_name(number))


def page_name(number: int) -> str:
    """Return the file name of an index page, counted from 1."""
    return f"index-{number}.html" if number > 1 else "index.html"


def _rows(journal: Journal, order: array[int]) -> Iterator[dict[str, Any]]:
    for offset in order:
        if offset < 0:
            continue
        row = journal.read(offset)
        id, reason = row["topic"], row["reason"]
        yield {
            "id": id,
            "status": "failed" if reason else "ok",
            **({"reason": reason} if reason else {}),
            "files": {suffix: note_path(id, suffix) for suffix in row["files"]},
            **row["facts"],
            "seconds": row["seconds"],
        }


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
