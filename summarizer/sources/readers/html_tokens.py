"""The markup of a page cut into texts, start tags and end tags, as the HTML standard's tokenizer cuts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Token = tuple[str, str, int, int]
"""Kind (``text``, ``open``, ``close``, ``empty``), name in lower case, start and end in the file."""

SPACE = " \t\n\r\f"
_RAW_TEXT = frozenset("iframe noembed noframes noscript script style textarea title".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

_MARKUP = re.compile(r"<(?=[a-zA-Z!?/])")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_COMMENT_END = re.compile(r"--!?>")
_TAG_POINT = re.compile(r"[>=]")
_UNQUOTED = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_LONGEST_TAG = 4000


def attributes(raw: str, token: Token) -> dict[str, str]:
    """Return the attributes of a start tag, by name in lower case; of a very long tag the first ones."""
    _, name, start, end = token
    tag = raw[start : min(end, start + _LONGEST_TAG)]
    return {
        key.lower(): value.strip("\"'") for key, value in reversed(_ATTRIBUTE.findall(tag, len(name) + 1))
    }


def tokens(raw: str) -> Iterator[Token]:
    """Yield ``(kind, name, start, end)`` of each text, start tag (``open``) and end tag (``close``).

    What raw text elements hold is passed over; of them a frame is told, as an element without content.
    """
    at, size = 0, len(raw)
    xml = raw.lstrip("\ufeff" + SPACE).startswith("<?xml")
    closing_quote = {'"': True, "'": True}
    while at < size:
        found = _MARKUP.search(raw, at)
        start = found.start() if found else size
        if start > at:
            yield "text", "", at, start
        if found is None:
            return
        tag = _NAME.match(raw, start)
        if tag is None:  # comment, doctype, processing instruction, stray "</"
            comment = _COMMENT_END.search(raw, start + 2) if raw.startswith("<!--", start) else None
            closed = raw.find(">", start) + 1 if not raw.startswith("<!--", start) else 0
            at = comment.end() if comment else closed or size
            continue
        name = tag.group(1).lower()
        end = at = _tag_end(raw, tag.end(), closing_quote)
        if raw[start + 1] == "/":
            yield "close", name, start, end
            continue
        empty = name in _VOID or (raw.startswith("/>", end - 2) and (xml or name == "svg"))
        if name in _RAW_TEXT and not empty:
            if name == "iframe":
                yield "empty", name, start, end
            after = _closing(name).search(raw, end)
            at = after.start() if after else size
        else:
            yield "empty" if empty else "open", name, start, end


@lru_cache(maxsize=16)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


def _tag_end(raw: str, at: int, closing_quote: dict[str, bool]) -> int:
    """Return where the tag whose name ends at ``at`` ends; a ``>`` inside a quoted value does not end it.

    ``closing_quote`` remembers that no further quote of a kind is left, so that a page of unclosed
    quotes is searched once, not once a tag; such a quote is taken as an ordinary character.
    """
    while point := _TAG_POINT.search(raw, at):
        at = point.end()
        if point.group() == ">":
            return at
        while raw[at : at + 1] in SPACE and at < len(raw):
            at += 1
        quote = raw[at : at + 1]
        if closing_quote.get(quote):
            end = raw.find(quote, at + 1)
            closing_quote[quote] = end >= 0
            at = end + 1 if end >= 0 else at + 1
        else:
            value = _UNQUOTED.match(raw, at)
            at = value.end() if value else at
    return len(raw)
