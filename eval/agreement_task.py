"""The agreement task: piles with gold — which line is backed by which document, which values conflict.

A pile is one JSON object a line: ``{"id", "docs": [{"id", "text"}], "lines": [{"text", "doc", "backed",
"kind"}], "conflicts": [{"values": [a, b], "kind"}]}``. A line is a sentence of its document; ``backed`` are
the other documents that say all of it, ``kind`` is free. A conflict is found where one that is listed has a
value or a quote with ``a`` and another one with ``b``.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typer

from summarizer import __version__
from summarizer.compose.chronology import date_documents
from summarizer.compose.corroborate import echoes
from summarizer.conflicts import find_conflicts
from summarizer.data import Document, Sentence
from summarizer.errors import OptionError
from summarizer.graph.prior import position_prior
from summarizer.graph.similarity import SentenceGraph, vectorize
from summarizer.graph.terms import index_terms
from summarizer.output import one_line, write_atomically
from summarizer.text.language import detect
from summarizer.text.segment import split

from .asked import Evaluation
from .data import DataError
from .datasets import fail, json_rows, refuse_dense
from .outputs import made

Z = 1.96
"""Normal quantile of the intervals of 95 %."""
EVERY = 1_000
"""Conflicts of a pile that are looked at."""


@dataclass(frozen=True, slots=True)
class Row:
    """Precision and recall of one kind, with Wilson's intervals (Wilson 1927); None where there is nothing.

    ``right`` of ``found`` are in the gold, ``recalled`` of ``gold`` are found. Of a kind of conflicts only
    recall is known: what is listed has no kind of the gold's.
    """

    name: str
    right: int
    found: int
    recalled: int
    gold: int
    precision: float | None
    precision_interval: tuple[float, float] | None
    recall: float | None
    recall_interval: tuple[float, float] | None


def run_agreement(asked: Evaluation) -> None:
    """Print the table, as Markdown or JSON; with ``output`` write results.json there too."""
    data = asked.data or []
    if len(data) != 1:
        raise OptionError("--task agreement takes one JSONL file of piles with gold")
    rows, piles = evaluate_piles(_read(data[0]))
    signature = f"agreement|piles:{piles}|version:{__version__}"
    numbers = json.dumps({"signature": signature, "rows": [asdict(row) for row in rows]}, indent=1) + "\n"
    if asked.output:
        write_atomically(made(asked.output) / "results.json", numbers.encode())
    typer.echo(numbers if asked.json else to_markdown(rows, signature), nl=False)


def evaluate_piles(piles: Iterable[dict[str, Any]]) -> tuple[tuple[Row, ...], int]:
    """Return a row for all backing and all conflicts, then one for each kind, and the number of piles."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    recalled: Counter[str] = Counter()
    count = 0
    for pile in piles:
        count += 1
        sentences, graph = _graph(pile)
        for line in pile.get("lines", ()):
            names = "backing", f"backing: {line.get('kind') or 'any'}"
            wanted = set(line.get("backed", ()))
            backed = _backed(line, sentences, graph)
            for name in names:
                found[name] += len(backed)
                right[name] += len(backed & wanted)
                gold[name] += len(wanted)
                recalled[name] += len(backed & wanted)
        listed = list(_listed(sentences, graph))
        wanted_values = pile.get("conflicts", ())
        found["conflicts"] += len(listed)
        right["conflicts"] += sum(any(_holds(one, want) for want in wanted_values) for one in listed)
        for want in wanted_values:
            for name in ("conflicts", f"conflicts: {want.get('kind') or 'any'}"):
                gold[name] += 1
                recalled[name] += any(_holds(one, want) for one in listed)
    order = sorted({*found, *gold}, key=lambda name: (":" in name, name))
    return tuple(_row(name, right[name], found[name], recalled[name], gold[name]) for name in order), count


def to_markdown(rows: Sequence[Row], signature: str) -> str:
    """Return the table of all rows."""
    lines = ["| kind | found | right | precision | gold | recall |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {one_line(row.name)} | {row.found} | {row.right} "
        f"| {_share(row.precision, row.precision_interval)} "
        f"| {row.gold} | {_share(row.recall, row.recall_interval)} |"
        for row in rows
    ]
    return "\n".join([*lines, "", f"`{signature}`", ""])


def _share(value: float | None, interval: tuple[float, float] | None) -> str:
    return "–" if value is None or interval is None else f"{value:.2f} ({interval[0]:.2f}–{interval[1]:.2f})"


def _row(name: str, right: int, found: int, recalled: int, gold: int) -> Row:
    return Row(
        name, right, found, recalled, gold,
        right / found if found else None, _wilson(right, found),
        recalled / gold if gold else None, _wilson(recalled, gold),
    )  # fmt: skip


def _wilson(hits: int, total: int) -> tuple[float, float] | None:
    if not total:
        return None
    share, spread = hits / total, Z * Z / total
    middle = share + spread / 2
    half = Z * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def _graph(pile: dict[str, Any]) -> tuple[list[Sentence], SentenceGraph]:
    documents = [
        Document(id=doc["id"], name=doc["id"], text=doc["text"], language=detect(doc["text"]))
        for doc in pile["docs"]
    ]
    sentences = [sentence for document in documents for sentence in split(document)]
    terms = index_terms(sentences)
    vectors = vectorize(terms)
    prior = position_prior(terms, vectors)
    return sentences, SentenceGraph(vectors, terms, prior, prior)


def _backed(line: dict[str, Any], sentences: Sequence[Sentence], graph: SentenceGraph) -> set[str]:
    """Return the ids of the other documents that back a line."""
    wanted = " ".join(line["text"].split())
    places = [
        at
        for at, sentence in enumerate(sentences)
        if sentence.document.id == line["doc"] and " ".join(sentence.text.split()) == wanted
    ]
    if not places:
        raise DataError(f"no sentence of document {line['doc']!r} is {wanted[:60]!r}")
    found = {sentences[echo.sentence].document.id for echo in echoes(places[0], graph, sentences)}
    return found - {line["doc"]}


def _listed(sentences: Sequence[Sentence], graph: SentenceGraph) -> Iterator[list[str]]:
    """Yield what each conflict says, a text for each claim."""
    datings = date_documents(sentences, graph)
    for conflict in find_conflicts(sentences, graph, datings, most=EVERY):
        yield [f"{claim.value}\n{claim.citation.quote}" for claim in conflict.claims]


def _holds(listed: Sequence[str], want: dict[str, Any]) -> bool:
    """Tell whether a conflict has both values, in different claims."""
    first, second = want["values"]
    return any(
        first in one and second in other
        for at, one in enumerate(listed)
        for to, other in enumerate(listed)
        if at != to
    )


def _read(path: Path) -> Iterator[dict[str, Any]]:
    for origin, pile in json_rows(path, fail):
        _check(pile, origin)
        yield pile


def _check(pile: dict[str, Any], origin: str) -> None:
    """Raise DataError, which begins with ``origin``, for a pile of another shape."""
    docs, lines, conflicts = pile.get("docs"), pile.get("lines", []), pile.get("conflicts", [])
    if not docs or not _are_objects(docs) or not all(_has_texts(doc, "id", "text") for doc in docs):
        raise DataError(f"{origin}: a pile needs docs, each with an id and a text")
    if not _are_objects(lines) or not all(
        _has_texts(line, "text", "doc") and _are_texts(line.get("backed", [])) for line in lines
    ):
        raise DataError(f"{origin}: lines must have a text and a doc; backed is a list of ids")
    if not _are_objects(conflicts) or not all(
        _are_texts(one.get("values")) and len(one["values"]) == 2 for one in conflicts
    ):
        raise DataError(f"{origin}: conflicts must have two values, both texts")
    if not _are_texts([one.get("kind") or "" for one in (*lines, *conflicts)]):
        raise DataError(f"{origin}: a kind must be a text")
    refuse_dense((doc["text"] for doc in docs), origin)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _has_texts(row: dict[str, Any], *names: str) -> bool:
    return all(isinstance(row.get(name), str) for name in names)
