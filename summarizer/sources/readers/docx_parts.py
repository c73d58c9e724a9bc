"""The parts of a Word file beside its text: archive, names, styles, list numbers, notes."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import field
from io import BytesIO
from typing import Any

from summarizer.records import dataclass

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",  # Strict Open XML
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
}
_OFF = ("0", "false", "off", "none")
_NAMES: dict[str, str] = {}
_MOST_NAMES = 10_000
_PAGE_LETTERS = 6
"""Letters of a header or footer that is but "Page 3 of 12"."""
_DEEPEST = 50
"""Styles based on one another that are followed; a ring of them ends here."""


def name(element: Any) -> str:
    """Return ``"w:p"``, ``"m:oMath"`` and so on, in either dialect of the format; "" for comments."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    known = _NAMES.get(tag)
    if known is None:
        space, _, local = tag[1:].partition("}")
        known = _SPACES.get(space, "other:") + local if local else tag
        if len(_NAMES) < _MOST_NAMES:
            _NAMES[tag] = known
    return known


def value(element: Any, key: str = "val") -> str | None:
    """Return the attribute ``w:key`` of an element, None where it lacks it."""
    for space in ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                  "http://purl.oclc.org/ooxml/wordprocessingml/main"):  # fmt: skip
        found = element.get(f"{{{space}}}{key}")
        if found is not None:
            return str(found)
    return None


def child(element: Any, *path: str) -> Any:
    """Return the first element along a path of names, None where one is missing."""
    for step in path:
        element = next((each for each in element.iterchildren() if name(each) == step), None)
        if element is None:
            return None
    return element


def is_on(switch: Any) -> bool:
    """Tell whether a property that is present says yes."""
    return switch is not None and (value(switch) or "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Look:
    """What formatting says of a stretch of text; None where it leaves that to its style."""

    hidden: bool | None = None
    struck: bool | None = None
    height: str | None = None
    font: str | None = None

    def over(self, below: Look) -> Look:
        """Return this formatting where it says something, ``below`` elsewhere."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            self.height or below.height,
            self.font or below.font,
        )


PLAIN = Look()


def look(properties: Any) -> Look:
    """Read the formatting of a run or a style (``w:rPr``)."""
    hidden = struck = None
    height = font = None
    for each in properties.iterchildren() if properties is not None else ():
        match name(each):
            case "w:vanish":
                hidden = is_on(each)
            case "w:strike" | "w:dstrike":
                struck = is_on(each) or bool(struck)
            case "w:vertAlign":
                height = value(each)
            case "w:rFonts":
                font = value(each, "ascii") or value(each, "hAnsi")
    return Look(hidden, struck, height, font)


@dataclass(frozen=True, slots=True)
class Styles:
    """The named styles: formatting and list of each, those it is based on included."""

    looks: dict[str, Look] = field(default_factory=dict)
    lists: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    @classmethod
    def read(cls, part: Any) -> Styles:
        """Read ``styles.xml``; no style where there is none."""
        own, bases, numbers = {}, {}, {}
        for style in part.iterchildren() if part is not None else ():
            key = value(style, "styleId") if name(style) == "w:style" else None
            if key is None:
                continue
            own[key] = look(child(style, "w:rPr"))
            base = child(style, "w:basedOn")
            bases[key] = value(base) if base is not None else None
            numbers[key] = list_of(child(style, "w:pPr"))
        looks, lists = {}, {}
        for key in own:
            chain = list(_chain(key, bases))
            found, number, level = PLAIN, None, None
            for each in chain:
                found = found.over(own.get(each, PLAIN))
                number, level = number or numbers[each][0], level or numbers[each][1]
            looks[key] = found
            lists[key] = (number, level)
        return cls(looks, lists)


def _chain(key: str, bases: dict[str, str | None]) -> Iterator[str]:
    at: str | None = key
    for _ in range(_DEEPEST):
        if at is None or at not in bases:
            return
        yield at
        at = bases[at]


def list_of(properties: Any) -> tuple[str | None, str | None]:
    """Return the list and level that the properties of a paragraph (``w:pPr``) name, None for none."""
    found = child(properties, "w:numPr") if properties is not None else None
    if found is None:
        return None, None
    number, level = child(found, "w:numId"), child(found, "w:ilvl")
    return (
        value(number) if number is not None else None,
        value(level) if level is not None else None,
    )


class Package:
    """The archive: its parts as trees, found by their relations, in either dialect."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._names = set(self._archive.namelist())
        relations = dict(reversed(tuple(self._related(""))))
        self.main = relations.get("officeDocument", "word/document.xml")
        self._all = tuple(self._related(self.main))
        self._parts = dict(reversed(self._all))

    def body(self) -> Any:
        """Return the tree of the main part. Raises what lxml and zipfile raise."""
        return self._tree(self.main)

    def part(self, kind: str) -> Any:
        """Return the tree of a part that the main one names, as ``"footnotes"``; None without one."""
        path = self._parts.get(kind)
        return self._tree(path) if path in self._names else None

    def margins(self) -> tuple[str, ...]:
        """Return the texts of the page headers and footers that say more than a page number, each once."""
        found: dict[str, None] = {}
        for kind, path in self._all:
            if kind in ("header", "footer") and path in self._names:
                runs = (each.text or "" for each in self._tree(path).iter() if name(each) == "w:t")
                text = " ".join("".join(runs).split())
                if sum(map(str.isalpha, text)) > _PAGE_LETTERS:
                    found[text] = None
        return tuple(found)

    def title(self) -> str | None:
        """Return the title in the file's properties, None where there is none."""
        path = dict(self._related("")).get("core-properties", "docProps/core.xml")
        if path not in self._names:
            return None
        for each in self._tree(path).iterchildren("{http://purl.org/dc/elements/1.1/}title"):
            return str(each.text).strip() or None if each.text else None
        return None

    def _tree(self, path: str) -> Any:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(self._archive.read(path), parser)

    def _related(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield kind and path of each part that a part names."""
        folder, base = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self._names:
            return
        for each in self._tree(path).iterchildren():
            if each.get("TargetMode") != "External" and (target := each.get("Target")):
                kind = str(each.get("Type") or "").rsplit("/", 1)[-1]
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                yield kind, posixpath.normpath(whole)
