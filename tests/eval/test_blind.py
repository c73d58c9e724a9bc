"""The blind sheet, and the guard on edits that people made."""

from __future__ import annotations

import json
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from eval.blind import blind_sheet
from eval.cli import evaluate
from eval.data import SourceText, Topic
from eval.guard_edits import edit_rates, edits_of
from eval.systems import Ours, resolve
from eval.verdict_task import Claim
from summarizer.rewrite.guard import GuardOptions
from summarizer.selectors.budget import Budget

TEXT = (
    "The ferry Aurora left Calder on Tuesday with 212 passengers on board. "
    "Captain Ann Reid thanked the harbour police for the rescue near Selby."
)
TOPICS = [Topic(f"t{at}", (SourceText("d1", TEXT),), ("The ferry left.",)) for at in range(8)]


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(evaluate)
    return CliRunner().invoke(app, list(arguments))


def test_the_order_on_a_blind_sheet_is_drawn_and_only_the_key_knows_it() -> None:
    systems = {"one": lambda topic, budget: ["First note."], "two": lambda topic, budget: ["Second note."]}
    sheet, key = blind_sheet(TOPICS, systems, Budget("words", 50), 3)
    assert {tuple(pair.values()) for pair in key.values()} == {("one", "two"), ("two", "one")}
    assert (sheet, key) == blind_sheet(TOPICS, systems, Budget("words", 50), 3)
    assert "one" not in sheet
    parts = sheet.split("\n## ")[1:]
    for part, pair in zip(parts, key.values(), strict=True):
        assert (part.index("First") < part.index("Second")) is (pair["A"] == "one")


def test_the_command_writes_the_sheet_and_the_key(tmp_path: Path) -> None:
    data = tmp_path / "topics.jsonl"
    data.write_text(
        json.dumps({"id": "a", "docs": [{"id": "d", "text": TEXT}], "references": ["It left."]}) + "\n"
    )
    options = ["--task", "blind", "--words", "40", "-o", str(tmp_path / "out")]
    done = run(str(data), "--systems", "default,lead", *options)
    assert done.exit_code == 0, done.output
    assert "Which would you send?" in (tmp_path / "out" / "sheet.md").read_text()
    assert set(json.loads((tmp_path / "out" / "key.json").read_text())["a"].values()) == {"default", "lead"}
    assert run(str(data), "--systems", "default", *options).exit_code == 2


def test_a_system_with_a_model_is_named_with_a_plus_too(tmp_path: Path) -> None:
    assert resolve("textrank+openai:http://localhost:1/v1#m") == Ours(
        "textrank", None, "openai:http://localhost:1/v1#m"
    )
    assert resolve(f"default+{tmp_path}") == Ours(rewrite=str(tmp_path))
    assert resolve("textrank+mmr@some/model") == Ours("textrank", "mmr", "some/model")


CLAIMS = (
    Claim(
        "1", "s", "x", "The ferry Aurora left Calder on Tuesday with 212 passengers. It was late.", True, ()
    ),
    Claim(
        "2", "s", "x", "The ferry Aurora left Calder on Tuesday with 221 passengers. It was late.", False, ()
    ),
    Claim(
        "3", "s", "x", "On Tuesday the ferry Aurora left Calder with 212 passengers. It was late.", True, ()
    ),
    Claim("4", "s", "x", "Nothing like it was ever said by anybody.", False, ()),
)


def test_edits_are_the_sentences_in_which_claims_differ() -> None:
    found = {(edit.before, edit.after, edit.true) for edit in edits_of(CLAIMS)}
    first = "The ferry Aurora left Calder on Tuesday with 212 passengers."
    assert (first, "The ferry Aurora left Calder on Tuesday with 221 passengers.", False) in found
    assert all("Nothing" not in after and "late" not in after for _, after, _ in found)


def test_a_false_edit_is_stopped_and_a_true_one_passes() -> None:
    alone, guarded = edit_rates(edits_of(CLAIMS), {"x": TEXT}, [GuardOptions()])
    assert alone.options == "trace alone"
    assert (guarded.originals, guarded.false) == (1.0, 0.0)
    assert guarded.true == 1.0


def test_the_command_takes_claims_with_their_sources(tmp_path: Path) -> None:
    claims, sources = tmp_path / "claims.jsonl", tmp_path / "sources.jsonl"
    rows = [
        {"id": c.id, "set": "s", "source": "x", "claim": c.text, "label": "supported" if c.true else "no"}
        for c in CLAIMS
    ]
    claims.write_text("".join(json.dumps(row) + "\n" for row in rows))
    sources.write_text(json.dumps({"id": "x", "text": TEXT}) + "\n")
    done = run(str(claims), "--task", "guard", "--sources", str(sources), "--sweep", "0,9")
    assert done.exit_code == 0, done.output
    assert "trace alone" in done.output
    assert done.output.count("held:") == 2
