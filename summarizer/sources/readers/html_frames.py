"""Frames of a page: what they show stands in another file, or in an attribute, and is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from summarizer.records import dataclass

from .html_tokens import Token, attributes

_NAMES = frozenset(("iframe", "frame"))
_OWN = re.compile(r"""\bsrcdoc\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
_NOWHERE = re.compile(r"(?:about:|javascript:|data:,?$)|$", re.IGNORECASE)
_TINY = re.compile(r"0*[01](?:px|%)?$")
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that a reader sees, by its place in the file.

    It shows another page, by its ``address``, or ``markup`` of its own.
    """

    start: int
    address: str = ""
    markup: str = ""


def frames(raw: str, found: Sequence[Token], hidden: Mapping[int, int]) -> Iterator[Frame]:
    """Yield the frames among the tokens of a page; ``hidden`` are the stretches that it does not show."""
    until = 0
    for at, token in enumerate(found):
        until = max(until, hidden.get(at, 0))
        kind, name, start, end = token
        if at < until or name not in _NAMES or kind == "close":
            continue
        given = attributes(raw, token)
        tiny = any(_TINY.match(given.get(side, "")) for side in ("width", "height"))
        if tiny or "hidden" in given or _UNSEEN.search(given.get("style", "")):
            continue
        if own := _OWN.search(raw, start, end):
            yield Frame(start, markup=unescape(own.group(1)[1:-1]))
        elif not _NOWHERE.match(address := unescape(given.get("src", "")).strip()):
            yield Frame(start, address=address)
