from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.sources.load import load
from summarizer.sources.publication import day_in_name, find, plausible_title

BODY = (
    "\n\nThe government said that it would withdraw its troops, as agreed on 5 May 2019 in the capital.\n" * 4
)
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.mark.parametrize(
    ("line", "language", "day", "basis"),
    [
        ("Published 20:24 IST, November 15th 2020", "en", date(2020, 11, 15), "published"),
        (" date 2023-09-22 Truce set up upon Armenia’s fall.", "en", date(2023, 9, 22), "dateline"),
        (
            "LONDON, 12 March 2021 (Reuters) - The army left the city at noon.",
            "en",
            date(2021, 3, 12),
            "dateline",
        ),
        ("BAKU, Azerbaijan, Nov. 10, 2020 — Troops moved in.", "en", date(2020, 11, 10), "dateline"),
        ("By Jane Doe | Updated: 3 Feb. 2022 10:15", "en", date(2022, 2, 3), "updated"),
        ("Jane Doe, BBC News · 3 Feb 2022 · 10:15 GMT", "en", date(2022, 2, 3), "dateline"),
        ("Friday 20 November 2020 14:00", "en", date(2020, 11, 20), "dateline"),
        ("2021-03-04 10:00:00", "en", date(2021, 3, 4), "dateline"),
        ("12. März 2021", "de", date(2021, 3, 12), "dateline"),
        ("2021年3月5日", "zh", date(2021, 3, 5), "dateline"),
        ("公開日：2021年3月5日（金）", "ja", date(2021, 3, 5), "published"),
        ("2021년 3월 5일", "ko", date(2021, 3, 5), "dateline"),
        ("le 4 mai 2020", "fr", date(2020, 5, 4), "dateline"),
        ("Publié le 4 mai 2020 à 10h15", "fr", date(2020, 5, 4), "published"),
        ("Опубликовано 5 марта 2021 г.", "ru", date(2021, 3, 5), "published"),
        ("21 de septiembre de 2021", "es", date(2021, 9, 21), "dateline"),
        ("3/5/2021", "es", date(2021, 5, 3), "dateline"),
        ("13/5/2021", "en", date(2021, 5, 13), "dateline"),
        ("A mosque is pictured after the war. November 20, 2020.", "en", date(2020, 11, 20), "caption"),
    ],
)
def test_a_dateline_gives_the_day(line: str, language: str, day: date, basis: str) -> None:
    found = find(line + BODY, language)
    assert (found.date, found.basis) == (day, basis)


@pytest.mark.parametrize(
    "line",
    ["On 3 May 2020 the army moved into the city and took it over.", "3/5/2021", "31 February 2020",
     "Attack of 3 May 2020", "Published on 3 May 2020, the ministry's report says that troops must go soon.",
     "The report was published 12 March 2021 by the ministry and says the same.", "Call 2020-11-15-22 now",
     "on October 7th, 2007, Version 1.3 ratified on September 24th, 2006,"],
)  # fmt: skip
def test_a_date_in_prose_or_an_ambiguous_one_gives_no_day(line: str) -> None:
    assert find(line + BODY).date is None


def test_a_date_in_the_middle_of_a_document_gives_no_day() -> None:
    assert find(BODY * 3 + "\nPublished 3 May 2020\n" + BODY * 3).date is None


def test_a_date_on_the_last_line_counts() -> None:
    assert find(BODY + "\n20:24 IST, November 15th 2020").date == date(2020, 11, 15)


def test_the_day_of_publication_goes_before_the_day_of_the_change() -> None:
    assert find("Updated 4 May 2020\nPublished 3 May 2020" + BODY).date == date(2020, 5, 3)


def test_front_matter_gives_title_publisher_and_date() -> None:
    head = '---\ntitle: "Troops go"\ndate: 2020-03-04T10:00:00Z\npublisher: The Paper\n---\n# Other\n'
    found = find(head + BODY)
    assert (found.title, found.publisher, found.date) == ("Troops go", "The Paper", date(2020, 3, 4))


def test_an_agency_is_the_publisher() -> None:
    assert find("MOSCOW (AP) — Troops moved in." + BODY).publisher == "AP"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("# Troops *go* home #\n", "Troops go home"),
        ("World Media\n\nTroops go home from the war\n", "Troops go home from the war"),
        ("Published 3 May 2020\nBy Jane Doe\nTroops go home from the war\n", "Troops go home from the war"),
        (" date 2023-09-22 Truce set up upon the fall.\n", "Truce set up upon the fall"),
        ("The troops go home, the minister said.\n", None),
        ("The troops go home from the war, which the\nminister said was over.\n", None),
        ("The troops will go home because of the\n", None),
    ],
)
def test_the_first_line_is_the_title_only_if_it_reads_like_a_headline(head: str, title: str | None) -> None:
    assert find(head + BODY).title == title


@pytest.mark.parametrize(
    "stamp",
    ["5 years ago", "Updated 3 hrs. ago", "Just now", "about an hour ago", "Yesterday at 5:30 pm",
     "12:45 PM ET", "4 min read", "Page 1 of 1", "vor 5 Stunden", "il y a 3 jours", "hace 2 días",
     "3 dagen geleden", "3時間前", "2 часа назад"],
)  # fmt: skip
def test_a_stamp_that_counts_from_the_day_of_copying_is_no_title(stamp: str) -> None:
    title = "The troops go home from the war"
    assert find(f"{stamp}\n\n{title}\n\n{BODY}").title == title
    assert find(f"{stamp}\n{BODY}").title is None


def test_a_headline_that_counts_years_is_a_title() -> None:
    line = "5 years ago the war in the north began"
    assert find(f"{line}\n\n{BODY}").title == line


@pytest.mark.parametrize(
    "junk", ["Microsoft Word - x.doc", "untitled", "Document1", "a.indd", "", None, "12"]
)
def test_a_title_made_by_a_program_is_none(junk: str | None) -> None:
    assert plausible_title(junk) is None


@given(st.text(st.sampled_from("aZ. ,-|:/()\n2021059年月日 Publishedate"), max_size=3000))
@settings(max_examples=50, deadline=2000)
def test_any_text_is_searched_quickly_and_without_error(text: str) -> None:
    find(text)


def test_the_samples_state_what_they_state() -> None:
    found = {d.name[:3]: (d.date, d.title) for d in load([SEEDS]).documents}
    assert found["000"] == (None, None)
    assert found["001"][0] == date(2020, 11, 15)
    assert found["001"][1] is not None
    assert found["001"][1].startswith("Azerbaijan agrees to give Armenians until November 25")
    assert found["002"][0] == date(2020, 11, 20)
    assert found["003"] == (None, "New cease-fire announced in 4-week Nagorno-Karabakh conflict")
    assert found["004"] == (
        date(2023, 9, 22),
        "Truce set up upon Armenia’s fall during the Nagorno-Karabakh conflict",
    )


def test_english_dates_need_no_date_library() -> None:
    before = "dateparser" in sys.modules
    find("Published 20:24 IST, November 15th 2020" + BODY)
    assert ("dateparser" in sys.modules) == before


def test_the_days_of_a_chronology_are_its_entries_and_none_is_that_of_publication() -> None:
    entries = ("3 May 2019 – The mill burned down.", "12 June 2020 – The council voted to rebuild it.")
    assert find("\n\n".join(("The mill of Osk", *entries))).date is None
    assert find("\n\n".join((f"QUARN, {entries[0]}", "The mayor wept."))).date == date(2019, 5, 3)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2021-05-03 minutes.txt", date(2021, 5, 3)),
        ("20210503_minutes.txt", date(2021, 5, 3)),
        ("minutes.2021.05.03.md", date(2021, 5, 3)),
        ("scan_20991399.txt", None),
        ("2021-05-03--2021-05-07.txt", None),
        ("120210503.txt", None),
        ("case-1984-12.txt", None),
    ],
)
def test_a_file_name_may_bear_a_day(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


def test_a_text_without_a_day_is_of_that_of_its_name(tmp_path: Path) -> None:
    for name, text in (("2021-05-03.txt", "The dam broke."), ("2021-05-04.txt", "3 May 2020\n\nIt rained.")):
        (tmp_path / name).write_text(text, "utf-8")
    first, second = load([tmp_path]).documents
    assert (first.date, second.date) == (date(2021, 5, 3), date(2020, 5, 3))
    (tmp_path / "dam.txt").write_text("The dam broke.", "utf-8")
    (again,) = load([tmp_path / "dam.txt"], known=[first, second]).documents
    assert again.date is None
