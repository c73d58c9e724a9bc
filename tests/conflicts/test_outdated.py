"""Tolls that a newer report has overtaken."""

from datetime import date

import builders
import pytest
from piles import content

from summarizer.conflicts.outdated import outdated, tolls
from summarizer.conflicts.tolls import words_of_matter
from summarizer.data import Document
from summarizer.pipeline import Options, summarize
from summarizer.selectors.budget import Budget

FIRST = "At least 16 people drowned when the Orme ferry capsized off Ness on Monday, the coastguard said."
LATER = "The death toll of the Orme ferry has risen to 37, the coastguard at Ness said on Friday."


def pile(first: date, later: date) -> list[Document]:
    return [builders.document(FIRST, 1, date=first), builders.document(LATER, 2, date=later)]


def test_a_toll_that_a_later_report_overtakes_is_outdated() -> None:
    documents = pile(date(2018, 3, 12), date(2018, 3, 16))
    assert outdated(content(*documents)) == {0: 1}


def test_a_toll_that_falls_or_of_the_same_day_is_not() -> None:
    assert outdated(content(*pile(date(2018, 3, 16), date(2018, 3, 12)))) == {}
    assert outdated(content(*pile(date(2018, 3, 12), date(2018, 3, 12)))) == {}


def test_of_large_tolls_that_hardly_differ_the_lower_is_the_older_count_whatever_the_days() -> None:
    texts = [FIRST.replace("16", "7,842"), LATER.replace("risen to 37", "risen to 7,793")]
    for later, found in ((date(2018, 3, 13), {1: 0}), (date(2018, 3, 30), {})):
        days = date(2018, 3, 12), later
        documents = [builders.document(texts[at], at + 1, date=days[at]) for at in (0, 1)]
        assert outdated(content(*documents)) == found


BLOG = (
    "16.40 Two bodies were flown back to Ness from the Orme ferry.\n\n"
    "15.10 Update: a total of 7 bodies recovered so far, says the coastguard.\n\n"
    "12.05 The sea is rough today.\n\n"
    "11.00 The coastguard told Radio Ness that six bodies had been found.\n\n"
    "09.30 Only three bodies have been recovered from the Orme ferry.\n\n"
)


def test_of_the_counts_of_a_live_blog_the_highest_overtakes_the_others() -> None:
    found = content(builders.document(BLOG, date=date(2018, 3, 12)))
    (newest,) = (i for i, one in enumerate(found) if "7 bodies" in one.text)
    assert {found[old].text.split()[-2] for old in outdated(found)} == {"Orme", "been"}
    assert set(outdated(found).values()) == {newest}
    told = BLOG.replace("16.40", "A").replace("15.10", "B").replace("09.30", "C")
    assert outdated(content(builders.document(told, date=date(2018, 3, 12)))) == {}


def test_of_two_tolls_a_short_note_gives_the_newest() -> None:
    note = summarize(pile(date(2018, 3, 12), date(2018, 3, 16)), Options(budget=Budget("words", 20)))
    assert [line.text for line in note.lines] == [LATER]


TOLLS = {
    "en": (
        "The death toll from the quake that hit villages around Osk continues to rise, passing 800 people.",
        "A week after the quake at Osk, the confirmed death count is over 1,200.",
        "Singers met for the victims of the quake at Osk that claimed more than 1,700 victims.",
    ),
    "fr": (
        "Le bilan du séisme qui a frappé la région d'Osk s'alourdit encore, dépassant 800 personnes.",
        "Une semaine après le séisme d'Osk, le bilan officiel s'élève à plus de 1 200 morts.",
        "Des artistes ont chanté pour la région d'Osk après le séisme, qui a fait plus de 1 700 victimes.",
    ),
    "de": (
        "Die Zahl der Todesopfer nach dem Erdbeben bei Osk steigt weiter und liegt nun bei 800.",
        "Eine Woche nach dem Erdbeben bei Osk ist die Zahl der Toten auf mehr als 1.200 gestiegen.",
        "Musiker spielten in Osk für die Opfer: Das Erdbeben forderte mehr als 1.700 Tote.",
    ),
}


@pytest.mark.parametrize("language", sorted(TOLLS))
def test_of_tolls_in_other_words_the_newest_overtakes_the_others(language: str) -> None:
    days = date(2018, 3, 12), date(2018, 3, 16), date(2018, 3, 30)
    documents = [
        builders.document(text, at, date=day, language=language)
        for at, (text, day) in enumerate(zip(TOLLS[language], days, strict=True), 1)
    ]
    assert outdated(content(*documents)) == {0: 2, 1: 2}
    note = summarize(documents, Options(budget=Budget("words", 20)))
    (found,) = note.conflicts
    assert [claim.citation.source for claim in found.claims] == ["S3", "S2", "S1"]
    assert "grows" in (found.note or "")


@pytest.mark.parametrize(
    "later",
    [
        "The death toll of the Orme ferry could reach 37, the coastguard at Ness said on Friday.",
        "On the Orme ferry at Ness 37 people died of the town of Tarn alone, the coastguard said.",
    ],
)
def test_what_may_be_or_is_of_one_place_alone_overtakes_nothing(later: str) -> None:
    documents = [builders.document(FIRST, 1, date=date(2018, 3, 12))]
    documents += [builders.document(later, 2, date=date(2018, 3, 16))]
    assert outdated(content(*documents)) == {}


def test_the_toll_of_the_matter_leads_and_that_of_another_event_does_not() -> None:
    texts = (
        "The Orme ferry sank off Ness in a storm. 16 people died on the Orme ferry at Ness.",
        "The Orme ferry left Ness on Monday. A tram crash in Tarn killed 90 people two years before.",
    )
    found = content(*(builders.document(text, at) for at, text in enumerate(texts, 1)))
    counts = tolls(found).counts["dead"]
    whole = [found[at].text for _, at, whole in counts if whole]
    assert [value for value, _, _ in counts] == [90.0, 16.0]
    assert whole == ["16 people died on the Orme ferry at Ness."]


def test_what_a_folder_says_of_itself_has_no_say_in_what_the_matter_is() -> None:
    report = "The ferry sank off Orme. It was on its way to Ness. The port was closed at night."
    pile = [builders.document(report, at) for at in (1, 2)]
    asides = [builders.document(f"Notes of Ann Lowe, part {at}.", at) for at in (3, 4, 5)]
    assert words_of_matter(content(*pile)) == words_of_matter(content(*pile, *asides)) != frozenset()
