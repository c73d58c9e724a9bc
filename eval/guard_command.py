"""What ``tracebrief evaluate --task guard`` does: one file of aligned topics → what the guard lets pass."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typer

from summarizer.errors import OptionError
from summarizer.note.tool import __version__
from summarizer.output import write_atomically
from summarizer.rewrite.guard import GuardOptions

from .asked import Evaluation
from .guard_edits import edit_rates, edits_of
from .guard_task import Rates, copies, rates_of, trials
from .verdict_task import read_claims, read_sources

SEEDS = (0, 1, 2)
_CURVE = ("number", "date", "name", "name of the passages", "negation", "invented clause")
"""Kinds of false sentences that the curve shows."""


@dataclass(frozen=True, slots=True)
class GuardResults:
    """The rates of summary sentences and of copies at the default setting, and those of the curve."""

    summaries: Rates
    copies: Rates
    curve: tuple[Rates, ...]


def run_guard(asked: Evaluation) -> None:
    """Print what passes, as Markdown or JSON; with ``output`` write both there too.

    ``sweep`` are more values of ``GuardOptions.bound``, for the curve.
    """
    data = asked.data or []
    if len(data) == 1 and asked.sources is not None:
        _run_edits(asked, data[0], asked.sources)
        return
    if len(data) != 1:
        raise OptionError(
            "--task guard takes one JSONL file of topics with alignments, or of claims with --sources"
        )
    results = _measure(data[0], [_number(part) for part in _listed(asked.sweep)])
    table, numbers = to_markdown(results), json.dumps(asdict(results), indent=1) + "\n"
    if asked.output:
        asked.output.mkdir(parents=True, exist_ok=True)
        write_atomically(asked.output / "guard.md", table.encode())
        write_atomically(asked.output / "guard.json", numbers.encode())
    typer.echo(numbers if asked.json else table, nl=False)


def _run_edits(asked: Evaluation, data: Path, sources: Path) -> None:
    """Print what passes of edits that people made; ``sweep`` are more values of ``GuardOptions.strange``."""
    edits = edits_of(read_claims(data))
    if not edits:
        raise OptionError(f"--task guard: no two claims of {data} are edits of each other")
    numbers = sorted({GuardOptions().strange, *(int(_number(one)) for one in _listed(asked.sweep))})
    settings = [GuardOptions(strange=number) for number in numbers]
    rates = tuple(edit_rates(edits, read_sources(sources), settings))
    lines = [
        "| guard | originals that pass | false edits of those | true edits of those |",
        "|---|---|---|---|",
    ]
    for one in rates:
        falses, trues = one.pairs
        lines.append(
            f"| {one.options} | {one.originals:.1%} | {one.false:.1%} of {falses:,} "
            f"| {one.true:.1%} of {trues:,} |"
        )
    table = "\n".join([*lines, "", f"`guard|edits:{len(edits)}|version:{__version__}`", ""])
    numbers_json = json.dumps([asdict(one) for one in rates], indent=1) + "\n"
    if asked.output:
        asked.output.mkdir(parents=True, exist_ok=True)
        write_atomically(asked.output / "edits.md", table.encode())
        write_atomically(asked.output / "edits.json", numbers_json.encode())
    typer.echo(numbers_json if asked.json else table, nl=False)


def _listed(text: str) -> list[str]:
    return [part for part in text.split(",") if part.strip()]


def _measure(data: Any, bounds: Sequence[float]) -> GuardResults:
    made, default = trials(data, SEEDS), GuardOptions()
    summaries = rates_of(made, default, SEEDS)
    curve = [
        summaries if bound == default.bound else rates_of(made, GuardOptions(default.held, bound), SEEDS)
        for bound in sorted({*bounds, default.bound} if bounds else ())
    ]
    return GuardResults(summaries, rates_of(copies(data, SEEDS), default, SEEDS), tuple(curve))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise OptionError(f"--sweep: {text!r} is not a number; give values such as 4,5,6") from None


def to_markdown(results: GuardResults) -> str:
    """Return the tables: what passes by kind, and the curve if there is one."""
    ours, theirs = results.summaries, results.copies
    lines = [
        "| false version | sentences | passes | of passed | copies | passes |",
        "|---|---|---|---|---|---|",
        *(
            f"| {kind} | {ours.number.get(kind, 0)} | {_share(ours.passed, kind)} | "
            f"{_share(ours.of_passed, kind)} | {theirs.number.get(kind, 0)} | {_share(theirs.passed, kind)} |"
            for kind in dict.fromkeys((*ours.number, *theirs.number))
        ),
        "",
        f"True sentences that pass: {ours.true:.1%} ({ours.mended:.1%} without an outlet that they name); "
        f"copies: {theirs.true:.1%}.",
        "",
    ]
    if results.curve:
        lines += [f"| bound | true | {' | '.join(_CURVE)} |", f"|{'---|' * (len(_CURVE) + 2)}"]
        lines += [
            f"| {one.options.bound:g} | {one.true:.1%} | "
            f"{' | '.join(_share(one.passed, kind) for kind in _CURVE)} |"
            for one in results.curve
        ]
        lines.append("")
    return "\n".join([*lines, f"`{ours.signature}`", "", f"`{theirs.signature}`", ""])


def _share(shares: Mapping[str, float], kind: str) -> str:
    return f"{shares[kind]:.1%}" if kind in shares else "–"
