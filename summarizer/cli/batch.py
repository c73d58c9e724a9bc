"""The command ``tracebrief batch``; everything heavy is imported when it runs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.errors import OptionError
from summarizer.limits import Limits

from .lean import quick_start
from .options import Wish, wish_as_options
from .terminal import limits_as_options, say

if TYPE_CHECKING:
    from summarizer.batch import Report

WORKERS, GOING_ON = "Workers", "Going on with an earlier run"
EVERY = 30.0
"""Seconds between lines of progress where standard error is no terminal."""


@limits_as_options
@wish_as_options
def batch(
    topics: Annotated[
        Path,
        typer.Argument(
            help="A folder of topic folders, a JSONL file of topics, or a manifest (CSV, JSONL).",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for notes, results and index.", show_default=False)
    ],
    format_: Annotated[str, typer.Option("--format", help="Of the notes, comma-separated: md,html …")] = "md",
    jobs: Annotated[int, typer.Option(rich_help_panel=WORKERS, help="Topics worked on at a time.")] = 1,
    backend: Annotated[
        str, typer.Option(rich_help_panel=WORKERS, help="loky (this machine) or dask (many).")
    ] = "loky",
    scheduler: Annotated[
        str | None,
        typer.Option(rich_help_panel=WORKERS, help="Address of dask's scheduler: tcp://HOST:8786."),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume/--fresh", rich_help_panel=GOING_ON, help="Keep what still holds, or start anew."
        ),
    ] = True,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", rich_help_panel=GOING_ON, help="Try failed topics again.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no summary.")] = False,
    *,
    wish: Wish,
    limits: Limits,
) -> None:
    """Write a note on each of many TOPICS; run again, it goes on where it was stopped."""
    with quick_start():
        from summarizer.batch import Plan, Recipe, Workers, run_batch

    formats = tuple(dict.fromkeys(name.strip().lower() for name in format_.split(",") if name.strip()))
    if retry_failed and not resume:
        raise OptionError("--fresh does every topic anew: leave --retry-failed out.")
    plan = Plan(
        topics,
        output,
        Recipe(wish.options, formats, wish.language, limits),
        Workers(jobs, backend, scheduler),  # type: ignore[arg-type]  # Workers checks it
        fresh=not resume,
        retry_failed=retry_failed,
    )
    try:
        with _progress(topics, quiet) as watch:
            report = run_batch(plan, watch)
    except KeyboardInterrupt:
        say("Stopped at once; what was finished is kept.")
        raise typer.Exit(130) from None
    if not quiet:
        _tell(report, output)
    if report.interrupted:
        raise typer.Exit(130)
    if report.failed:
        raise typer.Exit(1)


def _tell(report: Report, output: Path) -> None:
    if report.cut_off:
        say("The run before this one was cut off; what it had finished is kept.")
    reasons = ", ".join(f"{count} {why}" for why, count in sorted(report.because.items()))
    kept = f", {report.kept} kept" if report.kept else ""
    say(
        f"{output}: {report.seen} topics: {report.written} worked on{f' ({reasons})' if reasons else ''}"
        f"{kept}, {report.failed} failed; see {output / 'index.html'}"
    )
    for id, reason in report.failures:
        say(f"Failed: {id}: {reason}")
    if more := report.failed - len(report.failures):
        say(f"Failed: … and {more} more, in {output / 'results.jsonl'}")
    if report.interrupted:
        say("Stopped before the end; the same command goes on from here.")


@contextmanager
def _progress(source: Path, quiet: bool) -> Iterator[Callable[[Report], None]]:
    """Show on standard error how many are done, how fast, and how long the rest will take."""
    if quiet:
        yield lambda report: None
        return
    from summarizer.batch.topics import count

    total = count(source)
    if not sys.stderr.isatty():
        yield _lines(total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar, began = progress.add_task("", total=total), time.monotonic()

        def watch(report: Report) -> None:
            told = report.trouble or _rate(report, time.monotonic() - began)
            progress.update(bar, completed=report.done, description=told)

        yield watch


def _rate(report: Report, seconds: float) -> str:
    failed = f", {report.failed} failed" if report.failed else ""
    return f"{report.written / max(seconds, 1e-9):.2f} topics/s{failed}"


def _lines(total: int | None) -> Callable[[Report], None]:
    """Return a watcher that writes a line every half a minute, for logs."""
    began = last = time.monotonic()
    trouble = ""

    def watch(report: Report) -> None:
        nonlocal last, trouble
        now = time.monotonic()
        if report.trouble != trouble:
            trouble = report.trouble
            say(trouble or "There are workers again.")
        if now - last < EVERY or not report.written:
            return
        last = now
        left = ""
        if total is not None and total > report.done:
            left = f", {(total - report.done) * (now - began) / report.written / 60:.0f} min left"
        say(f"{report.done} of {total or '?'} topics, {_rate(report, now - began)}{left}")

    return watch
