"""What a sentence makes of what it tells, and what a plain claim may rest on."""

import pytest

from summarizer.data import Document
from summarizer.statements import read
from summarizer.statements.cues import UNKNOWN, denies, is_known
from summarizer.tracing import trace


def _verdict(claim: str, *sources: str, language: str = "en") -> tuple[str, str]:
    documents = [
        Document(id=f"S{at}", name=f"{at}.txt", text=text, language=language)
        for at, text in enumerate(sources, 1)
    ]
    line = trace(Document(id="draft", name="draft", text=claim, language=language), documents)[0]
    return line.verdict or "", " ".join(line.reasons)


@pytest.mark.parametrize(
    "passage",
    [
        "The ministry denied that soldiers burned the granary near the ford.",
        "The ministry rejected claims that soldiers burned the granary near the ford.",
        "It is not true that soldiers burned the granary near the ford.",
        "Nobody in the valley believes that soldiers burned the granary near the ford.",
        "Soldiers refused to burn the granary near the ford.",
        "Reports that soldiers burned the granary near the ford were dismissed by the general.",
        "Farmers demanded that soldiers burn the granary near the ford.",
    ],
)
def test_what_a_passage_denies_or_demands_is_unsupported(passage: str) -> None:
    verdict, reasons = _verdict(
        "Soldiers burned the granary near the ford.", f"{passage} The harvest was good."
    )
    assert verdict == "unsupported"
    assert "S1" in reasons


@pytest.mark.parametrize(
    "passage",
    [
        "Investigators doubt that soldiers burned the granary near the ford.",
        "Did soldiers burn the granary near the ford?",
        "Soldiers will burn the granary near the ford next week.",
        "Villagers allege that soldiers burned the granary near the ford.",
        "Soldiers are said to have burned the granary near the ford.",
        "Soldiers tried to burn the granary near the ford.",
    ],
)
def test_what_a_passage_leaves_open_is_supported_in_part_at_most(passage: str) -> None:
    assert _verdict("Soldiers burned the granary near the ford.", f"{passage} It rained.")[0] != "supported"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "Soldiers burned the granary near the ford.",
            "Soldiers burned the granary near the ford, a priest said.",
        ),
        (
            "The ministry denied that soldiers burned the granary.",
            "The ministry denied that soldiers burned the granary.",
        ),
        ("The dairy plans to sell its vans in spring.", "The dairy plans to sell its vans in spring."),
        (
            "The mill, which burned in May, sold all its flour.",
            "The mill, which burned in May, sold all its flour.",
        ),
    ],
)
def test_what_is_asserted_as_the_claim_has_it_is_supported(claim: str, passage: str) -> None:
    assert _verdict(claim, f"{passage} The harvest was good.")[0] == "supported"


def test_what_another_source_denies_is_only_a_claim() -> None:
    verdict, reasons = _verdict(
        "The steward moved the ledger into the cellar.",
        "The tenants say that the steward moved the ledger into the cellar.",
        "The steward had not moved the ledger into the cellar, the auditors found.",
    )
    assert verdict != "supported"
    assert "S2" in reasons


def test_a_quote_holds_what_governs_it() -> None:
    source = Document(
        id="S1",
        name="a",
        text="The abbot denied, in a long sermon, that the monks sold the bells. It rained.",
    )
    (line,) = trace("The monks sold the bells.", [source])
    assert "denied" in line.citations[0].quote


def test_a_denial_counts_in_every_language_whose_cues_are_known() -> None:
    assert (
        _verdict("Gmina zamknęła basen.", "Gmina nie zamknęła basenu. Woda jest ciepła.", language="pl")[0]
        != "supported"
    )
    for word, language in (("inte", "sv"), ("n'est", "fr"), ("gelmedi", "tr"), ("keines", "de")):
        assert denies(word, language)


def test_where_it_is_not_known_how_a_language_says_no_nothing_is_more_than_partly_supported() -> None:
    assert not is_known("ga")
    text = "Dhún an bhialann inné i lár na cathrach móire."
    verdict, reasons = _verdict(text, f"{text} Bhí sé fuar.", language="ga")
    assert verdict == "partial"
    assert UNKNOWN in reasons
    assert _verdict(text, f"{text} Bhí sé fuar.", language="de")[0] == "supported"


def test_a_passage_in_such_a_language_is_not_enough_though_most_sources_are_in_another() -> None:
    text = "Dhún an bhialann inné i lár na cathrach móire."
    english = "The harbour office counted nine barges on the canal. " * 3
    sources = [
        Document(id="S1", name="1.txt", text=english, language="en"),
        Document(id="S2", name="2.txt", text=f"{text} Bhí sé fuar.", language="ga"),
    ]
    (line,) = trace(Document(id="draft", name="draft", text=text, language="en"), sources)
    assert line.verdict == "partial"
    assert UNKNOWN in " ".join(line.reasons)


def test_a_sentence_is_read_once_for_all_who_ask() -> None:
    statement = read("Anna Berg denied that 12 vans were sold.")
    assert statement.factuality == {"denied"}
    assert [name.words for name in statement.names] == [("anna", "berg")]
    assert statement.quantities[0].value == 12
    assert read("The vans were not sold.").negated
    assert read("Vans were sold, she said.").attributed
    assert read("Vans were sold.") is read("Vans were sold.")


def test_a_statement_knows_its_fact_its_days_and_its_attitudes() -> None:
    statement = read("Two vans were sold on 3 June 2021, the dealer said.")
    assert statement.fact.strip() == "Two vans were sold on 3 June 2021"
    assert len(statement.fact) == len(statement.text)
    assert [(day.year, day.month, day.day) for day in statement.days] == [(2021, 6, 3)]
    assert statement.attitudes == frozenset()
    assert "denied" in read("The dealer denied that the vans were sold.").attitudes


def test_what_would_not_be_in_a_concession_governs_nothing_behind_its_comma() -> None:
    text = "Though the police would not say much, they did say a rifle was found at the pier."
    [plan] = [one for one in read(text).governors if one.kind == "planned"]
    assert plan.last <= text.index(",")


def test_what_appears_to_be_is_alleged_and_that_somebody_is_a_suspect_is_not() -> None:
    assert "alleged" in read("The scene appeared to be staged.").attitudes
    assert "alleged" in read("He suspects that the vans were sold.").attitudes
    assert "alleged" not in read("The police found the suspect in Osk.").attitudes
