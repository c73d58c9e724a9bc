"""The day of what a sentence reports, judged by eye."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from summarizer.statements.event_date import event_date

ANCHOR = date(2020, 11, 20)  # a Friday

# Sentences of the samples, some shortened, and the date of what they report, judged by eye.
GOLDEN = Path(__file__).parents[1] / "golden" / "dates"
EVENTS = [tuple(line.split("	")) for line in (GOLDEN / "events.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("iso", "text"), EVENTS, ids=[text[:40] for _, text in EVENTS])
def test_the_date_of_the_event_is_plain_or_nothing(iso: str, text: str) -> None:
    event = event_date(text, ANCHOR)
    assert (event.iso if event else "-") == iso


def test_an_event_without_a_year_keeps_month_and_day() -> None:
    event = event_date("They reaffirmed their commitment in a statement issued on October 17.", None)
    assert event is not None
    assert (event.iso, event.resolved) == ("--10-17", "unresolved")


def test_a_day_after_the_source_is_no_event() -> None:
    assert event_date("The treaty takes effect on November 25.", ANCHOR) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("The ferry crossed on 19-05-2019 with a band on its roof.", "2019-05-19"),
        ("Machines that run version 2.3.2019 gave too much change.", None),
        ("The host at 10.4.2019.7 was shut down by a fitter.", None),
        ("Divers raised the bell of the ship that sank off the cape on June 21, 2005.", None),
        ("Songs for the victims of the flood of June 21, 2005 filled the hall.", None),
        ("On the night of June 21, 2005 the wave came.", "2005-06-21"),
        (
            "Bands meet on Sunday, November 22 for those whom the storm of November 12, 2020 hit.",
            None,
        ),
        ("The bridge fell on November 12, 2020 and is to open on November 29.", "2020-11-12"),
        ("The Sept. 11 attacks left the brigade without its chief.", None),
    ],
)
def test_a_day_of_the_background_a_version_and_a_name_date_no_event(text: str, iso: str | None) -> None:
    event = event_date(text, ANCHOR)
    assert (event.iso if event else None) == iso


# Of a Saturday on which the sentences were written: the day of what each reports, judged by eye.
SATURDAY = date(2007, 2, 3)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Police searched the house of Tom Reed, who was arrested on 12 January.", None),
        ("The law, which was passed on 4 December 2006, forbids such nets.", None),
        ("The strike, which began on Monday, ended on Thursday.", "2007-02-01"),
        ("The ferry that sank on 20 January carried forty people.", None),
        ("The minister said that the bridge fell on 30 January.", "2007-01-30"),
        ("Under the agreement of 9 January, the port pays half of the costs.", None),
        ("On the night of 30 January the wave came.", "2007-01-30"),
        ("In the early hours of Tuesday a bomb went off.", "2007-01-30"),
        ("A week after the fire on 25 January, the school is still closed.", None),
        ("The driver died after being hit by a car on Tuesday.", "2007-01-30"),
        ("Sales rose from December 2006 to January 2007.", None),
        ("The fair was held from January 20 to January 28.", None),
        ("Ann Berg, born on 12 May 1960, was elected mayor.", None),
        ("Ann Berg (born 12 May 1960) is the mayor of Tarn.", None),
        ("Berg, elected on Tuesday, promised a quay.", None),
        ("It is led by Ann Berg, elected on Tuesday.", None),
        ("Held on Tuesday, the vote failed.", None),
        ("The mayor, a lawyer, resigned on Tuesday.", "2007-01-30"),
        ("The ship, built in Tarn, sank on Tuesday.", "2007-01-30"),
        ("The minister resigned on 1 February over the contract signed on 5 March 2006.", "2007-02-01"),
        ("The case filed in the north on Tuesday was dismissed.", None),
        ("The plant opened in the north on Tuesday.", "2007-01-30"),
        ("She said the minister resigned on Tuesday.", "2007-01-30"),
        ("Nine people were killed on Tuesday.", "2007-01-30"),
        ("She was just re-elected on Tuesday.", "2007-01-30"),
        ("The club, a member of the league, announced on Monday that it had hired him.", "2007-01-29"),
        ("They reaffirmed their commitment in a statement issued on Tuesday.", "2007-01-30"),
        ("Shops sold more than on Good Friday.", None),
        ("63,000 fans packed the ground for the visit of Tarn United on 30 January.", "2007-01-30"),
        ("An aftershock of the magnitude 8.8, January 20 earthquake hit Orme on Tuesday.", "2007-01-30"),
        # Read in its own year the day in the name lies ahead.
        ("An aftershock of the magnitude 8.8, June 27 earthquake hit Orme on Tuesday.", "2007-01-30"),
        ("Most victims of the December 26 Orme Sea Flood were women, the office said today.", "2007-02-03"),
        ("Three tremors were felt on today's early morning in Orme.", "2007-02-03"),
        ("Tremors were felt before today's meeting in Orme.", None),
    ],
)
def test_a_day_that_tells_which_thing_is_meant_dates_no_event(text: str, iso: str | None) -> None:
    event = event_date(text, SATURDAY)
    assert (event.iso if event else None) == iso


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("Les pêcheurs ont perdu leurs bateaux dans la tempête du 1er janvier 2007.", "fr", None),
        ("Dans la nuit du 30 janvier 2007, le pont a cédé.", "fr", "2007-01-30"),
        ("Das Abkommen vom 9. Januar 2007 sieht Zahlungen vor.", "de", None),
        ("In der Nacht vom 30. Januar 2007 brach die Mole.", "de", "2007-01-30"),
        ("La tormenta del 9 de enero de 2007 hundió las barcas.", "es", None),
    ],
)
def test_a_day_in_a_name_dates_no_event_in_other_languages(text: str, language: str, iso: str | None) -> None:
    event = event_date(text, SATURDAY, language)
    assert (event.iso if event else None) == iso


@pytest.mark.parametrize(
    "unit", ["It was held on 3 May 2006 and ", "signed on 3 May 2006, ", "on Tuesday a plan "]
)
def test_a_sentence_without_an_end_costs_what_it_is_long(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        begun = time.process_time()
        event_date(text, SATURDAY)
        return time.process_time() - begun

    seconds(10)
    assert seconds(2000) < 12 * seconds(400) + 0.5
