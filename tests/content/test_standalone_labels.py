"""Stand-alone sentences against labels by hand: 244 of news, judgments, papers, calls and reviews.

Each was judged by a reader, the last 24 by two.

The sentences are not ours to copy: the labels name file, place and digest; without them the test is skipped.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from piles import content

from summarizer import load
from summarizer.content.standalone import needs
from summarizer.data import Document

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("TRACEBRIEF_DATA") or ROOT.parent / "shared" / "data")
LABELS = Path(__file__).with_name("standalone_labels.json")
PRECISION, RECALL = 0.58, 0.78
"""Of the sentences taken to stand alone, and of those that do: a little below what is reached."""


def documents() -> dict[str, list[Document]]:
    """Return the piles that the labels are of, each with the names of its documents."""
    found: dict[str, list[Document]] = {}
    for line in (DATA / "multinews_spark_dev.jsonl").read_text("utf-8").splitlines():
        topic = json.loads(line)
        texts = [
            Document(id=f"S{at}", name=str(at), text=one["text"]) for at, one in enumerate(topic["docs"])
        ]
        found[f"multinews/{topic['id']}"] = texts
    for folder in sorted((DATA.parent / "piles").iterdir()):
        if any(f"piles/{folder.name}/" in path for path, *_ in labels()):
            found[f"piles/{folder.name}"] = list(load(str(folder)).documents)
    return found


def labels() -> list[tuple[str, int, int, str, str]]:
    return [tuple(row) for row in json.loads(LABELS.read_text("utf-8"))]


@pytest.mark.skipif(not (DATA.parent / "piles").is_dir(), reason="the labelled texts are not here")
def test_what_is_taken_to_stand_alone_mostly_does(capsys: pytest.CaptureFixture[str]) -> None:
    taken: dict[tuple[str, int, int], bool] = {}
    texts: dict[str, str] = {}
    for pile, members in documents().items():
        sentences = content(*members)
        for sentence, need, able in zip(sentences, *needs(sentences), strict=True):
            path = f"{pile}/{sentence.document.name}"
            texts[path] = sentence.document.text
            taken[path, sentence.span.start, sentence.span.end] = able and need < 0
    known = [
        (taken.get((path, start, end), False), label == "stands")
        for path, start, end, digest, label in labels()
        if hashlib.sha256(texts.get(path, "")[start:end].encode()).hexdigest()[:16] == digest
    ]
    right = sum(ours and theirs for ours, theirs in known)
    precision = right / sum(ours for ours, _ in known)
    recall = right / sum(theirs for _, theirs in known)
    with capsys.disabled():
        print(f"\nstand alone: {len(known)} sentences, precision {precision:.2f}, recall {recall:.2f}")
    assert len(known) >= 200
    assert precision >= PRECISION
    assert recall >= RECALL
