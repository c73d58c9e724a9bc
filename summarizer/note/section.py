"""Sections of a note: the heading that is shown, and the stretch of time that its lines tell of."""

from __future__ import annotations

from datetime import date

from summarizer.languages import words
from summarizer.records import dataclass

UNDATED = "From undated sources"
"""Heading of the lines of undated documents."""
HEADINGS = "en"
"""Language of the names of months in headings, as of all that a note says itself."""


def _month_name(day: date) -> str:
    """Return "September 2023", whatever language the process is set to."""
    return f"{words(HEADINGS, 'calendar.months')[day.month - 1].capitalize()} {day.year:04}"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that the pile reports on, from the first to the last document's day."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """The months: "September 2023", "October–November 2020", "November 2020–January 2021"."""
        first, last = self.first, self.last
        if (first.year, first.month) == (last.year, last.month):
            return _month_name(last)
        begin, _, year = _month_name(first).rpartition(" ")
        return f"{begin if first.year == last.year else f'{begin} {year}'}–{_month_name(last)}"

    def holds(self, iso: str) -> bool:
        """Tell whether a date, cut to what is known, lies in the months of the period."""
        return self.first.isoformat()[:7] <= iso[:7] <= self.last.isoformat()[:7]

    def shares_months(self, other: Period) -> bool:
        """Tell whether a month lies in both."""
        return self.holds(other.first.isoformat()) or other.holds(self.first.isoformat())


@dataclass(frozen=True, slots=True)
class Section:
    """Where a line stands: under which heading, and of which period its lines tell, None where of none."""

    heading: str
    period: Period | None = None

    @classmethod
    def of(cls, period: Period) -> Section:
        """Return the section of a period under the period's own name."""
        return cls(period.name, period)
