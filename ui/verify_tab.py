"""The Verify tab: a saved note and the files of today in; a verdict for each citation, with the change."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from typing import Any

import gradio as gr

from summarizer.renderers import RENDERERS
from summarizer.renderers.view import count, shorten, where
from summarizer.saved.report import as_dict

from . import tasks
from .downloads import File, downloads, note_file, note_formats
from .files import borrow_button, listed, wire_borrow, wire_zone, zone
from .messages import message_html, problems_html
from .runs import TabState, controls, follow, idle, wire
from .session import Session, Sessions
from .tasks import Verified
from .templating import render
from .work import Work

NAME, NOTE = "verify", "note"
BUTTON = "Verify the note"
REPORT = "report"


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
    with gr.Row(visible=False, elem_classes="tb-row tb-toolbar") as tools:
        downloads(_file(sessions), {REPORT: "Report"}, "Download")
        downloads(_file(sessions), note_formats(), "Note with what moved cited anew")
    view = gr.HTML(render("verify_start.html"), apply_default_css=False, padding=False)
    for box, name in ((note, NOTE), (files, NAME)):
        wire_zone(box, buttons.status, sessions, name)
    wire(buttons, sessions, _verifier(sessions), [], [view, tools, problems], workers)

    def back(session: Session) -> tuple[Any, ...]:
        found: Verified | None = session.results.get(NAME)
        result = (*_updates(found), message_html(_facts(found))) if found else (gr.skip(),) * 4
        return listed(session, NOTE), listed(session, NAME), *result

    return TabState(BUTTON, [note, files, view, tools, problems, buttons.status], back)


def report_html(verified: Verified) -> str:
    """Return what was found as a table: each citation's state in a word and a sign, and what changed."""
    report = verified.report
    checks = sorted(report.checks, key=lambda check: check.state == "intact")
    said = {line.id: shorten(" ".join(line.text.split()), 90) for line in verified.brief.lines}
    shown = [(check, *_place(check.place, said)) for check in checks]
    return render("verify.html", note=verified, report=report, checks=shown, where=where)


def _place(place: str, said: Mapping[str, str]) -> tuple[str, str]:
    """Return a place of a note in words, and what stands there."""
    return (f"line {place.removeprefix('L')}", said[place]) if place in said else (place, "")


def _verifier(sessions: Sessions) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def verify(request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        session = sessions.of(request.session_hash)
        note, files = session.zone(NOTE).files(), session.zone(NAME).files()
        if not note.names or not files.names:
            lacking = "Give a note" if not note.names else "Give the files of today that the note cites"
            yield (*idle(f"{lacking} first.", "error"), *(gr.skip(),) * 3)
            return

        def show(verified: Verified) -> tuple[tuple[Any, ...], str]:
            session.results[NAME] = verified
            return _updates(verified), _facts(verified)

        blank, forget = ("", gr.update(visible=False), ""), partial(session.forget, NAME)
        async for updates in follow(tasks.verify_note, (note, files), show, 3, blank, forget=forget):
            yield updates

    return verify


def _updates(verified: Verified) -> tuple[Any, ...]:
    return report_html(verified), gr.update(visible=True), problems_html(verified.warnings)


def _facts(verified: Verified) -> str:
    found = [f"{number} {state}" for state, number in verified.report.counts.items() if number]
    return f"{count(len(verified.report.checks), 'citation')}: {', '.join(found) or 'none'}."


def _file(sessions: Sessions) -> Callable[[str, gr.Request], File | None]:
    def make(wanted: str, request: gr.Request) -> File | None:
        verified: Verified | None = sessions.of(request.session_hash).results.get(NAME)
        if verified is None:
            return None
        if wanted in RENDERERS:
            return note_file(Work(verified.repaired, verified.report.documents), wanted)
        content = json.dumps(as_dict(verified.report, verified.warnings), ensure_ascii=False, indent=2)
        return File("verification.json", "application/json", content.encode())

    return make
