"""Markdown: read as it stands, markup included, so that offsets are true in the file."""

from __future__ import annotations

from .text import read

__all__ = ["read"]
