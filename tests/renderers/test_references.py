"""The sources for reference managers, and a note and an evaluation in a notebook."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
import docx
import pytest
from docx.oxml.ns import qn
from lxml import html

from eval.results import Results, SystemResult
from eval.statistics import Interval
from summarizer.cli.main import main
from summarizer.note import embedded
from summarizer.renderers import REFERENCES, RENDERERS, ZOTERO
from summarizer.renderers.view import view

HOSTILE = "<script>alert(1)</script> & {x} \\write18 \x1b[2J \u202eT%_#$^~@"


def test_sources_are_items_of_csl_with_what_they_state_of_themselves() -> None:
    note, documents = builders.small()
    items = json.loads(REFERENCES["csl"](note, documents))
    assert [item["note"].split(":")[0] for item in items] == [source.id for source in note.sources]
    assert len({item["id"] for item in items}) == len(items)
    first, source = items[0], note.sources[0]
    assert first["title"] == source.title
    assert first["type"] == "article-newspaper"
    assert first["container-title"] == source.publisher
    assert first["issued"] == {"date-parts": [[2020, 11, 15]]}
    assert "issued" not in items[2]
    assert source.sha256 in first["note"]


def test_a_source_can_break_out_of_no_entry_of_bibtex() -> None:
    note, documents = builders.small()
    sources = tuple(replace(one, title=HOSTILE, publisher=HOSTILE, name=HOSTILE) for one in note.sources)
    text = REFERENCES["bib"](replace(note, sources=sources), documents).decode()
    entries = re.findall(r"^@(\w+)\{([a-z0-9-]+),$", text, re.MULTILINE)
    assert len(entries) == len({key for _, key in entries}) == len(sources)
    assert text.count("@") - text.count("{@}") == len(sources)
    assert not re.search(r"(?<!\\)[%$#&_]", re.sub(r"^@.*$", "", text, flags=re.MULTILINE))
    depth = 0
    for char in re.sub(r"\\[{}]", "", text):
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
    assert "\x1b" not in text


def test_each_line_of_a_note_opens_its_passages_in_a_notebook() -> None:
    note, _ = builders.small()
    shown = note._repr_html_()
    page = html.fragment_fromstring(shown, create_parent=True)
    assert len(page.xpath("//li/p")) == len(note.lines)
    marked = [mark.text_content() for mark in page.xpath("//details//mark")]
    for line in note.lines:
        for one in line.citations:
            assert " ".join(one.quote.split()) in [" ".join(text.split()) for text in marked]
    assert not page.xpath("//*[@id or @href or @src or @onclick]")


def test_a_hostile_note_is_inert_in_a_notebook() -> None:
    note, _ = builders.small()
    lines = tuple(replace(line, text=HOSTILE, reasons=(HOSTILE,)) for line in note.lines)
    shown = replace(note, title=HOSTILE, lines=lines)._repr_html_()
    assert "<script" not in shown
    assert "\x1b" not in shown


def test_a_note_is_a_table_with_a_row_for_each_citation() -> None:
    note, _ = builders.small()
    frame = note.to_frame()
    assert len(frame) == sum(max(1, len(line.citations)) for line in note.lines)
    assert list(frame.line.unique()) == [line.id for line in note.lines]
    assert frame.quote[0] == note.lines[0].citations[0].quote
    assert frame.start[0] == note.lines[0].citations[0].start


def test_an_evaluation_is_a_table_too() -> None:
    scores = {"rouge1.f": Interval(0.5, 0.4, 0.6)}
    system = SystemResult(HOSTILE, 1, 0, scores, {"a": {"rouge1.f": 0.5}})
    results = Results({"rouge": "s"}, {}, (system,))
    frame = results.to_frame()
    assert frame.values.tolist() == [[HOSTILE, "rouge1.f", 0.5, 0.4, 0.6, 1]]
    shown = results._repr_html_()
    assert "<script" not in shown
    assert html.fragment_fromstring(shown, create_parent=True).xpath("//td[@title]")


def codes(content: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Return each field of Zotero's in a Word file: what it shows, and its values."""
    found: list[tuple[str, dict[str, Any]]] = []
    code, shown, open_ = "", "", ""
    for part in docx.Document(io.BytesIO(content)).element.body.iter():
        if part.tag == qn("w:fldChar"):
            open_ = part.get(qn("w:fldCharType"))
            if open_ == "begin":
                code, shown = "", ""
            elif open_ == "end":
                head, _, values = code.strip().partition(" CSL_CITATION ")
                assert head == "ADDIN ZOTERO_ITEM"
                found.append((shown, json.loads(values)))
        elif part.tag == qn("w:instrText"):
            assert open_ == "begin"
            code += part.text
        elif part.tag == qn("w:t") and open_ == "separate":
            shown += part.text
    return found


def test_citations_in_word_are_fields_that_zotero_goes_on_with() -> None:
    note, documents = builders.small()
    content = ZOTERO(note, documents)
    fields = codes(content)
    items = {item["id"]: item for item in json.loads(REFERENCES["csl"](note, documents))}
    shown = [
        marker for section in view(note).sections for entry in section.entries for marker in entry.markers
    ]
    assert len(fields) >= len(shown) > 0
    assert len({values["citationID"] for _, values in fields}) == len(fields)
    for (text, values), marker in zip(fields, shown, strict=False):
        assert text == values["properties"]["plainCitation"] == f"[{marker.number}]"
        (cited,) = values["citationItems"]
        assert cited["itemData"] == items[cited["id"]]
        assert cited["itemData"]["note"].startswith(f"{marker.citation.source}:")
        place = marker.citation.page or marker.citation.line
        assert (cited["label"], cited["locator"]) == ("page" if marker.citation.page else "line", str(place))
    one_source = {values["citationItems"][0]["uris"][0] for _, values in fields}
    assert len(one_source) == len({values["citationItems"][0]["id"] for _, values in fields})


def test_fields_of_zotero_change_nothing_that_is_read() -> None:
    note, documents = builders.hostile()
    plain, with_fields = (form(note, documents) for form in (RENDERERS["docx"], ZOTERO))
    assert codes(with_fields)
    assert not codes(plain)
    read = [
        [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]
        for content in (plain, with_fields)
    ]
    assert read[0] == read[1]
    assert embedded.read(with_fields, "docx") == note


def test_zotero_is_asked_for_with_a_word_file(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    (tmp_path / "a.txt").write_text("The dam broke on Monday. Two villages were flooded by the water.")
    begin = ["tracebrief", "brief", str(tmp_path / "a.txt"), "--zotero", "-o"]
    monkeypatch.setattr(sys, "argv", [*begin, str(tmp_path / "n.md")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "--zotero is for Word files" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", [*begin, str(tmp_path / "n.docx")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    assert codes((tmp_path / "n.docx").read_bytes())
