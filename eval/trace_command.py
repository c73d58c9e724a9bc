"""What ``tracebrief evaluate --task trace`` does: one file of aligned topics → two tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from summarizer.errors import OptionError
from summarizer.output import write_atomically
from summarizer.tracing import load_entailment, load_vectors

from .trace_task import run_trace_task, to_markdown


def run_trace(given: Mapping[str, Any]) -> None:
    """Print the tables as Markdown; with ``output`` write them to ``trace.md`` there too."""
    if len(given["data"] or ()) != 1:
        raise OptionError("--task trace takes one JSONL file of topics with alignments")
    vectors = load_vectors(given["similarity"]) if given["similarity"] else None
    entailment = load_entailment(given["nli"]) if given["nli"] else None
    results = run_trace_task(given["data"][0], seed=given["seed"], vectors=vectors, entailment=entailment)
    table = to_markdown(results)
    if given["output"]:
        given["output"].mkdir(parents=True, exist_ok=True)
        write_atomically(given["output"] / "trace.md", table.encode())
    typer.echo(table)
