"""What a sentence's place says, learnt from the pile."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from piles import lines_of

from summarizer.data import Sentence
from summarizer.graph.prior import ARTICLE, EFFECT, LEAD, NOISE, lead_strength, position_prior
from summarizer.graph.similarity import vectorize
from summarizer.graph.terms import index_terms

MATTER = ("bridge council Brno", "bridge cracks council", "Brno council bridge")


def sentences(*documents: list[str]) -> tuple[Sentence, ...]:
    return tuple(
        s for number, lines in enumerate(documents, 1) for s in lines_of("\n".join(lines), number=number)
    )


def strength(found: tuple[Sentence, ...]) -> float:
    terms = index_terms(found)
    return lead_strength(terms, vectorize(terms))


def odd(number: int) -> list[str]:
    """Sentences that share nothing with any other."""
    return [f"odd{number}x{i} strange{number}y{i}" for i in range(6)]


def test_documents_that_open_with_the_matter_have_a_lead() -> None:
    leading = strength(sentences(*([*MATTER, *odd(n)] for n in range(4))))
    trailing = strength(sentences(*([*odd(n), *MATTER] for n in range(4))))
    assert leading > 0.9
    assert trailing < 0.3


def test_documents_too_short_to_tell_are_judged_by_their_number() -> None:
    assert strength(sentences(["bridge"], ["council"])) == pytest.approx(1 / (1 + np.exp(-1)))
    assert strength(sentences(["bridge"])) == pytest.approx(0.5)


def test_a_long_document_is_less_likely_to_have_a_lead() -> None:
    long = strength(sentences(["of the"] * (4 * ARTICLE)))
    assert long == pytest.approx(1 / (1 + np.exp(0.5 * np.log(4))))


def test_the_prior_falls_with_the_position_and_is_one_at_the_start() -> None:
    found = sentences(*([*MATTER, *odd(n)] for n in range(3)))
    terms = index_terms(found)
    prior = position_prior(terms, vectorize(terms))
    gamma = strength(found)
    assert prior[:4] == pytest.approx([(1 + i) ** (-gamma / 2) for i in range(4)])
    assert prior[len(MATTER) + 6] == 1


def test_no_sentences_have_no_prior() -> None:
    terms = index_terms(())
    assert position_prior(terms, vectorize(terms)).shape == (0,)


def test_overwhelming_evidence_makes_no_warning() -> None:
    found = sentences(*([[*odd(1), *MATTER]] * 4000))
    terms = index_terms(found)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert 0 <= lead_strength(terms, vectorize(terms)) <= 1


line = st.sampled_from((*MATTER, "rain", "a tram to Brno", "sand"))


@given(st.lists(st.lists(line, min_size=1, max_size=7), min_size=1, max_size=5))
@example([["rain"], ["bridge council Brno"] * 5])  # nothing in common, but for what rounding leaves
@example([[*["bridge council Brno"] * 4, "bridge cracks council"], ["rain"]])
@settings(deadline=None)
def test_the_strength_of_leads_is_that_of_each_document_on_its_own(documents: list[list[str]]) -> None:
    found = sentences(*documents)
    terms = index_terms(found)
    vectors = vectorize(terms).toarray().astype(float)
    leads: list[float] = []
    for number in range(len(documents)):
        own = vectors[terms.documents == number]
        rest = vectors.sum(axis=0) - own.sum(axis=0) if len(documents) > 1 else own.sum(axis=0)
        if len(documents) > 1:
            rest = np.where(rest > NOISE * own.sum(axis=0), rest, 0.0)
        central = own @ rest
        if len(own) > LEAD and central.std() > NOISE * central.mean():
            leads += ((central[:LEAD] - central.mean()) / central.std()).tolist()
    odds = (1.0 if len(documents) > 1 else 0.0) - 0.5 * np.log(
        max(1.0, len(found) / len(documents) / ARTICLE)
    )
    odds += sum(EFFECT * one - EFFECT**2 / 2 for one in leads)
    assert strength(found) == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-4)
