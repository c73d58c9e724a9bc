"""Mailboxes: one document a message, its attachments beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .base import SUFFIXES, Part

# The line before each message: "From name@host Mon Mar  1 12:00:00 2021". A sentence begins otherwise.
_FROM = re.compile(rb"(?:^|(?<=\r))From [^\r\n]{0,200}?\d\d:\d\d[^\r\n]{0,60}(?:\r\n?|\n)", re.MULTILINE)
_ESCAPED = re.compile(rb"(^|(?<=\r))>(>*From )", re.MULTILINE)
_GAPS = (b"\n\n", b"\r\r", b"\n\r\n")


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the messages, ``#1``, ``#2`` …; ``>From`` at the start of a line is ``From`` (mboxrd)."""
    starts = [found for found in _FROM.finditer(content) if _is_apart(content, found.start())]
    if not starts:
        raise SourceError("it is no mailbox: no line “From …” opens a message; give a single mail as .eml.")
    ends = [found.start() for found in starts[1:]] + [len(content)]
    for number, (found, end) in enumerate(zip(starts, ends, strict=True), 1):
        yield Part(f"#{number}", _ESCAPED.sub(rb"\2", content[found.end() : end]), SUFFIXES[".eml"])


def _is_apart(content: bytes, start: int) -> bool:
    return start == 0 or content[max(0, start - 3) : start].endswith(_GAPS)
