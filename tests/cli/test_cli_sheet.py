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
