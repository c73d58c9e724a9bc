"""How often a sentence that was edited in one place counts as backing the one that it was made of.

    TRACEBRIEF_DATA=FOLDER python benchmarks/agreement.py [--show]

The folder holds ``verdicts/claims.jsonl``: statements labelled by people as supported by their source or not.
Two statements on one source that differ in one or two words in one place make two documents: where both are
supported the edit kept the meaning and should back, where one is not it should not.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from summarizer.compose.corroborate import echoes
from summarizer.data import Document
from summarizer.graph.similarity import unweighted
from summarizer.text.segment import split

SHORTEST = 6
"""Words of the shortest statement that is used."""


def pairs(path: Path) -> Iterator[tuple[bool, str, str, str]]:
    """Yield for each two of one edit: is the meaning kept, an edited statement, a true one, their source."""
    by_source = defaultdict(list)
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if row["set"] != "wice":
            by_source[row["source"]].append(row)
    seen = set()
    for rows in by_source.values():
        for i, one in enumerate(rows):
            for other in rows[i + 1 :]:
                labels = {one["label"], other["label"]}
                found = _one_edit(one["claim"], other["claim"]) if "supported" in labels else None
                if found and frozenset(found) not in seen:
                    seen.add(frozenset(found))
                    yield (
                        labels == {"supported"},
                        *(found if other["label"] == "supported" else found[::-1]),
                        one["source"],
                    )


def _one_edit(one: str, other: str) -> tuple[str, str] | None:
    ours, theirs = (re.split(r"(?<=[.!?])\s+", text) for text in (one, other))
    differing = [(a, b) for a, b in zip(ours, theirs, strict=False) if a != b]
    if len(ours) != len(theirs) or len(differing) != 1:
        return None
    a, b = (text.split() for text in differing[0])
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    edits = [(j - i, m - k) for tag, i, j, k, m in codes if tag != "equal"]
    return differing[0] if len(edits) == 1 and max(edits[0]) <= 2 and len(a) >= SHORTEST else None


def backs(one: str, other: str) -> bool:
    """Tell whether the second of two statements, each a document of its own, counts as backing the first."""
    documents = [Document(id=f"S{n}", name=f"{n}.txt", text=text) for n, text in enumerate((one, other), 1)]
    sentences = [sentence for document in documents for sentence in split(document)]
    graph = unweighted(sentences)
    return any(
        sentences[echo.sentence].document is not sentences[at].document
        for at in range(len(sentences))
        if sentences[at].document is documents[0]
        for echo in echoes(at, graph, sentences)
    )


def main() -> None:
    """Print the share of true and of false edits that count as backing."""
    folder = Path(os.environ.get("TRACEBRIEF_DATA", "../shared/data"))
    counts: Counter[tuple[bool, bool]] = Counter()
    for kept, one, other, _ in pairs(folder / "verdicts" / "claims.jsonl"):
        backed = backs(one, other)
        counts[kept, backed] += 1
        if "--show" in sys.argv and backed != kept:
            print("missed" if kept else "FALSE", "|", one, "|", other)
    for kept, name in ((True, "edits that keep the meaning"), (False, "edits that change it")):
        total = counts[kept, True] + counts[kept, False]
        share = counts[kept, True] / max(total, 1)
        print(f"{name}: {counts[kept, True]} of {total} count as backing ({share:.0%})")


if __name__ == "__main__":
    main()
