"""Make docs/metrics.md of the metrics' own docstrings: ``python -m eval.docs docs/metrics.md``."""

from __future__ import annotations

import sys
from pathlib import Path

from .metrics import METRICS, describe

_NEEDS = {
    "references": "references",
    "docs": "documents",
    "citations": "a system that cites",
    "rewriting": "a system that rewrites",
    "evidence": "gold evidence (`alignments` or `relevant`)",
}

_HEAD = """# Metrics

Made from the docstrings in `eval/metrics/` by `python -m eval.docs docs/metrics.md`; a test checks that
this page is up to date. Scores are per topic; a system's score is their mean. Names of measures are those
of `results.json`; `.p`, `.r` and `.f` are precision, recall and F1.
"""


def metrics_page() -> str:
    """Return the page that describes every metric of METRICS."""
    parts = [_HEAD]
    for name, metric in METRICS.items():
        needs = ", ".join(text for need, text in _NEEDS.items() if need in metric.needs) or "a summary"
        ways = sorted(set(metric.better.values()))
        rating = (
            f"{'Higher' if ways == ['high'] else 'Lower'} is better." if ways else "Describes; does not rate."
        )
        body = describe(name).replace("``", "`")
        parts.append(f"## {name}\n\n{body}\n\nNeeds: {needs}. {rating}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else "docs/metrics.md"
    Path(target).write_text(metrics_page(), encoding="utf-8")
