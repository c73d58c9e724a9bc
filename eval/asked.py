"""What is asked of ``tracebrief evaluate`` and ``tracebrief compare``: each option once, with its default."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

Asked = TypeVar("Asked")


@dataclass(frozen=True)
class Evaluation:
    """What `evaluate` is asked for, as it is written on the command line."""

    data: Annotated[
        list[Path] | None,
        typer.Argument(help="A JSONL file or folder of topics; or two text files: predictions, references."),
    ] = None
    systems: Annotated[
        str,
        typer.Option(
            help="Systems, comma-separated: default, lead, random, oracle, textrank+mmr, all, peers …"
        ),
    ] = ""
    task: Annotated[
        str,
        typer.Option(
            help="summarize; trace: evidence found for aligned reference sentences, and verdicts; guard: "
            "what the guard of rewriting lets pass of true and false sentences, with --sources of edited "
            "claims; verdict: labelled claims; agreement: piles with gold of what backs a line and what "
            "conflicts; or blind: a sheet for readers of two systems' notes."
        ),
    ] = "summarize"
    similarity: Annotated[
        str, typer.Option(help="With --task trace: an encoder's folder or hub name, for token vectors.")
    ] = ""
    nli: Annotated[
        str, typer.Option(help="With --task trace: an entailment model's folder, ONNX file or hub name.")
    ] = ""
    predictions: Annotated[
        list[str] | None,
        typer.Option(
            help="NAME=FOLDER with a text <id>.txt for every topic, or NAME=FILE.jsonl with id and text on "
            "each line; may be repeated."
        ),
    ] = None
    references: Annotated[
        Path | None, typer.Option(help="Folder of references, with --predictions FOLDER and no data.")
    ] = None
    documents: Annotated[Path | None, typer.Option(help="JSONL file that doc_ref fields point into.")] = None
    sources: Annotated[
        Path | None,
        typer.Option(help="With --task verdict, guard: JSONL file of the texts that claims refer to."),
    ] = None
    words: Annotated[int | None, typer.Option(min=1, help="Length budget in words.")] = None
    sentences: Annotated[int | None, typer.Option(min=1, help="Length budget in sentences.")] = None
    chars: Annotated[int | None, typer.Option(min=1, help="Length budget in characters.")] = None
    percent: Annotated[
        float | None, typer.Option(min=0.001, max=100, help="Length budget in percent of the words.")
    ] = None
    strict_budget: Annotated[
        bool, typer.Option("--strict-budget", help="Whole sentences only; none may cross the budget.")
    ] = False
    metrics: Annotated[str, typer.Option(help="Metrics, comma-separated; all that apply if left out.")] = ""
    rouge: Annotated[str, typer.Option(help="ROUGE types out of 1, 2, 3, 4, L, Lsum.")] = "1,2,L,Lsum"
    stem: Annotated[bool, typer.Option("--stem/--no-stem", help="Compare word stems.")] = True
    tokenizer: Annotated[
        str, typer.Option(help="rouge-score (a-z and 0-9 only) or unicode (all scripts).")
    ] = "rouge-score"
    rule: Annotated[str, typer.Option(help="Several references: average, best, jackknife or pooled.")] = (
        "average"
    )
    truncate: Annotated[
        str, typer.Option(help="Cut summaries for ROUGE: 100w, 665b, 300c or no; auto cuts at the budget.")
    ] = "auto"
    truncate_references: Annotated[
        bool, typer.Option("--truncate-references", help="Cut the references too, as ROUGE-1.5.5 does.")
    ] = False
    split: Annotated[str, typer.Option(help="Sentences for ROUGE-Lsum: auto, newline or punkt.")] = "auto"
    language: Annotated[str, typer.Option(help="ISO 639-1 code; detected if left out.")] = ""
    boot: Annotated[int, typer.Option(min=0, max=100_000, help="Bootstrap resamples.")] = 1000
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Seed of everything random.")] = 12
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")] = 1
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for reports, plots, summaries; resumes.")
    ] = None
    sweep: Annotated[
        str,
        typer.Option(
            help="More budgets, comma-separated, to plot score against length; with --task guard more bounds."
        ),
    ] = ""
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave bad lines out and count them.")] = False
    baseline: Annotated[Path | None, typer.Option(help="results.json of an earlier run to compare with.")] = (
        None
    )
    fail_if_worse: Annotated[
        bool, typer.Option("--fail-if-worse", help="Exit with 1 if significantly worse than --baseline.")
    ] = False
    timings: Annotated[
        bool, typer.Option("--timings", help="Record seconds; equal runs then differ in them.")
    ] = False
    json: Annotated[bool, typer.Option("--json", help="Print results.json instead of tables.")] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")] = False


@dataclass(frozen=True)
class Comparison:
    """What `compare` is asked for, as it is written on the command line."""

    results: Annotated[
        list[Path], typer.Argument(help="One results.json, to compare its systems, or several runs.")
    ]
    systems: Annotated[str, typer.Option(help="Only these systems, comma-separated.")] = ""
    against: Annotated[str, typer.Option(help="Compare all others with this system only.")] = ""
    measures: Annotated[
        str, typer.Option(help="Measures, comma-separated, such as rouge2.f; all rated if left out.")
    ] = ""
    samples: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="Resamples for p-values and intervals.")
    ] = 10_000
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Seed of everything random.")] = 12
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the table: .md, .csv or .json.")
    ] = None
    plot: Annotated[
        Path | None, typer.Option(help="Write a per-topic scatter of the first two systems: .png or .svg.")
    ] = None
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False


def as_command(kind: type[Asked], run: Callable[[Asked], None], name: str) -> Callable[..., None]:
    """Return the command ``name`` with an option for each field of ``kind`` that calls ``run``."""
    hints = get_type_hints(kind, include_extras=True)

    def command(**given: Any) -> None:
        run(kind(**given))

    parameters = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(kind)  # type: ignore[arg-type]
    ]
    command.__name__, command.__doc__ = name, run.__doc__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = hints
    return command
