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
    items = [_item(one) for one in references(brief)]
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _item(one: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {"id": one.key, "type": one.kind, "title": one.title}
    if one.publisher:
        item["container-title" if one.kind in ("article-newspaper", "webpage") else "publisher"] = (
            one.publisher
        )
    if one.date:
        item["issued"] = {"date-parts": [list(one.date)]}
    item["note"] = f"{one.source.id}: {one.source.path or one.source.name}, SHA-256 {one.source.sha256}"
    return item
