"""The Trace tab: a draft and sources in; each sentence with its verdict and its evidence."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import gradio as gr

from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.renderers.view import count

from . import tasks
from .downloads import downloads, note_file, note_formats
from .files import borrow_button, wire_zone, zone
from .runs import controls, follow, idle, wire
from .session import VERDICTS, Sessions, Work
from .widgets import note, note_update, problems_html

NAME, DRAFT = "trace", "draft"


def trace_tab(sessions: Sessions, workers: int) -> None:
    """Lay the tab out and wire it."""
    with gr.Row(elem_classes="tb-setup"):
        with gr.Column(scale=3, min_width=280):
            draft = gr.Textbox(
                label="Draft", placeholder="Paste a draft here, or drop it as a file below", lines=6
            )
            draft_file = zone(sessions, DRAFT, "Draft as a file")
        with gr.Column(scale=2, min_width=280):
            files = zone(sessions, NAME, "Sources")
            borrow_button(files, sessions, NAME, "brief")
    buttons = controls("Trace the draft")
    problems = gr.HTML("", apply_default_css=False, padding=False)
    with gr.Row(visible=False, elem_classes="tb-row tb-toolbar") as tools:

        def make(suffix: str, request: gr.Request) -> Any:
            work = sessions.of(request.session_hash).works.get(NAME)
            return note_file(work, suffix) if work else None

        downloads(make, note_formats())
    view = note("The draft stands here: each sentence with its verdict and evidence.", "tb-traced")
    for box, name in ((files, NAME), (draft_file, DRAFT)):
        wire_zone(box, buttons.status, sessions, name)
    wire(buttons, _tracer(sessions), [draft], [view, tools, problems], workers)


def _tracer(sessions: Sessions) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def trace(request: gr.Request, draft: str) -> AsyncIterator[tuple[Any, ...]]:
        session = sessions.of(request.session_hash)
        draft_file, files = session.zone(DRAFT).files(), session.zone(NAME).files()
        lacking = ""
        if not draft.strip() and not draft_file.names:
            lacking = "Give a draft first: paste it, or drop it as a file."
        elif not files.names:
            lacking = "Give the sources that the draft is to be traced to."
        if lacking:
            yield (*idle(lacking, "error"), *(gr.skip(),) * 3)
            return

        def show(result: tuple[Brief, tuple[Document, ...]]) -> tuple[tuple[Any, ...], str]:
            session.works[NAME] = Work(*result)
            brief = result[0]
            updates = (note_update(*result), gr.update(visible=True), problems_html(brief.warnings))
            return updates, _facts(brief)

        async for updates in follow(tasks.trace_draft, (draft, draft_file, files), show, 3):
            yield updates

    return trace


def _facts(brief: Brief) -> str:
    verdicts = [line.verdict for line in brief.lines]
    found = [f"{verdicts.count(key)} {word}" for key, word in VERDICTS.items() if key in verdicts]
    return f"{count(len(verdicts), 'sentence')}: {', '.join(found)}."
