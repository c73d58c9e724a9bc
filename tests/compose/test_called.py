"""What a source is called where a note names it."""

from __future__ import annotations

from dataclasses import replace

import builders
import pytest

from summarizer.compose.called import LONGEST, called

BEGINS = "The council opened the bridge on Monday."


@pytest.mark.parametrize(
    "name",
    [
        "000_766eb3ba5b4a966e.txt",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479.html",
        "D41D8CD98F00B204E9800998ECF8427E",
    ],
)
def test_what_has_a_hash_for_a_name_and_no_title_is_called_by_its_first_words(name: str) -> None:
    document = replace(builders.document(f"\n--\n{BEGINS}\nIt rained."), name=name)
    assert called(document) == BEGINS
    assert called(replace(document, title="A bridge")) == "A bridge"
    assert called(replace(document, text="\n \n")) is None


@pytest.mark.parametrize(
    "name",
    [
        "minutes.txt",
        "2021-03-04.txt",
        "20210304.txt",
        "KO_q1_2021.txt",
        "review1.txt",
        "defaced.txt",
        "议.txt",
        "",
    ],
)
def test_a_name_that_somebody_gave_stays(name: str) -> None:
    assert called(replace(builders.document(BEGINS), name=name)) is None


def test_long_first_words_are_cut_and_command_nothing() -> None:
    told = called(replace(builders.document("\x1b[2J" + "word " * 100), name="766eb3ba5b4a966e"))
    assert told is not None
    assert len(told) <= LONGEST + 1
    assert told.endswith("word…")
    assert "\x1b" not in told
