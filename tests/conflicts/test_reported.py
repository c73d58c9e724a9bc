"""A source that has two speakers give different figures of one thing."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer import Budget, Options, summarize
from summarizer.conflicts import find_conflicts
from summarizer.conflicts.reported import reported_apart
from summarizer.graph.similarity import unweighted
from summarizer.note.brief import Line, cite
from summarizer.sources.load import document_from_text
from summarizer.text.segment import split


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "The navy said 40 bodies had been found, although the agency said only three bodies were.",
            ["40", "three"],
        ),
        ("The survey reported a magnitude of 4.9, while the institute reported it as 6.1.", ["4.9", "6.1"]),
        (
            "According to the institute, the quake had a magnitude of 5.6. "
            "The United States survey, however, reported that it had a magnitude of 5.4.",
            ["5.6", "5.4"],
        ),
        (
            "According to the institute, the quake had a magnitude of 6.5. "
            "The survey, however, reported that it had a magnitude of 6.6.",
            ["6.5", "6.6"],
        ),
        (
            "According to the institute, it had a magnitude of 5.6, and occurred 32 km south of Osk. "
            "People fled to a hill. Nobody was hurt. A road of 3 km was closed. "
            "The survey, however, reported that the quake had a magnitude of 5.4, and was near Yavin.",
            ["5.6", "5.4"],
        ),
        (
            "According to the institute, it had a magnitude of 5.6. Another one had a magnitude of 4.1. "
            "The survey, however, reported that it had a magnitude of 5.4.",
            [],
        ),
        ("The union said 30 people were hurt, although police said two shops were damaged.", []),
        ("The navy said 40 bodies had been found, although it said three bodies had sunk.", []),
        ("Holm said Berg had 3 houses, while Lund said Moor had 4 houses.", []),
        ("Holm said he has 3 children, while Lund said he has 4 children.", []),
        ("The survey reported a depth of 12 miles, but the institute reported a depth of 12 miles.", []),
        ("One site said the wave came at 21.30 UTC, but the station said it came at 22.00 UTC.", []),
        ("The navy said 40 bodies had been found and the agency said three bodies had been found.", []),
    ],
)
def test_two_speakers_of_one_source_give_two_figures(text: str, values: list[str]) -> None:
    sentences = split(document_from_text(text))
    found = [side for pair in reported_apart(range(len(sentences)), sentences) for side in pair]
    assert [sentences[at].text[span.start : span.end] for at, span in found] == values


def test_the_note_lists_it() -> None:
    texts = (
        "The ferry sank off Calder on Monday. The navy said 40 bodies had been recovered, although "
        "the rescue agency said only three bodies had been recovered. The search went on through the night.",
        "The search for the ferry that sank off Calder went on. Relatives waited in the harbour of Norden.",
    )
    documents = [document_from_text(text, id=f"S{at}") for at, text in enumerate(texts, 1)]
    note = summarize(documents, Options(budget=Budget("words", 60)))
    assert [[claim.value for claim in one.claims] for one in note.conflicts] == [["40", "three"]]
    assert [one.subject for one in note.conflicts] == ["number of bodies recovered"]
    assert [claim.by for claim in note.conflicts[0].claims] == ["the navy", "the rescue agency"]


SHIP = "Flight QX51 of Nordair crashed into the Calder Sea on Sunday."
TWICE = (
    f"{SHIP} The navy initially said 40 bodies had been recovered, although other media later quoted the "
    "head of the rescue agency, Bo Lindqvist, as saying only three bodies had been retrieved."
)
BLOG = (
    "Flight QX51 of Nordair was found in the Calder Sea, and ships search on. Rescue agency chief Bo "
    "Lindqvist told reporters that six bodies had now been recovered. The weather is bad. "
    "Total of 7 bodies - 4 men, 3 women - recovered so far, says the search chief."
)


def _note(*texts: str, words: int = 60) -> object:
    documents = [
        document_from_text(text, id=f"S{at}", date=date(2014, 12, 20 + at))
        for at, text in enumerate(texts, 1)
    ]
    return summarize(documents, Options(budget=Budget("words", words)))


def test_what_another_source_says_of_it_stands_beside_it() -> None:
    [conflict] = _note(TWICE, BLOG).conflicts
    told = [(claim.citation.source, claim.value) for claim in conflict.claims]
    assert told[:2] == [("S1", "40"), ("S1", "three")]
    assert [source for source, _ in told[2:]] == ["S2"]


def test_of_a_source_that_counts_on_that_count_is_shown_which_the_note_cites() -> None:
    documents = [document_from_text(text, id=f"S{at}") for at, text in enumerate((TWICE, BLOG), 1)]
    sentences = [sentence for document in documents for sentence in split(document)]
    graph = unweighted(sentences)
    for words, values in (
        (("six bodies",), ["six"]),
        (("7 bodies",), ["7"]),
        (("weather",), ["six"]),
        (("six bodies", "7 bodies"), ["six", "7"]),
    ):
        cited = [one for one in sentences if any(word in one.text for word in words)]
        lines = [Line("L1", one.text, (cite(one.document, one.span),)) for one in cited]
        [conflict] = find_conflicts(sentences, graph, {}, lines)
        assert [claim.value for claim in conflict.claims] == ["40", "three", *values]


def test_other_bodies_than_those_are_not_set_beside_them() -> None:
    other = (
        "The ferry Alma sank off Quarn in March. Divers of Quarn said six bodies had been recovered from the "
        "Alma. The harbour of Quarn was closed. Relatives of the drowned came to Quarn."
    )
    assert all(claim.citation.source == "S1" for one in _note(TWICE, other).conflicts for claim in one.claims)


def test_a_disagreement_between_sources_has_what_one_of_them_reports_twice() -> None:
    third = (
        "Flight QX51 of Nordair crashed into the Calder Sea on Sunday. Rescue agency chief Bo Lindqvist told "
        "reporters that nine bodies had now been recovered."
    )
    listed = [[claim.value for claim in one.claims] for one in _note(TWICE, BLOG, third).conflicts]
    assert [values for values in listed if "40" in values] == [["40", "three", "7 bodies", "nine bodies"]]
