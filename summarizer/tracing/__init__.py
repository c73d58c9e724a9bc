"""Trace any text to its evidence: for each sentence the spans that support it, and a verdict."""

from __future__ import annotations

from .edited import added, as_edited
from .entailment import load_entailment
from .index import Evidence
from .inference import Entailment
from .lines import index_of, index_of_marked, trace
from .spans import Hit
from .vectors import TokenVectors, load_vectors
from .verdict import Traced, trace_sentence, trace_sentences

__all__ = [
    "Entailment",
    "Evidence",
    "Hit",
    "TokenVectors",
    "Traced",
    "added",
    "as_edited",
    "index_of",
    "index_of_marked",
    "load_entailment",
    "load_vectors",
    "trace",
    "trace_sentence",
    "trace_sentences",
]
