"""Rewriting: chosen sentences → fluent lines by a model, none of which says what its sources do not bear."""

from __future__ import annotations

from .guard import GuardOptions
from .loading import check_options
from .options import DEVICES, DTYPES, RewriteOptions
from .stage import Rewritten, rewrite, rewrite_brief

__all__ = [
    "DEVICES",
    "DTYPES",
    "GuardOptions",
    "RewriteOptions",
    "Rewritten",
    "check_options",
    "rewrite",
    "rewrite_brief",
]
