"""Files that are none, JSON that no program wrote, streams full or closed: one sentence, exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eval.data import DataError, Summary, SummaryLine
from eval.datasets import read_text
from eval.results import load
from eval.store import Scored, Store
from summarizer.batch.journal import Journal
from summarizer.errors import NoteError, OptionError, OutputError, TracebriefError
from summarizer.limits import open_regular, parse_json, read_regular
from summarizer.note.brief_json import loads
from summarizer.rewrite.prompt import read_prompt
from summarizer.saved.files import read_note

HUGE = "1" + "0" * 400


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "pipe.json"
    os.mkfifo(path)
    return path


def test_a_pipe_a_device_and_a_folder_are_no_files(fifo: Path, tmp_path: Path) -> None:
    for path in (fifo, Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError, match=r"folder|device, pipe or socket"):
            open_regular(path)


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("x" * 11)
    assert len(read_regular(tmp_path / "long.txt", 11)) == 11
    with pytest.raises(OSError, match="more than 10 bytes"):
        read_regular(tmp_path / "long.txt", 10)


def test_whatever_is_read_does_not_wait_on_a_pipe(fifo: Path) -> None:
    """Each of these waited without an end."""
    for read in (read_note, read_prompt, load, read_text, Journal):
        with pytest.raises(TracebriefError, match=r"pipe\.json"):
            read(fifo)  # type: ignore[operator]
    with pytest.raises(OutputError):
        Store(fifo)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[NaN]", "NaN is no number"),
        ("[1e999]", "too large"),
        (f"[{HUGE}]", "401 digits"),
        ('["\\ud800"]', "half a character"),
        ('{"a": {"\\uDFFF": 1}}', "half a character"),
        ("[" * 100_000, "nested too deeply"),
        ("{", "line 1"),
    ],
)
def test_json_that_no_program_of_ours_wrote_is_refused_in_a_sentence(
    text: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=why):
        parse_json(text)
    with pytest.raises(NoteError):
        loads(text)
    (tmp_path / "results.json").write_text(text)
    with pytest.raises(DataError, match=r"results\.json is not"):
        load(tmp_path / "results.json")


def test_a_pair_of_surrogates_is_a_character() -> None:
    assert parse_json('["\\ud83d\\ude00"]') == ["😀"]


def test_settings_of_a_prompt_that_are_no_json_are_told(tmp_path: Path) -> None:
    path = tmp_path / "own.prompt"
    path.write_text(f'[system]\na\n[user]\nb\n[plain]\nc\n[decoding]\n{{"top_p": {HUGE}}}\n')
    with pytest.raises(OptionError, match="401 digits"):
        read_prompt(path)


def test_results_that_lack_a_key_name_it(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text('{"systems": []}')
    with pytest.raises(DataError, match="'signatures' is missing"):
        load(tmp_path / "results.json")


def test_damaged_lines_of_a_store_are_passed_over_and_counted(tmp_path: Path) -> None:
    """What stood behind a damaged line was thrown away, and a line of another shape was a traceback."""
    path = tmp_path / "topics.jsonl"
    scored = Scored("dam", "lead", Summary((SummaryLine("It broke."),)), {"rouge1.f": 0.5}, 0.1, "key")
    with Store(path) as store:
        store.add(scored)
    sound = path.read_text()
    row = {**json.loads(sound), "topic": "other"}
    broken = ["{}", "[" * 50_000, json.dumps({**row, "lines": [{}]}), json.dumps({**row, "scores": 3})]
    path.write_text("\n".join(broken) + "\n" + sound)
    with Store(path) as store:
        assert store.damaged == 4
        assert store.has("dam", "lead", "key")
        assert store.read("dam", "lead") == scored
        assert not store.has("other", "lead", "key")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("The mill of Orrin burned down on Monday. Nobody was hurt in the fire.\n")
    return tmp_path


def ran(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command.replace("tracebrief", f"{sys.executable} -m summarizer")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("stream", ["> /dev/full", ">&-"])
def test_what_cannot_be_printed_is_told_and_is_no_success(source: Path, stream: str) -> None:
    done = ran(f"tracebrief brief a.txt {stream}", source)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: standard output cannot be used")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_with_all_streams_closed_a_note_is_written_whole(source: Path) -> None:
    done = ran("tracebrief brief a.txt -o note.json <&- >&- 2>&-", source)
    assert done.returncode == 0
    assert read_note(source / "note.json").brief.lines
