"""The metrics beyond ROUGE, on cases small enough to work by hand."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest

from eval.baselines import gold
from eval.data import Alignment, SourceText, Summary, SummaryLine, Topic, documents_of
from eval.metrics import METRICS, Case, TopicTexts, in_order, is_count, metric_of
from eval.metrics.citations import agreement, by_character, by_sentence, merged
from eval.metrics.names import names
from eval.metrics.numbers import numbers
from eval.metrics.support import containment
from eval.report import number
from summarizer.data import Span
from summarizer.note.brief import Citation, cite

FIRST = "The mayor opened a bridge. It cost 1,200 euros. Anna Meyer paid."
SECOND = "A bridge was opened on Sunday."
TOPIC = Topic(
    "t",
    (SourceText("a", FIRST), SourceText("b", SECOND)),
    alignments=(
        Alignment("A bridge opened.", 0, "a", (Span(0, 25),)),
        Alignment("A bridge opened.", 0, "b", (Span(0, 8),)),
    ),
)


def citation(doc: str, start: int, end: int) -> Citation:
    document = next(one for one in documents_of(TOPIC) if one.id == doc)
    return cite(document, Span(start, end))


def case(*lines: tuple[str, tuple[Citation, ...]], cites: bool = True) -> Case:
    return Case(TopicTexts(TOPIC), Summary(tuple(SummaryLine(*line) for line in lines), cites=cites))


def value(metric: str, given: Case) -> dict[str, float]:
    return METRICS[metric].module.evaluate(given)


def test_characters_inside_both_spans_over_those_cited_and_those_gold() -> None:
    # cited 0–10 and 20–30 (20 characters), gold 5–25 (20), shared 5–10 and 20–25 (10).
    found = by_character([("a", 0, 10), ("a", 20, 30)], [("a", 5, 25)])
    assert found == pytest.approx((10 / 20, 10 / 20, 1 / 2))


def test_overlapping_spans_count_once() -> None:
    assert merged([("a", 0, 6), ("a", 4, 10), ("a", 10, 12), ("b", 3, 3)]) == {"a": ((0, 12),), "b": ()}
    assert by_character([("a", 0, 6), ("a", 4, 10)], [("a", 0, 10)]) == (1, 1, 1)


def test_the_same_offsets_in_another_document_share_nothing() -> None:
    assert by_character([("a", 0, 10)], [("b", 0, 10)]) == (0, 0, 0)


def test_citing_nothing_scores_zero_and_two_empty_sets_agree() -> None:
    assert by_character([], [("a", 0, 10)]) == (0, 0, 0)
    assert agreement(0, 0, 0) == (1, 1, 1)


def test_a_sentence_is_evidence_from_ten_shared_letters_on() -> None:
    texts = {"a": "abcdefghijkl. mnopqrstuvwx."}
    sentences = {"a": (Span(0, 13), Span(14, 27))}
    gold_spans = [("a", 0, 13)]
    assert by_sentence([("a", 3, 12)], gold_spans, texts, sentences) == (0, 0, 0)  # nine letters
    assert by_sentence([("a", 2, 12)], gold_spans, texts, sentences) == (1, 1, 1)  # ten
    assert by_sentence([("a", 0, 27)], gold_spans, texts, sentences) == pytest.approx((1 / 2, 1, 2 / 3))


def test_a_short_sentence_must_be_covered_whole() -> None:
    texts, sentences = {"a": "He left."}, {"a": (Span(0, 8),)}
    assert by_sentence([("a", 0, 8)], [("a", 0, 7)], texts, sentences) == (1, 1, 1)
    assert by_sentence([("a", 0, 5)], [("a", 0, 7)], texts, sentences).precision == 0


def test_citations_of_a_note_against_its_alignments() -> None:
    # cited: a 0–26 (26), gold a 0–25 and b 0–8 (33); shared 25.
    found = value("citations", case(("The mayor opened a bridge.", (citation("a", 0, 26),))))
    assert found["citations.chars.p"] == pytest.approx(25 / 26)
    assert found["citations.chars.r"] == pytest.approx(25 / 33)
    # "A bridge" has seven letters, so no sentence of b is gold.
    assert found["citations.sentences.f"] == 1


def test_the_gold_system_has_full_marks_by_construction() -> None:
    summary = gold(TOPIC, None)
    assert [line.text for line in summary.lines] == ["A bridge opened."]
    found = value("citations", Case(TopicTexts(TOPIC), summary))
    assert set(found.values()) == {1.0}
    assert value("correctness", Case(TopicTexts(TOPIC), summary)) == {"correctness": 1.0}


def test_a_citation_whose_quote_or_span_is_wrong_is_incorrect() -> None:
    right = citation("a", 0, 25)
    wrong = (
        replace(right, quote="The mayor closed a bridge"),
        replace(right, end=len(FIRST) + 5),
        replace(right, source="c"),
    )
    assert value("correctness", case(("x", (right, *wrong))))["correctness"] == 1 / 4
    assert value("correctness", case(("x", ()))) == {}


def test_support_is_the_share_of_content_words_that_the_citation_holds() -> None:
    # mayor, opened, bridge stand there; yesterday does not; the and a are stop words.
    assert containment("The mayor opened a bridge yesterday", "The mayor opened a bridge.") == 3 / 4
    assert containment("", "x") == 1
    assert containment("bridge", "") == 0
    found = value("support", case(("The mayor opened", (citation("a", 0, 26),)), ("Dogs bark", ())))
    assert found == {"support.words": 1 / 2, "support.lowest": 0}


def test_coverage_counts_documents_and_how_evenly_they_are_cited() -> None:
    one, other = citation("a", 0, 26), citation("b", 0, 30)
    assert value("coverage", case(("x", (one,)))) == {"coverage.documents": 1 / 2, "coverage.evenness": 0}
    assert value("coverage", case(("x", (one, other))))["coverage.evenness"] == 1
    uneven = -(3 / 4 * log(3 / 4) + 1 / 4 * log(1 / 4)) / log(2)
    found = value("coverage", case(("x", (one, one, one, other))))
    assert found["coverage.evenness"] == pytest.approx(uneven)


def test_numbers_are_looked_up_without_their_group_commas() -> None:
    assert numbers("1,200 and 3.5 and 1,20 and 7.") == ["1200", "3.5", "1,20", "7"]
    found = value("numbers", case(("It cost 1200 euros in 2019.", (citation("a", 27, 47),))))
    assert found == {"numbers.sources": 1 / 2, "numbers.cited": 1 / 2}


def test_a_number_of_another_sentence_is_in_the_sources_but_not_cited() -> None:
    found = value("numbers", case(("It cost 1,200.", (citation("b", 0, 30),))))
    assert found == {"numbers.sources": 1, "numbers.cited": 0}


def test_names_are_runs_of_capitals_inside_a_sentence() -> None:
    assert names("Yesterday Anna Meyer's dog met the GOP. Then I left Berlin, Paris.") == [
        ("yesterday", "anna", "meyer"),
        ("gop",),
        ("berlin",),
        ("paris",),
    ]
    assert names("Bridges opened. They stand.") == []


def test_a_name_is_found_if_all_its_words_are() -> None:
    found = value("names", case(("Then Anna Meyer paid, not Otto Meyer.", (citation("a", 48, 64),))))
    assert found == {"names.sources": 0.0, "names.cited": 0.0}
    found = value("names", case(("It was paid by Anna Meyer, not Otto Meyer.", (citation("a", 48, 64),))))
    assert found == {"names.sources": 0.5, "names.cited": 0.5}


def test_redundancy_is_the_mean_of_the_highest_f1_with_another_line() -> None:
    # lines 1 and 2 share one bigram of two: F1 1/2; line 3 shares none.
    found = value("redundancy", case(("a1 b1 c1", ()), ("b1 c1 d1", ()), ("x1 y1 z1", ()), cites=False))
    assert found["redundancy.rouge2"] == pytest.approx((1 / 2 + 1 / 2 + 0) / 3)
    assert found["redundancy.rouge1"] == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert value("redundancy", case(("only one line", ())))["redundancy.rougeL"] == 0


def test_novelty_is_the_share_of_ngrams_that_no_source_has() -> None:
    found = value("novelty", case(("The mayor opened a tunnel", ())))
    assert found["novelty.1"] == 1 / 5
    assert found["novelty.2"] == 1 / 4
    assert found["novelty.4"] == 1 / 2
    assert "novelty.4" not in value("novelty", case(("A bridge", ())))


def test_fragments_are_the_longest_runs_shared_with_a_source() -> None:
    # "mayor opened a" (3) new, then "bridge" (1): coverage 4/5, Σ|f|² = 10.
    found = value("extraction", case(("mayor opened a new bridge", ())))
    assert found["extraction.coverage"] == 4 / 5
    assert found["extraction.density"] == 10 / 25
    assert found["extraction.fragment.words"] == 10 / 5
    assert found["extraction.compression"] == pytest.approx(5 / 19)


def test_copying_a_source_is_one_fragment() -> None:
    assert value("extraction", case((SECOND, ())))["extraction.density"] == 1


def test_an_empty_summary_leaves_undefined_measures_out() -> None:
    empty = case()
    for metric in ("correctness", "support", "numbers", "names", "redundancy", "novelty", "extraction"):
        assert value(metric, empty) == {}


def test_metrics_apply_only_where_their_needs_are_met() -> None:
    foreign = case(("x", ()), cites=False)
    has = {"docs"}
    for name, metric in METRICS.items():
        assert metric.applies(foreign) == (metric.needs <= has), name
    assert not METRICS["rouge"].applies(foreign)
    assert METRICS["numbers"].applies(foreign)


@pytest.mark.parametrize("name", METRICS)
def test_the_measures_of_a_metric_are_told_from_others_and_shares_from_counts(name: str) -> None:
    metric, values = METRICS[name], dict[str, float]()
    given = ("The mayor opened a bridge. It cost 1,200 euros.", (citation("a", 0, 25),))
    for one in (case(given, given), case(given, cites=False), said(HELD)):
        values |= metric.module.evaluate(one) if metric.applies(one) else {}
    for measure, value in values.items():
        assert metric_of(measure) == name, (
            f"{measure} would stand in no table: begin it with “{name}.”, or name how it begins in heads"
        )
        assert value <= 1 or is_count(measure), f"{measure} is no share of 1: name it in counts"
    unknown = metric.counts - values.keys()
    assert not unknown or not values, f"{name} gives no {', '.join(unknown)}: mend its counts"


def test_counts_are_shown_as_they_are_and_shares_in_hundredths() -> None:
    assert number("facts.per100", 14.29) == "14.3"
    assert number("extraction.fragment.words", 7.0) == "7.0"
    assert number("support.words", 0.5) == "50.00"


def test_every_measure_belongs_to_the_metric_that_made_it() -> None:
    for name, metric in METRICS.items():
        for head in metric.heads or (name,):
            assert metric_of(f"{head}.f") == name
    assert metric_of("rouge1") == "rouge"
    assert metric_of("rougette.f") is None
    assert in_order(["unheard.of", "novelty.2", "rouge1.f"]) == ["rouge1.f", "novelty.2", "unheard.of"]


SAID = Topic(
    "said",
    (
        SourceText(
            "a",
            "Mayor Anna Meyer said the old bridge would close in June. The city council repaired the harbour "
            "wall, and workers painted two ferries.",
        ),
    ),
)


def said(*lines: tuple[str, int, int]) -> Case:
    document = documents_of(SAID)[0]
    made = tuple(SummaryLine(text, (cite(document, Span(start, end)),)) for text, start, end in lines)
    return Case(TopicTexts(SAID), Summary(made, cites=True))


HELD = ("The old bridge would close in June, Mayor Anna Meyer said.", 0, 57)


def test_facts_are_the_borne_and_new_claims_in_100_words() -> None:
    whole = len(SAID.docs[0].text)
    # Two clauses of three content words or more; the second is said again, the last is borne by nothing.
    found = said(
        ("The city council repaired the harbour wall, and workers painted two ferries.", 58, whole),
        ("Workers painted two ferries.", 58, whole),
        ("Shareholders sued the bank.", 58, whole),
    )
    assert value("facts", found) == {"facts.distinct": 2.0, "facts.per100": pytest.approx(200 / 20)}
    assert value("facts", case()) == {}


def test_attribution_is_kept_where_a_line_says_who_says_so() -> None:
    lost = ("The old bridge would close in June.", 0, 57)
    plain = ("The city council repaired the harbour wall.", 58, 140)
    assert value("attribution", said(HELD, plain)) == {"attribution.kept": 1.0}
    assert value("attribution", said(HELD, lost, plain)) == {"attribution.kept": 0.5}
    assert value("attribution", said(plain)) == {}
