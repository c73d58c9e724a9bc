"""Lines of one's own: written, quoted, merged, split, dated; every quote stays its source."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.data import Document, Span
from summarizer.errors import OptionError
from summarizer.note.brief import Brief
from summarizer.note.brief_json import dumps, loads
from summarizer.note.section import Period, Section
from summarizer.pipeline import Options, summarize
from summarizer.renderers.view import readable_date
from summarizer.saved import write
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text, load
from summarizer.tracing import Evidence, index_of

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Made = tuple[Brief, tuple[Document, ...], Evidence]


@pytest.fixture(scope="module")
def made() -> Made:
    documents = load([SEEDS]).documents
    return summarize(documents), documents, index_of(documents)


def test_a_line_of_ones_own_is_traced_and_stands_behind_the_one_that_was_named(made: Made) -> None:
    brief, _, evidence = made
    after = write.write(brief, "Penguins vote in Toronto.", evidence, "L2")
    line = after.lines[2]
    assert (line.text, line.kind, line.verdict) == ("Penguins vote in Toronto.", "written", "unsupported")
    assert line.section == brief.lines[1].section
    assert write.write(brief, "It ends.", evidence).lines[-1].text == "It ends."
    quoted = write.write(brief, brief.omitted[0].citation.quote, evidence)
    assert quoted.lines[-1].verdict == "supported"


def test_a_selected_passage_becomes_a_line_without_the_space_around_it(made: Made) -> None:
    brief, documents, _ = made
    document = documents[0]
    start = document.text.index("According to the Russian Defense Ministry")
    after = write.quote(brief, document, Span(start - 1, start + 41), documents)
    (line,) = [one for one in after.lines if one.id not in {line.id for line in brief.lines}]
    assert line.text == "According to the Russian Defense Ministry"
    assert (line.citations[0].start, line.citations[0].role) == (start, "primary")
    with pytest.raises(OptionError, match="already"):
        write.quote(after, document, Span(start, start + 41), documents)


def test_a_further_citation_changes_no_verdict(made: Made) -> None:
    brief, documents, _ = made
    after = write.cite_further(brief, "L1", documents[0], Span(0, 40))
    line = after.lines[0]
    assert line.citations[-1].role == "corroborating"
    assert (line.verdict, line.independent) == (brief.lines[0].verdict, brief.lines[0].independent)
    assert after.sources[0].cited == brief.sources[0].cited + (
        "S1" not in {citation.source for citation in brief.lines[0].citations}
    )


def test_merged_lines_can_be_split_again(made: Made) -> None:
    brief, _, evidence = made
    merged = write.merge(brief, "L1")
    assert merged.lines[0].text == f"{brief.lines[0].text} {brief.lines[1].text}"
    assert set(merged.lines[0].citations) == {*brief.lines[0].citations, *brief.lines[1].citations}
    back = write.split(merged, "L1", evidence, len(brief.lines[0].text) + 1)
    assert [line.text for line in back.lines] == [line.text for line in brief.lines]
    with pytest.raises(OptionError, match="no line follows"):
        write.merge(brief, brief.lines[-1].id)
    with pytest.raises(OptionError, match="one sentence"):
        write.split(brief, "L1", evidence)


def test_doubts_keep_their_place_in_a_merged_line(made: Made) -> None:
    brief, _, evidence = made
    own = write.write(brief, "Penguins elected 900 mayors in Toronto.", evidence, "L1")
    line = write.merge(own, "L1").lines[0]
    assert any(line.text[start:end].startswith("Penguins") for start, end in line.unsupported)


def test_a_heading_covers_its_section_or_begins_one(made: Made) -> None:
    brief = made[0]
    first = brief.lines[0].section
    whole = write.head(brief, "L1", "  The   beginning ")
    run = sum(line.section == first for line in brief.lines)
    assert first is not None
    assert first.period is not None
    assert [line.section for line in whole.lines[:run]] == [Section("The beginning", first.period)] * run
    begun = write.head(brief, brief.lines[-1].id, "The end", whole=False)
    assert begun.lines[-1].section == Section("The end")
    assert begun.lines[0].section == first
    assert write.head(brief, "L1", "").lines[0].section is None


def test_a_date_moves_its_line_where_it_belongs(made: Made) -> None:
    brief = made[0]
    after = write.redate(brief, "L1", "2031-02")
    line = next(one for one in after.lines if one.id == "L1")
    assert (line.date, line.date_note) == ("2031-02", write.SET)
    assert line.section == Section.of(Period(date(2031, 2, 1), date(2031, 2, 1)))
    assert write.redate(brief, "L1", "").lines[0].date is None
    for wrong in (
        "2031-13",
        "yesterday",
        "2031-02-30",
        "31.2.2031",
        "3/4/2031",
        "4 May",
        "in May 2031",
        "2031 or 2032",
    ):
        with pytest.raises(OptionError, match="is no date"):
            write.redate(brief, "L1", wrong)


@pytest.mark.parametrize("iso", ["2031-02-09", "2031-11", "2031"])
def test_a_date_may_be_written_as_the_note_shows_it(made: Made, iso: str) -> None:
    after = write.redate(made[0], "L1", f" {readable_date(iso)} ")
    assert next(one for one in after.lines if one.id == "L1").date == iso


def test_a_date_may_be_written_in_other_words(made: Made) -> None:
    for written in ("Feb 9, 2031", "9  february 2031", "9.2.2031", "2031-02-09"):
        after = write.redate(made[0], "L1", written)
        assert next(one for one in after.lines if one.id == "L1").date == "2031-02-09", written


def test_a_title_is_neither_empty_nor_endless(made: Made) -> None:
    assert write.retitle(made[0], " Of\n penguins ").title == "Of penguins"
    for wrong in ("", " \n", "x" * 301):
        with pytest.raises(OptionError):
            write.retitle(made[0], wrong)


ACTS = ["write", "quote", "cite", "merge", "split", "head", "date"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 120)), max_size=7))
def test_whatever_is_written_every_quote_is_its_source_and_every_count_is_right(
    steps: list[tuple[str, int, int]],
) -> None:
    texts = (
        "The council of Quarn opened the new bridge on Friday. It cost 12 million euros, said the mayor.",
        "On 3 May 2021 the mayor of Quarn praised the bridge. Two ships hit the old bridge of Quarn in 2019.",
    )
    documents = tuple(document_from_text(text, id=f"S{at}") for at, text in enumerate(texts, 1))
    evidence = index_of(documents)
    brief = summarize(documents, Options(budget=Budget("words", 25)))
    for act, at, where in steps:
        with suppress(OptionError):
            brief = _done(act, at, where, brief, documents, evidence)
    held = {document.id: document.text for document in documents}
    for citation in brief.citations():
        assert held[citation.source][citation.start : citation.end] == citation.quote
    assert len({line.id for line in brief.lines}) == len(brief.lines)
    for source in brief.sources:
        assert source.cited == sum(source.id in {c.source for c in line.citations} for line in brief.lines)
    assert loads(dumps(brief)) == brief


def _done(
    act: str, at: int, where: int, brief: Brief, documents: tuple[Document, ...], evidence: Evidence
) -> Brief:
    line = brief.lines[at % len(brief.lines)].id if brief.lines else ""
    document = documents[at % 2]
    span = Span(min(where, 80), max(min(where, 80), min(where + 3 * at, len(document.text))))
    if act == "write":
        return write.write(brief, documents[0].text[: span.end], evidence, line)
    if act == "quote":
        return write.quote(brief, document, span, documents)
    if act == "cite":
        return write.cite_further(brief, line, document, span)
    if act == "merge":
        return write.merge(brief, line)
    if act == "split":
        return write.split(brief, line, evidence, span.start)
    if act == "head":
        return write.head(brief, line, "x" * at, whole=at % 2 == 0)
    return write.redate(brief, line, f"202{at}")
