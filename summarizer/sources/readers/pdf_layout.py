"""The words of a page → its blocks in reading order: lines, columns, tables, paragraphs.

Words that stand on one base line are a line unless a gutter parts them. A gutter is looked for among the
left edges of the lines; what crosses it parts the page into bands, and in a band whose two sides are prose
the left one is read first (recursive XY cut, Nagy & Seth 1984, with the crossing lines as cuts).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .pdf_glyphs import Word
from .raised import lower, raise_

_GAP = 0.9
"""Widest blank within a line, in font sizes; a gutter is wider."""
_CELL = 1.8
"""Blank from which two pieces of a row are cells of a table, in font sizes."""
_SPACE = 2.4
"""Blank between base lines, in font sizes, over which the two sides of a gutter are looked at anew."""
_DEEPEST = 8
_CANDIDATES = 10

MARKER = re.compile(
    r"(?:\[[\w.+-]{1,12}\]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[•◦▪‣●○■□▶►➤✓✔☐☑☒·*–—-])$"
)
_ITEM = re.compile(r"(?:\[[\w.+-]{1,12}\]|\(\w{1,3}\)|\d{1,3}[.)]|[•◦▪‣●○■□▶►➤✓✔☐☑☒·–—])\s")
_LETTER = re.compile(r"[^\W\d_]")
TERMINAL = tuple(".!?…:;。！？؟۔।॥։»\"”’')")


@dataclass(slots=True, eq=False)
class Line:
    """One line of a column, or one row of a table where ``cells`` is above one."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    cells: int = 1
    weights: dict[float, int] = field(default_factory=dict)
    strong: int = 0
    prose: tuple[str, bool] = ("", False)

    def add(self, word: Word) -> None:
        """Count a word on the base line: the line has the size, and the weight, of most of its letters."""
        size, count = word.size, len(word.text)
        self.weights[size] = self.weights.get(size, 0) + count
        if word.bold:
            self.strong += count
        if size != self.size and self.weights[size] >= self.weights.get(self.size, 0):
            self.size, self.y = size, word.y
        self.bold = self.strong > 0 and self.strong >= 0.95 * sum(self.weights.values())

    @property
    def width(self) -> float:
        """How far the line reaches, in points."""
        return self.x1 - self.x0

    def holds_prose(self) -> bool:
        """Tell whether three words or more stand on it, mostly letters; known for the text last looked at."""
        if self.prose[0] != self.text:
            self.prose = (self.text, self._holds_prose())
        return self.prose[1]

    def _holds_prose(self) -> bool:
        letters = len(_LETTER.findall(self.text))
        return (
            len(self.text) >= 14
            and letters >= 0.6 * len(self.text)
            and (self.text.count(" ") >= 2 or letters > 30 or not self.text.isascii())
        )


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph, a heading, a row of a table: lines that belong together."""

    lines: list[Line] = field(default_factory=list)
    page: int = 0

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def text(self) -> str:
        """Its lines with a blank between them, for looking at; hyphens are not undone."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return any(line.cells > 1 for line in self.lines)


# --- Words → pieces of lines -----------------------------------------------------------------------------


def pieces(words: Iterable[Word]) -> list[Line]:
    """Join words that follow each other on one base line; raised and lowered ones go to their word."""
    found: list[Line] = []
    seen: set[tuple[str, int, int]] = set()
    current: Line | None = None
    for word in _without_drop_caps(list(words)):
        key = (word.text, round(word.x0), round(word.y))
        if key in seen and word.text not in (".", ",", "·"):
            continue  # drawn twice, for a bold look or a shadow
        seen.add(key)
        if current is None or not _append(current, word):
            current = Line(word.text, word.x0, word.x1, word.y, word.size, word.bold)
            current.add(word)
            found.append(current)
    return found


def _append(line: Line, word: Word) -> bool:
    """Add a word to the line where it goes on with it."""
    size = max(line.size, word.size)
    gap, up = word.x0 - line.x1, word.y - line.y
    if not -0.5 * size <= gap <= _GAP * size:
        return False
    blank = gap > (0.05 if word.text[0] in ".,;:" else -1) * size if word.blank else gap > 0.16 * size
    if abs(up) <= 0.12 * size or (abs(up) <= 0.2 * size and abs(line.size - word.size) < 0.1 * size):
        line.text += " " * blank + word.text
        line.add(word)
    elif word.size <= 0.87 * line.size and abs(up) <= 0.8 * size and gap <= 0.4 * size:
        line.text = _script(line.text, word.text, up > 0, gap > 0.3 * size)
    elif (
        line.size <= 0.87 * word.size and abs(up) <= 0.8 * size and gap <= 0.6 * size and len(line.text) <= 4
    ):
        # The mark of a note opens the line; the line itself only begins now.
        line.text += " " + word.text
        line.size, line.y, line.weights, line.strong = word.size, word.y, {}, 0
        line.add(word)
    else:
        return False
    line.x1 = max(line.x1, word.x1)
    return True


def _script(base: str, text: str, raised: bool, apart: bool) -> str:
    """Set a raised or lowered piece behind its word: a power as a power, the mark of a note left out."""
    if not raised:
        return base + lower(base, text) + text
    between = raise_(base, text, "")
    return base if between is None else base + (between or " " * apart) + text


def _without_drop_caps(words: Sequence[Word]) -> Iterable[Word]:
    """Yield the words, the large first letter of a chapter joined to the rest of its word."""
    held: Word | None = None
    for word in words:
        if held is not None:
            goes_on = (
                word.text[:1].isalpha()
                and abs(word.x0 - held.x1) < 1.5 * word.size
                and -0.3 * word.size <= word.y - held.y <= held.size
            )
            if goes_on and held.size >= 1.8 * word.size:
                word = word._replace(text=held.text + word.text)
            else:
                yield held
            held = None
        if len(word.text) == 1 and word.text.isupper() and word.size > 18:
            held = word
        else:
            yield word
    if held is not None:
        yield held


# --- Pieces → blocks in reading order --------------------------------------------------------------------


def arrange(found: Sequence[Line]) -> list[Block]:
    """Return the blocks of one page in the order in which a person reads them."""
    return _columns(list(found), 0)


def _columns(found: list[Line], depth: int) -> list[Block]:
    gutter = _gutter(found) if depth < _DEEPEST and len(found) > 3 else None
    if gutter is None:
        return _paragraphs(_rows(found))
    blocks: list[Block] = []
    wide: list[Line] = []
    for left, right in _bands(found, gutter):
        if _side_by_side(left, right):
            blocks += _columns(wide, depth + 1) if wide else []
            blocks += _columns(left, depth + 1) + _columns(right, depth + 1)
            wide = []
        else:
            wide += left + right
    return blocks + (_columns(wide, depth + 1) if 0 < len(wide) < len(found) else _paragraphs(_rows(wide)))


def _bands(found: Sequence[Line], gutter: float) -> Iterable[tuple[list[Line], list[Line]]]:
    """Yield what stands left and right of the gutter, from one crossing line to the next, from the top.

    A crossing line is a band of its own, with nothing at its right; a wide blank over both sides parts
    bands as well.
    """
    left: list[Line] = []
    right: list[Line] = []
    above: float | None = None
    for line in sorted(found, key=lambda line: (-line.y, line.x0)):
        if above is not None and above - line.y > _SPACE * line.size and (left or right):
            yield left, right
            left, right = [], []
        above = line.y
        if line.x0 < gutter < line.x1:
            if left or right:
                yield left, right
            yield [line], []
            left, right = [], []
        else:
            (left if line.x1 <= gutter else right).append(line)
    if left or right:
        yield left, right


def _gutter(found: Sequence[Line]) -> float | None:
    """Return the x of the gutter that parts the most text, None where nothing is set in columns."""
    size = median(line.size for line in found)
    edges = Counter(round(line.x0 / (0.5 * size)) for line in found)
    leftmost = min(edges)
    best, most = None, 0
    for edge, count in edges.most_common(_CANDIDATES):
        if edge == leftmost or count < 2:
            continue
        gutter = edge * 0.5 * size - 0.3 * size
        parted = sum(
            min(_length(left), _length(right))
            for left, right in _bands(found, gutter)
            if _side_by_side(left, right)
        )
        if parted > most:
            best, most = gutter, parted
    return best


def _length(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell whether two sides are columns of running text, and not the cells of a table."""
    if len(left) < 2 or len(right) < 2:
        return False
    prose = [_prose(left), _prose(right)]
    if all(prose):
        return True
    if not any(prose) or min(len(left), len(right)) < 3:
        return False
    levels = sorted(line.y for line in left)
    aligned = sum(_near(levels, line.y, 0.15 * line.size) for line in right)
    return aligned < 0.5 * len(right)


def _prose(lines: Sequence[Line]) -> bool:
    long = [line for line in lines if line.holds_prose()]
    return len(long) >= 2 and _length(long) >= 0.6 * _length(lines)


def _near(levels: Sequence[float], y: float, most: float) -> bool:
    at = bisect_left(levels, y)
    return any(abs(levels[i] - y) <= most for i in (at - 1, at) if 0 <= i < len(levels))


def _rows(found: Sequence[Line]) -> list[Line]:
    """Join the pieces that stand beside each other into rows, from the top."""
    rows: list[list[Line]] = []
    for line in sorted(found, key=lambda line: (-line.y, line.x0)):
        if rows and abs(rows[-1][0].y - line.y) <= 0.3 * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    shared = Counter(round(line.x0) for row in rows for line in sorted(row, key=lambda line: line.x0)[1:])
    joined = [_row(sorted(row, key=lambda line: line.x0), shared) for row in rows]
    for at, line in enumerate(joined):
        if (
            line.cells > 1
            and _is_stretched(joined, at)
            and not any(shared[round(each.x0)] > 1 for each in rows[at])
        ):
            line.text, line.cells = line.text.replace(" | ", " "), 1
    return joined


def _is_stretched(lines: Sequence[Line], at: int) -> bool:
    """Tell a line that was set to the full width with wide blanks from the row of a table."""
    line = lines[at]
    return any(
        other.cells == 1
        and other.holds_prose()
        and max(abs(other.x0 - line.x0), abs(other.x1 - line.x1)) < line.size
        and abs(other.y - line.y) < 2 * line.size
        for other in lines[max(0, at - 1) : at + 2]
        if other is not line
    )


def _row(row: Sequence[Line], shared: Counter[int]) -> Line:
    first = row[0]
    text, end, cells = first.text, first.x1, 1
    for line in row[1:]:
        last = text.rsplit(" | ", 1)[-1]
        gap = (line.x0 - end) / line.size
        if (
            (gap > _CELL or (gap > 0.8 and shared[round(line.x0)] > 2))
            and not MARKER.fullmatch(last)
            and not last.endswith(":")
            and not (last.isdigit() and len(last) < 3 and cells == 1)
        ):
            text, cells = f"{text} | {line.text}", cells + 1
        else:
            text += (" " if line.x0 - end > 0.12 * line.size else "") + line.text
        end = max(end, line.x1)
    main = max(row, key=lambda line: len(line.text))
    weights = {size: count for line in row for size, count in line.weights.items()}
    return Line(text, first.x0, end, main.y, main.size, all(line.bold for line in row), cells, weights)


# --- Lines → paragraphs ----------------------------------------------------------------------------------


def _paragraphs(lines: Sequence[Line]) -> list[Block]:
    if not lines:
        return []
    leading = _leading(lines)
    edge = Counter(round(line.x0) for line in lines).most_common(1)[0][0]
    # A line that is centred keeps off the left edge; of a few lines one may fill the whole width.
    low = min(line.x0 for line in lines) if len(lines) > 4 else float("-inf")
    blocks = [Block([lines[0]])]
    for line in lines[1:]:
        if _parts(blocks[-1].lines, line, leading, edge, low):
            blocks.append(Block([line]))
        else:
            blocks[-1].lines.append(line)
    return blocks


def _of_one_size(a: Line, b: Line) -> bool:
    """Tell whether two lines are set in one size; a formula or a term in one of them may have another."""
    if abs(a.size - b.size) <= 0.12 * b.size:
        return True
    return abs(a.size - b.size) <= 0.25 * b.size and (b.size in a.weights or a.size in b.weights)


def _leading(lines: Sequence[Line]) -> float:
    """Return the usual distance of two base lines, in font sizes."""
    steps = [(a.y - b.y) / b.size for a, b in pairwise(lines) if abs(a.size - b.size) < 0.1 * b.size]
    steps = [step for step in steps if 0.8 <= step <= 2.6]
    return median(steps) if len(steps) > 2 else min([*steps, 1.3])


def _parts(block: Sequence[Line], line: Line, leading: float, edge: float, low: float) -> bool:
    """Tell whether ``line`` opens a new paragraph below the lines of ``block``."""
    last, size = block[-1], line.size
    if line.cells > 1 or last.cells > 1 or not _of_one_size(last, line):
        return True
    if last.y - line.y > (leading + 0.35) * size or last.y - line.y < 0.3 * size:
        return True
    if last.bold != line.bold and (last.bold or not last.text.endswith("-")):
        return all(each.bold for each in block) or line.bold
    ended = last.text.endswith(TERMINAL)
    if _ITEM.match(line.text) and (ended or last.width < 0.7 * line.width or _ITEM.match(block[0].text)):
        return True
    centred = (
        abs((last.x0 + last.x1) - (line.x0 + line.x1)) < size and min(last.x0, line.x0) > low + 0.7 * size
    )
    shift = line.x0 - last.x0
    if not centred or abs(shift) < 0.7 * size:
        if (
            shift > 0.7 * size
            and last.x0 > edge - 0.7 * size
            and not (len(block) == 1 and _ITEM.match(block[0].text))
        ):
            return ended or shift < 4 * size
        if shift < -0.7 * size and (len(block) > 1 or line.x0 < edge - 0.7 * size):
            return True
    right = max(each.x1 for each in block)
    word = line.text.split(" ", 1)[0]
    fits = last.x1 + (len(word) + 1) * 0.5 * size < max(right, line.x1) - 0.5 * size
    if line.text[:1].islower() or centred:
        return False
    # A line that stops halfway before a capital is a heading, or an entry of its own.
    return fits and (
        ended or (last.width < 0.6 * max(right - last.x0, line.width) and line.text[:1].isupper())
    )
