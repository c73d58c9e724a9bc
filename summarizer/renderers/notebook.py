"""A note as a notebook shows it: without the machine-readable note and without the sources beside it."""

from __future__ import annotations

from summarizer.note.brief import Brief

from . import html
from .markdown import shown


def as_html(brief: Brief) -> str:
    """Return the note as an element with its own style."""
    return f"<style>{html.style()}</style>{html.fragment(brief, ())}"


def as_markdown(brief: Brief) -> str:
    """Return the note as Markdown."""
    return shown(brief)
