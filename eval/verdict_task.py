"""The verdict task: claims that people labelled, put to the sources they were written on.

A claim of several sentences is as good as its worst one. *Balanced accuracy* takes "supported" for true and
everything else for false; *AUC* ranks by the support score. A *minimal pair* is a claim that is true and one
on the same source that is false and differs from it in few words: of the true ones that pass, how many of
their false twins pass too. Where people marked evidence, a second table follows (`claim_evidence`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import typer

from summarizer import __version__
from summarizer.data import Document, Span
from summarizer.errors import OptionError
from summarizer.note.brief import Verdict
from summarizer.output import write_atomically
from summarizer.text.language import WORD, detect
from summarizer.text.segment import split
from summarizer.tracing import index_of, trace_sentences

from .asked import Evaluation
from .claim_evidence import EvidenceRow, Found, evidence_rows, read_spans, to_lines
from .data import DataError
from .datasets import SURROGATE, fail, json_rows
from .trace_systems import bm25
from .trace_task import auc

ALIKE = 0.7
"""Share of words that a minimal pair has in common, in order."""
_RANK: dict[Verdict, int] = {"unsupported": 0, "partial": 1, "supported": 2}


@dataclass(frozen=True, slots=True)
class Claim:
    """A labelled claim: ``source`` is the id of its text, ``kinds`` say in what a false one is false."""

    id: str
    set: str
    source: str
    text: str
    true: bool
    kinds: tuple[str, ...]
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its verdict, the least support of its sentences, all reasons, and the quotes.

    ``found`` tells by system how well its evidence was found, where people marked any.
    """

    claim: Claim
    verdict: Verdict
    support: float
    reasons: tuple[str, ...]
    citations: tuple[str, ...]
    found: Mapping[str, Found] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """What is right in one set or of one kind; None where there are no true or no false claims.

    ``passed`` is the share of false claims with "supported", ``kept`` that of true ones, ``pairs`` how many
    minimal pairs have a true claim that passes, ``twins`` the share of those whose false one passes too.
    """

    name: str
    claims: int
    kept: float | None
    passed: float | None
    accuracy: float | None
    auc: float | None
    pairs: int
    twins: float | None


def read_claims(path: Path) -> tuple[Claim, ...]:
    """Read claims from JSONL: id, set, source, claim, label ("supported" or another), kinds."""
    return tuple(_claim(row, origin) for origin, row in json_rows(path, fail))


def _claim(row: Mapping[str, Any], origin: str) -> Claim:
    named = ("id", "set", "source", "claim", "label")
    for name in named:
        if not isinstance(row.get(name), str) or SURROGATE.search(row[name]):
            raise DataError(f"{origin}: a claim needs {', '.join(named)}, all texts; {name} is none")
    kinds = row.get("kinds", [])
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise DataError(f"{origin}: kinds must be a list of texts")
    marked = read_spans(row.get("evidence") or (), origin)
    true = row["label"] == "supported"
    return Claim(row["id"], row["set"], row["source"], row["claim"], true, tuple(kinds), marked)


def read_sources(path: Path) -> dict[str, str]:
    """Read the texts that claims refer to from JSONL: id and text on each line."""
    texts: dict[str, str] = {}
    for origin, row in json_rows(path, fail):
        id, text = row.get("id"), row.get("text")
        if not isinstance(id, str) or not isinstance(text, str) or SURROGATE.search(text):
            raise DataError(f"{origin}: a source needs id and text, both texts")
        texts[id] = text
    return texts


def judge_all(claims: Sequence[Claim], sources: Mapping[str, str]) -> Iterator[Judged]:
    """Trace each claim to its source, source by source."""
    by_source: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_source[claim.source].append(claim)
    for source, own in by_source.items():
        text = sources[source]
        read = Document(id="S1", name=source, text=text, language=detect(text))
        index = index_of([read])
        marked = [claim for claim in own if claim.evidence]
        spans = tuple(one.span for one in split(read)) if marked else ()
        baseline = bm25([claim.text for claim in marked], index.sentences)
        for claim in own:
            document = Document(id="draft", name="draft", text=claim.text, language="en")
            texts = [one.text for one in split(document) if WORD.search(one.text)]
            traced = list(trace_sentences(texts or [claim.text], index))
            gold = [("S1", span.start, span.end) for span in claim.evidence]
            cited = tuple(("S1", hit.span.start, hit.span.end) for one in traced for hit in one.cited)
            systems = {"trace": cited, "bm25": next(baseline)} if gold else {}
            yield Judged(
                claim,
                min((one.verdict for one in traced), key=_RANK.__getitem__),
                min(one.support for one in traced),
                tuple(reason for one in traced for reason in one.reasons),
                tuple(hit.quote for one in traced for hit in one.cited),
                {name: Found.of(own_spans, gold, text, spans) for name, own_spans in systems.items()},
            )


def rows_of(judged: Sequence[Judged]) -> tuple[Row, ...]:
    """Return the mean over sets, a row for each set, and one for each kind of falsehood."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.claim.set].append(one)
        for kind in one.claim.kinds:
            if not one.claim.true:
                kinds[f"{one.claim.set}: {kind}"].append(one)
    sets = [_row(name, group) for name, group in sorted(groups.items())]
    return (_mean(sets, len(judged)), *sets, *(_row(name, group) for name, group in sorted(kinds.items())))


def run_verdicts(asked: Evaluation) -> None:
    """Print the tables, as Markdown or JSON; with ``output`` write all verdicts and the results there."""
    data = asked.data or []
    if len(data) != 1 or asked.sources is None:
        raise OptionError("--task verdict takes a JSONL file of claims, and --sources FILE for their texts")
    sources, claims = read_sources(asked.sources), read_claims(data[0])
    if not claims:
        raise DataError(f"{data[0]} holds no claim; a line has id, set, source, claim, label")
    for claim in claims:
        if claim.source not in sources:
            raise DataError(
                f"{data[0]}: the claim {claim.id!r} names the source {claim.source!r}, "
                f"which is not among those of {asked.sources}"
            )
    judged = tuple(judge_all(claims, sources))
    rows = rows_of(judged)
    signature = f"verdict|claims:{len(judged)}|version:{__version__}"
    found = evidence_rows((one.claim.set, one.claim.true, one.found) for one in judged)
    tables = {"rows": [asdict(row) for row in rows], "evidence": [asdict(row) for row in found]}
    numbers = json.dumps({"signature": signature, **tables}, indent=1) + "\n"
    if asked.output:
        asked.output.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(_line(one), ensure_ascii=False) + "\n" for one in judged)
        write_atomically(asked.output / "verdicts.jsonl", "".join(lines).encode())
        write_atomically(asked.output / "results.json", numbers.encode())
    typer.echo(numbers if asked.json else to_markdown(rows, signature, found), nl=False)


def to_markdown(rows: Sequence[Row], signature: str, evidence: Sequence[EvidenceRow] = ()) -> str:
    """Return the table of all rows, and that of the evidence if people marked any."""
    lines = [
        "| set or kind | claims | true passed | false passed | balanced accuracy | AUC | pairs | twins |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {row.name} | {row.claims} | {_share(row.kept)} | {_share(row.passed)} "
            f"| {_share(row.accuracy)} | {_share(row.auc)} | {row.pairs} | {_share(row.twins)} |"
            for row in rows
        ),
    ]
    return "\n".join([*lines, *to_lines(evidence), "", f"`{signature}`", ""])


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _row(name: str, group: Sequence[Judged]) -> Row:
    true = [one for one in group if one.claim.true]
    false = [one for one in group if not one.claim.true]
    kept, passed = _passing(true), _passing(false)
    both = kept is not None and passed is not None
    pairs = list(_pairs(true, false))
    return Row(
        name,
        len(group),
        kept,
        passed,
        (kept + 1 - passed) / 2 if kept is not None and passed is not None else None,
        auc([one.support for one in true], [one.support for one in false]) if both else None,
        len(pairs),
        sum(pairs) / len(pairs) if pairs else None,
    )


def _mean(rows: Sequence[Row], claims: int) -> Row:
    def mean(values: Sequence[float | None]) -> float | None:
        known = [value for value in values if value is not None]
        return sum(known) / len(known) if known else None

    pairs = sum(row.pairs for row in rows)
    twins = sum(row.pairs * (row.twins or 0.0) for row in rows)
    return Row(
        "mean of the sets",
        claims,
        mean([row.kept for row in rows]),
        mean([row.passed for row in rows]),
        mean([row.accuracy for row in rows]),
        mean([row.auc for row in rows]),
        pairs,
        twins / pairs if pairs else None,
    )


def _passing(group: Sequence[Judged]) -> float | None:
    return sum(one.verdict == "supported" for one in group) / len(group) if group else None


def _pairs(true: Sequence[Judged], false: Sequence[Judged]) -> Iterator[bool]:
    """Yield, for each false claim with a true twin that passes, whether it passes too."""
    by_source: dict[str, list[Judged]] = defaultdict(list)
    for one in true:
        by_source[one.claim.source].append(one)
    for one in false:
        twins = [
            other
            for other in by_source[one.claim.source]
            if SequenceMatcher(None, other.claim.text.split(), one.claim.text.split(), autojunk=False).ratio()
            >= ALIKE
        ]
        if any(other.verdict == "supported" for other in twins):
            yield one.verdict == "supported"


def _line(one: Judged) -> dict[str, Any]:
    return {
        "id": one.claim.id,
        "verdict": one.verdict,
        "support": round(one.support, 4),
        "reasons": one.reasons,
        "citations": one.citations,
    }
