"""The signs of the fonts Symbol and Wingdings as Unicode characters, after Adobe's and Unicode's tables."""

from __future__ import annotations

_LOW = " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
_LAST = "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"

_SYMBOL = {
    **dict(enumerate(_LOW, 0x20)),
    **dict(enumerate(_HIGH, 0xA0)),
    **dict(enumerate(_LAST, 0xF1)),
}
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x4A: "☺", 0x4C: "☹", 0x28: "☎", 0x2A: "✉", 0x2B: "✉",
}  # fmt: skip

_PRIVATE = range(0xF020, 0xF100)
"""Where Word keeps the characters of a symbol font."""


def sign(font: str | None, code: int) -> str | None:
    """Return the character that ``code`` draws in a font, None where it is not known.

    ``code`` may lie in the private area, as Word writes it (F0B3), or below 256 (B3).
    """
    at = code - 0xF000 if code in _PRIVATE else code
    name = (font or "symbol").lower()
    if name.startswith("symbol"):
        return _SYMBOL.get(at)
    if name.startswith("wingdings"):
        return _WINGDINGS.get(at) if name == "wingdings" else None
    return chr(code) if code not in _PRIVATE and code >= 0x20 and not 0xD800 <= code < 0xE000 else None


def is_private(char: str) -> bool:
    """Tell whether a character means something in a symbol font alone."""
    return ord(char) in _PRIVATE
