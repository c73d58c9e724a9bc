"""The characters of an article in XML: marks of notes, raised figures, formulas, what is struck out."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from .mathml import linear
from .raised import lower, raise_
from .xml_tree import name_of

NO_TEXT = frozenset(
    """ref-list references ref back script style metadata object-id permissions tex-math kwd-group aff
    supplementary-material contrib-group author-notes history tagline media-metadata media-producer docdata
    pubdata byline""".split()
)
_NOTE_MARKS = frozenset("bibr fn table-fn aff corresp".split())
STRUCK = frozenset("strike del s".split())
_HOLDERS = frozenset("fn-group back table-wrap-foot author-notes body sec notes front-stub app".split())
"""Where notes stand by themselves, and not amid a text."""
MARKED = re.compile("\0([^\0]*)\0")
"""What stands for the mark of a note; no XML holds a NUL."""
_PIECES, _BEFORE = 6, 300
"""Pieces, and characters of them, before raised ones that tell what those are."""


def characters(element: Any) -> str:
    """Return the text of an element; marks of notes are left out, raised figures keep their place."""
    pieces = [element.text or ""]
    for child in element:
        go_on(pieces, child)
    return "".join(pieces)


def go_on(pieces: list[str], child: Any) -> None:
    """Add what an element shows to a text in pieces, and what stands behind it."""
    name, tail = name_of(child), child.tail or ""
    if not name and (child.text or "").startswith("&"):
        # A character by its name, as HTML has them; what a file declares itself is not read.
        pieces.append(html5.get(child.text[1:], ""))
    elif name == "fn" and is_inline(child):
        pieces.append(f"\0{child.get('id') or ''}\0")
    elif name in ("break", "br"):
        pieces.append(" ")
    elif name == "math":
        pieces.append(linear(child))
    elif name in ("sup", "sub"):
        linked = any(name_of(each) in ("xref", "fn") for each in child)
        before = "".join(pieces[-_PIECES:])[-_BEFORE:]
        pieces.append(_shifted(name, before, characters(child), tail, linked))
    elif name == "xref" and child.get("ref-type") in _NOTE_MARKS:
        pieces.append(f"\0{child.get('rid') or ''}\0" + ("" if _is_number(child) else characters(child)))
    elif name and name not in NO_TEXT and name not in STRUCK:
        pieces.append(characters(child))
    pieces.append(tail)


def _shifted(name: str, before: str, inner: str, after: str, linked: bool) -> str:
    """Return raised or lowered characters as they are to be read; of a mark only where it stands."""
    marks = "".join(f"\0{key}\0" for key in MARKED.findall(inner))
    shown, before = MARKED.sub("", inner), MARKED.sub("", before)
    if name == "sub":
        return lower(before, shown) + inner
    if linked and not shown.strip(" ,;–-[]()"):
        return marks
    between = raise_(before, shown, after, linked)
    return marks if between is None else between + inner


def bare(element: Any) -> str:
    """Return the text of an element on one line, without what stands for marks."""
    return " ".join(MARKED.sub("", characters(element)).split())


def is_inline(note: Any) -> bool:
    """Tell whether a note stands amid a text, where its mark is shown."""
    above = note.getparent()
    return above is not None and name_of(above) not in _HOLDERS


def _is_number(element: Any) -> bool:
    text = "".join(element.itertext()).strip("[]() ,–-*†‡§")
    return not text or text.replace(",", "").replace("–", "").isdigit() or len(text) == 1
