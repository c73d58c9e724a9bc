"""A source that has two speakers give different figures of one thing."""

from __future__ import annotations

import pytest

from summarizer import Budget, Options, summarize
from summarizer.conflicts.reported import reported_apart
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
    assert [one.subject for one in note.conflicts] == ["… bodies had been recovered"]
