"""What of a page its reader does not see as its text: hidden, struck out, overlays, comments, note marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from html import unescape
from itertools import accumulate

from summarizer.records import dataclass

from .html_tokens import Token, attributes
from .raised import LONGEST, lower, raise_

_UNSHOWN = frozenset(
    "annotation annotation-xml audio canvas datalist object rp rt svg template video".split()
)
_PRESSED = frozenset("button select".split())
"""What a reader sees, but not as text of the page."""
_STRUCK = frozenset("del s strike".split())
# Scripts show these; and their end tag may be left out, so that a hidden one has no certain end.
_NEVER_HIDDEN = frozenset("body html main".split())
_HINT = re.compile(
    r"hidden|display|line-through|cookie|consent|gdpr|ccpa|comment|respond|discussion|disqus|sr-only|reader"
    r"|clip|katex|cmp|onetrust|didomi|usercentrics|truste|dialog|modal",
    re.IGNORECASE,
)
_HIDING = re.compile(r"display:none|visibility:hidden|clip:rect\((?:0|1px)")
_ASIDE = frozenset(
    """sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only
    element-invisible a11y-hidden u-visually-hidden is-visually-hidden katex-html""".split()
)
"""Classes of what is meant for screen readers alone: "opens in a new tab", labels of icons."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_PRIVACY = frozenset(
    "cookie cookies consent gdpr ccpa onetrust didomi usercentrics cookiebot truste cmp".split()
)
_LAYERS = frozenset(
    """alert banner bar bottom box container dialog disclaimer footer host info layer law manager message
    modal notice notification overlay panel policy popin popup preferences prompt root settings ui wall
    warning widget window wrapper sdk""".split()
)
_COMMENTS = frozenset(
    """comments comment-list commentlist comments-area comments-section comment-section comment-thread
    comment-respond respond disqus_thread disqus-thread comments-wrapper comments-container user-comments
    usercomments fb-comments discussion-thread reader-comments""".split()
)
_CONTENT = frozenset("article h1 main".split())
_DIALOGS = frozenset("dialog alertdialog".split())
"""Roles of what lies over a page: consent, a paywall, a login."""
_REST = 60
"""Characters that must be left of a page for an overlay or a comment thread to be taken off it."""
_REVEALED = re.compile(r"""\$[A-Za-z]{1,3}\(\s?["'][^"']{1,40}["']\s?,\s?["']([^"']{1,40})["']""")
"""The call by which a streamed page moves a hidden box into its place."""
_FORMULA = {"msup": ("^",), "msub": ("_",), "msubsup": ("_", "^"), "mfrac": ("/",), "mroot": ("√",)}
_NOTE = re.compile(r"foot|note|\bref|cite")
_NOTE_LINK = re.compile(
    r"""\b(?:role|epub:type|class)\s?=\s?["'][^"']{0,99}\b(?:noteref|backlink|footnote-(?:ref|back(?:ref|link)?))\b""",
    re.IGNORECASE,
)
_NOTE_TARGET = re.compile(
    r"""\bhref\s?=\s?["']?#_?(?:sd)?(?:(?:foot|end)?note|fn|ftn|edn)(?:ref|anc|sym|back)?[\W_]?\d""",
    re.IGNORECASE,
)
"""A link to what word processors and converters call a note, or back from one."""
_INSIDE = 8
"""Tokens that a raised character may consist of."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What is no text of a page: the end of each stretch of tokens by its first token.

    ``around`` are those that a reader sees all the same, as overlays, comment threads and buttons;
    ``within`` is what they hide themselves. ``struck`` counts the passages that are struck out; ``revealed``
    tells that hidden text is read, since the page says nothing without it, and ``unclosed`` that an element
    without an end tag hides it.
    """

    ranges: Mapping[int, int]
    around: Mapping[int, int]
    within: Mapping[int, int]
    struck: int
    revealed: bool
    unclosed: bool


def unseen(raw: str, tokens: Sequence[Token], ends: Mapping[int, int]) -> Unseen:
    """Tell what of a page is not its text; ``ends`` is where its elements end. Linear."""
    sizes = [0, *accumulate(_size(raw, token) for token in tokens)]
    content = [at for at, (kind, name, _, _) in enumerate(tokens) if kind == "open" and name in _CONTENT]
    moved = frozenset(_REVEALED.findall(raw)) if "$" in raw else frozenset[str]()
    found: dict[str, dict[int, int]] = {
        reason: {} for reason in ("control", "pressed", "struck", "hidden", "overlay")
    }
    for at in sorted(ends):
        reason = _reason(raw, tokens[at], moved)
        if reason and not (reason == "overlay" and _holds(content, at, ends[at])):
            found[reason][at] = ends[at]
    never = found["control"] | found["struck"]
    always = never | found["pressed"]
    hidden, overlays = found["hidden"], found["overlay"]
    ranges = _outermost(always | overlays | hidden)
    revealed = bool(hidden) and not _left(sizes, ranges)
    if revealed:
        ranges = _outermost(always | overlays)
    if overlays and _left(sizes, ranges) < _REST:
        ranges = _outermost(always | ({} if revealed else hidden))
    return Unseen(
        ranges,
        {at: end for at, end in ranges.items() if at in overlays or at in found["pressed"]},
        never | ({} if revealed else hidden),
        sum(at in ranges and _has_text(sizes, at, ranges[at]) for at in found["struck"]),
        revealed,
        any(end == len(tokens) or tokens[end][:2] != ("close", tokens[at][1]) for at, end in hidden.items()),
    )


def _size(raw: str, token: Token) -> int:
    kind, _, start, end = token
    return end - start if kind == "text" and not raw[start:end].isspace() else 0


def _has_text(sizes: Sequence[int], start: int, end: int) -> bool:
    return sizes[end] > sizes[start]


def _holds(content: Sequence[int], start: int, end: int) -> bool:
    """Tell whether an element holds the page's heading or its main part."""
    at = bisect_right(content, start)
    return at < len(content) and content[at] < end


def _outermost(ranges: Mapping[int, int]) -> dict[int, int]:
    """Return the ranges that lie in no other."""
    found: dict[int, int] = {}
    last = -1
    for start in sorted(ranges):
        if start >= last:
            found[start] = last = ranges[start]
    return found


def _left(sizes: Sequence[int], ranges: Mapping[int, int]) -> int:
    """Return the characters of text outside the ranges."""
    return sizes[-1] - sum(sizes[end] - sizes[start] for start, end in ranges.items())


def _reason(raw: str, token: Token, moved: frozenset[str]) -> str | None:
    """Tell why an element is no text of the page: it, its ``hidden`` attribute, its style or its class."""
    _, name, start, end = token
    if name in _UNSHOWN:
        return "control"
    if name in _PRESSED:
        return "pressed"
    if name in _STRUCK:
        return "struck"
    if name in _NEVER_HIDDEN or not _HINT.search(raw, start, end):
        return None
    found = attributes(raw, token)
    style = "".join(found.get("style", "").lower().split())
    if "line-through" in style:
        return "struck"
    names = f"{found.get('class', '')} {found.get('id', '')}"
    if name != "math" and ("hidden" in found or _HIDING.search(style)):
        # A streamed page's article waits in a hidden box; a formula for screen readers is all there is of it.
        shown = found.get("id") in moved or "mathml" in names
        return None if shown or found.get("hidden") == "until-found" else "hidden"
    if name == "dialog" and "open" not in found:
        return "hidden"
    if name == "dialog" or found.get("role") in _DIALOGS or found.get("aria-modal") == "true":
        return "overlay"
    classes = frozenset(names.lower().split())
    if classes & _ASIDE:
        return "control"
    if classes & _COMMENTS:
        return "overlay"
    for each in names.split():
        words = {word.lower() for word in _WORDS.findall(each)}
        if words & _PRIVACY and (words & _LAYERS or words <= _PRIVACY):
            return "overlay"
    return None


# --- Formulas and raised characters ----------------------------------------------------------------------


def formulas(tokens: Sequence[Token], ends: Mapping[int, int]) -> dict[int, str]:
    """Return what a reader sees between the parts of a formula, by the token before which it stands."""
    found: dict[int, str] = {}
    for at, (kind, name, _, _) in enumerate(tokens):
        if kind == "open" and name in _FORMULA:
            part, last = at + 1, ends[at]
            for sign in _FORMULA[name]:
                while part < last and tokens[part][0] != "open":
                    part += 1
                if part >= last:
                    break
                part = ends[part] + 1
                found[part] = sign
    return found


@dataclass(frozen=True, slots=True)
class Raised:
    """The characters of a ``<sup>`` or ``<sub>``, up to the token ``end``, and the text behind them."""

    end: int
    name: str
    text: str
    after: str
    linked: bool

    def link(self, before: str) -> str | None:
        """Return what stands between ``before`` and the characters, None to leave them out."""
        if self.name == "sub":
            return lower(before, self.text)
        return raise_(before, self.text, self.after, self.linked)


def is_note_mark(raw: str, tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a link says of itself that it leads to a note, or from one back, and holds no words."""
    _, _, start, last = tokens[at]
    tag = start, min(last, start + 500)
    if end - at > _INSIDE or not (_NOTE_LINK.search(raw, *tag) or _NOTE_TARGET.search(raw, *tag)):
        return False
    inner = "".join(
        raw[a : min(b, a + LONGEST + 1)] for kind, _, a, b in tokens[at + 1 : end] if kind == "text"
    )
    return len(inner) <= LONGEST and not any(map(str.isalpha, unescape(inner)))


def raised(raw: str, tokens: Sequence[Token], at: int, end: int, within_link: bool) -> Raised | None:
    """Read the raised or lowered characters from a token on, None where they are a text of their own."""
    if end - at > _INSIDE:
        return None
    inner = tokens[at + 1 : end]
    text = "".join(raw[first : min(last, first + 99)] for kind, _, first, last in inner if kind == "text")
    if len(text) > 4 * LONGEST:
        return None
    follows = next((token for token in tokens[end : end + 3] if token[0] == "text"), None)
    after = raw[follows[2] : min(follows[3], follows[2] + 9)] if follows else ""
    own = raw[tokens[at][2] : min(tokens[at][3], tokens[at][2] + 300)].lower()
    linked = within_link or any(name == "a" for _, name, _, _ in inner) or bool(_NOTE.search(own))
    return Raised(end, tokens[at][1], unescape(text), unescape(after), linked)
