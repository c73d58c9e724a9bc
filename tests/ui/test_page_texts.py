"""The words of the page: no options of the command line, no terms of the trade."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eval.metrics import METRICS
from summarizer import pipeline
from summarizer.compose.lines import ORDERS
from summarizer.errors import NoteError, OptionError
from summarizer.limits import Limits
from summarizer.note import brief_json
from summarizer.note.embedded import read
from summarizer.rankers import RANKERS
from summarizer.saved import project
from summarizer.selectors import SELECTORS
from ui import words
from ui.messages import problems_html
from ui.parts import uploads_html
from ui.runs import sentence
from ui.settings import options_of
from ui.zones import Upload, Zone


def test_a_choice_without_plain_words_is_called_by_its_description() -> None:
    assert set(words.RANKERS) <= set(RANKERS)
    assert set(words.SELECTORS) <= set(SELECTORS)
    assert set(words.ORDERS) == set(ORDERS)
    assert words.choices({"new": RANKERS["lead"]}, {}) == [(f"new: {RANKERS['lead'].description}", "new")]


def test_a_sentence_names_no_option_of_the_command_line() -> None:
    said = sentence(
        OptionError("--words 3: the shortest sentence worth quoting has 9 words; use --max-files.")
    )
    assert (
        said == "Length 3: the shortest sentence worth quoting has 9 words; use the largest number of files."
    )


def test_what_no_note_is_says_so_and_what_to_do_here() -> None:
    for content, suffix in ((b"{}", "json"), (b"# Of bridges", "md")):
        with pytest.raises(NoteError) as refused:
            read(content, suffix, f"n.{suffix}")
        said = sentence(refused.value)
        assert "tracebrief brief" not in said
        assert said.endswith(("; save the note again.", "; give one that Tracebrief saved."))


@pytest.mark.parametrize("content", [b"{not", b"\xff\xfe", b"[]", b"{}", b'{"schema": "tracebrief/99"}'])
def test_of_what_cannot_be_opened_nobody_is_told_where_in_its_data_the_fault_is(content: bytes) -> None:
    for kind, loads in (("note", brief_json.loads), ("project", project.loads)):
        with pytest.raises(NoteError) as refused:
            loads(content, "n.json")
        told = f"is no {kind} that this version of Tracebrief can open; save the {kind} again."
        assert sentence(refused.value) == f"n.json {told}"
        alone = str(refused.value).removeprefix("n.json").lstrip(": ")  # as in the row of the file
        assert words.plain(alone) == told


def test_why_a_file_is_refused_is_a_sentence_below_its_name(tmp_path: Path) -> None:
    zone = Zone(tmp_path, Limits())
    said = {
        "is no note; save it again.": "It is no note; save it again.",
        "holds no text; scan it.": "It holds no text; scan it.",
        "cannot be read: no such file.": "Cannot be read: no such file.",
        "it is not a sound PDF.": "Cannot be read: it is not a sound PDF.",
    }
    for refusal, told in said.items():
        zone.uploads = [Upload("a", 1, refusal)]
        assert f">{told}</span>" in uploads_html(zone, {})


def test_formats_that_a_note_is_read_back_from_are_called_by_their_names() -> None:
    with pytest.raises(NoteError) as refused:
        read(b"A bridge.", "txt", "n.txt")
    said = sentence(refused.value)
    assert said == "n.txt cannot be read back as a note; save it as JSON, Markdown, HTML or Word."


def test_limits_that_nobody_can_raise_on_the_page_are_not_named_by_their_options() -> None:
    said = words.plain("a.pdf: it has 9000 pages, more than 5000; split it or raise max_pages (--max-pages).")
    assert said == "a.pdf: it has 9000 pages, more than 5000; split it."
    said = words.plain("save it again, or raise max_expansion (--max-expansion-mb) if you trust it.")
    assert said == "save it again."
    said = words.plain(
        "brief parts of them (tracebrief batch), or raise max_total_chars (--max-total-chars) where the "
        "memory is there: about 15 bytes a character."
    )
    assert said == "brief parts of them."
    said = words.plain("only the first 9 files are read; raise max_files (--max-files) to read more.")
    assert said == "only the first 9 files are read; ask who runs the page for a higher limit to read more."


@pytest.mark.parametrize("length", [0, -1, None])
def test_no_length_is_refused(length: float | None) -> None:
    with pytest.raises(OptionError, match="at least 1"):
        options_of("", length, "words", "", "score", "textrank", "coverage", None)
    assert options_of(None, 1, "words", None, "score", "textrank", "coverage", None).query is None


def test_problems_take_one_line_and_all_stand_below_it_when_it_is_unfolded() -> None:
    assert problems_html([]) == ""
    one = problems_html(["<b>.pdf: no text."])
    assert one.count("<li") == 1
    assert "<details" not in one
    assert "<b>.pdf" not in one
    many = problems_html([f"{at}.pdf: {'no text ' * 20}" for at in range(9)])
    told, _, rest = many.partition("</summary>")
    assert "0.pdf" in told
    assert "8 more" in told
    assert rest.count("<li") == 9


def test_each_metric_is_explained_in_a_sentence() -> None:
    assert set(words.MEASURES) == set(METRICS)


def test_what_the_library_does_is_told_in_plain_words() -> None:
    source = (Path(pipeline.__file__)).read_text(encoding="utf-8")
    assert set(words.STAGES) == set(re.findall(r'progress\("([^"]+)"\)', source))
