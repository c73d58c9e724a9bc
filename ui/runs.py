"""What all tabs share: a run shown while it lasts, stopped when asked, and its failures in one sentence."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from summarizer.errors import TracebriefError
from summarizer.output import capitalised
from summarizer.sources.load import UNREAD

from . import jobs
from .messages import message_html, progress_html
from .session import Session, Sessions
from .words import STAGES, plain

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Controls:
    """The buttons and the line of progress of one tab."""

    start: gr.Button
    cancel: gr.Button
    status: gr.HTML
    other: gr.Button | None = None


def controls(start: str, name: str = "", other: str = "", form: str = "") -> Controls:
    """Make a start button, a cancel button that shows while a run lasts, and a place for messages.

    ``name`` is a class of the row, ``other`` the text of a second button that starts something. ``form`` says
    what the form above holds, which folds once there is a result.
    """
    with gr.Row(elem_classes=["tb-actions", *([name] if name else [])]):
        button = gr.Button(start, variant="primary", scale=0, min_width=150)
        second = gr.Button(other, scale=0, min_width=150, elem_classes="tb-other") if other else None
        cancel = gr.Button("Cancel", variant="stop", scale=0, min_width=100, visible=False)
        if form:
            fold = f'<button type="button" class="tb-tool tb-form-fold" aria-expanded="false">{form}</button>'
            gr.HTML(fold, apply_default_css=False, padding=False, elem_classes="tb-form")
        status = gr.HTML("", apply_default_css=False, padding=False, elem_classes="tb-status")
    return Controls(button, cancel, status, second)


def running(stage: str) -> tuple[Any, Any, Any]:
    """Return the updates of the controls while a run lasts."""
    return gr.update(interactive=False), gr.update(visible=True), progress_html(STAGES.get(stage, stage))


def begins() -> tuple[Any, Any, Any]:
    """Return the updates of the controls when a run was asked for, and have a worker get ready for it."""
    jobs.prepare()
    return running("waiting for its turn")


def idle(message: str = "", kind: str = "done") -> tuple[Any, Any, Any]:
    """Return the updates of the controls when no run lasts."""
    return gr.update(interactive=True), gr.update(visible=False), message_html(message, kind)


Shown = Callable[[Any], tuple[tuple[Any, ...], str]]
"""A result → the updates of the tab's outputs, and a message."""


async def follow(
    task: jobs.Task,
    args: tuple[Any, ...],
    show: Shown,
    outputs: int,
    failed: tuple[Any, ...] = (),
    early: Callable[[Any], None] = lambda value: None,
    forget: Callable[[], None] = lambda: None,
) -> AsyncIterator[tuple[Any, ...]]:
    """Run a task in a worker: yield updates of the controls, then of the ``outputs`` of the tab.

    ``early`` takes what the task has before it ends. ``failed`` are the updates where it fails, if any, and
    ``forget`` is called: what an earlier run found may not be taken for this one's. Closing the iterator, as
    a cancel does, stops the worker.
    """
    same = (gr.skip(),) * outputs
    steps = jobs.run(task, *args)
    try:
        async for step in steps:
            if isinstance(step, jobs.Done):
                updates, message = show(step.value)
                yield (*idle(message), *updates)
            elif isinstance(step, jobs.Early):
                early(step.value)
            else:
                yield (*running(step), *same)
    except TracebriefError as error:
        forget()
        unread = str(error).startswith(UNREAD)  # why stands in the row of each file
        told = "None of the files can be read." if unread else sentence(error)
        yield (*idle(told, "error"), *(failed or same))
    except Exception:
        logger.exception("A result could not be shown")
        forget()
        said = (
            "Something went wrong in the program, not with your files. Try again; the server's log says why."
        )
        yield (*idle(said, "error"), *(failed or same))
    finally:
        await steps.aclose()  # type: ignore[attr-defined]


def sentence(error: TracebriefError) -> str:
    """Return what went wrong as a sentence that begins with a capital, unless with the name of a file."""
    return capitalised(plain(str(error)))


def wire(
    controls: Controls,
    sessions: Sessions,
    run: Callable[..., Any],
    inputs: list[Any],
    outputs: list[Any],
    workers: int,
    also: Sequence[Any] = (),
    unless: Callable[[str | None], bool] = lambda page: False,
) -> None:
    """Make the start button run, and the events ``also`` too, and the cancel button stop any.

    The listeners of ``also`` show themselves that a run begins, see `begins`; ``unless`` tells of a page that
    the event was no wish to run.
    """
    shown = [controls.start, controls.cancel, controls.status]

    async def run_it(request: gr.Request, *values: Any) -> AsyncIterator[tuple[Any, ...]]:
        if unless(request.session_hash):
            yield (gr.skip(),) * (3 + len(outputs))
            return
        page = request.session_hash or ""
        steps = run(request, *values)
        with sessions.of(page).under_way(str(controls.start.value), page):
            try:
                async for updates in steps:
                    yield updates
            finally:
                await steps.aclose()

    clicked = controls.start.click(begins, None, shown, queue=False, **PRIVATE)
    how = {"concurrency_limit": workers, "concurrency_id": "work", **PRIVATE}
    events = [begun.then(run_it, inputs, [*shown, *outputs], **how) for begun in (clicked, *also)]

    def cancelled(request: gr.Request) -> tuple[Any, Any, Any]:
        page = request.session_hash or ""
        sessions.of(page).over(page)
        return idle("Cancelled.")

    controls.cancel.click(cancelled, None, shown, cancels=events, queue=False, **PRIVATE)


@dataclass(frozen=True, slots=True)
class TabState:
    """What a tab shows of a session: its parts, and the updates that bring them back on a loaded page.

    The last part is its line of messages; ``button`` is what begins its run, ``onward`` the note that can be
    taken to the Brief tab, if any.
    """

    button: str
    outputs: list[Any]
    updates: Callable[[Session], tuple[Any, ...]]
    onward: Any = None


def run_ended(button: str) -> str:
    """Return the message that a run ended with its page."""
    return message_html(f"The run ended when the page was left; press “{button}” again.", "error")


PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""How listeners of the page are made: no endpoint for machines, no overlay."""
DIRECT: dict[str, Any] = {"queue": False, "trigger_mode": "multiple", **PRIVATE}
"""How those are made that answer at once: each time they are asked, also while they are, and by themselves.

What is asked for while the stream of a queue's answers is being closed would have no answer.
"""
