"""What is kept of documents goes with them: a process that writes many notes does not grow."""

from __future__ import annotations

import gc
from weakref import ref

from summarizer.compose.event import period
from summarizer.content import kinds, turns
from summarizer.pipeline import summarize
from summarizer.sources.load import document_from_text

TEXTS = (
    "Anna Novak, 42, left the port of Arica on 3 May 2021 with 14 boats. A storm had sunk two ferries.",
    "Rescue teams said Anna Novak, 42, left Arica on 3 May 2021. The storm had sunk 14 boats, they said.",
    "The harbour master of Arica said on Monday that 14 boats had sunk in the storm of 3 May 2021.",
)


def test_documents_of_a_note_are_given_back() -> None:
    documents = [document_from_text(text, id=f"S{at}") for at, text in enumerate(TEXTS, 1)]
    summarize(documents)
    assert period(documents[0]) == frozenset()
    left = [ref(document) for document in documents]
    del documents
    # These two hold the last few piles, and no more.
    kinds.kinds.cache_clear()
    turns.is_transcript.cache_clear()
    gc.collect()
    assert [one() for one in left] == [None] * len(TEXTS)
