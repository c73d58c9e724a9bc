"""The library by the names that ``summarizer`` itself gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import summarizer
from summarizer import Budget, Options, load, trace, update, verify

SCRIPT = """
import time
began = time.process_time()
import summarizer
spent = time.process_time() - began
import sys
heavy = {"numpy", "scipy", "jinja2", "lxml", "summarizer.pipeline"}
print(spent, sorted(heavy & set(sys.modules)))
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(
        "The ferry to Holm stopped on Friday. Its engine had failed near the pier. Nobody was hurt aboard.\n"
    )
    (tmp_path / "b.txt").write_text("Engineers repaired the ferry to Holm. It sails again from Monday on.\n")
    return tmp_path


def test_importing_the_library_takes_next_to_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    seconds, _, loaded = done.stdout.strip().partition(" ")
    assert loaded == "[]"
    assert float(seconds) < 0.1


def test_all_names_are_there_and_are_listed() -> None:
    assert set(summarizer.__all__) <= set(dir(summarizer))
    for name in summarizer.__all__:
        assert getattr(summarizer, name) is not None
        assert name == "__version__" or (
            getattr(summarizer, name).__doc__ and f"``{name}" in str(summarizer.__doc__)
        )


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'sumarize'"):
        _ = summarizer.sumarize


def test_submodules_do_not_hide_the_names(files: Path) -> None:
    import summarizer.saved.update
    import summarizer.saved.verify
    import summarizer.tracing

    assert callable(summarizer.trace)
    assert callable(summarizer.update)
    assert callable(summarizer.verify)


def test_the_names_work_together(files: Path) -> None:
    pile = load([files / "a.txt"])
    note = summarizer.summarize(pile.documents, Options(budget=Budget("sentences", 2)))
    assert verify(note, pile.documents).intact
    (line,) = trace("The engine of the ferry had failed.", pile.documents)
    assert line.verdict == "supported"
    today = update(note, pile.documents, load([files / "b.txt"]).documents)
    assert verify(today.brief, today.documents).intact


def test_a_note_shows_itself_in_a_notebook(files: Path) -> None:
    (files / "a.txt").write_text("The <b>ferry</b> to Holm stopped on Friday & was towed.\n")
    note = summarizer.summarize(load([files / "a.txt"]).documents)
    html, markdown = note._repr_html_(), note._repr_markdown_()
    assert "&lt;b&gt;ferry&lt;/b&gt;" in html
    assert "<style>" in html
    assert "tracebrief-note" not in html
    assert markdown.startswith("# ")
    assert "tracebrief-note" not in markdown
