"""A note that follows a folder: files that came are taken in once they are whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer.cli.main import app
from summarizer.errors import SourceError
from summarizer.saved.files import read_note
from summarizer.saved.verify import verify
from summarizer.saved.watch import Watch
from summarizer.sources.load import load

ROOT = Path(__file__).resolve().parents[2]
FIRST = "The mill of Orrin burned down on Monday. Nobody was hurt in the fire, the mayor said.\n"
SECOND = "The mill in Orrin burned down on Monday night, and 31 people were hurt in the fire.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.txt").write_text(FIRST)
    return tmp_path / "desk"


def test_a_file_counts_when_it_was_the_same_at_two_looks(desk: Path) -> None:
    watch = Watch(desk, desk / "note.json")
    assert watch.look() is None
    (desk / "a.txt").write_text(FIRST + "It is still being copied.")
    assert watch.look() is None
    news = watch.look()
    assert news is not None
    assert news.new == ("a.txt",)
    assert watch.look() is None


def test_new_files_bring_the_note_up_to_date(desk: Path) -> None:
    runner = CliRunner()
    note = desk / "note.json"
    arguments = ["watch", str(desk), "--note", str(note), "--once", "-o", str(desk / "note.md")]
    done = runner.invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "a.txt: " in done.stderr
    assert runner.invoke(app, arguments).stderr == ""
    before = note.read_bytes()
    (desk / "b.txt").write_text(SECOND)
    (desk / ".hidden.txt").write_text(SECOND + "x")
    os.mkfifo(desk / "pipe.txt")
    done = runner.invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "note.json: b.txt: " in done.stderr
    assert note.read_bytes() != before
    brief = read_note(note).brief
    assert [source.name for source in brief.sources] == ["a.txt", "b.txt"]
    assert {line.status for line in brief.lines} & {"new", "strengthened", "contradicted", "disputed"}
    assert verify(brief, load([desk / "a.txt", desk / "b.txt"]).documents).intact
    assert "31 people" in (desk / "note.md").read_text() or len(brief.lines) == 1
    assert runner.invoke(app, arguments).stderr == ""


def test_what_is_no_file_is_told_and_costs_no_other(desk: Path) -> None:
    os.mkfifo(desk / "pipe.txt")
    (desk / "gone.txt").symlink_to("nowhere")
    watch = Watch(desk, desk / "note.json")
    news = watch.look(settled=True)
    assert news is not None
    assert news.new == ("a.txt",)
    told = " ".join(news.warnings)
    assert "pipe.txt: it is no regular file" in told
    assert "gone.txt: " in told
    assert watch.look(settled=True) is None


def test_a_folder_that_is_gone_and_a_note_of_another_format_are_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is no folder"):
        Watch(tmp_path / "gone", tmp_path / "note.json").look()
    done = CliRunner().invoke(app, ["watch", str(tmp_path), "--note", "n.md", "--once"])
    assert "must end in" in str(done.exception)


# Ctrl+C is heard also where it is ignored by who runs the tests, as by a shell in its background.
HEARD = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('summarizer', run_name='__main__')"
)


@pytest.mark.slow
def test_it_runs_until_it_is_stopped(desk: Path) -> None:
    command = [sys.executable, "-c", HEARD, "watch", str(desk), "--note", str(desk / "n.json")]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, "--every", "0.2"], stderr=subprocess.PIPE, text=True, env=env
    ) as process:
        try:
            ends = time.monotonic() + 60
            for name, text in (("", ""), ("b.txt", SECOND)):
                if name:
                    (desk / name).write_text(text)
                count = 1 + bool(name)
                while not (
                    (desk / "n.json").exists() and len(read_note(desk / "n.json").brief.sources) == count
                ):
                    assert time.monotonic() < ends
                    time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
            assert process.stderr is not None
            assert "Stopped" in process.stderr.read()
        finally:
            process.kill()  # else a failure would wait for it
