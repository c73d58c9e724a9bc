"""Rewriting: chosen sentences → fluent lines by a model, none of which says what its sources do not bear."""

from __future__ import annotations

from .guard import GuardOptions
from .loading import check_options
from .options import DEVICES, DTYPES, PLANS, RewriteOptions
from .stage import Rewritten, rewrite

__all__ = [
    "DEVICES",
    "DTYPES",
    "PLANS",
    "GuardOptions",
    "RewriteOptions",
    "Rewritten",
    "check_options",
    "rewrite",
]
