"""EPUB: the chapters in the order of the book's spine, located by chapter."""

from __future__ import annotations

import posixpath
from datetime import date
from typing import Any
from urllib.parse import unquote

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .archive import member, opened
from .base import Building, Extracted
from .decode import decode
from .html_blocks import read_page
from .html_notes import notes
from .html_parts import passages_struck, reason
from .xml_tree import name_of, parsed

_DAMAGED = "it is not a sound EPUB file; open it in its program and save it again."
_MAX_CHAPTERS = 10_000


def read(content: bytes, limits: Limits) -> Extracted:
    """Read all visible blocks of each chapter: ``"chapter 3"``, as the spine counts them.

    The book's date is that of its publication as the package states it. The page that only lists the
    contents is left out; a missing or damaged chapter costs itself and a warning.
    """
    archive = opened(content, limits, "EPUB file")
    package, folder = _package(archive)
    read: set[str] = set()
    building, warnings, struck = Building(limits.max_chars, limits.max_parts), list[str](), 0
    for number, path in enumerate(_spine(package, folder), 1):
        if path in read:  # a spine names each chapter once
            continue
        read |= {path} if path else set()
        page = member(archive, path) if path else None
        try:
            raw = decode(page).text if page is not None else None
        except SourceError:
            raw = None
        if raw is None:
            warnings.append(f"chapter {number} cannot be read; save the book again.")
            continue
        shown = read_page(raw)
        struck += shown.struck
        noted, starts = notes(raw, shown.blocks), list[int]()
        for at, block in enumerate(shown.blocks):
            mark = noted.get(at)
            refers = starts[mark[0]] + mark[1] if mark else None
            building.add(block.text, f"chapter {number}", aside=reason(block), refers=refers)
            starts.append(building.length - len(block.text))
    if struck:
        warnings.append(passages_struck(struck))
    about: dict[str, str] = {}
    for each in package.iter():
        if name_of(each) in ("title", "publisher", "date") and each.text and each.text.strip():
            about.setdefault(name_of(each), " ".join(each.text.split()))
    return building.extracted(
        title=about.get("title"),
        publisher=about.get("publisher"),
        date=_day(about.get("date", "")),
        warnings=tuple(warnings),
    )


def _package(archive: Any) -> tuple[Any, str]:
    """Return the package document and the folder that its addresses count from."""
    container = member(archive, "META-INF/container.xml")
    root = parsed(container)[0] if container else None
    paths = (
        [each.get("full-path") for each in root.iter() if name_of(each) == "rootfile"]
        if root is not None
        else []
    )
    package = member(archive, paths[0]) if paths and paths[0] else None
    if package is None:
        raise SourceError(_DAMAGED)
    return parsed(package)[0], posixpath.dirname(paths[0])


def _spine(package: Any, folder: str) -> list[str | None]:
    """Return the path of each chapter, None for one that the package does not have."""
    items, order = {}, []
    for each in package.iter():
        if name_of(each) == "item":
            items[each.get("id")] = each
        elif name_of(each) == "itemref":
            order.append(items.get(each.get("idref")))
    found: list[str | None] = []
    for item in order[:_MAX_CHAPTERS]:
        if item is not None and "nav" in (item.get("properties") or "").split():
            continue
        path = unquote(item.get("href") or "").partition("#")[0] if item is not None else None
        found.append(posixpath.normpath(posixpath.join(folder, path)) if path else None)
    return found


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
