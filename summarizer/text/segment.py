"""Document → sentences, with exact offsets.

Sentence ends are Punkt's (Kiss & Strunk 2006) where a model for the language travels with the package,
and rules on sentence-final marks elsewhere; `boundaries` then mends what Punkt cannot see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from summarizer.data import Document, Sentence, Span
from summarizer.languages import alternatives, known, words
from summarizer.text.later import later

from . import markup, seams, sure
from .boundaries import CLOSERS, repair
from .language import name
from .layout import SPACE, blocks
from .sure import Splitter

LONGEST = 2_000
"""Characters of the longest sentence; what is longer is no sentence and is cut at whitespace."""

_HEADING = re.compile(r"(?:^|\n)[ ]{0,3}#{1,6}[ \t]+\Z")
"""What stands before a heading of Markdown, which is one sentence whatever signs it has."""
_HEADED, _HEADING_LONGEST = 16, 300
"""Characters before a heading in which its signs stand, and of the longest heading."""
_FEED = re.compile(r"\f(?=[^\f])")
_WINDOW = 20_000
"""Characters handed to the splitter at once, so that hostile lines cost linear time and little memory."""


def split(document: Document) -> tuple[Sentence, ...]:
    """Cut a document into sentences, in order, disjoint, without whitespace at their ends.

    Every character that is neither whitespace nor invisible lies in exactly one sentence, but for the
    markers at the start of a line (``- ``, ``## ``, ``1. `` in a list; see `layout.blocks`). A block is a
    paragraph. No sentence is longer than 2,000 characters. A sentence of Markdown keeps what a reader sees of
    it. Linear in the length of the text.
    """
    text = document.text
    splitter = _splitter(document.language)
    found: list[Sentence] = []
    marked_up = document.media_type == "text/markdown"
    pages = page_starts(document)
    words = seams.vocabulary(text) if not marked_up and seams.may_have(text) else None
    for paragraph, (start, end) in enumerate(blocks(text, pages)):
        spans: Iterable[tuple[int, int]] = _sentences(text, start, end, splitter)
        if (
            marked_up
            and end - start <= _HEADING_LONGEST
            and _HEADING.search(text, max(0, start - _HEADED), start)
        ):
            spans = ((start, end),)
        for first, last in _with_code(text, start, end, spans) if marked_up else spans:
            kept = _kept(text, first, last) if marked_up else ()
            unmarked = _unmarked(text, first, last, kept) if kept else None
            if words is not None:
                kept = _whole_words(text, first, last, words)
            found.append(
                Sentence(document, Span(first, last), paragraph, len(found), kept=kept, unmarked=unmarked)
            )
    return tuple(found)


def _with_code(
    text: str, start: int, end: int, spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Join the sentences of a block of Markdown that were cut within a piece of code: ``require('.')``."""
    code = [(start + first, start + last) for first, last in markup.code(text[start:end])]
    open_at = last_end = -1
    for first, last in spans:
        if open_at >= 0 and not any(low < last_end < high for low, high in code):
            yield open_at, last_end
            open_at = -1
        open_at = first if open_at < 0 else open_at
        last_end = last
    if open_at >= 0:
        yield open_at, last_end


def _kept(text: str, start: int, end: int) -> tuple[Span, ...]:
    return tuple(Span(start + first, start + last) for first, last in markup.kept(text[start:end]))


def _whole_words(text: str, start: int, end: int, words: Mapping[str, int]) -> tuple[Span, ...]:
    """Return a sentence without what parts its words at the ends of lines, () where nothing does."""
    kept, at = list[Span](), start
    for first, last in seams.seams(text, start, end, words):
        kept.append(Span(at, first))
        at = last
    return (*kept, Span(at, end)) if kept else ()


def page_starts(document: Document) -> list[int]:
    """Return where the pages of a document start, be it a text with form feeds; [] where it has none."""
    pages = [place.start for place in document.places if place.page is not None]
    if pages or "\f" not in document.text:
        return pages
    return [0, *(feed.end() for feed in _FEED.finditer(document.text))]


def _unmarked(text: str, start: int, end: int, kept: tuple[Span, ...]) -> str:
    """Return the characters kept at their places, blanks for the others."""
    pieces, at = list[str](), start
    for span in kept:
        pieces += (" " * (span.start - at), text[span.start : span.end])
        at = span.end
    return "".join(pieces) + " " * (end - at)


def _sentences(text: str, start: int, end: int, splitter: Splitter) -> Iterator[tuple[int, int]]:
    for low, high in _windows(text, start, end) if end - start > _WINDOW else ((start, end),):
        block = text[low:high]
        spans: Iterable[tuple[int, int]]
        if not _CANDIDATE.search(block):
            spans = ((0, len(block)),)
        elif not block.isascii() and _UNSPACED_END.search(block):
            spans = _split_unspaced(block)
        else:
            spans = splitter(block)
        for first, last in spans:
            first, last = low + first, low + last
            if 0 < last - first <= LONGEST and text[first] not in SPACE and text[last - 1] not in SPACE:
                yield first, last
            else:
                yield from _trimmed(text, first, last)


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a block into stretches of bounded length, behind a full stop or at whitespace if there is one."""
    while end - start > _WINDOW:
        limit = start + _WINDOW
        cut = text.rfind(". ", start + _WINDOW // 2, limit) + 1
        cut = cut or text.rfind(" ", start + 1, limit) or limit
        cut = cut if cut > start else limit
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end > start and text[start] in SPACE:
        start += 1
    while end > start and text[end - 1] in SPACE:
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
        while start < end and text[start] in SPACE:
            start += 1
    if start < end:
        yield start, end


# --- Splitters -------------------------------------------------------------------------------------------

_CANDIDATE = re.compile(r"[.!?…;·。！？｡؟۔।॥։።။។|](?=.)", re.DOTALL)
_UNSPACED_END = re.compile("[。｡]")


@lru_cache(maxsize=32)
def _splitter(language: str) -> Splitter:
    """Return the function that gives the spans of a block's sentences, for an ISO 639-1 code."""
    import punkt

    (writing,) = words(language, "language.writing") or ("",)
    if splits := _UNPUNCTUATED.get(writing):
        return lambda block: repair(block, splits(block), language)
    model = name(language)
    if model in punkt.available_languages():
        return sure.splitter(punkt.tokenizer_for(model, prefixes=True), language)
    parameters = punkt.PunktParameters()
    if model and punkt.has_prefixes(model):  # its abbreviations are known
        parameters = punkt.with_nonbreaking_prefixes(parameters, model)
    rules = punkt.LanguageVars(sent_end_chars=(".", "?", "!", "؟", "۔", "।", "॥", "։", "።"))
    return sure.splitter(punkt.PunktSentenceTokenizer(parameters, rules=rules), language)


_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"


@cache
def _unspaced() -> re.Pattern[str]:
    """Fit the ends of sentences in scripts without blanks."""
    return re.compile(
        rf"(?:[。！？｡!?]+|\.(?=[{CLOSERS}]*\s)|(?<=[{_IDEOGRAPH}])[.．](?=[{_IDEOGRAPH}]))[{CLOSERS}]*"
    )


@cache
def _speaks() -> re.Pattern[str]:
    """Fit what goes on behind a closing quote: the Japanese quotative, a comma, a short clause with who."""
    topic = "language.writing"
    unspaced = (code for code in known(topic) if words(code, topic) == ("unspaced",))
    verbs = alternatives(verb for code in unspaced for verb in words(code, "saying.unnamed"))
    return re.compile(rf"[とって、，,]|[^。！？，“「\s]{{0,12}}(?:{verbs})")


def _split_unspaced(block: str) -> Iterator[tuple[int, int]]:
    """Split Chinese and Japanese behind 。！？ and the quotes that close there."""
    start = 0
    for match in _unspaced().finditer(block):
        quoted = match.group()[-1] in "」』”’"
        if quoted and _speaks().match(block, match.end()):
            continue
        yield start, match.end()
        start = match.end()
    yield start, len(block)


_PHRASE = later(r"(?<![.!?။។៕])[.!?။។៕]+[\"'”’)]*\s+|\s+")
_PHRASE_LENGTH = 80


def _split_phrases(block: str) -> Iterator[tuple[int, int]]:
    """Split scripts without a full stop (Thai, Lao) at blanks, which part their phrases."""
    start = 0
    for match in _PHRASE.finditer(block):
        if match.end() - start >= _PHRASE_LENGTH or not match.group()[0].isspace():
            yield start, match.end()
            start = match.end()
    yield start, len(block)


_UNPUNCTUATED: dict[str, Splitter] = {"unspaced": _split_unspaced, "phrases": _split_phrases}
"""How to split scripts that part words, or sentences, in another way, by what their language says of them."""
