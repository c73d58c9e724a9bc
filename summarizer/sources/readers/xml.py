"""XML articles: JATS, NITF, NewsML and their like; headings, paragraphs and tables in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits

from . import sgml
from .base import Building, Extracted, Format, Part
from .html_lists import written

_DAMAGED = "it is not sound XML ({}); save it anew."
_TITLES = ("article-title", "hl1", "headline", "hedline", "title", "HeadLine")
_PUBLISHERS = ("journal-title", "distributor", "provider", "publisher-name", "publisher", "source")
_DATES = ("pub-date", "date.issue", "date.release", "pubDate", "published", "date", "issued")
_HEADINGS = frozenset("title hl2 subtitle subheadline head heading h1 h2 h3".split())
_TEXT = ("abstract", "trans-abstract", "body", "body.content", "floats-group", "text", "content", "Body")
"""Where the text stands; all paragraphs of the file where none of these is there."""
_NO_TEXT = frozenset(
    """ref-list references ref back script style metadata object-id permissions tex-math kwd-group aff
    supplementary-material contrib-group author-notes history tagline media-metadata media-producer docdata
    pubdata byline""".split()
)
_ORDERED = {"order": "1", "alpha-lower": "a", "alpha-upper": "A", "roman-lower": "i", "roman-upper": "I"}
_NOTE_MARKS = frozenset("bibr fn table-fn aff corresp".split())
_BLOCKS = frozenset(
    """p title sec abstract body list list-item tr table table-wrap caption fig label disp-quote div section
    block ul ol li hl2 head note fn para td th tbody thead boxed-text def-list def-item disp-formula
    item""".split()
)


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the documents of a news wire that was named .xml; any other file is one document."""
    if sgml.looks_so(content):
        yield from sgml.parts(content, limits)
    else:
        yield Part("", content, ARTICLE)


def read(content: bytes, limits: Limits) -> Extracted:
    """Read the abstract and the body; ``"Methods, paragraph 2"`` locates by heading.

    Notes stand behind the text, ``"footnote 1"``; the items of an ordered list have their numbers. Reference
    lists, marks of notes and metadata give no text; no entity is resolved, nothing is fetched.
    A file that is damaged is read as far as it can be, with a warning.
    """
    root, warnings = parsed(content)
    building = Building(limits.max_chars, limits.max_parts)
    walk = _Walk(building)
    roots = list(_outermost(root, _TEXT)) or [root]
    for each in roots:
        walk.blocks(each)
    walk.notes(root)
    return building.extracted(
        title=_first(root, _TITLES), publisher=_first(root, _PUBLISHERS), date=_date(root), warnings=warnings
    )


ARTICLE = Format("application/xml", (), read)


def parsed(content: bytes) -> tuple[Any, tuple[str, ...]]:
    """Parse XML that nobody vouches for; lxml bounds its depth (256) and the size of a text (10 MB)."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content.lstrip(b" \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(_DAMAGED.format(" ".join(str(error).split())[:120])) from error
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if root is None:
        raise SourceError(_DAMAGED.format(fatal[0].message[:120] if fatal else "it is empty"))
    if fatal:
        told = f"it is damaged at line {fatal[0].line} and may be read in part; save it anew."
        return root, (told,)
    return root, ()


def name_of(element: Any) -> str:
    """Return the tag of an element without its namespace; "" for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _outermost(root: Any, names: tuple[str, ...]) -> Iterator[Any]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if name_of(element) in names and element is not root:
            yield element
        elif name_of(element) not in _NO_TEXT:
            waiting += reversed(list(element))


@dataclass(slots=True)
class _Walk:
    """The headings above, and how many paragraphs stand below the last of them."""

    building: Building
    heading: str = ""
    count: int = field(default=0)
    label: str = ""

    def notes(self, root: Any) -> None:
        """Add the notes that stand at the back of an article, outside its body."""
        count = 0
        backs = [each for each in root.iter() if name_of(each) == "back"]
        for back in backs:
            for note in back.iter():
                if name_of(note) == "fn":
                    text = " ".join(
                        " ".join(_characters(each) for each in note if name_of(each) != "label").split()
                    )
                    count += bool(text)
                    self.building.add(text, f"footnote {count}")

    def blocks(self, element: Any) -> None:
        """Add the blocks of an element in order."""
        name = name_of(element)
        if not name or name in _NO_TEXT:
            return
        if name == "tr":
            cells = [" ".join(_characters(cell).split()) for cell in element if name_of(cell) in ("td", "th")]
            self._add(" | ".join(cells) if any(cells) else "")
            return
        if name == "list" and (style := _ORDERED.get(element.get("list-type") or "")):
            items = [child for child in element if name_of(child) == "list-item"]
            for number, item in enumerate(items, 1):
                labelled = any(name_of(child) == "label" for child in item)
                self.label = "" if labelled else f"{written(number, style)}. "
                self.blocks(item)
                self.label = ""
            return
        inner = [child for child in element if name_of(child) in _BLOCKS or _has_block(child)]
        if not inner:
            text = " ".join(_characters(element).split())
            if name in _HEADINGS and text:
                self.heading, self.count = text[:100], 0
                self.building.add(text, self.heading)
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
                loose += [_characters(child) if name_of(child) not in _NO_TEXT else "", child.tail or ""]
        self._add(" ".join("".join(loose).split()))

    def _add(self, text: str) -> None:
        if text:
            text, self.label = self.label + text, ""
            self.count += 1
            where = f"paragraph {self.count}"
            self.building.add(text, f"{self.heading}, {where}" if self.heading else where)


def _has_block(element: Any) -> bool:
    return any(name_of(each) in _BLOCKS for each in element.iter() if each is not element)


def _characters(element: Any) -> str:
    """Return the text of an element; marks of notes are left out, raised figures keep their place."""
    pieces = [element.text or ""]
    for child in element:
        name = name_of(child)
        mark = name == "xref" and child.get("ref-type") in _NOTE_MARKS
        raised = name == "sup" and len(child) and all(name_of(x) == "xref" for x in child)
        if name and name not in _NO_TEXT and not raised and not (mark and _is_number(child)):
            inner = _characters(child)
            pieces.append(f"^{inner}" if name == "sup" and inner.strip("-+−").isdigit() else inner)
        pieces.append(child.tail or "")
    return "".join(pieces)


def _is_number(element: Any) -> bool:
    text = "".join(element.itertext()).strip("[]() ,–-*†‡§")
    return not text or text.replace(",", "").replace("–", "").isdigit() or len(text) == 1


def _first(root: Any, names: tuple[str, ...]) -> str | None:
    found: dict[str, str] = {}
    for element in root.iter():
        name = name_of(element)
        if name in names and name not in found and (text := " ".join(_characters(element).split())):
            found[name] = text[:300]
            if name == names[0]:
                break
    return next((found[name] for name in names if name in found), None)


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
