"""What a worker needs, loaded once in the process that workers are forked from.

A note on the samples is written too, for patterns are compiled and words read when they are first asked for:
for a small note that is half of the work.

Nothing here may start a thread of its own: a fork copies only the one that forks. So the solver of the usual
selector is imported but not run.
"""

from __future__ import annotations

import highspy  # noqa: F401

from summarizer import pipeline
from summarizer import tracing as trace  # noqa: F401
from summarizer.rankers import RANKERS
from summarizer.selectors import SELECTORS
from summarizer.sources.load import load

from . import tasks  # noqa: F401
from .samples import samples

for ranker in RANKERS.values():
    ranker.parameters  # noqa: B018  # asking for it imports the algorithm
for selector in SELECTORS.values():
    selector.parameters  # noqa: B018

pipeline.summarize(load(samples()).documents, pipeline.Options(selector="mmr"))
