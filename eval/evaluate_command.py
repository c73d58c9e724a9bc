"""What ``tracebrief evaluate`` does: options → topics and systems → results → terminal and files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import typer

from summarizer.errors import OptionError, printable
from summarizer.limits import most_jobs
from summarizer.output import one_line
from summarizer.selectors.budget import Budget

from . import report
from .asked import Evaluation
from .compare import worsened
from .data import Topic
from .datasets import fail, read_pairs, read_prediction_rows, read_topics
from .metrics import METRICS, metric_of
from .metrics.options import RougeOptions
from .metrics.truncation import Truncation, truncation
from .outputs import made, primary, write_all, write_summary, write_sweep
from .results import Results, dumps, load
from .run import Settings, evaluate
from .statistics import Interval
from .store import Scored, Store
from .systems import Given, Predictions, System, expand, resolve

RESAMPLES = 10_000
"""Sign patterns of the randomization tests behind the marks in tables and the gate."""

Topics = Callable[[], Iterable[Topic]]


@dataclass(frozen=True, slots=True)
class Request:
    """The command line, checked. ``topics`` opens the data; it may be called several times."""

    topics: Topics
    systems: dict[str, System]
    settings: Settings
    name: str
    skipped: list[str]
    sweep: tuple[float, ...]
    jobs: int
    output: Path | None
    baseline: Path | None
    json: bool
    quiet: bool


def request_of(asked: Evaluation) -> Request:
    """Check the values of the command line; raise OptionError or DataError for what cannot work."""
    budget = _budget(asked)
    cut = _truncation(asked.truncate, budget)
    if budget is not None and cut is not None and not asked.strict_budget:
        budget = replace(budget, overfill=True)
    if asked.jobs > (most := most_jobs()):
        raise OptionError(f"--jobs {asked.jobs}: it must be from 1 to {most} on this machine")
    if asked.fail_if_worse and not asked.baseline:
        raise OptionError("--fail-if-worse needs --baseline: the results.json to compare with")
    rouge = RougeOptions(
        types=_listed(asked.rouge),
        rule=asked.rule,
        stem=asked.stem,
        tokenizer=asked.tokenizer,
        truncate=cut,
        truncate_references=asked.truncate_references,
        split=asked.split,
    )
    unknown = [name for name in _listed(asked.metrics) if name not in METRICS]
    if unknown:
        raise OptionError(f"no metric is named {unknown[0]!r}; there are {', '.join(METRICS)}")
    settings = Settings(
        metrics=_listed(asked.metrics) or None,
        rouge=rouge,
        budget=budget,
        language=asked.language or None,
        boot=asked.boot,
        seed=asked.seed,
        timings=asked.timings,
    )
    sweep = tuple(_number(part, "--sweep") for part in _listed(asked.sweep))
    if sweep and (budget is None or asked.output is None):
        raise OptionError("--sweep needs a budget, for its unit, and --output for the plot")
    if any(amount <= 0 for amount in sweep):
        raise OptionError("--sweep: budgets must be greater than 0")
    skipped: list[str] = []
    topics, systems, name = _inputs(asked, skipped.append if asked.skip_bad else fail)
    return Request(
        topics=topics,
        systems=systems,
        settings=settings,
        name=name,
        skipped=skipped,
        sweep=sweep,
        jobs=asked.jobs,
        output=asked.output,
        baseline=asked.baseline,
        json=asked.json,
        quiet=asked.quiet,
    )


def run(request: Request) -> bool:
    """Do what the command was asked for; return whether the run is worse than the baseline."""
    stored = load(request.baseline) if request.baseline else None
    tests = (RESAMPLES, request.settings.seed)
    with Store(made(request.output) / "topics.jsonl") if request.output else nullcontext() as store:
        if store and store.damaged and not request.quiet:
            typer.echo(
                f"{printable(str(store.path))}: {store.damaged} damaged lines; what they held is made anew.",
                err=True,
            )
        results = _scored(request, store)
        if request.output and store:
            store.keep_only(
                (key, one.name) for key in results.systems[0].per_topic for one in results.systems
            )
            write_all(request.output, results, tests, request.topics, store)
            if request.sweep:
                _sweep(request, results)
    _print(request, results, tests)
    worse = worsened(results, stored, tests) if stored else ()
    for test in worse:
        typer.echo(
            f"Worse than the baseline: {printable(test.first)}, {printable(test.measure)}, by "
            f"{report.number(test.measure, abs(test.difference.value))} (p = {test.p_holm:.4f}, Holm)",
            err=True,
        )
    if stored and not worse and not request.quiet:
        typer.echo("Nothing is significantly worse than the baseline.", err=True)
    return bool(worse)


def _scored(request: Request, store: Store | None) -> Results:
    with _progress(request) as advance:

        def watch(scored: Scored) -> None:
            if request.output:
                write_summary(request.output, scored)
            advance(scored)

        results = evaluate(
            request.topics(), request.systems, request.settings, jobs=request.jobs, store=store, watch=watch
        )
    data = {"name": request.name, **results.data, "skipped": len(request.skipped)}
    if not request.quiet:
        for message in request.skipped:
            typer.echo(f"Left out: {printable(message)}", err=True)
    return replace(results, data=data)


def _sweep(request: Request, results: Results) -> None:
    """Score the systems at other budgets and plot score against length."""
    budget, measure = request.settings.budget, primary(results)
    if budget is None or measure is None or request.output is None:
        return
    # Texts from files and gold annotations have one length whatever the budget.
    systems = {
        name: one
        for name, one in request.systems.items()
        if name != "gold" and not isinstance(one, Given | Predictions)
    }
    curves: dict[str, list[tuple[float, Interval]]] = {name: [] for name in systems}
    for amount in sorted({*request.sweep, budget.amount}):
        other = replace(budget, amount=amount)
        cut = request.settings.rouge.truncate
        if cut is not None and cut == budget_truncation(budget):
            cut = budget_truncation(other)
        settings = replace(
            request.settings,
            budget=other,
            rouge=replace(request.settings.rouge, truncate=cut),
            metrics=tuple(filter(None, [metric_of(measure)])),
        )
        for system in evaluate(request.topics(), systems, settings, jobs=request.jobs).systems:
            curves[system.name].append((amount, system.scores[measure]))
    write_sweep(request.output, curves, measure, budget.unit)


def _print(request: Request, results: Results, tests: tuple[int, int]) -> None:
    if request.json:
        typer.echo(dumps(results), nl=False)
        return
    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    console.print(report.described(results), markup=False)
    for table in report.tables(results, tests):
        console.print(report.rich_table(table))
    console.print(report.LEGEND + " ±: half the 95 % bootstrap interval.", markup=False)
    for signature in results.signatures.values():
        console.print(one_line(signature), markup=False, soft_wrap=True)
    if request.output:
        console.print(one_line(f"Written to {request.output}"), markup=False, soft_wrap=True)


@contextmanager
def _progress(request: Request) -> Iterator[Callable[[Scored], None]]:
    """Show on standard error how many summaries are scored."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if request.quiet or not console.is_terminal:
        yield lambda scored: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("summaries scored", total=None)
        yield lambda scored: progress.advance(task)


def _inputs(asked: Evaluation, problem: Callable[[str], None]) -> tuple[Topics, dict[str, System], str]:
    data, predictions = asked.data or [], asked.predictions or []
    if len(data) == 1 and not asked.references:
        systems = {name: resolve(name) for name in expand(_listed(asked.systems))}
        for text in predictions:
            name, folder = _named_folder(text)
            if name in systems:
                raise OptionError(f"two systems are named {name!r}; give one another name: NAME=FOLDER")
            systems[name] = Given(read_prediction_rows(folder)) if folder.is_file() else Predictions(folder)
        if not systems:
            systems = {name: resolve(name) for name in ("default", "lead", "random")}
        return partial(read_topics, data[0], asked.documents, problem), systems, data[0].name
    if asked.systems:
        raise OptionError("--systems needs documents: give one JSONL file or folder of topics as data")
    if len(data) == 2 and not predictions and not asked.references:
        ours, theirs = data
    elif not data and len(predictions) == 1 and asked.references:
        ours, theirs = _named_folder(predictions[0])[1], asked.references
    else:
        raise OptionError(
            "give a JSONL file or folder of topics, or two files (predictions, references), "
            "or --predictions FOLDER --references FOLDER"
        )
    pairs = tuple(read_pairs(ours, theirs))
    texts = {topic.id: text for topic, text in pairs}
    return lambda: (topic for topic, _ in pairs), {ours.stem: Given(texts)}, theirs.name


def _named_folder(text: str) -> tuple[str, Path]:
    name, equals, folder = text.partition("=")
    path = Path(folder if equals else name)
    name = name if equals else path.resolve().name.removesuffix(".jsonl")
    if not name or not str(path):
        raise OptionError(f"--predictions {text!r}: write NAME=FOLDER or NAME=FILE.jsonl")
    return name, path


def _budget(asked: Evaluation) -> Budget | None:
    units = [unit for unit in ("words", "sentences", "chars", "percent") if getattr(asked, unit) is not None]
    if len(units) > 1:
        raise OptionError(f"--{units[0]} and --{units[1]} exclude each other; give one")
    return Budget(units[0], getattr(asked, units[0])) if units else None  # type: ignore[arg-type]


def budget_truncation(budget: Budget | None) -> Truncation | None:
    """Return the cut that makes summaries as long as the budget: words and characters have one."""
    if budget is None or budget.unit not in ("words", "chars"):
        return None
    return Truncation(int(budget.amount), budget.unit[0])


def _truncation(text: str, budget: Budget | None) -> Truncation | None:
    return budget_truncation(budget) if text == "auto" else truncation(text)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _number(text: str, option: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise OptionError(f"{option}: {text!r} is not a number") from None
