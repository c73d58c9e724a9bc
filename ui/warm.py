"""What a worker needs, loaded once in the process that workers are forked from.

Nothing here may start a thread of its own: a fork copies only the one that forks. So the solver of
the selector is imported but not run.
"""

from __future__ import annotations

import highspy  # noqa: F401

from summarizer import pipeline  # noqa: F401
from summarizer import tracing as trace  # noqa: F401
from summarizer.content.boilerplate import mark
from summarizer.graph.similarity import vectorize
from summarizer.graph.terms import index_terms
from summarizer.rankers import RANKERS
from summarizer.selectors import SELECTORS
from summarizer.sources.load import document_from_text
from summarizer.text.segment import split

from . import tasks  # noqa: F401

for ranker in RANKERS.values():
    ranker.parameters  # noqa: B018  # asking for it imports the algorithm
for selector in SELECTORS.values():
    selector.parameters  # noqa: B018

_text = (
    "On 3 May 2021 the council opened the new bridge. It cost 12 million euros, said the mayor of the town."
)
vectorize(index_terms(mark(split(document_from_text(_text)))))
