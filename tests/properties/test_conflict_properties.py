"""What is said to contradict lies where it is said to lie, whatever the texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.conflicts.contrary import contrary_pairs
from summarizer.conflicts.restated import restated
from summarizer.data import Document, Sentence
from summarizer.graph.terms import index_terms
from summarizer.statements.edits import edits, single_edit
from summarizer.statements.outcomes import denied_verbs, outcomes
from summarizer.text.segment import split

WORDS = st.sampled_from(
    "The |court |approved |rejected |did not |didn’t |sign |signed |won |lost |the merger|of Norden|, "
    "|. |\r\n|“|” |was killed |survived |by |never |has |not |30 |thirty |on Monday |north |south |"
    "😀|cafe\u0301 |\x00|he |would |if |—|İstanbul |הוא |who |and ".split("|")
)
TEXTS = st.one_of(st.lists(WORDS, max_size=30).map("".join), st.text(max_size=80))


def sentences_of(texts: list[str]) -> list[Sentence]:
    documents = [Document(f"S{at}", "a.txt", text) for at, text in enumerate(texts)]
    return [sentence for document in documents for sentence in split(document)]


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_outcomes_and_contradictions_are_stretches_of_their_sentences(texts: list[str]) -> None:
    sentences = sentences_of(texts)
    denied = denied_verbs(sentences)
    found = [made for at, one in enumerate(sentences) for made in outcomes(at, one, denied)]
    for made in found:
        length = len(sentences[made.sentence].text)
        assert 0 <= made.span.start < made.span.end <= length
        assert 0 <= made.clause.start <= made.clause.end <= length
        assert made.sign in (1, -1)
    for a, b in contrary_pairs(found, sentences):
        assert found[a].sign == -found[b].sign
        assert sentences[found[a].sentence].document is not sentences[found[b].sentence].document
    for sides in restated(range(len(sentences)), sentences, index_terms(sentences)):
        for at, span in sides:
            assert 0 <= span.start < span.end <= len(sentences[at].text)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_an_edit_is_a_stretch_of_the_claim_and_a_text_does_not_edit_itself(one: str, other: str) -> None:
    for finding in edits(one, [(other, 1.0)], "en"):
        assert 0 <= finding.start < finding.end <= len(one)
        assert one[finding.start : finding.end] == finding.value
    assert not list(edits(one, [(one, 1.0)], "en"))
    assert single_edit(one, one) is None
