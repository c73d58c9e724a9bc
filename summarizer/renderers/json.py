"""JSON, schema ``tracebrief/1``: the whole note, lossless."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.note.brief_json import dumps


def render(brief: Brief, documents: Sequence[Document]) -> bytes:
    """Return the note as JSON; all it holds is in ``brief``."""
    return dumps(brief).encode("utf-8")
