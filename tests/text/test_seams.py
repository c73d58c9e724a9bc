"""Words parted by the end of a line, in texts whose lines were wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Document
from summarizer.text.seams import is_suspended, seams, vocabulary
from summarizer.text.segment import split

WRAPPED = """\
The report of the commission was read on Thursday. It says that the desali-
nation hall gave no fresh water for six days, since both of its pumps were
put in the wrong way round. A brewer who is well-known lent his tank. A well-
known fitter was sent for, and the pre-
and post-war pipes were looked at by him until the evening of the same day.
"""
JAPANESE = """\
月曜日の夜、ホレン近くの川の堤
防が決壊し、三十軒の地下室が浸
水した。市長は学校を金曜日まで
閉めると述べた。
"""


def shown(text: str, language: str = "en") -> list[str]:
    return [one.shown for one in split(Document("S1", "text", text, language=language))]


def test_a_word_broken_at_the_end_of_a_line_is_shown_whole_and_cited_as_it_stands() -> None:
    document = Document("S1", "text", WRAPPED)
    told = split(document)
    assert "that the desalination hall gave" in told[1].shown
    assert told[1].cited == (told[1].span,)
    assert "desali-\nnation" in document.quote(told[1].span)
    assert told[3].shown.startswith("A well-known fitter")
    assert "pre- and post-war" in told[3].shown


def test_wrapped_lines_of_scripts_without_blanks_are_joined_without_one() -> None:
    assert shown(JAPANESE, "ja") == [
        "月曜日の夜、ホレン近くの川の堤防が決壊し、三十軒の地下室が浸水した。",
        "市長は学校を金曜日まで閉めると述べた。",
    ]


def test_a_list_of_short_lines_in_such_a_script_is_not_joined() -> None:
    assert shown("首页\n国际新闻\n体育\n关于我们的报纸\n", "zh") == [
        "首页",
        "国际新闻",
        "体育",
        "关于我们的报纸",
    ]


@pytest.mark.parametrize(
    ("head", "rest", "told"), [("nacht", "und", True), ("thous", "and", False), ("desali", "nation", False)]
)
def test_a_hyphen_may_stand_for_a_word_to_come(head: str, rest: str, told: bool) -> None:
    assert is_suspended(head, rest, {"thousand": 1}) == told


@given(st.text(alphabet="ab-\u00ad \n\r堤防", max_size=60))
def test_what_parts_words_holds_no_letter_and_lies_in_order(text: str) -> None:
    at = 0
    for first, last in seams(text, 0, len(text), vocabulary(text)):
        assert at <= first < last
        assert not any(map(str.isalnum, text[first:last]))
        at = last


def test_the_running_heads_of_a_text_with_form_feeds_are_lines_of_their_own() -> None:
    head = "LETTERS FROM THE NIDDER"
    pages = ["Growers have burned\na third of their hops.", "No bank lends on hops.", "Two breweries pay."]
    text = "\n\f".join(f"{head}    Page {at} of 3\n\n{page}" for at, page in enumerate(pages, 1))
    assert sum(one.startswith(head) for one in shown(text)) == 3
