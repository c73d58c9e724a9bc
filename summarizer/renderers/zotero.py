"""DOCX whose markers are citations of Zotero: its plugin for Word restyles them and adds a bibliography.

A marker is a field of the code ``ADDIN ZOTERO_ITEM CSL_CITATION`` with a JSON object of the schema
csl-citation.json of the Citation Style Language. It holds the source whole, so that whoever opens the file
needs no item of it in a library, and the place that is cited as page, paragraph or line. What is seen is
the same as without fields until Zotero is asked to refresh.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.data import Document
from summarizer.note.brief import Brief, Citation

from . import csl, docx
from .references import references
from .view import Marker

_SCHEMA = "https://github.com/citation-style-language/schema/raw/master/csl-citation.json"
_PARAGRAPH = re.compile(r"paragraph (\d+)")


def render(brief: Brief, documents: Sequence[Document]) -> bytes:
    """Return the note as a Word document with its citations as fields of Zotero's."""
    items = {one.source.id: csl.item(one) for one in references(brief)}
    names = {source.id: [_name(source.sha256)] for source in brief.sources if source.sha256}

    def code_of(marker: Marker) -> str:
        source = marker.citation.source
        cited = {
            "id": items[source]["id"],
            "uris": names.get(source, []),
            "itemData": items[source],
            **_place(marker.citation),
        }
        shown = f"[{marker.number}]"
        values = {
            "citationID": marker.anchor,
            "properties": {"formattedCitation": shown, "plainCitation": shown, "noteIndex": 0},
            "citationItems": [cited],
            "schema": _SCHEMA,
        }
        return f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(values)}"

    return docx.render(brief, documents, code_of)


def _name(sha256: str) -> str:
    """Return the name of a file by its content (RFC 6920), by which the same source is one item."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _place(citation: Citation) -> Mapping[str, Any]:
    """Return the place that is cited, by CSL's names; nothing where it has none for it, as for a row."""
    if citation.page is not None:
        return {"locator": str(citation.page), "label": "page"}
    if citation.locator is None:
        return {"locator": str(citation.line), "label": "line"}
    if found := _PARAGRAPH.fullmatch(citation.locator):
        return {"locator": found[1], "label": "paragraph"}
    return {}
