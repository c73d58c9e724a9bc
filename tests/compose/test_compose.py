"""Chosen sentences → lines: order, dates, sections, corroboration, what is left out."""

from __future__ import annotations

from datetime import date

import builders
import pytest
from piles import composed, content, lines_of

from summarizer.compose.lines import COPIES, LEFT_OUT, NAMED, describe_sources
from summarizer.data import Document, Sentence
from summarizer.note.brief import Line
from summarizer.note.section import UNDATED
from summarizer.pipeline import Options, summarize
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text

CLOSED = "The council of Brno voted to close the old bridge."
CLOSED_TOO = "Councillors in the council of Brno voted on the old bridge, and to close it."
CRACKS = "Engineers found deep cracks in three of its northern pillars."
TRAMS = "Trams take another way through the city until next spring."
MAY, JUNE, YEARS_ON = date(2020, 5, 3), date(2020, 6, 1), date(2023, 9, 22)


def sentences(*texts: str, dates: tuple[date | None, ...] = ()) -> tuple[Sentence, ...]:
    """The sentences, one a line, of one document for each text."""
    days = dates or (None,) * len(texts)
    return tuple(
        sentence
        for number, (text, day) in enumerate(zip(texts, days, strict=True), start=1)
        for sentence in lines_of(text, number=number, date=day)
    )


def roles(line: Line) -> list[tuple[str, str]]:
    return [(citation.source, citation.role) for citation in line.citations]


def headed(line: Line) -> str | None:
    return line.section.heading if line.section else None


def documents_of(found: tuple[Sentence, ...]) -> list[Document]:
    return list(dict.fromkeys(sentence.document for sentence in found))


# --- What makes a line ------------------------------------------------------------------------------------


def test_a_line_is_its_sentence_on_one_line_with_its_citation() -> None:
    document = builders.document("The council of Brno voted\tto close  the bridge.")
    (line,) = composed(content(document), 0).lines
    assert line.text == "The council of Brno voted to close the bridge."
    assert line.citations[0].quote == document.text
    assert (line.id, line.independent, line.section, line.date) == ("L1", 1, None, None)


def test_a_leaning_sentence_shares_its_line_with_the_one_it_needs() -> None:
    found = sentences(f"{CLOSED}\nIt also voted for a new one.")
    (line,) = composed(found, 1).lines
    assert line.text == f"{CLOSED} It also voted for a new one."
    assert roles(line) == [("S1", "primary"), ("S1", "primary")]


def test_a_sentence_and_the_one_that_leans_on_it_are_one_line_in_either_order_of_choice() -> None:
    found = sentences(f"{CLOSED}\nIt also voted for a new one.")
    assert [line.text for line in composed(found, 1, 0).lines] == [
        line.text for line in composed(found, 0, 1).lines
    ]


def test_no_chosen_sentence_makes_no_line() -> None:
    assert composed(sentences(CLOSED)).lines == ()


# --- Corroboration ----------------------------------------------------------------------------------------


def test_another_document_that_says_it_is_a_corroborating_citation() -> None:
    found = sentences(f"{CLOSED}\n{CRACKS}", f"{TRAMS}\n{CLOSED_TOO}")
    (line,) = composed(found, 0).lines
    assert roles(line) == [("S1", "primary"), ("S2", "corroborating")]
    assert line.independent == 2


def test_a_chosen_line_that_says_the_same_becomes_a_citation_of_the_first() -> None:
    found = sentences(f"{CLOSED}\n{CRACKS}", f"{TRAMS}\n{CLOSED}")
    (line,) = composed(found, 0, 3).lines
    assert roles(line) == [("S1", "primary"), ("S2", "corroborating")]


def test_of_a_line_and_one_that_says_more_the_fuller_stays() -> None:
    fuller = (
        "The council of Brno voted to close the old bridge because engineers had found "
        "deep cracks beneath several of its northern pillars."
    )
    found = sentences(f"{CLOSED}\n{TRAMS}", fuller)
    (line,) = composed(found, 0, 2).lines
    assert line.text == fuller
    assert roles(line) == [("S2", "primary")]


def test_a_sentence_said_twice_in_one_document_is_one_line() -> None:
    found = sentences(f"{CLOSED}\n{CLOSED}")
    (line,) = composed(found, 0, 1).lines
    assert roles(line) == [("S1", "primary")]


def test_equal_sentences_without_a_content_word_are_one_line() -> None:
    found = sentences("It is what it is and so it is.", "It is what it is and so it is.")
    assert len(composed(found, 0, 1, order="source").lines) == 1


def test_sentences_that_agree_word_for_word_count_as_one_source() -> None:
    found = sentences(f"{CLOSED}\n{CRACKS}", f"{TRAMS}\n{CLOSED}")
    (line,) = composed(found, 0).lines
    assert len(line.citations) == 2
    assert line.independent == 1


def test_copies_of_one_text_count_once_and_only_some_are_cited() -> None:
    wire = f"{CLOSED}\n{CRACKS}"
    found = sentences(*[wire] * 9, f"{TRAMS}\n{CLOSED_TOO}")
    (line,) = composed(found, 0).lines
    assert roles(line)[0] == ("S1", "primary")
    assert len(line.citations) == COPIES + 1
    assert line.citations[-1].source == "S10"
    assert line.independent == 2


def test_a_line_of_two_sentences_is_counted_only_with_a_document_that_says_both() -> None:
    more = "It also voted to build another bridge upstream."
    found = sentences(f"{CLOSED}\n{more}", f"{CLOSED_TOO}\n{TRAMS}", f"{CLOSED_TOO}\n{more}")
    (line,) = composed(found, 1).lines
    both = [("S1", "primary")] * 2 + [("S3", "corroborating")] * 2
    assert roles(line) == [*both, ("S2", "corroborating")]
    assert [(one.text, one.citation.source) for one in line.backing] == [(CLOSED, "S2")]
    without = sentences(f"{CLOSED}\n{more}", f"{CLOSED_TOO}\n{TRAMS}")
    assert composed(without, 1).lines[0].independent == 1


def test_the_reader_is_told_of_copies() -> None:
    wire = f"{CLOSED}\n{CRACKS}"
    (remark,) = composed(sentences(wire, TRAMS, wire), 0).remarks
    assert remark == "S1 and S3 share much of their text word for word; they count as one source."
    (remark,) = composed(sentences(*[wire] * (NAMED + 2)), 0).remarks
    assert remark.startswith("S1, S2, S3, S4, S5 and 2 more share")
    assert composed(sentences(wire, TRAMS), 0).remarks == ()


# --- Order, dates, sections -------------------------------------------------------------------------------


def test_lines_stand_by_the_day_of_the_event_else_of_publication() -> None:
    found = sentences(
        "The council of Brno opened a new bridge on May 1.\nShops near the bridge fear for their trade.",
        "Soldiers carried sandbags to the river bank on April 2.",
        dates=(MAY, JUNE),
    )
    lines = composed(found, 0, 1, 2).lines
    assert [line.date for line in lines] == ["2020-04-02", "2020-05-01", "2020-05-03"]


def test_lines_of_one_day_stand_as_in_the_source() -> None:
    found = sentences(f"{CRACKS}\n{CLOSED}\n{TRAMS}", dates=(MAY,))
    assert [line.text for line in composed(found, 2, 0, 1).lines] == [CRACKS, CLOSED, TRAMS]


def test_lines_of_an_undated_document_stand_as_in_the_source_whatever_days_they_name() -> None:
    late = "Ada Byron laid the first stone of it on May 1, 1990."
    found = sentences(f"{CLOSED}\n{late}")
    lines = composed(found, 1, 0).lines
    assert [line.text for line in lines] == [CLOSED, late]
    assert [line.date for line in lines] == [None, "1990-05-01"]


def test_of_one_day_the_document_quoted_from_its_beginning_comes_first() -> None:
    found = sentences(f"{CRACKS}\n{TRAMS}", CLOSED)
    assert [line.text for line in composed(found, 1, 2).lines] == [CLOSED, TRAMS]
    assert [line.text for line in composed(found, 0, 1, 2).lines] == [CRACKS, TRAMS, CLOSED]


def test_lines_can_stand_by_score_or_by_source() -> None:
    found = sentences(f"{CLOSED}\n{CRACKS}", TRAMS, dates=(JUNE, MAY))
    assert [line.text for line in composed(found, 2, 1, 0, order="score").lines] == [TRAMS, CRACKS, CLOSED]
    assert [line.text for line in composed(found, 2, 1, 0, order="source").lines] == [CLOSED, CRACKS, TRAMS]


def test_periods_are_sections_in_order_and_the_undated_come_last() -> None:
    found = sentences(TRAMS, CLOSED, CRACKS, dates=(None, YEARS_ON, MAY))
    lines = composed(found, 0, 1, 2).lines
    assert [headed(line) for line in lines] == ["May 2020", "September 2023", UNDATED]


def test_undated_lines_behind_dated_ones_have_a_heading_of_their_own() -> None:
    found = sentences(CRACKS, f"{TRAMS}\n{CLOSED}", dates=(MAY, None))
    assert [line.section and headed(line) for line in composed(found, 0, 1, 2).lines] == [
        None,
        UNDATED,
        UNDATED,
    ]
    assert not any(line.section for line in composed(found, 0, 1, 2, order="score").lines)
    assert not any(
        line.section for line in composed(sentences(CRACKS, TRAMS, dates=(None, None)), 0, 1).lines
    )


def test_a_line_stands_in_the_period_of_what_it_reports() -> None:
    back = "Ada Byron laid the first stone of another bridge on May 9, 2020."
    found = sentences(f"{CLOSED}\n{back}", CRACKS, dates=(YEARS_ON, MAY))
    by_text = {line.text: line for line in composed(found, 0, 1, 2).lines}
    assert (headed(by_text[back]), by_text[back].date) == ("May 2020", "2020-05-09")
    assert headed(by_text[CLOSED]) == "September 2023"


def test_an_order_other_than_chronological_has_no_sections() -> None:
    found = sentences(CLOSED, CRACKS, dates=(YEARS_ON, MAY))
    assert {line.section for line in composed(found, 0, 1, order="source").lines} == {None}


def test_themes_are_sections_where_there_are_no_periods() -> None:
    bridge = "Nobody crosses the Stone Bridge now.\nThe Stone Bridge is old.\nBrno loves the Stone Bridge."
    river = "Rain fills the Vltava River today.\nSwans left the Vltava River.\nFish like the Vltava River."
    lines = composed(sentences(river, bridge), 0, 3).lines
    assert [str(headed(line)).split(",")[0] for line in lines] == ["Vltava River", "Stone Bridge"]


def test_an_inferred_date_is_told_in_short_on_the_line_and_in_full_on_the_source() -> None:
    undated = f"{CLOSED}\n{CRACKS}\nTrams stopped crossing the bridge on May 1."
    found = sentences(undated, f"{CLOSED_TOO}\n{CRACKS}", TRAMS, dates=(None, MAY, YEARS_ON))
    composition = composed(found, 0, 2)
    lines = {line.text: line for line in composition.lines}
    assert (lines[CLOSED].date, lines[CLOSED].date_note) == ("2020-05", "year inferred")
    trams = lines["Trams stopped crossing the bridge on May 1."]
    assert (trams.date, trams.date_note) == ("2020-05-01", "year inferred")
    source = describe_sources(documents_of(found), composition.datings)[0]
    assert (source.date, source.date_note) == ("2020-05", "year inferred from likeness to S2")


def test_a_weekday_in_a_document_of_inferred_date_dates_nothing() -> None:
    undated = f"{CLOSED}\n{CRACKS}\nTrams stopped on May 1.\nBuses stopped crossing the bridge on Friday."
    found = sentences(undated, f"{CLOSED_TOO}\n{CRACKS}", TRAMS, dates=(None, MAY, YEARS_ON))
    (line,) = composed(found, 3).lines
    assert (line.date, line.date_note) == ("2020-05", "year inferred")


def test_weekdays_order_the_lines_of_a_document_of_inferred_date() -> None:
    undated = f"{CLOSED}\n{CRACKS}\nBuses stopped on Friday.\nTrams stopped crossing the bridge on Wednesday."
    found = sentences(
        f"{undated}\nIt was May 1.", f"{CLOSED_TOO}\n{CRACKS}", TRAMS, dates=(None, MAY, YEARS_ON)
    )
    lines = composed(found, 2, 3).lines
    assert [line.text.split()[-1] for line in lines] == ["Wednesday.", "Friday."]
    assert [line.date for line in lines] == ["2020-05", "2020-05"]


def test_a_live_blog_that_has_its_newest_entry_first_is_read_from_its_end() -> None:
    told = [CLOSED, CRACKS, TRAMS, "Divers measured the pillars."]
    blog = "\n".join(
        f"{hour} {text}" for hour, text in zip(("17.10", "16.06", "9.30", "06.10"), told, strict=True)
    )
    found = sentences(f"{blog}\nA crowd watched them.", dates=(MAY,))
    lines = [line.text for line in composed(found, 0, 1, 3, 4).lines]
    assert [line.partition(" ")[0] for line in lines] == ["06.10", "A", "16.06", "17.10"]


# --- Sources and what is left out -------------------------------------------------------------------------


def test_a_document_without_content_is_a_source_all_the_same() -> None:
    empty = builders.document("", date=MAY, title="Empty")
    (source,) = describe_sources([empty], {})
    assert (source.title, source.date, source.cited, source.chars) == ("Empty", "2020-05-03", 0, 0)


def test_the_best_lines_that_were_not_taken_are_named_best_first() -> None:
    found = sentences(f"{CLOSED}\n{CRACKS}\n{TRAMS}")
    omitted = composed(found, 0, scores=[0.1, 0.2, 0.4]).omitted
    assert [(item.reason, item.citation.quote, item.score) for item in omitted] == [
        ("adds little", TRAMS, 1.0),
        ("adds little", CRACKS, 0.5),
    ]


def test_what_does_not_fit_into_the_length_found_no_room() -> None:
    pile = (builders.document(f"{CLOSED}\n{CRACKS}\n{TRAMS}"),)
    note = summarize(pile, Options(budget=Budget("words", len(CLOSED.split()) + 1)))
    assert note.lines
    assert {item.reason for item in note.omitted} == {"no room"}


def test_a_leaning_sentence_is_left_out_together_with_the_one_it_needs() -> None:
    leaning = "It also voted to build another bridge upstream."
    found = sentences(f"{TRAMS}\n{CLOSED}\n{leaning}")
    omitted = composed(found, 0, scores=[1, 2, 3]).omitted
    assert [item.citation.quote for item in omitted] == [f"{CLOSED}\n{leaning}"]


def test_what_leans_on_a_line_is_left_out_without_that_line() -> None:
    leaning = "It also voted to build another bridge upstream."
    found = sentences(f"{TRAMS}\n{CLOSED}\n{leaning}")
    for chosen, left in (
        (1, [leaning, TRAMS]),
        (0, [CLOSED, leaning]),
    ):  # named before, it is not named again
        omitted = composed(found, chosen, scores=[1, 3, 2]).omitted
        assert [item.citation.quote for item in omitted] == left


def test_what_repeats_a_line_is_not_left_out_and_what_can_be_none_is_named_where_there_is_room() -> None:
    question = "Will it ever open for trams again?"
    found = sentences(f"{CLOSED}\n{question}", CLOSED)
    assert [(one.reason, one.citation.quote) for one in composed(found, 0).omitted] == [
        ("no line of its own", question)
    ]
    assert composed(sentences(*[CLOSED] * 20, question), 0).omitted == ()


def test_sources_never_cited_show_their_best_sentence_up_to_a_number() -> None:
    texts = [f"{w}ton had {w}ville rebuild {w}ford in {w}land." for w in ("Al", "Be", "Ce", "De", "Ex", "Fo")]
    many = [f"{w}ius met {w}ona near {w}burg with {w}ette." for w in ("Ga", "Ha", "Ki", "Li", "Mo", "Ne")]
    found = sentences(*texts, *many)
    omitted = composed(found, 0).omitted
    reasons = [item.reason for item in omitted]
    assert reasons == ["adds little"] * LEFT_OUT + ["source not cited"] * LEFT_OUT
    assert len({item.citation.source for item in omitted}) == 2 * LEFT_OUT


@pytest.mark.parametrize("order", ["chronological", "score", "source"])
def test_a_note_on_the_samples_cites_what_it_shows(order: str) -> None:
    documents = builders.seeds()
    found = content(*documents)
    texts = {document.id: document.text for document in documents}
    composition = composed(found, 3, 20, 40, 60, order=order)  # type: ignore[arg-type]
    assert composition.lines
    for line in composition.lines:
        for citation in line.citations:
            assert texts[citation.source][citation.start : citation.end] == citation.quote


def test_lines_that_all_tell_their_day_stand_in_its_order_though_their_source_has_none() -> None:
    text = (
        "The council of Larkfield approved the budget of the dam on 9 May 2021 after a debate.\n\n"
        "Engineers had presented the first plans of the dam to the council of Larkfield on 2 March 2020."
    )
    brief = summarize([document_from_text(text, id="S1")])
    assert [line.date for line in brief.lines] == ["2020-03-02", "2021-05-09"]
