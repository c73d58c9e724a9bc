"""CSL-JSON: the sources as Zotero, Pandoc and other citation processors read them.

The schema is that of the Citation Style Language, version 1.0 (csl-data.json).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from summarizer.data import Document
from summarizer.note.brief import Brief

from .references import Reference, references


def render(brief: Brief, documents: Sequence[Document]) -> bytes:
    """Return the sources as a list of items; ``note`` says which file it is, by path and SHA-256."""
    items = [item(one) for one in references(brief)]
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def item(one: Reference) -> dict[str, Any]:
    """Return a source as an item of CSL-JSON."""
    made: dict[str, Any] = {"id": one.key, "type": one.kind, "title": one.title}
    if one.publisher:
        made["container-title" if one.kind in ("article-newspaper", "webpage") else "publisher"] = (
            one.publisher
        )
    if one.date:
        made["issued"] = {"date-parts": [list(one.date)]}
    made["note"] = f"{one.source.id}: {one.source.path or one.source.name}, SHA-256 {one.source.sha256}"
    return made
