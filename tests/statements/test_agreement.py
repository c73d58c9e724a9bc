"""Whether one sentence states all of another: every word of the fact, under one attitude, of one event."""

from __future__ import annotations

from datetime import date

import pytest
from piles import content, graph_of, pile

from summarizer.compose.copies import independent_groups
from summarizer.compose.corroborate import echoes
from summarizer.compose.credit import credits
from summarizer.compose.event import period
from summarizer.statements.agreement import same_figure, states
from summarizer.statements.attribution import fact

KILN = "The old kiln at Ranby was bought by two potters from Osk in the spring."


@pytest.mark.parametrize(
    "other",
    [
        "In the spring two potters from Osk bought the old kiln at Ranby.",
        "The old kiln at Ranby was purchased in the spring by two potters from Osk, the parish clerk said.",
        "According to the parish, the old kiln at Ranby was bought by two potters from Osk in the spring.",
        "In the spring two potters from Osk acquired the old kiln at Ranby.",  # a synonym of WordNet
    ],
)
def test_order_synonyms_and_who_says_so_change_nothing(other: str) -> None:
    assert states(KILN, other, "en")


@pytest.mark.parametrize(
    ("now", "was"),
    [
        ("bought", "wrecked"),  # a word of another meaning in its place
        ("potters", "farmers"),
        ("spring", "autumn"),
        ("the spring", "the month"),
        ("was bought", "was not bought"),
        ("was bought", "would be bought"),
        ("was bought", "was reportedly bought"),
        ("from Osk", "beyond Osk"),
        ("in the spring", "ahead of the spring"),
    ],
)
def test_a_replaced_word_a_denial_a_plan_or_an_allegation_is_not_the_same(now: str, was: str) -> None:
    assert not states(KILN, KILN.replace(now, was), "en")
    assert not states(KILN.replace(now, was), KILN, "en")


@pytest.mark.parametrize(
    ("line", "was", "now"),
    [
        ("Half of the growers at Ranby obtained the new licence.", "obtained", "acquired"),  # one of ours
        ("The council of Ranby praised a new approach to the floods.", "approach", "method"),  # of a group
        ("The clerk admitted that the pump at Osk was faulty.", "faulty", "defective"),
    ],
)
def test_other_words_of_the_same_meaning_back(line: str, was: str, now: str) -> None:
    assert states(line, line.replace(was, now), "en")


@pytest.mark.parametrize(
    ("line", "was", "now"),
    [
        ("The faulty pump of the council at Ranby flooded nine cellars.", "faulty ", ""),
        ("The pump of the council at Ranby flooded almost all cellars.", "almost ", ""),
        ("The three air crews of the coast guard at Ranby left the old harbour.", "air crews", "crews"),
        ("The second pump of the council at Ranby flooded nine cellars.", "second", "third"),
        ("The council of Ranby gave tickets to one show in Osk.", "one show", "two shows"),
        ("The council of Ranby avoided flooding nine cellars.", "avoided flooding", "flooded"),
        ("Samples of the council at Ranby were non-toxic after the flood.", "non-toxic", "toxic"),
        ("The former clerk of the council at Ranby flooded nine cellars.", "former", "current"),
        ("The council of Ranby wants to spend under 15 crowns on a pump.", "15", "12.50"),
        ("The council of Ranby said that he flooded nine cellars.", "that he", "that they"),
    ],
)
def test_no_word_is_left_out_and_none_that_restricts_or_counts_is_added_or_replaced(
    line: str, was: str, now: str
) -> None:
    assert not states(line, line.replace(was, now), "en")


def test_a_word_that_stands_elsewhere_in_the_sentence_is_not_held_in_another_ones_place() -> None:
    line = "The mayor wrote to the bank, and the bank answered the council of Ranby."
    assert not states(
        line, "The mayor wrote to the council, and the bank answered the council of Ranby.", "en"
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The old dam still holds, the engineers said.", "The old dam still holds"),
        ("According to the board the dam at Osk holds.", "the dam at Osk holds."),
        ("The board states that the dam at Osk holds.", "the dam at Osk holds."),
        ("The board denied that the dam holds.", "The board denied that the dam holds."),
    ],
)
def test_who_says_it_is_no_part_of_a_fact_but_who_denies_it_is(text: str, left: str) -> None:
    assert " ".join(fact(text, "en").split()) == left
    assert len(fact(text, "en")) == len(text)


def test_the_same_toll_of_the_same_accident_is_one_fact_in_other_words() -> None:
    line = "Fourteen people died when a gondola fell into a ravine at Ranby on Sunday, the police said."
    other = "The fall of a gondola at Ranby on Sunday cost the lives of 14 people."
    assert same_figure(line, other, other, "en")
    assert not same_figure(line, other.replace("14", "15"), other, "en")
    assert not same_figure(line, other.replace("cost the lives of 14", "left 14 hurt among the"), other, "en")


def test_the_same_words_on_another_event_are_no_echo() -> None:
    line = "The rescue service counted no damage and no missing boats."
    found = content(
        *pile(f"A gale hit the harbour of Ranby on Monday. {line}", date=date(2019, 2, 5)),
        *pile(f"A gale hit the harbour of Ranby on Friday. {line}", date=date(2019, 9, 14)),
    )
    assert echoes(1, graph_of(found), found) == ()
    same = content(
        *pile(f"A gale hit the harbour of Ranby on Monday. {line}", date=date(2019, 2, 5)),
        *pile(f"A gale hit the harbour of Ranby on Monday. {line}", date=date(2019, 2, 6)),
    )
    assert [echo.sentence for echo in echoes(1, graph_of(same), same)] == [3]


def test_the_period_of_a_report_stands_at_its_beginning_or_in_its_name() -> None:
    (first,) = pile("Ranby Mills, second quarter\n\nThe looms ran day and night.")
    (named,) = pile("The looms ran day and night.", name="mills_q3_2020.txt")
    assert period(first) == {"q2"}
    assert period(named) == {"q3"}


AGENCY = (
    "OSK (Marl Press) – A barge struck the bridge of Ranby on Sunday night and lost ninety tonnes of gravel. "
    "No one was on the bridge when it was struck, the harbour master told the press. "
    "The bridge stays shut to carts until the end of the month."
)
REWRITTEN = (
    "OSK (Marl Press) – A barge rammed the bridge of Ranby on Sunday night, losing ninety tonnes of gravel. "
    "The harbour master said no one was on the bridge when it was struck. "
    "Until the end of the month the bridge stays shut to carts."
)


def test_two_rewritten_versions_of_one_agency_report_are_one_source() -> None:
    documents = pile(AGENCY, REWRITTEN)
    assert credits(documents[0]) == {"marl press"}
    found = independent_groups(content(*documents))
    assert found[documents[0]] == found[documents[1]]


def test_where_denials_are_not_known_only_the_same_words_are_an_echo() -> None:
    line, other = "Dhún an bhialann inné i lár na cathrach.", "Níor dhún an bhialann inné i lár na cathrach."
    found = content(*pile(line, language="ga"), *pile(other, language="ga"))
    assert echoes(0, graph_of(found), found) == ()
    same = content(*pile(line, language="ga"), *pile(line, language="ga"))
    assert [echo.sentence for echo in echoes(0, graph_of(same), same)] == [1]
