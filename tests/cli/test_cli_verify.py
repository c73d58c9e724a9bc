"""The commands trace, verify and update as a user runs them: output, exit codes, bad and hostile input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import builders
import pytest

from summarizer.cli.main import main
from summarizer.note.brief import Line
from summarizer.note.brief_json import dumps, to_dict
from summarizer.renderers import RENDERERS
from summarizer.saved.files import read_note
from summarizer.sources.load import load

FIRST = "The bridge across the harbour opened on Monday. It cost the city 40 million crowns. Boats wait.\n"
SECOND = "A brass band played at the harbour on Monday. The school has twelve new teachers.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tracebrief", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capfd.readouterr()
        return int(stop.value.code or 0), out, err

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A note in every format beside the two files it cites."""
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SECOND, encoding="utf-8")
    documents = tuple(
        replace(document, path=document.name)
        for document in load([tmp_path / "a.txt", tmp_path / "b.txt"]).documents
    )
    quotes = ((0, "It cost the city 40 million crowns."), (1, "The school has twelve new teachers."))
    lines = [
        Line(id=f"L{at}", text=words, citations=(builders.phrase(documents[number], words),))
        for at, (number, words) in enumerate(quotes, 1)
    ]
    note = builders.brief(documents, lines, options={"words": 60, "order": "source"})
    for suffix in ("json", "md", "html", "docx"):
        (tmp_path / f"note.{suffix}").write_bytes(RENDERERS[suffix](note, documents))
    return tmp_path


@pytest.mark.parametrize("suffix", ["json", "md", "html", "docx"])
def test_a_fresh_note_of_any_format_is_intact(suffix: str, run: Run, folder: Path) -> None:
    code, out, err = run("verify", f"note.{suffix}")
    assert (code, out, err) == (0, f"note.{suffix}: 2 citations: 2 intact.\n", "")


def test_changes_are_shown_word_by_word_and_the_exit_code_is_one(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text(FIRST.replace("40", "52"), encoding="utf-8")
    (folder / "b.txt").write_text("New.\n" + SECOND, encoding="utf-8")
    code, out, _ = run("verify", "note.json")
    assert code == 1
    assert "It cost the city [-40-]{+52+} million crowns." in out
    assert "The quote now stands at characters 51–86, line 2." in out


def test_the_report_as_json_has_every_citation_with_its_offsets(run: Run, folder: Path) -> None:
    (folder / "b.txt").write_text("New.\n" + SECOND, encoding="utf-8")
    code, out, _ = run("verify", "note.md", "--json")
    report = json.loads(out)
    assert (code, report["intact"]) == (1, False)
    assert report["counts"] == {"intact": 1, "moved": 1, "changed": 0, "elsewhere": 0, "missing": 0}
    moved = report["citations"][1]
    text = (folder / "b.txt").read_text(encoding="utf-8")
    assert text[moved["found"]["start"] : moved["found"]["end"]] == moved["quote"]


@pytest.mark.parametrize("suffix", ["json", "md", "html", "docx"])
def test_repair_writes_a_note_that_is_intact(suffix: str, run: Run, folder: Path) -> None:
    (folder / "b.txt").write_text("New.\n" + SECOND, encoding="utf-8")
    assert run("verify", "note.html", "--repair", f"mended.{suffix}")[0] == 1
    assert run("verify", f"mended.{suffix}")[0] == 0


def test_sources_named_on_the_command_line_replace_those_of_the_note(run: Run, folder: Path) -> None:
    new = folder / "new"
    new.mkdir()
    (new / "a.txt").write_text("Nothing of the kind is in here any more.", encoding="utf-8")
    (new / "renamed.txt").write_text(SECOND, encoding="utf-8")
    code, out, _ = run("verify", "note.json", "new")
    assert code == 1
    assert "1 intact, 1 missing" in out
    assert "found by its content: new/renamed.txt" in out


def test_the_note_finds_its_files_from_another_working_folder(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert run("verify", "../note.json")[0] == 0


def test_a_note_whose_files_are_gone_is_missing_not_an_error(run: Run, folder: Path) -> None:
    (folder / "a.txt").unlink()
    (folder / "b.txt").unlink()
    code, out, err = run("verify", "note.json")
    assert (code, err) == (1, "")
    assert "2 missing" in out


@pytest.mark.parametrize("path", ["/etc/hostname", "../outside.txt", "link.txt", "-", "a\0b", "", "loop/x"])
def test_a_path_that_leads_out_of_the_folders_is_not_read(path: str, run: Run, folder: Path) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_text("A secret: the password is swordfish.", encoding="utf-8")
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder / "loop")
    data = json.loads((folder / "note.json").read_text(encoding="utf-8"))
    data["sources"][0]["path"] = path
    data["lines"][0]["citations"][0]["quote"] = "The password is goldfish."
    (folder / "note.json").write_text(json.dumps(data), encoding="utf-8")
    code, out, err = run("verify", "note.json", "--repair", "mended.json")
    assert code == 1
    assert "swordfish" not in out + err + (folder / "mended.json").read_text(encoding="utf-8")
    if path in ("/etc/hostname", "../outside.txt"):
        assert "leads out of the working folder" in err


@pytest.mark.parametrize("suffix", ["md", "html", "docx"])
def test_a_line_that_was_changed_for_the_reader_alone_is_told(suffix: str, run: Run, folder: Path) -> None:
    path = folder / f"note.{suffix}"
    note, documents = read_note(path).brief, load([folder / "a.txt", folder / "b.txt"]).documents
    forged = replace(note, lines=(replace(note.lines[0], text="It cost 400 million."), *note.lines[1:]))
    content, other = RENDERERS[suffix](forged, documents), RENDERERS[suffix](note, documents)
    if suffix == "docx":  # the visible part of the one, the embedded note of the other
        import io
        import zipfile

        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as seen,
            zipfile.ZipFile(io.BytesIO(other)) as true,
            zipfile.ZipFile(out, "w") as made,
        ):
            for name in seen.namelist():
                made.writestr(name, (true if name.startswith("customXml") else seen).read(name))
        path.write_bytes(out.getvalue())
    else:
        path.write_bytes(other.replace(b"It cost the city 40 million crowns.", b"It cost 400 million.", 1))
    code, out_text, _ = run("verify", path.name)
    assert code == 1
    assert "does not show L1 as the note has it" in out_text


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("note.json", b"{broken", "is not JSON"),
        ("note.json", b"[1, 2]", "must be an object"),
        ("note.json", b"\xff\xfe\x00", "is not UTF-8"),
        ("note.md", b"# A page\n\nNo note in it.\n", "holds no Tracebrief note"),
        ("note.html", b"<p>Hello</p>", "holds no Tracebrief note"),
        ("note.docx", b"PK not a zip", "holds no Tracebrief note"),
        ("note.txt", b"Hello", "cannot be read back as a note"),
        ("note.md", b"<!-- tracebrief-note {} -->\n", "lacks"),
    ],
)
def test_what_is_no_note_gets_one_sentence_and_exit_code_two(
    name: str, content: bytes, message: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    code, out, err = run("verify", name)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1", "1.5", '"7"', "1e400", "null"])
def test_offsets_that_are_no_offsets_get_one_sentence(value: str, run: Run, folder: Path) -> None:
    note = read_note(folder / "note.json").brief
    text = json.dumps(to_dict(note)).replace(
        f'"start": {note.lines[0].citations[0].start}', f'"start": {value}', 1
    )
    (folder / "note.json").write_text(text, encoding="utf-8")
    code, _, err = run("verify", "note.json")
    assert code == 2
    assert "$.lines[0].citations[0].start" in err or "is not JSON" in err


def test_missing_notes_folders_and_unknown_formats_get_one_sentence(run: Run, folder: Path) -> None:
    assert run("verify", "nowhere.json")[0] == 2
    assert "is a folder" in run("verify", ".")[2]
    assert "the format 'xyz' is unknown" in run("verify", "note.json", "--repair", "out.xyz")[2]
    assert run("verify", "note.json", "nowhere")[0] == 2
    assert not (folder / "out.xyz").exists()


def test_quiet_says_nothing_and_the_exit_code_tells(run: Run, folder: Path) -> None:
    (folder / "a.txt").unlink()
    assert run("verify", "note.json", "--quiet") == (1, "", "")


def test_control_characters_of_a_note_do_not_reach_the_terminal(run: Run, folder: Path) -> None:
    note = read_note(folder / "note.json").brief
    evil = replace(note.lines[0].citations[0], quote="\x1b[2J\x07 gone")
    hostile = replace(
        note, lines=(replace(note.lines[0], id="\x1b[31mL1", citations=(evil,)), *note.lines[1:])
    )
    (folder / "note.json").write_text(dumps(hostile), encoding="utf-8")
    _, out, err = run("verify", "note.json")
    assert "\x1b" not in out + err
    assert "\x07" not in out + err


def test_trace_shows_evidence_marks_and_reasons_and_fails_under_a_share(run: Run, folder: Path) -> None:
    draft = (
        "# Title\n\nThe bridge across the harbour opened on Monday [1]. Snow fell on Jupiter's moons [7].\n"
    )
    (folder / "draft.md").write_text(draft, encoding="utf-8")
    code, out, err = run("trace", "draft.md", "a.txt", "b.txt", "--fail-under", "0.5")
    assert code == 0
    assert "bears this out" in out
    assert "names no source" in out
    assert "2 sentences: 1 supported, 0 partly, 1 not; 50% supported" in err
    assert run("trace", "draft.md", "a.txt", "--fail-under", "0.6", "-o", "out.html")[0] == 1
    assert (folder / "out.html").exists()
    assert json.loads(run("trace", "draft.md", "a.txt", "--json")[1])["lines"][0]["kind"] == "draft"


@pytest.mark.parametrize("suffix", ["md", "html", "docx", "json"])
def test_a_note_can_itself_be_traced_as_a_draft(suffix: str, run: Run, folder: Path) -> None:
    code, out, _ = run("trace", f"note.{suffix}", "a.txt", "b.txt", "--json", "--fail-under", "1")
    assert code == 0
    assert [line["text"] for line in json.loads(out)["lines"]] == [
        "It cost the city 40 million crowns.",
        "The school has twelve new teachers.",
    ]


def test_trace_refuses_shares_beyond_one_and_drafts_without_sentences(run: Run, folder: Path) -> None:
    (folder / "empty.md").write_text("# Only a title\n", encoding="utf-8")
    assert "between 0 and 1" in run("trace", "note.md", "a.txt", "--fail-under", "90")[2]
    assert "no sentence in it" in run("trace", "empty.md", "a.txt")[2]


def test_update_writes_the_note_of_today(run: Run, folder: Path) -> None:
    (folder / "c.txt").write_text(
        "The hospital of Majuro closed on Sunday after the storm. Doctors moved to the school.\n",
        encoding="utf-8",
    )
    code, out, err = run("update", "note.html", "c.txt", "-o", "today.json", "-o", "today.md")
    assert (code, out) == (0, "")
    assert "new" in err
    lines = json.loads((folder / "today.json").read_text(encoding="utf-8"))["lines"]
    assert {line["status"] for line in lines} == {"new", "unchanged"}
    assert run("verify", "today.md")[0] == 0
    assert "source of the note already" in run("update", "note.json", "a.txt")[2]
