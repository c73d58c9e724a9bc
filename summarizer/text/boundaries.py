"""Repairs of sentence boundaries: what a model of abbreviations alone cannot see.

Two adjoining pieces are joined where the second goes on with the first (reported speech behind a quotation,
names with initials, titles), and a piece is cut where the blank behind its full stop is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from . import joins

CLOSERS = "\"'”’»)\\]}」』）】》〉"
"""What may close behind a full stop, for use in a character class."""

_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_STARTERS = frozenset(
    """a about after all although an and any as at because before both but by even for from he her here
    his how i if in instead it its last many meanwhile more most my no nobody not now of on once one
    only other our she since so some such that the their then there these they this those though to
    today two under until we what when where whether which while who why with yet you your""".split()
)
"""English words that open so many sentences that no name is likely to begin with them."""

# --- Joining ---------------------------------------------------------------------------------------------

# A piece that a small letter goes on with: a closed quotation, an ellipsis, a name that ends in "!".
_QUOTE_CLOSED = re.compile(
    rf"[.!?…]\s?[{CLOSERS}“]+$|(?:\.\s?\.|…)$|\b(?:Yahoo|Jeopardy|Yum|Wham|Oklahoma|Mamma Mia)!$"
    r"|\d\s?(?:in|ft|lb|oz|mln|mld|mil|mio|mrd|bn)\.$",
    re.IGNORECASE,
)
# "Stephen E.", "the U.S.", "Republican Govs.": the next word goes with them unless it often opens a sentence.
_GOES_ON = re.compile(
    r"(?:\b[A-Z][\w’'-]*\s(?:[A-Z]\.\s?)*[A-Z]\.|\b(?:U\.S|U\.N|U\.K|E\.U|EE)\."
    r"|\b(?:Govs|Sens|Reps|Gens|Profs|Cmdr|Sgt|Lt|Insp|Det|Supt|Asst|Assoc|St|Ste|Mt|Ft)\.)$"
)
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Messrs|Drs?|Prof|Hon|Rt|[Dd]hr|[Mm]evr|Sr|Sra|Dra|[Ss]ig|[Dd]ott|Hr|Fr)\.$"
)
_BEFORE_NUMBER = re.compile(
    r"\b(?:No|Nos|Nr|Tel|Fax|Fig|Art|Abs|Vol|Ch|Kap|ca|approx|pp?|blz|pag|pág|Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\.$"
)
_CLOCK = re.compile(r"\d\s?[ap]\.m\.$")
_CLOCK_GOES_ON = re.compile(
    r"\(?(?:(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|IST)\b|Eastern|Pacific|Central|Mountain"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]* \d)"
)
# Behind "…!" or "…?" and the closing quote: who said it.
_SAID = re.compile(
    r"(?:[A-Z][\w.’'-]+\s){1,3}(?:said|says|asked|asks|added|wrote|writes|told|shouted|cried|replied|answered"
    r"|declared|tweeted|exclaimed|warned|joked|barked|posted|demanded|yelled|screamed|continued)\b"
)
_ITEM = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]$")
_WORD = re.compile(r"[\"“‘'(\[]*([^\W_]+)")

# What stands at the start of a piece and belongs to the one before: footnote numbers, a closing quote.
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+\s*")
_CLOSING = re.compile(r"[\"”“»«’](?=[\s,;:.–—-])\s*")
_OPENING = re.compile(r"\s([«“„‘(\[])$")


def repair(block: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
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
            if _belongs(block, pieces[-1], start, end):
                pieces[-1] = (before, end)
                continue
        pieces.append((start, end))
    cuts = _cuts(block)
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


def _belongs(block: str, before: tuple[int, int], start: int, end: int) -> bool:
    """Tell whether ``block[start:end]`` goes on with the sentence ``before`` it."""
    last = block[max(before[0], before[1] - 60) : before[1]].rstrip()
    char = block[start]
    if joins.goes_on(block, before, start, end):
        return True
    if char.islower():
        return bool(_QUOTE_CLOSED.search(last))
    if char in ",;:)":
        return True
    if char in "-–—":
        return block[start + 1 : start + 3].strip()[:1].islower()
    word = _WORD.match(block, start, end)
    if not word:
        return _BEFORE_NUMBER.search(last) is not None or not any(c.isalnum() for c in block[start:end])
    if last.endswith(".m."):
        return bool(_CLOCK.search(last) and _CLOCK_GOES_ON.match(block, start))
    if before[1] - before[0] <= 5 and _ITEM.match(last):
        return True
    if last[-1] in "\"'”’»":
        return last[-2:-1] in ("!", "?") and bool(_SAID.match(block, start, end))
    if _TITLE.search(last) or (char.isdigit() and _BEFORE_NUMBER.search(last)):
        return True
    return word.group(1).lower() not in _STARTERS and bool(_GOES_ON.search(last))


# --- Cutting ---------------------------------------------------------------------------------------------

# "ended.The next", "in 2020.Since then", "3.4%.Wages", "“Stop!”The": no domain, no initials, no file name.
_NO_SPACE = re.compile(rf"[.!?…]”?(?=[{_UPPER}][^\W\d_A-Z]+(?:,?\s|['’]))(?!(?:Com|Org|Net|Gov|Edu)\b)")
_WORD_ENDS = re.compile(r"[^\W\d_][^\W\d_A-Z]|\d\d\d\d|\d%")
_ADDRESS = 100
_URL_BEFORE = re.compile(r"\S*(?:://|www\.|@|/)\S*$")
_ELLIPSIS = re.compile(rf"…[{CLOSERS}]*\s+(?=[\"“‘«(\[]*[{_UPPER}])")
# A full stop before a word that opens a sentence; Punkt took it for an abbreviation's alone.
_OPENS = re.compile(
    r"\.[\"”’)]*\s+"
    r"(?=(?:He|She|It|They|We|I|The|His|Her|Its|Their|This|That|These|Those|But|And|A|An|In|On|At|For)\s[a-z])"
)
_MAY_END = tuple("U.S U.N U.K E.U D.C a.m p.m Inc Corp Co Ltd Jr Sr etc".split())


def _cuts(block: str) -> list[int]:
    """List where a block is to be cut: "ended.The next", "… The next", "in the U.S. His"."""
    cuts = [m.end() for m in _NO_SPACE.finditer(block) if _ends_word(block, m)]
    cuts += [m.end() for m in _OPENS.finditer(block) if block.endswith(_MAY_END, 0, m.start())]
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
