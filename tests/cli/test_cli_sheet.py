"""``tracebrief sheet``: made of a note, filled, counted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from summarizer.cli import main as cli


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["tracebrief", *map(str, arguments)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    return end.value.code


def test_a_sheet_is_made_filled_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(
        "The quay at Ness was closed on Monday. Two boats lay idle in the port.", "utf-8"
    )
    assert not run(monkeypatch, "brief", "a.txt", "-o", "note.json")
    assert not run(monkeypatch, "sheet", "note.json", "-o", "sheet.md")
    text = Path("sheet.md").read_text("utf-8")
    assert "⟦The quay at Ness was closed on Monday.⟧" in text
    Path("sheet.md").write_text(text.replace("Judgement: ", "Judgement: print"), "utf-8")
    capsys.readouterr()
    assert not run(monkeypatch, "sheet", "--count", "sheet.md")
    assert "(100 %)" in capsys.readouterr().out
    assert run(monkeypatch, "sheet", "--count", "a.txt") == 2
    assert run(monkeypatch, "sheet", "note.json", "note.json") == 2


def test_sources_elsewhere_are_named_once_and_read_where_they_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    monkeypatch.chdir(here)
    for name in ("a.txt", "b.txt", "c.txt"):
        (there / name).write_text(f"It rained. The quay at {name[0].upper()}ness was closed.", "utf-8")
    assert not run(monkeypatch, "brief", there, "-o", "note.json", "--sentences", "1")
    capsys.readouterr()
    assert not run(monkeypatch, "sheet", "note.json", "-o", "sheet.md")
    err = capsys.readouterr().err
    assert err.count("Warning") == 1
    assert "and 2 more of its paths lead out of" in err
    assert not run(monkeypatch, "sheet", "note.json", "--source", there, "-o", "sheet.md")
    assert "Warning" not in capsys.readouterr().err
    assert "It rained. ⟦The quay" in Path("sheet.md").read_text("utf-8")
