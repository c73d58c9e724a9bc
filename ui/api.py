"""Endpoints for machines: ``/brief``, ``/trace``, ``/verify``, ``/evaluate``. See docs/page.md."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gradio as gr

from eval.results import to_json
from summarizer.data import Document
from summarizer.errors import OptionError, TracebriefError
from summarizer.limits import Limits
from summarizer.note.brief import Brief
from summarizer.note.brief_json import to_dict
from summarizer.renderers import RENDERERS
from summarizer.saved.report import as_dict

from . import evaluation, jobs, tasks
from .files import uploaded
from .rewriting import Models
from .runs import sentence
from .settings import options_of
from .zones import Files, Zone

TEXTS = tuple(suffix for suffix in RENDERERS if suffix != "docx")
"""Formats that an answer can hold as text."""

FileList = list[gr.FileData]


def add_endpoints(limits: Limits, workers: int, models: Models) -> None:
    """Add the endpoints to the page that is being built."""

    async def brief(
        files: FileList,
        length: float = 150,
        unit: str = "words",
        query: str = "",
        title: str = "",
        order: str = "chronological",
        ranker: str = "textrank",
        selector: str = "coverage",
        format: str = "json",
        rewrite: str = "",
    ) -> str:
        """Write a note on files and return it as text in ``format``."""
        with _asked():
            options = options_of(title, length, unit, query, order, ranker, selector, models.options(rewrite))
            named = models.is_named(options.rewrite)
            with _staged(limits, files) as (pile,):
                read: list[tuple[Document, ...]] = []
                note = await _done(tasks.write_note, pile, options, named, early=read.append)
            return _note(note, read[0], format)

    async def trace(draft: str, files: FileList, format: str = "json") -> str:
        """Trace each sentence of a draft to its evidence in files; return a note with verdicts."""
        with _asked():
            with _staged(limits, [], files) as (none, pile):
                note, documents = await _done(tasks.trace_draft, draft, none, pile)
            return _note(note, documents, format)

    async def verify(note: gr.FileData, files: FileList) -> str:
        """Check every citation of a saved note against the files of today; return the report as JSON."""
        with _asked(), _staged(limits, [note], files) as (saved, pile):
            found = await _done(tasks.verify_note, saved, pile)
            return _json({**as_dict(found.report, found.warnings), "repaired": to_dict(found.repaired)})

    async def evaluate(
        references: FileList, predictions: FileList, systems: list[str], words: int = 0
    ) -> str:
        """Score predictions against references, or systems on topics in one JSONL file; return JSON."""
        with _asked(), _staged(limits, references, predictions) as (gold, ours):
            found = await _done(evaluation.score, gold, ours, tuple(systems), words or None)
            return _json({"results": to_json(found.results), "report": found.files["report.md"].decode()})

    for endpoint in (brief, trace, verify, evaluate):
        gr.api(endpoint, api_name=endpoint.__name__, concurrency_limit=workers, concurrency_id="work")


async def _done(task: jobs.Task, *args: Any, early: Callable[[Any], None] = lambda value: None) -> Any:
    steps = jobs.run(task, *args)
    try:
        async for step in steps:
            if isinstance(step, jobs.Done):
                return step.value
            if isinstance(step, jobs.Early):
                early(step.value)
    finally:
        await steps.aclose()  # type: ignore[attr-defined]
    raise jobs.WorkerError("the run ended without a result.")


@contextmanager
def _asked() -> Iterator[None]:
    """Turn what went wrong on purpose into the message that a client gets."""
    try:
        yield
    except TracebriefError as error:
        raise gr.Error(sentence(error), print_exception=False) from None


@contextmanager
def _staged(limits: Limits, *given: Any) -> Iterator[tuple[Files, ...]]:
    """Copy uploads into folders of their own while a request lasts, under the names they came with."""
    with tempfile.TemporaryDirectory(prefix="tracebrief-api-") as folder:
        piles = []
        for at, items in enumerate(given):
            pile = Zone(Path(folder) / str(at), limits)
            for item in items:
                _stage(pile, item)
            pile.folder.mkdir(exist_ok=True)
            piles.append(pile.files())
        yield tuple(piles)


def _stage(pile: Zone, item: Any) -> None:
    if isinstance(item, str):  # a path or an address, where an upload is wanted
        item = {}
    item = item if isinstance(item, dict) else item.model_dump()
    path = uploaded(item.get("path"))
    if path is None:
        raise OptionError("a file was not uploaded; give it as gradio_client.handle_file(PATH).")
    copy = pile.folder.with_suffix(".copy")
    shutil.copyfile(path, copy)
    problem = pile.take(copy, str(item.get("orig_name") or path.name))
    if problem:
        raise OptionError(problem)


def _note(brief: Brief, documents: tuple[Document, ...], format: str) -> str:
    if format not in TEXTS:
        raise OptionError(f"the format {format!r} is not offered here; choose one of {', '.join(TEXTS)}.")
    return RENDERERS[format](brief, documents).decode("utf-8")


def _json(values: dict[str, Any]) -> str:
    # As text: Gradio's clients take any object with a key "path" for a file to be fetched.
    return json.dumps(values, ensure_ascii=False)
