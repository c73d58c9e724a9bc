"""A project: one file that brings back a note with its files, byte for byte in its exports."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.data import digest
from summarizer.errors import NoteError
from summarizer.pipeline import summarize
from summarizer.renderers import RENDERERS
from summarizer.saved import project, revise
from summarizer.saved.files import read_note
from summarizer.saved.hand import Hand
from summarizer.sources.load import load
from summarizer.tracing import index_of

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> project.Project:
    for name in NAMES:
        (tmp_path / name).write_bytes((SEEDS / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    documents = load(NAMES).documents
    brief = summarize(documents)
    after = revise.edit(brief, "L1", "Penguins vote in Toronto.", index_of(documents))
    files = project.files_of(NAMES, tmp_path)
    return project.Project(after, files, Hand().stepped(brief, after), {"query": "", "length": 150})


def test_where_a_note_is_asked_for_a_project_gives_the_note_that_it_holds(
    begun: project.Project, tmp_path: Path
) -> None:
    path = tmp_path / "desk.tracebrief.json"
    path.write_bytes(project.dumps(begun))
    assert read_note(path).brief == begun.brief
    path.write_bytes(project.dumps(begun).replace(b'"files"', b'"fills"'))
    with pytest.raises(NoteError, match="save the project again"):
        read_note(path)


def test_a_project_is_read_back_as_it_was_written(begun: project.Project) -> None:
    assert project.loads(project.dumps(begun)) == begun
    held = replace(
        begun, files=tuple(replace(one, content=Path(one.path).read_bytes()) for one in begun.files)
    )
    assert project.loads(project.dumps(held)) == held


@pytest.mark.parametrize("embedded", [False, True])
def test_its_exports_are_the_same_bytes(begun: project.Project, tmp_path: Path, embedded: bool) -> None:
    documents = load(NAMES).documents
    before = {suffix: kind(begun.brief, documents) for suffix, kind in RENDERERS.items()}
    if embedded:
        held = tuple(replace(one, content=Path(one.path).read_bytes()) for one in reversed(begun.files))
        begun = replace(begun, files=held)
        for name in NAMES:
            Path(name).unlink()
    again = project.loads(project.dumps(begun))
    pile = project.sources(again, tmp_path)
    assert {suffix: kind(again.brief, pile.documents) for suffix, kind in RENDERERS.items()} == before
    assert pile.warnings == ()


def test_files_that_changed_or_went_are_told(begun: project.Project, tmp_path: Path) -> None:
    Path(NAMES[0]).write_text("Something else was written here on Friday.")
    Path(NAMES[1]).unlink()
    pile = project.sources(begun, tmp_path)
    assert any(NAMES[0] in one and "has changed" in one for one in pile.warnings)
    assert any(NAMES[1] in one and "not there" in one for one in pile.warnings)
    assert "S2" not in {document.id for document in pile.documents}


def test_a_project_from_a_stranger_reads_no_file_outside_its_folder(
    begun: project.Project, tmp_path: Path
) -> None:
    outside = tmp_path.parent / "secret.txt"
    outside.write_text("The secret is kept by the mayor of the town.")
    paths = ("../secret.txt", str(outside), "link.txt")
    (tmp_path / "link.txt").symlink_to(outside)
    files = tuple(project.ProjectFile(path, digest(outside.read_bytes())) for path in paths)
    pile = project.sources(replace(begun, files=(*begun.files, *files)), tmp_path)
    assert not any("secret" in document.text for document in pile.documents)
    assert sum("leads out" in one for one in pile.warnings) == 3


def test_what_lies_outside_is_embedded(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text("The council met.")
    (file,) = project.files_of([str(tmp_path / "a.txt")], tmp_path / "in")
    assert (file.path, file.content) == ("a.txt", b"The council met.")


def test_what_is_no_project_is_refused_in_one_sentence(begun: project.Project) -> None:
    good = json.loads(project.dumps(begun))
    content = {"path": "a.txt", "sha256": digest(b"a"), "content": "Yg=="}
    wrong = [
        b"\xff\xfe",
        b"{",
        b"[]",
        b"{}",
        json.dumps({**good, "schema": "tracebrief/1"}),
        json.dumps({**good, "note": {}}),
        json.dumps({**good, "hand": []}),
        json.dumps({**good, "files": {}}),
        json.dumps({**good, "files": [{"path": 3}]}),
        json.dumps({**good, "files": [content]}),
        json.dumps({**good, "files": [{**content, "content": "?"}]}),
        json.dumps({**good, "settings": {"a": []}}),
        "[" * 100_000,
    ]
    for one in wrong:
        with pytest.raises(NoteError) as refused:
            project.loads(one if isinstance(one, bytes) else one.encode(), "p.json")
        assert "p.json" in str(refused.value)
