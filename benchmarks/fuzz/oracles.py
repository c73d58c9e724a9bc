"""What must hold of every result, whatever was put in: checked by the fuzzer after each run."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from pathlib import Path

from summarizer.content.boilerplate import REASONS
from summarizer.data import Document, Sentence
from summarizer.errors import TracebriefError
from summarizer.note import brief_json, embedded
from summarizer.note.brief import Brief
from summarizer.renderers import RENDERERS
from summarizer.text.layout import SPACE

MESSAGE = 4000
"""Characters of the longest message that still is one sentence."""


def refused(error: TracebriefError) -> str:
    """Check that an error is one printable sentence; return its kind."""
    message(str(error))
    return type(error).__name__


def message(text: str) -> None:
    """Check that a message can be printed to a terminal as one sentence."""
    assert text.strip(), "an empty message"
    assert len(text) <= MESSAGE, f"a message of {len(text)} characters"
    strange = [char for char in text if not char.isprintable()]
    assert not strange, f"a message holds {strange[0]!a}: {text[:300]!a}"


def document(found: Document) -> None:
    """Check what `load` promises of a document."""
    size = len(found.text)
    assert found.text, "an empty text"
    found.text.encode("utf-8")
    for text in (found.name, found.path, found.title or "", found.publisher or ""):
        text.encode("utf-8")
    assert found.title is None or found.title.strip(), "a blank title"
    starts = [place.start for place in found.places]
    assert starts == sorted(set(starts)), "places out of order"
    assert all(0 <= start < size for start in starts), "a place outside the text"
    end = 0
    for run in found.raw_runs:
        assert run.start >= end, "raw runs overlap"
        assert run.length > 0, "an empty raw run"
        assert run.raw >= 0, "a raw run before the file"
        assert run.raw_length > 0, "a raw run of nothing"
        end = run.start + run.length
    assert end <= size, "a raw run beyond the text"
    for text in found.warnings:
        message(text)


def raw_runs(found: Document, raw: str) -> None:
    """Check that each raw run stands in the decoded file as it says."""
    for run in found.raw_runs:
        assert run.raw + run.raw_length <= len(raw), "a raw run beyond the file"
        if run.length == run.raw_length:
            text = found.text[run.start : run.start + run.length]
            there = raw[run.raw : run.raw + run.raw_length]
            same = all(a == b or (a.isspace() and b.isspace()) for a, b in zip(text, there, strict=True))
            assert same or run.length == 1, f"the raw file says {there[:80]!a}, the text {text[:80]!a}"


def sentences(found: Document, cut: Sequence[Sentence]) -> None:
    """Check that sentences are disjoint, in order, trimmed, and leave out nothing but markers and space."""
    end = 0
    for at, sentence in enumerate(cut):
        assert sentence.position == at, "positions do not count up"
        assert sentence.span.start >= end, "sentences overlap"
        text = found.text[sentence.span.start : sentence.span.end]
        assert len(text) == len(sentence.text), "a sentence is not as long as its span"
        changed = {read for own, read in zip(text, sentence.text, strict=True) if own != read}
        assert changed <= {" "}, "a sentence is not its span, but for the signs of Markdown"
        assert text.strip(SPACE) == text, f"a sentence with space around it: {text[:80]!a}"
        assert text, "an empty sentence"
        assert sentence.skip is None or sentence.skip in REASONS, f"the reason {sentence.skip!r}"
        left = found.text[end : sentence.span.start]
        assert len(left.strip(SPACE)) < 400 or not any(map(str.isalpha, left)), f"left out: {left[:200]!a}"
        end = sentence.span.end
    assert not any(map(str.isalpha, found.text[end:])), f"left out at the end: {found.text[end:][:200]!a}"


def exact(note: Brief, documents: Sequence[Document]) -> None:
    """Check that every citation quotes its source character for character."""
    texts = {each.id: each.text for each in documents}
    for citation in note.citations():
        text = texts[citation.source]
        assert text[citation.start : citation.end] == citation.quote, "a citation is not its span"
        assert text[max(0, citation.start - 32) : citation.start] == citation.prefix, "a wrong prefix"
        assert text[citation.end : citation.end + 32] == citation.suffix, "a wrong suffix"


def round_trip(note: Brief) -> None:
    """Check that a note survives JSON unchanged, in both of its forms."""
    text = brief_json.dumps(note)
    again = brief_json.loads(text)
    assert again == note, "the note is another after JSON"
    assert brief_json.dumps(again) == text, "the JSON is another after a round trip"
    short = brief_json.dumps_ascii(note)
    assert short.isascii(), "the short form is not ASCII"
    assert not any(mark in short for mark in ("<", ">", "&", "--", "\n")), "the short form needs escaping"
    assert brief_json.loads(short) == note, "the note is another after the short form"


def rendered(note: Brief, documents: Sequence[Document], formats: Iterable[str] = RENDERERS) -> None:
    """Render a note in each format and check that nothing in it came alive and that it can be read back."""
    for name in formats:
        content = RENDERERS[name](note, documents)
        _RENDERED[name](content)
        if name in ("md", "html", "docx", "json"):
            assert embedded.read(content, name) == note, f"the note in {name} is another"


_ALIVE = frozenset(
    "script iframe object embed applet base form input button svg math link frame portal".split()
)
_ATTRIBUTES = frozenset(
    "srcdoc formaction action background poster ping data xlink:href srcset manifest".split()
)


class Inert(HTMLParser):
    """A parser that fails at what runs, loads or sends: elements, handlers, addresses with a scheme."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in _ALIVE, f"<{tag}> came alive"
        for key, value in attrs:
            assert not key.startswith("on"), f"the handler {key} came alive"
            assert key not in _ATTRIBUTES, f"the attribute {key} came alive"
            if key == "style":
                assert "url(" not in (value or "").lower(), "a style loads"
            if key in ("href", "src"):
                scheme = (value or "").split(":")[0]
                assert ":" not in (value or "") or "/" in scheme or "#" in scheme, f"an address: {value!a}"
                assert not (value or "").startswith("//"), f"an address of another host: {value!a}"
            if tag == "meta" and key == "http-equiv":
                assert value == "Content-Security-Policy", f"meta {value}"

    handle_startendtag = handle_starttag


def html(content: bytes) -> None:
    """Check a page with two parsers: Python's, and libxml2's tree, as a browser would mend it."""
    from lxml import html as parser

    text = content.decode("utf-8")
    assert "\0" not in text, "NUL in a page"
    Inert(convert_charrefs=True).feed(text)
    tree = parser.document_fromstring(content, parser=parser.HTMLParser(encoding="utf-8", huge_tree=True))
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert element.tag not in _ALIVE, f"<{element.tag}> came alive in a tree"
            assert not any(key.startswith("on") for key in element.attrib), "a handler came alive in a tree"


def markdown(content: bytes) -> None:
    """Check with a CommonMark parser that the only HTML is our own and no link has a scheme."""
    from markdown_it import MarkdownIt

    text = content.decode("utf-8")
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
        if token.type == "html_block":
            assert token.content.startswith(("<!-- tracebrief-note {", "<a id=")), token.content[:200]
        for child in token.children or ():
            if child.type == "html_inline":
                own = child.content.startswith(('<a id="', "</a>", "<!-- tracebrief-note {"))
                assert own, f"HTML in Markdown: {child.content[:200]!a}"
            assert child.type != "image", f"an image: {child.attrs}"
            if child.type == "link_open":
                address = str(child.attrs.get("href"))
                assert ":" not in address.split("#")[0].split("/")[0], f"a link: {address[:200]!a}"
                assert not address.startswith("//"), f"a link to a host: {address[:200]!a}"


def docx(content: bytes) -> None:
    """Check that Word's own rules hold: it opens, and no relation leads outside."""
    import docx as library

    found = library.Document(io.BytesIO(content))
    for part in found.part.package.iter_parts():
        assert not any(relation.is_external for relation in part.rels.values()), "a link leads outside"


def plain(content: bytes) -> None:
    """Check that a text can be printed to a terminal."""
    text = content.decode("utf-8")
    strange = [char for char in text if char != "\n" and (char < " " or "\x7f" <= char < "\xa0")]
    assert not strange, f"a text holds {strange[0]!a}"


def _json(content: bytes) -> None:
    json.loads(content.decode("utf-8"))


_RENDERED = {"md": markdown, "html": html, "json": _json, "jsonld": _json, "docx": docx, "txt": plain}


def inside(folder: Path, known: frozenset[str]) -> None:
    """Check that nothing was written beside ``folder``, whose neighbours are ``known``."""
    found = {path.name for path in folder.parent.iterdir()}
    assert found <= known | {folder.name}, f"written outside: {found - known}"
