"""Titles and days of real sources, read from the files by a person; skipped where the files are not there.

A row of ``piles.tsv``: the first digits of the file's SHA-256, its folder and name, its day and its title,
empty where the file states none.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from summarizer.sources.load import load

GOLD = Path(__file__).with_name("piles.tsv")
ROOT = Path(__file__).parents[2]
PILES = Path(os.environ.get("TRACEBRIEF_DATA", ROOT.parent / "shared" / "data")).parent / "piles"
RIGHT = 0.95


def test_titles_and_days_of_real_sources_are_right() -> None:
    rows = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines()]
    there = {
        digest: (name, day, title)
        for digest, name, day, title in rows
        if (path := PILES / name).is_file() and sha256(path.read_bytes()).hexdigest().startswith(digest)
    }
    if not there:
        pytest.skip("the piles are not there")
    wrong = []
    for name, day, title in there.values():
        (document,) = load([PILES / name]).documents
        found = (str(document.date or ""), document.title or "")
        wrong += [(name, *found)] if found != (day, title) else []
    assert len(wrong) <= (1 - RIGHT) * len(there), wrong
