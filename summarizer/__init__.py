"""Tracebrief: briefing notes in which every line links to the exact characters of its source."""

__version__ = "0.1.0"
