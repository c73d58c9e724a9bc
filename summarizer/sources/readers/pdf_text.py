"""The blocks of all pages → one text, a paragraph a line, with its pages, marks and title.

Running heads and page numbers are taken out of the columns before the columns are read, so that a sentence
goes on over the end of a page; they stand behind the paragraph that they would cut in two, marked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from summarizer.languages import alternatives, every
from summarizer.text.seams import (
    BROKEN,
    FIRST,
    HYPHENS,
    IDEOGRAPH,
    WORDS,
    is_one_word,
    is_suspended,
    vocabulary,
)

from .pdf_glyphs import LOST, Word
from .pdf_layout import MARKER, TERMINAL, Block, Line, arrange, pieces

_EDGE_ROWS = 3
"""Rows at the top and at the bottom of a page that may be running heads."""
_COUNTED = 4
"""Lines of a page that are counted in its margin, at least."""
_NUMBERS = re.compile(r"\d+")
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4})(?:\.\d{1,2}){0,3}\.?\s+|[A-Z]\.?\s+(?=[A-Z])")
_LABEL = re.compile(r"\w{1,20}:\s")
_LINK = re.compile(r"(?:https?:|www\.)\S*[/._?&=-]$", re.IGNORECASE)
_LINK_ENDS = tuple("/._?&=-")

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# What fonts put into the private use area by old custom: Adobe's small capitals and old-style figures, the
# ligatures of early TrueType fonts, the dingbats of Symbol and Wingdings.
_PRIVATE = {
    **{0xF730 + digit: str(digit) for digit in range(10)},
    **{0xF761 + letter: chr(ord("A") + letter) for letter in range(26)},
    0xF001: "fi", 0xF002: "fl", 0xF6BE: "j", 0xF6C9: "\u00b4", 0xF8FF: "",
    **{0xF000 + code: "•" for code in b"lnoquvw\xa7\xa8\xb7\xd8\xe0\xfc"},
}  # fmt: skip
_MAPPED = {**_LIGATURES, **_PRIVATE}
_STRANGE = re.compile(
    "[\ufb00-\ufb06\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]"
)
_UNKNOWN_BULLET = re.compile(rf"^{LOST} (?=[\w\"“‘'(\[])")
_LONE_BULLET = re.compile("[\ue000-\uf8ff\x7f-\x84\x86-\x9f]")


@dataclass(slots=True)
class Reading:
    """What was read of a file: as `Extracted`, in plain values that JSON can hold.

    ``places``: (start, page). ``asides``: (start, end, reason). ``lost``: page → glyphs without a meaning.
    """

    text: str = ""
    title: str | None = None
    places: list[tuple[int, int]] = field(default_factory=list)
    asides: list[tuple[int, int, str]] = field(default_factory=list)
    lost: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Paragraph:
    """A block with what is known of it; ``parts`` are the blocks that it goes on in."""

    block: Block
    mark: str | None = None
    parts: list[Block] = field(default_factory=list)


@cache
def _page_number() -> re.Pattern[str]:
    """Fits "3", "iv", "3 of 12", in any language."""
    of = alternatives(every("notices.of"))
    return re.compile(rf"\W{{0,3}}(?:\d{{1,4}}|[ivxlc]{{1,6}})(?:\s?(?:/|{of})\s?\d{{1,4}})?\W{{0,3}}")


def assemble(pages: Iterable[tuple[int, Sequence[Word]]], reference: frozenset[str], caption: str) -> Reading:
    """Make one text of the words of each page.

    ``reference`` are headings of lists of references in lower case; ``caption`` is a pattern of the words
    that open a caption, before its number.
    """
    reading = Reading()
    lines = []
    for number, words in pages:
        mended = [_mended(word) for word in words]
        by_angle: dict[int, list[Word]] = {}
        for word in mended:
            if word.text:
                by_angle.setdefault(word.angle, []).append(word)
        turned = sorted(by_angle.values(), key=lambda group: -sum(len(word.text) for word in group))
        lines.append((number, [pieces(group) for group in turned]))
    running = _running([frames[0] for _, frames in lines if frames])
    paragraphs: list[_Paragraph] = []
    for number, frames in lines:
        for frame in frames:
            heads = [line for line in frame if line in running]
            for block in arrange([line for line in frame if line not in running]):
                for line in block.lines:
                    # A glyph without a meaning at the head of a line is the bullet of an item.
                    line.text = _UNKNOWN_BULLET.sub("• ", line.text)
                    if gone := line.text.count(LOST):
                        reading.lost[number] = reading.lost.get(number, 0) + gone
                for each in _split_headings(block, reference):
                    each.page = number
                    paragraphs.append(_Paragraph(each, None if frame is frames[0] else "fragment"))
            paragraphs += [_Paragraph(Block([line], number), "page header") for line in _in_rows(heads)]
    body = _body_size(paragraphs)
    reading.title = _mark(paragraphs, body, reference, caption)
    _write(reading, _joined(paragraphs, body), _vocabulary(paragraphs))
    return reading


# --- Glyphs ----------------------------------------------------------------------------------------------


def _mended(word: Word) -> Word:
    """Write ligatures out and read glyphs of private use; what stays unknown shows as �."""
    text = word.text
    if text.isascii() and text.isprintable():
        return word
    if _STRANGE.search(text):
        if _LONE_BULLET.fullmatch(text) and ord(text) not in _MAPPED:
            text = "•"
        text = _STRANGE.sub(lambda found: _MAPPED.get(ord(found.group()), LOST), text)
    return word._replace(text=unicodedata.normalize("NFC", text))


# --- Running heads ---------------------------------------------------------------------------------------


def _running(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """Return the lines of running heads and page numbers.

    They are among the first and last three rows of a page and stand, but for their numbers, at the same
    height on three in ten pages and on two at least; or are a page number that stands apart.
    """
    found: dict[tuple[str, bool, int], list[tuple[int, list[Line]]]] = {}
    running: set[Line] = set()
    for page, lines in enumerate(pages):
        rows = _grouped(lines)
        edges = [(row, True) for row in rows[:_EDGE_ROWS]] + [
            (row, False) for row in rows[_EDGE_ROWS:][-_EDGE_ROWS:]
        ]
        for row, top in edges:
            text = " ".join(line.text for line in row)
            shape = _NUMBERS.sub("#", text.lower())
            found.setdefault((shape, top, round(row[0].y / 12)), []).append((page, row))
        for at in {0, len(rows) - 1} if rows else ():
            text = " ".join(line.text for line in rows[at])
            beside = rows[1 if at == 0 else at - 1][0] if len(rows) > 1 else None
            apart = beside is None or abs(rows[at][0].y - beside.y) > 1.8 * beside.size
            if apart and len(rows) > 1 and _page_number().fullmatch(text):
                running.update(rows[at])
        running.update(_margin_numbers(lines))
    least = max(2, 0.3 * len(pages))
    for rows_here in found.values():
        if len({page for page, _ in rows_here}) >= least:
            for _, row in rows_here:
                running.update(row)
    return running


def _margin_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the numbers that count the lines of a manuscript in its margin.

    They stand beside all prose of a page, go up in equal steps, and what they stand beside goes on from one
    line to the next, as the items of a list do not.
    """
    prose = sorted((line for line in lines if line.holds_prose()), key=lambda line: -line.y)
    left = min((line.x0 for line in prose), default=0.0)
    margin = [line for line in lines if line.text.isdecimal() and len(line.text) < 5 and line.x1 <= left]
    margin.sort(key=lambda line: -line.y)
    steps = {int(b.text) - int(a.text) for a, b in pairwise(margin)}
    if len(margin) < _COUNTED or steps not in ({1}, {5}, {10}) or len(margin) * max(steps) < 0.7 * len(prose):
        return []
    going_on = sum(not a.text.endswith(TERMINAL) for a in prose[:-1])
    return margin if going_on >= 0.5 * len(prose[:-1]) else []


def _grouped(lines: Iterable[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        if rows and abs(rows[-1][0].y - line.y) <= 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _in_rows(lines: Sequence[Line]) -> list[Line]:
    """Join the pieces of each running head into one line."""
    joined = []
    for row in _grouped(lines):
        first = min(row, key=lambda line: line.x0)
        first.text = " ".join(line.text for line in sorted(row, key=lambda line: line.x0))
        joined.append(first)
    return joined


# --- Marks -----------------------------------------------------------------------------------------------


def _split_headings(block: Block, reference: frozenset[str]) -> Iterable[Block]:
    """Part the heading of a list of references from the first entry, where no gap parts them."""
    if len(block.lines) > 1 and _bare(block.lines[0].text) in reference:
        return (Block(block.lines[:1]), Block(block.lines[1:]))
    return (block,)


def _bare(text: str) -> str:
    return _NUMBERED.sub("", text, count=1).strip(" .:").lower()


def _body_size(paragraphs: Iterable[_Paragraph]) -> float:
    """Return the size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        for line in paragraph.block.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0


def _mark(
    paragraphs: Sequence[_Paragraph], body: float, reference: frozenset[str], caption: str
) -> str | None:
    """Mark title, authors, headings, captions and references; return the title."""
    title = _mark_title(paragraphs, body)
    listed: Block | None = None
    label = (
        re.compile(rf"(?:{caption})\s*(?:\d[\w.]{{0,5}}|[IVX]{{1,4}})(?:(?<!\w)|[:—–|])") if caption else None
    )
    for paragraph in paragraphs:
        block, text = paragraph.block, paragraph.block.text
        heading = _is_heading(block, body)
        if paragraph.mark is not None:
            continue
        if _bare(text) in reference and len(block.lines) == 1:
            paragraph.mark, listed = "section label", block
        elif listed is not None and not (heading and _alike(block, listed)):
            paragraph.mark = "reference"
        else:
            listed = None
            if label and label.match(text):
                paragraph.mark = "caption"
            elif heading:
                paragraph.mark = "section label"
            elif _is_formula(text):
                paragraph.mark = "fragment"
    return title


def _is_heading(block: Block, body: float) -> bool:
    text = block.text
    return (
        len(block.lines) <= 2
        and (block.size > 1.08 * body or (block.bold and block.size > 0.95 * body))
        and not text.endswith((".", ",", ";", ":", "。"))
        and len(text.split()) <= 16
    )


def _is_formula(text: str) -> bool:
    """Tell a formula, the ticks of an axis, a row of numbers: hardly a word in it, and no full stop."""
    letters = sum(len(word) for word in WORDS.findall(text) if len(word) > 2)
    return letters < 0.4 * len(text.replace(" ", "")) and not text.endswith((".", "!", "?", "。"))


def _alike(block: Block, heading: Block) -> bool:
    return block.bold == heading.bold and abs(block.size - heading.size) <= 0.06 * heading.size


def _mark_title(paragraphs: Sequence[_Paragraph], body: float) -> str | None:
    """Mark the title at the top of the first page, what stands above it, and the authors below it."""
    first = [p for p in paragraphs if p.mark is None and p.block.page == paragraphs[0].block.page]
    if not first:
        return None
    top = max(line.y for p in first for line in p.block.lines)
    low = min(line.y for p in first for line in p.block.lines)
    able = [
        (at, p)
        for at, p in enumerate(first[:12])
        if p.block.size >= 1.15 * body
        and 4 <= len(p.block.text) <= 300
        and sum(map(str.isalpha, p.block.text)) > 0.6 * len(p.block.text.replace(" ", ""))
        and p.block.lines[0].y >= low + 0.4 * (top - low)
    ]
    if not able:
        return None
    at, chosen = max(able, key=lambda pair: (pair[1].block.size, -pair[0]))
    parts = [chosen]
    for p in first[at + 1 : at + 4]:
        if abs(p.block.size - chosen.block.size) > 0.05 * chosen.block.size:
            break
        parts.append(p)
    for p in parts:
        p.mark = "headline"
    for p in first[:at]:
        if len(p.block.lines) <= 2 and len(p.block.text) < 200:
            p.mark = "page header"
    _mark_authors(first[at + len(parts) :], body)
    return " ".join(p.block.text for p in parts)


def _mark_authors(below: Sequence[_Paragraph], body: float) -> None:
    """Mark names, affiliations and addresses: short lines between the title and the first prose."""
    found: list[_Paragraph] = []
    for p in below[:24]:
        text = p.block.text
        ended = text.endswith((".", "-", "?", "!")) or _tells(text)
        prose = len(text) > 60 and ended and "@" not in text
        if prose or len(text) > 300:
            break
        found.append(p)
    else:
        return
    while found and _is_heading(found[-1].block, body) and "@" not in found[-1].block.text:
        found.pop()
    if any("@" in p.block.text for p in found) or len(found) <= 3:
        for p in found:
            p.mark = "byline"


def _tells(text: str) -> bool:
    """Tell whether most words begin small, as in a paragraph that goes on elsewhere; names do not."""
    words: list[str] = WORDS.findall(text)
    return 2 * sum(word[0].islower() for word in words) > len(words)


# --- Paragraphs that go on -------------------------------------------------------------------------------


def _joined(paragraphs: Sequence[_Paragraph], body: float) -> list[_Paragraph]:
    """Join a paragraph to where it goes on, over columns, pages, notes and figures."""
    taken: set[int] = set()
    kept: list[_Paragraph] = []
    for at, paragraph in enumerate(paragraphs):
        if at in taken:
            continue
        kept.append(paragraph)
        if paragraph.mark not in (None, "reference"):
            continue
        last, here = paragraph.block, at
        while (there := _goes_on(paragraphs, here, last, paragraph.mark, taken)) is not None:
            taken.add(there)
            last, here = paragraphs[there].block, there
            paragraph.parts.append(last)
    return kept


def _goes_on(
    paragraphs: Sequence[_Paragraph], at: int, last: Block, mark: str | None, taken: Container[int]
) -> int | None:
    """Return the index of the block in which ``last`` goes on, None where it is at its end."""
    if last.is_row or last.text.endswith(TERMINAL):
        return None
    crossed = False
    for there in range(at + 1, min(at + 14, len(paragraphs))):
        other = paragraphs[there]
        block = other.block
        crossed = crossed or block.page != last.page or block.lines[0].y > last.lines[-1].y
        if other.mark == "section label" and not crossed:
            return None
        if (
            there in taken
            or other.mark != mark
            or block.is_row
            or abs(block.size - last.size) > 0.06 * last.size
        ):
            continue
        if not _is_running_text(block) or block.bold != last.bold:
            continue
        start = block.lines[0].text
        if MARKER.fullmatch(start.split(" ", 1)[0]) and not start[:1].islower():
            return None
        if (last.text.endswith(HYPHENS) and BROKEN.search(last.text)) or start[:1].islower():
            return there
        full = max(line.x1 for line in last.lines) - last.lines[-1].x1 < last.size and len(last.lines) > 1
        return there if crossed and full and last.text[-1].isalnum() | (last.text[-1] == ",") else None
    return None


def _is_running_text(block: Block) -> bool:
    """Tell prose, or the last words of it, from the labels of a figure."""
    if any(line.holds_prose() for line in block.lines):
        return len(block.text) > 50 or not _LABEL.match(block.text)
    return block.text.endswith(TERMINAL) and not block.text.endswith((":", ")"))


# --- Text ------------------------------------------------------------------------------------------------


def _vocabulary(paragraphs: Iterable[_Paragraph]) -> Counter[str]:
    return vocabulary("\n".join(line.text for paragraph in paragraphs for line in paragraph.block.lines))


def _write(reading: Reading, paragraphs: Iterable[_Paragraph], words: Counter[str]) -> None:
    pieces: list[str] = []
    length, page = 0, 0
    for paragraph in paragraphs:
        if pieces:
            pieces.append("\n\n")
            length += 2
        start, text = length, ""
        for block in (paragraph.block, *paragraph.parts):
            for line in block.lines:
                text, tail = _seam(text, line.text, words)
                if block.page != page and tail:
                    page = block.page
                    reading.places.append((start + len(text), page))
                text += tail
        pieces.append(text)
        length = start + len(text)
        if paragraph.mark:
            reading.asides.append((start, length, paragraph.mark))
    reading.text = "".join(pieces)


def _seam(text: str, line: str, words: Counter[str]) -> tuple[str, str]:
    """Return what is so far, made ready for the next line, and the next line."""
    line = line.replace("\u00ad", "") if "\u00ad" in line[:-1] else line
    if not text:
        return "", line
    broken = BROKEN.search(text[-80:]) if text.endswith(HYPHENS) else None
    following = FIRST.match(line)
    if broken and following:
        head, rest = broken.group(1).lower(), following.group().lower()
        if line[following.end() :].startswith("-") and not words[head + rest]:
            return text, line
        if is_suspended(head, rest, words):
            return text + " ", line
        return (text[:-1] if is_one_word(head, rest, following.group(), text[-1], words) else text), line
    if text[-1] in "-–—/" and (text[-1] in "—" or line[:1].isdigit()) and not text[-2:-1].isspace():
        return text, line
    if text.endswith(_LINK_ENDS) and _LINK.search(text[-200:]):
        return text, line
    if IDEOGRAPH.match(text[-1]) and IDEOGRAPH.match(line[0]):
        return text, line
    return text + " ", line
