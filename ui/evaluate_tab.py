"""The Evaluate tab: predictions and references, or topics and systems, in; scores with intervals out."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import gradio as gr

from eval import report
from eval.baselines import CEILINGS
from eval.compare_command import HEADINGS
from eval.systems import FIXED
from summarizer.rankers import RANKERS
from summarizer.renderers.view import count

from . import evaluation
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
            hint = "Text files, one or more a topic (ID.txt, ID.1.txt …), or topics as one JSONL file"
            references = zone(sessions, REFERENCES, "References", hint)
        with gr.Column(min_width=280):
            hint = "Text files named like the references, one file line by line, or one JSONL file a system"
            predictions = zone(sessions, PREDICTIONS, "Predictions", hint)
    with gr.Row(elem_classes="tb-setup"):
        systems = gr.CheckboxGroup(
            list(dict.fromkeys(("default", *FIXED, *RANKERS))),
            label="Systems to run on topics given as JSONL",
        )
        words = gr.Number(
            0, label="Length in words (0: no limit)", minimum=0, precision=0, scale=0, min_width=220
        )
    buttons = controls(BUTTON, form="Files and systems")
    with gr.Row(visible=False, elem_classes="tb-row tb-toolbar") as tools:
        downloads(_file(sessions), FILES)
    view = gr.HTML(render("evaluate_start.html"), apply_default_css=False, padding=False)
    for box, name in ((references, REFERENCES), (predictions, PREDICTIONS)):
        wire_zone(box, buttons.status, sessions, name)
    changed = [systems.change, words.change]
    gr.on(changed, _remember(sessions), [systems, words], None, queue=False, **PRIVATE)
    wire(buttons, sessions, _evaluator(sessions), [systems, words], [view, tools], workers)

    def back(session: Session) -> tuple[Any, ...]:
        found: Evaluation | None = session.results.get(NAME)
        result = (gr.skip(),) * 3
        if found is not None:
            result = evaluation_html(found), gr.update(visible=True), message_html(_facts(found))
        asked = session.results.get(ASKED, (gr.skip(), gr.skip()))
        return listed(session, REFERENCES), listed(session, PREDICTIONS), *asked, *result

    return TabState(BUTTON, [references, predictions, systems, words, view, tools, buttons.status], back)


def _remember(sessions: Sessions) -> Callable[..., None]:
    def remember(request: gr.Request, systems: list[str], words: float | None) -> None:
        sessions.of(request.session_hash).results[ASKED] = systems, words

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
        tests=[report.paired_row(test) for test in found.tests],
        signatures=list(found.results.signatures.values()),
        ceilings=CEILINGS,
    )


def _evaluator(sessions: Sessions) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def evaluate(
        request: gr.Request, systems: list[str], words: float | None
    ) -> AsyncIterator[tuple[Any, ...]]:
        session = sessions.of(request.session_hash)
        references, predictions = session.zone(REFERENCES).files(), session.zone(PREDICTIONS).files()
        if not references.names:
            yield (*idle("Give references, or topics as JSONL, first.", "error"), gr.skip(), gr.skip())
            return

        def show(found: Evaluation) -> tuple[tuple[Any, ...], str]:
            session.results[NAME] = found
            return (evaluation_html(found), gr.update(visible=True)), _facts(found)

        asked = (references, predictions, tuple(systems or ()), int(words) if words else None)
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
