"""Verbs of several words: texts are put into the same words where they say the same in phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Span
from summarizer.languages import table
from summarizer.statements.phrased import in_one_verb, in_words_of, phrases
from summarizer.statements.weighing import weigh


@pytest.mark.parametrize(
    ("claim", "other", "said"),
    [
        ("They cancelled the vote.", "The vote was called off.", "The vote was cancelled."),
        ("They called the vote off.", "The vote was cancelled.", "The vote was called off."),
        ("The car was torched.", "They set the blue car on fire.", "They torched the blue car."),
        ("Texas executed him.", "He was put to death.", "He was executed."),
        ("They disarmed.", "They laid down their arms.", "They disarmed."),
        (
            "Police arrested two men.",
            "Taking two men into custody, they left.",
            "Arresting two men, they left.",
        ),
        ("He resigned as mayor.", "He stepped down as mayor.", "He resigned as mayor."),
        ("They will reject it.", "They will turn it down.", "They will reject it."),
        ("The law took effect.", "The law came into force.", "The law took effect."),
    ],
)
def test_a_phrase_is_put_into_the_words_of_the_claim(claim: str, other: str, said: str) -> None:
    assert in_words_of(claim, other, "en").lower() == said.lower()


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        ("Osk disarmed the rebels.", "The rebels laid down their arms."),  # it is done to somebody
        ("They cancelled the vote.", "The vote was called, off the record."),
        ("They resigned.", "He quit the club."),
        ("They put out the fire.", "They put out a statement."),
        ("The vote was called off.", "The strike was called off."),
        ("They cancelled it.", "They delayed it."),
    ],
)
def test_other_texts_are_left_as_they_are(claim: str, other: str) -> None:
    assert in_words_of(claim, other, "en") == other


def test_a_verb_with_a_particle_is_one_verb_where_the_other_text_lacks_it() -> None:
    one, other = in_one_verb("The board turned down the offer.", "The board accepted the offer.", "en")
    assert one.text == "The board rejected the offer."
    assert other.text == "The board accepted the offer."
    assert one.back(Span(0, 18)) == Span(0, 21)  # "The board rejected", "The board turned down"


WORDS = st.lists(
    st.sampled_from(
        "they laid down their arms disarmed called the strike off cancelled it set two cars on fire torched "
        ", . and police took men into custody arrested were".split()
    ),
    max_size=25,
).map(" ".join)


@given(WORDS, WORDS)
def test_what_is_no_phrase_stands_where_it_stood(one: str, other: str) -> None:
    for text, now in zip((one, other), in_one_verb(one, other, "en"), strict=True):
        at = 0
        for place, was in now.places:
            before = Span(at, place.start)
            assert text[slice(*_ends(now.back(before)))] == now.text[at : place.start]
            assert now.back(place) == was
            at = place.end
        assert now.text[at:] == text[_ends(now.back(Span(at, len(now.text))))[0] :]


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_each_way_to_say_it_is_of_one_group_and_well_formed() -> None:
    groups = table("en", "agreement.phrases")
    ways = [" ".join(way.split()) for label, others in groups.items() for way in (label, *others.split("|"))]
    assert len(set(ways)) == len(ways)
    for way in ways:
        _, *tokens = way.split()
        assert "*" not in tokens[1:], way
        assert "." not in tokens[:-1], way
        following = [token[0] == "+" for token in tokens]
        assert following == sorted(following), way


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("disarm .", "They surrendered their weapons."),
        ("kill", "It claimed the lives of two."),
        ("sue", "She took it to court."),
    ],
)
def test_a_phrase_is_known_by_its_group(label: str, text: str) -> None:
    assert [one.label for one in phrases(text, "en")] == [label]


def test_a_phrase_of_a_passage_says_the_verb_of_a_claim() -> None:
    passage = "The strike of the ferry crews was called off on Monday."
    said = weigh("The ferry crews cancelled the strike on Monday.", [passage], [passage], "en")
    assert said is not None
    assert not said.lacking


@pytest.mark.parametrize(
    ("told", "restricting"), [("accepted", 1), ("rejected", 0), ("refused", 0), ("turned down", 0)]
)
def test_a_verb_with_a_particle_is_not_said_by_a_passage_with_another_verb(
    told: str, restricting: int
) -> None:
    passage = f"The board of Veltor {told} the offer of 40 million euros on Friday."
    claim = "The board of Veltor turned down the offer of 40 million euros on Friday."
    said = weigh(claim, [passage], [passage], "en")
    assert said is not None
    assert [claim[span.start : span.end] for span in said.restricting] == ["turned down"] * restricting
