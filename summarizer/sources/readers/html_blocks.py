"""HTML to visible blocks of text that remember, character by character, where they stand in the file.

Parsers of the field (lxml, html5lib) give a tree without offsets, so this is a scanner of our own: one
pass, linear time, no recursion, no tree. It follows the tokenizer of the HTML standard as far as text
is concerned: comments, raw text elements, quoted attributes, character references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from html import unescape
from html.entities import html5
from typing import Literal

from summarizer.data import RawRun
from summarizer.records import dataclass

from .html_frames import Frame, frames
from .html_head import About, about
from .html_lists import LISTED, Numbers
from .html_structure import BLOCK, ends
from .html_tokens import SPACE, Token, attributes, tokens
from .html_unseen import formulas, is_note_mark, raised, unseen

# One piece of a text node: words with single spaces (which map one to one), a longer space, a reference.
# The repetition is bounded to keep the matcher's memory bounded on endless lines.
SHY = "\u00ad"
"""The hyphen that shows only where a line breaks; it is part of no word."""
_SHY = re.compile(f"[^{SHY}]+")
_PIECE = re.compile(
    r"[^ \t\n\r\f&\0]+(?:[ \t\n\r\f][^ \t\n\r\f&\0]+){0,500}"
    r"|[ \t\n\r\f]+"
    r"|&(?:\#[0-9]+;?|\#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
    r"|&"
)
_FLATTEN = str.maketrans(dict.fromkeys("\t\n\r\f", " "))
_PARTS = dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), "heading") | dict.fromkeys(
    "caption figcaption".split(), "caption"
)
_CAPTIONED = frozenset("dd div em p small span".split())
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:(?:img|image|photo|picture|bild|figure)?[_-]?(?:caption|descri?ption)|bildunterschrift"
    r"|(?:photo|image|picture|img)[_-]?credits?)(?:[_-]?text)?(?:$|\s)",
    re.IGNORECASE,
)
"""Classes of what stands under a picture."""
_CAPTION_TOKENS = 16
"""Tokens of the longest element that its class tells to be a caption."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of visible text; ``runs`` count from the block's own start.

    ``linked`` counts its characters that lead elsewhere; ``part`` is what its markup says that it is, a
    ``"heading"`` or a ``"caption"``, "" for text. ``label`` counts the characters of the item's number at
    its beginning, which the file does not hold. ``marks`` are where marks of notes stood, and what they
    led to.
    """

    text: str
    runs: tuple[RawRun, ...]
    linked: int = 0
    part: str = ""
    label: int = 0
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The visible blocks of a page, in order, and what was left out or shown against its markup.

    ``around`` are blocks that a reader sees too and that are none of its text: overlays, comments, buttons.
    ``hidden`` are the stretches of the file that a reader does not see; ``revealed`` is why they are shown
    all the same, "" where they are not: a script shows them, or an element hides them that is never closed.
    ``about`` is what the page says of itself.
    """

    blocks: tuple[Block, ...]
    around: tuple[Block, ...]
    struck: int
    revealed: Literal["", "script", "unclosed"]
    hidden: tuple[tuple[int, int], ...]
    about: About
    frames: tuple[Frame, ...]


def read_page(raw: str) -> Page:
    """Return the visible blocks of a page.

    White space is collapsed, ``<br>`` is a line break, two of them end a block, cells of a table row are
    parted by `` | ``. Scripts, styles, templates, comments, what is struck out and what the page hides give
    no text. ``^`` stands before a power, and quotation marks around ``<q>``,
    though they are not in the file.
    """
    found = tuple(tokens(raw))
    closing = ends(found, raw)
    hidden = unseen(raw, found, closing)
    shown = partial(_blocks, raw, found, closing, formulas(found, closing))
    return Page(
        tuple(shown(hidden.ranges, range(len(found)))),
        tuple(
            block
            for first, last in sorted(hidden.around.items())
            for block in shown(hidden.within, range(first, last))
        ),
        hidden.struck,
        ("unclosed" if hidden.unclosed else "script") if hidden.revealed else "",
        tuple(
            (found[first][2], found[last][2] if last < len(found) else len(raw))
            for first, last in sorted(hidden.ranges.items())
        ),
        about(raw, found),
        tuple(frames(raw, found, hidden.ranges)),
    )


def blocks(raw: str) -> tuple[Block, ...]:
    """Return the visible blocks alone, as for a letter or a chapter written in HTML."""
    return read_page(raw).blocks


def _blocks(
    raw: str,
    found: Sequence[Token],
    closing: Mapping[int, int],
    inserted: Mapping[int, str],
    hidden: Mapping[int, int],
    part: range,
) -> Iterator[Block]:
    building = _Building()
    preformatted, link_at, link_end, note_end, skip_to, part_end = False, -1, -1, -1, 0, -1
    numbers = Numbers(raw)
    for at in part:
        if at < skip_to:
            continue
        kind, name, start, end = found[at]
        if at >= part_end:
            building.part = ""
        if at in inserted:
            building.insert(inserted[at])
        if at in hidden:
            skip_to = hidden[at]
            # An end tag of its own goes with the element; what only ended with its box leaves the tag to it.
            skip_to += skip_to < len(found) and found[skip_to][:2] == ("close", name)
            if name in BLOCK:
                yield from building.finish()
        elif kind == "text":
            building.add_text(raw, start, end, preformatted, at < link_end)
        elif name == "br":
            yield from building.line_break(start, end)
        elif name in ("td", "th"):
            building.cell()
        elif name == "q" and kind != "empty":
            building.insert("“" if kind == "open" else "”")
        elif name in ("sup", "sub") and kind == "open":
            script = raised(raw, found, at, closing[at], at < note_end)
            sign = script.link(building.tail()) if script else ""
            if sign:
                building.insert(sign)
            elif sign is None:
                building.mark(raw, found, (*range(at, closing[at]), *((link_at,) if at < note_end else ())))
                skip_to = closing[at]
        elif name == "a" and kind == "open":
            link_at, link_end = at, closing[at]
            note_end = link_end if "#" in raw[start : min(end, start + 500)] else -1
            if note_end > at and is_note_mark(raw, found, at, link_end):
                building.mark(raw, found, (at,))
                skip_to = link_end
        elif name in BLOCK:
            yield from building.finish()
            if name == "pre":
                preformatted = kind == "open"
            elif name in LISTED:
                building.label = numbers.label(found[at])
        if kind == "open" and at >= part_end and (told := _part(raw, found[at], closing.get(at, at) - at)):
            building.part, part_end = told, closing[at]
    yield from building.finish()


def _part(raw: str, token: Token, length: int) -> str:
    """Tell what an element says that its text is: by its name, or by its class where it is short."""
    _, name, start, end = token
    if part := _PARTS.get(name, ""):
        return part
    if (
        name not in _CAPTIONED
        or length > _CAPTION_TOKENS
        or raw.find("class", start, min(end, start + 500)) < 0
    ):
        return ""
    return "caption" if _CAPTION.search(attributes(raw, token).get("class", "")) else ""


@dataclass(slots=True)
class _Building:
    """The block under construction; white space waits in ``pending`` until a character follows it.

    ``part`` is what the markup says of the text to come, ``parts`` what it said of that of the block;
    ``label`` is the number of an item whose text is still to come.
    """

    pieces: list[str] = field(default_factory=list)
    runs: list[RawRun] = field(default_factory=list)
    length: int = 0
    pending: tuple[str, int, int] | None = None
    linked: int = 0
    label: str = ""
    labelled: int = 0
    part: str = ""
    parts: set[str] = field(default_factory=set)
    marks: list[tuple[int, str]] = field(default_factory=list)

    def mark(self, raw: str, tokens: Sequence[Token], at: Iterable[int]) -> None:
        """Keep that the mark of a note stands here: the first of some tokens that is a link tells which."""
        for each in at:
            if tokens[each][0] == "open" and tokens[each][1] == "a":
                href = attributes(raw, tokens[each]).get("href", "")
                if self.pieces and href.startswith("#") and len(href) > 1:
                    self.marks.append((self.length, href[1:]))
                return

    def add_text(self, raw: str, start: int, end: int, preformatted: bool, in_link: bool) -> None:
        before = self.length
        for piece in _PIECE.finditer(raw, start, end):
            found, at = piece.group(), piece.start()
            if found[0] == "&" and len(found) > 1:
                self._reference(found, at)
            elif found[0] in SPACE:
                self._space(found, at, len(found), preformatted)
            else:
                found = found if preformatted else found.translate(_FLATTEN)
                for part in _SHY.finditer(found) if SHY in found else ():
                    self._append(part.group(), at + part.start(), len(part.group()))
                if SHY not in found:
                    self._append(found, at, len(found))
        self.linked += in_link and self.length - before
        if self.length > before:
            self.parts.add(self.part)

    def tail(self) -> str:
        """Return the last characters of the block, with the blank that is to follow."""
        return "".join(self.pieces[-4:])[-20:] + (self.pending[0] if self.pending else "")

    def insert(self, text: str) -> None:
        """Add what a reader sees and the file does not hold; it has no run."""
        if self.pending and text != "”":
            self._flush()
        self.pieces.append(text)
        self.length += len(text)

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
            if self.runs:
                part = next(iter(self.parts)) if len(self.parts) == 1 else ""
                text = "".join(self.pieces)
                yield Block(text, tuple(self.runs), self.linked, part, self.labelled, tuple(self.marks))
            self.pieces, self.runs, self.parts, self.marks = [], [], set(), []
            self.length = self.linked = self.labelled = 0

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
        text = text.replace(SHY, "")
        if text and text in SPACE:
            self._space(text, at, used, False) if len(found) == used else None
        elif text:
            self._append(text, at, used)
        if used < len(found):
            self._append(found[used:], at + used, len(found) - used)

    def _append(self, text: str, raw: int, raw_length: int) -> None:
        self._flush()
        if self.label and not self.pieces:
            self.pieces.append(self.label)
            self.length = self.labelled = len(self.label)
            self.label = ""
        self._run(RawRun(self.length, len(text), raw, raw_length))
        self.pieces.append(text)
        self.length += len(text)

    def _flush(self) -> None:
        if self.pending:
            space, at, width = self.pending
            self.pending = None
            if width:
                self._run(RawRun(self.length, 1, at, width))
            self.pieces.append(space)
            self.length += len(space)

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
