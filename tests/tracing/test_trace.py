from __future__ import annotations

import json

import builders
import numpy as np
import pytest

from summarizer.data import Document, Sentence, Span
from summarizer.note.brief_json import schema
from summarizer.statements import mismatches
from summarizer.statements.grammar import finite
from summarizer.text.segment import split
from summarizer.text.words import words_of
from summarizer.tracing import Evidence, trace, trace_sentence, trace_sentences
from summarizer.tracing.clauses import clauses
from summarizer.tracing.index import CANDIDATES
from summarizer.tracing.spans import Hit, _best_run
from summarizer.tracing.tellers import tellers

QUAKE = Document(
    id="S1",
    name="quake.txt",
    text=(
        "A strong earthquake killed 30 people in the port of Arica on Tuesday, while the stock market in "
        "Tokyo reached a record. Rescue teams searched the ruins of a school. President Ana Torres did not "
        "visit the city."
    ),
)
WIRE = Document(
    id="S2",
    name="wire.txt",
    text="Officials in Arica said that 30 people died.\r\nThe airport remains closed because of the damage.",
)


def index(*documents: Document) -> Evidence:
    return Evidence.build([sentence for document in documents for sentence in split(document)])


def test_evidence_ends_with_the_clause_that_bears_the_draft() -> None:
    traced = trace_sentence("An earthquake killed 30 people in Arica on Tuesday.", index(QUAKE))
    assert traced.hits[0].quote == "A strong earthquake killed 30 people in the port of Arica on Tuesday"
    assert traced.verdict == "supported"
    assert traced.findings == ()


def test_the_part_of_a_sentence_in_the_middle_is_cut_out() -> None:
    text = "The mayor smiled, the river flooded the old mill, and nobody knew why the clock had stopped."
    traced = trace_sentence("The river flooded the mill.", index(Document("S1", "a.txt", text)))
    assert traced.hits[0].quote == "the river flooded the old mill"


def test_several_sources_that_say_the_same_are_all_cited() -> None:
    traced = trace_sentence("In Arica 30 people died in an earthquake.", index(QUAKE, WIRE))
    assert {hit.sentence.document.id for hit in traced.hits} == {"S1", "S2"}


def test_another_number_is_not_supported_however_similar_the_rest() -> None:
    traced = trace_sentence("A strong earthquake killed 300 people in the port of Arica.", index(QUAKE))
    assert traced.verdict == "unsupported"
    assert [traced.text[span.start : span.end] for span in traced.unsupported] == ["300"]
    assert traced.reasons == ("the nearest passage says 30, not 300",)


def test_that_no_passage_says_a_sentence_is_told_where_none_says_another_thing_in_its_place() -> None:
    traced = trace_sentence("The school has a garden with trees.", index(QUAKE))
    assert traced.verdict == "unsupported"
    assert traced.reasons == ("no passage says this; the nearest is in S1",)


def test_a_word_that_no_passage_says_is_told_once() -> None:
    traced = trace_sentence("Teachers of the school sang for the president.", index(QUAKE))
    assert sum("“sang”" in reason for reason in traced.reasons) == 1
    assert sum("“Teachers”" in reason for reason in traced.reasons) == 1


def test_of_several_clauses_one_with_another_number_makes_the_sentence_false_in_part() -> None:
    text = "Rescue teams searched the ruins of a school, and the earthquake killed 300 people."
    traced = trace_sentence(text, index(QUAKE))
    assert traced.verdict == "partial"


def test_what_the_evidence_speaks_against_is_told_apart_in_a_sentence_of_which_a_part_stands() -> None:
    traced = trace_sentence(
        "A strong earthquake killed 300 people in the port of Arica on Tuesday, and a wave followed it.",
        index(QUAKE),
    )
    assert [traced.text[span.start : span.end] for span in traced.refuted] == ["300"]
    good = trace_sentence("A strong earthquake killed 30 people in the port of Arica.", index(QUAKE))
    assert good.refuted == ()
    strange = trace_sentence("Penguins of the zoo won the election in Norden.", index(QUAKE))
    assert strange.refuted == ()


def test_a_name_that_no_passage_has_is_in_doubt_and_refuted_only_where_another_has_its_place() -> None:
    said = "The talks between the port and the union in Arica ended on Friday with a truce."
    for claim, refuted in (
        ("The talks of the port and the union in Quarn ended with a truce.", ["Quarn"]),
        ("At Quarn the talks of the port and the union ended with a truce.", []),
    ):
        traced = trace_sentence(claim, index(builders.document(said)))
        assert "Quarn" in traced.reasons[0]
        assert [claim[span.start : span.end] for span in traced.refuted] == refuted


def test_a_piece_of_a_few_words_is_quoted_with_its_verb_or_not_at_all() -> None:
    text = (
        "The union on Sunday, November 15 agreed to give the port more time, its chair said. "
        "The long strike lasted six weeks, leaving thousands idle."
    )
    traced = trace_sentence(
        "On Sunday the strike of the union was leaving thousands idle.", index(builders.document(text))
    )
    for hit in traced.hits:
        assert finite(hit.quote), hit.quote


def test_what_somebody_wants_elsewhere_is_told_of_its_verb_alone() -> None:
    said = "The operation began on Tuesday evening and lasted a day. The mayor wants the fighting to stop."
    traced = trace_sentence(
        "The operation began on Tuesday evening and stopped after a day.", index(builders.document(said))
    )
    assert [reason for reason in traced.reasons if reason.startswith("“stop” stands where S1 says")]


def test_what_was_agreed_to_outweighs_what_was_asked_for() -> None:
    said = "The port asked the union to give it more time. The union agreed to give the port more time."
    traced = trace_sentence("The union gave the port more time.", index(builders.document(said)))
    assert traced.verdict == "partial"
    assert any("still to be done" in reason for reason in traced.reasons)


def test_a_sentence_that_no_passage_speaks_of_cites_none() -> None:
    traced = trace_sentence(
        "Penguins elected many new mayors in the north of the Toronto area.", index(QUAKE)
    )
    assert (traced.verdict, traced.hits) == ("unsupported", ())
    assert traced.reasons == ("no passage of the sources speaks of this",)


def test_the_contrary_is_unsupported_as_a_whole() -> None:
    traced = trace_sentence("President Ana Torres visited the city.", index(QUAKE))
    assert traced.verdict == "unsupported"
    assert traced.unsupported == (Span(0, len(traced.text)),)


def test_a_clause_without_evidence_is_marked() -> None:
    traced = trace_sentence(
        "Rescue teams searched the ruins of a school, and penguins invaded the parliament building.",
        index(QUAKE),
    )
    assert traced.verdict == "partial"
    assert [traced.text[span.start : span.end] for span in traced.unsupported] == [
        "and penguins invaded the parliament building"
    ]


def test_a_loose_likeness_is_partial_and_marks_the_words_in_doubt() -> None:
    traced = trace_sentence("Rescue teams searched all night, but the dogs soon grew tired.", index(QUAKE))
    assert traced.verdict == "partial"
    assert [traced.text[span.start : span.end] for span in traced.unsupported] == [
        "all",
        "night",
        "but the dogs soon grew tired",
    ]


def test_a_sentence_of_another_matter_is_unsupported_and_says_so() -> None:
    traced = trace_sentence("Penguins cannot fly.", index(QUAKE))
    assert (traced.verdict, traced.hits, traced.support) == ("unsupported", (), 0.0)
    assert traced.reasons == ("no source speaks of any of this",)


def test_a_number_is_looked_for_among_the_next_best_sentences() -> None:
    text = (
        "The harvest in the northern valley failed after the long drought. "
        "The harvest in the northern valley failed again, farmers said. "
        "The harvest in the northern valley failed for good. "
        "The harvest in the northern valley failed, said the ministry. "
        "The harvest in the northern valley failed, the radio said. "
        "About the harvest: in the northern valley 4,200 families had nothing left, the priest wrote home."
    )
    traced = trace_sentence(
        "The harvest in the northern valley failed and 4,200 families had nothing left.",
        index(Document("S1", "a.txt", text)),
    )
    assert any("4,200" in hit.quote for hit in traced.hits)
    assert traced.findings == ()


def test_a_batch_gives_what_single_calls_give() -> None:
    evidence = index(QUAKE, WIRE)
    texts = ["The airport is closed.", "Penguins cannot fly.", "", "Rescue teams searched a school."] * 70
    assert list(trace_sentences(texts, evidence)) == [trace_sentence(text, evidence) for text in texts]


def test_a_repeated_sentence_is_cited_at_each_of_its_places() -> None:
    text = "The bridge collapsed at noon. Nobody was hurt. The bridge collapsed at noon."
    traced = trace_sentence("The bridge collapsed at noon.", index(Document("S1", "a.txt", text)))
    assert [hit.span.start for hit in traced.hits] == [0, text.rindex("The bridge")]


def test_a_sentence_that_repeats_a_passage_is_supported_and_nothing_more_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("summarizer.tracing.gather.mismatches", fail)
    evidence = index(
        Document("S1", "a.txt", "Sales fell. If it rains, nobody is said to come. The sea is blue.")
    )
    for text in ("Sales fell.", "If it rains, nobody is said to come"):
        traced = trace_sentence(text, evidence)
        assert (traced.verdict, traced.findings, traced.unsupported) == ("supported", (), ())
        assert traced.support > 0.9


def test_an_empty_index_supports_nothing() -> None:
    assert trace_sentence("The bridge collapsed.", Evidence.build([])).verdict == "unsupported"


def test_words_without_spaces_between_them_are_traced_too() -> None:
    text = "地震で三十人が死亡した。空港は閉鎖されたままだ。"
    document = Document("S1", "ja.txt", text, language="ja")
    sentences = [Sentence(document, Span(0, 12), 0, 0), Sentence(document, Span(12, len(text)), 0, 1)]
    traced = trace_sentence("空港は閉鎖された。", Evidence.build(sentences))
    assert traced.hits[0].sentence is sentences[1]


def test_one_common_word_does_not_make_the_search_read_the_whole_index() -> None:
    text = " ".join(f"Reporters saw item{number} there." for number in range(3000))
    sentences = split(Document("S1", "a.txt", text))
    found = next(iter(Evidence.build(sentences).search(["Reporters saw item77 there."])))
    assert found.sentences[0] == 77
    assert len(found.sentences) <= CANDIDATES
    assert np.all(np.diff(found.scores) <= 0)


def test_a_draft_becomes_lines_with_citations_that_quote_the_source() -> None:
    lines = trace("Rescue teams searched a school.\n\n***\n\nThe airport is closed.", [QUAKE, WIRE])
    assert [(line.id, line.kind) for line in lines] == [("L1", "draft"), ("L2", "draft")]
    by_id = {"S1": QUAKE, "S2": WIRE}
    for line in lines:
        assert line.reasons
        for citation in line.citations:
            assert by_id[citation.source].text[citation.start : citation.end] == citation.quote
    assert lines[1].citations[0].line == 2


def test_a_marked_line_is_valid_json_of_a_note() -> None:
    (line,) = trace("A strong earthquake killed 300 people in the port of Arica.", [QUAKE])
    assert line.unsupported == ((27, 30),)
    properties = schema()["$defs"]["line"]["properties"]
    assert {"reasons", "unsupported"} <= set(properties)
    assert json.loads(json.dumps(line.unsupported)) == [[27, 30]]


@pytest.mark.parametrize(
    ("values", "run"),
    [
        ([], (0, 0)),
        ([-1.0, -2.0], (0, 2)),
        ([1.0, -2.0, 3.0, -1.0, 2.0, -5.0], (2, 5)),
        ([2.0, -1.0, 0.5], (0, 1)),
    ],
)
def test_the_best_run_is_the_contiguous_one_of_the_highest_sum(
    values: list[float], run: tuple[int, int]
) -> None:
    assert _best_run(values) == run


def test_clauses_part_at_punctuation_and_before_conjunctions() -> None:
    text = "He left, she said, because the well-known inn was full and dark."
    found = words_of(text).spans
    parts = [text[found[a][0] : found[b - 1][1]] for a, b in clauses(text, "en")]
    assert parts == ["He left", "she said", "because the well-known inn was full", "and dark"]


SIGNED, NOT_SIGNED = (
    "The minister signed the treaty on Monday.",
    "The minister did not sign the treaty on Monday.",
)


def test_what_a_source_says_word_for_word_and_denies_further_on_is_borne_in_part() -> None:
    one = builders.document(f"{SIGNED} Later the ministry said: {NOT_SIGNED}", 1)
    (line,) = trace(SIGNED, [one])
    assert line.verdict == "partial"
    assert any("also denies it" in reason for reason in line.reasons)


def test_what_one_source_says_word_for_word_and_another_denies_is_a_claim_of_the_first() -> None:
    (line,) = trace(SIGNED, [builders.document(SIGNED, 1), builders.document(NOT_SIGNED, 2)])
    assert line.verdict == "partial"
    assert any("only a claim of S1; S2 denies it" in reason for reason in line.reasons)


def test_a_passage_that_says_the_contrary_corroborates_nothing() -> None:
    (line,) = trace(NOT_SIGNED, [builders.document(f"{SIGNED} Later they said: {NOT_SIGNED}", 1)])
    assert line.verdict == "supported"
    assert all("did not" in citation.quote for citation in line.citations)


def test_a_passage_with_another_number_corroborates_nothing() -> None:
    told = "The flood in Quarn killed {} people on Sunday, the mayor of Quarn said."
    (line,) = trace(told.format(12), [builders.document(told.format(n), n) for n in (12, 57)])
    assert line.verdict == "supported"
    assert [citation.source for citation in line.citations] == ["S12"]
    both = "The flood in Quarn killed 12 people, and 30 houses were lost."
    parts = "The flood in Quarn killed 12 people.", "In the flood in Quarn 30 houses were lost."
    (line,) = trace(both, [builders.document(text, at) for at, text in enumerate(parts, 1)])
    assert {citation.source for citation in line.citations} == {"S1", "S2"}  # each has what the other lacks


def test_what_lacks_evidence_is_told_once() -> None:
    said = "The truce was brokered by Russia last week. Armenia agreed to lay down its arms."
    for claim in ("The truce was brokered by France.", "Armenia did not agree to lay down its arms."):
        (line,) = trace(claim, [builders.document(said)])
        about = [reason for reason in line.reasons if "France" in reason or "“not”" in reason]
        assert len(about) == 1


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("After six weeks the union in Arica ended its strike and the port opened.", "S1 and S2 say this"),
        ("The union in Arica has an office by the port.", "S1 says this"),
        ("The union in Arica ended its strike.", "S1 says this, S2 a part of it"),
    ],
)
def test_only_sources_whose_own_passages_say_a_sentence_are_told_to_say_it(other: str, said: str) -> None:
    own = "The union in Arica ended its strike after six weeks, and the port opened at noon."
    hits = [
        Hit(sentence, sentence.span, 1.0)
        for at, text in enumerate((own, other), 1)
        for sentence in split(builders.document(text, at))
    ]
    claim = "The union in Arica ended its strike after six weeks, and the port opened."
    assert tellers(claim, hits, "en").say_this() == said


def test_what_several_sources_say_between_them_is_said_by_them_together() -> None:
    documents = [
        builders.document("The flood in Quarn killed 12 people.", 1),
        builders.document("In the flood in Quarn 30 houses were lost.", 2),
    ]
    traced = trace_sentence(
        "The flood in Quarn killed 12 people, and 30 houses were lost.", index(*documents)
    )
    assert traced.reasons == ("S1 and S2 together say this",)


@pytest.mark.parametrize(
    ("claim", "said", "held"),
    [
        ("Moscow announced a truce.", "The Russian Defence Ministry announced a truce.", True),
        ("Moscow announced a truce.", "Russia announced a truce.", True),
        ("Moscow announced a truce.", "A Russian blogger announced a truce.", False),
        ("A truce brokered by Moscow holds.", "A truce brokered by Russia holds.", True),
        ("Russia brokered a truce.", "A Moscow-brokered truce holds.", True),
        ("A bomb went off in Moscow.", "A bomb went off in Russia.", False),
        ("A bomb went off in Russia.", "A bomb went off in Paris.", False),
        ("Moscow announced a truce.", "The French army announced a truce.", False),
    ],
)
def test_a_seat_of_government_stands_for_its_country_where_it_acts(claim: str, said: str, held: bool) -> None:
    found = [one for one in mismatches(claim, [said]) if one.kind == "name"]
    assert (not found) == held


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Die Gemeinde gab am Montag bekannt, dass die alte Brücke bis Juni gesperrt bleibt.", "supported"),
        ("Die Gemeinde gab am Montag bekannt, dass die neue Brücke bis Juni offen bleibt.", "partial"),
    ],
)
def test_where_words_are_not_weighed_only_what_is_said_in_the_same_ones_is_supported(
    claim: str, verdict: str
) -> None:
    said = "Am Montag gab die Gemeinde bekannt, dass die alte Brücke am Hafen bis Juni gesperrt bleibt."
    (line,) = trace(claim, [builders.document(said, language="de")])
    assert line.verdict == verdict
