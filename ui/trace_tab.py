"""The Trace tab: a draft and sources in; each sentence with its verdict and its evidence."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import gradio as gr

from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.renderers.view import JUDGEMENTS, count, verdict_of

from . import tasks
from .desk import answers, to_read
from .files import borrow_button, listed, nothing_yet, wire_borrow, wire_zone, zone
from .messages import message_html
from .parts import note
from .runs import DIRECT, PRIVATE, TabState, controls, follow, idle, wire
from .session import Session, Sessions
from .templating import render
from .work import Work

NAME, DRAFT = "trace", "draft"
BUTTON, ONWARD = "Trace the draft", "Edit as a note"


def trace_tab(sessions: Sessions, workers: int) -> TabState:
    """Lay the tab out and wire it; return what of it a session brings back."""
    with gr.Row(elem_classes="tb-setup"):
        with gr.Column(scale=3, min_width=280):
            draft = gr.Textbox(
                label="Draft", placeholder="Paste a draft here, or drop it as a file below", lines=6
            )
            own = gr.Button("Take the note of the Brief tab as the draft", size="sm", scale=0, min_width=210)
            draft_file = zone(sessions, DRAFT, "Draft as a file")
        with gr.Column(scale=2, min_width=280):
            files = zone(sessions, NAME, "Sources")
            take = borrow_button()
    buttons = controls(BUTTON, form="Draft and sources")
    draft.change(_typed(sessions), draft, None, trigger_mode="always_last", queue=False, **PRIVATE)
    own.click(_own_note(sessions), None, [draft, buttons.status], **DIRECT)
    wire_borrow(take, files, buttons.status, sessions, NAME, "brief")
    view = note(NAME, render("trace_start.html"), answers(sessions), "tb-traced")
    for box, name in ((files, NAME), (draft_file, DRAFT)):
        wire_zone(box, buttons.status, sessions, name)
    wire(buttons, sessions, _tracer(sessions), [draft], [view], workers)

    def back(session: Session) -> tuple[Any, ...]:
        work = session.works.get(NAME)
        text = session.typed or gr.skip()
        result = (to_read(work, ONWARD), message_html(_facts(work.brief))) if work else (gr.skip(),) * 2
        return text, listed(session, DRAFT), listed(session, NAME), *result

    return TabState(BUTTON, [draft, draft_file, files, view, buttons.status], back, view)


def _tracer(sessions: Sessions) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def trace(request: gr.Request, draft: str | None) -> AsyncIterator[tuple[Any, ...]]:
        session, draft = sessions.of(request.session_hash), draft or ""
        draft_file, files = session.zone(DRAFT).files(), session.zone(NAME).files()
        lacking = ""
        if not draft.strip() and not draft_file.names:
            lacking = "Give a draft first: paste it, or drop it as a file."
        elif not files.names:
            lacking = "Give the sources that the draft is to be traced to."
        if lacking:
            yield (*idle(lacking, "error"), gr.skip())
            return

        def show(result: tuple[Brief, tuple[Document, ...]]) -> tuple[tuple[Any, ...], str]:
            session.make(NAME, Work(*result), NAME)
            both = draft.strip() and draft_file.names
            other = f" The pasted draft was traced, not {draft_file.names[0]}." if both else ""
            return (to_read(session.works[NAME], ONWARD),), _facts(result[0]) + other

        asked = draft, draft_file, files
        forget = partial(session.forget, NAME)
        blank = (gr.update(work={}),)
        async for updates in follow(tasks.trace_draft, asked, show, 1, blank, forget=forget):
            yield updates

    return trace


def _typed(sessions: Sessions) -> Callable[..., None]:
    def typed(request: gr.Request, draft: str | None) -> None:
        session = sessions.of(request.session_hash)
        session.typed = draft or ""
        session.save_if_begun()

    return typed


def _own_note(sessions: Sessions) -> Callable[..., tuple[Any, str]]:
    def take(request: gr.Request) -> tuple[Any, str]:
        work = sessions.of(request.session_hash).works.get("brief")
        if work is None:
            return gr.skip(), nothing_yet("note")
        return "\n\n".join(line.text for line in work.brief.lines), ""

    return take


def _facts(brief: Brief) -> str:
    verdicts = [verdict_of(line) for line in brief.lines]
    found = [f"{verdicts.count(word)} {word}" for word in JUDGEMENTS if word in verdicts]
    return f"{count(len(verdicts), 'sentence')}: {', '.join(found)}."
