"""Buttons that save what a tab has made, in any format, without a file on the server."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import count
from typing import Any

import gradio as gr

from summarizer.note.brief import Brief
from summarizer.renderers import RENDERERS

from .frame import call
from .runs import DIRECT
from .work import Work

_nonce = count()


@dataclass(frozen=True, slots=True)
class File:
    """A file to save."""

    name: str
    media_type: str
    content: bytes


Make = Callable[[str, gr.Request], File | None]
"""The format chosen and the request → the file, None where there is nothing to save."""


def downloads(make: Make, formats: Mapping[str, str], label: str = "Download") -> gr.HTML:
    """Make a menu with one button a format; ``formats`` maps what ``make`` is asked for to its text."""
    buttons = "".join(
        f'<button type="button" class="tb-tool" data-format="{escape(key)}">{escape(text)}</button>'
        for key, text in formats.items()
    )
    menu = f'<details class="tb-menu tb-save"><summary class="tb-tool">{escape(label)}</summary>'
    group = f'<div role="group" aria-label="{escape(label)}">'
    box = gr.HTML(
        "",
        html_template=f"{menu}{group}{buttons}</div></details>",
        js_on_load=call("save"),
        apply_default_css=False,
        padding=False,
        file={},
    )

    def save(event: gr.EventData, request: gr.Request) -> Any:
        wanted = str(event._data.get("format"))
        file = make(wanted, request) if wanted in formats else None
        if file is None:
            return gr.skip()
        content = base64.b64encode(file.content).decode("ascii")
        return gr.update(
            file={"name": file.name, "type": file.media_type, "content": content, "nonce": next(_nonce)}
        )

    box.save(save, None, box, **DIRECT)
    return box


def note_formats() -> dict[str, str]:
    """Return the formats that a note is written in."""
    return {suffix: known.label for suffix, known in RENDERERS.items()}


def note_file(work: Work, suffix: str, without: Sequence[str] = (), comments: bool = False) -> File:
    """Return a note as a file in a format, ``without`` some of ``LEAVES``, with its comments or not."""
    kind = RENDERERS[suffix]
    brief = _less(work.brief, without)
    if comments:
        said = dict(work.hand.comments)
        lines = (
            replace(line, reasons=(*line.reasons, f"Comment: {said[line.id]}")) if line.id in said else line
            for line in brief.lines
        )
        brief = replace(brief, lines=tuple(lines))
    stem = re.sub(r"[^\w-]+", "-", brief.title).strip("-")[:60].rstrip("-") or "note"
    return File(f"{stem}.{suffix}", kind.media_type, kind(brief, work.documents))


LEAVES = {
    "omitted": "left-out passages",
    "agreements": "what else sources agree on",
    "signature": "signature",
    "citations": "citations and sources",
}
"""What a note can be saved without."""


def _less(brief: Brief, without: Sequence[str]) -> Brief:
    if "omitted" in without:
        brief = replace(brief, omitted=())
    if "agreements" in without:
        brief = replace(brief, agreements=())
    if "signature" in without:
        brief = replace(brief, signature="", tool={}, created=None)
    if "citations" in without:
        lines = tuple(replace(line, citations=(), independent=1, backing=()) for line in brief.lines)
        brief = replace(brief, lines=lines, conflicts=(), agreements=(), omitted=(), sources=(), warnings=())
    return brief
