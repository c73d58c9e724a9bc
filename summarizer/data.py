"""Span, Document, Sentence: the values every stage passes on.

The one invariant: ``document.text[span.start:span.end]`` is the quoted text. Text is never
altered after loading and offsets are never found again by searching.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from summarizer.records import dataclass

CONTEXT = 32
"""Characters kept before and after a quote (W3C TextQuoteSelector ``prefix`` and ``suffix``)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code points in one document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether both have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of text stands in a format with structure of its own.

    It holds from ``start`` (a text offset) to the next place's start. ``page`` counts from 1;
    ``locator`` is readable, such as ``"paragraph 12"`` or ``"table 2, row 3"``; a format of lines has
    neither. Of a note ``refers`` is the text offset behind which the mark stands that leads to it.
    """

    start: int
    page: int | None = None
    locator: str | None = None
    refers: int | None = None


@dataclass(frozen=True, slots=True)
class RawRun:
    """A stretch of text whose raw offsets are known: ``text[start + i]`` stands at ``raw + i``.

    A run of length one may stand for a longer raw piece (``&amp;``): then ``raw_length`` > ``length``.
    """

    start: int
    length: int
    raw: int
    raw_length: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of text, ``[start, end)``, that its format tells to be no content, and why.

    ``reason`` is one of `content.boilerplate.REASONS`, as ``"quoted reply"`` in a mail.
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of a file that is no part of the document, and the line of the file on which it begins, from 1.

    A ``frame`` shows another page; its text is the address of that.
    """

    text: str
    line: int
    frame: bool = False


@dataclass(frozen=True, eq=False)
class Document:
    """One source as loaded. Compared by identity: its text may be large.

    ``text`` is what all offsets count in: for text and Markdown the decoded file itself.
    ``raw_lines`` is where the lines of the raw file start, for formats with ``raw_runs``.
    ``id`` is ``S1``, ``S2`` … in reading order. ``path`` is as the user gave it, ``name`` the file
    name; a document inside a file has both with its place there behind them: ``mail.mbox#3``,
    ``pack.zip/a.txt``. ``date`` is the publication date the document itself states, else None,
    ``recipients`` are those of a mail. ``asides`` are in order and disjoint. ``left_out`` is what a reader
    sees around the main content of a page: menus, links, comments, frames. ``warnings`` are sentences for
    the reader of the note.
    """

    id: str
    name: str
    text: str
    path: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    sha256: str = ""
    title: str | None = None
    publisher: str | None = None
    recipients: str | None = None
    date: date | None = None
    language: str = "en"
    places: tuple[Place, ...] = ()
    raw_runs: tuple[RawRun, ...] = ()
    asides: tuple[Aside, ...] = ()
    raw_lines: tuple[int, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def words_left_out(self) -> int:
        """How many words of a page stand around its main content."""
        return sum(len(left.text.split()) for left in self.left_out if not left.frame)

    def quote(self, span: Span) -> str:
        """Return the exact characters of ``span``."""
        return self.text[span.start : span.end]

    def context(self, span: Span) -> tuple[str, str]:
        """Return up to 32 characters before and after ``span``."""
        return self.text[max(0, span.start - CONTEXT) : span.start], self.text[span.end : span.end + CONTEXT]

    def line(self, offset: int) -> int:
        """Return the line number of ``offset``, counted from 1; CRLF, LF and CR each end one line.

        It counts the lines of the raw file where the format keeps raw offsets, those of the text elsewhere.
        """
        if self.raw_lines and (raw := self.raw_span(Span(offset, offset + 1))):
            return bisect_right(self.raw_lines, raw.start)
        return bisect_right(self._line_starts, offset)

    def place(self, offset: int) -> Place | None:
        """Return the page or locator that ``offset`` lies in, None where the format has none."""
        at = bisect_right(self._place_starts, offset)
        return self.places[at - 1] if at else None

    def aside(self, offset: int) -> str | None:
        """Return why the format says that ``offset`` is no content, None where it says nothing."""
        at = bisect_right(self._aside_starts, offset)
        found = self.asides[at - 1] if at else None
        return found.reason if found and offset < found.end else None

    def raw_span(self, span: Span) -> Span | None:
        """Return where ``span`` lies in the raw file, None where the format keeps no raw offsets.

        The raw slice begins at the raw form of the first character and ends with that of the last;
        tags between them are inside it, and an entity counts as its whole raw form. A character that
        is not in the raw file (a blank line between blocks) stands, with no length, where the one
        before it ends.
        """
        if not self.raw_runs or not span:
            return None
        first = self.raw_runs[max(0, bisect_right(self._run_starts, span.start) - 1)]
        last = self.raw_runs[max(0, bisect_right(self._run_starts, span.end - 1) - 1)]
        inside = max(0, span.start - first.start)
        if inside >= first.length:
            start = first.raw + first.raw_length
        else:
            start = first.raw + (inside if first.length == first.raw_length else 0)
        inside = max(0, min(span.end - last.start, last.length))
        end = last.raw + (inside if last.length == last.raw_length else last.raw_length)
        return Span(start, end)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return line_starts(self.text)

    @cached_property
    def _place_starts(self) -> tuple[int, ...]:
        return tuple(place.start for place in self.places)

    @cached_property
    def _aside_starts(self) -> tuple[int, ...]:
        return tuple(aside.start for aside in self.asides)

    @cached_property
    def _run_starts(self) -> tuple[int, ...]:
        return tuple(run.start for run in self.raw_runs)


@dataclass(frozen=True, slots=True)
class Gloss:
    """Words of the same document that a note puts into a sentence in brackets, so that it stands alone.

    ``at`` is the offset in the document where they are put, ``span`` where they stand. ``ending`` is what
    their place asks for behind them, as in "its [Orme’s] ships"; the document does not have it.
    """

    at: int
    span: Span
    ending: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence of one document, or a line of it that is no sentence at all.

    ``paragraph`` and ``position`` count from 0 within the document, marked sentences included;
    ``skip`` is why it is no content (``"advertisement"``, ``"caption"`` …), None for content. ``kept``
    are the spans of the document that trimming or the signs of Markdown leave of it, empty where it is whole.
    ``glosses`` are in order of their places, which lie in what is kept. ``part`` is what the part of its
    document that it stands in is to a reader, as `content.sections` tells: "result", "aside" or "talk".
    ``unmarked`` is its text with a blank for each character of Markdown's signs, None where it has none.
    """

    document: Document
    span: Span
    paragraph: int
    position: int
    skip: str | None = None
    kept: tuple[Span, ...] = ()
    glosses: tuple[Gloss, ...] = ()
    part: str = ""
    unmarked: str | None = None

    @property
    def first(self) -> int:
        """Where in the document what is kept of it begins."""
        return self.kept[0].start if self.kept else self.span.start

    @property
    def text(self) -> str:
        """The characters of the sentence, blanks for the signs of Markdown and what is struck out there."""
        return self.unmarked or self.document.text[self.span.start : self.span.end]

    @property
    def shown(self) -> str:
        """The sentence as a note shows it: :attr:`own`, with its glosses in brackets."""
        return self._read(self.glosses) if self.glosses else self.own

    @property
    def own(self) -> str:
        """What a note shows of the sentence itself: on one line, without what trimming drops."""
        return self._read(()) if self.kept else on_one_line(self.text)

    def _read(self, glosses: tuple[Gloss, ...]) -> str:
        text, spans = self.document.text, self.kept or (self.span,)
        pieces: list[str] = []
        capital = any(map(str.isalnum, text[self.span.start : spans[0].start]))
        for span in spans:
            inside = [gloss for gloss in glosses if span.start <= gloss.at <= span.end]
            cuts = [span.start, *(gloss.at for gloss in inside), span.end]
            for i, (start, end) in enumerate(pairwise(cuts)):
                piece = text[start:end]
                if capital and not piece.isspace() and piece:
                    piece = piece.lstrip()
                    piece, capital = piece[:1].upper() + piece[1:], False
                pieces.append(piece)
                if i < len(inside):
                    pieces.append(self._bracket(inside[i], span.start))
            glosses = tuple(gloss for gloss in glosses if gloss.at > span.end)
        return " ".join("".join(pieces).split())

    def _bracket(self, gloss: Gloss, start: int) -> str:
        """Return a gloss as it is shown, with the blanks that part it from the words around it."""
        text = self.document.text
        words = " ".join(self.document.quote(gloss.span).split())
        opens = gloss.at == start or text[gloss.at - 1].isspace()
        apart = opens or text[gloss.at : gloss.at + 1].isalnum()
        return f"{'' if opens else ' '}[{words}{gloss.ending}]{' ' if apart else ''}"

    @property
    def cited(self) -> tuple[Span, ...]:
        """What a line cites for the sentence: the spans kept that hold a word, but all of it where only signs
        are left out, or the breaks of lines.
        """
        # What is left out lies before, between and behind the spans kept: every other gap.
        gaps = pairwise(
            (self.span.start, *(at for one in self.kept for at in (one.start, one.end)), self.span.end)
        )
        whole = not any(any(map(str.isalnum, self.document.text[a:b])) for a, b in list(gaps)[::2])
        if not self.kept or whole or self.document.media_type == "text/markdown":
            return (self.span,)
        return tuple(span for span in self.kept if any(map(str.isalnum, self.document.quote(span))))

    def glossed(self, gloss: Gloss) -> Sentence:
        """Return the sentence with one more gloss, itself where the place of that is not kept."""
        if not any(span.start <= gloss.at <= span.end for span in self.kept or (self.span,)):
            return self
        return replace(self, glosses=tuple(sorted((*self.glosses, gloss), key=lambda one: one.at)))

    @property
    def line(self) -> int:
        """The line number, from 1, on which the sentence starts."""
        return self.document.line(self.span.start)


def on_one_line(text: str) -> str:
    """Return a text with one blank for each run of white space, none at its ends."""
    if (
        text.isprintable() and "  " not in text and text.strip() == text
    ):  # as most are: no need to make a new one
        return text
    return " ".join(text.split())


def line_starts(text: str) -> tuple[int, ...]:
    """Return where each line of a text starts; CRLF, LF and CR each end one line."""
    starts, at = [0], 0
    if "\r" not in text:
        while (at := text.find("\n", at)) >= 0:
            at += 1
            starts.append(at)
        return tuple(starts)
    for at, char in enumerate(text):
        if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"):
            starts.append(at + 1)
    return tuple(starts)


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(content).hexdigest()
