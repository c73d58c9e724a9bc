"""The commands ``tracebrief evaluate`` and ``tracebrief compare``; everything heavy is imported late."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from .asked import Comparison, Evaluation, as_command


def _evaluate(asked: Evaluation) -> None:
    """Score summarizers, or given summaries, against references and sources."""
    with _plain_errors():
        if asked.task == "trace":
            from .trace_command import run_trace

            run_trace(asked)
            return
        if asked.task == "guard":
            from .guard_command import run_guard

            run_guard(asked)
            return
        if asked.task == "verdict":
            from .verdict_task import run_verdicts

            run_verdicts(asked)
            return
        if asked.task == "agreement":
            from .agreement_task import run_agreement

            run_agreement(asked)
            return
        if asked.task == "blind":
            from .blind import run_blind

            run_blind(asked)
            return
        if asked.task != "summarize":
            from summarizer.errors import OptionError

            raise OptionError(
                f"--task {asked.task}: there are summarize, trace, guard, verdict, agreement and blind"
            )
        from .evaluate_command import request_of, run

        worse = run(request_of(asked))
    raise typer.Exit(1 if worse and asked.fail_if_worse else 0)


def _compare(asked: Comparison) -> None:
    """Test which differences between systems are more than chance, topic by topic."""
    with _plain_errors():
        from .compare_command import run_comparison

        run_comparison(asked)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what went wrong on purpose into one line on standard error and exit code 2."""
    from summarizer.errors import TracebriefError

    try:
        yield
    except TracebriefError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("Interrupted; the same command with the same --output goes on from here.", err=True)
        sys.exit(130)


evaluate = as_command(Evaluation, _evaluate, "evaluate")
compare = as_command(Comparison, _compare, "compare")
