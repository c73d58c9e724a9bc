"""What the page's script is answered: a note to draw, a source, a search, a file; and what it is refused."""

from __future__ import annotations

import base64
import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.data import Place
from summarizer.limits import Limits
from summarizer.note.brief_json import loads
from summarizer.pipeline import summarize
from summarizer.sources.load import document_from_text, load
from summarizer.tracing.draft import traced_brief
from ui.desk import FOUND, answers, find, note_shown, source_shown
from ui.session import Session, Sessions
from ui.work import Work

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Session, Any]:
    sessions = Sessions(tmp_path / "sessions", Limits())
    session = sessions.of("page")
    for path in sorted(SEEDS.glob("*.txt")):
        session.zone("brief").add(path.read_bytes(), path.name)
    documents = load([SEEDS]).documents
    session.make("brief", Work(summarize(documents), documents), "brief")
    named = {one.__name__: one for one in answers(sessions)}

    def ask(what: str, **data: Any) -> Any:
        return named[what]({"secret": session.secret, "name": "brief", **data})

    return session, ask


def test_orders_are_done_in_turn_and_the_first_that_cannot_be_ends_them(desk: tuple[Session, Any]) -> None:
    session, ask = desk
    orders = [{"act": "pin", "line": "L1"}, {"act": "drop", "line": "L99"}, {"act": "pin", "line": "L2"}]
    answer = ask("work_on", orders=orders)
    assert "not there any more" in answer["error"]
    assert [line["pinned"] for line in answer["lines"][:2]] == [True, False]
    assert ask("work_on", orders=[{"act": "undo"}])["said"] == "Undone."
    assert ask("work_on", orders="drop")["undo"] == 0
    assert session.works["brief"].hand.pinned == frozenset()


def test_the_passages_of_a_note_are_those_of_its_sources(desk: tuple[Session, Any]) -> None:
    _, ask = desk
    shown = ask("note")
    texts = {one["id"]: ask("source", id=one["id"])["text"] for one in shown["sources"]}
    for cite in shown["cites"]:
        assert texts[cite["source"]][cite["start"] : cite["end"]] == cite["excerpt"][1]
    assert [cite["number"] for cite in shown["cites"]] == list(range(1, len(shown["cites"]) + 1))
    assert json.loads(json.dumps(shown)) == shown
    assert '"path"' not in json.dumps(shown)  # Gradio would take it for a file


def test_nothing_is_told_without_the_secret(desk: tuple[Session, Any]) -> None:
    _, ask = desk
    for secret in ("", "guess", None, 3, ["x"]):
        for what in ("work_on", "source", "search", "note", "file"):
            assert set(ask(what, secret=secret)) == {"error", "unknown"}
        assert ask("alive", secret=secret) == {"known": False, "unkept": ""}
    assert ask("alive") == {"known": True, "unkept": ""}
    assert "error" in ask("note", name="trace")
    assert "error" in ask("source", id="S99")
    assert "error" in ask("file", format="exe")


def test_a_search_finds_in_all_sources_whatever_the_case_and_the_breaks() -> None:
    documents = (
        document_from_text("The Council\nof Quarn met. A council of quarn.", id="S1"),
        document_from_text("ß council x " * 200, id="S2"),
    )
    found = find(documents, "council of QUARN")
    assert [(one["source"], one["start"], one["end"]) for one in found] == [("S1", 4, 20), ("S1", 28, 44)]
    assert found[0]["parts"][1] == "Council\nof Quarn"
    assert len(find(documents, "council")) == FOUND
    assert find(documents, " ") == []
    assert find(documents, "(.*") == []


def test_headings_of_markdown_and_pages_of_a_pdf_are_an_outline() -> None:
    text = "# The bridge #\n\nIt opened.\n\n## Costs\nMuch."
    markdown = replace(document_from_text(text), media_type="text/markdown")
    shown = source_shown(markdown)
    assert shown["outline"] == [[0, "The bridge"], [28, "Costs"]]
    assert [markdown.text[start:end] for start, end in shown["headings"]] == ["# The bridge #", "## Costs"]
    paged = replace(markdown, places=(Place(0, 1), Place(9, 1, "x"), Place(20, 2)), media_type="text/plain")
    assert source_shown(paged)["outline"] == [[0, "page 1"], [20, "page 2"]]


def test_files_are_saved_without_what_is_left_out(desk: tuple[Session, Any]) -> None:
    _, ask = desk
    whole = loads(base64.b64decode(ask("file", format="json")["content"]))
    less = ["omitted", "citations", "signature", "nonsense"]
    bare = loads(base64.b64decode(ask("file", format="json", without=less)["content"]))
    assert whole.omitted
    assert (bare.omitted, bare.sources, bare.signature, bare.citations()) == ((), (), "", ())
    assert [line.text for line in bare.lines] == [line.text for line in whole.lines]
    ask("work_on", orders=[{"act": "comment", "line": "L1", "text": "Ask Ann."}])
    assert b"Ask Ann" not in base64.b64decode(ask("file", format="md")["content"])
    assert b"Comment: Ask Ann." in base64.b64decode(ask("file", format="md", comments=True)["content"])
    made = json.loads(base64.b64decode(ask("file", format="project")["content"]))
    assert [file["path"] for file in made["files"]] == sorted(path.name for path in SEEDS.glob("*.txt"))


def test_each_reason_of_a_verdict_leads_to_the_passage_that_it_speaks_of() -> None:
    documents = (
        document_from_text("The harbour of Norden has a new crane.", id="S1"),
        document_from_text("A strong earthquake killed 14 people in the port of Arica.", id="S2"),
    )
    draft = document_from_text(
        "The harbour of Norden has a new crane, and an earthquake killed 31 people in Arica.", id="draft"
    )
    shown = note_shown(Work(traced_brief(draft, documents), documents))
    line, cites = shown["lines"][0], shown["cites"]
    told = dict(zip(_reasons(shown), line["reasons"], strict=True))
    (number,) = (number for reason, number in told.items() if "not 31" in reason)
    assert cites[number - 1]["source"] == "S2"
    assert all(number == 0 for reason, number in told.items() if reason.startswith("no "))


def _reasons(shown: dict[str, Any]) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'<li dir="auto">(.*?)</li>', shown["html"])]


def test_a_disputed_line_names_the_passages_that_differ() -> None:
    story = "The flood in Quarn killed {0} people on Friday, the mayor of Quarn said. {1}"
    documents = (
        document_from_text(story.format(12, "Rescuers searched the river for three days."), id="S1"),
        document_from_text(story.format(57, "The old bridge over the river was closed at noon."), id="S2"),
    )
    shown = note_shown(Work(summarize(documents), documents))
    (dispute,) = shown["lines"][0]["disputes"]
    sources = {shown["cites"][claim["number"] - 1]["source"] for claim in dispute["claims"]}
    assert sources == {"S1", "S2"}
