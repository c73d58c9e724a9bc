"""What the Evaluate tab runs: files of a folder, or topics and systems, scored by the harness in ``eval``."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval import asked, plots, report
from eval.compare import compare_systems, headline, rated
from eval.evaluate_command import RESAMPLES, request_of
from eval.outputs import write_all
from eval.results import Results
from eval.run import evaluate
from eval.statistics import PairedTest
from eval.store import Scored, Store
from summarizer.errors import OptionError, TracebriefError

from .jobs import Say
from .zones import Files

PLOTTED = 5
"""Measures in the plot."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Results with what the page shows of them; ``plot`` is a PNG; ``files`` are all reports by name."""

    results: Results
    tables: tuple[report.Table, ...]
    tests: tuple[PairedTest, ...]
    plot: bytes | None
    files: dict[str, bytes]


def _scored(
    say: Say, references: Files, predictions: Files, systems: Sequence[str], words: int | None
) -> Evaluation:
    request = request_of(_asked(references, predictions, systems, words))
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "evaluation"
        output.mkdir()
        done = 0

        def watch(scored: Scored) -> None:
            nonlocal done
            done += 1
            say(f"scored {done} summaries, last {scored.system} on {scored.topic}"[:200])

        say("scoring")
        with Store(output / "topics.jsonl") as store:
            results = evaluate(request.topics(), request.systems, request.settings, store=store, watch=watch)
            results = replace(results, data={"name": request.name, **results.data, "skipped": 0})
            boot = (RESAMPLES, request.settings.seed)
            say("testing differences and writing reports")
            write_all(output, results, boot, request.topics, store)
        files = {
            str(path.relative_to(output)): path.read_bytes()
            for path in sorted(output.rglob("*"))
            if path.is_file()
        }
    measures = rated(headline(results.measures()))
    plot = plots.write(plots.intervals_figure(results, measures[:PLOTTED]))["png"] if measures else None
    tests = compare_systems(results.systems, measures, boot)
    return Evaluation(results, report.tables(results, boot), tests, plot, files)


def score(
    say: Say, references: Files, predictions: Files, systems: Sequence[str], words: int | None
) -> Evaluation:
    """Score what is given: topics as JSONL with systems or predictions, else predictions and references."""
    try:
        return _scored(say, references, predictions, systems, words)
    except TracebriefError as error:
        said = str(error)
        for files in (references, predictions):
            said = said.replace(f"{files.folder}{os.sep}", "").replace(str(files.folder), "the pile")
        raise type(error)(said) from None


def archive(evaluation: Evaluation) -> bytes:
    """Return all reports as a ZIP file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in evaluation.files.items():
            into.writestr(zipfile.ZipInfo(f"evaluation/{name}"), content)
    return buffer.getvalue()


def _jsonl(files: Files) -> list[Path]:
    return [files.folder / name for name in files.names if name.lower().endswith(".jsonl")]


def _asked(
    references: Files, predictions: Files, systems: Sequence[str], words: int | None
) -> asked.Evaluation:
    """Return what would be asked on the command line for these files."""
    topics, rows = _jsonl(references), _jsonl(predictions)
    if topics and len(references.names) > 1:
        raise OptionError("give one JSONL file of topics, or references as text files, not both.")
    if rows and len(rows) < len(predictions.names):
        raise OptionError("give predictions as JSONL, one file a system, or as text files, not both.")
    if topics:
        folder = [f"predictions={predictions.folder}"] if predictions.names else None
        named = [f"{path.stem}={path}" for path in rows] or folder
        return asked.Evaluation([topics[0]], systems=",".join(systems), predictions=named, words=words)
    if rows:
        raise OptionError("predictions as JSONL need references as JSONL: id and references on each line.")
    if systems:
        raise OptionError("systems need documents: give topics as one JSONL file, or choose no system.")
    if not predictions.names:
        raise OptionError("give the predictions that are to be compared with the references.")
    single = len(references.names) == len(predictions.names) == 1
    pair = [files.folder / files.names[0] if single else files.folder for files in (predictions, references)]
    return asked.Evaluation(pair, words=words)
