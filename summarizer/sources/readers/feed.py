"""Feeds: RSS and Atom, each entry a document of its own day, with the feed as its publisher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits

from . import records
from .base import Format, Part
from .xml_text import bare
from .xml_tree import name_of, parsed

_ROOT = re.compile(rb"<(?:rss|(?:\w{1,20}:)?feed|rdf:RDF)[\s>]")
_HEAD = 3_000
_ENTRIES = ("item", "entry")
_FIELDS = {
    "text": ("encoded", "content", "description", "summary"),
    "title": ("title",),
    "date": ("pubDate", "published", "date", "issued", "updated"),
}
"""Elements of an entry by the field of a record that they fill, the best first."""


def looks_so(content: bytes) -> bool:
    """Tell whether XML is a feed, by its first element."""
    return _ROOT.search(content[:_HEAD]) is not None


def entries(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the entries ``#1``, ``#2`` … of a feed that hold a text. Raises `SourceError` where none does."""
    root, _ = parsed(content)
    name = next((bare(each) for each in root.iter() if name_of(each) == "title"), "")
    listed = (each for each in root.iter() if name_of(each) in _ENTRIES)
    found = [_record(each, name) for each in islice(listed, limits.max_files + 1)]
    if not any("text" in record for record in found):
        raise SourceError("it is a feed without a text in its entries; save the pages that it leads to.")
    for number, record in enumerate(found, 1):
        if "text" in record:
            yield Part(f"#{number}", json.dumps(record).encode(), ENTRY)
        else:
            yield Part(f"#{number}", refusal="the entry has no text; save the page that it leads to.")


def _record(entry: Any, feed: str) -> dict[str, str]:
    own: dict[str, str] = {}
    for child in entry:
        text = "".join(child.itertext()).strip()
        if text:
            own.setdefault(name_of(child), text)
    told = {key: next((own[name] for name in names if name in own), "") for key, names in _FIELDS.items()}
    return {key: value for key, value in {**told, "publisher": feed}.items() if value}


ENTRY = Format("application/xml", (), records.read)
