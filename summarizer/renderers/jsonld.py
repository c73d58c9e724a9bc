"""JSON-LD: the citations as W3C Web Annotations, each with a position and a quote selector.

Robert Sanderson, Paolo Ciccarese, Benjamin Young: Web Annotation Data Model, W3C Recommendation, 2017.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote as percent_encode

from summarizer.data import Document
from summarizer.note.brief import Brief, Citation, Source
from summarizer.note.brief_json import require_writable

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def render(brief: Brief, documents: Sequence[Document]) -> bytes:
    """Return an AnnotationCollection: an annotation for each citation of what the note shows."""
    require_writable(brief)
    sources = {source.id: source for source in brief.sources}
    items = [
        {
            "id": f"#annotation-{number}",
            "type": "Annotation",
            "motivation": motivation,
            "body": {"type": "TextualBody", "value": text, "format": "text/plain"},
            "target": _target(sources[citation.source], citation),
        }
        for number, (motivation, text, citation) in enumerate(_statements(brief), start=1)
    ]
    page = {"id": "#page", "type": "AnnotationPage", "partOf": "#note", "startIndex": 0, "items": items}
    collection: dict[str, Any] = {
        "@context": CONTEXT,
        "id": "#note",
        "type": "AnnotationCollection",
        "label": brief.title,
        "generator": {"type": "Software", "name": " ".join(brief.tool.values()) or "tracebrief"},
        "total": len(items),
        "first": page,
    }
    if brief.created:
        collection["created"] = brief.created
    return (json.dumps(collection, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _statements(brief: Brief) -> Iterator[tuple[str, str, Citation]]:
    """Give (motivation, what the note says, citation); the motivations are those of the recommendation."""
    for line in brief.lines:
        for citation in line.citations:
            yield "describing", line.text, citation
        for backing in line.backed:
            yield "describing", backing.text, backing.citation
    for conflict in brief.conflicts:
        for claim in conflict.claims:
            yield "assessing", f"{conflict.subject}: {claim.value}", claim.citation
    for agreement in brief.agreements:
        for citation in agreement.citations:
            yield "describing", agreement.citations[0].quote, citation
    for omission in brief.omitted:
        yield "moderating", f"Left out: {omission.reason}", omission.citation


def _target(source: Source, citation: Citation) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": percent_encode(source.path or source.name, safe="/"),
        "selector": [
            {"type": "TextPositionSelector", "start": citation.start, "end": citation.end},
            {
                "type": "TextQuoteSelector",
                "exact": citation.quote,
                "prefix": citation.prefix,
                "suffix": citation.suffix,
            },
        ],
    }
