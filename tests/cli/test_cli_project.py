"""``tracebrief brief --project``: begun, gone on with, written anew with what was done by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer.cli.main import app
from summarizer.errors import TracebriefError
from summarizer.saved import project, write

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in SEEDS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["brief", *arguments, "--quiet"], catch_exceptions=True)
    if isinstance(result.exception, TracebriefError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_a_project_gives_the_same_note_again_and_goes_on_with_new_files(folder: Path) -> None:
    names = [path.name for path in SEEDS]
    run(*names[:3], "--project", "p.json", "--words", "80", "-o", "first.html")
    kept = Path("p.json").read_bytes()
    run("--project", "p.json", "-o", "again.html")
    assert Path("again.html").read_bytes() == Path("first.html").read_bytes()
    assert Path("p.json").read_bytes() == kept
    made = project.loads(kept)
    titled = write.retitle(made.brief, "Of penguins")
    hand = replace(made.hand, titled=True, pinned=frozenset({made.brief.lines[0].id}))
    Path("p.json").write_bytes(project.dumps(replace(made, brief=titled, hand=hand)))
    run(names[3], "--project", "p.json", "--words", "60", "-o", "next.json")
    note = json.loads(Path("next.json").read_text())
    assert note["title"] == "Of penguins"
    assert len(note["sources"]) == 4
    assert note["options"]["words"] == 60
    assert made.brief.lines[0].text in [line["text"] for line in note["lines"]]
    assert [one.path for one in project.read_project("p.json").files] == names[:4]


def test_what_cannot_be_is_told_in_one_sentence(folder: Path) -> None:
    with pytest.raises(TracebriefError, match="name the sources to begin it"):
        run("--project", "p.json")
    with pytest.raises(TracebriefError, match="standard input"):
        run("-", "--project", "p.json")
    Path("p.json").write_text("{}")
    with pytest.raises(TracebriefError, match="no Tracebrief project"):
        run("--project", "p.json")
