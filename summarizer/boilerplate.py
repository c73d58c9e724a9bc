"""Mark what is no content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.data import Sentence

_RULES = (
    ("advertisement", re.compile(r"(?i)advertisement$|anzeige$|publicité$")),
    ("loading", re.compile(r"(?i)loading\W*$")),
    ("read more", re.compile(r"(?i)(?:read more|also read)\b")),
    ("follow us", re.compile(r"(?i)(?:follow us on|subscribe to our|to stay informed)\b")),
    ("credit", re.compile(r"(?i)\(?image credit|AP$")),
)


def mark(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return all sentences, in order, with ``skip`` set to a reason on those that are no content."""
    return tuple(replace(s, skip=_reason(s.text)) for s in sentences)


def _reason(text: str) -> str | None:
    return next((name for name, rule in _RULES if rule.match(text)), None)
