"""What the styles of an OpenDocument text say: struck out, raised, list numbers; headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from summarizer.records import dataclass

from .html_lists import written
from .xml_tree import name_of

_DEEPEST = 10
_MARGINS = frozenset("header footer header-left footer-left header-first footer-first".split())


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level of a list are numbered."""

    style: str
    prefix: str
    suffix: str
    start: int

    def label(self, number: int) -> str:
        """Return what stands before the item with a number."""
        return f"{self.prefix}{written(number, self.style)}{self.suffix} " if self.style else ""


@dataclass(slots=True)
class Styles:
    """Styles by name: the struck ones, those ``above`` and ``below`` the line, lists with their levels."""

    struck: set[str] = field(default_factory=set)
    above: set[str] = field(default_factory=set)
    below: set[str] = field(default_factory=set)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)

    def read(self, root: Any) -> None:
        """Take in the styles of one part of the file."""
        for element in root.iter():
            kind, named = name_of(element), own(element, "name") or ""
            if kind == "list-style" and named:
                self.lists[named] = dict(_levels(element))
            elif kind == "style" and named:
                for each in element:
                    if name_of(each) == "text-properties":
                        self._text(named, each)

    def _text(self, named: str, properties: Any) -> None:
        if (
            own(properties, "text-line-through-style") or own(properties, "text-line-through-type") or "none"
        ) != "none":
            self.struck.add(named)
        place = own(properties, "text-position") or ""
        if place.startswith(("super", "sub")):
            (self.above if place.startswith("super") else self.below).add(named)


def own(element: Any, key: str) -> str | None:
    """Return an attribute by its name without the namespace."""
    return next(
        (str(value) for name, value in element.attrib.items() if name.rpartition("}")[2] == key), None
    )


def margins(root: Any) -> tuple[str, ...]:
    """Return the texts of the page headers and footers that say more than a page number, each once."""
    found: dict[str, None] = {}
    for element in root.iter():
        if name_of(element) in _MARGINS:
            text = " ".join("".join(_characters(element)).split())
            if sum(map(str.isalpha, text)) > 3:
                found[text] = None
    return tuple(found)


def _characters(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if name_of(child) not in ("page-number", "page-count", "tracked-changes"):
            yield from _characters(child)
        yield " " if name_of(child) in ("p", "tab", "line-break") else ""
        yield child.tail or ""


def _levels(element: Any) -> Iterator[tuple[int, Level]]:
    for each in element:
        level = own(each, "level") or ""
        if name_of(each) == "list-level-style-number" and level.isdigit() and int(level) <= _DEEPEST:
            start = own(each, "start-value") or "1"
            yield (
                int(level),
                Level(
                    own(each, "num-format") or "",
                    own(each, "num-prefix") or "",
                    own(each, "num-suffix") or "",
                    int(start) if start.isdigit() and len(start) < 7 else 1,
                ),
            )
