"""Sentence ends that leave no doubt are those that Punkt and the repairs would give."""

from __future__ import annotations

import punkt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.text.boundaries import repair
from summarizer.text.segment import LONGEST
from summarizer.text.sure import splitter

WORDS = (
    "The harbour was closed on Monday Dr Mr U.S U etc Govs no No e.g p.m 2019 3.5 Yahoo col “quay” said (see "
    "below) Smith J he Their It example.com — ... … 14 vol Über co-op it’s km a I “We left” Jr St !?"
).split()
MARKS = ("", ".", "!", "?", " .", " ?", ".”", ",", ";", "...", "!!", ".)", '."', ". . .")


@pytest.mark.parametrize(
    ("language", "code"), [("english", "en"), ("german", "de"), ("french", "fr"), ("russian", "ru")]
)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=24))
@example([("harbour", "."), ("The", ""), ("Govs", "."), ("Smith", "."), ("It", "")])
def test_sure_ends_are_those_of_punkt(language: str, code: str, pieces: list[tuple[str, str]]) -> None:
    block = " ".join(word + mark for word, mark in pieces)
    tokenizer = punkt.tokenizer_for(language, prefixes=True)
    assert len(block) < LONGEST
    expected = [block[a:b].strip() for a, b in repair(block, tokenizer.span_tokenize(block), code)]
    found = [block[a:b].strip() for a, b in splitter(tokenizer, code)(block)]
    assert [text for text in found if text] == [text for text in expected if text]


def test_punkt_is_asked_about_doubtful_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    tokenizer = punkt.tokenizer_for("english", prefixes=True)
    asked: list[str] = []
    original = type(tokenizer).span_tokenize
    monkeypatch.setattr(
        type(tokenizer), "span_tokenize", lambda self, text: (asked.append(text), original(self, text))[1]
    )
    block = "The harbour was closed. Nobody knew why. Dr. Lee of the U.S. Navy left . She is back."
    assert len(list(splitter(tokenizer, "en")(block))) == 4
    assert asked == ["Dr. Lee of the U.S. Navy left ."]
