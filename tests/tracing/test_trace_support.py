"""Support, names in the place of others, and edits of a passage that a draft repeats."""

from __future__ import annotations

import math

import pytest

from summarizer.sources.load import document_from_text
from summarizer.statements import Finding
from summarizer.statements.edits import edits
from summarizer.tracing import Traced, index_of, trace_sentence
from summarizer.tracing.support import support

REPORT = (
    "The harbour board met on Monday in Calder. Chairwoman Ann Weller opened the meeting "
    "and read the accounts. "
    "She said the old pier would not be rebuilt before the winter. "
    "The board approved the sale of the ferry Aurora to a buyer in Norden for 40,000 pounds. "
    "Engineer Tom Hale warned that the crane at the northern quay was older than 50 years."
)


def traced(sentence: str, text: str = REPORT) -> Traced:
    return trace_sentence(sentence, index_of([document_from_text(text)]))


def finding(kind: str, contradicted: bool = False) -> Finding:
    return Finding(kind, 0, 1, "x", "x", contradicted)  # type: ignore[arg-type]


def test_support_is_worked_out_by_hand() -> None:
    near = 1 / (1 + math.exp(-18 * (0.9 - 0.365)))
    assert support(0.9, []) == pytest.approx((near / 0.22) ** 1.5 / (1 + (near / 0.22) ** 1.5))
    u = near / (1 + 20 * near**2)  # one refuted number
    assert support(0.9, [finding("number")]) == pytest.approx((u / 0.22) ** 1.5 / (1 + (u / 0.22) ** 1.5))
    assert support(0.9, [finding("number")] * 3) == support(0.9, [finding("number")])


def test_a_refuted_fact_outweighs_any_likeness() -> None:
    middling = support(0.4, [])
    for kind in ("number", "unit", "date", "negation", "opposite", "role"):
        assert support(1.0, [finding(kind)]) < middling / 2
    assert support(1.0, [finding("name", True)]) < support(1.0, [finding("name")]) < support(1.0, [])


def test_a_name_in_the_place_of_another_is_said_to_be() -> None:
    made = traced("Chairwoman Petra Lorne opened the meeting and read the accounts.")
    assert made.verdict == "partial"
    assert "the cited passage names Ann Weller, not Petra Lorne" in " ".join(made.reasons)
    assert (
        made.support < 0.3 < traced("Chairwoman Ann Weller opened the meeting and read the accounts.").support
    )


@pytest.mark.parametrize(
    ("sentence", "text", "told"),
    [
        (
            "The truce was signed in Paris on Monday.",
            "Russia and Turkey oversee the truce, which Armenia signed in Moscow on Monday.",
            "the cited passage names Moscow, not Paris",
        ),
        (
            "Six firms came from Norden, Paris, Calder and Osk for the fair.",
            "Six firms came from Norden, Arica, Calder and Osk for the fair.",
            "the cited passage names Arica, not Paris",
        ),
        (
            "La tregua firmada en París puso fin a seis semanas de combates.",
            "La tregua, firmada por Rusia en Moscú, puso fin a seis semanas de combates.",
            "the cited passage names Moscú, not París",
        ),
        (
            "Перемирие, подписанное в Париже, завершило шесть недель боев.",
            "Перемирие, подписанное Россией в Москве, завершило шесть недель боев.",
            "the cited passage names Москве, not Париже",
        ),
        # none stands in its place, or two do
        (
            "Paris sent two ships to the strait.",
            "Two ships were sent by Spain to the strait off Algeciras.",
            "no cited passage names Paris",
        ),
        (
            "The truce was signed in Paris on Monday.",
            "The truce that was written in Calder was signed in Norden on Monday.",
            "the cited passage names Norden, not Paris",
        ),
        (
            "The talks on the truce were held in Paris.",
            "Talks on the truce in Calder, held by Monday, and talks on the truce in Norden failed.",
            "no cited passage names Paris",
        ),
        (
            "The talks were held on the outskirts of Yerevan on Monday.",
            "Talks on the outskirts of Stepanakert and talks on the outskirts of Shusha were held before the "
            "minister flew to Yerevan.",
            "the cited passage names Yerevan only where they speak of something else",
        ),
    ],
)
def test_the_name_in_the_place_of_another_is_the_one_next_to_the_same_words(
    sentence: str, text: str, told: str
) -> None:
    reasons = [reason for reason in traced(sentence, text).reasons if " name" in reason]
    assert reasons == [told]


def test_a_name_that_the_passage_takes_up_as_she_is_borne_out() -> None:
    made = traced("Weller said the old pier would not be rebuilt before the winter.")
    assert (made.verdict, made.findings) == ("supported", ())


def test_a_name_that_stands_behind_the_passage_is_not_taken_up() -> None:
    made = traced("Hale said the old pier would not be rebuilt before the winter.")
    assert [one.kind for one in made.findings] == ["name"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The board did not approve the sale of the ferry Aurora to a buyer in Norden.", "negation"),
        ("She said the old pier would be rebuilt before the winter.", "negation"),
        ("She said the old pier would not be rebuilt after the winter.", "opposite"),
        ("Tom Hale warned that the crane at the southern quay was older than 50 years.", "opposite"),
        ("The board approved the sale of the ferry Calder to a buyer in Norden.", "name"),
        ("Engineer Ann Weller warned that the crane at the northern quay was older than 50 years.", "name"),
    ],
)
def test_a_sentence_that_repeats_a_passage_but_for_one_word_is_not_supported(
    sentence: str, kind: str
) -> None:
    made = traced(sentence)
    assert made.verdict != "supported"
    assert kind in [one.kind for one in made.findings]


@pytest.mark.parametrize(
    "sentence",
    [
        "The board approved the sale of the Aurora, a ferry, to a buyer in Norden for 40,000 pounds.",
        "Engineer Tom Hale warned that the crane of the northern quay is older than 50 years.",
        "She said that the pier wouldn't be rebuilt before winter.",
        "Ann Weller, the chairwoman, opened the meeting and read out the accounts.",
    ],
)
def test_a_sentence_in_other_words_shows_no_edit(sentence: str) -> None:
    assert traced(sentence).findings == ()


def test_what_another_passage_says_is_no_edit() -> None:
    passage = "The council of Calder voted not to sell the old pier to the brewery on Friday."
    claim = "The council of Calder voted to sell the old pier to the brewery on Friday."
    assert [one.kind for one in edits(claim, [(passage, 0.9)], "en")] == ["negation"]
    assert not list(edits(claim, [(passage, 0.9), (claim, 0.9)], "en"))
    assert not list(edits(claim, [(passage, 0.3)], "en")), "too unlike to be a repetition"
    assert not list(edits(claim, [(passage, 0.9)], "fr"))


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        # what a summary says of the text itself claims nothing
        (
            "The speaker explains in the episode that the old pier would not be rebuilt before the winter.",
            REPORT,
        ),
        # an offer is made by offering it
        (
            "The harbour office offers each skipper of Calder a free berth for the winter.",
            "We would like to offer each skipper of Calder a free berth for the winter.",
        ),
        # a hedge that governs something else
        (
            "A sales clerk of the harbour board is calling the skipper who has shown interest in a berth.",
            "Clerk: This is a sales clerk of the harbour board. I am calling since the skipper has shown "
            "interest in a berth, and thank you for considering the harbour board for your berth.",
        ),
        (
            "The GANs of the harbour board sort old pictures of ships.",
            "A GAN of the harbour board sorts old pictures of ships.",
        ),
        # what came after what may stand in a sentence of its own
        (
            "After the storm the harbour board of Calder closed the old pier.",
            "A storm hit Calder. The harbour board of Calder closed the old pier.",
        ),
    ],
)
def test_what_a_passage_says_otherwise_is_supported(sentence: str, text: str) -> None:
    assert traced(sentence, text).verdict == "supported"


def test_who_is_named_but_says_nothing_there_is_not_who_says_so() -> None:
    text = (
        "The ferry Aurora sank off Norden on Monday with nine lorries on board, the coastguard said. "
        "Norden lies on the western shore."
    )
    told = traced("The ferry Aurora sank with nine lorries on board on Monday, according to Norden.", text)
    assert told.verdict != "supported"
    assert "the cited passage names Norden, but not as who says so" in told.reasons
