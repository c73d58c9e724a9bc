"""PDFium → the words of a page: text, place and size of each piece that one drawing operation set."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_BROKEN = "\ufffe"
"""What PDFium gives for a hyphen at the end of a line, and for a glyph without a meaning."""

_LINE = re.compile(r"[^\s](?:[^\r\n]*[^\s])?")
_WORD = re.compile(r"\S+")
_LONG, _WIDEST = 45, 0.6
"""Characters from which a line is taken as a whole, and how wide one of them is at most, in font sizes."""
_BOLD = re.compile(r"bold|black|heavy|demi|-medi(?!um)|semibold", re.IGNORECASE)
_HEAVY = 600
"""Weight from which a font counts as bold (CSS: 600 is semi-bold)."""

_WIDGET, _FREE_TEXT = 20, 3
_BUTTONS, _CHOSEN = (2, 3), "\u2612"
"""Kinds of form fields that are ticked, and the sign for one that is."""

_COMBINING = dict(
    zip(
        "`´¨ˆ˜¯˘˙˚¸˝˛ˇ",
        "\u0300\u0301\u0308\u0302\u0303\u0304\u0306\u0307\u030a\u0327\u030b\u0328\u030c",
        strict=True,
    )
)
"""Accents that stand by themselves, and the same ones that join the letter before them."""
_DOTLESS = {"ı": "i", "ȷ": "j"}
"""Letters that lose their dot under an accent, with those that they are."""
_ACCENT = re.compile(f"[{''.join(_COMBINING)}]")


def _bare(function: Any, gives: Any, *takes: Any) -> Any:
    """Return a function of PDFium that takes and gives plain addresses: no object is made for each call."""
    return ctypes.CFUNCTYPE(gives, *takes)(ctypes.cast(function, ctypes.c_void_p).value or 0)


# What is asked of each word.
_object_at = _bare(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_box_at = _bare(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_font_of = _bare(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)

LOST = "\ufffd"
"""Stands for a glyph of which the font does not say what it means."""


class Word(NamedTuple):
    """A word, or a line that one drawing operation set; in one size. Places in points, y upwards.

    ``x0`` and ``x1`` run along the direction of writing and ``y`` is the base line in a frame turned so that
    the text of ``angle`` (degrees) is level. ``blank`` tells that a blank stands before it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    angle: int
    blank: bool


class _Style(NamedTuple):
    """How one drawing operation sets its characters; all of them stand on one base line."""

    size: float
    bold: bool
    angle: int
    cosine: float
    sine: float
    level: float


class Page:
    """One open page of PDFium and what is asked of it."""

    def __init__(self, document: Any, form: Any, number: int) -> None:
        self.page = pdfium.FPDF_LoadPage(document, number)
        if not self.page:
            raise ValueError("no such page")
        self.form = form
        self.text = pdfium.FPDFText_LoadPage(self.page)
        self.at = _address(self.text)
        self.styles: dict[int, _Style] = {}
        self.fonts: dict[int, bool] = {}
        self.box, self.matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self.box_at = ctypes.addressof(self.box)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def close(self) -> None:
        """Give back what PDFium holds of the page."""
        if self.text:
            pdfium.FPDFText_ClosePage(self.text)
        pdfium.FPDF_ClosePage(self.page)

    def words(self) -> list[Word]:
        """Return the words in the order in which they are drawn, then what fields and notes hold."""
        if not self.text:
            raise ValueError("no text can be read")
        text = self._accented(self._characters())
        found: list[Word] = []
        for line in _LINE.finditer(text):
            start, end = line.span()
            whole = self._whole(text, start, end)
            if whole is not None:
                found.append(whole)
            else:
                for match in _WORD.finditer(text, start, end):
                    # A line break says only that the next word stands at another height, as a power does.
                    found += self._pieces(text, *match.span(), blank=match.start() > start)
        return found + list(self._filled())

    def _characters(self) -> str:
        count = pdfium.FPDFText_CountChars(self.text)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self.text, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            if _BROKEN not in text:
                return text
            return re.sub(_BROKEN, lambda found: self._character(found.start()), text)
        # A character beyond the first 65,536 takes two units: the offsets differ, so each is asked for.
        return "".join(self._character(at) for at in range(count))

    def _character(self, at: int) -> str:
        if pdfium.FPDFText_IsHyphen(self.text, at) == 1:
            return "-"
        code = pdfium.FPDFText_GetUnicode(self.text, at)
        return chr(code) if 0 < code < 0x110000 else LOST

    def _accented(self, text: str) -> str:
        """Join accents that are drawn over a letter, by themselves, to it: "´e" and "e´" are "é".

        Each place keeps a character: the letter, then the accent as a combining one. An accent beside a
        letter, as some write an apostrophe, stays what it is.
        """
        if text.isascii() or not _ACCENT.search(text):
            return text
        made = list(text)
        for match in _ACCENT.finditer(text):
            at, mark = match.start(), _COMBINING[match.group()]
            for letter in (at + 1, at - 1):
                if not 0 <= letter < len(made) or not made[letter].isalpha():
                    continue
                base = _DOTLESS.get(made[letter], made[letter])
                whole = len(unicodedata.normalize("NFC", base + mark)) == 1
                if whole and self._is_over(at, letter):
                    first = min(at, letter)
                    made[first], made[first + 1] = base, mark
                    break
        return "".join(made)

    def _is_over(self, accent: int, letter: int) -> bool:
        """Tell whether the middle of one character lies between the sides of another."""
        sides = []
        for at in (accent, letter):
            left, right, low, high = (ctypes.c_double() for _ in range(4))
            pdfium.FPDFText_GetCharBox(self.text, at, left, right, low, high)
            sides.append((left.value, right.value))
        middle = sum(sides[0]) / 2
        return sides[1][0] < middle < sides[1][1]

    def _drawn(self, at: int) -> int:
        """Return the drawing operation that a character comes from, 0 for one that PDFium put in."""
        return _object_at(self.at, at) or 0

    def _whole(self, text: str, start: int, end: int) -> Word | None:
        """Return a line as one word where one drawing operation set it, its blanks too, without a gap."""
        drawn = self._drawn(start)
        if end - start < _LONG or not drawn or self._drawn(end - 1) != drawn:
            return None
        at = text.find(" ", start, end)
        while at >= 0:
            if text[at + 1] == " " or pdfium.FPDFText_IsGenerated(self.text, at):
                return None
            at = text.find(" ", at + 1, end)
        word = self._piece(text[start:end], start, end, drawn, blank=False)
        return word if word.x1 - word.x0 < _WIDEST * word.size * len(word.text) else None

    def _pieces(self, text: str, start: int, end: int, blank: bool) -> Iterator[Word]:
        """Yield a word, cut where its letters come from different drawing operations."""
        first = self._drawn(start)
        if end - start == 1 or first == self._drawn(end - 1):
            yield self._piece(text[start:end], start, end, first, blank)
            return
        since, last = start, first
        for at in range(start + 1, end):
            if unicodedata.combining(text[at]):
                continue
            if (here := self._drawn(at)) != last:
                yield self._piece(text[since:at], since, at, last, blank)
                since, last, blank = at, here, False
        yield self._piece(text[since:end], since, end, last, blank)

    def _piece(self, text: str, start: int, end: int, drawn: int, blank: bool) -> Word:
        style = self.styles.get(drawn) or self._style(start, drawn)
        box = self.box
        _box_at(self.at, start, self.box_at)
        if style.angle == 0:
            left, right = box.left, box.right
            if end - start > 1:
                _box_at(self.at, end - 1, self.box_at)
                left, right = min(left, box.left), max(right, box.right)
        else:
            corners = [(box.left, box.bottom), (box.right, box.top)]
            _box_at(self.at, end - 1, self.box_at)
            corners += [(box.left, box.bottom), (box.right, box.top)]
            along = [x * style.cosine + y * style.sine for x, y in corners]
            left, right = min(along), max(along)
        return Word(text, left, right, style.level, style.size, style.bold, style.angle, blank)

    def _style(self, at: int, drawn: int) -> _Style:
        pdfium.FPDFText_GetMatrix(self.text, at, self.matrix)
        a, b, c, d = self.matrix.a, self.matrix.b, self.matrix.c, self.matrix.d
        size = pdfium.FPDFText_GetFontSize(self.text, at) * (math.hypot(c, d) or 1.0)
        angle = round(math.degrees(math.atan2(b, a))) % 360
        for quarter in (0, 90, 180, 270, 360):
            if abs(angle - quarter) <= 3:
                angle = quarter % 360
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        pdfium.FPDFText_GetCharOrigin(self.text, at, self.x, self.y)
        level = self.y.value * cosine - self.x.value * sine
        font = _font_of(drawn) or 0 if drawn else 0
        bold = self.fonts.get(font) if font else None
        if bold is None:
            bold = self._bold(at)
            if font:
                self.fonts[font] = bold
        style = _Style(round(max(size, 0.5), 2), bold, angle, cosine, sine, level)
        if drawn:
            self.styles[drawn] = style
        return style

    def _bold(self, at: int) -> bool:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self.text, at, name, 128, flags)
        if name.value:
            return _BOLD.search(name.value.decode("latin-1")) is not None
        return int(pdfium.FPDFText_GetFontWeight(self.text, at)) >= _HEAVY

    # --- Fields of forms and typed notes -----------------------------------------------------------------

    def _filled(self) -> Iterator[Word]:
        """Yield the values of form fields and the text of typed notes, as words at their places."""
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(self.page), 5_000)):
            note = pdfium.FPDFPage_GetAnnot(self.page, index)
            if not note:
                continue
            try:
                if value := self._value(note):
                    pdfium.FPDFAnnot_GetRect(note, self.box)
                    yield from _typed(value, self.box.left, self.box.right, self.box.bottom, self.box.top)
            finally:
                pdfium.FPDFPage_CloseAnnot(note)

    def _value(self, note: Any) -> str:
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind == _FREE_TEXT:
            return _string(pdfium.FPDFAnnot_GetStringValue, note, b"Contents")
        if kind != _WIDGET or not self.form:
            return ""
        field = pdfium.FPDFAnnot_GetFormFieldType(self.form, note)
        if field in _BUTTONS:
            return _CHOSEN if pdfium.FPDFAnnot_IsChecked(self.form, note) else ""
        return "" if field == 1 else _string(pdfium.FPDFAnnot_GetFormFieldValue, self.form, note)


def _typed(value: str, left: float, right: float, bottom: float, top: float) -> Iterator[Word]:
    """Set a field's value into its box: lines as they are typed, ten points high where there is room."""
    lines = [line for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    step = min(14.0, max(top - bottom, 1.0) / max(len(lines), 1))
    size = min(10.0, step * 0.8)
    base = (top + bottom) / 2 - size / 3 if len(lines) == 1 else top - step
    for line in lines:
        text = " ".join(line.split())
        yield Word(
            text, left, max(left + 1, min(right, left + len(text) * size / 2)), base, size, False, 0, True
        )
        base -= step


def _string(get: Any, *arguments: Any) -> str:
    length = get(*arguments, None, 0)
    if not 2 < length < 2_000_000:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    get(*arguments, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace")


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
