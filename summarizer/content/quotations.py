"""Quotation marks, followed from sentence to sentence: what of a text is quoted, and what is not.

An apostrophe is told from a single mark by what stands beside it: 'We don’t know,' he said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.data import Span

MARK = re.compile(r'["“”„«»「」『』]')
SINGLE = "'‘"
"""Single marks that open a quotation; the apostrophe closes it, too."""

_CLOSERS = {
    '"': '"',
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "'": "'",
    "‘": "’",
}
_OPENS = r"(?<![\w.,!?…%)’'])['‘](?=[\w\"“$£€])(?!\d\ds?\b)"
"""A single mark before a word, and no apostrophe: not that of "the '90s" or of "dogs' lives"."""
_OPENING = re.compile(rf"{MARK.pattern}|{_OPENS}")
_BREAK = re.compile(r"(?<=[.,!?…;])['’](?![\w’'])")
"""One behind a mark that ends what is said."""
_END = re.compile(rf"{_BREAK.pattern}|(?<=[\w%)])['’](?=$|[\s.,;:!?…)—–-])(?!(?<=s['’]) [a-z])")
"""The same, or one behind a word, save the genitive of a plural before a noun."""
_LEADS = re.compile(r"(?:^|[,:] )$")
"""What stands before a quotation that goes on in the next sentence, unless it begins with a capital."""


def outside(text: str, mark: str, closes: bool = True) -> tuple[str, str]:
    """Return what of a sentence stands outside quotations, and the mark that is open at its end.

    ``mark`` is the one open at its start, "" for none; ``closes`` tells whether a later sentence of the
    paragraph may close a single one.
    """
    if not mark and not _OPENING.search(text):
        return text, ""
    begun = bool(mark)
    found, mark = _quoted(text, mark, closes)
    ends = [0, *(span.end for span in found)]
    starts = [*(span.start for span in found), len(text)]
    pieces = [text[at:to] for at, to in zip(ends, starts, strict=True)]
    return " ".join(pieces[begun : len(pieces) - bool(mark)]), mark


def torn(text: str, drops: Sequence[Span]) -> bool:
    """Tell whether stretches that are to go reach into what single marks hold, or close it."""
    if not any(mark in text for mark in "'‘’"):
        return False
    found = [span for span in _quoted(text, "", closes=False)[0] if text[span.start] in SINGLE]
    lone = [
        one.start()
        for one in _BREAK.finditer(text)
        if not any(span.start < one.start() < span.end for span in found)
    ]
    return any(
        any(drop.start <= at < drop.end for at in lone)
        or any(
            span.overlaps(drop) for span in found if not (drop.start <= span.start and span.end <= drop.end)
        )
        for drop in drops
    )


def opens_quotation(text: str) -> bool:
    """Tell whether a text opens with a mark of a quotation."""
    return _OPENING.match(text) is not None


def may_close(texts: Sequence[str], paragraphs: Sequence[object]) -> list[bool]:
    """Tell of each sentence whether one behind it in its paragraph can close a single mark. Linear."""
    found = [False] * len(texts)
    for i in range(len(texts) - 2, -1, -1):
        if paragraphs[i] == paragraphs[i + 1]:
            found[i] = found[i + 1] or _BREAK.search(texts[i + 1]) is not None
    return found


def _quoted(text: str, mark: str, closes: bool) -> tuple[list[Span], str]:
    """Return where the quotations of a sentence stand, with their marks, and the mark open at its end.

    A straight mark behind a digit opens nothing: it is an inch. “ closes what „ opened, as in German.
    """
    found: list[Span] = []
    start = place = 0
    while True:
        if mark:
            end = _closing(text, mark, place)
            if end < 0:
                return [*found, Span(start, len(text))], mark
            found.append(Span(start, end))
            mark, place = "", end
        opening = _OPENING.search(text, place)
        if not opening:
            return found, ""
        char, start, place = opening.group(), opening.start(), opening.end()
        if char in "”」』" or (char == '"' and text[start - 1 : start].isdigit()):
            continue
        goes_on = closes and (text[place : place + 1].isupper() or _LEADS.search(text[:start]))
        if char not in SINGLE or goes_on or _closing(text, char, place) >= 0:
            mark = char


def _closing(text: str, mark: str, start: int) -> int:
    """Return where what ``mark`` opened ends, behind the closing mark, −1 where it does not."""
    closers = _CLOSERS[mark]
    if mark not in SINGLE:
        places = [at for at in (text.find(char, start) for char in closers) if at >= 0]
        return min(places) + 1 if places else -1
    ends = (found.end() for found in _END.finditer(text, start) if found.group() in closers)
    return min(ends, default=-1)
