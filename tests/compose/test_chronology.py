"""When documents are from, and the periods a pile falls into."""

from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest
from piles import content, graph_of, pile

from summarizer.compose.chronology import (
    GAP,
    MOST,
    Dating,
    date_documents,
    periods,
    place,
    spanned,
    widened,
)
from summarizer.data import Document
from summarizer.note.section import UNDATED, Period

BRIDGE = "The council of Brno closed the bridge because engineers found cracks in its pillars."
FLOOD = "Heavy rain flooded the cellars of Prague and soldiers carried sandbags to the river."


def dated(text: str, number: int, day: date | None) -> Document:
    return builders.document(text, number, date=day)


def datings(*documents: Document) -> list[Dating]:
    sentences = content(*documents)
    found = date_documents(sentences, graph_of(sentences))
    return [found[document] for document in documents]


def test_a_dated_document_keeps_its_date_without_a_note() -> None:
    (dating,) = datings(dated(BRIDGE, 1, date(2020, 5, 3)))
    assert dating == Dating("2020-05-03", date(2020, 5, 3))


def test_an_undated_document_takes_the_year_of_the_period_it_is_clearly_like() -> None:
    *_, dating = datings(
        dated(BRIDGE, 1, date(2020, 5, 3)),
        dated(FLOOD, 2, date(2023, 9, 1)),
        dated(f"{BRIDGE} Trams stopped crossing it on May 1.", 3, None),
    )
    assert dating == Dating("2020-05", date(2020, 5, 1), "year inferred", "year inferred from likeness to S1")


def test_an_undated_document_without_a_day_of_its_own_stays_undated() -> None:
    *_, dating = datings(
        dated(BRIDGE, 1, date(2020, 5, 3)),
        dated(FLOOD, 2, date(2023, 9, 1)),
        dated(f"{BRIDGE} Trams stopped crossing it on Friday.", 3, None),
    )
    assert dating == Dating()


def test_an_undated_document_whose_day_is_far_from_the_period_stays_undated() -> None:
    *_, dating = datings(
        dated(BRIDGE, 1, date(2020, 5, 3)),
        dated(FLOOD, 2, date(2023, 9, 1)),
        dated(f"{BRIDGE} Trams stopped crossing it on December 24.", 3, None),
    )
    assert dating == Dating()


def test_an_undated_document_as_like_one_period_as_another_stays_undated() -> None:
    *_, dating = datings(
        dated(BRIDGE, 1, date(2020, 5, 3)),
        dated(FLOOD, 2, date(2023, 9, 1)),
        dated(f"{BRIDGE} {FLOOD} Trams stopped on May 1.", 3, None),
    )
    assert dating == Dating()


def test_where_all_is_of_one_period_nothing_is_inferred() -> None:
    *_, dating = datings(
        dated(BRIDGE, 1, date(2020, 5, 3)),
        dated(FLOOD, 2, date(2020, 5, 9)),
        dated(f"{BRIDGE} Trams stopped crossing it on May 1.", 3, None),
    )
    assert dating == Dating()


def test_a_report_of_the_same_event_on_the_same_weekday_dates_an_undated_one() -> None:
    blast = "A gas main blew up under Corn Street in Wexley on Friday and buried a tram."
    again = "The crater that opened on Friday when a gas main blew up under Corn Street in Wexley is wide."
    *_, dating = datings(dated(blast, 1, date(2014, 6, 14)), dated(f"{FLOOD} {again}", 2, None))
    assert (dating.iso, dating.near, dating.note) == ("2014-06", date(2014, 6, 13), "inferred from S1")
    assert dating.reason == "inferred from S1, which tells of the same event on the same weekday"


def test_a_weekday_on_which_the_like_happened_in_several_weeks_dates_nothing() -> None:
    quake = "A quake shook the coastal town of Orme on Thursday and broke windows."
    *_, dating = datings(
        dated(quake, 1, date(2014, 6, 13)),
        dated("A quake shook the coastal town of Orme on Thursday.", 2, date(2014, 8, 1)),
        dated("A quake shook the coastal town of Orme on Thursday and broke bells.", 3, None),
    )
    assert dating == Dating()


def test_other_weekdays_date_nothing() -> None:
    blast = "A gas main blew up under Corn Street in Wexley on {} and buried a tram."
    *_, dating = datings(
        dated(blast.format("Friday"), 1, date(2014, 6, 14)), dated(blast.format("Monday"), 2, None)
    )
    assert dating == Dating()


def test_all_samples_are_dated() -> None:
    assert [(dating.iso, dating.note) for dating in datings(*builders.seeds())] == [
        ("2023-09", "inferred from S5"),
        ("2020-11-15", None),
        ("2020-11-20", None),
        ("2020-10", "year inferred"),
        ("2023-09-22", None),
    ]


def of_days(*days: date | None) -> tuple[Period, ...]:
    return periods(
        {dated("", i, day): Dating(str(day), day) if day else Dating() for i, day in enumerate(days)}
    )


def test_documents_a_gap_apart_are_of_two_periods() -> None:
    first = date(2020, 1, 1)
    last, near = first + timedelta(days=GAP), first + timedelta(days=GAP - 1)
    assert of_days(last, first) == (Period(first, first), Period(last, last))
    assert of_days(near, first) == (Period(first, near),)
    assert of_days(last, first, near) == (Period(first, last),)


def test_undated_documents_make_no_period() -> None:
    assert of_days(None, None) == ()


def test_of_many_periods_the_closest_are_joined() -> None:
    years = [date(2000 + 2 * i, 1, 1) for i in range(MOST)]
    assert len(of_days(*years)) == MOST
    found = of_days(*years, date(2003, 1, 1))
    assert len(found) == MOST
    assert found[1] == Period(date(2002, 1, 1), date(2003, 1, 1))


FALL = Period(date(2020, 10, 17), date(2020, 11, 20))
LATER = Period(date(2023, 9, 22), date(2023, 9, 22))


@pytest.mark.parametrize(
    ("iso", "event", "heading"),
    [
        ("2023-09-22", None, "September 2023"),
        ("2023-09-22", "2020-11-10", "October–November 2020"),
        ("2023-09-22", "2020-10-01", "October–November 2020"),
        ("2023-09-22", "1993-01-01", "September 2023"),
        ("2020-10", None, "October–November 2020"),
        (None, None, UNDATED),
        (None, "2020-11-10", "October–November 2020"),
    ],
)
def test_a_line_stands_in_the_period_of_its_event_else_of_its_document(
    iso: str | None, event: str | None, heading: str
) -> None:
    assert place(Dating(iso), (FALL, LATER), event).heading == heading


@pytest.mark.parametrize(
    ("event", "names"),
    [
        ("2020-09", ["September–November 2020", "September 2023"]),
        ("2020-09-27", ["September–November 2020", "September 2023"]),
        ("2020-12-31", ["October–December 2020", "September 2023"]),
        ("2023-07-25", ["October–November 2020", "July–September 2023"]),
        ("2020-11-01", ["October–November 2020", "September 2023"]),
        ("2020-08-01", ["October–November 2020", "September 2023"]),
        ("2020", ["October–November 2020", "September 2023"]),
    ],
)
def test_a_period_stretches_to_an_event_close_to_it(event: str, names: list[str]) -> None:
    assert [period.name for period in widened((FALL, LATER), [event])] == names


def test_without_periods_events_make_none() -> None:
    assert widened((), ["2020-09-27"]) == ()


def test_dating_many_documents_costs_little() -> None:
    documents = [
        dated(f"{BRIDGE} It was {i}.", i, date(2020 + i % 2, 1, 1) if i % 3 else None) for i in range(2000)
    ]
    assert len(datings(*documents)) == 2000


def test_a_pile_of_one_text_is_dated() -> None:
    (document,) = pile(BRIDGE)
    assert datings(document) == [Dating()]


def test_a_period_is_that_of_its_lines() -> None:
    assert spanned(["2020-11-20", "2020-10", "2020-11-15"]).name == "October–November 2020"
    assert spanned(["2020-11-20", "2020-11-15"]).name == "November 2020"
