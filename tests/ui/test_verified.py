"""What the Verify tab shows: one row for each passage, in words, leading to where it stands today."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import builders

from summarizer.data import Document, Span
from summarizer.note.brief import Backing, Brief, Line, cite
from summarizer.saved.verify import repair, verify
from ui.tasks import Verified
from ui.verified import facts, report_page, rows, verified_shown


def verified(brief: Brief, *documents: Document) -> Verified:
    report = verify(brief, documents)
    return Verified("note.json", brief, report, repair(brief, report), ())


def note() -> tuple[Brief, Document, Document]:
    one = builders.document("The bridge opened.\nIt cost 40 million crowns.")
    two = builders.document("On Monday the bridge opened.", 2)
    opened = cite(one, Span(0, 18))
    again = Backing("The bridge", cite(two, Span(10, 27)))
    first = Line("L1", "The bridge opened.", (opened,), backing=(again,))
    second = Line("L2", "It cost 40 million crowns.", (cite(one, Span(19, 45)), opened))
    return builders.brief((one, two), (first, second)), one, two


def test_a_passage_has_one_row_with_all_places_that_cite_it() -> None:
    brief, one, two = note()
    found = rows(verified(brief, one, two))
    assert [(row.places, row.number) for row in found] == [
        ("line 1, line 2", 1),
        ("line 1", 2),
        ("line 2", 3),
    ]
    assert facts(verified(brief, one, two)) == "3 passages: 3 intact (where the note says)."


def test_of_what_is_missing_the_words_of_the_note_are_told_once_and_are_not_taken_for_those_of_today() -> (
    None
):
    brief, one, two = note()
    long = "The council of Quarn " + "and the mayor of Norden " * 12 + "opened it."
    whole = builders.document(long, 3)
    brief = replace(
        brief,
        lines=(*brief.lines, Line("L3", long, (cite(whole, Span(0, len(long))),))),
        sources=builders.brief((one, two, whole), brief.lines).sources,
    )
    part, line = rows(verified(brief, one))[0], rows(verified(brief, one))[1]
    assert part.said == "the bridge opened"  # the passage, not the beginning of its line
    assert line.said == long
    html = verified_shown(verified(brief, one))["html"]
    assert html.count(escape(long)) == 1


def test_what_no_longer_stands_comes_first_and_is_told_without_offsets() -> None:
    brief, one, two = note()
    text = "A <b>new</b> line.\n" + one.text.replace("40 million", "90 million")
    today = replace(one, text=text, sha256="0" * 64)
    found = rows(verified(brief, today))
    assert [row.check.state for row in found] == ["moved", "missing", "changed"]
    assert [row.told for row in found] == [
        "The same words, now at line 2, not at line 1.",
        f"The file {two.name} is not there, and no other holds the quote.",
        "The text has changed; the nearest is at line 3.",
    ]
    assert [row.number for row in found] == [1, None, 2]
    shown = verified_shown(verified(brief, today))
    for cited in shown["cites"]:
        assert today.text[cited["start"] : cited["end"]] == cited["excerpt"][1]
        assert f'id="{cited["anchors"][0]}" href="#c{cited["number"]}"' in shown["html"]
    assert [source["id"] for source in shown["sources"]] == ["S1"]
    assert "<del>40</del>" in shown["html"]


def test_the_report_reads_alone() -> None:
    brief, one, _ = note()
    today = builders.document(one.text.replace("40", "50"))
    found = verified(brief, today)
    html = report_page(found)
    assert facts(found) in html
    for row in rows(found):
        assert escape(row.told) in html
        assert (
            row.check.diff or row.check.citation.quote in html
        )  # what was cited can be read, not only opened
    assert "<del>40</del>" in html
    assert 'href="' not in html  # a link would lead nowhere


def test_words_of_files_are_shown_as_text() -> None:
    brief, documents = builders.hostile()
    found = verified(brief, *documents)
    for html in (verified_shown(found)["html"], report_page(found)):
        assert "<script" not in html
        assert "<img" not in html
