"""Whole runs: systems, workers, resuming, the gate, and the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from eval.baselines import CEILINGS, lead, oracle, taken
from eval.compare import best, compare_systems, not_worse, worsened
from eval.data import DataError, SourceText, Summary, Topic
from eval.metrics.options import RougeOptions
from eval.results import Results, dumps, load, summarise
from eval.run import Settings, evaluate, score_texts
from eval.store import Scored, Store
from eval.systems import Predictions, expand, resolve, safe_name
from summarizer.selectors.budget import Budget

TEXTS = (
    "The harbour bridge opened on Sunday. Thousands of people walked across it. It cost 40 million euros.",
    "A new bridge was opened at the harbour. The mayor thanked the builders. Rain did not stop the crowd.",
    "Ferries will stop next month. The bridge replaces them. Ticket prices had risen for years.",
)
TOPICS = tuple(
    Topic(
        id=f"t{n}",
        docs=tuple(SourceText(f"d{i}", text.replace("bridge", word)) for i, text in enumerate(TEXTS)),
        references=(
            f"The harbour {word} opened and replaces the ferries.",
            f"People walked over the new {word}.",
        ),
        origin=f"topic {n}",
    )
    for n, word in enumerate(("bridge", "tunnel", "tower", "road"))
)
TWO = Settings(budget=Budget("sentences", 2), boot=100)


def test_every_system_is_scored_on_every_topic() -> None:
    results = evaluate(TOPICS, ["default", "lead", "random", "oracle", "textrank+mmr"], TWO)
    assert [system.name for system in results.systems] == [
        "default",
        "lead",
        "random",
        "oracle",
        "textrank+mmr",
    ]
    for system in results.systems:
        assert list(system.per_topic) == ["t0", "t1", "t2", "t3"]
        assert system.scores["correctness"].value == 1
        assert (
            system.scores["rouge1.f"].low <= system.scores["rouge1.f"].value <= system.scores["rouge1.f"].high
        )
        assert system.seconds is None
    top = max(results.systems, key=lambda system: system.scores["rouge1.f"].value)
    assert top.name == "oracle"


@pytest.mark.slow
def test_two_workers_give_the_same_bytes_as_one() -> None:
    one = dumps(evaluate(TOPICS, ["lead", "oracle"], TWO, jobs=1))
    assert one == dumps(evaluate(TOPICS, ["lead", "oracle"], TWO, jobs=2))


def test_the_signature_says_how_scores_came_about() -> None:
    results = evaluate(TOPICS, ["lead"], TWO)
    assert results.signature.startswith(
        "ROUGE|refs:2|rule:average|stem:yes|trunc:no|tok:rouge-score|split:auto|budget:2s|boot:100|seed:12|v:"
    )
    assert set(results.signatures) >= {"rouge", "correctness", "support"}


def test_results_survive_being_written_and_read(tmp_path: Path) -> None:
    results = evaluate(TOPICS, ["lead"], TWO)
    path = tmp_path / "results.json"
    path.write_text(dumps(results))
    assert load(path) == results
    path.write_text('{"systems": 3}')
    with pytest.raises(DataError, match="not a results"):
        load(path)


def test_an_empty_prediction_scores_zero_and_is_counted() -> None:
    found = score_texts(TOPICS[:2], {"t0": " \n", "t1": "The harbour tunnel opened."})
    assert found.empty == 1
    assert found.per_topic["t0"]["rouge1.f"] == 0
    assert found.per_topic["t1"]["rouge1.f"] > 0
    assert found.scores["rouge1.f"].value == pytest.approx(found.per_topic["t1"]["rouge1.f"] / 2)


@given(
    st.lists(
        st.tuples(*[st.text("abc AB.\n\u2028\x0bé1", min_size=1, max_size=60)] * 2).filter(
            lambda pair: bool(pair[1].strip())
        ),
        min_size=1,
        max_size=4,
    )
)
@hypothesis_settings(max_examples=40, deadline=None)
def test_scores_of_given_predictions_equal_rouge_scores(pairs: list[tuple[str, str]]) -> None:
    types = ("1", "2", "L", "Lsum")
    topics = [Topic(str(n), references=(reference,)) for n, (_, reference) in enumerate(pairs)]
    options = RougeOptions(types=types, split="newline")
    settings = Settings(metrics=("rouge",), rouge=options, boot=0)
    found = score_texts(topics, {str(n): text for n, (text, _) in enumerate(pairs)}, settings).per_topic
    scorer = RougeScorer([f"rouge{kind}" for kind in types], use_stemmer=True)
    for n, (text, reference) in enumerate(pairs):
        for name, expected in scorer.score(reference, text).items():
            ours = [found[str(n)][f"{name}.{part}"] for part in "prf"]
            assert ours == pytest.approx([expected.precision, expected.recall, expected.fmeasure], abs=1e-9)


def test_a_missing_prediction_stops_the_run() -> None:
    with pytest.raises(DataError, match="no prediction for the topic 't1'"):
        score_texts(TOPICS[:2], {"t0": "x"})


def test_a_prediction_for_no_topic_stops_the_run(tmp_path: Path) -> None:
    for name in ("t0", "t1", "t9"):
        (tmp_path / f"{name}.txt").write_text("text")
    with pytest.raises(DataError, match=r"t9\.txt belongs to no topic"):
        evaluate(TOPICS[:2], {"mine": Predictions(tmp_path)}, TWO)


def test_a_prediction_may_be_named_by_the_id_itself_but_never_leaves_its_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a b.txt").write_text("x")
    (tmp_path / "secret.txt").write_text("x")
    topics = [Topic("a b", references=("x",)), Topic("../secret", references=("x",))]
    assert (
        evaluate(topics[:1], {"mine": Predictions(tmp_path / "out")}).systems[0].scores["rouge1.f"].value == 1
    )
    with pytest.raises(DataError, match="is missing"):
        evaluate(topics, {"mine": Predictions(tmp_path / "out")})


def test_rouge_without_references_names_the_topic_and_the_other_metrics() -> None:
    bare = Topic("bare", TOPICS[0].docs, origin="x.jsonl, line 7")
    with pytest.raises(DataError, match=r"x\.jsonl, line 7: no references.*--metrics"):
        evaluate([bare], ["lead"], TWO)
    found = evaluate([bare], ["lead"], Settings(metrics=("support",), budget=TWO.budget))
    assert set(found.systems[0].scores) == {"support.words", "support.lowest"}


def test_a_metric_that_nothing_yields_is_not_passed_over() -> None:
    with pytest.raises(DataError, match="no summary has a score for citations"):
        evaluate(TOPICS[:1], ["lead"], Settings(metrics=("rouge", "citations"), budget=TWO.budget))


def test_no_topic_at_all_is_an_error() -> None:
    with pytest.raises(DataError, match="no topic"):
        evaluate([], ["lead"], TWO)


def test_functions_are_systems_too_and_may_return_lines() -> None:
    results = evaluate(TOPICS, {"first": lambda topic, budget: [topic.docs[0].text]}, TWO)
    assert results.systems[0].topics == 4


def test_a_stored_run_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "topics.jsonl"
    calls: list[str] = []

    def stop_at_third(scored: Scored) -> None:
        calls.append(scored.topic)
        if len(calls) == 3:
            raise KeyboardInterrupt

    with Store(path) as store, pytest.raises(KeyboardInterrupt):
        evaluate(TOPICS, ["lead"], TWO, store=store, watch=stop_at_third)
    path.write_bytes(path.read_bytes() + b'{"topic": "t3", "cut')  # as a kill in mid-write leaves it
    ran: list[str] = []

    def spy(topic: Topic, budget: Budget | None) -> Summary:
        ran.append(topic.id)
        return lead(topic, budget)

    spy.__module__ = "eval.baselines"
    monkeypatch.setattr("eval.systems.FIXED", {"lead": spy})
    with Store(path) as store:
        again = evaluate(TOPICS, ["lead"], TWO, store=store)
    assert ran == ["t3"]
    monkeypatch.undo()
    assert dumps(again) == dumps(evaluate(TOPICS, ["lead"], TWO))


def test_stored_scores_are_not_used_under_other_settings(tmp_path: Path) -> None:
    with Store(tmp_path / "s.jsonl") as store:
        evaluate(TOPICS[:1], ["lead"], TWO, store=store)
        other = Settings(budget=TWO.budget, boot=100, rouge=RougeOptions(stem=False))
        assert dumps(evaluate(TOPICS[:1], ["lead"], other, store=store)) == dumps(
            evaluate(TOPICS[:1], ["lead"], other)
        )


def test_equal_runs_are_not_worse_and_a_worse_one_is_found() -> None:
    topics = {f"t{i}": {"rouge1.f": 0.5 + 0.01 * i} for i in range(12)}
    lower = {key: {"rouge1.f": scores["rouge1.f"] - 0.1} for key, scores in topics.items()}
    stored = Results({"rouge": "ROUGE|v:1"}, {"sha256": "x"}, (summarise("a", topics, (100, 12)),))
    now = Results({"rouge": "ROUGE|v:2"}, {"sha256": "x"}, (summarise("a", lower, (100, 12)),))
    assert worsened(stored, stored, (10_000, 12)) == ()
    (test,) = worsened(now, stored, (10_000, 12))
    assert test.difference.value == pytest.approx(-0.1)
    assert test.p_holm == pytest.approx(2 / 2**12)
    assert worsened(stored, now, (10_000, 12)) == ()


def test_runs_on_other_data_or_scored_otherwise_cannot_be_compared() -> None:
    system = summarise("a", {"t": {"rouge1.f": 0.5}}, (10, 12))
    now = Results({"rouge": "ROUGE|stem:yes|v:1"}, {"sha256": "x"}, (system,))
    with pytest.raises(DataError, match="other data"):
        worsened(now, Results(now.signatures, {"sha256": "y"}, (system,)), (10, 12))
    with pytest.raises(DataError, match="in another way"):
        worsened(now, Results({"rouge": "ROUGE|stem:no|v:1"}, {"sha256": "x"}, (system,)), (10, 12))


def test_the_best_and_those_not_significantly_worse() -> None:
    def system(name: str, shift: float, noise: float):  # type: ignore[no-untyped-def]
        scores = {
            f"t{i}": {"rouge1.f": 0.5 + shift + noise * (-1) ** i, "redundancy.rouge2": 0.5 + shift}
            for i in range(12)
        }
        return summarise(name, scores, (10, 12))

    systems = (system("good", 0.1, 0), system("near", 0.095, 0.1), system("bad", -0.2, 0))
    assert best(systems, "rouge1.f") is systems[0]
    assert not_worse(systems, "rouge1.f", (10_000, 12)) == {"near"}
    lowest = best(systems, "redundancy.rouge2")
    assert lowest is systems[2]
    assert best(systems, "novelty.2") is None


def test_every_pair_is_compared_or_all_with_one() -> None:
    systems = evaluate(TOPICS, ["lead", "random", "oracle"], TWO).systems
    assert len(compare_systems(systems, ["rouge1.f"], (100, 12))) == 3
    against = compare_systems(systems, ["rouge1.f"], (100, 12), "lead")
    assert [(test.first, test.second) for test in against] == [("random", "lead"), ("oracle", "lead")]


def test_the_oracle_is_not_below_any_other_choice_of_one_sentence() -> None:
    budget = Budget("sentences", 1)
    settings = Settings(metrics=("rouge",), rouge=RougeOptions(types=("1", "2")), budget=budget, boot=0)
    sentences = {f"s{i}": i for i in range(9)}

    def pick(i: int):  # type: ignore[no-untyped-def]
        def run(topic: Topic, _: Budget | None) -> list[str]:
            lines = [line.strip() + "." for doc in topic.docs for line in doc.text.split(".") if line.strip()]
            return [lines[i]]

        return run

    results = evaluate(
        TOPICS, {"oracle": oracle, **{name: pick(i) for name, i in sentences.items()}}, settings
    )

    def value(name: str, topic: str) -> float:
        scores = results.system(name).per_topic[topic]
        return scores["rouge1.f"] + scores["rouge2.f"]

    for topic in TOPICS:
        assert value("oracle", topic.id) >= max(value(name, topic.id) for name in sentences) - 1e-9


def test_lead_takes_the_first_sentence_of_every_document_first() -> None:
    summary = lead(TOPICS[0], Budget("sentences", 4))
    assert [(line.citations[0].source, line.text.split()[0]) for line in summary.lines] == [
        ("d0", "The"), ("d0", "Thousands"), ("d1", "A"), ("d2", "Ferries"),
    ]  # fmt: skip


def test_a_budget_may_be_crossed_by_one_line_only_where_that_is_allowed() -> None:
    lines = ["one two three", "four five", "six"]
    assert taken([0, 1, 2], lines, Budget("words", 4)) == [0]
    assert taken([0, 1, 2], lines, Budget("words", 4, overfill=True)) == [0, 1]
    assert taken([2, 0, 1], lines, Budget("words", 4)) == [0, 2]


def test_unknown_systems_are_refused_with_the_known_ones_and_groups_are_written_out() -> None:
    with pytest.raises(DataError, match="no system is named 'x'; there are default"):
        resolve("x")
    with pytest.raises(DataError, match="'textrank\\+x'"):
        resolve("textrank+x")
    assert "textrank+mmr" in expand(["all"])
    assert expand(["lead", "lead", "oracle"]) == ("lead", "oracle")
    assert set(CEILINGS) == {"oracle", "gold"}


@given(st.text(max_size=300))
def test_any_id_becomes_a_plain_file_name_of_its_own(key: str) -> None:
    try:
        key.encode()
    except UnicodeEncodeError:
        return
    name = safe_name(key)
    assert name not in ("", ".", "..")
    assert "/" not in name
    assert name.isascii()
    assert len(name) <= 200
    if key != "t":
        assert name != safe_name("t")


def test_peers_that_are_not_installed_say_how_to_install_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> None:
        raise ImportError(module)

    monkeypatch.setattr("eval.peers.import_module", missing)
    with pytest.raises(DataError, match="pip install sumy"):
        evaluate(TOPICS[:1], ["sumy-lexrank"], TWO)


def test_sumy_ranks_the_same_sentences_as_we_do() -> None:
    pytest.importorskip("sumy")
    results = evaluate(TOPICS, ["sumy-lexrank", "sumy-textrank", "sumy-lsa"], TWO)
    assert all(system.scores["correctness"].value == 1 for system in results.systems)


def test_results_match_their_schema() -> None:
    import jsonschema

    schema = json.loads((Path(__file__).parents[2] / "docs" / "results.schema.json").read_text())
    jsonschema.validate(json.loads(dumps(evaluate(TOPICS, ["default", "oracle"], TWO))), schema)
