"""XML articles: JATS, NITF, NewsML and their like; headings, paragraphs and tables in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from summarizer.limits import Limits

from . import feed, sgml
from .base import SUFFIXES, Building, Extracted, Format, Part
from .html_lists import written
from .html_parts import passages_struck
from .xml_text import MARKED, NO_TEXT, STRUCK, bare, characters, go_on, is_inline
from .xml_tree import name_of, parsed

_TITLES = ("article-title", "hl1", "headline", "hedline", "title", "HeadLine")
_PUBLISHERS = ("journal-title", "distributor", "provider", "publisher-name", "publisher", "source")
_DATES = ("pub-date", "date.issue", "date.release", "pubDate", "published", "date", "issued")
_HEADINGS = frozenset("title hl2 subtitle subheadline head heading h1 h2 h3".split())
_TEXT = ("abstract", "trans-abstract", "body", "body.content", "floats-group", "text", "content", "Body")
"""Where the text stands; all paragraphs of the file where none of these is there."""
_ENDS = tuple(":?!.…–—")
_BEHIND = ("ack", "app-group", "app", "glossary")
_ORDERED = {"order": "1", "alpha-lower": "a", "alpha-upper": "A", "roman-lower": "i", "roman-upper": "I"}
_PAGE = re.compile(
    rb"\s{0,99}(?:<\?[^<>]{0,300}\?>\s{0,99}|<!--[^<>]{0,900}-->\s{0,99}){0,9}(?:<!DOCTYPE\s+html|<(?:\w{1,20}:)?html[\s>])",
    re.IGNORECASE,
)
"""How a page begins that was saved as XML."""
_STATED = {
    "dc.publisher": "publisher", "publisher": "publisher", "provider": "publisher", "dc.title": "title",
    "dc.date.published": "date", "dc.date.created": "date", "dc.date": "date",
}  # fmt: skip
"""What elements say that hold a name and a value instead of a text."""
_BLOCKS = frozenset(
    """p title sec abstract body list list-item tr table table-wrap caption fig label disp-quote div section
    block ul ol li hl2 head note fn para td th tbody thead boxed-text def-list def-item disp-formula
    item term def""".split()
)


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the documents of a feed, or of a news wire that was named .xml, or the page; others are one."""
    if sgml.looks_so(content):
        yield from sgml.parts(content, limits)
    elif _PAGE.match(content[:3_000].removeprefix(b"\xef\xbb\xbf")):
        yield Part("", content, SUFFIXES[".xhtml"])
    elif feed.looks_so(content):
        yield from feed.entries(content, limits)
    else:
        yield Part("", content, ARTICLE)


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the abstract and the body; ``"Methods, paragraph 2"`` locates by heading.

    Notes stand behind the text, ``"footnote 1"``, and lean on the passage of their mark; the items of an
    ordered list have their numbers, formulas stand on one line. Reference lists, marks of notes, struck-out
    text and metadata give no text; of things that are there in several ways, one is read. No entity is
    resolved but for the names of characters, nothing is fetched.
    A file that is damaged is read as far as it can be, with a warning.
    """
    root, warnings = parsed(content)
    for number, note in enumerate(each for each in root.iter() if name_of(each) == "fn"):
        note.set("id", note.get("id") or f"#{number}")
    building = Building(limits.max_chars, limits.max_parts)
    walk = _Walk(building)
    roots = list(_outermost(root, _TEXT)) or [root]
    for each in [*roots, *_behind(root)]:
        walk.blocks(each)
    walk.notes(root)
    stated = _attributes(root)
    tags = Counter(map(name_of, root.iter()))
    if struck := sum(tags[name] for name in STRUCK):
        warnings = (*warnings, passages_struck(struck))
    if listed := tags["ref"]:
        warnings = (
            *warnings,
            f"its list of {listed} {'reference' if listed == 1 else 'references'} is left out.",
        )
    return building.extracted(
        title=_title(root) or stated.get("title"),
        publisher=_first(root, _PUBLISHERS) or stated.get("publisher"),
        date=_date(root) or sgml.day_of(stated.get("date", "")),
        warnings=warnings,
    )


ARTICLE = Format("application/xml", (), read)


def _behind(root: Any) -> Iterator[Any]:
    """Yield what stands behind the body of an article and is text: thanks, appendices, a glossary."""
    for back in root.iter("back"):
        for each in back:
            if name_of(each) in _BEHIND and not any(name_of(inner) == "fn" for inner in each.iter()):
                yield each


def _outermost(root: Any, names: tuple[str, ...]) -> Iterator[Any]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if name_of(element) in names and element is not root:
            yield element
        elif name_of(element) not in NO_TEXT:
            waiting += reversed(list(element))


@dataclass(slots=True)
class _Walk:
    """The headings above, and how many paragraphs stand below the last of them."""

    building: Building
    heading: str = ""
    count: int = field(default=0)
    label: str = ""
    marks: dict[str, int] = field(default_factory=dict)

    def notes(self, root: Any) -> None:
        """Add the notes that stand amid the text or at the back of an article."""
        count = 0
        waiting = [(root, False)]
        while waiting:
            element, at_back = waiting.pop()
            name = name_of(element)
            if name == "fn" and (at_back or is_inline(element)):
                parts = [characters(each) for each in element if name_of(each) != "label"]
                text = " ".join(MARKED.sub("", " ".join([element.text or "", *parts])).split())
                count += bool(text)
                self.building.add(text, f"footnote {count}", refers=self.marks.get(element.get("id") or ""))
            elif name not in NO_TEXT or name == "back":
                waiting += [(each, at_back or name == "back") for each in reversed(element)]

    def blocks(self, element: Any) -> None:
        """Add the blocks of an element in order."""
        name = name_of(element)
        if not name or name in NO_TEXT:
            return
        if name == "tr":
            cells = [" ".join(characters(cell).split()) for cell in element if name_of(cell) in ("td", "th")]
            self._add(" | ".join(cells) if any(cells) else "")
            return
        if name == "alternatives" and len(element):
            self.blocks(element[0])  # one thing in several ways
            return
        above = element.getparent()
        if name == "label" and above is not None and name_of(above) == "list-item":
            self.label = f"{' '.join(characters(element).split())} "
            return
        if name == "list" and (style := _ORDERED.get(element.get("list-type") or "")):
            items = [child for child in element if name_of(child) == "list-item"]
            for number, item in enumerate(items, 1):
                labelled = any(name_of(child) == "label" for child in item)
                self.label = "" if labelled else f"{written(number, style)}. "
                self.blocks(item)
                self.label = ""
            return
        inner = [child for child in element if _is_block(child) or _has_block(child)]
        if not inner:
            text = " ".join(characters(element).split())
            if name in _HEADINGS and text:
                self.heading, self.count = MARKED.sub("", text)[:100], 0
                self._put(text, self.heading)
            else:
                self._add(text)
            return
        loose, own = [element.text or ""], {id(child) for child in inner}
        for child in element:
            if id(child) in own:
                self._add(" ".join("".join(loose).split()))
                self.blocks(child)
                loose = [child.tail or ""]
            else:
                go_on(loose, child)
        self._add(" ".join("".join(loose).split()))

    def _add(self, text: str) -> None:
        if text:
            text, self.label = self.label + text, ""
            self.count += 1
            where = f"paragraph {self.count}"
            self._put(text, f"{self.heading}, {where}" if self.heading else where)

    def _put(self, text: str, locator: str) -> None:
        """Add a block without what stands in it for the marks of notes, and keep where those stood."""
        shown, found = "", list[tuple[str, int]]()
        for at, piece in enumerate(MARKED.split(text)):
            if at % 2:
                found.append((piece, len(shown)))
            else:
                shown += piece.lstrip() if shown[-1:].isspace() or not shown else piece
        self.building.add(shown, locator)
        for key, at in found:
            self.marks.setdefault(key, self.building.length - len(shown) + min(at, len(shown)))


def _is_block(element: Any) -> bool:
    name = name_of(element)
    return name in _BLOCKS and not (name == "fn" and is_inline(element))


def _has_block(element: Any) -> bool:
    waiting = [] if name_of(element) == "fn" else list(element)
    while waiting:
        each = waiting.pop()
        if _is_block(each):
            return True
        if name_of(each) != "fn":
            waiting += list(each)
    return False


def _attributes(root: Any) -> Mapping[str, str]:
    """Return what a file states in attributes: the date of its root, elements with a name and a value."""
    found = {"date": root.get("date")} if root.get("date") else {}
    for each in root.iter():
        if isinstance(each.tag, str) and each.attrib:
            name = each.get("element") or each.get("name") or each.get("property") or ""
            value = each.get("value") or each.get("content") or ""
            if value.strip() and (field := _STATED.get(name.lower())):
                found.setdefault(field, " ".join(value.split())[:300])
    return found


def _first(root: Any, names: tuple[str, ...]) -> str | None:
    found: dict[str, str] = {}
    for element in root.iter():
        name = name_of(element)
        if name in names and name not in found and (text := bare(element)):
            found[name] = text[:300]
            if name == names[0]:
                break
    return next((found[name] for name in names if name in found), None)


def _title(root: Any) -> str | None:
    """Return the title of an article, what stands below it in its group behind a colon."""
    title = _first(root, _TITLES)
    group = next((each for each in root.iter() if name_of(each) == "title-group"), None)
    below = _first(group, ("subtitle",)) if group is not None else None
    if not title or not below:
        return title
    return f"{title}{'' if below.startswith('(') or title.endswith(_ENDS) else ':'} {below}"


def _date(root: Any) -> date | None:
    """Return the first date of publication that has a day."""
    found: dict[str, date] = {}
    for element in root.iter():
        name = name_of(element)
        if name in _DATES and name not in found:
            parts = {name_of(child): (child.text or "").strip() for child in element}
            written = element.get("norm") or element.get("iso-8601-date") or element.text or ""
            if {"year", "month", "day"} <= parts.keys():
                written = "-".join(f"{parts[key]:0>2}" for key in ("year", "month", "day"))
            if day := sgml.day_of(written):
                found[name] = day
    return next((found[name] for name in _DATES if name in found), None)
