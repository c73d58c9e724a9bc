"""Minutes: the item of the agenda that a sentence is on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from summarizer.data import Gloss, Sentence, Span
from summarizer.languages import Searcher, everywhere, searcher
from summarizer.text.language import content_stems
from summarizer.text.later import later

from .kinds import MINUTES, rule
from .turns import SPEAKER

LONGEST = 14
"""Words of the longest item."""
KNOWN = 0.5
"""Share of the words of an item from which a sentence says itself what it is on."""
POINT = 8
"""Words of the longest point of a list that names a matter."""
INDENT = 24
"""Characters before a point of a list in which its mark and its indent stand."""
LEVELS = 7
"""Rank of a heading that has none, below those of Markdown."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKED = later(r"(?P<indent>[ \t]*)(?:[-*+•]|\(?\d{1,3}[.)])[ \t]+$")
_ADDRESS = re.compile(r"\]\(|https?:|www\.")
_STRONG = re.compile(r"\*\*|__")
_COUNTED = later(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Za-z][.)])[ \t]+(?=[^\W\d_])")
_SPEAKER = later(rf"{SPEAKER}[ \t]+")
_BROUGHT = re.compile(r"\s+(?:/|[-–—]|\(|by)\s*@[^/]*$")
"""Who brought an item up, if nothing else stands behind: "Merge policy / @name"."""
_TAGGED = re.compile(r"<[^\s<>]+>")
_EDGES = " \t\n*_`#:：-–—|"


def on_items(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences of minutes, those that do not say what they are on with the item before them.

    That is the point above them in a list of lists, what introduces the list that they stand in, or else the
    nearest heading that names a matter.
    """
    headings: list[tuple[int, Sentence]] = []
    above: list[tuple[int, Sentence]] = []
    lead: Sentence | None = None
    depth, paragraph = -1, -1
    for at, sentence in enumerate(sentences):
        level = rank(sentence)
        opens = sentence.paragraph != paragraph
        depth = _depth(sentence) if opens else depth
        paragraph = sentence.paragraph
        if level and at:  # the first names the meeting
            headings = [(own, one) for own, one in headings if own < level] + [(level, sentence)]
        if is_lead(sentence) and depth < 0:
            lead = sentence
        elif level or depth < 0:
            lead = None
        above = [(own, one) for own, one in above if own < depth]
        if sentence.skip is None and not level:
            given = [one for _, one in reversed(above) if _is_point(one)]
            given += [lead] if lead else []
            given += [one for _, one in reversed(headings)]
            item = next(filter(None, map(_named, given)), None)
            # What introduces a list has half of each of its sentences.
            leads = lead is not None and item == _named(lead)
            if item and (leads or not _says(sentence, sentence.document.quote(item))):
                sentence = sentence.glossed(Gloss(sentence.first, item))
            if depth >= 0 and sentence.own[:1].islower() and not leads and not _SPEAKER.match(sentence.own):
                sentence = _under(sentence, lead or (headings[-1][1] if headings else None), lead is not None)
        if opens and depth >= 0 and not level:
            above.append((depth, sentence))
        yield sentence


def _under(sentence: Sentence, above: Sentence | None, led: bool) -> Sentence:
    """Return half a sentence of a list with what announces it, "Action items", which the item does not say.

    Where what leads to the list says nothing, as "More specifically:", it stays half.
    """
    span = _bare(above) if above else None
    if span and _announces(sentence.document.language)(sentence.document.quote(span)):
        return sentence.glossed(Gloss(sentence.first, span))
    return replace(sentence, skip="fragment") if led else sentence


def _bare(sentence: Sentence) -> Span:
    """Return the span of a heading or a lead without the signs around it."""
    text, start, end = sentence.document.text, sentence.span.start, sentence.span.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


@cache
def _announces(language: str) -> Searcher:
    """Return what tells whether words announce outcomes: "Action items"."""
    names = rule(language, f"kinds.{MINUTES}", "result")
    return searcher(rf"(?i:\A(?:{names})\Z)" if names else None)


def _is_point(sentence: Sentence) -> bool:
    """Tell whether a point of a list names a matter, of which those below it speak, and is no sentence."""
    return len(sentence.own.split()) <= POINT and not sentence.own.endswith((".", "!", "?"))


def rank(sentence: Sentence) -> int:
    """Return the rank of the heading that a sentence is, 0 where it is none."""
    before = sentence.document.text[max(0, sentence.span.start - 8) : sentence.span.start].rstrip(" \t")
    rank = len(before) - len(before.rstrip("#"))
    if rank:
        return rank
    return LEVELS if sentence.skip in ("headline", "section label") or _is_item(sentence) else 0


def _is_item(sentence: Sentence) -> bool:
    """Tell whether a line is an item of an agenda by its number: "Item 3 Ferries"."""
    text = sentence.own
    short = len(text.split()) <= LONGEST and not text.endswith((".", ";", "!"))
    return short and _item().match(text) is not None


def is_lead(sentence: Sentence) -> bool:
    """Tell whether a sentence introduces a list: "The board agrees to:"."""
    return sentence.skip in ("lead-in", "fragment") and sentence.own.endswith((":", "："))


def is_listed(sentence: Sentence) -> bool:
    """Tell whether a sentence opens a point of a list."""
    return _depth(sentence) >= 0


def _depth(sentence: Sentence) -> int:
    """Return how far the point of a list that a sentence opens is indented, −1 where it opens none."""
    start = sentence.span.start
    found = _MARKED.search(sentence.document.text[max(0, start - INDENT) : start])
    return len(found["indent"]) if found else -1


def _named(sentence: Sentence) -> Span | None:
    """Return the matter that a heading names, None where it names none, or in too many words."""
    document = sentence.document
    spans = [span for span in sentence.kept or (sentence.span,) if _WORD.search(document.quote(span))]
    if not spans:
        return None
    whole = Span(spans[0].start, spans[-1].end)
    if _ADDRESS.search(document.quote(whole)) or (len(spans) > 1 and _STRONG.search(document.quote(whole))):
        whole = max(spans, key=len)
    if document.quote(whole).lstrip(_EDGES).startswith("@") or sentence.own.startswith("@"):
        return None  # who brought it up
    start, end = whole.start, whole.end
    counted = _item().match(document.text, start, end)
    start = counted.end() if counted else start
    while start < end and document.text[start] in _EDGES:
        start += 1
    counted = _COUNTED.match(document.text, start, end)
    speaker = _SPEAKER.match(document.text, start, end) if sentence.skip is None else None
    start = max(start, counted.end() if counted else 0, speaker.end() if speaker else 0)
    while start < end and document.text[start] in _EDGES:
        start += 1
    brought = _BROUGHT.search(document.text, start, end)
    end = brought.start() if brought and brought.start() > start else end
    while end > start and document.text[end - 1] in _EDGES:
        end -= 1
    named = document.text[start:end]
    if (
        not _WORD.search(named)
        or _TAGGED.search(named)
        or len(named.split()) > LONGEST
        or _general().fullmatch(named)
    ):
        return None
    return Span(start, end)


@cache
def _item() -> re.Pattern[str]:
    """Fit what an item of an agenda is numbered with."""
    return re.compile(
        rf"(?:{everywhere('frames.items')})[ \u00a0]\d{{1,2}}(?:\.\d{{1,2}})*\b[.):]?", re.IGNORECASE
    )


@cache
def _general() -> re.Pattern[str]:
    """Fit headings that name no matter: "Minutes", "Conclusion", "Any other business"."""
    known = f"{everywhere('frames.lists')}|{everywhere('frames.general')}"
    return re.compile(rf"\W*(?:{known})\W*", re.IGNORECASE)


def _says(sentence: Sentence, item: str) -> bool:
    """Tell whether a sentence has enough of the words of an item itself."""
    language = sentence.document.language
    if len(item.split()) == 1:  # "`require('.')`" is not said by "the require-dot trick"
        return item.casefold() in sentence.own.casefold()
    wanted = {stem for stem in content_stems(item, language) if stem[:1].isalpha()}
    return len(wanted & set(content_stems(sentence.own, language))) >= KNOWN * max(1, len(wanted))
