"""Claims beside a passage of their source, as evidence is mostly measured: the lines around what was marked.

    TRACEBRIEF_DATA=FOLDER python -m benchmarks.evidence_passages OUT
    tracebrief evaluate OUT/claims.jsonl --task verdict --sources OUT/sources.jsonl --output DIR

Reads ``verdicts/claims.jsonl`` and ``verdicts/sources.jsonl`` of the folder. A source is a long page, one
sentence a line, of which four lines or so were marked; published figures on WiCE (Kamoi et al. 2023) are on
chunks of 256 tokens that hold the marked ones. So each claim gets a source of its own here: the lines that
were marked, and those nearest to them, up to as many words as such a chunk has. Prints F1 by these lines,
which are the set's own sentences; the command above counts the sentences that Tracebrief finds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.metrics.citations import by_sentence
from eval.trace_systems import Tracer, bm25, trace
from summarizer.data import Document, Span
from summarizer.tracing import index_of

from .inputs import data_folder

WORDS = 190
"""Words of a passage: some 256 tokens."""


def passage(text: str, marked: Sequence[tuple[int, int]], most: int = WORDS) -> tuple[str, list[list[int]]]:
    """Return the lines of a text around what is marked, at most so many words, and the marks in them.

    The marked lines are held in any case. ``marked`` and the marks returned are [start, end), in characters.
    """
    lines = list(_lines(text))
    held = {at for at, (start, end) in enumerate(lines) if _cuts(start, end, marked)}
    words = [len(text[start:end].split()) for start, end in lines]
    room = most - sum(words[at] for at in held)
    near = sorted(set(range(len(lines))) - held, key=lambda at: (min(abs(at - one) for one in held), at))
    kept = set(held)
    for at in near:
        room -= words[at]
        if room < 0:
            break
        kept.add(at)
    parts, marks, length = [], [], 0
    for at in sorted(kept):
        start, end = lines[at]
        marks += [
            [max(a, start) - start + length, min(b, end) - start + length]
            for a, b in marked
            if a < end and start < b
        ]
        parts.append(text[start:end])
        length += end - start + 1
    return "\n".join(parts), marks


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _cuts(start: int, end: int, marked: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in marked)


def main() -> None:
    """Write the claims that have evidence, each with a source of its own."""
    folder = data_folder()
    if folder is None or len(sys.argv) != 2:
        print("Name a folder to write to, and in TRACEBRIEF_DATA the folder that holds verdicts/.")
        raise SystemExit(2)
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with (folder / "verdicts" / "sources.jsonl").open(encoding="utf-8") as file:
        texts = {source["id"]: source["text"] for source in map(json.loads, file)}
    claims: list[dict[str, Any]] = []
    sources = []
    with (folder / "verdicts" / "claims.jsonl").open(encoding="utf-8") as file:
        for claim in map(json.loads, file):
            if claim.get("evidence"):
                text, marks = passage(texts[claim["source"]], [(a, b) for a, b in claim["evidence"]])
                sources.append({"id": claim["id"], "text": text})
                claims.append({**claim, "source": claim["id"], "evidence": marks})
    for name, rows in (("claims", claims), ("sources", sources)):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (out / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    words = sum(len(one["text"].split()) for one in sources)
    print(f"{len(claims)} claims, {words / max(1, len(claims)):.0f} words each")
    for tracer in (trace, bm25):
        found = [
            (by_lines(tracer, claim, source["text"]), claim["label"] == "supported")
            for claim, source in zip(claims, sources, strict=True)
        ]
        name, true = tracer.__name__, [f1 for f1, is_true in found if is_true]
        mean = sum(f1 for f1, _ in found) / max(1, len(found))
        print(f"{name}: F1 by line {mean:.3f}, of the true claims {sum(true) / max(1, len(true)):.3f}")


def by_lines(tracer: Tracer, claim: dict[str, Any], text: str) -> float:
    """Return the F1 of what a system cites for a claim, by the lines of its passage."""
    document = Document(id="S1", name="passage", text=text, language="en")
    cited = next(tracer([claim["claim"]], index_of([document]).sentences))
    gold = tuple(("S1", start, end) for start, end in claim["evidence"])
    spans = tuple(Span(start, end) for start, end in _lines(text))
    return by_sentence(cited, gold, {"S1": text}, {"S1": spans}).f1


if __name__ == "__main__":
    main()
