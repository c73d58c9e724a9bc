"""Tolls that a newer report has overtaken."""

from datetime import date

import builders
from piles import content

from summarizer.conflicts.outdated import outdated
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


def test_of_two_tolls_a_short_note_gives_the_newest() -> None:
    note = summarize(pile(date(2018, 3, 12), date(2018, 3, 16)), Options(budget=Budget("words", 20)))
    assert [line.text for line in note.lines] == [LATER]
