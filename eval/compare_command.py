"""What ``tracebrief compare`` does: stored runs → paired tests → table, file, plot."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import typer

from summarizer.errors import OptionError
from summarizer.output import one_line, write_atomically

from . import plots, report
from .asked import Comparison
from .compare import compare_systems, headline, rated
from .data import DataError
from .results import Results, SystemResult, load
from .statistics import PairedTest

HEADINGS = (
    "measure",
    "first",
    "second",
    "difference",
    "p",
    "p (Holm)",
    "p (bootstrap)",
    "d",
    "won/tied/lost",
)


def run_comparison(asked: Comparison) -> None:
    """Compare the systems of one stored run, or of several, and print or write the tests."""
    suffix = asked.output.suffix.lower() if asked.output else ""
    if suffix not in ("", ".md", ".csv", ".json"):
        raise OptionError(f"--output {asked.output}: the name must end in .md, .csv or .json")
    runs = [load(path) for path in asked.results]
    systems = _systems(runs, asked.results, _listed(asked.systems))
    known = list(dict.fromkeys(measure for system in systems for measure in system.scores))
    measures = _listed(asked.measures) or rated(headline(known))
    missing = [measure for measure in measures if measure not in known]
    if missing:
        raise OptionError(f"no system has the measure {missing[0]!r}; there are {', '.join(known)}")
    tests = compare_systems(systems, measures, (asked.samples, asked.seed), asked.against or None)
    signatures = tuple(dict.fromkeys(one for run in runs for one in run.signatures.values()))
    settings = f"paired|samples:{asked.samples}|seed:{asked.seed}|correction:holm"
    if asked.output:
        write_atomically(asked.output, _written(suffix, tests, (settings, *signatures)).encode())
    if asked.plot:
        _plot(asked.plot, systems, measures[0])
    if asked.json:
        typer.echo(_written(".json", tests, (settings, *signatures)), nl=False)
    else:
        _print(tests, (settings, *signatures))


def _systems(
    runs: Sequence[Results], paths: Sequence[Path], wanted: Sequence[str]
) -> tuple[SystemResult, ...]:
    """Return the systems of all runs; those whose name occurs twice get their run's folder as prefix."""
    for run, path in zip(runs[1:], paths[1:], strict=True):
        if run.data.get("sha256") != runs[0].data.get("sha256"):
            raise DataError(f"{path} was made on other data than {paths[0]}; compare runs on the same topics")
    names = [system.name for run in runs for system in run.systems]
    systems = [
        replace(system, name=f"{path.resolve().parent.name}/{system.name}")
        if names.count(system.name) > 1
        else system
        for run, path in zip(runs, paths, strict=True)
        for system in run.systems
    ]
    if len({system.name for system in systems}) < len(systems):
        raise DataError("two runs in folders of the same name have systems of the same name; rename a folder")
    unknown = [name for name in wanted if name not in {system.name for system in systems}]
    if unknown:
        listed = ", ".join(system.name for system in systems)
        raise OptionError(f"no system is named {unknown[0]!r}; there are {listed}")
    chosen = tuple(system for system in systems if not wanted or system.name in wanted)
    if len(chosen) < 2:
        raise DataError("a comparison needs two systems; name a second run or score more systems")
    return chosen


def _written(suffix: str, tests: Sequence[PairedTest], signatures: Sequence[str]) -> str:
    if suffix == ".json":
        content = {"signatures": list(signatures), "tests": [asdict(test) for test in tests]}
        return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if suffix == ".csv":
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows([report.inert(cell) for cell in report.paired_row(test)] for test in tests)
        return buffer.getvalue()
    listed = "\n".join(f"- `{one_line(signature)}`" for signature in signatures)
    return f"# Comparison\n\n{report.tests_markdown(tests)}\n{listed}\n"


def _plot(path: Path, systems: Sequence[SystemResult], measure: str) -> None:
    files = plots.write(plots.scatter_figure(systems[0], systems[1], measure))
    if path.suffix.lower().lstrip(".") not in files:
        raise OptionError(f"--plot {path}: the name must end in .png or .svg")
    write_atomically(path, files[path.suffix.lower().lstrip(".")])


def _print(tests: Sequence[PairedTest], signatures: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for heading in HEADINGS:
        table.add_column(heading, justify="left" if heading in HEADINGS[:3] else "right")
    for test in tests:
        style = "bold" if test.p_holm < 0.05 else ""
        table.add_row(*(Text(one_line(cell), style=style) for cell in report.paired_row(test)))
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 130)
    console.print(table)
    console.print("Bold: significant after Holm's correction (p < .05). difference: first − second, × 100.")
    for signature in signatures:
        console.print(one_line(signature), markup=False, soft_wrap=True)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
