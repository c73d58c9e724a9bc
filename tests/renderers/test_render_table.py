"""What holds for every format in the table, the golden notes, and the small formats."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import builders
import docx
import pytest
from hypothesis import given, settings
from note_strategies import notes

from summarizer.data import Document
from summarizer.errors import NoteError
from summarizer.note.brief import Brief
from summarizer.note.brief_json import loads
from summarizer.output import one_line
from summarizer.renderers import RENDERERS
from summarizer.renderers.text import COLUMNS, width

GOLDEN = Path(__file__).parent.parent / "golden" / "render"
Made = tuple[Brief, tuple[Document, ...]]


def readable(suffix: str, content: bytes) -> str:
    """The text of a rendered note; of a DOCX file its paragraphs with their styles."""
    if suffix != "docx":
        return content.decode()
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    return "".join(f"{one.style.name}: {one.text}\n" for one in paragraphs)


@pytest.mark.parametrize("suffix", RENDERERS)
def test_the_small_note_is_written_as_its_golden_file(suffix: str) -> None:
    found = readable(suffix, RENDERERS[suffix](*builders.small()))
    path = GOLDEN / f"expected.{suffix}{'.paragraphs' if suffix == 'docx' else ''}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8", newline="")
    assert found == path.read_bytes().decode()


@pytest.mark.parametrize("suffix", RENDERERS)
def test_the_same_note_gives_the_same_bytes(suffix: str) -> None:
    assert RENDERERS[suffix](*builders.small()) == RENDERERS[suffix](*builders.small())


@pytest.mark.parametrize("suffix", RENDERERS)
@pytest.mark.parametrize("make", [builders.small, builders.hostile, builders.realistic])
def test_a_note_read_back_without_its_documents_is_written_too(make, suffix: str) -> None:  # type: ignore[no-untyped-def]
    note, documents = make()
    without = RENDERERS[suffix](note)
    assert without
    if suffix != "html":
        assert readable(suffix, without) == readable(suffix, RENDERERS[suffix](note, documents))


@pytest.mark.parametrize("suffix", RENDERERS)
def test_half_a_surrogate_pair_is_refused_in_one_sentence(suffix: str) -> None:
    note, documents = builders.small()
    with pytest.raises(NoteError, match=r"\$\.title holds U\+D800"):
        RENDERERS[suffix](replace(note, title="\ud800"), documents)


@pytest.mark.parametrize("suffix", RENDERERS)
def test_every_format_says_what_it_is(suffix: str) -> None:
    known = RENDERERS[suffix]
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", known.media_type)
    assert known.description
    assert "\n" not in known.description


def test_importing_the_table_imports_no_heavy_library() -> None:
    heavy = "jinja2 docx lxml jsonschema"
    code = f"import sys, summarizer.renderers; print([m for m in {heavy.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@settings(max_examples=50)
@given(notes())
def test_any_note_written_as_json_is_read_back(made: Made) -> None:
    assert loads(RENDERERS["json"](*made)) == made[0]


@given(notes())
def test_any_note_written_as_annotations_carries_each_citation(made: Made) -> None:
    note, documents = made
    collection = json.loads(RENDERERS["jsonld"](*made))
    items = collection["first"]["items"]
    paths = {source.id: source.path or source.name for source in note.sources}
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["total"] == len(items) == len(note.citations())
    texts = {path: [one.text for one in documents if paths[one.id] == path] for path in paths.values()}
    for item, citation in zip(items, note.citations(), strict=True):
        position, quote = item["target"]["selector"]
        assert unquote(item["target"]["source"]) == paths[citation.source]
        assert (position["start"], position["end"]) == (citation.start, citation.end)
        assert quote["exact"] == citation.quote
        passage = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert any(passage in text for text in texts[paths[citation.source]])


def test_annotations_say_what_the_note_says_of_the_passage() -> None:
    collection = json.loads(RENDERERS["jsonld"](*builders.small()))
    said = [(item["motivation"], item["body"]["value"]) for item in collection["first"]["items"]]
    assert said == [
        ("describing", "The bridge opened on Monday."),
        ("describing", "The bridge opened on Monday."),
        ("describing", "It cost 40 million crowns."),
        ("describing", "The band & the mayor <danced>."),
        ("assessing", "cost of the bridge: 40 million crowns"),
        ("assessing", "cost of the bridge: 45 million crowns"),
        ("describing", "Boats wait."),
        ("describing", "Boats wait."),
        ("moderating", "Left out: repeats line 1"),
    ]


@pytest.mark.parametrize("make", [builders.small, builders.realistic])
def test_plain_text_lists_every_citation_with_its_offsets_and_quote(make) -> None:  # type: ignore[no-untyped-def]
    note, documents = make()
    text = RENDERERS["txt"](note, documents).decode()
    listed = text.split("Citations\n---------\n")[1].split("\nRemarks\n")[0]
    joined = " ".join(listed.split())
    found = re.findall(r"\[\d+\] (S\d+) · .+? · \[(\d+):(\d+)\] “(.*?)”(?= \[\d+\] S|$)", joined)
    assert {(source, int(start), int(end), quote) for source, start, end, quote in found} == {
        (c.source, c.start, c.end, one_line(c.quote)) for c in note.citations()
    }


@given(notes())
def test_plain_text_keeps_its_lines_and_its_width(made: Made) -> None:
    text = RENDERERS["txt"](*made).decode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", text)
    for line in text.split("\n"):
        words = line.split(" ")
        assert width(line) <= COLUMNS or len([word for word in words if word]) <= 2


def test_plain_text_in_chinese_is_broken_between_characters() -> None:
    note, documents = builders.hostile("中文" * 60)
    assert max(width(line) for line in RENDERERS["txt"](note, documents).decode().split("\n")) <= COLUMNS
