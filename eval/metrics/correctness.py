"""Citation correctness: the share of citations that are what they say.

A citation is correct if its source is one of the topic's documents and its span lies inside that
document and the characters there equal its quote. Range 0 to 1; anything but 1 is a fault of the
system, not a weakness. A summary that cites nothing has no score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .case import Case


def evaluate(case: Case) -> dict[str, float]:
    """Look every citation up in its document."""
    documents = case.texts.documents
    citations = [citation for line in case.summary.lines for citation in line.citations]
    correct = sum(
        citation.source in documents
        and 0 <= citation.start < citation.end <= len(documents[citation.source].text)
        and documents[citation.source].text[citation.start : citation.end] == citation.quote
        for citation in citations
    )
    return {"correctness": correct / len(citations)} if citations else {}
