"""The kind of a document, told from its cues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.content import kinds
from summarizer.content.kinds import KINDS, cues_of
from summarizer.data import Document
from summarizer.sources.load import document_from_text
from summarizer.text import wordlist

CUED = st.sampled_from(
    ["The appeal is dismissed.", "The appellant rests.", "Minutes of the meeting.", "The chair adjourned it.",
     "I loved the room.", "We would stay again.", "Dear all,", "Thanks again", "Full year guidance", "et al",
     "The mayor opened a bridge.", "It rained in Orme.", "\u0130stanbul'da", "From: Ann", "abstract"]
)  # fmt: skip


def documents_of(texts: list[str]) -> list[Document]:
    return [document_from_text(text, id=f"S{at}", language="en") for at, text in enumerate(texts)]


@given(st.lists(st.lists(CUED, min_size=1, max_size=5).map("\n".join), min_size=1, max_size=6))
def test_cues_of_many_documents_are_those_of_each(texts: list[str]) -> None:
    many, each = documents_of(texts), documents_of(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordlist, "WORTH_IT", 1)
        patch.setattr(kinds, "WORTH_IT", 1)
        kinds.count_cues(many)
    assert [cues_of(one) for one in many] == [cues_of(one) for one in each]


def test_kinds_that_a_short_document_has_no_word_of_are_not_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wordlist, "WORTH_IT", 1)
    monkeypatch.setattr(kinds, "WORTH_IT", 1)
    looked: list[int] = []
    found = kinds._cues

    def counted(text: str, language: str, signs: int = wordlist.EVERY) -> dict[str, int]:
        looked.append(signs)
        return found(text, language, signs)

    monkeypatch.setattr(kinds, "_cues", counted)
    kinds.count_cues(documents_of(["Rain fell in Orme.", "The appellant rests."]))
    assert looked == [0, 1 << KINDS.index(kinds.JUDGMENT)]
