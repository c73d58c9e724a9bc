"""A large pile, of which only the best is read closely: the note is the one that reading all gives."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import builders
import pytest

from summarizer.data import Document, Sentence
from summarizer.errors import OptionError
from summarizer.note.brief import Brief
from summarizer.pipeline import Options, summarize
from summarizer.selectors import funnel
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text

ROOT = Path(__file__).parent.parent.parent
DATA = Path(os.environ.get("TRACEBRIEF_DATA", ROOT.parent / "shared" / "data"))
REPORT = (
    "The ferry {name} sank off Ness on Monday with {count} people on board. Divers of Orme searched the "
    "wreck of {name} until dusk. Mayor Ann Lowe said that {count} lamps were lit for {name}. The harbour "
    "of Ness stayed closed, and nobody could say why the pumps of {name} had failed.\n\n"
)
NAMES = [f"{first}{last}" for first in ("Au", "Bel", "Cor", "Dal", "Er") for last in ("dana", "mir", "vine")]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Read piles above 100 sentences in part, and tell how many sentences are judged each time."""
    counts: list[int] = []
    judge = funnel.judge

    def counted(sentences: Sequence[Sentence], *others: object) -> object:
        counts.append(len(sentences))
        return judge(sentences, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(funnel, "judge", counted)
    monkeypatch.setattr(funnel, "LARGE", 100)
    monkeypatch.setattr(funnel, "BEST", 140)
    monkeypatch.setattr(funnel, "ENOUGH", 30)
    return counts


def reports(size: int, documents: int = 1) -> list[Document]:
    """Return documents of so many sentences together, all on ferries that sank."""
    each = size // 4 // documents
    texts = [
        "".join(
            REPORT.format(name=NAMES[(at + number) % len(NAMES)], count=100 + at * documents + number)
            for at in range(each)
        )
        for number in range(documents)
    ]
    return [document_from_text(text, id=f"S{i}", name=f"{i}.txt") for i, text in enumerate(texts, 1)]


def whole(documents: Sequence[Document], options: Options, monkeypatch: pytest.MonkeyPatch) -> Brief:
    """Return the note for which everything is read."""
    with monkeypatch.context() as patch:
        patch.setattr(funnel, "LARGE", 10**9)
        return summarize(documents, options, jobs=1)


def lines(note: Brief) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.text, tuple(citation.quote for citation in line.citations)) for line in note.lines]


@pytest.mark.skipif(not (DATA / "multinews_spark_dev.jsonl").exists(), reason="no development data here")
@pytest.mark.parametrize("words", [150, 200, 400])
def test_on_many_topics_at_once_all_is_read_of_which_the_note_would_be(
    words: int, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    topics = [json.loads(line) for line in (DATA / "multinews_spark_dev.jsonl").open(encoding="utf-8")]
    texts = [document["text"] for topic in topics for document in topic["docs"]]
    documents = [document_from_text(text, id=f"S{i}", name=f"{i}.txt") for i, text in enumerate(texts, 1)]
    options = Options(budget=Budget("words", words))
    judge, seen = funnel.judge, set[tuple[str, int]]()

    def noted(sentences: Sequence[Sentence], *others: object) -> object:
        seen.update((one.document.id, one.span.end) for one in sentences)
        return judge(sentences, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(funnel, "judge", noted)
    note = summarize(documents, options, jobs=1)
    best = whole(documents, options, monkeypatch)
    cited = [citation for line in best.lines for citation in line.citations if citation.role == "primary"]
    assert sum((one.source, one.end) in seen for one in cited) >= 0.85 * len(cited)  # some end in what can go
    # Of choices that are as good another one may be found, where scores differ by what was trimmed.
    assert words != 200 or lines(note) == lines(best)
    assert max(read) < note.stats.sentences
    assert f"read:{read[-1]} of {note.stats.sentences}" in note.signature


@pytest.mark.parametrize("documents", [1, 3])
def test_how_much_is_read_does_not_grow_with_the_pile(documents: int, read: list[int]) -> None:
    for size in (2_400, 9_600):
        summarize(reports(size, documents), Options(), jobs=1)
    assert len(read) == 2
    assert read[1] < 1.3 * read[0] < 2_000


def test_every_passage_is_where_it_is_said_to_be(read: list[int]) -> None:
    documents = reports(1_200, 3)
    note = summarize(documents, Options(budget=Budget("words", 300)), jobs=1)
    texts = {document.id: document.text for document in documents}
    assert note.lines
    assert read
    for line in note.lines:
        for citation in line.citations:
            assert texts[citation.source][citation.start : citation.end] == citation.quote


def test_more_is_read_until_there_is_enough_to_choose_from(read: list[int]) -> None:
    # Nearly all begins in the midst of something, and may be no line.
    talk = "And so it goes with the ferry again. But then they did that with the ferry too. " * 40
    fine = "".join(REPORT.format(name=name, count=100 + at) for at, name in enumerate(NAMES * 3))
    summarize([document_from_text(talk + "\n\n" + fine, id="S1", name="talk.txt")], Options(), jobs=1)
    assert read == sorted(read)


def test_a_length_below_the_shortest_sentence_is_refused_as_ever(
    read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, options = reports(800), Options(budget=Budget("words", 3))
    with pytest.raises(OptionError) as full:
        whole(documents, options, monkeypatch)
    with pytest.raises(OptionError) as found:
        summarize(documents, options, jobs=1)
    assert str(found.value) == str(full.value)


def test_a_question_on_which_nothing_bears_gives_no_line(read: list[int]) -> None:
    note = summarize(reports(800), Options(query="zebras"), jobs=1)
    assert note.lines == ()


def test_what_comes_to_a_result_is_read_as_a_whole(read: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = "\n\n".join(
        f"## {number}. Crane {name}\n\nAnn Lowe reported on the crane {name} of the harbour. "
        f"Motion to repair the crane {name} by May. Motion carried 5-{number % 3}."
        for number, name in enumerate(NAMES * 2, 1)
    )
    head = "# Minutes of the board meeting\n\nPresent: Ann Lowe. The meeting was called to order at 9.\n\n"
    board = builders.document(head + minutes, language="en", media_type="text/markdown")
    ferry = builders.document(reports(800)[0].text, 2, language="en")
    documents, options = [board, ferry], Options(budget=Budget("words", 200))
    note = summarize(documents, options, jobs=1)
    assert note.stats.sentences > max(read) > 50
    cited = {citation.source for line in note.lines for citation in line.citations}
    full = whole(documents, options, monkeypatch)
    assert cited == {citation.source for line in full.lines for citation in line.citations}
