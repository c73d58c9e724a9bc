"""The page's own components: the drop zone, the note, a question, the link to the server."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import gradio as gr

from summarizer.limits import Limits
from summarizer.note.brief import Brief
from summarizer.renderers.html import fragment
from summarizer.renderers.view import count as counted
from summarizer.sources.load import document_from_text
from summarizer.tracing.draft import traced_brief

from .frame import call
from .messages import shown, size_shown
from .samples import sample_titles
from .words import plain
from .zones import Upload, Zone

END = 14
"""Characters at the end of a file's name that are always shown."""


def _part(template: str, name: str, **props: Any) -> gr.HTML:
    return gr.HTML(
        "",
        html_template=template,
        js_on_load=call(name),
        apply_default_css=False,
        padding=False,
        **props,
    )


def drop_zone(label: str, limits: Limits, hint: str) -> gr.HTML:
    """Make a zone that files are dropped on, with the list of what is there.

    Its events: ``upload`` with ``files``, each with ``path`` and ``name``; ``delete`` with ``name``;
    ``empty`` where all are to go.
    """
    many = " multiple" if limits.max_files > 1 else ""
    most = f'data-count="{limits.max_files}" data-bytes="{limits.max_bytes}"'
    template = (
        f'<div class="tb-drop"><label class="tb-zone"><input type="file"{many} {most}>'
        f'<strong>{escape(label)}</strong><span class="tb-quiet">{escape(hint)}</span></label>'
        '<p class="tb-quiet" role="status"></p><span class="tb-unseen" role="alert"></span>'
        '<div class="tb-slot"></div></div>'
    )
    return _part(template, "drop")


def uploads_html(zone: Zone, titles: Mapping[str, str], emptied: bool = False) -> str:
    """Return the list of a zone's files; ``titles`` are those of files that have one, by name.

    With ``emptied`` a button beside their number has all of them go.

    It tells in microseconds when it was so, since an answer may be overtaken by a later one.
    """
    now = int(time.time() * 1e6)
    files = tuple(zone.uploads)
    return f'<div data-at="{now}">{_list(files, titles, emptied) if files else ""}</div>'


def _list(uploads: Sequence[Upload], titles: Mapping[str, str], emptied: bool) -> str:
    refused_first = sorted(uploads, key=lambda upload: not upload.refusal)
    items = "".join(_item(upload, titles.get(upload.name, "")) for upload in refused_first)
    return (
        f'<p class="tb-count"><span>{_count(uploads)}</span>{_FOLD}{_EMPTY if emptied else ""}</p>'
        f'<ol class="tb-files" tabindex="0" aria-label="Files">{items}</ol>'
    )


_FOLD = '<button type="button" class="tb-tool tb-list-fold" aria-label="Show the files">Show</button>'
"""Where there is little room, the list folds into its count, lest what is next to do stand far below."""
_EMPTY = '<button type="button" class="tb-tool" data-empty>Remove all</button>'


def _count(uploads: Sequence[Upload]) -> str:
    """Return how many files there are, and their size, or how many of them can be read where not all can."""
    files, sound = counted(len(uploads), "file"), sum(not upload.refusal for upload in uploads)
    size = size_shown(sum(upload.size for upload in uploads))
    return f"{files}, {size}" if sound == len(uploads) else f"{sound} of {files} can be read"


def _why(refusal: str) -> str:
    """Return as a sentence of its own why a file is refused, as its name's own or that of what it is."""
    if refusal.startswith("cannot be read"):
        return refusal.capitalize()
    verb = refusal.startswith(("is ", "holds "))
    return f"It {refusal}" if verb else f"Cannot be read: {refusal}"


def _item(upload: Upload, title: str) -> str:
    visible = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in upload.name)
    name, size = shown(visible), size_shown(upload.size)
    # Names often differ at their end alone: it stays visible where the middle has no room.
    cut = len(visible) - END if len(visible) > 2 * END else len(visible)
    parts = "".join(f"<span>{escape(part)}</span>" for part in (visible[:cut], visible[cut:]) if part)
    titled = f'<span class="tb-title" dir="auto">{shown(title)}</span>' if title else ""
    refusal = plain(upload.refusal or "")
    why = f'<span class="tb-why" dir="auto">{shown(_why(refusal))}</span>' if refusal else ""
    return (
        f'<li data-path="{escape(upload.name)}"><span class="tb-id"></span>'
        f'<span class="tb-file">{titled}<bdi class="tb-name" title="{name}">{parts}</bdi>{why}</span>'
        f'<span class="tb-quiet tb-size">{size}</span>'
        f'<button type="button" data-remove aria-label="Remove {name}">×</button></li>'
    )


def link(answers: Sequence[Callable[[Any], Any]]) -> gr.HTML:
    """Make what ties the page to its session: it says hello, keeps, and tells when the server is gone.

    Its events: ``hello`` with ``secret`` and whether the page is there ``again``, ``keep`` with ``on``, and
    ``changed`` where another page of the session has changed it. Its property ``session`` has ``secret``,
    ``kept`` and ``tab``: Gradio sets one property after the other, and half a session is none.
    """
    template = (
        '<div class="tb-link"><label class="tb-keep"><input type="checkbox"> '
        "<span>Keep my work on this machine for a week</span></label>"
        '<p class="tb-quiet">It comes back when the page or the server is started again. '
        "Otherwise it goes when you leave.</p></div>"
    )
    return _part(template, "link", server_functions=list(answers), session={})


def question() -> gr.HTML:
    """Make a question before something is lost; events ``yes`` and ``no`` with ``what``.

    Its property ``ask`` has ``what``, ``text``, ``items``, a ``note`` below them and the words of the
    buttons, ``yes`` and ``no``.
    """
    template = '<dialog class="tb-ask" aria-labelledby="tb-ask-text"></dialog>'
    return _part(template, "ask", ask={}, elem_classes="tb-asks")


def note(name: str, blank: str, answers: Sequence[Callable[[Any], Any]], elem_classes: str = "") -> gr.HTML:
    """Make the view of a note beside its sources; ``blank`` is the HTML that stands there before.

    ``name`` is that of the session's note. Its property ``work`` is what `desk.note_shown` gives.
    """
    slot = f'<div class="tb-slot" data-note="{escape(name)}"></div>'
    template = f'{slot}<div class="tb-blank">{blank}</div>'
    return _part(
        template,
        "note",
        server_functions=list(answers),
        elem_classes=elem_classes,
        work={},
    )


def warm_up() -> None:
    """Load what the first note would otherwise wait for."""
    import matplotlib  # noqa: F401  # by Gradio, at every event

    document = document_from_text("The council opened the new bridge.")
    brief: Brief = traced_brief(document, (document,))
    fragment(brief, (document,))
    sample_titles()
