"""Parts of a line that another source says too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from piles import composed, content, graph_of, pile

from summarizer.compose.parts import parts
from summarizer.data import Document, Gloss, Span

LINE = "Rescue teams left the port of Arica on Monday, after a storm that had sunk 14 boats and two ferries."


def said(line: str, other: str, **facts: object) -> str | None:
    """What of the line the other document is found to say."""
    sentences = content(*pile(line, other, **facts))
    own = next(i for i, one in enumerate(sentences) if one.document.id == "S1")
    found = parts(own, graph_of(sentences), sentences, frozenset())
    return sentences[own].text[found[0].span.start : found[0].span.end] if found else None


@pytest.mark.parametrize(
    ("other", "part"),
    [
        ("The storm had sunk 14 boats, the harbour master of Arica said.", "storm that had sunk 14 boats"),
        ("On Monday the rescue teams left Arica for home.", "Rescue teams left the port of Arica on Monday"),
    ],
)
def test_a_figure_or_a_day_with_what_is_told_of_it_is_a_part(other: str, part: str) -> None:
    assert said(LINE, other) == part


@pytest.mark.parametrize(
    "other",
    [
        "The storm had sunk 41 boats, the harbour master of Arica said.",  # another figure
        "The storm had not sunk 14 boats, the harbour master of Arica said.",
        "The storm had damaged 14 houses, the harbour master of Arica said.",  # of something else
        "The storm may have sunk 14 boats, the harbour master of Arica said.",
        "On Tuesday the rescue teams left Arica for home.",
        "The rescue teams will leave Arica on Monday.",
        "Officials of Arica met the two ferry captains.",  # two of anything
        "On Monday a choir of Arica sang.",
        "See Section 14 of the boats act of Arica, under which a storm sinks nothing.",
    ],
)
def test_what_differs_in_a_figure_day_denial_or_deed_is_no_part(other: str) -> None:
    assert said(LINE, other) is None


def test_one_who_is_not_the_other_did_something_else_on_that_day() -> None:
    line = "Director Novak flew to the old capital on Monday for talks about the mine."
    assert said(line, "Engineer Byron flew to the old capital on Monday for talks about the mine.") is None


def test_what_a_day_names_is_no_day_of_the_matter() -> None:
    line = "The 27 February earthquake destroyed the old street of Arica."
    assert said(line, "A singer cancelled her trip to Arica after the 27 February earthquake.") is None


def test_a_line_tells_of_its_parts_with_their_passages_and_copies_tell_once() -> None:
    other = "The storm had sunk 14 boats, the harbour master of Arica said. Nobody was on board at the time."
    documents: tuple[Document, ...] = pile(LINE, other, other)
    sentences = content(*documents)
    line = composed(sentences, 0).lines[0]
    assert [(one.text, one.citation.source) for one in line.backing] == [
        ("storm that had sunk 14 boats", "S2")
    ]
    citation = line.backing[0].citation
    assert documents[1].text[citation.start : citation.end] == citation.quote
    assert line.independent == 1
    assert line.backed == line.backing


def test_a_day_belongs_to_what_is_joined_to_the_rest_with_it() -> None:
    line = (
        "Under the truce the rebels agreed to give up the port and on Thursday held a first round of talks "
        "with the Arican side in the old town of Yavin."
    )
    other = "Both sides engaged in their first direct peace talks on Thursday after Arica claimed the mine."
    assert said(line, other) == "Thursday held a first round of talks with the Arican side"
    assert said(line, other.replace("Thursday", "Friday")) is None
    assert said(line, "On Thursday both sides gave up the port of Arica.") is None


def test_another_deed_on_the_same_day_in_its_place_is_no_part() -> None:
    line = "The crew put out the fire on the ferry Astra on Friday."
    assert said(line, "The crew set fire to the ferry Astra on Friday.") is None
    assert said(line, "The crew extinguished the fire on the ferry Astra on Friday.") is not None


def test_a_part_does_not_end_before_a_figure_that_the_other_source_has_otherwise() -> None:
    line = "An earthquake hit the province of Orvan on Tuesday, killing at least 42 people of the north."
    other = "At least 163 people died in the earthquake that hit the province of Orvan on Tuesday."
    found = said(line, other)
    assert found is None or not found.endswith("killing")


def test_how_old_somebody_is_is_a_part_where_the_name_is_told_in_full() -> None:
    line = "Divers found Tom Hale, 25, and his brother Ben Hale, 22, dead in the wreck on Friday."
    told = "The bodies are those of 25-year-old Tom Hale and 21-year-old Ben Hale, the navy said."
    assert said(line, told) == "Tom Hale, 25"
    assert said(line, "The bodies are those of 25-year-old Hale and of Ben, the navy said.") is None
    assert said(line, "One of the dead is the 25-month-old Tom Hale, the navy said.") is None


def test_a_quotation_is_a_part_though_who_says_it_follows_in_its_sentence() -> None:
    line = 'The loss of the rhinos is "a complete disaster," said the keeper Ann Novak of the park.'
    told = 'Losing the rhinos was "a complete disaster", the keeper Ann Novak, of the park, told the paper.'
    assert said(line, told) == "a complete disaster"


def test_an_age_may_stand_before_who_somebody_is_to_another_one() -> None:
    line = "Divers searched the wreck at the home of 67-year-old Karen Nordal for the second time."
    told = "The police of Osk arrested the owner over his 67-year-old stepdaughter, Karen Nordal."
    assert said(line, told) == "67-year-old Karen Nordal"
    assert said(line, told.replace("67", "66")) is None


@pytest.mark.parametrize(
    ("other", "part"),
    [
        (
            "The suit seeks $175,000 in damages, the Arica Herald wrote.",
            "lawsuit demands $175,000 in damages",
        ),
        ("The suit demands more than $175,000 in damages.", None),  # another bound
        ("The suit demands at most $175,000 in damages.", None),
    ],
)
def test_a_demand_is_told_in_other_words_but_under_the_same_bound(other: str, part: str | None) -> None:
    assert said("The lawsuit demands $175,000 in damages of the port.", other) == part


def test_two_near_copies_that_name_nobody_are_on_the_same_whoever_is_named_around_them() -> None:
    told = "suspended the ongoing move of {}rhinos and said the surviving ones were watched."
    line = f"Ann Novak wept. It {told.format('other ')}"
    other = f"Tom Hale left. The ministry {told.format('')}"
    sentences = content(*pile(line, other))
    own = next(i for i, one in enumerate(sentences) if one.text.startswith("It suspended"))
    [found] = parts(own, graph_of(sentences), sentences, frozenset())
    assert sentences[found.sentence].text.startswith("The ministry suspended")


def test_of_a_copy_of_a_sentence_no_part_is_told() -> None:
    line = "The storm had sunk 14 boats, the harbour master of Arica said."
    assert said(line, line) is None


def test_a_part_is_told_with_the_brackets_that_the_line_puts_into_it() -> None:
    line = "Ann Novak was seen. Later divers of Arica rammed the pier of Novak with a ferry in thick fog."
    sentences = content(
        *pile(line, "The divers of Arica rammed the pier of Novak with a ferry, a guard said.")
    )
    own = next(i for i, one in enumerate(sentences) if one.text.startswith("Later"))
    at = sentences[own].document.text.rindex("Novak")
    glossed = replace(sentences[own], glosses=(Gloss(at, Span(0, len("Ann"))),))
    made = composed((*sentences[:own], glossed, *sentences[own + 1 :]), own).lines[0]
    told = "divers of Arica rammed the pier of [Ann] Novak with a ferry"
    assert told in made.text
    assert [one.text for one in made.backing] == [told]


def test_a_short_sentence_that_names_nobody_is_on_what_its_document_names_in_full() -> None:
    named = "Ann Novak, Ben Hale and Tom Roe lived in Osk."
    told = "A rifle was found at the pier."
    first = f"{named} The mayor of Yavin wept. The gulls left. The fog rose. Nobody spoke. {told}"
    other = f"A rifle was recovered at the pier. The keeper of Arica left. {named}"
    sentences = content(*pile(first, other))
    own = next(i for i, one in enumerate(sentences) if one.text == told)
    [found] = parts(own, graph_of(sentences), sentences, frozenset())
    assert sentences[found.sentence].text.startswith("A rifle was recovered")
