"""The page's own components: the drop zone, the note, the line of progress. Their HTML is all escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from summarizer.data import Document
from summarizer.limits import Limits
from summarizer.note.brief import Brief
from summarizer.output import one_line
from summarizer.renderers.html import fragment
from summarizer.renderers.view import count as counted
from summarizer.sources.load import document_from_text
from summarizer.tracing.draft import traced_brief

from .session import Upload, Work, Zone

END = 14
"""Characters at the end of a file's name that are always shown."""
STATIC = Path(__file__).parent / "static"


def script(name: str) -> str:
    """Return a component's script."""
    return (STATIC / name).read_text(encoding="utf-8")


def drop_zone(label: str, limits: Limits, hint: str) -> gr.HTML:
    """Make a zone that files are dropped on, with the list of what is there.

    Its events: ``upload`` with ``files``, each with ``path`` and ``name``; ``delete`` with ``index``.
    """
    many = " multiple" if limits.max_files > 1 else ""
    most = f'data-count="{limits.max_files}" data-bytes="{limits.max_bytes}"'
    template = (
        f'<div class="tb-drop"><label class="tb-zone"><input type="file"{many} {most}>'
        f'<strong>{escape(label)}</strong><span class="tb-quiet">{escape(hint)}</span></label>'
        '<p class="tb-quiet" role="status"></p><div class="tb-slot"></div></div>'
    )
    return gr.HTML(
        "", html_template=template, js_on_load=script("drop.js"), apply_default_css=False, padding=False
    )


def uploads_html(zone: Zone) -> str:
    """Return the list of a zone's files."""
    return _list(zone.uploads) if zone.uploads else ""


def _list(uploads: Sequence[Upload]) -> str:
    items = "".join(_item(at, upload) for at, upload in enumerate(uploads))
    total = _size(sum(upload.size for upload in uploads))
    return (
        f'<p class="tb-count">{counted(len(uploads), "file")}, {total}</p>'
        f'<ol class="tb-files" tabindex="0" aria-label="Files">{items}</ol>'
    )


def _item(at: int, upload: Upload) -> str:
    visible = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in upload.name)
    name, size = _shown(visible), _size(upload.size)
    # Names often differ at their end alone: it stays visible where the middle has no room.
    cut = len(visible) - END if len(visible) > 2 * END else len(visible)
    parts = "".join(f"<span>{escape(part)}</span>" for part in (visible[:cut], visible[cut:]) if part)
    return (
        f'<li><bdi class="tb-name" title="{name}">{parts}</bdi><span class="tb-quiet">{size}</span>'
        f'<button type="button" data-remove="{at}" aria-label="Remove {name}">×</button></li>'
    )


def keep_box() -> gr.HTML:
    """Make the box that keeps a session; its events: ``keep`` with ``on``, ``restore`` with ``secret``."""
    return gr.HTML(
        "",
        html_template='<label class="tb-keep"><input type="checkbox"> Keep my files and note in this browser '
        "for a day: they come back when the page is loaded again</label>",
        js_on_load=script("keep.js"),
        apply_default_css=False,
        padding=False,
        secret="",
    )


def note(blank: str, elem_classes: str = "") -> gr.HTML:
    """Make the view of a note beside its sources; ``blank`` says what will stand there.

    Its event ``revise`` says what to do with which line.
    """
    sources = "The sources stand here. A click on a marker such as [1] opens the passage; Escape leads back."
    return gr.HTML(
        "",
        html_template='<div class="tb-slot"></div>'
        f'<div class="tb-blank"><p>{escape(blank)}</p><p>{sources}</p></div>',
        js_on_load=script("note.js"),
        apply_default_css=False,
        padding=False,
        elem_classes=elem_classes,
        lines=[],
    )


def warm_up() -> None:
    """Load what the first note would otherwise wait for."""
    import matplotlib  # noqa: F401  # by Gradio, at every event

    document = document_from_text("The council opened the new bridge.")
    fragment(traced_brief(document, (document,)), (document,))


def note_update(
    brief: Brief, documents: Sequence[Document], lines: list[dict[str, Any]] | None = None
) -> Any:
    """Return the update that shows a note; ``lines`` are those that can be revised."""
    return gr.update(value=fragment(brief, documents), lines=lines or [])


def work_update(work: Work) -> Any:
    """Return the update that shows a note with tools to revise it."""
    lines = [
        {"id": line.id, "text": " ".join(line.text.split()), "pinned": line.id in work.pinned}
        for line in work.brief.lines
    ]
    return note_update(work.brief, work.documents, lines)


def progress_html(stage: str) -> str:
    """Return a bar that says what a run is doing."""
    bar = f'<div role="progressbar" aria-label="Progress" aria-valuetext="{_shown(stage)}"></div>'
    return f'<div class="tb-progress">{bar}<p>{_shown(stage)} …</p></div>'


def message_html(text: str, kind: str = "done") -> str:
    """Return a message; ``kind`` is ``done`` or ``error``. An error is told at once by screen readers."""
    role = "alert" if kind == "error" else "status"
    return f'<p class="tb-message tb-{kind}" role="{role}" dir="auto">{_shown(text)}</p>' if text else ""


def problems_html(problems: Sequence[str]) -> str:
    """Return the sentences on files that could not be read."""
    items = "".join(f'<li dir="auto">{_shown(problem)}</li>' for problem in problems)
    return f'<ul class="tb-problems" role="status">{items}</ul>' if items else ""


def _shown(text: str) -> str:
    return escape(one_line(text).replace("\0", "\ufffd"))


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes" if size != 1 else "1 byte"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
