"""What ``tracebrief evaluate --task trace`` does: one file of aligned topics → two tables."""

from __future__ import annotations

import typer

from summarizer.errors import OptionError
from summarizer.output import write_atomically
from summarizer.tracing import load_entailment, load_vectors

from .asked import Evaluation
from .trace_task import run_trace_task, to_markdown


def run_trace(asked: Evaluation) -> None:
    """Print the tables as Markdown; with ``output`` write them to ``trace.md`` there too."""
    data = asked.data or []
    if len(data) != 1:
        raise OptionError("--task trace takes one JSONL file of topics with alignments")
    vectors = load_vectors(asked.similarity) if asked.similarity else None
    entailment = load_entailment(asked.nli) if asked.nli else None
    results = run_trace_task(data[0], seed=asked.seed, vectors=vectors, entailment=entailment)
    table = to_markdown(results)
    if asked.output:
        asked.output.mkdir(parents=True, exist_ok=True)
        write_atomically(asked.output / "trace.md", table.encode())
    typer.echo(table)
