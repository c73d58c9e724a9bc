"""Files that are none, JSON that no program wrote, streams full or closed: one sentence, exit code 2."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import make_files
import pytest
from typer.testing import CliRunner

from eval.agreement_task import run_agreement
from eval.asked import Evaluation
from eval.blind import blind_sheet
from eval.data import DataError, SourceText, Summary, SummaryLine, Topic
from eval.datasets import read_text
from eval.metrics import rouge
from eval.metrics.options import RougeOptions
from eval.results import load
from eval.store import Scored, Store
from eval.verdict_task import read_claims, read_sources
from summarizer import limits
from summarizer.batch.folder import intact, note_path
from summarizer.batch.journal import Journal
from summarizer.cli import main as command_line
from summarizer.cli.main import app, main
from summarizer.cli.settings import read_settings
from summarizer.errors import NoteError, OptionError, OutputError, SourceError, TracebriefError
from summarizer.limits import Limits, open_regular, parse_json, read_regular
from summarizer.models.hub import digest_of
from summarizer.note.brief import Citation
from summarizer.note.brief_json import loads
from summarizer.output import write_atomically
from summarizer.rewrite.prompt import read_prompt
from summarizer.saved.files import read_note
from summarizer.selectors.budget import Budget
from summarizer.sources import load as load_module
from summarizer.sources.load import document_from_text
from summarizer.sources.load import load as load_sources
from summarizer.sources.readers import apart
from summarizer.tracing import trace

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


@pytest.mark.parametrize("size", [-1, 100])
def test_a_file_that_the_kernel_makes_is_not_waited_for(size: int, monkeypatch: Any) -> None:
    """The kernel's log looks like a regular file; where nothing was in it the reader had None in its hand."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    monkeypatch.setattr(limits.os, "open", lambda *_: reading)
    monkeypatch.setattr(limits, "_refuse_irregular", lambda *_: None)
    with open_regular(__file__) as file, pytest.raises(OSError, match="nothing to read for now"):
        file.read(size)
    os.close(writing)


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
    with pytest.raises(OSError, match="pipe or socket"):
        digest_of(fifo.parent)
    (fifo.parent / "notes").mkdir()
    os.mkfifo(fifo.parent / note_path("a", "md"))
    assert not intact(fifo.parent, "a", {"md": "digest"})
    with pytest.raises(OSError, match="pipe or socket"):
        raise CliRunner().invoke(app, ["sheet", "--count", str(fifo)]).exception or ValueError
    with pytest.raises(DataError, match="pipe or socket"):
        run_agreement(Evaluation(data=[fifo]))


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
    cited = Citation("S1", 0, 3, "It ", "", "", 1)
    wrong = {"end": [], "start": -1, "line": True, "quote": 7, "page": "3", "score": None}
    for key, value in wrong.items():
        citation = {**asdict(cited), key: value}
        broken.append(json.dumps({**row, "lines": [{"text": "It broke.", "citations": [citation]}]}))
    path.write_text("\n".join(broken) + "\n" + sound)
    with Store(path) as store:
        assert store.damaged == len(broken)
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


@pytest.mark.parametrize("command", [["batch", "-o", "out"], ["evaluate", "--systems", "lead"]])
def test_more_processes_than_a_machine_bears_are_refused(command: list[str], tmp_path: Path) -> None:
    """A hundred million were begun, and nothing was said."""
    path = tmp_path / "t.jsonl"
    path.write_text('{"id": "a", "docs": [{"text": "The dam broke."}], "references": ["It broke."]}')
    most = max(64, 4 * (os.cpu_count() or 1))
    result = CliRunner().invoke(app, [*command, str(path), "--jobs", str(most + 1)])
    told = f"{result.output} {result.exception}"
    assert f"--jobs {most + 1}: it must be from 1 to {most} on this machine" in told


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (["mcp", ""], "behind mcp"),
        (["watch", "", "--note", "n.json"], "behind watch"),
        (["batch", "", "-o", "out"], "behind batch"),
        (["brief", "a.txt", "--output="], "--output"),
        (["brief", "a.txt", "-o", ""], "behind -o"),
    ],
)
def test_an_empty_name_is_not_the_working_folder(
    arguments: list[str], where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A variable that is not set opened the working folder to whoever asked, or read it as topics."""
    monkeypatch.setattr(sys, "argv", ["tracebrief", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert f"Error: {where}: an argument is empty; give a name" in capsys.readouterr().err


def test_a_pipe_that_nobody_reads_is_not_waited_for_when_it_is_written(fifo: Path) -> None:
    """The run waited for a reader without an end, so for a pipe in the place of an index page."""
    with pytest.raises(OutputError, match=r"pipe\.json cannot be written"):
        write_atomically(fifo, b"x")


def test_a_pipe_that_is_read_is_written(fifo: Path) -> None:
    reading = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(fifo, b"x" * 1000)
    assert os.read(reading, 2000) == b"x" * 1000
    os.close(reading)


@pytest.mark.parametrize(
    "command",
    [
        "brief a.txt --max-file-mb 9223372036854775808",
        f"brief a.txt --max-chars {HUGE}",
        f"brief a.txt --words {HUGE}",
        f"brief a.txt --words=-{HUGE}",
        "brief a.txt --percent nan",
        "evaluate t.jsonl --seed -1",
        f"evaluate t.jsonl --seed {HUGE}",
        "evaluate t.jsonl --boot 99999999999",
        "compare r.json --samples 99999999999",
        "compare r.json --seed -1",
    ],
)
def test_numbers_on_the_command_line_are_bounded(command: str, source: Path, monkeypatch: Any) -> None:
    """They ended in an OverflowError, in a ValueError of NumPy, or not before the memory was full."""
    monkeypatch.chdir(source)
    row = {"id": "a", "docs": [{"text": "A b."}], "references": ["A."]}
    (source / "t.jsonl").write_text(json.dumps(row))
    done = CliRunner().invoke(app, command.split())
    assert done.exit_code == 2 or isinstance(done.exception, TracebriefError)


@pytest.mark.parametrize("epoch", ["inf", HUGE, "1e5", "99999999999999", "soon"])
def test_a_time_of_writing_that_is_none_is_told(epoch: str, source: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = CliRunner().invoke(app, ["brief", str(source / "a.txt"), "--stamp"])
    assert isinstance(done.exception, OptionError)
    assert "SOURCE_DATE_EPOCH" in str(done.exception)


def test_limits_and_lengths_have_bounds() -> None:
    for most in (0, 10**16, float("inf")):
        with pytest.raises(ValueError, match="max_bytes must be at least 1"):
            Limits(max_bytes=most)  # type: ignore[arg-type]
    for length in (float("inf"), 10**400, -(10**400), float("nan"), 0):
        with pytest.raises(OptionError):
            Budget("words", length)


def test_claims_of_another_shape_are_told_with_their_line(tmp_path: Path) -> None:
    """They were a KeyError or a TypeError."""
    claim = {"id": "a", "set": "s", "source": "x", "claim": "The dam broke.", "label": "supported"}
    for damaged in (
        {**claim, "set": 3},
        {key: claim[key] for key in ("id", "set")},
        {**claim, "kinds": "n"},
        [],
    ):
        path = tmp_path / "claims.jsonl"
        path.write_text(json.dumps(claim) + "\n" + json.dumps(damaged) + "\n")
        with pytest.raises(DataError, match=r"claims\.jsonl, line 2: "):
            read_claims(path)
    path.write_text('{"id": "x", "text": ["a"]}\n')
    with pytest.raises(DataError, match=r"claims\.jsonl, line 1: a source needs id and text"):
        read_sources(path)


SIGNS = "\x1b[2J\x9b\x07\u202e\u2066\u2028\x85"


def test_no_sign_of_a_name_or_text_commands_a_terminal(source: Path, monkeypatch: Any) -> None:
    """File names stood as they were in the closing lines, and texts could be turned round inside a line."""
    monkeypatch.chdir(source)
    odd = source / f"{SIGNS}b.txt"
    odd.write_text(
        f"The mill {SIGNS} of Orrin burned down on Monday, killing \u202e31\u202c people {SIGNS}.\n"
    )
    said = ""
    for arguments in (
        ["brief", ".", "-o", "n.md", "-o", "n.txt"],
        ["trace", str(odd), str(odd), "-o", "t.txt", "-o", "t.json"],
        ["brief", ".", "--title", SIGNS, "-o", "m.md"],
    ):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
        said += done.output
    said += "".join((source / name).read_text() for name in ("n.md", "n.txt", "t.txt", "m.md"))
    assert "31 people" in said
    for sign in SIGNS.replace("[2J", ""):
        assert sign not in said, ascii(sign)
    lines = read_note(source / "t.json").brief.lines
    assert any("\u202e31\u202c" in one.quote for line in lines for one in line.citations)


def test_what_nobody_expected_is_one_sentence_too(source: Path, monkeypatch: Any, capsys: Any) -> None:
    def fails(**_: Any) -> None:
        raise ZeroDivisionError("by \x1b[2J")

    monkeypatch.setattr(command_line, "_asked", lambda _: fails)
    monkeypatch.setattr(command_line, "open_closed_streams", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("Error: unexpected ZeroDivisionError: by \\x1b[2J; please report it")
    monkeypatch.setenv("TRACEBRIEF_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main()


@pytest.mark.slow
@pytest.mark.parametrize(
    "locale", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_what_is_printed_is_utf8_whatever_the_locale(
    source: Path, locale: dict[str, str], monkeypatch: Any
) -> None:
    """An evaluation's table ended in a UnicodeEncodeError, a folder's name that is no UTF-8 in another."""
    odd = Path(os.fsdecode(os.fsencode(source) + b"/\xff"))
    odd.mkdir()
    (odd / "tracebrief.toml").write_text("title = 1")
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    done = ran("tracebrief config --json > ../out.json", odd)
    assert (done.returncode, "title" in done.stderr) == (2, True)
    (odd / "tracebrief.toml").write_text('language = "en"')
    assert ran("tracebrief config --json > ../out.json", odd).returncode == 0
    (source / "é.txt").write_text("The mill of Orrin burned down on Monday – nobody was hurt in the fire.\n")
    assert ran("tracebrief read é.txt > out.txt", source).returncode == 0
    assert "–" in (source / "out.txt").read_text("utf-8")
    (odd / "tracebrief.toml").unlink()
    (odd / "a.txt").write_text("The mill of Orrin burned down on Monday. Nobody was hurt in the fire.\n")
    shutil.copytree(odd, f"{odd}.refs")
    done = ran("tracebrief evaluate . --systems lead --words 9 --boot 9 --output ../e > ../out.txt", source)
    assert done.returncode == 0, done.stderr


def test_a_working_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: Any) -> None:
    """It was said that standard output cannot be used."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(OptionError, match="the working folder is gone"):
        read_settings()


def test_piles_of_another_shape_are_told_with_their_line(tmp_path: Path) -> None:
    """They were a RecursionError, an AttributeError, or waited for."""
    docs = [{"id": "S1", "text": "The dam broke on Monday."}]
    path = tmp_path / "piles.jsonl"
    for damaged, why in (
        ({"docs": []}, "a pile needs docs"),
        ({"docs": [{"id": 1, "text": "a"}]}, "a pile needs docs"),
        ({"docs": [{"id": "a", "text": "a.\n" * 200_000}]}, "no summary"),
        ({"docs": docs, "lines": ["x"]}, "lines must have a text"),
        ({"docs": docs, "lines": [{"text": "x", "doc": "S1", "backed": 3}]}, "lines must have a text"),
        ({"docs": docs, "conflicts": [{"values": ["a"]}]}, "conflicts must have two values"),
        ({"docs": docs, "conflicts": [{"values": ["a", "b"], "kind": 3}]}, "a kind must be a text"),
    ):
        path.write_text(json.dumps({"docs": docs}) + "\n" + json.dumps(damaged) + "\n")
        with pytest.raises(DataError, match=rf"piles\.jsonl, line 2: .*{why}"):
            run_agreement(Evaluation(data=[path]))
    for text in ("[" * 100_000, '{"docs": 1e999}', '{"id": "\\ud800"}'):
        path.write_text(text)
        with pytest.raises(DataError, match=r"piles\.jsonl, line 1: "):
            run_agreement(Evaluation(data=[path]))


def test_a_sheet_for_readers_holds_no_sign_that_commands(source: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(source)
    assert CliRunner().invoke(app, ["brief", "a.txt", "-o", "n.json"]).exit_code == 0
    note = json.loads((source / "n.json").read_text())
    for line in note["lines"]:
        line["date"], line["date_note"], line["section"] = "2020-05", SIGNS, SIGNS
    (source / "n.json").write_text(json.dumps(note))
    made = CliRunner().invoke(app, ["sheet", "n.json"]).stdout
    text = f"The mill {SIGNS} burned down on Monday. Nobody was hurt {SIGNS} in the fire."
    topic = Topic("t", (SourceText("a", text),))
    system = dict.fromkeys(("one", "other"), lambda topic, budget: [text])
    made += blind_sheet([topic], system, None, 1)[0]  # type: ignore[arg-type]
    assert "Nobody was hurt" in made
    for sign in SIGNS.replace("[2J", ""):
        assert sign not in made, ascii(sign)


def test_the_work_of_processes_that_read_apart_is_counted(tmp_path: Path) -> None:
    """Thirty attachments that each took a reader's process to its end took 20 seconds of the 6 there are."""
    clock = load_module._Clock(5)
    assert not clock.over()
    before = apart.spent()
    (tmp_path / "a.pdf").write_bytes(make_files.make_pdf(["The dam broke on Monday."]))
    assert load_sources([str(tmp_path / "a.pdf")]).documents
    assert apart.spent() > before
    apart.add(6)
    assert clock.over()


def test_texts_that_are_too_long_to_be_aligned_are_refused(monkeypatch: Any) -> None:
    """A summary and a reference of 130,000 words each took 20 seconds and gigabytes."""
    monkeypatch.setattr(rouge, "MOST_PAIRS", 11)
    with pytest.raises(DataError, match=r"a summary of 4 words .* too long for ROUGE-L"):
        rouge.rouge_of_texts("The dam broke today", ["A dam broke"], RougeOptions())


def test_settings_of_a_home_that_is_somebody_elses_are_none(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)

    def refused(*_: Any) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("summarizer.cli.settings.read_regular", refused)
    with pytest.raises(OptionError, match="cannot be read: permission denied"):
        read_settings()
    monkeypatch.setattr("summarizer.cli.settings.os.access", lambda *_: False)
    assert read_settings() == {}


def test_a_draft_of_more_sentences_than_a_book_is_told(monkeypatch: Any) -> None:
    monkeypatch.setattr("summarizer.tracing.lines.MOST_SENTENCES", 3)
    source = document_from_text("The dam broke on Monday.")
    assert len(trace("The dam broke. " * 3, [source])) == 3
    with pytest.raises(SourceError, match="a draft of 4 sentences, more than 3; trace it in parts"):
        trace("The dam broke. " * 4, [source])
