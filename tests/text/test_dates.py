"""Dates in sentences, resolved against the source's date; expected values by hand from a calendar."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest

from summarizer.text.dates import DateMention, mentions

ANCHOR = date(2020, 11, 20)  # a Friday


def found(text: str, anchor: date | None = ANCHOR, language: str = "en") -> list[tuple[str, str | None, str]]:
    return [
        (text[m.span.start : m.span.end], m.iso, m.resolved)
        for m in mentions(text, anchor=anchor, language=language)
    ]


STATED = [
    ("on November 15, 2020, they", "November 15, 2020", "2020-11-15"),
    ("on 15 November 2020 they", "15 November 2020", "2020-11-15"),
    ("on Nov. 15, 2020 they", "Nov. 15, 2020", "2020-11-15"),
    ("20:24 IST, November 15th 2020", "November 15th 2020", "2020-11-15"),
    ("date 2023-09-22 Truce", "2023-09-22", "2023-09-22"),
    ("on Sunday, November 15, 2020", "Sunday, November 15, 2020", "2020-11-15"),
    ("the 3rd of June 2019", "the 3rd of June 2019", "2019-06-03"),
    ("on 15/11/2020 they", "15/11/2020", "2020-11-15"),
    ("on 11/15/2020 they", "11/15/2020", "2020-11-15"),
    ("on 5/5/2020 they", "5/5/2020", "2020-05-05"),
    ("am 5.6.2020 kam", "5.6.2020", "2020-06-05"),
    ("on 5/6/2020 they", "5/6/2020", "2020"),
    ("in September 2023 it", "September 2023", "2023-09"),
    ("in 1993, forcibly", "1993", "1993"),
    ("since 1991, when", "1991", "1991"),
    ("during the 2020 clashes", "2020", "2020"),
    ("他们于2020年11月15日会面", "2020年11月15日", "2020-11-15"),
    ("2020年11月", "2020年11月", "2020-11"),
]


@pytest.mark.parametrize(("text", "quote", "iso"), STATED, ids=[quote for _, quote, _ in STATED])
def test_a_stated_date_is_read(text: str, quote: str, iso: str) -> None:
    assert found(text, None) == [(quote, iso, "stated")]


@pytest.mark.parametrize(
    "text",
    [
        "a 1990s war that left 30,000 dead",
        "in the 1990s they fought",
        "some 2,000 troops and 2000 people",
        "May I ask whether they march on the capital?",
        "version 3.10.11 of the file",
        "on February 31, 2020 nothing happened",
        "room 12 and page 14",
        "reports USA TODAY",
        "she told USA Today and Russia Today that 12 came",
        "in 2000 people",
        "the Mars mission in decline",
        "",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert found(text) == []


RELATIVE = [
    ("announced on Friday that", "Friday", "2020-11-20"),
    ("on Thursday held talks", "Thursday", "2020-11-19"),
    ("on Tuesday evening, which", "Tuesday evening", "2020-11-17"),
    ("said Saturday", "Saturday", "2020-11-14"),
    ("last Friday", "last Friday", "2020-11-13"),
    ("next Monday", "next Monday", "2020-11-23"),
    ("will meet on Monday", "Monday", "2020-11-23"),
    ("was originally due to begin on Sunday", "Sunday", "2020-11-15"),
    ("Yesterday, during a session", "Yesterday", "2020-11-19"),
    ("Today, Yerevan", "Today", "2020-11-20"),
    ("tomorrow", "tomorrow", "2020-11-21"),
    ("last night", "last night", "2020-11-19"),
    ("this morning", "this morning", "2020-11-20"),
    ("three days ago", "three days ago", "2020-11-17"),
    ("last week", "last week", "2020-11"),
    ("last month", "last month", "2020-10"),
    ("two years ago", "two years ago", "2018"),
    ("next year", "next year", "2021"),
]


@pytest.mark.parametrize(("text", "quote", "iso"), RELATIVE, ids=[quote for _, quote, _ in RELATIVE])
def test_a_relative_day_counts_from_the_source(text: str, quote: str, iso: str) -> None:
    assert found(text) == [(quote, iso, "relative to the source's date")]
    assert found(text, None) == [(quote, None, "unresolved")]


def test_a_week_in_two_months_stays_unresolved() -> None:
    assert found("last week", date(2020, 11, 4)) == [("last week", None, "unresolved")]


@pytest.mark.parametrize(
    ("text", "anchor", "quote", "iso"),
    [
        ("on November 25", ANCHOR, "November 25", "2020-11-25"),
        ("by December 1", ANCHOR, "December 1", "2020-12-01"),
        ("on January 5", ANCHOR, "January 5", "2021-01-05"),
        ("on December 30", date(2021, 1, 2), "December 30", "2020-12-30"),
        ("since September 27 after", ANCHOR, "September 27", "2020-09-27"),
        ("in late September in", ANCHOR, "September", "2020-09"),
        ("on February 29", date(2021, 1, 5), "February 29", "--02-29"),
        ("Sunday, November 15 agreed", ANCHOR, "Sunday, November 15", "2020-11-15"),
    ],
)
def test_a_day_without_a_year_takes_the_nearest(text: str, anchor: date, quote: str, iso: str) -> None:
    how = "unresolved" if iso.startswith("--") else "year from the source"
    assert found(text, anchor) == [(quote, iso, how)]


def test_a_day_without_a_year_or_an_anchor_is_cut_to_month_and_day() -> None:
    assert found("issued from Paris on October 17, and", None) == [("October 17", "--10-17", "unresolved")]
    assert found("in late September in", None) == [("September", "--09", "unresolved")]


@pytest.mark.parametrize(
    ("language", "text", "quote", "iso"),
    [
        ("de", "Am 15. November 2020 traf er ein.", "15. November 2020", "2020-11-15"),
        ("de", "Am 3. März 2019 kam er.", "3. März 2019", "2019-03-03"),
        ("fr", "Le 15 novembre 2020, il est parti.", "15 novembre 2020", "2020-11-15"),
        ("es", "El 3 de octubre de 2019 llegó.", "3 de octubre de 2019", "2019-10-03"),
        ("it", "Il 3 ottobre 2019 arrivò.", "3 ottobre 2019", "2019-10-03"),
        ("ru", "15 ноября 2020 года он", "15 ноября 2020", "2020-11-15"),
    ],
)
def test_months_in_other_languages_are_read(language: str, text: str, quote: str, iso: str) -> None:
    assert found(text, None, language) == [(quote, iso, "stated")]


def test_a_number_with_a_word_in_another_language_is_no_date() -> None:
    assert found("Es kamen 15 Personen und 30 Autos.", ANCHOR, "de") == []


def test_mentions_are_ordered_and_do_not_overlap() -> None:
    text = "On Friday, Nov. 13, 2020, and in May 2018, three days ago, since 1991 and on 2020-11-01."
    spans = [m.span for m in mentions(text, anchor=ANCHOR)]
    assert len(spans) == 5
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(isinstance(m, DateMention) for m in mentions(text, anchor=ANCHOR))


@pytest.mark.parametrize("piece", ["1", "1 ", "May ", "on ", "2020-", "Nov. 1, ", "1/1/", "last ", "in the "])
def test_a_hostile_line_costs_linear_time(piece: str) -> None:
    def cost(length: int) -> float:
        start = time.process_time()
        mentions(piece * (length // len(piece)), anchor=ANCHOR)
        return time.process_time() - start

    cost(1000)
    small, large = cost(5_000), cost(40_000)
    assert large < 8 * 3 * small + 0.1


@pytest.mark.parametrize(
    ("language", "text", "quote", "iso"),
    [
        ("de", "Zwei Tanker sind gestern gestrandet.", "gestern", "2021-05-04"),
        ("de", "Vorgestern lief der Tanker aus.", "Vorgestern", "2021-05-03"),
        ("fr", "Deux pétroliers se sont échoués hier.", "hier", "2021-05-04"),
        ("es", "Dos petroleros encallaron ayer.", "ayer", "2021-05-04"),
        ("ru", "Два танкера вчера сели на мель.", "вчера", "2021-05-04"),
    ],
)
def test_the_day_before_counts_from_the_source_in_other_languages(
    language: str, text: str, quote: str, iso: str
) -> None:
    (found,) = mentions(text, anchor=date(2021, 5, 5), language=language)
    assert (text[found.span.start : found.span.end], found.iso) == (quote, iso)
    (unplaced,) = mentions(text, anchor=None, language=language)
    assert (unplaced.iso, unplaced.resolved) == (None, "unresolved")
    assert not mentions(text, anchor=date.min, language=language)


@pytest.mark.parametrize(
    ("language", "text"), [("de", "Heute leben dort Menschen."), ("nl", "Op een morgen sneeuwde het.")]
)
def test_words_for_today_and_tomorrow_of_other_languages_date_nothing(language: str, text: str) -> None:
    assert not mentions(text, anchor=date(2021, 5, 5), language=language)
