"""BibTeX: the sources as entries, in UTF-8 with what TeX would take for commands escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.output import one_line

from .references import Reference, references

_ENTRIES = {"article-newspaper": "article", "book": "book", "webpage": "online"}
_ESCAPES = {
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%",
    "_": "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "@": "{@}",
}  # fmt: skip


def render(brief: Brief, documents: Sequence[Document]) -> bytes:
    """Return an entry for each source; ``note`` says which file it is."""
    return "\n".join(_entry(one) for one in references(brief)).encode("utf-8", "replace")


def _entry(one: Reference) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(one))
    return f"@{_ENTRIES.get(one.kind, 'misc')}{{{one.key},\n{fields}}}\n"


def _fields(one: Reference) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_escaped(one.title)}}}"
    if one.publisher:
        yield "journal" if one.kind == "article-newspaper" else "publisher", _escaped(one.publisher)
    for name, value in zip(("year", "month", "day"), one.date, strict=False):
        yield name, str(value)
    yield "note", _escaped(f"{one.source.id}: {one.source.path or one.source.name}")


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in one_line(text))
