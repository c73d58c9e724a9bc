"""Every character of a text lies in one sentence, whatever the text."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.content.boilerplate import REASONS, mark
from summarizer.data import Document
from summarizer.text.layout import SPACE
from summarizer.text.segment import LONGEST, split

BREAKS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
MARKER = re.compile(r"(?:[>#*+•◦▪‣●○■□▶►➤✓✔☐☑☒·–—-]|\[[ xX]\]|\(?\d{1,3}[.)])+")

_MARKS = '. |.|? |! |…|"|“|”|« | »|(|)|[1]|。|---|- |* |1. |2) |# |> |— '
_GAPS = "\n|\n\n|\r\n|\r|\t| |\u00a0|\u200b|\ufeff|\u2028"
_WORDS = "The cat sat|Mr. |U.S. |8 a.m. |Stephen E. |ended.The next|and so|He said|said no.|中文。|مرحبا؟|है। "
PIECES = st.sampled_from(
    [
        *_MARKS.split("|"),
        *_WORDS.split("|"),
        "| a | b |",
        "www.example.org",
        "É",
        "😀",
        "x" * 80,
        "3.5",
        "No. 5",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))
LANGUAGES = st.sampled_from(["en", "de", "fr", "zh", "ja", "ar", "hi", "th", "ru", "el", "xx"])


@settings(max_examples=100, deadline=None)
@given(TEXTS, LANGUAGES)
def test_sentences_are_ordered_disjoint_stripped_and_cover_the_text(text: str, language: str) -> None:
    document = Document("S1", "text", text, language=language)
    found = split(document)
    end = 0
    for position, sentence in enumerate(found):
        assert sentence.position == position
        assert sentence.span.start >= end
        assert 0 < len(sentence.span) <= LONGEST
        assert sentence.text == text[sentence.span.start : sentence.span.end] == sentence.text.strip(SPACE)
        between = text[end : sentence.span.start].strip(SPACE)
        if between:
            bare = "".join(char for char in between if char not in SPACE)
            assert MARKER.fullmatch(bare), between
            gap = text[end : text.index(between, end)]
            assert position == 0 or BREAKS.intersection(gap), between
        end = sentence.span.end
    assert not text[end:].strip(SPACE)
    paragraphs = [sentence.paragraph for sentence in found]
    assert paragraphs == sorted(paragraphs)
    assert not found or paragraphs[0] == 0


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=3))
def test_marking_keeps_every_sentence_in_place(texts: list[str]) -> None:
    pile = [s for n, text in enumerate(texts) for s in split(Document(f"S{n}", "text", text))]
    marked = mark(pile)
    assert [(s.document, s.span, s.paragraph, s.position) for s in marked] == [
        (s.document, s.span, s.paragraph, s.position) for s in pile
    ]
    assert {s.skip for s in marked} <= {None, *REASONS}
    assert [s.skip for s in mark(marked)] == [s.skip for s in marked]
