"""Repairs of sentence boundaries: what a model of abbreviations alone cannot see.

Two adjoining pieces are joined where the second goes on with the first (reported speech behind a quotation,
names with initials, titles), and a piece is cut where the blank behind its full stop is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from summarizer.languages import alternatives, every, everywhere, forms, words
from summarizer.text.later import later

from . import joins

CLOSERS = "\"'”’»)\\]}」』）】》〉"
"""What may close behind a full stop, for use in a character class."""

_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁ"


@cache
def _starters() -> frozenset[str]:
    """Return words that open so many sentences that no name is likely to begin with them."""
    return frozenset(every("boundaries.starters"))


# --- Joining ---------------------------------------------------------------------------------------------


@cache
def _quote_closed() -> re.Pattern[str]:
    """Fit what a small letter goes on with: a closed quotation, an ellipsis, a name with "!", a unit."""
    names, units = alternatives(every("companies.with_mark")), alternatives(every("boundaries.units"))
    return re.compile(
        rf"[.!?…]\s?[{CLOSERS}“]+$|(?:\.\s?\.|…)$|\b(?:{names})!$|\d\s?(?:{units})\.$", re.IGNORECASE
    )


@cache
def _goes_on() -> re.Pattern[str]:
    """Fit "Stephen E.", "the U.S.", "Republican Govs.": the next word mostly goes with them."""
    initials, ranks = every("boundaries.initials"), every("boundaries.rank_abbreviations")
    return re.compile(
        r"(?:\b[A-Z][\w’'-]*\s(?:[A-Z]\.\s?)*[A-Z]\."
        rf"|\b(?:{alternatives(initials)})\.|\b(?:{alternatives(ranks)})\.)$"
    )


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(every('boundaries.titles'))})\.$")


@cache
def _before_number(language: str) -> re.Pattern[str]:
    """Fit the abbreviations of the language before a number, and those of others that are no word of it.

    With a capital or an accent ("Nr. 5", "pág. 5") they mean the same everywhere; French "art." ends a
    sentence about art in English. Of a language of which none are known, all are.
    """
    own = words(language, "boundaries.before_number")
    known = own + tuple(
        word
        for word in every("boundaries.before_number")
        if not own or not (word.isascii() and word.islower())
    )
    return re.compile(rf"\b(?:{alternatives(known)})\.$")


_CLOCK = re.compile(r"\d\s?[ap]\.m\.$")


@cache
def _clock_goes_on() -> re.Pattern[str]:
    """Fit what follows "6 p.m.": a time zone, a weekday, a day of a month."""
    zones, named = everywhere("calendar.clock_zones"), alternatives(every("boundaries.clock_zones"))
    days = alternatives(day.capitalize() for day in words("en", "calendar.weekdays"))
    months = alternatives(month[:3].capitalize() for month in words("en", "calendar.months"))
    return re.compile(rf"\(?(?:(?:{zones})\b|{named}|(?:{days})\b|(?:{months})[a-z.]* \d)")


@cache
def _said() -> re.Pattern[str]:
    """Fit who said it, behind "…!" or "…?" and the closing quote."""
    verbs = alternatives(forms("en", "saying.outcries", past=True))
    return re.compile(rf"(?:[A-Z][\w.’'-]+\s){{1,3}}(?:{verbs})\b")


_ITEM = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[IVX]{2,4})[.)]$")
_CODE = re.compile(r"\b(?:[A-Z]\.){2,}$")
"""The initials of a code of laws before a section: "42 U.S.C. § 1983"."""
_OPEN_NOTE = re.compile(r"\([^()]{1,40}$")
_NOTE_ENDS = re.compile(r"[\w ,-]{0,20}\)")
"""A short note in brackets with an abbreviation in it: "(9th Cir. 2003)"."""
_WORD = re.compile(r"[\"“‘'(\[]*([^\W_]+)")

# What stands at the start of a piece and belongs to the one before: footnote numbers, a closing quote.
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+\s*")
_CLOSING = later(r"[\"”“»«’](?=[\s,;:.–—-])\s*")
_OPENING = re.compile(r"\s([«“„‘(\[])$")


def repair(block: str, spans: Iterable[tuple[int, int]], language: str) -> list[tuple[int, int]]:
    """Return the spans of a block's sentences, given Punkt's; together they cover the same characters."""
    pieces: list[tuple[int, int]] = []
    for start, end in spans:
        if start == end:
            continue
        if pieces:
            before, last = pieces[-1]
            opening = _OPENING.search(block, max(before, last - 2), last)
            if opening and opening.start() > before:
                start, last = opening.start(1), opening.start()
            elif (moved := _moved(block, before, last, start, end)) > start:
                start = last = moved
            pieces[-1] = (before, last)
            if start == end:
                continue
            if _belongs(block, pieces[-1], start, end, language):
                pieces[-1] = (before, end)
                continue
        pieces.append((start, end))
    cuts = _cuts(block, language)
    return list(_cut(pieces, cuts)) if cuts else pieces


def _moved(block: str, before: int, last: int, start: int, end: int) -> int:
    """Return where the second piece really starts, its footnote numbers and closing quotes given back."""
    found = _FOOTNOTE.match(block, start, end)
    if not found and (block[start] in "”»" or not block[start - 1].isspace()):
        found = _CLOSING.match(block, start, end)
    if found:
        return found.end()
    if block[start] == "”" and block.count("“", before, last) > block.count("”", before, last):
        return start + 1
    return start


def _belongs(block: str, before: tuple[int, int], start: int, end: int, language: str) -> bool:
    """Tell whether ``block[start:end]`` goes on with the sentence ``before`` it."""
    last = block[max(before[0], before[1] - 60) : before[1]].rstrip()
    char = block[start]
    if joins.goes_on(block, before, start, end):
        return True
    if char.islower():
        return bool(_quote_closed().search(last))
    if char in ",;:)":
        return True
    if char in "-–—":
        return block[start + 1 : start + 3].strip()[:1].islower()
    if _OPEN_NOTE.search(last) and _NOTE_ENDS.match(block, start, end):
        return True
    if char == "§" and _CODE.search(last):
        return True
    word = _WORD.match(block, start, end)
    if not word:
        numbered = _before_number(language).search(last) is not None
        return numbered or not any(c.isalnum() for c in block[start:end])
    if last.endswith(".m."):
        return bool(_CLOCK.search(last) and _clock_goes_on().match(block, start))
    if before[1] - before[0] <= 5 and _ITEM.match(last):
        return True
    if last[-1] in "\"'”’»":
        return last[-2:-1] in ("!", "?") and bool(_said().match(block, start, end))
    if _title().search(last) or (char.isdigit() and _before_number(language).search(last)):
        return True
    return word.group(1).lower() not in _starters() and bool(_goes_on().search(last))


# --- Cutting ---------------------------------------------------------------------------------------------


@cache
def _no_space() -> re.Pattern[str]:
    """Fit "ended.The next", "in 2020.Since then", "“Stop!”The": no domain, no initials, no file name."""
    domains = alternatives(every("companies.domains"))
    return re.compile(rf"[.!?…]”?(?=[{_UPPER}][^\W\d_A-Z]+(?:,?\s|['’]))(?!(?:{domains})\b)")


_WORD_ENDS = re.compile(r"[^\W\d_][^\W\d_A-Z]|\d\d\d\d|\d%")
_ADDRESS = 100
_URL_BEFORE = re.compile(r"\S*(?:://|www\.|@|/)\S*$")
_ELLIPSIS = later(rf"…[{CLOSERS}]*\s+(?=[\"“‘«(\[]*[{_UPPER}])")


@cache
def _opens() -> re.Pattern[str]:
    """Fit a full stop before a word that opens a sentence; Punkt took it for an abbreviation's alone."""
    return re.compile(rf"\.[\"”’)]*\s+(?=(?:{alternatives(every('boundaries.openers'))})\s[a-z])")


_BEFORE_FIGURE = re.compile(r"\.\s+\d")


@cache
def _word_at_end(language: str) -> re.Pattern[str]:
    """Fit "modern art. 12 paintings", where "under art. 12" and "art. 12 of the act" are no ends."""
    stops = rf"(?:{alternatives(words(language, 'stop.words'))})\b"
    ends = alternatives(words(language, "boundaries.also_words"))
    return re.compile(rf"\b(?!{stops})[^\W\d_A-Z]{{3,}} (?:{ends})\.\s+(?=\d[\d,]* (?!{stops})[a-z])")


def _cuts(block: str, language: str) -> list[int]:
    """List where a block is to be cut: "ended.The next", "… The next", "in the U.S. His"."""
    cuts = [m.end() for m in _no_space().finditer(block) if _ends_word(block, m)]
    cuts += [
        m.end() for m in _opens().finditer(block) if block.endswith(every("boundaries.may_end"), 0, m.start())
    ]
    if _BEFORE_FIGURE.search(block):  # else there is nothing to cut: asked first, since that is fast
        cuts += [m.end() for m in _word_at_end(language).finditer(block)]
    if "…" in block:
        cuts += [m.end() for m in _ELLIPSIS.finditer(block)]
    cuts += joins.run_ons(block)
    return sorted(set(cuts))


def _ends_word(block: str, match: re.Match[str]) -> bool:
    """Tell whether a full stop without a blank ends a word, a year or a percentage that is no address."""
    at = match.start()
    if match.end() - at == 1 and not any(_WORD_ENDS.fullmatch(block, max(0, at - n), at) for n in (2, 4)):
        return False
    word = max(block.rfind(" ", max(0, at - _ADDRESS), at) + 1, at - _ADDRESS)
    return not _URL_BEFORE.match(block, word, at)


def _cut(pieces: Iterable[tuple[int, int]], cuts: Iterable[int]) -> Iterator[tuple[int, int]]:
    left = iter((*cuts, float("inf")))
    cut = next(left)
    for start, end in pieces:
        while cut <= start:
            cut = next(left)
        while cut < end:
            yield start, int(cut)
            start = int(cut)
            cut = next(left)
        yield start, end
