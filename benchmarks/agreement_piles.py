"""Piles with gold for ``tracebrief evaluate --task agreement``, made of development data.

    TRACEBRIEF_DATA=FOLDER python -m benchmarks.agreement_piles OUT

``OUT/changes.jsonl``: two documents on one text, half of it each. The first holds a statement that people
call supported by it, the second the same with one change, by people or a model: where it keeps the meaning
the second backs the first and nothing is in conflict, where it does not their values are. Kinds: "number",
"date", "negation", "opposite", "name" (of somebody, something or a place), "predicate" (another verb) and
"thing" (another noun or quality).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.data import Document, Span
from summarizer.languages import words
from summarizer.languages.lexicon import meanings
from summarizer.statements import read
from summarizer.statements.cues import denies
from summarizer.statements.edits import single_edit
from summarizer.statements.opposites import opposites
from summarizer.statements.verbs import bases
from summarizer.text.language import WORD, stem
from summarizer.text.segment import split

from .agreement import pairs
from .inputs import data_folder

AROUND = 6
"""Sentences of the text before and behind a statement, as many as its half has."""


def kind_of(one: str, other: str) -> str:
    """Name what a change between two statements is of, by the words that differ."""
    spans = single_edit(one, other)
    if spans is None:
        return "thing"
    texts = one, other
    found = [
        [match.group() for match in WORD.finditer(text, span.start, span.end)]
        for text, span in zip(texts, spans, strict=True)
    ]
    lower = [[word.lower() for word in side] for side in found]
    denied = [sum(denies(word, "en") for word in side) for side in lower]
    if denied[0] != denied[1] and max(map(len, found)) <= 2:
        return "negation"
    if all(_has_day(text, span) for text, span in zip(texts, spans, strict=True)):
        return "date"
    if all(_has_number(text, span) for text, span in zip(texts, spans, strict=True)):
        return "number"
    if not all(found):
        return "added" if not found[0] else "left out"
    stems = [frozenset(stem(side, "en")) for side in lower]
    if any(_are_opposed(a, b) for a in stems[0] - stems[1] for b in stems[1] - stems[0]):
        return "opposite"
    if all(any(word[0].isupper() for word in side) for side in found) and any(
        name.start < span.end and span.start < name.end
        for text, span in zip(texts, spans, strict=True)
        for name in read(text).names
    ):
        return "name"
    return "predicate" if all(_is_verb(side[0]) for side in lower) else "thing"


def _has_day(text: str, span: Span) -> bool:
    near = {word.lower() for word in WORD.findall(text[span.start : span.end])}
    named = {*words("en", "calendar.weekdays"), *_months()}
    years = any(len(word) >= 4 and word[:4].isdigit() and 1000 <= int(word[:4]) <= 2100 for word in near)
    return (
        years
        or not near.isdisjoint(named)
        or any(day.start < span.end and span.start < day.end for day in read(text).days)
    )


@cache
def _months() -> frozenset[str]:
    return frozenset(name.lower() for entry in words("en", "calendar.months") for name in entry.split())


def _has_number(text: str, span: Span) -> bool:
    return any(one.start < span.end and span.start < one.end for one in read(text).quantities)


def _are_opposed(one: str, other: str) -> bool:
    return other in opposites().get(one, ()) or meanings(one, "en").opposes(meanings(other, "en"))


def _is_verb(word: str) -> bool:
    known = meanings(stem([word], "en")[0], "en")
    return word in bases() or (word.endswith(("ed", "ing")) and not known.thing)


def changes(data: Path) -> Iterator[dict[str, Any]]:
    """Yield a pile for each pair of statements of one change, with the text that they are on around them."""
    sources = {
        row["id"]: row["text"]
        for row in map(json.loads, (data / "sources.jsonl").read_text(encoding="utf-8").splitlines())
    }
    for number, (kept, edited, statement, source) in enumerate(pairs(data / "claims.jsonl")):
        text = Document(id="text", name="text", text=sources[source])
        found = [sentence.text for sentence in split(text)]
        half = (len(found) + 1) // 2
        docs = [
            {"id": id, "text": "\n\n".join([*part[:AROUND], told, *part[AROUND : 2 * AROUND]])}
            for id, told, part in (("S1", statement, found[:half]), ("S2", edited, found[half:]))
        ]
        kind = kind_of(statement, edited)
        yield {
            "id": f"{number}",
            "docs": docs,
            "lines": [{"text": statement, "doc": "S1", "backed": ["S2"] if kept else [],
                       "kind": f"{'true' if kept else 'false'}, {kind}"}],
            "conflicts": [] if kept else [{"values": [statement, edited], "kind": kind}],
        }  # fmt: skip


def main() -> None:
    """Write the piles."""
    data = data_folder()
    if data is None:
        sys.exit("No data: set TRACEBRIEF_DATA to the folder that holds verdicts/.")
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with (out / "changes.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(pile, ensure_ascii=False) + "\n" for pile in changes(data / "verdicts"))


if __name__ == "__main__":
    main()
