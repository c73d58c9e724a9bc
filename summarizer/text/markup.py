"""Markdown in a sentence: which of its characters a reader sees, as spans.

Links show their words, code and emphasis theirs, pictures, notes, HTML tags and what is struck out nothing.
Only signs and addresses are left out; no character is changed, so what is kept stands in the file as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.text.later import later

_SIGNS = re.compile(r"[\[*_`<~^{\\]")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,500})(?<!`)\1(?!`)")
_PICTURE = re.compile(r"!\[[^\[\]]{0,300}\](?:\([^()\n]{0,500}\)|\[[^\[\]]{0,100}\])")
_NOTE = re.compile(r"\A\[\^[^\]\s]{1,30}\]:[ \t]*|\[\^[^\]\s]{1,30}\]")
_SHIFTED = later(r"(?<=[\w)\]])\^[^\s^]{1,20}(\^)|(?<=[^\W_])(~)[^\s~]{1,20}(~)(?!~)")
"""Raised and lowered characters as pandoc writes them: of ``10^6^`` the power's sign stays."""
_NAMED = re.compile(r"[ \t]+\{[#.][^{}\n]{1,100}\}\Z")
"""The name or class of a heading."""
_TARGET = r"(?:<[^<>\n]{0,500}>|(?:[^()\s]|\([^()\s]{0,200}\)){0,500})(?:\s+[\"'][^\"'\n]{0,200}[\"'])?"
_LINK = later(rf"(\[)(?!\^)[^\[\]]{{1,300}}(\]\({_TARGET}\)|\]\[[^\[\]]{{0,100}}\])")
_ADDRESS = re.compile(r"(<)(?:https?://|mailto:)?[^\s<>]{1,300}[.@:/][^\s<>]{1,300}(>)")
_TAG = later(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i"
    r"|img|ins|kbd|li|mark|ol|p|picture|pre|q|samp|section|small|source|span|strong|sub|summary|sup|table|tbody"
    r"|td|tfoot|th|thead|tr|tt|u|ul|var|video|wbr)(?:\s[^<>]{0,500})?/?>|<!--[^<>]{0,1000}-->",
    re.IGNORECASE,
)
_POWER = later(r"(?<=\d)<sup>[-+−]?\d{1,3}</sup>", re.IGNORECASE)
"""A power keeps its tags, since without them 10 and 6 were 106."""
_RAISED_NOTE = later(r"(?<=[.,;:!?\"”’)])<sup>\[?\d{1,3}\]?</sup>", re.IGNORECASE)
_STRUCK = later(r"~~(?=\S)[^~]{1,500}~~|<(?P<tag>del|s|strike)>[^<>]{0,1000}</(?P=tag)>", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*|(?<!\w)__)(?=[^\s*_])[^*\n]{1,500}?(?<=[^\s*])(\1)(?!\1)")
_HALF = re.compile(r"\A\*{2,3}(?=[^\s*])|(?<=[^\s*])\*{2,3}\Z")
"""Emphasis that a sentence only begins or only ends, as its other half stands in another one."""
_EMPHASIS = later(
    r"(?<![\w*])(\*)(?=[^\s*])[^*\n]{1,500}?(?<=[^\s*])(\*)(?![\w*])"
    r"|(?<![\w_])(_)(?=[^\s_])[^_\n]{1,500}?(?<=[^\s_])(_)(?![\w_])"
)
_ESCAPE = re.compile(r"(\\)[!-/:-@\[-`{-~]")
_HIDDEN = "\0"


def kept(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of a sentence of Markdown that a reader sees, () where that is all of it.

    Every pattern is bounded, so the time is linear in the text.
    """
    if not _SIGNS.search(text):
        return ()
    drops = sorted(_drops(text))
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in drops:
        if start > at and not text[at:start].isspace():
            found.append((at, start))
        elif start > at and found:  # the blank between two pieces belongs to the one before
            found[-1] = (found[-1][0], start) if found[-1][1] == at else found[-1]
            if found[-1][1] != start:
                found.append((at, start))
        at = max(at, end)
    if at < len(text):
        found.append((at, len(text)))
    return () if found == [(0, len(text))] else tuple(found)


def shown(text: str, media_type: str) -> str:
    """Return what a reader sees of a passage: all of it where it is no Markdown."""
    if media_type != "text/markdown":
        return text
    return "".join(text[start:end] for start, end in kept(text) or ((0, len(text)),))


def struck(text: str) -> int:
    """Count the passages of a text that are struck out, code left out."""
    if "~~" not in text and "</" not in text:
        return 0
    return sum(1 for _ in _STRUCK.finditer(_CODE.sub("", text)))


def all_struck(text: str) -> bool:
    """Tell whether a passage is struck out as a whole."""
    return text[:1] in "~<" and _STRUCK.fullmatch(text.rstrip(".!?")) is not None


def code(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of a text that are code, with the signs around them."""
    return tuple(match.span() for match in _CODE.finditer(text)) if "`" in text else ()


def _drops(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges that are left out; what is dropped or is code is no markup to the patterns behind."""
    rest = text

    def blank(start: int, end: int) -> str:
        return rest[:start] + _HIDDEN * (end - start) + rest[end:]

    for match in _CODE.finditer(text):
        yield match.start(), match.start(2)
        yield match.end(2), match.end()
        rest = blank(match.start(), match.end())
    for match in _POWER.finditer(text):
        rest = blank(*match.span())
    for whole in (_STRUCK, _PICTURE, _NOTE, _NAMED, _RAISED_NOTE):
        for match in list(whole.finditer(rest)):
            yield match.span()
            rest = blank(*match.span())
    for ends in (_LINK, _ADDRESS):
        for match in list(ends.finditer(rest)):
            yield match.span(1)
            yield match.span(2)
            rest = blank(*match.span(2))
    for match in list(_TAG.finditer(rest)):
        yield match.span()
        rest = blank(*match.span())
    for match in list(_SHIFTED.finditer(rest)):
        for number in (1, 2, 3):
            if match.start(number) >= 0:
                yield match.span(number)
                rest = blank(*match.span(number))
    for match in list(_ESCAPE.finditer(rest)):
        yield match.span(1)
        rest = blank(match.start(), match.start() + 2)
    for marks in (_STRONG, _EMPHASIS):
        for match in list(marks.finditer(rest)):
            for number in range(1, marks.groups + 1):
                if match.start(number) >= 0:
                    yield match.span(number)
                    rest = blank(*match.span(number))
    for match in _HALF.finditer(rest):
        yield match.span()
