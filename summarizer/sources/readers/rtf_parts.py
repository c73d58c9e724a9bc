"""RTF before its text is taken: what is deleted, hidden or raised, and what stands outside the flow."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field, replace
from typing import Any, Literal

from summarizer.records import dataclass

Height = Literal["", "superscript", "subscript"]
Kind = Literal["footnote", "endnote", "text box"]

MARKS: dict[str, Height] = {"\ufdd0": "", "\ufdd1": "superscript", "\ufdd2": "subscript"}
"""Characters that no text has, put before text of another height."""
ASIDE = "\ufdd3"
"""What is put where a note or a text box stands, and between two of them."""

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'[0-9a-f]{2}|\\[^a-z]|[{}]|[^\\{}]+", re.IGNORECASE)
_SWITCHES = {"deleted": "deleted", "mvf": "deleted", "strike": "struck", "striked": "struck", "v": "hidden"}
_HEIGHTS: dict[str, Height] = {"super": "superscript", "sub": "subscript", "nosupersub": ""}
_SIGNS = frozenset(
    """bullet cell column emdash emspace endash enspace ldblquote line lquote nestcell nestrow page par
    qmspace rdblquote row rquote sect tab u""".split()
)
"""Control words that stand for characters."""
_OUTSIDE = frozenset(
    """colortbl fldinst fonttbl footer footerf footerl footerr header headerf headerl headerr info object pict
    private stylesheet""".split()
)
"""Groups that hold no text of the document."""


@dataclass(frozen=True, slots=True)
class _Look:
    deleted: bool = False
    struck: bool = False
    hidden: bool = False
    height: Height = ""
    outside: bool = False
    aside: int = -1


@dataclass(slots=True)
class Flow:
    """A document in two: ``text`` and ``asides``, each RTF still.

    ``kinds`` are those of the asides, in order, ``marked`` the asides whose places the text has as `ASIDE`.
    ``fonts`` is the group that names the fonts. ``left_out`` counts the passages that are
    struck out or hidden, and the comments.
    """

    text: list[str] = field(default_factory=list)
    asides: list[list[str]] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    fonts: str = ""
    marked: list[int] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def coded(sign: str) -> str:
    """Return a sign as RTF writes it, in a group of its own."""
    return f"{{\\uc1\\u{ord(sign) - 0x10000}?}}"


def apart(content: str) -> Flow:
    """Take out what a reader of the document does not see, and put notes and text boxes by themselves.

    Linear in the length; whatever is no RTF passes as it is.
    """
    flow = Flow()
    look, stack = _Look(), list[_Look]()
    heights: dict[int, Height] = {-1: ""}
    gone, at, fonts = "", 0, (-1, 0)
    while (token := _TOKEN.match(content, at)) is not None:
        at, written, word = token.end(), token.group(), (token.group(1) or "").lower()
        number = token.group(2)
        target = flow.text if look.aside < 0 else flow.asides[look.aside]
        if written == "{":
            stack.append(look)
        elif written == "}":
            target.append(written)
            above = stack.pop() if stack else _Look()
            if above.aside != look.aside:  # the brace of a note stayed where the note stands
                (flow.text if above.aside < 0 else flow.asides[above.aside]).append(written)
            look = above
            if len(stack) < fonts[0]:
                flow.fonts, fonts = "{" + content[fonts[1] : at], (-1, 0)
            continue
        elif word == "bin":
            at += max(0, int(number or 0))
            continue
        elif written == "\\*" or word in _OUTSIDE:
            look = replace(look, outside=True)
            if word == "fonttbl" and not flow.fonts:
                fonts = len(stack), token.start()
        elif word in ("footnote", "shptxt"):
            kind: Kind = "footnote" if word == "footnote" else "text box"
            if look.aside < 0 and not look.outside:
                flow.text.append(coded(ASIDE))
                flow.marked.append(len(flow.asides))
            flow.asides.append(["{"])
            flow.kinds.append(kind)
            look = replace(look, outside=False, height="", aside=len(flow.asides) - 1)
            heights[look.aside] = ""
            continue
        elif word == "ftnalt" and look.aside >= 0:
            flow.kinds[look.aside] = "endnote"
            continue
        elif word == "annotation":
            flow.left_out["comment"] += 1
        elif word in _SWITCHES:
            switched: dict[str, Any] = {_SWITCHES[word]: number != "0"}
            look = replace(look, **switched)
        elif word == "plain":
            look = _Look(outside=look.outside, aside=look.aside)
        elif word in _HEIGHTS or word in ("up", "dn"):
            raised: Height = "superscript" if word == "up" else "subscript"
            look = replace(look, height=_HEIGHTS.get(word, raised if number != "0" else ""))
            continue
        elif not word or word in _SIGNS:
            if look.outside:
                target.append(written)
                continue
            what = "struck" if look.deleted or look.struck else "hidden" if look.hidden else ""
            if what and not (word == "par" and not look.deleted):
                if word != "par" and not written.isspace():
                    flow.left_out[what] += what != gone
                    gone = what
                continue
            gone = gone if written.isspace() else ""
            if look.height != heights[look.aside]:
                heights[look.aside] = look.height
                target.append(coded(next(mark for mark, height in MARKS.items() if height == look.height)))
        target.append(written)
    return flow
