"""The sources of a note for reference managers: what CSL-JSON and BibTeX have in common.

A source is an article with what it states of itself: title, publisher, date. Nothing is made up: what it does
not state is left out, and its title is then the name of its file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from summarizer.note.brief import Brief, Source
from summarizer.output import one_line
from summarizer.records import dataclass

_KINDS = {
    "text/html": "webpage",
    "multipart/related": "webpage",
    "message/rfc822": "personal_communication",
    "application/epub+zip": "book",
}
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as a reference: ``kind`` by CSL's names, ``date`` as (year, month, day) as far as known."""

    key: str
    kind: str
    title: str
    publisher: str | None
    date: tuple[int, ...]
    source: Source


def references(brief: Brief) -> Iterator[Reference]:
    """Yield each source, with a key that no other has: ``post2020harbour``."""
    taken: set[str] = set()
    for source in brief.sources:
        title = one_line(source.called)
        publisher = one_line(source.publisher) if source.publisher else None
        date = tuple(int(part) for part in re.findall(r"\d+", source.date or "")[:3])
        base = f"{_first(publisher or 'source')}{date[0] if date else ''}{_first(title)}"
        key = base
        number = 1
        while key in taken:
            number += 1
            key = f"{base}-{number}"
        taken.add(key)
        yield Reference(key, _kind(source), title, publisher, date, source)


def _kind(source: Source) -> str:
    if source.publisher and source.media_type not in _KINDS:
        return "article-newspaper"
    return _KINDS.get(source.media_type, "document")


def _first(text: str) -> str:
    """Return the last word of a publisher or the first long one of a title, as ASCII letters and digits."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    found = _WORD.findall(plain)
    return next((word for word in found if len(word) > 3), found[0] if found else "untitled")
