"""What several independent sources say and no line of the note does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.pipeline import Options, summarize
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text

LEAD = (
    "The ferry Astra sank off Leka on Monday after its engine room flooded in a storm. "
    "Rescuers from Leka reached the ferry Astra within an hour of its call on Monday. "
)
FIRST = LEAD + "The storm of the 1990s at Leka left some 300 people dead. Gulls circled over the empty quay."
SECOND = (
    "The storm brought the ferry Astra down near Leka on Monday as water filled its engine room. "
    "Leka remembers its worst weather, the storm of the 1990s that left 300 people dead there. "
    "The shipping line owns four more ferries in Brod."
)


def pile(*texts: str) -> list[Document]:
    return [
        document_from_text(text, id=f"S{at}", name=f"{at}.txt", language="en")
        for at, text in enumerate(texts, 1)
    ]


def note(*texts: str, sentences: int = 1) -> Brief:
    return summarize(pile(*texts), Options(budget=Budget("sentences", sentences)), jobs=1)


def agreed(brief: Brief) -> list[list[str]]:
    return [[citation.quote for citation in one.citations] for one in brief.agreements]


def test_what_two_sources_say_and_the_note_has_no_room_for_is_named() -> None:
    [quotes] = agreed(note(FIRST, SECOND))
    assert quotes[0] == "The storm of the 1990s at Leka left some 300 people dead."
    assert "left 300 people dead" in quotes[1]


def test_where_a_line_says_it_nothing_is_named() -> None:
    assert not agreed(note(FIRST, SECOND, sentences=20))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("300 people dead there", "500 people dead there"),
        ("left 300 people dead there", "left no people dead there"),
        ("the storm of the 1990s", "the storm of the 1960s"),
    ],
)
def test_what_is_told_otherwise_is_no_agreement(was: str, now: str) -> None:
    assert was in SECOND
    assert not agreed(note(FIRST, SECOND.replace(was, now)))


def test_what_is_only_said_by_somebody_is_no_agreement() -> None:
    said = "300 people dead, the mayor said."
    assert not agreed(note(FIRST.replace("300 people dead.", said), SECOND.replace("dead there.", said[11:])))


def test_what_has_no_verb_is_said_of_anything() -> None:
    praise = " Great rooms in Brod, a fantastic location in Brod, great service in Brod!"
    more = praise.replace("!", " and free coffee for all guests.")
    assert not [one for one in agreed(note(LEAD + praise, SECOND + more)) if "Great" in one[0]]


def test_copies_of_one_text_do_not_agree() -> None:
    assert not agreed(note(FIRST, f"{FIRST} A dog barked at the moon over Brod."))


def test_the_opening_of_a_sentence_is_named_where_another_source_says_that() -> None:
    first = LEAD + "The council of Brod closed the old pier in May without a word."
    second = f"{SECOND} Nobody has fished there since the council of Brod closed the old pier in May."
    found = [quotes for quotes in agreed(note(first, second)) if "pier" in quotes[0]]
    assert [quotes[0] for quotes in found] == ["The council of Brod closed the old pier in May"]


def test_a_line_that_is_put_in_takes_what_it_tells_off_the_list() -> None:
    brief = note(FIRST, SECOND)
    [one] = brief.agreements
    line = replace(brief.lines[0], id="L2", text=one.citations[1].quote, citations=one.citations[1:])
    assert not brief.with_lines([*brief.lines, line]).agreements


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.lists(st.sampled_from((FIRST + SECOND).split(". ")), min_size=1), min_size=2, max_size=5),
    st.integers(1, 6),
)
def test_each_is_of_independent_sources_and_in_no_line(texts: list[list[str]], sentences: int) -> None:
    documents = pile(*(". ".join(one).rstrip(".") + "." for one in texts))
    brief = summarize(documents, Options(budget=Budget("sentences", sentences)), jobs=1)
    known = {document.id: document.text for document in documents}
    lines = [citation for line in brief.lines for citation in line.citations]
    seen = []
    for one in brief.agreements:
        assert len(one.citations) == len({citation.source for citation in one.citations}) >= 2
        assert one.independent >= len(one.citations)
        for citation in one.citations:
            assert known[citation.source][citation.start : citation.end] == citation.quote
            assert not any(citation.overlaps(other) for other in (*lines, *seen))
        seen += one.citations
    assert len(brief.agreements) <= 5
