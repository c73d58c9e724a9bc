"""Coverage of sources: how many of the documents the summary draws on, and how evenly.

``coverage.documents`` is the share of documents cited at least once. ``coverage.evenness`` is the
entropy of the citations over documents divided by its largest possible value, ln(number of documents)
(Pielou 1966): 1 when all are cited alike, 0 when one is cited alone; a topic of one document has
none. Range 0 to 1. A summary that cites nothing covers nothing: 0.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .case import Case


def evaluate(case: Case) -> dict[str, float]:
    """Count the documents that the lines cite."""
    documents = len(case.texts.topic.docs)
    ids = {doc.id for doc in case.texts.topic.docs}
    counts = Counter(c.source for line in case.summary.lines for c in line.citations if c.source in ids)
    result = {"coverage.documents": len(counts) / documents}
    if documents > 1:
        total = counts.total()
        entropy = -sum(n / total * log(n / total) for n in counts.values())
        result["coverage.evenness"] = min(1.0, max(0.0, entropy / log(documents)))
    return result
