"""The tab for researchers: predictions and references, or topics and systems, in; scores out."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from typing import Any

import gradio as gr

from eval import report
from eval.baselines import CEILINGS
from eval.compare_command import HEADINGS
from eval.metrics import METRICS, metric_of
from eval.systems import FIXED
from summarizer.rankers import RANKERS
from summarizer.renderers.view import count

from . import evaluation, words
from .downloads import File, downloads
from .evaluation import Evaluation
from .files import listed, wire_zone, zone
from .messages import message_html
from .runs import PRIVATE, TabState, controls, follow, idle, wire
from .session import Session, Sessions
from .templating import render

NAME, REFERENCES, PREDICTIONS = "evaluate", "references", "predictions"
BUTTON, ASKED = "Evaluate", "systems and length"
ZIP = "zip"
FILES = {
    ZIP: "All (ZIP)",
    "report.html": "HTML",
    "report.md": "Markdown",
    "report.tex": "LaTeX",
    "scores.csv": "CSV",
    "results.json": "JSON",
}
_TYPES = {"html": "text/html", "md": "text/markdown", "csv": "text/csv", "json": "application/json"}


def evaluate_tab(sessions: Sessions, workers: int) -> TabState:
    """Lay the tab out and wire it; return what of it a session brings back."""
    with gr.Row(elem_classes="tb-setup"):
        with gr.Column(min_width=280):
            hint = "One text file a topic (ID.txt; ID.1.txt, ID.2.txt for several), or all as one JSONL file"
            references = zone(sessions, REFERENCES, "What people wrote (references)", hint)
        with gr.Column(min_width=280):
            hint = "Text files named like the references, one file line by line, or one JSONL file a system"
            predictions = zone(sessions, PREDICTIONS, "Notes to be scored (predictions)", hint)
    with gr.Row(elem_classes="tb-setup"):
        systems = gr.CheckboxGroup(
            list(dict.fromkeys(("default", *FIXED, *RANKERS))),
            label="Or systems that write notes on topics with documents, given as JSONL",
            info=words.SYSTEMS,
        )
        length = gr.Number(
            0,
            label="Length of each note in words (0: no limit)",
            minimum=0,
            precision=0,
            scale=0,
            min_width=220,
        )
    buttons = controls(BUTTON, form="Files and systems")
    with gr.Row(visible=False, elem_classes="tb-row tb-toolbar") as tools:
        downloads(_file(sessions), FILES)
    view = gr.HTML(render("evaluate_start.html"), apply_default_css=False, padding=False)
    for box, name in ((references, REFERENCES), (predictions, PREDICTIONS)):
        wire_zone(box, buttons.status, sessions, name)
    changed = [systems.change, length.change]
    inputs = [systems, length]
    gr.on(changed, _remember(sessions), inputs, None, trigger_mode="always_last", queue=False, **PRIVATE)
    wire(buttons, sessions, _evaluator(sessions), inputs, [view, tools], workers)

    def back(session: Session) -> tuple[Any, ...]:
        found: Evaluation | None = session.results.get(NAME)
        result = (gr.skip(),) * 3
        if found is not None:
            result = evaluation_html(found), gr.update(visible=True), message_html(_facts(found))
        asked = session.results.get(ASKED, (gr.skip(), gr.skip()))
        return listed(session, REFERENCES), listed(session, PREDICTIONS), *asked, *result

    return TabState(BUTTON, [references, predictions, systems, length, view, tools, buttons.status], back)


def _remember(sessions: Sessions) -> Callable[..., None]:
    def remember(request: gr.Request, systems: list[str], length: float | None) -> None:
        sessions.of(request.session_hash).results[ASKED] = systems, length

    return remember


def evaluation_html(found: Evaluation) -> str:
    """Return the tables, plot and tests of an evaluation."""
    return render(
        "evaluate.html",
        described=report.described(found.results),
        tables=found.tables,
        label=report.label,
        number=report.number,
        legend=report.LEGEND.replace("Bold: best", "Bold: best of its column"),
        plot=base64.b64encode(found.plot).decode("ascii") if found.plot else "",
        headings=HEADINGS,
        measures=_explained(found.tables),
        about_tests=words.TESTS,
        tests=[report.paired_row(test) for test in found.tests],
        signatures=list(found.results.signatures.values()),
        ceilings=CEILINGS,
    )


def _explained(tables: Sequence[report.Table]) -> list[tuple[str, str]]:
    """Return what each metric of some tables measures: its columns, and a sentence."""
    columns: dict[str, list[str]] = {}
    for measure in (measure for table in tables for measure in table.measures):
        if (metric := metric_of(measure)) is not None:
            columns.setdefault(metric, []).append(report.label(measure))
    in_order = [name for name in METRICS if name in columns]
    return [(", ".join(columns[name]), words.MEASURES[name]) for name in in_order]


def _evaluator(sessions: Sessions) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def evaluate(
        request: gr.Request, systems: list[str], length: float | None
    ) -> AsyncIterator[tuple[Any, ...]]:
        session = sessions.of(request.session_hash)
        references, predictions = session.zone(REFERENCES).files(), session.zone(PREDICTIONS).files()
        if not references.names:
            yield (
                *idle("Give what people wrote (references), or topics as JSONL, first.", "error"),
                *(gr.skip(),) * 2,
            )
            return

        def show(found: Evaluation) -> tuple[tuple[Any, ...], str]:
            session.results[NAME] = found
            return (evaluation_html(found), gr.update(visible=True)), _facts(found)

        asked = (references, predictions, tuple(systems or ()), int(length) if length else None)
        blank, forget = ("", gr.update(visible=False)), partial(session.forget, NAME)
        async for updates in follow(evaluation.score, asked, show, 2, blank, forget=forget):
            yield updates

    return evaluate


def _facts(found: Evaluation) -> str:
    return f"Scored {count(found.results.data['topics'], 'topic')}."


def _file(sessions: Sessions) -> Callable[[str, gr.Request], File | None]:
    def make(wanted: str, request: gr.Request) -> File | None:
        found: Evaluation | None = sessions.of(request.session_hash).results.get(NAME)
        if found is None:
            return None
        if wanted == ZIP:
            return File("evaluation.zip", "application/zip", evaluation.archive(found))
        kind = _TYPES.get(wanted.rpartition(".")[2], "text/plain")
        return File(wanted, kind, found.files[wanted]) if wanted in found.files else None

    return make
