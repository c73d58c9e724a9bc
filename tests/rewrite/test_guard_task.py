"""The guard, measured: true sentences pass, altered ones do not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from eval.cli import evaluate
from eval.data import Alignment, DataError, SourceText, Topic
from eval.guard_task import FOREIGN, INVENTED, NAMED, SWAPPED, Rates, copies, rates_of, trials
from summarizer.data import Span
from summarizer.rewrite.guard import GuardOptions

TEXT = (
    "The ferry Aurora left Calder on Tuesday with 212 passengers on board. "
    "Captain Ann Reid said that the crew of 31 saw the rocks too late. "
    "Mayor Tom Hale thanked the harbour police for the rescue near Selby."
)
OTHER = "Shares of the Norden Bank fell by 12 percent after auditors found losses of 40 million euros."
DATA = Path(os.environ.get("TRACEBRIEF_DATA", Path(__file__).parents[3] / "shared" / "data"))
NEWS = DATA / "multinews_spark_dev.jsonl"


def topic(name: str, text: str, sentence: str, start: int, end: int) -> Topic:
    alignment = Alignment(sentence, 0, "d1", (Span(start, end),))
    return Topic(name, (SourceText("d1", text),), (sentence,), (alignment,))


TOPICS = (
    topic("ferry", TEXT, "The ferry Aurora left Calder with 212 passengers on Tuesday.", 0, 60),
    topic("bank", OTHER, "Shares of the Norden Bank fell by 12 percent.", 0, 90),
)


def rates_at(
    topics: object, settings: tuple[GuardOptions, ...] = (GuardOptions(),), seeds: tuple[int, ...] = (0, 1, 2)
) -> tuple[Rates, ...]:
    made = trials(topics, seeds)  # type: ignore[arg-type]
    return tuple(rates_of(made, options, seeds) for options in settings)


def test_true_sentences_pass_and_false_ones_are_stopped_by_kind() -> None:
    (rates,) = rates_at(TOPICS, seeds=(0,))
    assert rates.true == 1.0
    kinds = ("number", "name", "date", SWAPPED, INVENTED, FOREIGN)
    assert {kind: rates.passed[kind] for kind in kinds} == dict.fromkeys(kinds, 0.0)
    assert rates.number[FOREIGN] == 2
    assert "sentences:2" in rates.signature


def test_the_curve_falls_as_the_guard_gets_stricter() -> None:
    settings = (GuardOptions(held=0.0, bound=-9.0), GuardOptions(), GuardOptions(held=1.1, bound=99.0))
    loose, default, strict = rates_at(TOPICS, settings, seeds=(0,))
    assert loose.true >= default.true >= strict.true
    assert loose.passed["name"] >= default.passed["name"] >= strict.passed["name"]
    assert strict.true == 0.0


def test_the_same_seeds_make_the_same_trials() -> None:
    def made() -> list[object]:
        return [trial.false for trial in trials(TOPICS, seeds=(0, 1))]

    assert made() == made()


def test_topics_without_alignments_are_refused() -> None:
    with pytest.raises(DataError, match="alignments"):
        trials((Topic("t", (SourceText("d", TEXT),)),))


def test_a_copy_passes_and_one_with_another_name_or_number_does_not() -> None:
    made = copies(TOPICS, seeds=(0, 1))
    assert {trial.text for trial in made} == {OTHER, *(one.strip() + "." for one in TEXT.split(".")[:-1])}
    rates = rates_of(made, GuardOptions(), (0, 1))
    assert rates.true == 1.0
    assert {rates.passed[kind] for kind in ("number", "unit", NAMED)} == {0.0}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "topics.jsonl"
    rows = []
    for one in TOPICS:
        (document,), (alignment,) = one.docs, one.alignments
        (span,) = alignment.spans
        row = {"summary_sentence": alignment.sentence, "summary_sent_start": 0, "doc": document.id}
        rows.append(
            {
                "id": one.id,
                "docs": [{"id": document.id, "text": document.text}],
                "references": list(one.references),
                "alignments": [{**row, "spans": [[span.start, span.end]]}],
            }
        )
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


@pytest.fixture
def command() -> Callable[..., Result]:
    app = typer.Typer()
    app.command()(evaluate)
    return lambda *arguments: CliRunner().invoke(app, [str(part) for part in arguments])


def test_the_command_prints_the_tables_and_writes_them(
    data: Path, command: Callable[..., Result], tmp_path: Path
) -> None:
    result = command(data, "--task", "guard", "--sweep", "0,9", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "| number | 5 | 0.0% |" in result.output
    assert "| bound | true |" in result.output
    assert "True sentences that pass: 100.0%" in result.output
    assert (tmp_path / "out" / "guard.md").read_text() == result.stdout
    written = json.loads((tmp_path / "out" / "guard.json").read_text())
    assert [one["options"]["bound"] for one in written["curve"]] == [0.0, GuardOptions().bound, 9.0]
    assert written["summaries"]["true"] == 1.0


def test_the_command_prints_json(data: Path, command: Callable[..., Result]) -> None:
    result = command(data, "--task", "guard", "--json")
    assert json.loads(result.stdout)["summaries"]["passed"]["number"] == 0.0


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--task", "guard", "--sweep", "four"), "is not a number"),
        (("--task", "guardian"), "trace, guard, verdict, agreement and blind"),
        (("--task", "guard", "nowhere.jsonl"), "takes one JSONL file"),
    ],
)
def test_what_the_command_cannot_do_is_one_sentence(
    data: Path, command: Callable[..., Result], arguments: tuple[str, ...], problem: str
) -> None:
    result = command(data, *arguments)
    assert result.exit_code == 2
    assert problem in result.output


@pytest.mark.slow
@pytest.mark.skipif(not NEWS.exists(), reason="the development data is not here")
def test_at_the_default_setting_few_false_sentences_pass_and_a_sixth_of_the_true_ones() -> None:
    (rates,) = rates_at(NEWS, seeds=(0,))
    assert rates.true >= 0.16  # what people wrote of several articles; of copies all pass
    assert max(rates.passed[kind] for kind in ("number", "date", "name", SWAPPED)) <= 0.05
    assert max(rates.passed[kind] for kind in ("negation", "unit", INVENTED)) <= 0.03
    assert rates.passed[FOREIGN] == 0.0
