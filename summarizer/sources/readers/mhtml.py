"""Saved pages (MHTML): the page inside, read as any other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits

from . import html
from .base import Extracted
from .decode import codec_of
from .eml import parse, payload


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the first page of the archive; its frames, pictures and styles are left out.

    Offsets count in the text alone: the page may stand encoded in the file.
    """
    page = _page(parse(content))
    inner = payload(page)
    if len(inner) > limits.max_expansion:
        raise SourceError("the page in it is too large; save it as HTML.")
    codec = codec_of(str(page.get_content_charset() or ""))
    if codec:  # the header outranks what the page says of itself
        inner = inner.decode(codec, "replace").encode("utf-8")
    found = html.read(inner, limits)
    return replace(found, encoding=None, raw_runs=(), raw_lines=())


def _page(mail: Any) -> Any:
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting += reversed(inner)
        elif part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
    raise SourceError("it holds no page; open it in a browser and save it again.")
