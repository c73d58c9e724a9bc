"""The day of what a sentence reports, judged by eye."""

from __future__ import annotations

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
