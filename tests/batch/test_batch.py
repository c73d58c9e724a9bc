"""Batch: the same bytes however it is run and however often it is cut off; nothing outside its folder."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from eval.datasets import read_topics
from eval.run import Settings, evaluate
from eval.store import Scored
from summarizer.batch import Plan, Recipe, Report, Workers, pool, run, run_batch
from summarizer.batch.folder import held
from summarizer.batch.names import file_name
from summarizer.batch.topics import read_tasks
from summarizer.batch.work import Outcome, Task, write_note
from summarizer.cli.main import app
from summarizer.errors import OptionError, OutputError, SourceError, TracebriefError, WorkerError
from summarizer.pipeline import Options
from summarizer.selectors.budget import Budget

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [path.read_text(encoding="utf-8")[:3000] for path in sorted(SEEDS.glob("*.txt"))]
SHORT = Recipe(Options(budget=Budget("words", 50)), ("json",))
APART = {"journal.jsonl", "timings.jsonl", ".lock", ".running"}
"""What may differ between two runs: the order in which topics were finished, and how long they took."""


def topic(number: int, id: str | None = None, **more: Any) -> dict[str, Any]:
    docs = [
        {"id": f"{name}.txt", "text": TEXTS[(number + step) % len(TEXTS)][: 1200 + 90 * number]}
        for step, name in enumerate(("first", "second"))
    ]
    return {"id": id or f"topic-{number}", "docs": docs, **more}


def jsonl(path: Path, rows: Sequence[dict[str, Any] | str]) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in APART
    }


def results(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "results.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return jsonl(tmp_path / "topics.jsonl", [topic(number) for number in range(3)])


# Names


@settings(max_examples=100)
@given(st.lists(st.text(max_size=200), max_size=5, unique=True))
def test_ids_that_differ_have_names_that_differ_on_every_file_system(ids: list[str]) -> None:
    names = [file_name(id) for id in ids]
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in names}) == len(ids)
    for name in names:
        assert name.isascii()
        assert 0 < len(name) <= 120
        assert not set(name) & set('/\\:*?"<>| \0')
        assert name[0] not in ".-"


@pytest.mark.parametrize("id", ["CON", "con.txt", "nul", "LPT1.a", "aux ", "COM¹"])
def test_no_name_is_a_device(id: str) -> None:
    assert file_name(id).split(".")[0].lower() not in ("con", "nul", "lpt1", "aux", "com1")
    assert file_name(id)[0] in "=~"


def test_a_plain_id_is_its_own_name_and_a_capital_shows_as_such() -> None:
    assert file_name("multi_news-12.a") == "multi_news-12.a"
    assert file_name("D0601A") == "=d0601=a"


def test_nothing_is_written_outside_the_folder_whatever_an_id_says(tmp_path: Path) -> None:
    hostile = ["../../x", "/etc/x", "..", "CON", "a", "A", "é", "e\u0301", "x" * 300, "x" * 301]
    hostile += ["a/b", "\\\\h\\s", "<script>alert(1)</script>", "a\nb", "-rf"]
    inside = tmp_path / "deep" / "er"
    inside.mkdir(parents=True)
    path = jsonl(inside / "t.jsonl", [topic(0, id) for id in hostile])
    report = run_batch(Plan(path, inside / "out", SHORT))
    assert (report.written, report.failed) == (len(hostile), 0)
    assert len(list((inside / "out" / "notes").iterdir())) == len(hostile)
    outside = [one for one in tmp_path.rglob("*") if one.is_file() and inside / "out" not in one.parents]
    assert outside == [path]
    page = (inside / "out" / "index.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_link_among_the_notes_is_not_followed(tmp_path: Path, source: Path) -> None:
    run_batch(Plan(source, tmp_path / "out", SHORT))
    victim, note = tmp_path / "victim", tmp_path / "out" / "notes" / "topic-0.json"
    victim.write_text("mine")
    note.unlink()
    note.symlink_to(victim)
    run_batch(Plan(source, tmp_path / "out", SHORT))
    assert victim.read_text() == "mine"
    assert not note.is_symlink()


# The same bytes


def test_a_folder_of_topics_gives_the_bytes_of_brief_one_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(2):
        folder = tmp_path / "topics" / f"t{number}"
        folder.mkdir(parents=True)
        for doc in topic(number)["docs"]:
            (folder / doc["id"]).write_text(doc["text"], "utf-8")
    (tmp_path / "topics" / "t0.refs").mkdir()
    (tmp_path / "topics" / "t0.refs" / "a.txt").write_text(TEXTS[3], "utf-8")
    run_batch(Plan(Path("topics"), Path("out"), replace(SHORT, formats=("json", "html"))))
    for number in range(2):
        one = CliRunner().invoke(
            app, ["brief", f"topics/t{number}", "--words", "50", "-o", "one.json", "-o", "one.html"]
        )
        assert one.exit_code == 0, one.output
        for suffix in ("json", "html"):
            assert Path(f"out/notes/t{number}.{suffix}").read_bytes() == Path(f"one.{suffix}").read_bytes()
    scored, unscored = results(Path("out"))
    assert 0 < scored["scores"]["rouge1.f"] < 1
    assert scored["scoring"].startswith("ROUGE|")
    assert "scores" not in unscored


def test_jsonl_gives_the_note_of_files_with_the_same_texts_but_for_the_path(tmp_path: Path) -> None:
    given = topic(1)
    given["docs"].insert(1, {"id": "copy.txt", "text": given["docs"][0]["text"]})
    given["docs"].insert(2, {"id": "empty.txt", "text": " "})
    run_batch(Plan(jsonl(tmp_path / "t.jsonl", [given]), tmp_path / "out", SHORT))
    for doc in topic(1)["docs"]:
        (tmp_path / doc["id"]).write_text(doc["text"], "utf-8")
    files = [str(tmp_path / doc["id"]) for doc in topic(1)["docs"]]
    target = tmp_path / "one.json"
    assert CliRunner().invoke(app, ["brief", *files, "--words", "50", "-o", str(target)]).exit_code == 0
    ours = json.loads((tmp_path / "out" / "notes" / "topic-1.json").read_bytes())
    theirs = json.loads(target.read_bytes())
    assert any("same content" in warning for warning in ours["warnings"])
    assert any("empty.txt" in warning for warning in ours["warnings"])
    ours["warnings"] = theirs["warnings"]
    for one in (*ours["sources"], *theirs["sources"]):
        del one["path"]
    assert ours == theirs


def test_scores_are_those_of_the_evaluation(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "t.jsonl", [topic(n, references=[TEXTS[3], TEXTS[4]]) for n in range(2)])
    run_batch(Plan(path, tmp_path / "out", SHORT))
    asked = Settings(metrics=("rouge",), budget=SHORT.options.budget)
    found: list[Scored] = []
    evaluate(read_topics(path), ["default"], asked, watch=found.append)
    assert [row["scores"] for row in results(tmp_path / "out")] == [one.scores for one in found]


@pytest.mark.slow
def test_two_jobs_write_the_bytes_of_one(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "t.jsonl", [*(topic(n, references=[TEXTS[4]]) for n in range(4)), "no json"])
    recipe = replace(SHORT, formats=("json", "md", "html"))
    for jobs in (1, 2):
        run_batch(Plan(path, tmp_path / str(jobs), recipe, Workers(jobs)))
    assert tree(tmp_path / "1") == tree(tmp_path / "2")


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that was asked to end; a worker may go on waiting for its lost scheduler."""
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[tuple[str, Callable[[], subprocess.Popen[bytes]]]]:
    """Start a scheduler and worker processes that run elsewhere on the disk.

    Give the address, and what starts one worker more.
    """
    folder.mkdir()
    address = folder / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    begin = [sys.executable, "-m", "dask"]
    find = ["--scheduler-file", str(address)]
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [*begin, *arguments, *find, "--no-dashboard"]
        started.append(
            subprocess.Popen(
                command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
        return started[-1]

    def work() -> subprocess.Popen[bytes]:
        return start("worker", "--nthreads", "1", "--no-nanny")

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", "0")
        deadline = time.monotonic() + 60
        while not address.exists():
            assert time.monotonic() < deadline, "no scheduler"
            time.sleep(0.1)
        for _ in range(workers):
            work()
        yield json.loads(address.read_text())["address"], work
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            end(process)


@pytest.mark.slow
def test_a_dask_cluster_that_sees_no_file_of_ours_writes_the_bytes_of_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    folder = tmp_path / "here" / "topics" / "by-path"
    folder.mkdir(parents=True)
    for doc in topic(5)["docs"]:
        (folder / doc["id"]).write_text(doc["text"], "utf-8")
    monkeypatch.chdir(tmp_path / "here")  # the workers run elsewhere: relative paths lead nowhere there
    rows = [*(topic(n) for n in range(3)), {"id": "by path", "paths": ["topics/by-path"]}]
    path = jsonl(Path("t.jsonl"), [*rows, topic(4, docs=[])])
    with cluster(tmp_path / "cluster") as (address, _):
        far = run_batch(Plan(path, Path("far"), SHORT, Workers(1, "dask", address)))
    near = run_batch(Plan(path, Path("near"), SHORT))
    assert (far.written, far.failed) == (near.written, near.failed) == (5, 1)
    assert tree(Path("far")) == tree(Path("near"))


@pytest.mark.slow
def test_a_cluster_whose_workers_are_killed_is_waited_for_and_gone_on_with(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    path = jsonl(tmp_path / "t.jsonl", [topic(n) for n in range(12)])
    told: list[str] = []
    with cluster(tmp_path / "cluster", workers=0) as (address, work):
        workers = [work()]

        def watch(report: Report) -> None:
            told.append(report.trouble)
            if report.written == 2 and len(workers) == 1 and workers[0].poll() is None:
                workers[0].kill()
            if report.trouble and len(workers) == 1:
                workers.append(work())

        far = run_batch(Plan(path, tmp_path / "far", SHORT, Workers(1, "dask", address)), watch)
    near = run_batch(Plan(path, tmp_path / "near", SHORT))
    assert any("no worker any more" in trouble for trouble in told)
    assert told[-1] == ""
    assert (far.written, far.failed) == (near.written, near.failed) == (12, 0)
    assert tree(tmp_path / "far") == tree(tmp_path / "near")


def test_a_scheduler_that_answers_no_more_is_told() -> None:
    """A scheduler whose machine is stopped or unplugged was waited for without a word."""
    answers: list[Any] = [{"a": 2}, TimeoutError(), asyncio.TimeoutError(), OSError(), {"a": 1, "b": 1}, {}]

    class Client:
        def nthreads(self, callback_timeout: float) -> dict[str, int]:
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer  # type: ignore[no-any-return]

    capacity = pool._Capacity(Client(), every=0)
    assert capacity.trouble() == ""
    for _ in range(3):
        assert "does not answer" in capacity.trouble()
    assert capacity.trouble() == ""
    assert "no worker any more" in capacity.trouble()


# Going on


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_run_cut_off_anywhere_and_resumed_leaves_the_bytes_of_one_that_was_not(
    tmp_path: Path, number: signal.Signals
) -> None:
    path = jsonl(tmp_path / "t.jsonl", [topic(n, references=[TEXTS[n % 5]]) for n in range(20)])
    run_batch(Plan(path, tmp_path / "whole", replace(SHORT, formats=("md", "json"))))
    command = [sys.executable, "-m", "summarizer", "batch", str(path), "-o", str(tmp_path / "cut")]
    command += ["--words", "50", "--format", "md,json", "--jobs", "2"]
    journal, moment = tmp_path / "cut" / "journal.jsonl", random.randrange(1, 15)
    print(f"cut off after {moment} topics")
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 120
    while (not journal.exists() or journal.read_bytes().count(b"\n") < moment) and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(process.pid, number)  # as a terminal does: the workers get it too
    said = (process.communicate(timeout=120)[1] or b"").decode()
    if number == signal.SIGINT:
        assert process.returncode == 130, said
        assert "goes on from here" in said
        assert "Traceback" not in said
        assert not (tmp_path / "cut" / ".running").exists()
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert second.returncode == 0, second.stderr
    assert " kept" in second.stderr
    assert ("was cut off" in second.stderr) == (number == signal.SIGKILL)
    assert tree(tmp_path / "whole") == tree(tmp_path / "cut")


def test_a_second_run_does_only_what_changed_and_says_why(tmp_path: Path, monkeypatch: Any) -> None:
    rows = [topic(n) for n in range(3)]
    path, out = jsonl(tmp_path / "t.jsonl", rows), tmp_path / "out"

    def again(recipe: Recipe = SHORT, **more: Any) -> Report:
        return run_batch(Plan(path, out, recipe, **more))

    assert again().because == {"new": 3}
    before = tree(out)
    assert (again().because, again().kept) == ({}, 3)
    jsonl(path, [topic(0), topic(1, query="Armenia"), topic(2), topic(3)])
    changed = again()
    assert (changed.because, changed.kept) == ({"input changed": 1, "new": 1}, 2)
    (out / "notes" / "topic-2.json").write_text("{}")
    (out / "notes" / "topic-3.json").unlink()
    assert again().because == {"note missing or altered": 2}
    assert again(replace(SHORT, formats=("md",))).because == {"options changed": 4}
    assert {note.suffix for note in (out / "notes").iterdir()} == {".md"}
    monkeypatch.setattr(run, "program", lambda: "another")
    with pytest.raises(WorkerError, match="same version"):
        again(replace(SHORT, formats=("md",)))
    monkeypatch.undo()
    jsonl(path, rows)
    assert again(fresh=True).because == {"new": 3}
    assert tree(out) == before


def test_a_failed_topic_is_told_and_stops_no_other(tmp_path: Path) -> None:
    bad = topic(1, docs=[{"id": "a", "text": "Advertisement"}])
    path = jsonl(tmp_path / "t.jsonl", [topic(0), bad, '{"id": 5}', "{", topic(0), topic(2)])
    report = run_batch(Plan(path, tmp_path / "out", SHORT))
    assert (report.written, report.failed) == (6, 4)
    found = {row["id"]: row for row in results(tmp_path / "out")}
    assert list(found) == ["topic-0", "topic-1", "5", "line 4", "topic-0 (2)", "topic-2"]
    assert "no sentence of content" in found["topic-1"]["reason"]
    assert "valid JSON" in found["line 4"]["reason"]
    assert "used before" in found["topic-0 (2)"]["reason"]
    assert found["topic-2"]["status"] == "ok"
    assert run_batch(Plan(path, tmp_path / "out", SHORT)).written == 0
    retried = run_batch(Plan(path, tmp_path / "out", SHORT, retry_failed=True))
    assert retried.because == {"failed before": 4}


def test_where_the_source_breaks_off_the_topics_before_are_finished(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS[:3]):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    manifest, rows = tmp_path / "topics.csv", "id,paths\nt0,0.txt\nt1,1.txt\nt2,2.txt\n"
    manifest.write_text(rows + 't3,"3.txt')
    with pytest.raises(TracebriefError, match="no CSV file"):
        run_batch(Plan(manifest, tmp_path / "out", SHORT))
    manifest.write_text(rows)
    assert run_batch(Plan(manifest, tmp_path / "out", SHORT)).kept == 3


def test_a_note_goes_when_its_topic_fails_now(tmp_path: Path, source: Path) -> None:
    run_batch(Plan(source, tmp_path / "out", SHORT))
    jsonl(source, [topic(0), topic(1, docs=[]), topic(2)])
    assert run_batch(Plan(source, tmp_path / "out", SHORT)).failed == 1
    assert not (tmp_path / "out" / "notes" / "topic-1.json").exists()


@pytest.mark.parametrize("torn", [b'{"topic": "topic-1", "inp', b"\x00\xff\n", b"[]\n", b'{"topic": 3}\n'])
def test_a_torn_or_damaged_line_of_the_journal_costs_no_more_than_its_topic(
    tmp_path: Path, source: Path, torn: bytes
) -> None:
    run_batch(Plan(source, tmp_path / "out", SHORT))
    before, journal = tree(tmp_path / "out"), tmp_path / "out" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[1] + torn)
    report = run_batch(Plan(source, tmp_path / "out", SHORT))
    assert (report.kept, report.because) == (2, {"new": 1})
    assert tree(tmp_path / "out") == before


# Workers


def deadly(task: Task) -> Outcome:
    if task.id == "topic-1":
        os.kill(os.getpid(), signal.SIGKILL)
    return write_note(task)


@pytest.mark.slow
def test_a_topic_that_takes_its_worker_down_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "write_note", deadly)
    path = jsonl(tmp_path / "t.jsonl", [topic(n) for n in range(4)])
    report = run_batch(Plan(path, tmp_path / "out", SHORT, Workers(2)))
    assert [id for id, _ in report.failures] == ["topic-1"]
    assert "the worker process died" in report.failures[0][1]
    assert [row["status"] for row in results(tmp_path / "out")] == ["ok", "failed", "ok", "ok"]


def test_no_more_topics_are_read_than_workers_have_room_for(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = 0

    def counted(source: Path, recipe: Recipe) -> Iterator[Task]:
        nonlocal read
        for task in read_tasks(source, recipe):
            read += 1
            yield task

    ahead: list[int] = []
    monkeypatch.setattr(run, "read_tasks", counted)
    run_batch(Plan(source, tmp_path / "out", SHORT), lambda report: ahead.append(read - report.done))
    assert ahead == [0, 0, 0]


def test_dask_that_is_not_installed_names_the_command(monkeypatch: pytest.MonkeyPatch, source: Path) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(TracebriefError, match=r"pip install 'tracebrief\[cluster\]'"):
        run_batch(Plan(source, source.parent / "out", SHORT, Workers(1, "dask")))


# Input


def test_a_manifest_names_paths_and_options_of_each_topic(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for number, text in enumerate(TEXTS):
        (tmp_path / "docs" / f"{number}.txt").write_text(text, "utf-8")
    with (tmp_path / "m.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "paths", "words", "sentences", "query", "title", "ranker"])
        rows.writerow(["a", "docs/0.txt; docs/1.txt", "60", "", "Armenia", "First, and last", "lexrank"])
        rows.writerow(["b", "docs/*.txt", "", "2", "", "", ""])
        rows.writerow(["c", "docs/0.txt", "much", "", "", "", ""])
        rows.writerow(["d", "docs/missing.txt", "", "", "", "", ""])
        rows.writerow(["e", "docs/0.txt", "", "", "", "", "no such"])
    report = run_batch(Plan(tmp_path / "m.csv", tmp_path / "out", SHORT))
    found = {row["id"]: row for row in results(tmp_path / "out")}
    assert (found["a"]["title"], found["a"]["documents"]) == ("First, and last", 2)
    assert "rank:lexrank" in found["a"]["signature"]
    assert "query:Armenia" in found["a"]["signature"]
    assert (found["b"]["lines"], found["b"]["documents"]) == (2, 5)
    assert "must be numbers" in found["c"]["reason"]
    assert "no such file" in found["d"]["reason"]
    assert "line 6: --ranker no such" in found["e"]["reason"]
    assert report.failed == 3


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("m.csv", "id,path\na,b\n", "the column 'path' is unknown"),
        ("m.csv", "id\na\n", "the columns id and paths are needed"),
        ("m.csv", "id,paths\n", "holds no topic"),
        ("t.jsonl", "\n", "holds no topic"),
        ("t.xml", "<a/>", "name one of these"),
        ("missing.jsonl", None, "does not exist"),
    ],
)
def test_a_source_of_no_use_is_one_sentence(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(SourceError, match=message):
        run_batch(Plan(tmp_path / name, tmp_path / "out", SHORT))


# The output folder


def test_a_folder_with_other_files_is_refused_and_left_as_it_is(tmp_path: Path, source: Path) -> None:
    with pytest.raises(OutputError, match=r"'topics.jsonl'.* is no batch folder"):
        run_batch(Plan(source, tmp_path, SHORT, fresh=True))
    assert [path.name for path in tmp_path.iterdir()] == ["topics.jsonl"]


def test_two_runs_do_not_share_a_folder_and_a_dead_one_holds_nothing(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    with held(out), pytest.raises(OutputError, match=rf"in use by another run \(process {os.getpid()} on"):
        run_batch(Plan(source, out, SHORT))
    (out / ".running").write_text("process 1 on elsewhere")
    for left in (out / ".results.jsonl.new", out / "notes" / ".tracebrief-0.tmp"):
        left.write_text("half")
    report = run_batch(Plan(source, out, SHORT))
    assert not list(out.rglob(".*.new")) + list(out.rglob(".*.tmp"))
    assert (report.cut_off, report.written) == (True, 3)


def test_a_full_disk_is_one_sentence_and_what_was_finished_is_kept(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 6:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="no space left on device"):
        run_batch(Plan(source, tmp_path / "out", SHORT))
    monkeypatch.undo()
    report = run_batch(Plan(source, tmp_path / "out", SHORT))
    assert report.kept >= 1
    assert report.kept + report.written == 3
    assert not [path for path in (tmp_path / "out").rglob("*") if path.name.endswith((".tmp", ".new"))]


def test_an_output_that_cannot_be_a_folder_is_one_sentence(tmp_path: Path, source: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        run_batch(Plan(source, source / "out", SHORT))


# The command


def test_the_command_says_what_it_did_and_exits_by_it(tmp_path: Path, source: Path) -> None:
    out = str(tmp_path / "out")
    done = CliRunner().invoke(app, ["batch", str(source), "-o", out, "--words", "50", "--format", "md,txt"])
    assert done.exit_code == 0, done.output
    assert "3 topics: 3 worked on (3 new), 0 failed" in done.stderr
    assert len(list((tmp_path / "out" / "notes").iterdir())) == 6
    jsonl(source, [topic(0), topic(1, docs=[])])
    bad = CliRunner().invoke(app, ["batch", str(source), "-o", out, "--words", "50", "--format", "md,txt"])
    assert bad.exit_code == 1
    assert "Failed: topic-1: the topic has no document" in bad.stderr
    assert "1 kept" in bad.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--jobs", "0"], "--jobs 0"),
        (["--scheduler", "tcp://h:1"], "--scheduler is for --backend dask"),
        (["--backend", "threads"], "--backend threads"),
        (["--format", "pdf"], "'pdf' is unknown"),
        (["--format", ","], "--format is empty"),
        (["--words", "1", "--chars", "2"], "give one length"),
        (["--language", "xx"], "--language xx"),
        (["--fresh", "--retry-failed"], "leave --retry-failed out"),
    ],
)
def test_wrong_use_is_told_before_anything_is_written(
    tmp_path: Path, source: Path, arguments: list[str], message: str
) -> None:
    result = CliRunner().invoke(app, ["batch", str(source), "-o", str(tmp_path / "out"), *arguments])
    assert isinstance(result.exception, OptionError)
    assert message in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_workers_that_are_all_gone_are_told_and_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run waited without a word."""
    asked: list[tuple[Task, Future[Outcome]]] = []
    troubles = ["no worker", "no worker", ""]

    def trouble() -> str:
        found = troubles.pop(0) if troubles else ""
        if not troubles:  # the worker is back
            for task, future in asked:
                if not future.done():
                    future.set_result(write_note(task))
        return found

    def submit(task: Task) -> Future[Outcome]:
        asked.append((task, Future()))
        return asked[-1][1]

    @contextmanager
    def waiting(_: Workers) -> Iterator[pool.Pool]:
        yield pool.Pool(submit, lambda: 2, trouble=trouble)

    monkeypatch.setattr("summarizer.batch.run.open_pool", waiting)
    monkeypatch.setattr("summarizer.batch.run.SILENCE", 0.02)
    told: list[str] = []
    path = jsonl(tmp_path / "t.jsonl", [topic(1)])
    report = run_batch(Plan(path, tmp_path / "out", SHORT), lambda report: told.append(report.trouble))
    assert told[0] == "no worker"
    assert told[-1] == ""
    assert (report.written, report.failed) == (1, 0)
