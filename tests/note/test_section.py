"""Periods: their names and their months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.note.section import Period, Section


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2023, 9, 1), date(2023, 9, 30), "September 2023"),
        (date(2020, 10, 1), date(2020, 11, 30), "October–November 2020"),
        (date(2020, 11, 1), date(2021, 1, 1), "November 2020–January 2021"),
        (date(2020, 9, 1), date(2021, 9, 1), "September 2020–September 2021"),
    ],
)
def test_a_period_is_named_by_its_months(first: date, last: date, name: str) -> None:
    assert Period(first, last).name == name


def test_the_section_of_a_period_stands_under_its_months() -> None:
    fall = Period(date(2020, 10, 17), date(2020, 11, 20))
    assert Section.of(fall) == Section("October–November 2020", fall)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(st.dates(date(999, 11, 1), date(1001, 3, 1)))
    return Period(first, first + timedelta(draw(st.integers(0, 90))))


@given(periods(), periods())
def test_two_periods_share_a_month_that_both_hold(one: Period, other: Period) -> None:
    months = [f"{year:04}-{month:02}" for year in (999, 1000, 1001) for month in range(1, 13)]
    both = any(one.holds(month) and other.holds(month) for month in months)
    assert one.shares_months(other) == other.shares_months(one) == both


@given(periods())
def test_a_period_holds_its_own_days_and_months(period: Period) -> None:
    for iso in (period.first.isoformat(), period.last.isoformat(), period.last.isoformat()[:7]):
        assert period.holds(iso)
