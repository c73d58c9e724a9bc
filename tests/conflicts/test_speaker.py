"""Who gives a figure by the account of a source."""

from __future__ import annotations

import pytest

from summarizer.conflicts.speaker import speaker_of
from summarizer.data import Span
from summarizer.sources.load import document_from_text
from summarizer.text.segment import split

TWICE = (
    "The navy initially said 40 bodies had been found, although other media later quoted the head of the "
    "search and rescue agency, Bo Lindqvist, as saying only three bodies were."
)


@pytest.mark.parametrize(
    ("text", "figure", "who"),
    [
        (TWICE, "40", "the navy"),
        (TWICE, "three", "the head of the search and rescue agency"),
        ("The survey reported a magnitude of 4.9, although the institute of Osk reported it as 6.1.", "6.1",
         "the institute of Osk"),
        ("Total of 7 bodies recovered so far, says search chief.", "7", "search chief"),
        ("Six bodies were found, the chief of the navy said on Monday.", "Six", "the chief of the navy"),
        ("According to the institute, it had a magnitude of 5.6.", "5.6", "the institute"),
        ("The World Clinic (WC) on Monday said 42 people had died.", "42", "the World Clinic"),
        ("The survey, however, reported that it had a magnitude of 5.4.", "5.4", "the survey"),
        ("The toll has passed 80, according to reports from the coast.", "80", "reports from the coast"),
        ("He said 40 people died.", "40", ""),
        ("The ferry sank on Monday and 40 people died.", "40", ""),
        ("The ferry sank and the navy said 40 people died.", "40", "the navy"),
        ("Police say 12 people were hurt when the tram, reported late, hit a wall.", "12", "Police"),
    ],
)  # fmt: skip
def test_it_is_whom_the_sentence_has_say_it(text: str, figure: str, who: str) -> None:
    [sentence] = split(document_from_text(text))
    at = text.index(figure)
    assert speaker_of(sentence, Span(at, at + len(figure))) == who
