"""Inputs of a batch that are broken in one place: that place costs its topic and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import datasets
from eval.data import DataError, SourceText
from eval.datasets import read_topics
from summarizer.batch import Plan, run_batch
from summarizer.batch.journal import Journal
from summarizer.batch.names import file_name
from summarizer.batch.topics import read_tasks
from summarizer.batch.work import Recipe, pile_of_texts
from summarizer.errors import NothingToBriefError, SourceError
from summarizer.limits import Limits

GOOD = {"docs": [{"id": "a", "text": "The dam broke on Monday."}]}


def line(id: str) -> bytes:
    return json.dumps({"id": id, **GOOD}).encode() + b"\n"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Give a file of three topics whose second line is in another encoding."""
    path = tmp_path / "topics.jsonl"
    path.write_bytes(line("a") + '{"id": "b", "docs": [{"text": "Brünn"}]}\n'.encode("cp1252") + line("c"))
    return path


def test_a_line_that_is_no_utf8_is_one_failed_topic_of_a_batch(broken: Path, tmp_path: Path) -> None:
    report = run_batch(Plan(broken, tmp_path / "out"))
    assert (report.seen, report.written, report.failed) == (3, 3, 1)
    rows = [json.loads(row) for row in (tmp_path / "out" / "results.jsonl").read_text().splitlines()]
    assert [(row["id"], row["status"]) for row in rows] == [("a", "ok"), ("line 2", "failed"), ("c", "ok")]
    assert rows[1]["reason"].endswith("line 2: not UTF-8 (byte 33); save the file as UTF-8")


def test_a_line_that_is_no_utf8_is_a_clear_sentence_to_the_evaluation(broken: Path) -> None:
    with pytest.raises(DataError, match=r"line 2: not UTF-8 \(byte 33\); save the file as UTF-8"):
        list(read_topics(broken))
    problems: list[str] = []
    assert [topic.id for topic in read_topics(broken, problem=problems.append)] == ["a", "c"]
    assert len(problems) == 1


def test_a_line_without_end_is_one_failed_topic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets, "MAX_LINE", 1 << 20)
    path = tmp_path / "topics.jsonl"
    path.write_bytes(line("a") + b"[" * (5 << 20) + b"\n" + line("c"))
    tasks = list(read_tasks(path, Recipe()))
    assert [task.id for task in tasks] == ["a", "line 2", "c"]
    assert "line 2: the line is longer than 1 MB; name its documents by their paths" in tasks[1].refusal


@pytest.mark.parametrize(
    ("text", "limits", "told"),
    [
        ("The dam broke. " * 99, Limits(max_chars=100), "b: it holds 1485 characters, more than 100"),
        ("The dam broke. " * 99, Limits(max_bytes=100), "b: it has 1485 bytes or more, over the limit of"),
        ("No. " * 20_000, Limits(), "b: its 80000 characters have a line break or a full stop in every 10"),
    ],
)  # fmt: skip
def test_a_text_within_a_topic_has_the_limits_of_a_file(text: str, limits: Limits, told: str) -> None:
    sound = SourceText("a", "The dam at Brno broke on Monday.")
    pile = pile_of_texts([sound, SourceText("b", text)], limits)
    assert [one.name for one in pile.documents] == ["a"]
    (warning,) = pile.warnings
    assert told in warning
    with pytest.raises(NothingToBriefError, match="b: it"):
        pile_of_texts([SourceText("b", text)], limits)


def test_all_texts_within_a_topic_have_the_limit_of_a_pile() -> None:
    texts = [SourceText(f"t{at}", f"The dam at Brno broke on day {at}.") for at in range(9)]
    with pytest.raises(SourceError, match="more than 100 characters together, from t3 on"):
        pile_of_texts(texts, Limits(max_total_chars=100))


def test_a_row_of_a_manifest_that_is_no_utf8_is_one_failed_topic(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The dam broke on Monday.\n")
    path = tmp_path / "topics.csv"
    path.write_bytes(b"id,paths\na,a.txt\nb,Br\xfcnn.txt\nc,a.txt\n")
    assert [(task.id, bool(task.refusal)) for task in read_tasks(path, Recipe())] == [
        ("a", False), ("line 3", True), ("c", False),
    ]  # fmt: skip


def test_a_manifest_in_utf16_is_told_to_be_saved_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "topics.csv"
    path.write_text("id,paths\na,a.txt\n", encoding="utf-16")
    with pytest.raises(SourceError, match=r"no CSV file in UTF-8.*; save it as such\.$"):
        list(read_tasks(path, Recipe()))


FACTS: dict[str, object] = {"title": "A", "documents": 1, "lines": 1, "words": 1, "warnings": []}
ROW: dict[str, object] = {"topic": "t1", "because": "new", "input": "0", "options": "0", "program": "0",
       "reason": "", "files": {"md": "0"}, "seconds": 0.1, "facts": FACTS}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"topic": 3},
        {"reason": None},
        {"seconds": "1"},
        {"seconds": float("nan")},
        {"files": {"/../../../x": "0"}},
        {"files": {}},
        {"facts": {}},
        {"facts": {**FACTS, "files": {"md": "../../x"}}},
        {"facts": {**FACTS, "warnings": [[]]}},
        {"facts": {**FACTS, "scores": {}, "scoring": ""}},
    ],
)
def test_a_line_of_a_journal_of_another_form_is_passed_over(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text(json.dumps({**ROW, **change}) + "\n" + json.dumps({**ROW, "topic": "t2"}) + "\n")
    journal = Journal(path)
    assert (journal.offset("t1"), journal.offset("t2") > 0) == (-1, True)
    assert [row["topic"] for row in journal.rows()] == ["t2"]
    journal.close()


HOSTILE = (
    "../../x", "/etc/passwd", "C:\\x", "CON", "nul.txt", "a/b", "x" * 300, "", ".", "..", "-rf", "a\nb",
    "\u202eabc", "ÄÖ", "A\u0308O\u0308", "äö", "AB", "ab", "aB", "ﬁ", "fi", "\ud800", "~", "a b", "LPT¹",
)  # fmt: skip


def test_no_id_leads_out_of_the_folder_and_no_two_share_a_file_on_any_file_system(tmp_path: Path) -> None:
    import unicodedata

    names = [file_name(id) for id in (*HOSTILE, "x" * 301, "x" * 300 + "y")]
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in names}
    assert len(folded) == len(names)
    for name in names:
        assert 0 < len(name) <= 124
        assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789_-.=~")
        assert not name.startswith((".", "-"))
        assert (tmp_path / name).parent == tmp_path
        (tmp_path / f"{name}.jsonld").touch()
    assert len(list(tmp_path.iterdir())) == len(names)


def test_a_batch_of_hostile_ids_writes_nothing_outside_its_folder(tmp_path: Path) -> None:
    ids = [id for id in HOSTILE if id and "\ud800" not in id]
    path = tmp_path / "topics.jsonl"
    path.write_bytes(b"".join(map(line, ids)))
    report = run_batch(Plan(path, tmp_path / "a" / "b" / "out"))
    assert (report.seen, report.failed) == (len(ids), 0)
    assert {entry.name for entry in tmp_path.iterdir()} == {"topics.jsonl", "a"}
    assert [entry.name for entry in (tmp_path / "a").rglob("*") if entry.parent != tmp_path / "a/b/out/notes"
            and entry.name not in ("b", "out", "notes", ".lock", "batch.json", "index.html", "journal.jsonl",
                                   "results.jsonl", "timings.jsonl")] == []  # fmt: skip
    assert len(list((tmp_path / "a/b/out/notes").iterdir())) == len(ids)
