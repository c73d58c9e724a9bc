"""The reading sheet of a note, and its count."""

import builders
import pytest

from summarizer.data import Span
from summarizer.errors import NoteError
from summarizer.note.brief import Line, cite
from summarizer.saved.sheet import FAULTS, count, sheet


def test_a_sheet_shows_each_line_beside_its_passage_with_a_place_for_a_judgement() -> None:
    source = builders.document("It rained.\nThe bridge, closed since May, opened on Monday.\nBoats wait.")
    first, last = Span(11, 21), Span(40, 58)
    cited = (cite(source, first), cite(source, last))
    line = Line("L1", "The bridge opened on Monday.", cited, date="2020-05-04")
    text = sheet(builders.brief((source,), (line,)), [source])
    assert "## L1 · 2020-05-04" in text
    assert "**The bridge opened on Monday.**\n\nJudgement: \n" in text
    assert "> It rained. ⟦The bridge⟧, closed since May,⟦ opened on Monday.⟧" in text
    assert all(f"- {fault}: " in text for fault in FAULTS)


def test_without_its_source_a_line_stands_beside_its_quotation() -> None:
    source = builders.document("It rained. The bridge opened on Monday. Boats wait.")
    line = Line("L1", "The bridge opened on Monday.", (cite(source, Span(11, 39)),))
    assert "> It rained. ⟦The bridge opened on Monday.⟧ Boats wait." in sheet(
        builders.brief((source,), (line,)), []
    )


def test_a_filled_sheet_is_counted() -> None:
    text = "# x\n\n" + "".join(
        f"## L{at} · no date\n\n**x**\n\nJudgement: {judged}\n\n"
        for at, judged in enumerate(("print", "Print.", "does not stand alone", "", "stale"), 1)
    )
    found = count(text, "sheet.md")
    assert (found.lines, found.printed, found.open) == (5, 2, 1)
    assert found.faults == (("does not stand alone", 1), ("stale", 1))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no sheet", "no reading sheet"),
        ("## L1 · no date\n\nJudgement: nice\n", "the judgement “nice” is unknown"),
        ("## L1 · no date\n\n## L2 · no date\n\nJudgement: print\n", "a “Judgement:” is missing"),
    ],
)
def test_what_cannot_be_counted_is_told_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(NoteError, match=told):
        count(text, "sheet.md")
