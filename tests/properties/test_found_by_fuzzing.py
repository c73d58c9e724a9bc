"""Inputs that fuzzing found (docs/fuzzing.md), each with the rule that it broke."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import builders
import pytest

from summarizer.batch.topics import FIELDS, read_tasks
from summarizer.batch.work import Recipe, write_note
from summarizer.dates import mentions
from summarizer.errors import NoteError, SourceError
from summarizer.note_files import read_note
from summarizer.renderers import RENDERERS


@pytest.mark.parametrize("anchor", [date.min, date.max])
@pytest.mark.parametrize(
    "text",
    ["on Tuesday", "next Friday", "yesterday", "tomorrow", "last week", "next week", "3 days ago",
     "10 years ago", "next month", "last month", "next year", "last year"],
)  # fmt: skip
def test_a_source_of_the_first_or_last_day_of_the_calendar_has_dates(text: str, anchor: date) -> None:
    for mention in mentions(text, anchor=anchor):
        assert mention.iso is None or 1 <= int(mention.iso[:4]) <= 9999


def test_a_word_file_whose_text_is_damaged_though_its_note_is_whole_is_told(tmp_path: Path) -> None:
    note = tmp_path / "note.docx"
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(RENDERERS["docx"](*builders.small()))) as whole,
        zipfile.ZipFile(changed, "w") as broken,
    ):
        for name in whole.namelist():
            broken.writestr(name, b"<w:document" if name == "word/document.xml" else whole.read(name))
    note.write_bytes(changed.getvalue())
    with pytest.raises(NoteError, match=r"note\.docx: it is damaged; open it in a word processor"):
        read_note(note)


def test_an_id_repeated_in_a_whole_file_of_topics_costs_linear_time(tmp_path: Path) -> None:
    source = tmp_path / "topics.jsonl"
    count = 20_000  # 200 million look-ups where each repetition counts the ones before it
    source.write_text((json.dumps({"id": "a", "docs": [{"text": "x"}]}) + "\n") * count)
    ids = {task.id for task in read_tasks(source, Recipe())}
    assert len(ids) == count
    assert {"a", "a (2)", f"a ({count})"} <= ids


def test_a_length_without_end_in_a_manifest_fails_its_topic_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The dam broke on Monday.\n")
    source = tmp_path / "topics.csv"
    source.write_text("id,paths,words\na,a.txt,1e999\nb,a.txt,1e300\n")
    endless, large = read_tasks(source, Recipe())
    assert "the length must be a finite number" in endless.refusal
    assert not write_note(large).reason


def test_a_message_is_printable_and_of_bounded_length_whatever_stands_in_the_input(tmp_path: Path) -> None:
    source = tmp_path / "topics.csv"
    source.write_text("id,paths," + "\x1b[2J\u202e" * 9000 + "\n")
    with pytest.raises(SourceError) as caught:
        list(read_tasks(source, Recipe()))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 2000
    assert str(caught.value).endswith(f"{FIELDS[-1]}.")
