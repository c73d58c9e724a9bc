"""A name that a line above has in full needs no bracket below."""

from __future__ import annotations

from piles import lines_of

from summarizer.compose.brackets import without_known
from summarizer.data import Gloss, Sentence, Span

TEXT = "Ann Lowe fell.\nLowe's ferry sank.\nLowe O'Brien swam.\nOrme rose. Orme fell."


def glossed(sentence: Sentence, word: str, span: Span) -> Sentence:
    return sentence.glossed(Gloss(sentence.span.start + sentence.text.index(word), span))


def test_a_first_name_is_given_where_no_line_above_has_it() -> None:
    full, ferry, other, rest = lines_of(TEXT)
    first = Span(0, 3)
    ferry, other = glossed(ferry, "Lowe", first), glossed(other, "O'Brien", Span(4, 8))
    shown = [[one.shown for one in line] for line in without_known([[ferry], [full], [ferry, other], [rest]])]
    assert shown == [
        ["[Ann] Lowe's ferry sank."],
        ["Ann Lowe fell."],
        ["Lowe's ferry sank.", "Lowe [Lowe] O'Brien swam."],
        ["Orme rose. Orme fell."],
    ]


def test_an_item_is_given_once_a_line() -> None:
    _, ferry, other, _ = lines_of(TEXT)
    item = Span(9, 13)
    ferry, other = ferry.glossed(Gloss(ferry.span.start, item)), other.glossed(Gloss(other.span.start, item))
    shown = [[one.shown for one in line] for line in without_known([[ferry, other], [other]])]
    assert shown == [["[fell] Lowe's ferry sank.", "Lowe O'Brien swam."], ["[fell] Lowe O'Brien swam."]]


def test_what_goes_on_with_a_line_needs_no_item() -> None:
    full, ferry, other, _ = lines_of(TEXT)
    item = Span(9, 13)
    ferry = ferry.glossed(Gloss(ferry.span.start, item))
    other = glossed(other, "Lowe", Span(0, 3))  # a first name stays
    shown = [[one.shown for one in line] for line in without_known([[other, ferry], [ferry], [full]])]
    assert shown == [
        ["[Ann] Lowe O'Brien swam.", "Lowe's ferry sank."],
        ["[fell] Lowe's ferry sank."],
        ["Ann Lowe fell."],
    ]
