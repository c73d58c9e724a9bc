"""The Verify tab: a saved note and the files of today in; what became of each passage, beside its source."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import gradio as gr

from summarizer.renderers import RENDERERS
from summarizer.saved.report import as_dict, as_text

from . import tasks
from .desk import answers
from .downloads import File, downloads, note_file, note_formats
from .files import borrow_button, listed, wire_borrow, wire_zone, zone
from .messages import message_html, problems_html
from .parts import note as note_part
from .runs import TabState, controls, follow, idle, wire
from .session import Session, Sessions
from .tasks import Verified
from .templating import render
from .verified import facts, report_page, verified_shown
from .work import Work

NAME, NOTE = "verify", "note"
BUTTON = "Verify the note"
REPORTS = {"page": "HTML", "text": "Text", "report": "JSON"}


def verify_tab(sessions: Sessions, workers: int) -> TabState:
    """Lay the tab out and wire it; return what of it a session brings back."""
    with gr.Row(elem_classes="tb-setup"):
        with gr.Column(min_width=280):
            note = zone(sessions, NOTE, "The note", "JSON, Markdown, HTML or Word, as Tracebrief wrote it")
        with gr.Column(min_width=280):
            files = zone(sessions, NAME, "Its sources today")
            take = borrow_button(note=True)
    buttons = controls(BUTTON, form="Note and files")
    wire_borrow(take, files, buttons.status, sessions, NAME, "brief", NOTE, note)
    problems = gr.HTML("", apply_default_css=False, padding=False)
    with gr.Row(elem_classes="tb-row tb-savings"):
        with gr.Row(visible=False, elem_classes="tb-row tb-toolbar") as tools:
            downloads(_file(sessions), REPORTS, "Save the report")
        with gr.Row(visible=False, elem_classes="tb-row tb-toolbar") as mended:
            downloads(_file(sessions), note_formats(), "Save the note with what moved cited anew")
    view = note_part(NAME, render("verify_start.html"), answers(sessions), "tb-verified")
    wire_zone(note, buttons.status, sessions, NOTE, (files, NAME))
    wire_zone(files, buttons.status, sessions, NAME)
    wire(buttons, sessions, _verifier(sessions), [], [view, tools, mended, problems], workers)

    def back(session: Session) -> tuple[Any, ...]:
        found: Verified | None = session.results.get(NAME)
        result = (*_updates(found), message_html(facts(found))) if found else (gr.skip(),) * 5
        return listed(session, NOTE), listed(session, NAME), *result

    return TabState(BUTTON, [note, files, view, tools, mended, problems, buttons.status], back)


def _verifier(sessions: Sessions) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def verify(request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        session = sessions.of(request.session_hash)
        note, files = session.zone(NOTE).files(), session.zone(NAME).files()
        if not note.names or not files.names:
            lacking = "Give a note" if not note.names else "Give the files of today that the note cites"
            yield (*idle(f"{lacking} first.", "error"), *(gr.skip(),) * 4)
            return

        def show(verified: Verified) -> tuple[tuple[Any, ...], str]:
            session.make(NAME, Work(verified.repaired, verified.report.documents), NAME)
            session.results[NAME] = verified
            return _updates(verified), facts(verified)

        gone = gr.update(visible=False)
        blank, forget = (gr.update(work={}), gone, gone, ""), partial(session.forget, NAME)
        async for updates in follow(tasks.verify_note, (note, files), show, 4, blank, forget=forget):
            yield updates

    return verify


def _updates(verified: Verified) -> tuple[Any, ...]:
    mended = gr.update(visible=any(check.repairable for check in verified.report.checks))
    shown = gr.update(work=verified_shown(verified))
    return shown, gr.update(visible=True), mended, problems_html(verified.warnings)


def _file(sessions: Sessions) -> Callable[[str, gr.Request], File | None]:
    def make(wanted: str, request: gr.Request) -> File | None:
        verified: Verified | None = sessions.of(request.session_hash).results.get(NAME)
        if verified is None:
            return None
        if wanted in RENDERERS:
            return note_file(Work(verified.repaired, verified.report.documents), wanted)
        if wanted == "page":
            return File("verification.html", "text/html", report_page(verified).encode())
        if wanted == "text":
            told = "\n".join(as_text(verified.report, verified.name))
            return File("verification.txt", "text/plain", f"{told}\n".encode())
        content = json.dumps(as_dict(verified.report, verified.warnings), ensure_ascii=False, indent=2)
        return File("verification.json", "application/json", content.encode())

    return make
