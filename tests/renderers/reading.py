"""Read a rendered page back: elements, texts and attributes as a parser of HTML sees them."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser

VOID = {"meta", "br", "img", "input", "link"}


class Page(HTMLParser):
    """``marks``: text by citation; ``panes``: texts by source; ``links``: the attributes of each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[dict[str, str]] = []
        self.marks: dict[int, str] = defaultdict(str)
        self.panes: dict[str, list[str]] = {}
        self.texts: dict[str, list[str]] = defaultdict(list)
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()
        assert not self._open, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes.update(found)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found)
        if tag == "mark":
            self.marks[int(found["class"][1:])] += ""
        if tag == "section" and found.get("class") == "source":
            self.panes[found["id"]] = []
        if "text" in found.get("class", "").split():
            self.panes[list(self.panes)[-1]].append("")
        if tag not in VOID:
            self._open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for tag, found in self._open:
            if tag == "mark":
                self.marks[int(found["class"][1:])] += data
            if "text" in found.get("class", "").split():
                self.panes[list(self.panes)[-1]][-1] += data
        if self._open:
            self.texts[self._open[-1][0]].append(data)
