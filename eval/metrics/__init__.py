"""The metrics: one file each, one entry each in METRICS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import (
    attribution,
    citations,
    correctness,
    coverage,
    extraction,
    facts,
    names,
    novelty,
    numbers,
    redundancy,
    rewriting,
    rouge,
    support,
)
from .case import Case, Metric, TopicTexts, by_words
from .options import TYPES

__all__ = [
    "METRICS",
    "Case",
    "Metric",
    "TopicTexts",
    "better",
    "describe",
    "in_order",
    "is_count",
    "metric_of",
]

_SOURCES = frozenset({"docs"})
_CITING = frozenset({"docs", "citations"})

_HEADS = tuple(f"rouge{kind}" for kind in TYPES)
_CITED, _FAITHFUL = "Citations", "Faithfulness and repetition"
_MADE_OF = "Extraction and rewriting"

METRICS: Mapping[str, Metric] = {
    "rouge": Metric(
        rouge, frozenset({"references"}), dict.fromkeys(_HEADS, "high"), "ROUGE (F1)", rouge.signed, _HEADS
    ),
    "citations": Metric(citations, _CITING | {"evidence"}, {"citations": "high"}, _CITED),
    "correctness": Metric(correctness, _CITING, {"correctness": "high"}, _CITED),
    "support": Metric(support, _CITING, {"support": "high"}, _CITED),
    "coverage": Metric(coverage, _CITING, {"coverage": "high"}, _CITED),
    "numbers": Metric(numbers, _SOURCES, {"numbers": "high"}, _FAITHFUL),
    "names": Metric(names, _SOURCES, {"names": "high"}, _FAITHFUL),
    "attribution": Metric(attribution, _CITING, {"attribution": "high"}, _FAITHFUL),
    "redundancy": Metric(redundancy, frozenset(), {"redundancy": "low"}, _FAITHFUL, by_words),
    "facts": Metric(facts, _CITING, {"facts": "high"}, _FAITHFUL, counts=facts.COUNTS),
    "novelty": Metric(novelty, _SOURCES, {}, _MADE_OF, by_words),
    "extraction": Metric(extraction, _SOURCES, {}, _MADE_OF, by_words, counts=extraction.COUNTS),
    "rewriting": Metric(rewriting, frozenset({"rewriting"}), {}, _MADE_OF),
}
"""Every metric by name; the command line, the reports and docs/metrics.md read this table."""

_OF = {head: name for name, metric in METRICS.items() for head in metric.heads or (name,)}


def describe(name: str) -> str:
    """Return what a metric is: formula, range, edge cases and paper, from its module's docstring."""
    return (METRICS[name].module.__doc__ or "").strip()


def metric_of(measure: str) -> str | None:
    """Return the metric that a measure such as ``rouge1.f`` belongs to, None for a strange one."""
    return _OF.get(measure.split(".")[0])


def in_order(measures: Iterable[str]) -> list[str]:
    """Return measures in the order of METRICS, strange ones last; within one metric as they came."""
    names = tuple(METRICS)

    def place(measure: str) -> int:
        metric = metric_of(measure)
        return names.index(metric) if metric else len(names)

    return sorted(measures, key=place)


def is_count(measure: str) -> bool:
    """Tell whether a measure is shown as it is; else it is a share, shown in hundredths."""
    metric = metric_of(measure)
    return metric is not None and measure in METRICS[metric].counts


def better(measure: str) -> str | None:
    """Return ``"high"`` or ``"low"`` for a measure such as ``rouge1.f``, None if it only describes."""
    metric = metric_of(measure)
    return METRICS[metric].better.get(measure.split(".")[0]) if metric else None
