"""Inputs that fuzzing found (docs/fuzzing.md), each with the rule that it broke."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import builders
import pytest

from summarizer.batch.topics import FIELDS, read_tasks
from summarizer.batch.work import Recipe, write_note
from summarizer.content.boilerplate import mark
from summarizer.data import Document, Place
from summarizer.errors import NoteError, SourceError
from summarizer.renderers import RENDERERS
from summarizer.rewrite.guard import Passages, rule
from summarizer.saved.files import read_note
from summarizer.text.dates import mentions
from summarizer.text.segment import split
from summarizer.tracing import index_of
from summarizer.tracing.draft import read_draft


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


def pages(line: str) -> Document:
    text = "\n".join([line, "The dam broke on Monday and two villages were flooded."] * 2)
    return builders.document(text, places=(Place(0, page=1), Place(len(text) // 2 + 1, page=2)))


@pytest.mark.parametrize(
    "work",
    [
        lambda: mark(split(builders.document("A / Getty Images" + " i '' / Getty Images" * 18 + "!"))),
        lambda: mark(split(builders.document("Published" + " " * 380 + "x"))),
        lambda: read_draft("Water rose." + " " * 300_000 + "x", ()),
        lambda: read_draft("x [1]\n\n" + " " * 300_000 + "x\n\n[1] a.txt", ()),
        lambda: split(builders.document("!" * 300_000, language="th")),
        lambda: split(pages("- " * 100_000 + "x")),
    ],
    ids=["credits", "dateline", "marks of a draft", "headings of a draft", "phrases", "page numbers"],
)
def test_a_line_made_to_defeat_a_pattern_is_done_with_in_no_time(work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    assert time.process_time() - began < 5  # each took minutes, or for ever


def test_a_line_of_many_clauses_is_judged_by_a_long_source_in_no_time() -> None:
    document = Document("S1", "a.txt", " ".join(f"The dam of Selby broke {at} times." for at in range(5000)))
    cut = split(document)
    line = ", ".join(f"the {kind} bridges of Norden were painted green" for kind in ("old", "new") * 40)
    began = time.process_time()
    ruling = rule(f"{line}.", Passages(cut[:2], cut[2:4], cut[4:]), index_of([document]))
    assert time.process_time() - began < 10  # minutes, when each clause was held against each far sentence
    assert not ruling.passed


def test_a_sentence_of_a_thousand_words_said_again_and_again_is_not_aligned() -> None:
    document = Document("S1", "a.txt", "Selby bridge " * 380 + "fell.")
    cut = split(document)
    began = time.process_time()
    ruling = rule("bridge of Selby " * 310 + "rose.", Passages(cut), index_of([document]))
    assert time.process_time() - began < 5  # a minute, when words were aligned however many there were
    assert "a sentence of it is too long to be judged" in [one.message for one in ruling.objections]
