"""The metrics: one file each, one entry each in METRICS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import (
    citations,
    correctness,
    coverage,
    extraction,
    names,
    novelty,
    numbers,
    redundancy,
    rewriting,
    rouge,
    support,
)
from .case import Case, Metric, TopicTexts
from .options import TYPES

__all__ = ["METRICS", "Case", "Metric", "TopicTexts", "better", "describe", "in_order"]

_SOURCES = frozenset({"docs"})
_CITING = frozenset({"docs", "citations"})

METRICS: Mapping[str, Metric] = {
    "rouge": Metric(rouge, frozenset({"references"}), {f"rouge{kind}": "high" for kind in TYPES}),
    "citations": Metric(citations, _CITING | {"evidence"}, {"citations": "high"}),
    "correctness": Metric(correctness, _CITING, {"correctness": "high"}),
    "support": Metric(support, _CITING, {"support": "high"}),
    "coverage": Metric(coverage, _CITING, {"coverage": "high"}),
    "numbers": Metric(numbers, _SOURCES, {"numbers": "high"}),
    "names": Metric(names, _SOURCES, {"names": "high"}),
    "redundancy": Metric(redundancy, frozenset(), {"redundancy": "low"}),
    "novelty": Metric(novelty, _SOURCES, {}),
    "extraction": Metric(extraction, _SOURCES, {}),
    "rewriting": Metric(rewriting, frozenset({"rewriting"}), {}),
}
"""Every metric by name; the command line, the reports and docs/metrics.md read this table."""


def describe(name: str) -> str:
    """Return what a metric is: formula, range, edge cases and paper, from its module's docstring."""
    return (METRICS[name].module.__doc__ or "").strip()


def in_order(measures: Iterable[str]) -> list[str]:
    """Return measures in the order of METRICS; within one metric as they came."""
    names = tuple(METRICS)
    return sorted(
        measures, key=lambda measure: next(at for at, one in enumerate(names) if measure.startswith(one))
    )


def better(measure: str) -> str | None:
    """Return ``"high"`` or ``"low"`` for a measure such as ``rouge1.f``, None if it only describes."""
    head = measure.split(".")[0]
    for metric in METRICS.values():
        if head in metric.better:
            return metric.better[head]
    return None
