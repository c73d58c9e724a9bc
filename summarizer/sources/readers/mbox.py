"""Mailboxes: one document a message, its attachments beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .base import SUFFIXES, Part

# The line before each message: "From name@host Mon Mar  1 12:00:00 2021". A sentence begins otherwise.
_FROM = re.compile(rb"^From [^\r\n]{0,200}?\d\d:\d\d[^\r\n]{0,60}\r?\n", re.MULTILINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the messages, ``#1``, ``#2`` …; ``>From`` at the start of a line is ``From`` (mboxrd)."""
    starts = [found for found in _FROM.finditer(content) if _is_apart(content, found.start())]
    if not starts:
        raise SourceError("it is no mailbox: no line “From …” opens a message; give a single mail as .eml.")
    ends = [found.start() for found in starts[1:]] + [len(content)]
    for number, (found, end) in enumerate(zip(starts, ends, strict=True), 1):
        yield Part(f"#{number}", _ESCAPED.sub(rb"\1", content[found.end() : end]), SUFFIXES[".eml"])


def _is_apart(content: bytes, start: int) -> bool:
    return start == 0 or content[max(0, start - 2) : start] == b"\n\n" or (
        content[max(0, start - 4) : start] == b"\r\n\r\n"
    )  # fmt: skip
