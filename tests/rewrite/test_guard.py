"""The guard: what passes, what is stopped and what a line is said to rest on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.data import Sentence
from summarizer.rewrite.guard import GuardOptions, Passages, Ruling, flaws, rule, too_long
from summarizer.rewrite.stage import tidied
from summarizer.sources.load import document_from_text
from summarizer.statements.cues import UNKNOWN
from summarizer.text.segment import split
from summarizer.tracing import Evidence

TEXT = (
    "The ferry Aurora left Calder on Tuesday with 212 passengers of the harbour office. "
    "It was built in 1998 and carries up to 400 people. "
    "Captain Ann Reid said the crew did not see the rocks before the ship ran aground near Selby. "
    "Investigators from the Maritime Board may publish a report in June. "
    "Mayor Tom Hale criticised the rescue, which took 9 hours."
)
DOCUMENT = document_from_text(TEXT, id="S1", name="ferry.txt")
SENTENCES = split(DOCUMENT)
INDEX = Evidence.build(SENTENCES)


def judge(text: str, *given: int, near: tuple[int, ...] = (), far: tuple[int, ...] = ()) -> Ruling:
    chosen = [tuple(SENTENCES[at] for at in numbers) for numbers in (given, near, far)]
    return rule(text, Passages(*chosen), INDEX)


def kinds(ruling: Ruling) -> set[str]:
    return {objection.kind for objection in ruling.objections}


@pytest.mark.parametrize("sentence", SENTENCES, ids=str)
def test_a_sentence_as_it_stands_passes_and_rests_on_itself(sentence: Sentence) -> None:
    ruling = rule(sentence.text, Passages((sentence,)), INDEX)
    assert ruling.passed
    assert ruling.rests_on == (sentence,)
    assert ruling.support == 1.0


def test_where_denials_are_not_known_only_what_stands_there_word_for_word_passes() -> None:
    document = document_from_text("Dhún an bhialann inné i lár na cathrach móire.", id="S1", language="ga")
    (sentence,) = split(document)
    index = Evidence.build([sentence])
    assert rule(sentence.text, Passages((sentence,)), index).passed
    shorter = rule("Dhún an bhialann inné i lár na cathrach.", Passages((sentence,)), index)
    assert [objection.message for objection in shorter.objections] == [UNKNOWN]


def test_a_shorter_line_passes() -> None:
    assert judge("The ferry Aurora left Calder with 212 passengers on Tuesday.", 0).passed


@pytest.mark.parametrize(
    ("text", "given", "kind"),
    [
        ("The ferry Aurora left Calder on Tuesday with 221 passengers.", 0, "number"),
        ("The ferry Aurora left Calder on Monday with 212 passengers.", 0, "date"),
        ("The ferry Aurora left Dunmore on Tuesday with 212 passengers.", 0, "name"),
        ("The rescue, which Mayor Tom Hale criticised, took 9 days.", 4, "unit"),
        (
            "Captain Ann Reid said the crew did see the rocks before the ship ran aground near Selby.",
            2,
            "negation",
        ),
        ("The ferry Aurora did not leave Calder on Tuesday with 212 passengers.", 0, "negation"),
        ("Investigators from the Maritime Board publish a report in June.", 3, "modality"),
        (
            "The ferry Aurora left Calder on Tuesday, and critics called it the worst scandal ever.",
            0,
            "novelty",
        ),
        ("Shareholders sued the bank over hidden fees.", 0, "novelty"),
        ("The ferry left Calder, the ferry left Calder, the ferry left Calder.", 0, "repetition"),
        ("The ferry Aurora Aurora left Calder on Tuesday with 212 passengers.", 0, "repetition"),
    ],
)
def test_an_altered_fact_is_stopped(text: str, given: int, kind: str) -> None:
    assert kind in kinds(judge(text, given))


@pytest.mark.parametrize(
    ("passage", "line", "kind"),
    [
        (
            "Police said on Monday that three people died in the fire at the mill.",
            "Three people died in the fire at the mill.",
            "unattributed",
        ),
        (
            "Three people died in the fire at the mill on Monday, police in Selby said.",
            "Three people died in the fire at the mill on Monday.",
            "unattributed",
        ),
        (
            "According to congressional aides, the bill on the railway will be withdrawn next week.",
            "The bill on the railway will be withdrawn next week.",
            "unattributed",
        ),
        (
            "The report was published on Monday by the ministry and may have been seen by the mayor in May.",
            "The report was published and seen by the mayor in May.",
            "modality",
        ),
        (
            "“We will never sell the harbour of Selby to a bank,” Mayor Tom Hale told the council.",
            "We will never sell the harbour of Selby to a bank, the council said.",
            "unattributed",
        ),
    ],
)
def test_whose_statement_it_is_and_how_certain_must_stay(passage: str, line: str, kind: str) -> None:
    sentences = split(document_from_text(passage, id="S1", name="a.txt"))
    ruling = rule(line, Passages(sentences), Evidence.build(sentences))
    assert kind in kinds(ruling)


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        (
            "Police said on Monday that three people died in the fire at the mill.",
            "Three people died in the fire at the mill, police said on Monday.",
        ),
        (
            "The bridge of Selby fell on Monday and police said more would follow.",
            "The bridge of Selby fell on Monday.",
        ),
        (
            "The summary emerged from a long debate of two dozen officials in Selby, an assessment the mayor "
            "now acknowledges was wide of the mark.",
            "The summary emerged from a long debate of two dozen officials in Selby.",
        ),
        (
            "Mayor Tom Hale told the council that the bridge of Selby would be closed in June.",
            "The bridge of Selby would be closed in June, Mayor Tom Hale told the council.",
        ),
    ],
)
def test_a_line_that_says_who_says_so_passes(passage: str, line: str) -> None:
    sentences = split(document_from_text(passage, id="S1", name="a.txt"))
    assert rule(line, Passages(sentences), Evidence.build(sentences)).passed


def test_one_false_sentence_among_true_ones_stops_the_line() -> None:
    ruling = judge("The ferry Aurora left Calder on Tuesday. Critics called it a scandal.", 0)
    assert kinds(ruling) == {"novelty"}


def test_a_name_out_of_place_is_stopped_though_the_passages_have_it() -> None:
    swapped = "Captain Tom Hale said the crew did not see the rocks before the ship ran aground near Selby."
    assert "name" in kinds(judge(swapped, 2, near=(3, 4)))


def test_a_number_out_of_place_is_stopped_though_the_passages_have_it() -> None:
    assert "number" in kinds(
        judge("The ferry Aurora left Calder on Tuesday with 400 passengers.", 0, near=(1,))
    )
    assert "number" in kinds(
        judge("The rescue took 212 hours, which Mayor Tom Hale criticised.", 4, near=(0,))
    )


@pytest.mark.parametrize(
    ("text", "given", "kind"),
    [
        ("The ferry carries at least 400 people and was built in 1998.", 1, "number"),
        ("The rescue, which Mayor Tom Hale praised, took more than 9 hours.", 4, "number"),
        ("The ferry was built in 1998 and carries up to 400 tons.", 1, "unit"),
        ("Mayor Tom Hale said the crew did not see the rocks before the ship ran aground.", 2, "name"),
    ],
)
def test_bounds_units_and_speakers_are_checked(text: str, given: int, kind: str) -> None:
    assert kind in kinds(judge(text, given, far=(0,)))


def test_a_fused_line_rests_on_both_passages_and_on_no_other() -> None:
    ruling = judge("The ferry Aurora, built in 1998, left Calder on Tuesday.", 0, 1, 4, near=(2,))
    assert ruling.passed
    assert ruling.rests_on == (SENTENCES[0], SENTENCES[1])


def test_a_resolved_pronoun_cites_the_neighbour_that_has_the_name() -> None:
    ruling = judge("The ferry Aurora was built in 1998 and carries up to 400 people.", 1, near=(0, 2))
    assert ruling.passed
    assert ruling.rests_on == (SENTENCES[1], SENTENCES[0])


def test_an_outlet_that_no_passage_names_is_cut_off() -> None:
    ruling = judge("The ferry Aurora left Calder on Tuesday with 212 passengers, reports the AP.", 0)
    assert ruling.passed
    assert ruling.text == "The ferry Aurora left Calder on Tuesday with 212 passengers."


def test_a_stricter_guard_stops_more() -> None:
    passages = Passages((SENTENCES[0],))
    text = "A ferry called Aurora set off from Calder with 212 travellers."
    assert rule(text, passages, INDEX, GuardOptions(held=0.2, strange=4)).passed
    assert not rule(text, passages, INDEX, GuardOptions(held=0.95, strange=4)).passed
    stranger = "The ferry Aurora left Calder on Tuesday, hungry, with 212 passengers of the harbour office."
    assert rule(stranger, passages, INDEX, GuardOptions(strange=4)).passed
    assert kinds(rule(stranger, passages, INDEX)) == {"novelty"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes.",
        "The ferry Aurora left Calder on",
        "According to the harbour office of Calder.",
        "After the ferry Aurora left Calder on Tuesday with 212 passengers.",
        "The harbour office of Calder said.",
        "The ferry <b>Aurora</b> left Calder on Tuesday.",
        "The ferry Aurora left Calder: see https://a.example now.",
        "The ferry Aurora\x07 left Calder on Tuesday.",
        "The ferry Aurora with 212 passengers of the harbour office on Tuesday.",
        "The ferry Aurora left Calder on Tuesday, it had 212 passengers.",
    ],
)
def test_what_is_no_whole_sentence_of_plain_text_is_refused(text: str) -> None:
    assert list(flaws(text, Passages((SENTENCES[0],))))


@pytest.mark.parametrize(
    "text",
    [
        "After the ferry left Calder, the harbour office spoke of 212 passengers.",
        "The ferry Aurora left Calder on Tuesday, the harbour office said.",
        "“The ferry left Calder with 212 passengers,” the harbour office said.",
    ],
)
def test_a_whole_sentence_has_the_right_form(text: str) -> None:
    assert not list(flaws(text, Passages((SENTENCES[0],))))


def test_a_line_may_not_be_longer_than_the_quotation_in_words_or_characters() -> None:
    assert not too_long("One two three.", "Three two ones.")
    assert too_long("One two three four.", "Three two extraordinarily.")
    assert too_long("Extraordinarily one.", "Two three.")


def test_quotation_marks_around_an_answer_are_taken_off() -> None:
    assert tidied(' "The ferry\n left." ') == "The ferry left."
    assert tidied('"Left," he said of "it"') == '"Left," he said of "it"'


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_guard_and_what_passes_holds_again_on_what_it_rests_on(text: str) -> None:
    passages = Passages((SENTENCES[2],), (SENTENCES[1], SENTENCES[3]))
    ruling = rule(text, passages, INDEX)
    assert (
        list(flaws(text, passages))
        or ruling.objections
        or rule(text, Passages(ruling.rests_on), INDEX).passed
    )


@given(st.sets(st.integers(0, 16), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_passes_with_words_dropped_still_passes_on_its_own_citations(dropped: set[int]) -> None:
    words = SENTENCES[2].text.split()
    text = " ".join(word for at, word in enumerate(words) if at not in dropped)
    ruling = judge(text, 2, near=(0, 1, 3))
    if ruling.passed:
        given = tuple(sentence for sentence in ruling.rests_on if sentence is SENTENCES[2])
        near = tuple(sentence for sentence in ruling.rests_on if sentence is not SENTENCES[2])
        assert rule(text, Passages(given, near), INDEX).passed


FERRY = (
    "The council of Selby bought a costly ferry in May and repaired its broken engine before the winter. "
    "If the ice stays away, the ship will sail to Calder."
)


@pytest.mark.parametrize(
    ("line", "passes"),
    [
        ("In May the council of Selby acquired an expensive ferry and fixed its broken engine.", True),
        ("The council of Selby bought a costly ship in May and repaired its engine before winter.", True),
        ("In May the council of Selby acquired an expensive bakery and fixed its broken engine.", False),
        ("In May the council of Selby sold an expensive ferry with its broken engine.", False),
    ],
)
def test_a_word_in_the_place_of_one_that_says_the_same_passes(line: str, passes: bool) -> None:
    sentences = split(document_from_text(FERRY, id="S1", name="a.txt"))
    assert rule(line, Passages(sentences[:1], sentences[1:]), Evidence.build(sentences)).passed is passes


def test_a_condition_of_another_passage_is_no_doubt() -> None:
    sentences = split(document_from_text(FERRY, id="S1", name="a.txt"))
    line = "The council of Selby acquired an expensive ferry in May."
    assert rule(line, Passages(sentences), Evidence.build(sentences)).passed
