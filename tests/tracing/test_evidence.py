from __future__ import annotations

from collections.abc import Sequence

from summarizer.data import Document
from summarizer.tracing import index_of, trace_sentences

TEXT = """Lamp maker of Marle names new head

By Ada Moll

12 May 2011

The works at Marle have been run by three brothers since the fire of the great mill.

Advertisement

Share this

The youngest brother left the town in the spring, and his shares were sold to the bank.
"""


def test_headings_and_datelines_are_evidence_and_advertisements_are_not() -> None:
    found = [one.text for one in index_of([Document(id="S1", name="a.txt", text=TEXT)]).sentences]
    assert {"Lamp maker of Marle names new head", "By Ada Moll", "12 May 2011"} <= set(found)
    assert not {"Advertisement", "Share this"} & set(found)


LONG_CLAIM = (
    "The paper mill on the Osk burned down in March of the flood year, and its owner Ann Weller rebuilt it "
    "with money of the town bank, hired sixty weavers and gave their children a school."
)
MATTER = (
    "The mill on the Osk burned down in March.",
    "It was the year of the flood.",
    "Ann Weller owned the paper mill and built it anew.",
    "The bank of the town lent the money.",
    "Sixty weavers were hired in the summer.",
    "Their children went to a school beside the yard.",
)
OTHER = "Nobody in the valley of Brae had heard of barley price number {} before the autumn fair."


def _cited(claim: str, *sources: Sequence[str]) -> list[str]:
    documents = [
        Document(id=f"S{at}", name="a.txt", text="\n\n".join(text), language="en")
        for at, text in enumerate(sources, 1)
    ]
    (found,) = trace_sentences([claim], index_of(documents))
    return [hit.sentence.text for hit in found.cited]


def test_the_parts_of_a_long_sentence_are_cited_from_all_over_a_short_text() -> None:
    assert set(_cited(LONG_CLAIM, MATTER)) == set(MATTER)


def test_a_short_sentence_and_one_beside_a_long_text_cite_only_what_is_near_the_best() -> None:
    assert _cited("Sixty weavers were hired.", MATTER) == ["Sixty weavers were hired in the summer."]
    long = MATTER + tuple(OTHER.format(number) for number in range(60))
    assert set(_cited(LONG_CLAIM, long)) < set(MATTER)


def test_a_source_that_says_only_a_part_is_not_cited_beside_one_that_says_the_rest() -> None:
    flood = "It was the year of the flood."
    others = [sentence for sentence in MATTER if sentence != flood]
    assert set(_cited(LONG_CLAIM, others, [flood])) == set(others)
