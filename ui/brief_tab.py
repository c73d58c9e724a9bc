"""The Brief tab: files in, a note out, each line beside its source, and tools to revise it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from summarizer.compose.lines import ORDERS
from summarizer.data import Document
from summarizer.errors import OptionError, TracebriefError
from summarizer.note.brief import Brief
from summarizer.pipeline import Options
from summarizer.rankers import RANKERS
from summarizer.renderers.view import count
from summarizer.rewrite import RewriteOptions
from summarizer.saved import revise
from summarizer.selectors import SELECTORS
from summarizer.selectors.budget import Budget

from . import tasks
from .downloads import downloads, note_file, note_formats
from .files import add_samples, wire_zone, zone
from .rewriting import Models
from .runs import PRIVATE, Controls, controls, follow, idle, sentence, wire
from .session import Session, Sessions, Work
from .widgets import keep_box, message_html, note, problems_html, uploads_html, work_update

NAME = "brief"
UNITS = ("words", "sentences", "percent", "chars")


@dataclass(frozen=True, slots=True)
class BriefTab:
    """The parts of the tab; ``result`` are the outputs that show what a session holds."""

    files: gr.HTML
    inputs: list[Any]
    view: gr.HTML
    tools: gr.Row
    undo: gr.Button
    said: gr.HTML
    problems: gr.HTML
    controls: Controls
    keep: gr.HTML

    @property
    def result(self) -> list[Any]:
        """The outputs that show a note."""
        return [self.view, self.tools, self.undo, self.said, self.problems]


def brief_tab(sessions: Sessions, workers: int, models: Models) -> BriefTab:
    """Lay the tab out and wire it."""
    with gr.Row(elem_classes="tb-setup"):
        with gr.Column(scale=2, min_width=280):
            files = zone(sessions, NAME, "Drop files or a folder here, or choose files")
            with gr.Row(elem_classes="tb-row"):
                samples = gr.Button("Try the five samples", size="sm", scale=0, min_width=150)
                clear = gr.Button("Remove all", size="sm", scale=0, min_width=90)
        with gr.Column(scale=3, min_width=280):
            inputs = _settings(models)
            buttons = controls("Write the note")
            keep = keep_box()
    problems = gr.HTML("", apply_default_css=False, padding=False)
    with gr.Row(visible=False, elem_classes="tb-row tb-toolbar") as tools:
        undo = gr.Button("Undo", size="sm", scale=0, min_width=70, interactive=False)
        downloads(_file(sessions), note_formats())
        said = gr.HTML("", apply_default_css=False, padding=False, elem_classes="tb-status")
    view = note("The note stands here: each line with the passages that it comes from.")
    tab = BriefTab(files, inputs, view, tools, undo, said, problems, buttons, keep)
    _wire(tab, sessions, workers, models, (samples, clear))
    return tab


def shown(session: Session) -> tuple[Any, ...]:
    """Return the updates of ``BriefTab.result`` for what a session holds."""
    work = session.works.get(NAME)
    if work is None:
        return gr.update(value="", lines=[]), gr.update(visible=False), gr.skip(), "", ""
    undo = gr.update(interactive=bool(work.before))
    return work_update(work), gr.update(visible=True), undo, "", problems_html(work.problems)


def _settings(models: Models) -> list[Any]:
    with gr.Row():
        query = gr.Textbox(
            label="Query",
            placeholder="what it is to be about, if not everything",
            max_length=1000,
            min_width=260,
        )
        title = gr.Textbox(
            label="Title", placeholder="key phrases of the sources", max_length=300, min_width=200
        )
    with gr.Row():
        amount = gr.Number(150, label="Length", minimum=1, precision=0, min_width=70)
        unit = gr.Dropdown(list(UNITS), value="words", label="Unit", min_width=110, filterable=False)
        order = gr.Dropdown(list(ORDERS), value=ORDERS[0], label="Order", min_width=150, filterable=False)
    with gr.Accordion("Advanced: ranking, choice, rewriting", open=False):
        default = Options()
        ranker = gr.Dropdown(_choices(RANKERS), value=default.ranker, label="Ranker", filterable=False)
        selector = gr.Dropdown(
            _choices(SELECTORS), value=default.selector, label="Selector", filterable=False
        )
        rewrite = _model_field(models)
    return [title, amount, unit, query, order, ranker, selector, rewrite]


def _model_field(models: Models) -> Any:
    if models.named:
        choices = [("none: every line is quoted", ""), *((label, label) for label in models.labels)]
        return gr.Dropdown(choices, value="", label="Rewriting model", filterable=False)
    return gr.Textbox(
        label="Rewriting model",
        placeholder="none: every line is quoted",
        info="A folder on this machine, a hub name that is in its cache, or openai:URL#MODEL.",
        max_length=500,
        visible=models.free,
    )


def _choices(table: Any) -> list[tuple[str, str]]:
    return [(f"{name}: {entry.description}", name) for name, entry in table.items()]


def options_of(
    title: str,
    amount: float | None,
    unit: str,
    query: str,
    order: str,
    ranker: str,
    selector: str,
    rewrite: RewriteOptions | None,
) -> Options:
    """Make options of what stands in the form; raises OptionError for what cannot work."""
    return Options(
        budget=Budget(unit, amount or 0),  # type: ignore[arg-type]
        ranker=ranker,
        selector=selector,
        query=query.strip() or None,
        order=order,  # type: ignore[arg-type]
        title=title.strip() or None,
        rewrite=rewrite,
    )


def _wire(
    tab: BriefTab, sessions: Sessions, workers: int, models: Models, buttons: tuple[gr.Button, gr.Button]
) -> None:
    samples, clear = buttons

    def remove_all(request: gr.Request) -> str:
        pile = sessions.of(request.session_hash).zone(NAME)
        pile.clear()
        return uploads_html(pile)

    def take_samples(request: gr.Request) -> str:
        session = sessions.of(request.session_hash)
        add_samples(session, NAME)
        return uploads_html(session.zone(NAME))

    wire_zone(tab.files, tab.controls.status, sessions, NAME)
    clear.click(remove_all, None, tab.files, **PRIVATE)
    filled = samples.click(take_samples, None, tab.files, queue=False, **PRIVATE)
    wire(tab.controls, _writer(sessions, models), tab.inputs, tab.result, workers, also=filled)
    changed = [tab.view, tab.undo, tab.said]
    tab.view.revise(_reviser(sessions), None, changed, **PRIVATE)
    tab.undo.click(_undoer(sessions), None, changed, **PRIVATE)


def _writer(sessions: Sessions, models: Models) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def write(request: gr.Request, *settings: Any) -> AsyncIterator[tuple[Any, ...]]:
        session = sessions.of(request.session_hash)
        files = session.zone(NAME).files()
        try:
            title, amount, unit, query, order, ranker, selector, model = settings
            rewrite = models.options(model or "")
            options = options_of(title, amount, unit, query, order, ranker, selector, rewrite)
            if not files.names:
                raise OptionError("Give some files first: drop them, or try the samples.")
        except TracebriefError as error:
            yield (*idle(sentence(error), "error"), *(gr.skip(),) * 5)
            return

        def show(result: tuple[Brief, tuple[Document, ...]]) -> tuple[tuple[Any, ...], str]:
            _accept(session, options, *result)
            return shown(session), _facts(session.works[NAME].brief)

        asked = (files, options, models.is_named(options.rewrite))
        async for updates in follow(tasks.write_note, asked, show, 5):
            yield updates

    return write


def _facts(brief: Brief) -> str:
    lines, words = count(len(brief.lines), "line"), count(brief.stats.words_out, "word")
    facts = f"{lines}, {words} from {count(brief.stats.documents, 'source')}"
    rewritten = f"; {brief.stats.rewritten} rewritten" if brief.options.get("rewrite") else ""
    refused = f", {brief.stats.fallbacks} refused and quoted" if brief.stats.fallbacks else ""
    return f"{facts}{rewritten}{refused}."


def _accept(session: Session, options: Options, brief: Brief, documents: tuple[Document, ...]) -> None:
    """Make a new note the session's; lines that were pinned in the one before stay."""
    before = session.works.get(NAME)
    if before is None or not before.pinned:
        session.works[NAME] = Work(brief, documents)
        return
    kept = revise.keep(brief, before.brief, before.pinned, options.budget)
    texts = {line.text for line in before.brief.lines if line.id in before.pinned}
    session.works[NAME] = Work(
        kept, documents, frozenset(line.id for line in kept.lines if line.text in texts)
    )


def _reviser(sessions: Sessions) -> Callable[..., tuple[Any, ...]]:
    def change(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        work = sessions.of(request.session_hash).works.get(NAME)
        if work is None:
            return gr.skip(), gr.skip(), gr.skip()
        try:
            said = work.apply(event._data)
        except TracebriefError as error:
            return gr.skip(), gr.skip(), message_html(sentence(error), "error")
        return work_update(work), gr.update(interactive=bool(work.before)), message_html(said)

    return change


def _undoer(sessions: Sessions) -> Callable[..., tuple[Any, ...]]:
    def undo(request: gr.Request) -> tuple[Any, ...]:
        work = sessions.of(request.session_hash).works.get(NAME)
        if work is None or not work.undo():
            return gr.skip(), gr.update(interactive=False), message_html("There is nothing to take back.")
        return work_update(work), gr.update(interactive=bool(work.before)), message_html("Taken back.")

    return undo


def _file(sessions: Sessions) -> Any:
    def make(suffix: str, request: gr.Request) -> Any:
        work = sessions.of(request.session_hash).works.get(NAME)
        return note_file(work, suffix) if work else None

    return make
