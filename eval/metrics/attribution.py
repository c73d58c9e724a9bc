"""Attribution: whether lines say who says so where their passages do; English only.

``attribution.kept`` = of the lines whose cited passages attribute what the line says to somebody ("the mayor
said", "according to"), the share that attribute it too, to whomever. Range 0 to 1. Quoted lines score 1. A
rewriting guard that asks for the same thing, in the same words, scores 1 as well: to compare what models
write, look at the share of lines that it refuses (rewriting). A summary without such a line has no score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.rewrite.losses import attributes, lost

if TYPE_CHECKING:
    from .case import Case


def evaluate(case: Case) -> dict[str, float]:
    """Compare each line with what it cites."""
    language = case.texts.language
    kept = []
    for line in case.summary.lines:
        documents = case.texts.documents
        passages = [
            documents[c.source].text[c.start : c.end]
            for c in line.citations
            if c.source in documents and c.role == "primary"
        ]
        if any(loss.kind == "unattributed" for loss in lost(line.text, passages, language)):
            kept.append(0.0)
        elif attributes(line.text, language):
            kept.append(1.0)
    return {"attribution.kept": sum(kept) / len(kept)} if kept else {}
