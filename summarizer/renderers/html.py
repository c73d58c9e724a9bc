"""HTML: one self-contained page without script; each marker leads to its span in the source beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.note.embedded import html_template
from summarizer.output import one_line, shorten, visible

from .panes import panes, split_references
from .templating import environment
from .view import in_marks, view

if TYPE_CHECKING:
    from jinja2 import Environment


def render(brief: Brief, documents: Sequence[Document]) -> bytes:
    """Return the note and the text of its cited sources as an HTML page that requests nothing."""
    template = _environment().get_template("page.html")
    return template.render(embedded=html_template(brief), **_values(brief, documents)).encode("utf-8")


def fragment(brief: Brief, documents: Sequence[Document] | None, level: int = 2) -> str:
    """Return the same as an element to put into a page; its title is a heading of ``level``.

    The page brings the style: ``style()`` once. Without ``documents`` it is the note alone, and the page
    answers for what its markers and the names of its sources lead to.
    """
    return _environment().get_template("note.html").render(level=level, **_values(brief, documents))


def style() -> str:
    """Return the style sheet of ``fragment``; every rule is limited to the class ``tracebrief``."""
    return _environment().get_template("note.css").render()


def _values(brief: Brief, documents: Sequence[Document] | None) -> dict[str, Any]:
    shown = view(brief)
    if documents is None:
        beside = {entry.number for entry in shown.sources}
        return {"note": shown, "panes": None, "beside": beside, "split": ()}
    found = panes(shown, documents)
    beside = {pane.source.number for pane in found}
    return {"note": shown, "panes": found, "beside": beside, "split": split_references(found)}


@cache
def _environment() -> Environment:
    made = environment("summarizer.renderers")
    made.filters.update(
        exactly=_exactly, shorten=shorten, in_marks=in_marks, one_line=one_line, visible=visible
    )
    return made


def _exactly(text: str) -> str:
    # A parser turns a bare CR into LF; as a reference it stays what it is in the source.
    from markupsafe import Markup, escape

    return escape(text).replace("\r", Markup("&#13;"))
