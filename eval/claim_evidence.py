"""Evidence of labelled claims: how much of what people marked is cited, by trace and by BM25.

F1 by source sentence and by character (`metrics.citations`), and whether the first citation is right, means
over the claims. Those that are true stand apart: of a false one people marked what comes nearest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.data import Span

from .data import DataError, DocSpan
from .metrics.citations import by_character, by_sentence, touched


@dataclass(frozen=True, slots=True)
class Found:
    """How well one system found the evidence of a claim: two F1, and 1 where its first citation is right."""

    sentence_f: float
    character_f: float
    first: float

    @classmethod
    def of(cls, cited: Sequence[DocSpan], gold: Sequence[DocSpan], text: str, split: Sequence[Span]) -> Found:
        """Compare what is cited with what people marked in a source of this text and these sentences."""
        ids = {doc for doc, _, _ in gold}
        texts, spans = dict.fromkeys(ids, text), dict.fromkeys(ids, split)
        right = touched(cited[:1], texts, spans) & touched(gold, texts, spans)
        by_words = by_sentence(cited, gold, texts, spans).f1
        return cls(by_words, by_character(cited, gold).f1, float(bool(right)))


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Means of `Found` over the claims of a set that have evidence, all or the true ones."""

    name: str
    system: str
    claims: int
    sentence_f: float
    character_f: float
    hit_at_1: float


def read_spans(found: Any, origin: str) -> tuple[Span, ...]:
    """Read the stretches of a source that people marked: a list of [start, end]."""
    pairs = isinstance(found, (list, tuple)) and all(
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(at, int) and not isinstance(at, bool) for at in pair)
        and 0 <= pair[0] <= pair[1]
        for pair in found
    )
    if not pairs:
        raise DataError(f"{origin}: evidence must be a list of [start, end], offsets into the source")
    return tuple(Span(start, end) for start, end in found)


def evidence_rows(judged: Iterable[tuple[str, bool, Mapping[str, Found]]]) -> tuple[EvidenceRow, ...]:
    """Return a row for each set and system, true claims and all, of (set, is true, found by system)."""
    groups: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for name, true, systems in judged:
        for system, found in systems.items():
            groups[f"{name}, all", system].append(found)
            if true:
                groups[f"{name}, true", system].append(found)
    return tuple(
        EvidenceRow(
            name,
            system,
            len(group),
            sum(one.sentence_f for one in group) / len(group),
            sum(one.character_f for one in group) / len(group),
            sum(one.first for one in group) / len(group),
        )
        for (name, system), group in groups.items()
    )


def to_lines(rows: Sequence[EvidenceRow]) -> list[str]:
    """Return the table as lines of Markdown, none where nobody marked evidence."""
    if not rows:
        return []
    return [
        "",
        "| evidence of | system | claims | F1 by sentence | F1 by character | first right |",
        "|---|---|---|---|---|---|",
        *(
            f"| {row.name} | {row.system} | {row.claims} | {row.sentence_f:.3f} | {row.character_f:.3f} "
            f"| {row.hit_at_1:.3f} |"
            for row in rows
        ),
    ]
