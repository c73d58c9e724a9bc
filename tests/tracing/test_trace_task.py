from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from eval.alterations import KINDS, alter, names_of
from eval.data import Alignment, DataError, SourceText, Topic
from eval.trace_systems import SYSTEMS
from eval.trace_task import calibration_error, case_of, run_trace_task, to_markdown
from summarizer.data import Span

TEXT = "The old bridge in Arica collapsed on Tuesday. Thirty goats were saved by the firemen of Iquique."


def topic(name: str = "t1") -> Topic:
    return Topic(
        name,
        docs=(SourceText("d1", TEXT),),
        references=("A bridge in Arica collapsed.",),
        alignments=(Alignment("A bridge in Arica collapsed.", 0, "d1", (Span(8, 33),)),),
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "It killed 30 men."),
        ("number", "It killed twenty men."),
        ("date", "It came on Monday."),
        ("date", "It came on July 22."),
        ("name", "He saw Arica burn."),
        ("unit", "It cost 30 dollars."),
        ("negation", "He was not there."),
        ("negation", "He was there."),
        ("negation", "He wasn't there."),
        ("opposite", "Sales rose."),
        ("role", "Cook accused Shaw of theft."),
    ],
)
def test_each_kind_of_fact_is_altered(kind: str, text: str) -> None:
    altered = alter(text, kind, random.Random(1), ("Iquique",))
    assert altered is not None
    assert altered.kind == kind
    assert altered.text != text


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_that_states_no_such_fact_is_left_alone(kind: str) -> None:
    assert alter("Goats eat grass.", kind, random.Random(1), ("Iquique",)) is None


def test_names_are_capitalised_words_inside_a_sentence() -> None:
    assert names_of(["Yesterday the Duke of Nantes met Ana Torres. She left on Monday."]) == (
        "Duke",
        "Nantes",
        "Ana Torres",
    )


def test_a_topic_with_one_gold_span_is_scored_by_hand() -> None:
    results = run_trace_task([topic(), topic("t2")], ("trace", "whole sentences", "lead"))
    by_name = {row.system: row for row in results.evidence}
    assert all(row.hit_at_1 == row.sentence_f == 1.0 for row in by_name.values())
    # 25 characters of 45 are gold: precision 25/45, recall 1.
    assert by_name["lead"].character_f == pytest.approx(2 * 25 / (25 + 45))
    assert results.verdicts[0].kind == "other topic"
    assert "| lead |" in to_markdown(results)


def test_two_runs_give_the_same_verdicts() -> None:
    topics = [topic(), topic("t2")]
    one, other = (run_trace_task(topics, ("trace",), seed=3) for _ in range(2))
    assert (one.verdicts, one.true, one.calibration_error) == (
        other.verdicts,
        other.true,
        other.calibration_error,
    )


def test_a_draft_sentence_without_gold_in_any_sentence_is_left_out() -> None:
    bare = Topic("t", docs=(SourceText("d1", TEXT),), alignments=(Alignment("A bridge.", 0, "d1", ()),))
    assert case_of(bare).drafts == ()


def test_data_without_alignments_and_unknown_systems_are_refused() -> None:
    with pytest.raises(DataError, match="alignments"):
        run_trace_task([Topic("t", docs=(SourceText("d1", TEXT),))])
    with pytest.raises(DataError, match="no trace system is named 'magic'; choose among trace,"):
        run_trace_task([topic()], ("magic",))


def test_calibration_error_by_hand() -> None:
    # Bin 0: estimates .05, .05, none right: gap .1. Bin 9: 1.0, .9, one right: gap .9. (.1 + .9) / 4
    assert calibration_error([0.05, 0.05, 1.0, 0.9], [False, False, True, False]) == pytest.approx(0.25)


@pytest.mark.slow
def test_evidence_and_verdicts_on_news_stay_where_they_were_measured() -> None:
    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("TRACEBRIEF_DATA", root.parent / "shared" / "data"))
    path = folder / "multinews_spark_dev.jsonl"
    if not path.exists():
        pytest.skip("the development data is not here; set TRACEBRIEF_DATA to its folder")
    results = run_trace_task(path, tuple(SYSTEMS))
    by_name = {row.system: row for row in results.evidence}
    assert by_name["trace"].sentence_f >= 0.62
    assert by_name["trace"].character_f >= 0.52
    for name in ("bm25", "tfidf", "rouge2", "lead", "whole sentences"):
        assert by_name["trace"].character_f > by_name[name].character_f
    verdicts = {row.kind: row for row in results.verdicts}
    assert verdicts["other topic"].auc >= 0.98
    for kind, floor in (("number", 0.9), ("negation", 0.83), ("name", 0.75)):
        assert (verdicts[kind].check_auc or 0) >= floor
        assert verdicts[kind].auc >= floor - 0.005
    assert verdicts["number"].passed <= 0.05
    assert verdicts["negation"].passed <= 0.1
    assert results.calibration_error <= 0.08
