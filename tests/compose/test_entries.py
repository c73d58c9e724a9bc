"""The day of each entry of a diary or live blog, read from its heading."""

from __future__ import annotations

from datetime import date

import builders

from summarizer.compose.entries import entries, entry_day, newest_first

DIARY = "## 2021-03-01\n\nThe roof leaks.\n\n8 March 2021, 14:05\n\nThe roof is mended.\n"


def test_a_line_is_of_the_day_of_the_heading_before_it() -> None:
    found = entries(builders.document(DIARY))
    assert entry_day(found, DIARY.index("leaks")) == date(2021, 3, 1)
    assert entry_day(found, DIARY.index("mended")) == date(2021, 3, 8)
    assert entry_day(found, 0) == date(2021, 3, 1)


def test_one_date_alone_makes_no_diary() -> None:
    assert entries(builders.document("Monday, 1 March 2021\n\nThe roof leaks.\n")) == ()


def test_a_sentence_with_a_date_is_no_heading() -> None:
    assert entries(builders.document("On 1 March 2021 it rained.\n\nOn 2 March 2021 it snowed.\n")) == ()


def test_the_year_of_a_heading_may_stand_in_the_one_before_it() -> None:
    text = "Tuesday 29 December 2020\n\nThe roof leaks.\n\nSat 2 Jan\n\nThe roof is mended.\n"
    assert entry_day(entries(builders.document(text)), text.index("mended")) == date(2021, 1, 2)


def test_a_title_that_ends_with_a_day_heads_what_follows_it() -> None:
    text = "Live: the roof, 1 March 2021\n\n18:40 It leaks.\n\n2 March 2021\n\nIt is mended.\n"
    found = entries(builders.document(text))
    assert entry_day(found, text.index("leaks")) == date(2021, 3, 1)
    assert entry_day(found, text.index("mended")) == date(2021, 3, 2)


def test_a_title_alone_makes_no_diary() -> None:
    for ahead in ("Next meeting: 8 March 2021.", "Next meeting\n\n8 March 2021"):
        text = f"Minutes of 1 March 2021\n\nThe roof is to be mended.\n\n{ahead}\n\nIt leaks.\n"
        assert entries(builders.document(text)) == ()


def test_before_the_first_entry_there_is_no_day() -> None:
    text = f"A diary of the roof.\n\n{DIARY}"
    assert entry_day(entries(builders.document(text)), 3) is None


def test_a_line_that_goes_on_with_a_wrapped_sentence_is_no_heading() -> None:
    text = "It was agreed on in Orme\non March 1st 2021.\n\nIt was mended in Ness\non March 8th 2021.\n"
    assert entries(builders.document(text)) == ()


def test_a_live_blog_is_known_by_times_that_go_back() -> None:
    blog = "5.20pm It is mended.\n\n4.05 pm A ladder came.\n\n11.30am It leaks.\n\n9:15 am It rains.\n"
    assert newest_first(builders.document(blog)) == tuple(
        blog.index(time) for time in ("5.20", "4.05", "11.30", "9:15")
    )


def test_times_that_go_on_or_stand_within_a_line_are_no_such_blog() -> None:
    forward = "9:15 It rains.\n11:30 It leaks.\n14:05 A ladder came.\n17:20 It is mended.\n"
    within = "It rains at 9:15.\nIt leaks at 8:30.\nIt held at 7:05.\nIt was built at 6:20.\n"
    lengths = "17.205 metres\n16.1 metres\n12.50.3 metres\n10:30:20 hours\n"
    for text in (forward, within, lengths, "17:20 It is mended.\n16:05 It leaks.\n"):
        assert newest_first(builders.document(text)) == ()


def test_the_heading_of_a_release_bears_its_number_beside_its_day() -> None:
    newer = "## [1.4.0](https://x.example/v1.3.0...v1.4.0) (2021-05-03)\n\n- It floats.\n\n"
    text = f"# Log\n\n{newer}## v1.3 - 2021-02-11\n\n- It sinks.\n"
    found = entries(builders.document(text))
    assert entry_day(found, text.index("floats")) == date(2021, 5, 3)
    assert entry_day(found, text.index("sinks")) == date(2021, 2, 11)


def test_the_year_of_the_headings_may_stand_in_the_title() -> None:
    text = "Diary, October 2022\n\nMonday 3 October\n\nThe roof leaks.\n\nMonday 10 October\n\nIt rains.\n"
    assert entry_day(entries(builders.document(text)), text.index("leaks")) == date(2022, 10, 3)
    assert entries(builders.document(text.replace(" 2022", ""))) == ()
