"""Documents of different matters, and what their groups are called."""

from __future__ import annotations

from datetime import date

import builders
import pytest
from piles import content, graph_of, pile

from summarizer.compose.themes import MANY, MOST, sources, themes
from summarizer.content.kinds import MANY_APART
from summarizer.note.section import Section
from summarizer.text.keyphrases import Phrases
from summarizer.text.language import stop_words
from summarizer.text.titles import as_title

BRIDGE = (
    "The council of Brno closed the Stone Bridge on Monday. Engineers found cracks in the pillars of the "
    "Stone Bridge. The council will rebuild the Stone Bridge by June."
)
BRIDGE_TOO = "Trams no longer cross the Stone Bridge. The council wants to rebuild its pillars by June."
FLOOD = (
    "Heavy rain flooded cellars along the Vltava River. Soldiers carried sandbags to the Vltava River. "
    "Water in the Vltava River is falling again."
)
FLOOD_TOO = "Sandbags protect the cellars. Heavy rain is expected along the Vltava River again."


def named(*texts: str) -> list[str | None]:
    documents = pile(*texts)
    sentences = content(*documents)
    found = themes(sentences, graph_of(sentences), Phrases.of(sentences))
    return [section.heading if (section := found[document]) else None for document in documents]


def test_documents_of_two_matters_stand_under_two_headings() -> None:
    bridge, flood, flood_too, bridge_too = named(BRIDGE, FLOOD, FLOOD_TOO, BRIDGE_TOO)
    assert bridge == bridge_too
    assert flood == flood_too
    assert str(bridge).startswith("Stone Bridge")
    assert str(flood).startswith("Vltava River")


def test_documents_of_one_matter_have_no_heading() -> None:
    assert named(BRIDGE, BRIDGE_TOO) == [None, None]


def test_one_document_has_no_heading() -> None:
    assert named(BRIDGE) == [None]


def test_a_matter_without_a_phrase_of_its_own_leaves_all_without_headings() -> None:
    assert named(BRIDGE, "Purple monkeys wash seventeen violins.") == [None, None]


def test_many_matters_are_a_mixture_without_headings() -> None:
    words = "abcdefghijklmnop"
    texts = [
        f"{w * 3}el {w * 3}um {w * 3}is {w * 3}or. {w * 3}el {w * 3}um again. {w * 3}el {w * 3}um soon."
        for w in words[: MOST + 1]
    ]
    assert len([name for name in named(*texts[:MOST]) if name]) == MOST
    assert named(*texts) == [None] * (MOST + 1)


def test_of_very_many_documents_no_themes_are_looked_for() -> None:
    assert set(named(*[BRIDGE, FLOOD] * MANY)) == {None}


CASE = (
    "The appellant {0} appeals. Counsel for the respondents of {0} spoke. We allow the appeal of {0}. "
    "The tribunal heard {0}."
)


def test_judgments_stand_each_under_its_title_or_file_in_order_of_their_days() -> None:
    late, early = date(2021, 5, 3), date(2020, 2, 1)
    one = builders.document(CASE.format("Ann"), 1, title="Ann v Orme", date=late)
    two = builders.document(CASE.format("Ben"), 2, name="ben_v_orme.txt", date=early)
    assert sources({one: late, two: early}) == {two: Section("Ben v orme"), one: Section("Ann v Orme")}
    assert list(sources({one: late, two: early}) or ()) == [two, one]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("KO Q1 2021", "KO Q1 2021"),
        ("THE ROAD TO ORME HARBOUR", "The Road to Orme Harbour"),
        ("ANN LOWE", "Ann Lowe"),
    ],
)
def test_short_forms_are_no_title_in_capitals(name: str, written: str) -> None:
    assert as_title(name, stop_words("en")) == written


def test_of_cases_against_one_side_the_other_is_the_heading_and_capitals_go() -> None:
    rivals = ("THE HARBOUR OF HER MAJESTY’S OLD SHIPS", "THE HARBOUR OF HIS MAJESTY’S OLD SHIPS")
    parties = ("THE ROAD TOWARDS ORME", "ANN LOWE")
    cases = [
        builders.document(CASE.format("Ann"), at, title=f"{party} v {rival}")
        for at, (party, rival) in enumerate(zip(parties, rivals, strict=True))
    ]
    found = sources(dict.fromkeys(cases)) or {}
    assert [section.heading for section in found.values()] == ["The Road Towards Orme", "Ann Lowe"]
    other = builders.document(CASE.format("Ann"), 3, title="Lowe v Orme Harbour")
    found = sources(dict.fromkeys([*cases, other])) or {}
    assert [section.heading for section in found.values()][-1] == "Lowe v Orme Harbour"


def test_reviews_stand_each_under_its_file_so_that_nobody_speaks_for_another() -> None:
    texts = (
        "I bought it and it works great, highly recommend.",
        "I returned it, great disappointment, a waste of money.",
    )
    reviews = [builders.document(text, at, name=f"review_{at}.txt") for at, text in enumerate(texts, 1)]
    found = sources(dict.fromkeys(reviews)) or {}
    assert [section.heading for section in found.values()] == ["Review 1", "Review 2"]


def test_news_two_files_of_one_title_one_file_and_very_many_have_no_headings_of_their_own() -> None:
    case, other = (builders.document(CASE.format("Ann"), at, title="Ann v Orme") for at in (1, 2))
    news = builders.document(BRIDGE, 3, title="Bridge")
    assert sources({case: None, news: None}) is None
    assert sources({case: None, other: None}) is None
    assert sources({case: None}) is None
    many = {
        builders.document(CASE.format("Ann"), at, title=f"Ann v {at}"): None for at in range(MANY_APART + 1)
    }
    assert sources(many) is None
