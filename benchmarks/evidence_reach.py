"""How much of the evidence that people marked can be found at all: the share of it that is indexed.

    TRACEBRIEF_DATA=FOLDER python benchmarks/evidence_reach.py

Reads ``verdicts/claims.jsonl`` and ``verdicts/sources.jsonl`` of the folder: claims with the spans of their
source that bear them out. A span is reached where the sentences that trace indexes hold half of what all
sentences hold of it; the others are counted by why they are passed over.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.inputs import data_folder
from summarizer.content.boilerplate import mark
from summarizer.data import Document, Sentence
from summarizer.text.segment import split
from summarizer.tracing.lines import NO_EVIDENCE


def reached(sentences: Sequence[Sentence], start: int, end: int) -> str | None:
    """Return None where a span is indexed, else the commonest reason of the sentences it lies in."""
    held: Counter[str | None] = Counter()
    for sentence in sentences:
        common = min(end, sentence.span.end) - max(start, sentence.span.start)
        held[sentence.skip] += max(0, common)
    indexed = sum(count for reason, count in held.items() if reason not in NO_EVIDENCE)
    if 2 * indexed >= sum(held.values()) > 0:
        return None
    return str(max(held, key=lambda reason: (held[reason], str(reason)))) if held else "no sentence"


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of one a line."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def main() -> None:
    """Print the figures of the data at hand."""
    folder = data_folder()
    if folder is None:
        print("No data: set TRACEBRIEF_DATA to the folder that holds verdicts/.")
        return
    texts = {source["id"]: source["text"] for source in lines(folder / "verdicts" / "sources.jsonl")}
    wanted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for claim in lines(folder / "verdicts" / "claims.jsonl"):
        wanted[claim["source"]] += [(start, end) for start, end in claim.get("evidence") or ()]
    missed: Counter[str] = Counter()
    total = 0
    for id, spans in wanted.items():
        if spans:
            sentences = mark(split(Document(id="S1", name=id, text=texts[id])))
            total += len(spans)
            missed.update(reason for span in spans if (reason := reached(sentences, *span)))
    share = sum(missed.values()) / total if total else 0.0
    print(f"{total} spans of evidence, {share:.1%} not indexed", *missed.most_common(), sep="\n  ")


if __name__ == "__main__":
    main()
