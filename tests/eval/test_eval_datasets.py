"""Reading topics and predictions: three layouts, and what is said of bad input."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from eval.data import DataError, Topic, summary_of_text
from eval.datasets import read_pairs, read_prediction_rows, read_predictions, read_topics

ROW = {"id": "t1", "docs": [{"id": "a", "text": "One. Two.", "date": "2024-01-02"}], "references": ["One."]}


def jsonl(folder: Path, *rows: object) -> Path:
    path = folder / "topics.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def test_a_topic_holds_what_its_line_says(tmp_path: Path) -> None:
    row = {
        **ROW,
        "query": "Why?",
        "alignments": [
            {"doc": "a", "spans": [[0, 4]], "summary_sentence": "One.", "summary_sent_start": 0.0}
        ],
        "relevant": [[5, 9]],
    }
    (topic,) = read_topics(jsonl(tmp_path, row))
    assert (topic.id, topic.references, topic.query) == ("t1", ("One.",), "Why?")
    assert topic.docs[0].date == "2024-01-02"
    assert topic.evidence() == (("a", 0, 4),)
    assert topic.relevant == (("a", 5, 9),)
    assert topic.origin.endswith("topics.jsonl, line 1")


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\r\n\r\n")
    assert len(list(read_topics(path))) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{nonsense", "line 2: this is not valid JSON"),
        ("[1, 2]", "line 2: a JSON object is needed"),
        ("[" * 100_000, "line 2: this is not valid JSON"),
        ({"docs": []}, "line 2: an id"),
        ({"id": True}, "line 2: an id"),
        ({**ROW}, "line 2: the id 't1' was used before"),
        ({**ROW, "id": 2, "docs": {"text": "x"}}, "line 2: docs must be a list"),
        ({**ROW, "id": 2, "docs": [{"id": "a"}]}, "line 2: document 1 needs a text"),
        ({**ROW, "id": 2, "docs": ROW["docs"] * 2}, "line 2: two documents have the same id"),  # type: ignore[operator]
        ({**ROW, "id": 2, "references": "One."}, "line 2: references must be a list"),
        ({**ROW, "id": 2, "references": ["  "]}, "line 2: a reference is empty"),
        ({**ROW, "id": 2, "query": 3}, "line 2: query must be a text"),
        ({**ROW, "id": 2, "doc_ref": "m", "docs": None}, "line 2: docs must be a list"),
        ({"id": 2, "doc_ref": "m"}, "line 2: doc_ref 'm' needs the file of documents"),
        (
            {**ROW, "id": 2, "alignments": [{"doc": "b", "spans": []}]},
            "line 2: an alignment names the document",
        ),
        ({**ROW, "id": 2, "alignments": [{"doc": "a", "spans": [[5, 99]]}]}, "lies outside its document"),
        ({**ROW, "id": 2, "alignments": [{"doc": "a", "spans": [["0", 1]]}]}, "spans must be a list"),
        ('{"id": 2, "docs": [{"text": "half \\ud83d"}]}', "text holds half a character"),
    ],
)
def test_a_bad_line_is_named_with_its_number_or_left_out_and_told(
    tmp_path: Path, line: object, message: str
) -> None:
    path = jsonl(tmp_path, ROW, line, {**ROW, "id": "t3"})
    with pytest.raises(DataError, match="line 2") as caught:
        list(read_topics(path))
    assert message in str(caught.value)
    told: list[str] = []
    assert [topic.id for topic in read_topics(path, problem=told.append)] == ["t1", "t3"]
    assert len(told) == 1


def test_bytes_that_are_not_utf8_are_named_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(json.dumps(ROW).encode() + b'\n{"id": "caf\xe9"}\n')
    with pytest.raises(DataError, match=r"t\.jsonl, line 2: not UTF-8"):
        list(read_topics(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        list(read_topics(tmp_path / "none.jsonl"))


def test_doc_ref_points_into_a_second_file(tmp_path: Path) -> None:
    meetings = tmp_path / "meetings.jsonl"
    rows = [{"id": f"m{i}", "docs": [{"id": "x", "text": f"Meeting {i}."}]} for i in range(20)]
    meetings.write_text("".join(json.dumps(row) + "\n" for row in rows))
    queries = [{"id": i, "doc_ref": f"m{i}", "references": ["r"], "relevant": [[0, 7]]} for i in (19, 0, 19)]
    queries[2]["id"] = "again"
    topics = list(read_topics(jsonl(tmp_path, *queries), meetings))
    assert [topic.docs[0].text for topic in topics] == ["Meeting 19.", "Meeting 0.", "Meeting 19."]
    assert topics[0].evidence() == (("x", 0, 7),)
    with pytest.raises(DataError, match="'m99' is not an id of"):
        list(read_topics(jsonl(tmp_path, {"id": 1, "doc_ref": "m99"}), meetings))


def test_a_folder_of_topics_with_references_beside_them(tmp_path: Path) -> None:
    for name, text in (
        ("t1/b.txt", "B."),
        ("t1/a.txt", "A."),
        ("t1.refs/1", "R1"),
        ("t1.refs/2", "R2"),
        ("t2/a.txt", "C."),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    first, second = read_topics(tmp_path)
    assert [doc.id for doc in first.docs] == ["a.txt", "b.txt"]
    assert first.references == ("R1", "R2")
    assert second.references == ()


def test_a_large_file_is_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    with path.open("w") as file:
        for number in range(200):
            file.write(
                json.dumps({"id": number, "docs": [{"text": "x" * 200_000}], "references": ["r"]}) + "\n"
            )
    tracemalloc.start()
    assert sum(1 for _ in read_topics(path)) == 200
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 40_000_000
    assert peak < 8_000_000


def folder(root: Path, **texts: str) -> Path:
    root.mkdir()
    for name, text in texts.items():
        (root / f"{name.replace('_', '.')}.txt").write_text(text)
    return root


def test_folders_pair_by_name_with_one_or_several_references(tmp_path: Path) -> None:
    out = folder(tmp_path / "out", a="A", b="B")
    refs = folder(tmp_path / "refs", a="ref a", b_1="ref b1", b_2="ref b2")
    pairs = {topic.id: (topic.references, text) for topic, text in read_pairs(out, refs)}
    assert pairs == {"a": (("ref a",), "A"), "b": (("ref b1", "ref b2"), "B")}


def test_a_prediction_without_reference_and_a_reference_without_prediction_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"b\.txt has no reference"):
        list(read_pairs(folder(tmp_path / "o1", a="A", b="B"), folder(tmp_path / "r1", a="A")))
    with pytest.raises(DataError, match="references for 'b'"):
        list(read_pairs(folder(tmp_path / "o2", a="A"), folder(tmp_path / "r2", a="A", b="B")))


def test_files_pair_line_by_line(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "hyp.txt", tmp_path / "ref.txt"
    ours.write_text("one\n\nthree\n")
    theirs.write_text("eins\nzwei\ndrei\n")
    assert [(topic.id, text) for topic, text in read_pairs(ours, theirs)] == [
        ("1", "one"),
        ("2", ""),
        ("3", "three"),
    ]
    theirs.write_text("eins\nzwei\n")
    with pytest.raises(DataError, match="more than the 2 lines"):
        list(read_pairs(ours, theirs))
    theirs.write_text("1\n2\n3\n4\n")
    with pytest.raises(DataError, match="ends before line 4"):
        list(read_pairs(ours, theirs))


def test_a_folder_without_predictions_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no \.txt file"):
        read_predictions(tmp_path)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "holds no prediction"),
        ("[1]\n", "a JSON object is needed"),
        ('{"id": "a"}\n', "line 1: a prediction needs an id and a text"),
        ('{"id": true, "text": "x"}\n', "line 1: a prediction needs an id and a text"),
        ('{"id": 1, "text": "x"}\n{"id": "1", "text": "y"}\n', "line 2: the id '1' was used before"),
        ('{"id": 1, "text": "\\ud800"}\n', "line 1"),
    ],
)
def test_bad_rows_of_predictions_are_named(rows: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(rows)
    with pytest.raises(DataError, match=said):
        read_prediction_rows(tmp_path / "rows.jsonl")


def test_the_text_of_a_summary_has_one_line_a_sentence() -> None:
    assert summary_of_text("One.\n\n  Two. \n").text == "One.\nTwo."
    assert Topic("x").evidence() == ()


def test_a_text_of_nothing_but_ends_of_sentences_is_no_summary(tmp_path: Path) -> None:
    """Two of 80,000 words each, a sentence each, were compared sentence by sentence for minutes."""
    for name in ("ours.txt", "theirs.txt"):
        (tmp_path / name).write_text("The. " * 80_000 + "\n")
    with pytest.raises(DataError, match="line 1: a text with a line break or full stop in every 10"):
        list(read_pairs(tmp_path / "ours.txt", tmp_path / "theirs.txt"))
