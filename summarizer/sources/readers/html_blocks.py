"""HTML to visible blocks of text that remember, character by character, where they stand in the file.

Parsers of the field (lxml, html5lib) give a tree without offsets, so this is a scanner of our own: one
pass, linear time, no recursion, no tree. It follows the tokenizer of the HTML standard as far as text
is concerned: comments, raw text elements, quoted attributes, character references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

from summarizer.data import RawRun

_BLOCK = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu
    nav ol optgroup p pre search section summary table tbody tfoot thead tr ul""".split()
)
_RAW_TEXT = frozenset("iframe noembed noframes noscript script style textarea title".split())
_UNSHOWN = frozenset(
    "annotation annotation-xml audio button canvas datalist object select svg template video".split()
)
# Their end tag may be left out, so a hidden one has no certain end; html and body are shown by scripts.
_OPEN_ENDED = frozenset("body dd dt html li p tbody td tfoot th thead tr".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

_SPACE = " \t\n\r\f"
_MARKUP = re.compile(r"<(?=[a-zA-Z!?/])")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_COMMENT_END = re.compile(r"--!?>")
_TAG_POINT = re.compile(r"[>=]")
_UNQUOTED = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
# One piece of a text node: words with single spaces (which map one to one), a longer space, a reference.
# The repetition is bounded to keep the matcher's memory bounded on endless lines.
_PIECE = re.compile(
    r"[^ \t\n\r\f&]+(?:[ \t\n\r\f][^ \t\n\r\f&]+){0,500}"
    r"|[ \t\n\r\f]+"
    r"|&(?:\#[0-9]+;?|\#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
    r"|&"
)
_FLATTEN = str.maketrans(dict.fromkeys("\t\n\r\f", " "))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of visible text; ``runs`` count from the block's own start."""

    text: str
    runs: tuple[RawRun, ...]


def blocks(raw: str) -> Iterator[Block]:
    """Yield the visible blocks of a page, in order.

    White space is collapsed, ``<br>`` is a line break, two of them end a block, cells of a table row are
    parted by `` | ``. Scripts, styles, templates, comments and what the ``hidden`` attribute or
    ``display:none`` hides give no text.
    """
    building = _Building()
    hidden_by, hidden_depth, preformatted = "", 0, False
    for kind, name, start, end in _tokens(raw):
        if hidden_by:
            if name == hidden_by:
                hidden_depth += {"open": 1, "close": -1}.get(kind, 0)
                hidden_by = hidden_by if hidden_depth else ""
        elif kind == "text":
            building.add_text(raw, start, end, preformatted)
        elif kind == "open" and _is_hidden(name, raw, start, end):
            hidden_by, hidden_depth = name, 1
        elif name == "br":
            yield from building.line_break(start, end)
        elif name in ("td", "th"):
            building.cell()
        elif name in _BLOCK:
            yield from building.finish()
            if name == "pre":
                preformatted = kind == "open"
    yield from building.finish()


def _tokens(raw: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield ``(kind, name, start, end)`` of each text, start tag (``open``) and end tag (``close``)."""
    at, size = 0, len(raw)
    xml = raw.lstrip("\ufeff" + _SPACE).startswith("<?xml")
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
            after = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(raw, end)
            at = after.start() if after else size
        else:
            yield "empty" if empty else "open", name, start, end


def _tag_end(raw: str, at: int, closing_quote: dict[str, bool]) -> int:
    """Return where the tag whose name ends at ``at`` ends; a ``>`` inside a quoted value does not end it.

    ``closing_quote`` remembers that no further quote of a kind is left, so that a page of unclosed
    quotes is searched once, not once a tag; such a quote is taken as an ordinary character.
    """
    while point := _TAG_POINT.search(raw, at):
        at = point.end()
        if point.group() == ">":
            return at
        while raw[at : at + 1] in _SPACE and at < len(raw):
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


def _is_hidden(name: str, raw: str, start: int, end: int) -> bool:
    if name in _UNSHOWN:
        return True
    tag = raw[start : min(end, start + 4000)].lower()
    if name in _OPEN_ENDED or ("hidden" not in tag and "display" not in tag):
        return False
    attributes = {key: value.strip("\"'") for key, value in _ATTRIBUTE.findall(tag, len(name) + 1)}
    style = re.sub(r"\s+", "", attributes.get("style", ""))
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style


@dataclass(slots=True)
class _Building:
    """The block under construction; white space waits in ``pending`` until a character follows it."""

    pieces: list[str] = field(default_factory=list)
    runs: list[RawRun] = field(default_factory=list)
    length: int = 0
    pending: tuple[str, int, int] | None = None

    def add_text(self, raw: str, start: int, end: int, preformatted: bool) -> None:
        for piece in _PIECE.finditer(raw, start, end):
            found, at = piece.group(), piece.start()
            if found[0] == "&" and len(found) > 1:
                self._reference(found, at)
            elif found[0] in _SPACE:
                self._space(found, at, len(found), preformatted)
            else:
                self._append(found if preformatted else found.translate(_FLATTEN), at, len(found))

    def line_break(self, start: int, end: int) -> Iterator[Block]:
        if self.pending and self.pending[0] == "\n":
            yield from self.finish()
        elif self.pieces:
            self.pending = "\n", start, end - start

    def cell(self) -> None:
        if self.pieces:
            self.pending = " | ", 0, 0

    def finish(self) -> Iterator[Block]:
        self.pending = None
        if self.pieces:
            yield Block("".join(self.pieces), tuple(self.runs))
            self.pieces, self.runs, self.length = [], [], 0

    def _space(self, found: str, at: int, width: int, preformatted: bool) -> None:
        if self.pending or not self.pieces:
            return
        if not preformatted:
            self.pending = " ", at, width
        elif "\n" in found:
            self.pending = "\n", at, width
        else:
            self._append(found, at, width)

    def _reference(self, found: str, at: int) -> None:
        text, used = _unescape(found)
        if text and text in _SPACE:
            self._space(text, at, used, False) if len(found) == used else None
        elif text:
            self._append(text, at, used)
        if used < len(found):
            self._append(found[used:], at + used, len(found) - used)

    def _append(self, text: str, raw: int, raw_length: int) -> None:
        if self.pending:
            space, at, width = self.pending
            self.pending = None
            if width:
                self._run(RawRun(self.length, 1, at, width))
            self.pieces.append(space)
            self.length += len(space)
        self._run(RawRun(self.length, len(text), raw, raw_length))
        self.pieces.append(text)
        self.length += len(text)

    def _run(self, run: RawRun) -> None:
        """Add a run; one that continues the last one, in the text as in the file, is joined to it."""
        last = self.runs[-1] if self.runs else None
        if (
            last
            and last.length == last.raw_length
            and run.length == run.raw_length
            and last.start + last.length == run.start
            and last.raw + last.raw_length == run.raw
        ):
            self.runs[-1] = RawRun(
                last.start, last.length + run.length, last.raw, last.raw_length + run.length
            )
        else:
            self.runs.append(run)


def _unescape(reference: str) -> tuple[str, int]:
    """Return the text of a character reference and how much of it was one (``&notit`` is ``¬`` + ``it``)."""
    if reference[1] == "#":
        # Longer numbers stand for no character, and Python refuses to convert endless ones.
        return (unescape(reference) if len(reference) < 16 else "\ufffd"), len(reference)
    for end in range(len(reference), 2, -1):
        if text := html5.get(reference[1:end]):
            return text, end
    return reference, len(reference)
