"""Several cores: what they find is the same, in the same order, whatever becomes of a process."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.cli.read import sentences_of
from summarizer.content import cores
from summarizer.content.cores import several
from summarizer.data import Document
from summarizer.errors import OptionError
from summarizer.pipeline import Options, summarize
from summarizer.renderers import RENDERERS
from summarizer.sources.load import document_from_text, load

ROOT = Path(__file__).parent.parent.parent
PILES = {"news": [ROOT / "seeds"], "formats": [ROOT / "tests" / "golden"]}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no process is forked here")


@pytest.fixture(autouse=True)
def _forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork even beside the threads of what runs the tests, and for the smallest pile."""
    monkeypatch.setattr(cores, "_can_fork", lambda: True)
    monkeypatch.setattr(cores, "WORTH_IT", 0)
    monkeypatch.setattr("summarizer.pipeline.ASIDE", 0)


@pytest.mark.parametrize(
    "weights", [(), (5,), (1, 1, 1, 1, 1), (9, 1, 1), (1, 1, 9), (0, 0, 0), (1, 9, 9, 1)]
)
@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_parts_are_stretches_in_order_that_leave_nothing_out(weights: tuple[int, ...], count: int) -> None:
    with several(count) as some:
        parts = some.in_parts(lambda first, last: list(range(first, last)), weights)
    assert [one for part in parts for one in part] == list(range(len(weights)))
    assert len(parts) <= count
    assert all(parts) or not weights


def test_the_parts_are_done_in_processes_of_their_own() -> None:
    with several(3) as some:
        parts = some.in_parts(lambda first, last: os.getpid(), (1, 1, 1))
    assert len(set(parts)) == 3
    assert parts[0] == os.getpid()


def test_what_is_too_little_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "WORTH_IT", 3)
    with several(2) as some:
        assert some.in_parts(lambda first, last: os.getpid(), (1, 1)) == [os.getpid()]


def _in_another(deed: Callable[[], object]) -> Callable[[], str]:
    here = os.getpid()

    def task() -> str:
        if os.getpid() != here:
            deed()
        return "done"

    return task


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda: os._exit(0), id="nothing said"),
        pytest.param(lambda: os.kill(os.getpid(), 9), id="killed"),
        pytest.param(lambda: 1 / 0, id="failed"),
        pytest.param(lambda: sys.exit("said"), id="left"),
    ],
)
def test_what_a_process_does_not_answer_is_done_here(deed: Callable[[], object]) -> None:
    with several(2) as some:
        assert some.begin(_in_another(deed))() == "done"


def test_an_error_is_that_of_the_task() -> None:
    with several(2) as some, pytest.raises(ZeroDivisionError):
        some.begin(lambda: 1 // 0)()


def test_no_more_run_at_a_time_than_there_are_cores() -> None:
    with several(2) as some:
        first, second = some.begin(os.getpid), some.begin(os.getpid)
        assert second() == os.getpid() != first()
        assert some.begin(os.getpid)() != os.getpid()  # the first has ended


def test_nothing_runs_on_when_nobody_waits() -> None:
    with several(2) as some:
        some.begin(lambda: time.sleep(60))
        (process,) = some._running
    with pytest.raises(ChildProcessError):
        os.waitpid(process, 0)


@pytest.mark.parametrize("jobs", [0, -1, 10**6])
def test_a_number_that_no_machine_has_is_refused(jobs: int) -> None:
    with pytest.raises(OptionError, match=f"--jobs {jobs}: it must be from 1 to"), several(jobs):
        pass


def test_beside_a_thread_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    ends = threading.Event()
    thread = threading.Thread(target=ends.wait)
    thread.start()
    try:
        with several(4) as some:
            assert some.count == 1
    finally:
        ends.set()
        thread.join()


@pytest.mark.parametrize("name", PILES)
@pytest.mark.parametrize("trim", [True, False])
def test_the_same_bytes_for_any_number_of_processes(name: str, trim: bool) -> None:
    notes = set()
    for jobs in (1, 2, 5):
        documents = load(PILES[name]).documents
        note = summarize(documents, Options(trim=trim), jobs=jobs)
        notes.add(RENDERERS["json"](note, documents))
    assert len(notes) == 1


@pytest.mark.parametrize("name", PILES)
def test_the_same_sentences_for_any_number_of_processes(name: str) -> None:
    documents = load(PILES[name]).documents

    def told(jobs: int) -> list[object]:
        return [
            (one.document.id, one.span, one.paragraph, one.position, one.skip, one.kept, one.unmarked)
            for _, own in sentences_of(documents, jobs)
            for one in own
        ]

    assert told(1) == told(2) == told(7)


def test_a_document_without_a_sentence_is_passed_over() -> None:
    texts = ["The firm opened a plant in Brno on Monday.", "***", "The plant in Brno makes pumps for mines."]
    documents = [document_from_text(text, id=f"S{at}") for at, text in enumerate(texts, 1)]
    assert _ids(documents, 1) == _ids(documents, 3)


def _ids(documents: list[Document], jobs: int) -> list[str]:
    return [citation.source for line in summarize(documents, jobs=jobs).lines for citation in line.citations]
