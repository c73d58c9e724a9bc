"""Rewriting: the shares of lines that a model wrote, and that stay quoted since its line was refused.

``rewriting.kept`` = lines that a model wrote and the guard let pass, divided by all lines;
``rewriting.refused`` = lines for which it refused what the model wrote twice, divided by all lines. What is
left was written as it stood. Range 0 to 1. It describes and does not rate: a model that copies is never
refused. A summary that no model was asked to rewrite has no score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .case import Case


def evaluate(case: Case) -> dict[str, float]:
    """Count the lines by who wrote them."""
    origins = [line.origin for line in case.summary.lines]
    return {
        f"rewriting.{name}": origins.count(origin) / len(origins)
        for name, origin in (("kept", "rewritten"), ("refused", "refused"))
    }
