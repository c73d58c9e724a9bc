"""What all tabs share: a run shown while it lasts, stopped when asked, and its failures in one sentence."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from summarizer.errors import TracebriefError

from . import jobs
from .widgets import message_html, progress_html

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Controls:
    """The buttons and the line of progress of one tab."""

    start: gr.Button
    cancel: gr.Button
    status: gr.HTML


def controls(start: str) -> Controls:
    """Make a start button, a cancel button that shows while a run lasts, and a place for messages."""
    with gr.Row(elem_classes="tb-actions"):
        button = gr.Button(start, variant="primary", scale=0, min_width=150)
        cancel = gr.Button("Cancel", variant="stop", scale=0, min_width=100, visible=False)
        status = gr.HTML("", apply_default_css=False, padding=False, elem_classes="tb-status")
    return Controls(button, cancel, status)


def running(stage: str) -> tuple[Any, Any, Any]:
    """Return the updates of the controls while a run lasts."""
    return gr.update(interactive=False), gr.update(visible=True), progress_html(stage)


def idle(message: str = "", kind: str = "done") -> tuple[Any, Any, Any]:
    """Return the updates of the controls when no run lasts."""
    return gr.update(interactive=True), gr.update(visible=False), message_html(message, kind)


Shown = Callable[[Any], tuple[tuple[Any, ...], str]]
"""A result → the updates of the tab's outputs, and a message."""


async def follow(
    task: jobs.Task, args: tuple[Any, ...], show: Shown, outputs: int
) -> AsyncIterator[tuple[Any, ...]]:
    """Run a task in a worker: yield updates of the controls, then of the ``outputs`` of the tab.

    Closing the iterator, as a cancel does, stops the worker.
    """
    same = (gr.skip(),) * outputs
    steps = jobs.run(task, *args)
    try:
        async for step in steps:
            if isinstance(step, jobs.Done):
                updates, message = show(step.value)
                yield (*idle(message), *updates)
            else:
                yield (*running(step), *same)
    except TracebriefError as error:
        yield (*idle(sentence(error), "error"), *same)
    except Exception:
        logger.exception("A result could not be shown")
        yield (*idle("Something went wrong inside; the log of the server says more.", "error"), *same)
    finally:
        await steps.aclose()  # type: ignore[attr-defined]


def sentence(error: TracebriefError) -> str:
    """Return what went wrong as a sentence that begins with a capital, unless with the name of a file."""
    text = str(error)
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.isalpha() else text


def wire(
    controls: Controls,
    run: Callable[..., Any],
    inputs: list[Any],
    outputs: list[Any],
    workers: int,
    also: Any = None,
) -> None:
    """Make the start button run, and the event ``also`` too, and the cancel button stop either."""
    shown = [controls.start, controls.cancel, controls.status]
    events = []
    for begin in (controls.start.click, *([also.then] if also is not None else [])):
        begun = begin(lambda: running("waiting for a free worker"), None, shown, queue=False, **PRIVATE)
        how = {"concurrency_limit": workers, "concurrency_id": "work", **PRIVATE}
        events.append(begun.then(run, inputs, [*shown, *outputs], **how))
    controls.cancel.click(lambda: idle("Cancelled."), None, shown, cancels=events, queue=False, **PRIVATE)


PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""How listeners of the page are made: no endpoint for machines, no overlay."""
