"""Quotation marks: what of a sentence is quoted, and what no line may be torn out of."""

import pytest
from piles import lines_of

from summarizer.content.quotations import may_close, outside, torn
from summarizer.content.standalone import needs
from summarizer.content.trim import trim
from summarizer.data import Span


@pytest.mark.parametrize(
    ("text", "mark", "left", "open_"),
    [
        ("'We don't know,' he said.", "", " he said.", ""),
        ("‘It was sheer joy,’ Lowe told the paper.", "", " Lowe told the paper.", ""),
        ("We kept it afloat,' Lowe said.", "'", " Lowe said.", ""),
        ("I want to feel like myself again.'", "'", "", ""),
        ("She said: 'I am over it.", "", "She said: ", "'"),
        ("It can't 'feel right' after the storm.", "", "It can't   after the storm.", ""),
        ("In the '90s the dogs' lives were short.", "", "In the '90s the dogs' lives were short.", ""),
        ("A man 5'10\" tall and 6' wide.", "", "A man 5'10\" tall and 6' wide.", ""),
        ("“The crew's ‘best’ day,” he said.", "", "  he said.", ""),
        ("Give 'em the boys' room.", "", "Give 'em the boys' room.", ""),
    ],
)
def test_what_stands_outside(text: str, mark: str, left: str, open_: str) -> None:
    found, end = outside(text, mark)
    assert (found.strip(), end) == (left.strip(), open_)


def test_a_single_mark_opens_only_what_is_closed() -> None:
    assert outside("'Abd al-Karim of Orme spoke.", "", closes=False)[1] == ""
    assert outside("She told the paper 'Obviously, it fell.", "", closes=True)[1] == "'"
    assert outside("She told the paper 'Obviously, it fell.", "", closes=False)[1] == ""
    assert outside('He said: "', "")[1] == '"'
    assert may_close(["'We knew.", "It was late.' They left.", "Then it rained."], [1, 1, 1]) == [
        True,
        False,
        False,
    ]
    assert may_close(["'We knew.", "It was late.'"], [1, 2]) == [False, False]


def test_no_line_is_torn_out_of_single_marks() -> None:
    text = (
        "The bridge over the river opened on Monday.\n'It was a long year for all of the workers.\n"
        "We decided to do something to keep it open,' said Karel Novak of the works.\n"
        "The mayor of Brno praised the builders of the bridge."
    )
    assert needs(lines_of(text)) == ([-1, -1, 1, -1], [True, False, True, True])


def test_who_is_quoted_in_single_marks_does_not_make_a_review() -> None:
    said = "'We love my town and I told you so,' said Ann Lowe of Ness.\n" * 4
    _, able = needs(lines_of(f"{said}The port of Ness is closed now.\nI will never go to Ness again."))
    assert not able[-1]


def test_trimming_leaves_the_closing_mark() -> None:
    text = "'I will raise it with the government of Orme, which is responsible for the town.'"
    (sentence,) = lines_of(text)
    assert trim(sentence).shown == text
    assert torn(text, [Span(text.index(", which"), len(text))])
    assert not torn("Ann said 'no' to it, which was late.", [Span(20, 35)])
