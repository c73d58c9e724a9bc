"""The Update tab: a saved note, its sources and new files in; today's note, each line with its status."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import gradio as gr

from summarizer.saved.hand import Hand
from summarizer.saved.update import Update, told

from . import tasks
from .desk import answers, to_read
from .files import borrow_button, listed, wire_borrow, wire_zone, zone
from .messages import message_html
from .parts import note
from .runs import TabState, controls, follow, idle, wire
from .session import Session, Sessions
from .templating import render
from .work import Work

NAME, NOTE, NEW = "update", "former", "new"
BUTTON, ONWARD = "Update the note", "Edit this note"


def update_tab(sessions: Sessions, workers: int) -> TabState:
    """Lay the tab out and wire it; return what of it a session brings back."""
    with gr.Row(elem_classes="tb-setup"):
        with gr.Column(min_width=240):
            former = zone(
                sessions, NOTE, "The former note", "JSON, Markdown, HTML or Word, as Tracebrief wrote it"
            )
        with gr.Column(min_width=240):
            old = zone(sessions, NAME, "Its sources")
            take = borrow_button(note=True)
        with gr.Column(min_width=240):
            new = zone(sessions, NEW, "New files")
    buttons = controls(BUTTON, form="Note and files")
    wire_borrow(take, old, buttons.status, sessions, NAME, "brief", NOTE, former)
    view = note(NAME, render("update_start.html"), answers(sessions))
    wire_zone(former, buttons.status, sessions, NOTE, (old, NAME))
    for box, name in ((old, NAME), (new, NEW)):
        wire_zone(box, buttons.status, sessions, name)
    wire(buttons, sessions, _updater(sessions), [], [view], workers)

    def back(session: Session) -> tuple[Any, ...]:
        work = session.works.get(NAME)
        said = session.results.get(NAME) or (told(work.brief, ()) if work else "")
        result = (to_read(work, ONWARD), message_html(f"{said}.")) if work else (gr.skip(),) * 2
        return *(listed(session, name) for name in (NOTE, NAME, NEW)), *result

    return TabState(BUTTON, [former, old, new, view, buttons.status], back, view)


def _updater(sessions: Sessions) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def update(request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        session = sessions.of(request.session_hash)
        piles = tuple(session.zone(name).files() for name in (NOTE, NAME, NEW))
        wanted = ("the former note", "the sources of the note", "new files")
        lacking = [what for what, pile in zip(wanted, piles, strict=True) if not pile.names]
        if lacking:
            yield (*idle(f"Give {lacking[0]} first.", "error"), gr.skip())
            return

        def show(made: tuple[Update, Hand]) -> tuple[tuple[Any, ...], str]:
            found, hand = made
            session.make(NAME, Work(found.brief, found.documents, hand), NAME, NEW)
            session.results[NAME] = found.told
            return (to_read(session.works[NAME], ONWARD),), f"{found.told}."

        blank, forget = (gr.update(work={}),), partial(session.forget, NAME)
        async for updates in follow(tasks.update_note, piles, show, 1, blank, forget=forget):
            yield updates

    return update
