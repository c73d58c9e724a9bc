"""Disagreements of sources: the same thing with different values, and what is none."""

from __future__ import annotations

import time
from datetime import date

import builders
import numpy as np
import pytest

from summarizer.compose.chronology import Dating
from summarizer.conflicts import find_conflicts
from summarizer.conflicts.figures import agree
from summarizer.content.boilerplate import mark
from summarizer.data import Document, Sentence
from summarizer.graph.similarity import SentenceGraph, vectorize
from summarizer.graph.terms import index_terms
from summarizer.note.brief import Conflict
from summarizer.statements.values import Value, values_in
from summarizer.text.segment import split


def conflicts(*texts: str, dates: tuple[str, ...] = ()) -> tuple[Conflict, ...]:
    documents = [builders.document(text, at) for at, text in enumerate(texts, 1)]
    return conflicts_of(documents, dates)


def conflicts_of(documents: list[Document], dates: tuple[str, ...] = ()) -> tuple[Conflict, ...]:
    found = mark([sentence for document in documents for sentence in split(document)])
    sentences = [sentence for sentence in found if sentence.skip is None]
    terms = index_terms(sentences)
    flat = np.ones(len(terms))
    datings = {
        document: Dating(day, date.fromisoformat(day))
        for document, day in zip(documents, dates, strict=False)
    }
    return find_conflicts(sentences, SentenceGraph(vectorize(terms), terms, flat, flat), datings)


def values(found: tuple[Conflict, ...]) -> list[list[str]]:
    return [[claim.value for claim in conflict.claims] for conflict in found]


def stated(text: str) -> list[Value]:
    document = builders.document(text)
    return list(values_in(0, Sentence(document, split(document)[0].span, 0, 0)))


TROOPS = "Russia sent {} to the town of Stepanakert to set up checkpoints along the Lachin corridor."


def test_two_figures_for_the_same_force_are_a_conflict_with_true_quotes() -> None:
    (found,) = conflicts(TROOPS.format("2,500 soldiers"), TROOPS.format("3,100 soldiers"))
    assert [claim.value for claim in found.claims] == ["2,500 soldiers", "3,100 soldiers"]
    assert [claim.citation.source for claim in found.claims] == ["S1", "S2"]
    assert found.claims[0].citation.quote == TROOPS.format("2,500 soldiers")
    assert "soldiers" in found.subject


def test_a_later_figure_may_be_an_update_and_is_said_to_be() -> None:
    texts = "The quake in Izmit killed 120 people, officials said.", "The quake in Izmit killed 180 people."
    (found,) = conflicts(*texts, dates=("2020-11-15", "2020-11-17"))
    assert [claim.date for claim in found.claims] == ["2020-11-17", "2020-11-15"]
    assert found.subject == "death toll"
    assert found.note == "The figure grows with the dates of the sources; the newest: 180 people."
    (same_day,) = conflicts(*texts, dates=("2020-11-15", "2020-11-15"))
    assert same_day.note is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("some 2,000 soldiers", "1,960 soldiers"),  # rounding
        ("2,000 soldiers", "about 2,000 soldiers"),
        ("more than 800 soldiers", "950 soldiers"),  # within the bound
        ("2,500 soldiers", "30 trucks"),  # different things
        ("another 2,500 soldiers", "3,100 soldiers"),  # on top of others
        ("two of the six battalions", "six battalions"),  # a part
        ("2,000 to 2,500 soldiers", "3,100 soldiers"),  # a range
    ],
)
def test_what_rounding_bounds_or_a_different_thing_explains_is_no_conflict(one: str, other: str) -> None:
    assert conflicts(TROOPS.format(one), TROOPS.format(other)) == ()


def test_the_deadlines_of_two_districts_are_no_conflict() -> None:
    assert (
        conflicts(
            "Armenia must withdraw its troops from the Kalbajar district until November 25.",
            "Armenia must withdraw its troops from the Lachin district until December 1.",
        )
        == ()
    )


def test_two_deadlines_of_one_district_are_a_conflict() -> None:
    found = conflicts(
        "Armenia must withdraw its troops from the Kalbajar district until November 25.",
        "Armenia must withdraw all its troops from the Kalbajar district until November 15.",
    )
    assert values(found) == [["November 25", "November 15"]]


def test_killed_and_injured_are_not_compared() -> None:
    assert (
        conflicts(
            "The blast in the market of Osh killed 12 people on a busy afternoon.",
            "The blast in the market of Osh injured 40 people on a busy afternoon.",
        )
        == ()
    )


def test_two_ages_of_one_person_are_a_conflict_and_of_two_brothers_are_none() -> None:
    found = conflicts("The driver, Anna Novak, 43, was unhurt.", "Police questioned Anna Novak, 45, at home.")
    assert found[0].subject == "age of Anna Novak"
    assert values(found) == [["43", "45"]]
    assert conflicts("The driver, Anna Novak, 43, was unhurt.", "Her brother Piotr Novak, 45, too.") == ()


@pytest.mark.parametrize(
    ("told", "aged"),
    [
        ("Police questioned his 45-year-old neighbour, Anna Novak, at home.", True),
        ("Police questioned the 45-year-old office clerk Anna Novak at home.", True),
        ("A 45-year-old stabbed Anna Novak at home.", False),
        ("The 45-year-old keeper, Anna Novak told the police, was at home.", False),
    ],
)
def test_who_somebody_is_may_stand_between_an_age_and_the_name(told: str, aged: bool) -> None:
    found = conflicts("The driver, Anna Novak, 43, was unhurt.", told)
    assert [one.subject for one in found] == ["age of Anna Novak"] * aged


def test_a_source_that_reports_both_figures_contradicts_nobody() -> None:
    both = (
        TROOPS.format("2,500 soldiers") + " " + TROOPS.format("3,100 soldiers").replace("sent", "then sent")
    )
    assert conflicts(TROOPS.format("2,500 soldiers"), both) == ()


def test_one_document_does_not_contradict_itself() -> None:
    assert conflicts(TROOPS.format("2,500 soldiers") + " " + TROOPS.format("3,100 soldiers")) == ()


def test_versions_are_no_values() -> None:
    for text in (
        "Changes made since CMake 3.21 include the tools and the tests of the harbour.",
        "The files of the harbour now support schema version 4 and no other one.",
        "The properties added in 3.23.0 are read-only records of the harbour.",
    ):
        assert stated(text) == []
    assert stated("The fire of Monday in the harbour killed 14 people.") != []


def test_values_in_different_units_are_converted_first() -> None:
    text = "The island rose {} north of the harbour of Tarawa after the eruption in May."
    assert conflicts(text.format("65 kilometres"), text.format("40 miles")) == ()
    assert values(conflicts(text.format("65 kilometres"), text.format("70 miles"))) == [
        ["65 kilometres", "70 miles"]
    ]


@pytest.mark.parametrize("text", ["At 2:45 p.m. it rained.", "They won 21-14.", "It is one of three due."])
def test_times_scores_and_bare_numbers_count_nothing(text: str) -> None:
    assert not [made for made in stated(text) if made.kind == "count" and "rain" in made.head]
    assert all(made.written not in (2, 45, 21, 14) for made in stated(text))


def test_agreement_is_the_same_in_both_directions() -> None:
    made = [
        stated(f"They saw {words} there.")[0]
        for words in (
            "some 2,000 dogs",
            "1,960 dogs",
            "more than 900 dogs",
            "at most 950 dogs",
            "8.7 million dogs",
        )
    ]
    for one in made:
        assert agree(one, one)
        for other in made:
            assert agree(one, other) == agree(other, one)


def test_the_samples_hold_no_conflict_that_is_none() -> None:
    assert conflicts_of(list(builders.seeds())) == ()


@pytest.mark.slow
def test_many_statements_of_one_kind_are_compared_in_linear_time() -> None:
    def seconds(count: int) -> float:
        texts = [
            " ".join(
                f"Town{i} of region{i % 7} built {100 + i * d} houses near the river in May."
                for i in range(count)
            )
            for d in (2, 3)
        ]
        began = time.process_time()
        conflicts(*texts)
        return time.process_time() - began

    seconds(50)
    assert seconds(2000) < 30 * max(seconds(200), 0.02)


# --- One event, told otherwise ----------------------------------------------------------------------------


def test_a_toll_that_grows_is_a_series_whose_newest_value_is_named() -> None:
    (found,) = conflicts(
        "A tram left the rails in Osk on Monday. 4 people died, the clinic said.",
        "7 people are confirmed dead after the tram left the rails in Osk.",
        "The number of people who died in the tram at Osk has risen to 11, the clinic said.",
        dates=("2019-03-04", "2019-03-05", "2019-03-07"),
    )
    assert [claim.value for claim in found.claims] == ["11", "7 people", "4 people"]
    assert found.note == "The figure grows with the dates of the sources; the newest: 11."


def test_a_toll_that_is_lower_later_is_no_update() -> None:
    (found,) = conflicts(
        "4,842 people died in the tram at Osk, the clinic said.",
        "4,793 people died in the tram at Osk, the mayor said.",
        dates=("2019-03-04", "2019-03-05"),
    )
    assert found.note is None


def test_an_older_count_of_the_same_party_that_a_later_source_passes_on_is_no_quarrel() -> None:
    (found,) = conflicts(
        "The World Clinic said the fever in Osk has killed more than 4,842 people so far.",
        "The World Clinic (WC) has reported 4,793 people killed by the fever in Osk.",
        dates=("2019-03-04", "2019-03-05"),
    )
    assert [(claim.value, claim.by, claim.outdated) for claim in found.claims] == [
        ("more than 4,842 people", "the World Clinic", None),
        ("4,793 people", "the World Clinic", True),
    ]
    assert found.note == "The figure has grown; 4,793 people is an older count, although of a later source."


@pytest.mark.parametrize(
    ("text", "other", "subject"),
    [
        (
            "The navy said 40 boats had been found at Osk in June.",
            "The clerk said 49 boats had been found at Osk in June.",
            "number of boats found at Osk in June",
        ),
        (
            "The ferry at Osk carried 214 cars.",
            "The ferry at Osk carried 241 cars.",
            "The ferry at Osk carried … cars",
        ),
        (
            "The quake at Osk on Monday had a magnitude of 6.3.",
            "The quake at Osk on Monday had a magnitude of 6.5.",
            "magnitude",
        ),
    ],
)
def test_what_is_disputed_is_no_torn_sentence(text: str, other: str, subject: str) -> None:
    (found,) = conflicts(text, other)
    assert found.subject == subject


def test_a_figure_that_its_own_sentence_takes_back_is_in_no_conflict() -> None:
    found = conflicts(
        "The navy initially said 40 bodies had been recovered near Osk, but its chief spoke of three.",
        "Six bodies had been recovered near Osk, the chief of the navy said on Wednesday.",
        dates=("2019-03-04", "2019-03-05"),
    )
    assert found == ()


def test_what_is_disputed_is_named_by_a_whole_clause_without_who_says_it() -> None:
    (found,) = conflicts(
        "The agency said that the ferry at Osk carried 214 cars, although others spoke of less.",
        "The ferry at Osk carried 241 cars.",
    )
    assert found.subject == "the ferry at Osk carried … cars"


def test_one_event_on_two_days_is_a_conflict_however_the_day_is_joined() -> None:
    found = conflicts(
        "The mill at Ranby burned down for good on 4 March 2015.",
        "Since 9 March 2015, when the mill at Ranby burned down for good, nobody bakes there.",
    )
    assert values(found) == [["4 March 2015", "9 March 2015"]]


def test_one_event_in_two_places_is_a_conflict() -> None:
    one = "The post coach that was lost on Friday overturned near {}, the guard says."
    assert values(conflicts(one.format("Osk"), one.format("Lund"))) == [["Osk", "Lund"]]
    held = "The meeting of the guilds was held in {} on Friday."
    assert values(conflicts(held.format("Osk"), held.format("Lund"))) == [["Osk", "Lund"]]
    mill = "The owner sold the mill in {} on Friday."
    assert conflicts(mill.format("Osk"), mill.format("Lund")) == ()
    many = "A coach that was lost on Friday overturned near {}, the guard says."
    assert conflicts(many.format("Osk"), many.format("Lund")) == ()


@pytest.mark.parametrize(
    "other",
    [
        "The bell of the abbey at Osk was not cracked on Monday.",
        "No bell of the abbey at Osk was cracked on Monday.",
        "The abbot denied that the bell of the abbey at Osk was cracked on Monday.",
    ],
)
def test_done_and_not_done_are_a_conflict(other: str) -> None:
    (found,) = conflicts("The bell of the abbey at Osk was cracked on Monday.", other)
    assert "was cracked" in [claim.value for claim in found.claims]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The shock at Osk, so the observatory, began in a depth of 27 kilometres.",
            "The shock at Osk, so the observatory, began 38 kilometres north of it.",
        ),
        (
            "In the upper town of Osk 3,400 houses had no water on Sunday because of the frost.",
            "In the lower town of Osk 750 houses had no water on Sunday because of the frost.",
        ),
        (
            "The gross margin of the brewery fell by about two percentage points last year.",
            "The operating margin of the brewery fell by about seven percentage points last year.",
        ),
        (
            "Pilots found the fault and wrote about it in issue 4587 of the tracker.",
            "Pilots found the fault and wrote about it in issue 4410 of the tracker.",
        ),
        (
            "Osk Mills, first quarter\n\nSince January the mill has earned about 240 million crowns in cash.",
            "Osk Mills, third quarter\n\nSince January the mill has earned about 910 million crowns in cash.",
        ),
        (
            "The road between the towns of Osk and Ranby is about 60 miles long now.",
            "The road between the towns of Osk and Ranby is 97 kilometres long now.",
        ),
    ],
)
def test_other_measures_districts_numbers_and_periods_are_no_conflict(one: str, other: str) -> None:
    assert conflicts(one, other) == ()


def test_a_long_sentence_that_differs_in_one_name_is_a_conflict() -> None:
    said = "The parish of Ranby sold the old kiln by the weir for 900 crowns to {} in the spring."
    assert values(conflicts(said.format("Ann Weller"), said.format("Tom Hale"))) == [
        ["Ann Weller", "Tom Hale"]
    ]
    both = f"{said.format('Ann Weller')} Tom Hale bought a barn."
    assert conflicts(both, f"{said.format('Tom Hale')} Ann Weller bought a barn.") == ()


def test_a_long_sentence_that_differs_in_the_weekday_is_a_conflict() -> None:
    said = "The parish of Ranby sold the old kiln by the weir on {} after a long quarrel."
    one, other = said.format("Monday"), said.format("Thursday")
    assert values(conflicts(one, other, dates=("2019-03-08", "2019-03-08"))) == [["Monday", "Thursday"]]
