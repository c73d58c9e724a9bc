"""What stands around the content: covers, agendas, who was there, captions, what else there is to read.

Each is told by its heading, which languages name (``frames``), or by how it stands: a caption stands above
the credit of its picture, a cover is a run of short lines above the first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from summarizer.languages import everywhere, searcher
from summarizer.text.later import later

from .lines import END, Lines, Reasons

_CAPTION_WORDS = 16
_COVER_LINES, _COVER_WORDS = 4, 15
"""Lines of the shortest cover, words of its longest line."""
_PROSE_WORDS = 8
_LAST_PART = 0.5
"""Where in a document the list of what else to read may begin that ends it, as a share of its sentences."""
_LATE = 0.2
"""Share of the characters that may stand below such a heading, all of which goes with it."""
ADDRESS = later(r"(?:https?://|www\.|pic\.twitter\.com/)[^\s<>]+|<[^<>\s]{1,300}>")
OUTSIDE = 6
"""Words beside an address up to which a line is but a pointer to it."""
_WORD = re.compile(r"[^\W_]+")
_VOTE = re.compile(r"[^\W\d_][\w .'()/,-]{0,30}:\s*(?:[+-]?\d+|\W*)$")
_NAMED = later(r"(?:[A-Z][\w'’-]+ ){0,3}@[\w-]+(?: [#(]\S+)?$")
"""A name with its handle, as of somebody who is to be elected."""
_PARTY = re.compile(r"(?:[^\W\d_]+ ){0,4}[^\W\d_]+:\s")
"""Who speaks for whom, on the cover of a judgment."""
_STRONG = re.compile(r"([*_]{2,3})(?!\s)[^*_].*\1$", re.DOTALL)
_CELLS = re.compile(r"(?:^|\s)\|\s")
_CELL_WORDS = 8


@cache
def _headings(topic: str) -> Callable[[str], bool]:
    """Return what tells whether a text is the heading of a kind of frame in any language, and no more."""
    return searcher(rf"(?i:\A\W*(?:{everywhere(f'frames.{topic}')})\W*$)")


def mark_frames(lines: Lines, reasons: Reasons) -> None:
    """Give the reasons for what stands around the content, where ``reasons`` has none. Linear."""
    _mark_captions(lines, reasons)
    _mark_sections(lines, reasons)
    _mark_rest(lines, reasons)
    _mark_rows(lines, reasons)
    _mark_cover(lines, reasons)
    _mark_pointers(lines, reasons)


def _mark_captions(lines: Lines, reasons: Reasons) -> None:
    """Mark the short paragraph above the credit of a picture, unless the credit ends the document."""
    for at in range(len(lines.paragraphs) - 1, 0, -1):
        first, last = lines.paragraphs[at]
        above, end = lines.paragraphs[at - 1]
        credited = reasons[first] in ("copyright", "credit") and last - first == 1
        if not credited or reasons[above] or end - above > 1:
            continue
        short = len(lines.texts[above].split()) <= _CAPTION_WORDS
        if short and any(reason is None for reason in reasons[last:]):
            reasons[above] = "caption"


def _mark_sections(lines: Lines, reasons: Reasons) -> None:
    """Mark what stands below a heading such as "Agenda" or "Present", up to the next heading or to prose."""
    within = marked_up = False
    for first, last in lines.paragraphs:
        rank = lines.heading(first)
        alone = last - first == 1
        if alone and len(lines.texts[first]) <= 60 and _headings("lists")(lines.texts[first]):
            within, marked_up = True, bool(rank)
            reasons[first] = reasons[first] or "section label"
            continue
        headed = rank or reasons[first] in ("headline", "section label")
        if headed or (not marked_up and _is_prose(lines, first, last)):
            within = False
        if within:
            reasons[first:last] = [reason or "list" for reason in reasons[first:last]]


def _is_prose(lines: Lines, first: int, last: int) -> bool:
    text = lines.texts[last - 1]
    return text.endswith(END) and (last - first > 1 or len(text.split()) >= _PROSE_WORDS)


def _mark_rest(lines: Lines, reasons: Reasons) -> None:
    """Mark what else there is to read: all below its heading near the end, else the lines up to prose.

    It is no line of a note, but may be evidence: a list, and no pointer.
    """
    size = len(lines.texts)
    for at, (first, last) in enumerate(lines.paragraphs):
        text = lines.texts[first]
        if last - first > 1 or len(text) > 60 or not _headings("rest")(text):
            continue
        reasons[first] = reasons[first] or "read more"
        below = sum(len(lines.texts[i]) for i in range(last, size) if reasons[i] is None)
        if first >= _LAST_PART * size and below <= _LATE * sum(map(len, lines.texts)):
            reasons[last:] = [reason or "list" for reason in reasons[last:]]
            return
        for start, end in lines.paragraphs[at + 1 :]:
            if lines.texts[end - 1].endswith(END) or lines.heading(start):
                break
            reasons[start:end] = [reason or "list" for reason in reasons[start:end]]


def _mark_rows(lines: Lines, reasons: Reasons) -> None:
    """Mark the rows of a table: cells of a few words between bars are evidence and no sentence."""
    for first, last in lines.paragraphs if "|" in lines.document.text else ():
        if not any("|" in lines.texts[at] for at in range(first, last)):
            continue
        text = " ".join(lines.texts[first:last])
        bars = len(_CELLS.findall(text))
        if bars and len(text.split()) - bars <= _CELL_WORDS * (bars + 1):
            reasons[first:last] = [reason or "table row" for reason in reasons[first:last]]


def _mark_cover(lines: Lines, reasons: Reasons) -> None:
    """Mark the short lines above the first sentence of a report or a judgment; long ones say what it is on.

    Markdown says itself what is a heading.
    """
    if any(lines.heading(first) for first, _ in lines.paragraphs[:_COVER_LINES]):
        return
    cover: list[int] = []
    for first, last in lines.paragraphs:
        text = lines.texts[first]
        prose = text.endswith((".", "!", "?")) and len(text.split()) >= _PROSE_WORDS
        if last - first > 1 or (prose and not (len(cover) >= _COVER_LINES and _PARTY.match(text))):
            break
        if len(text.split()) <= _COVER_WORDS:
            cover.append(first)
    else:
        return  # a document of nothing but lines has no cover
    if len(cover) >= _COVER_LINES and not any(
        lines.texts[at].endswith((".", "!", "?", ",")) and not _PARTY.match(lines.texts[at])
        for at in cover[:-1]
    ):
        for at in cover:
            reasons[at] = reasons[at] or ("headline" if at == cover[0] else "section label")


def _mark_pointers(lines: Lines, reasons: Reasons) -> None:
    """Mark lines that are but a pointer to an address or end in a colon, votes, and names alone."""
    for first, last in lines.paragraphs:
        if last - first == 1 and reasons[first] is None:
            shown = lines.sentences[first].shown
            if _VOTE.match(shown) or _NAMED.match(shown):
                reasons[first] = "fragment"
            elif lines.document.media_type == "text/markdown":
                strong = _STRONG.match(lines.texts[first]) and not shown.endswith(END)
                reasons[first] = "headline" if strong and not _PARTY.search(shown) else None
        for at in range(first, last):
            if reasons[at] is not None:
                continue
            shown = lines.sentences[at].shown if lines.sentences[at].kept else lines.texts[at]
            if ("://" in shown or "www." in shown) and len(_WORD.findall(ADDRESS.sub(" ", shown))) <= OUTSIDE:
                reasons[at] = "link"
            elif at == last - 1 and shown.endswith((":", "：")):
                reasons[at] = "lead-in"
