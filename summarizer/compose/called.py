"""What a source is called: wherever a note names it, its title or the name of its file."""

from __future__ import annotations

import re

from summarizer.data import Document
from summarizer.output import one_line, shorten

LONGEST = 80
"""Characters of the first words that stand for a title."""
_READ = 2000
"""Characters in which the first line of a document is looked for."""
_HEX = frozenset("0123456789abcdef")
_HASH = 8
"""Characters of the shortest hash that a program names a file by."""


def called(document: Document) -> str | None:
    """Return the title of a source, None where its file's name is what it is called by.

    A name that a program made of a hash, such as ``000_766eb3ba5b4a966e.txt`` or a UUID, tells nothing: what
    has no title either is called by its first words.
    """
    if document.title or not _is_hash(document.name):
        return document.title
    first = next((line for line in document.text[:_READ].splitlines() if re.search(r"\w", line)), "")
    return shorten(one_line(first), LONGEST) or None


def _is_hash(name: str) -> bool:
    parts = re.split(r"[\W_]+", name.rpartition(".")[0].lower() or name.lower())
    hashes = [part for part in parts if len(part) >= _HASH and not part.isalpha() and not part.isdecimal()]
    return bool(hashes) and all(set(part) <= _HEX for part in parts)
