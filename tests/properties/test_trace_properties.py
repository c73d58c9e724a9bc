"""Evidence is an exact stretch of one source sentence, whatever the texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from eval.alterations import KINDS, alterations
from eval.trace_task import auc
from summarizer.data import Document, Sentence, Span
from summarizer.statements import mismatches
from summarizer.text.segment import split
from summarizer.tracing import Evidence, trace_sentences

PIECES = st.sampled_from(
    "The bridge collapsed.|30 people died|, and |two thousand |Aliyev said|did not |\r\n|\n\n| | |\u200b|"
    "מהר הוא הלך.|انهار الجسر.|cafe\u0301 |İstanbul |ﬁre |😀👩\u200d👩\u200d👧 |𝟛 |地震で死亡した。|"
    "on Tuesday |July 22, 2014 |$1.5 million |\x00|(|“|” |; |— |The bridge collapsed.|ǅ |ß|A".split("|")
)
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=120))
LANGUAGES = st.sampled_from(["en", "de", "fr", "ar", "he", "ja", "tr", "xx"])


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TEXTS, min_size=1, max_size=3), LANGUAGES)
def test_every_piece_of_evidence_quotes_its_source_and_lies_in_one_sentence(
    sources: list[str], drafts: list[str], language: str
) -> None:
    documents = [Document(f"S{i}", "a.txt", text, language=language) for i, text in enumerate(sources)]
    sentences = [sentence for document in documents for sentence in split(document)]
    index = Evidence.build(sentences)
    for draft, traced in zip(drafts, trace_sentences(drafts, index), strict=True):
        assert 0.0 <= traced.support <= 1.0
        assert len({id(hit.sentence) for hit in traced.hits}) == len(traced.hits)
        for hit in traced.hits:
            document, sentence = hit.sentence.document, hit.sentence
            assert document.text[hit.span.start : hit.span.end] == hit.quote != ""
            assert sentence.span.start <= hit.span.start < hit.span.end <= sentence.span.end
            assert 0.0 < hit.score <= 1.0
        assert all(0 <= span.start < span.end <= len(draft) for span in traced.unsupported)
        assert all(a.end < b.start for a, b in zip(traced.unsupported, traced.unsupported[1:], strict=False))
        assert traced.verdict != "supported" or not traced.unsupported


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=3), LANGUAGES)
def test_a_finding_is_a_stretch_of_the_claim(claim: str, evidence: list[str], language: str) -> None:
    for finding in mismatches(claim, evidence, language):
        assert 0 <= finding.start <= finding.end <= len(claim)
        assert finding.message


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_text_bears_out_its_own_numbers_dates_and_names(text: str) -> None:
    assert {finding.kind for finding in mismatches(text, [text])} <= {"negation"}


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=4), st.integers(0, 9))
def test_an_alteration_changes_one_stretch_and_is_drawn_again_alike(texts: list[str], seed: int) -> None:
    names = ("Ana Torres", "Arica")
    drawn = list(alterations(texts, seed, names))
    assert drawn == list(alterations(texts, seed, names))
    for one in drawn:
        end = one.start + len(one.was)
        assert one.kind in KINDS
        assert one.original[one.start : end] == one.was
        assert one.text == one.original[: one.start] + one.now + one.original[end:] != one.original


@given(st.lists(st.floats(0, 1), max_size=8), st.lists(st.floats(0, 1), max_size=8))
def test_auc_counts_the_pairs_in_order(high: list[float], low: list[float]) -> None:
    pairs = [(a > b) + (a == b) / 2 for a in high for b in low]
    assert abs(auc(high, low) - (sum(pairs) / len(pairs) if pairs else 0.5)) < 1e-9


def test_overlapping_sentences_each_keep_their_own_offsets() -> None:
    document = Document("S1", "a.txt", "The old bridge collapsed at noon.")
    sentences = [Sentence(document, Span(0, 33), 0, 0), Sentence(document, Span(4, 24), 0, 1)]
    (traced,) = trace_sentences(["The old bridge collapsed."], Evidence.build(sentences))
    assert {(hit.span.start, hit.span.end) for hit in traced.hits} == {(0, 33), (4, 24)}
