"""Notes changed by hand: what moves, what is traced anew, and what stays true of every note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.data import Document
from summarizer.errors import OptionError
from summarizer.note.brief import Brief
from summarizer.note.brief_json import dumps, loads
from summarizer.note.section import UNDATED, Period, Section
from summarizer.pipeline import Options, summarize
from summarizer.saved import revise
from summarizer.saved.hand import keep
from summarizer.saved.lines import SET
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text, load
from summarizer.tracing import Evidence, index_of

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Made = tuple[Brief, tuple[Document, ...], Evidence]


@pytest.fixture(scope="module")
def made() -> Made:
    documents = load([SEEDS]).documents
    return summarize(documents), documents, index_of(documents)


def ids(brief: Brief) -> list[str]:
    return [line.id for line in brief.lines]


def test_a_dropped_line_is_the_first_of_what_is_left_out(made: Made) -> None:
    brief = made[0]
    after = revise.drop(brief, "L2")
    assert ids(after) == [one for one in ids(brief) if one != "L2"]
    assert after.omitted[0].citation == brief.lines[1].citations[0]
    assert after.omitted[1:] == brief.omitted


def test_a_moved_line_joins_the_section_it_comes_to_and_stops_at_the_ends(made: Made) -> None:
    brief = made[0]
    last = revise.move(brief, "L1", 99)
    assert last.lines[-1].id == "L1"
    assert last.lines[-1].section == brief.lines[-1].section
    assert revise.move(brief, "L1", -1).lines[0].id == "L1"


def test_a_swap_keeps_the_length_and_the_id_and_can_be_swapped_back(made: Made) -> None:
    brief, documents, _ = made
    after = revise.swap(brief, "L1", 0, documents)
    incoming = next(line for line in after.lines if line.id == "L1")
    assert incoming.citations[0].quote == brief.omitted[0].citation.quote
    assert len(after.lines) == len(brief.lines)
    back = revise.swap(after, "L1", 0, documents)
    assert next(line for line in back.lines if line.id == "L1").text == brief.lines[0].text


def test_a_further_line_gets_a_free_id_and_stands_by_its_date(made: Made) -> None:
    brief, documents, _ = made
    for at in range(len(brief.omitted)):
        after = revise.add(brief, at, documents)
        assert len(set(ids(after))) == len(brief.lines) + 1
        new = next(line for line in after.lines if line.id not in ids(brief))
        same = [line.date for line in after.lines if line.section == new.section and line.date]
        assert new.date is None or same == sorted(same)


def test_sections_are_never_torn_apart_by_what_is_put_in(made: Made) -> None:
    brief, documents, _ = made
    for at in range(len(brief.omitted)):
        sections = [line.section for line in revise.add(brief, at, documents).lines]
        runs = [one for i, one in enumerate(sections) if i == 0 or sections[i - 1] != one]
        assert len(runs) == len(set(runs))


def test_an_invented_line_is_unsupported_and_says_why(made: Made) -> None:
    brief, _, evidence = made
    line = revise.edit(brief, "L1", "Penguins elected 900 mayors in Toronto.", evidence).lines[0]
    assert (line.kind, line.verdict, line.independent) == ("draft", "unsupported", 1)
    assert line.reasons
    assert line.unsupported


def test_the_date_of_what_no_passage_says_is_told_to_be_that_of_the_former_line(made: Made) -> None:
    brief, _, evidence = made
    former = next(line for line in brief.lines if line.date)
    false = revise.edit(brief, former.id, "Penguins elected 900 mayors in Toronto.", evidence)
    line = false.lines[brief.lines.index(former)]
    assert line.date == former.date
    assert (line.date_note or "").startswith(revise.FORMER)
    once = revise.edit(false, former.id, "Penguins elected 800 mayors.", evidence)
    assert once.lines[brief.lines.index(former)].date_note == line.date_note
    back = revise.edit(once, former.id, former.text, evidence).lines[brief.lines.index(former)]
    assert (back.date, back.date_note) == (former.date, former.date_note)
    dated = replace(brief, lines=(replace(former, date_note=SET),))
    assert revise.edit(dated, former.id, "Penguins elected 900 mayors.", evidence).lines[0].date_note == SET


def test_the_words_of_a_source_are_extracted_and_supported(made: Made) -> None:
    brief, _, evidence = made
    quote = brief.omitted[0].citation.quote
    line = revise.edit(brief, "L1", f"  {quote} ", evidence).lines[0]
    assert (line.kind, line.verdict) == ("extracted", "supported")


def test_a_line_of_a_true_and_a_false_sentence_is_borne_in_part_and_says_which_is_not(made: Made) -> None:
    brief, _, evidence = made
    good, bad = " ".join(brief.lines[0].text.split()), "Penguins elected 900 mayors in Toronto."
    line = revise.edit(brief, "L1", f"{good} {bad}", evidence).lines[0]
    assert line.verdict == "partial"
    sound = revise.edit(brief, "L1", f"{good} {good}", evidence).lines[0]
    assert set(line.citations) <= set(sound.citations)  # what comes nearest to the other bears nothing
    told = "“Penguins elected 900 mayors in Toronto.”: no passage of the sources speaks of this"
    assert line.reasons[-1] == told
    assert any(line.text[start:end].startswith("Penguins") for start, end in line.unsupported)
    assert not any(start < len(good) // 2 for start, _ in line.unsupported)


@pytest.mark.parametrize(
    ("word", "marked"), [("Orvex", ["Orvex"]), ("Ferry", ["Ferry"]), ("The", []), ("Also", [])]
)
def test_a_word_put_into_a_quoted_line_is_in_doubt_where_no_passage_has_it(
    word: str, marked: list[str]
) -> None:
    source = document_from_text(
        "Osk on Sunday agreed to give more time to the council of Arica to repair its piers in the old port.",
        id="S1",
        name="a.txt",
    )
    evidence = index_of((source,))
    brief = summarize((source,))
    text = brief.lines[0].text
    after = revise.edit(brief, "L1", f"{word} {text}", evidence)
    for _ in range(2):  # what is in doubt stays so when something else is changed
        line = after.lines[0]
        assert [line.text[start:end] for start, end in line.unsupported] == marked
        assert line.verdict == ("partial" if marked else "supported")
        assert all(any(one in reason for reason in line.reasons) for one in marked)
        after = revise.edit(after, "L1", line.text.replace("more time", "some more time"), evidence)
    synonym = revise.edit(brief, "L1", text.replace("repair", "mend"), evidence)
    assert synonym.lines[0].verdict == "supported"


@pytest.mark.parametrize("text", ["", "  \n", "…!", "x" * (revise.LONGEST + 1)])
def test_an_empty_or_endless_line_is_refused(made: Made, text: str) -> None:
    with pytest.raises(OptionError):
        revise.edit(made[0], "L1", text, made[2])


def test_what_is_not_there_is_refused(made: Made) -> None:
    brief = made[0]
    for call in (
        lambda: revise.drop(brief, "L99"),
        lambda: revise.move(brief, "", 1),
        lambda: revise.swap(brief, "L1", 99),
        lambda: revise.add(brief, -1),
    ):
        with pytest.raises(OptionError):
            call()


def test_a_pinned_line_stays_within_the_new_length(made: Made) -> None:
    brief, documents, _ = made
    budget = Budget("words", 80)
    shorter = summarize(documents, Options(budget=budget))
    pinned = brief.lines[-1]
    kept = keep(shorter, brief, {pinned.id}, budget)
    assert pinned.text in [line.text for line in kept.lines]
    assert sum(budget.cost(line.text) for line in kept.lines) <= 80
    assert ids(kept) == [f"L{at}" for at in range(1, len(kept.lines) + 1)]


def test_a_pinned_line_follows_its_source_to_a_new_id_and_goes_with_it(made: Made) -> None:
    brief, documents, _ = made
    pinned = brief.lines[-1]
    source = int(pinned.citations[0].source[1:]) - 1
    turned = tuple(replace(one, id=f"S{at}") for at, one in enumerate(reversed(documents), 1))
    kept = keep(summarize(turned), brief, {pinned.id}, Budget())
    line = next(line for line in kept.lines if line.text == pinned.text)
    cited = next(one for one in turned if one.id == line.citations[0].source)
    assert cited.text == documents[source].text
    without = tuple(one for at, one in enumerate(documents) if at != source)
    lost = keep(summarize(without), brief, {pinned.id}, Budget())
    assert pinned.text not in [line.text for line in lost.lines]
    assert "its source is gone" in lost.warnings[-1]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "move", "swap", "add", "edit"]), st.integers(0, 9), st.integers(-3, 3)
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_whatever_is_done_every_quote_is_its_source_and_every_count_is_right(
    steps: list[tuple[str, int, int]],
) -> None:
    brief, documents, evidence = _small()
    for act, at, steps_down in steps:
        line = brief.lines[at % len(brief.lines)].id if brief.lines else ""
        try:
            if act == "drop":
                brief = revise.drop(brief, line)
            elif act == "move":
                brief = revise.move(brief, line, steps_down)
            elif act == "swap":
                brief = revise.swap(brief, line, at, documents)
            elif act == "add":
                brief = revise.add(brief, at, documents)
            else:
                brief = revise.edit(brief, line, brief.sources[0].name + " opened on Friday.", evidence)
        except OptionError:
            continue
    texts = {document.id: document.text for document in documents}
    for citation in brief.citations():
        assert texts[citation.source][citation.start : citation.end] == citation.quote
    assert len(set(ids(brief))) == len(brief.lines)
    for source in brief.sources:
        assert source.cited == sum(source.id in {c.source for c in line.citations} for line in brief.lines)
    assert loads(dumps(brief)) == brief


def _small() -> Made:
    texts = (
        "The council of Quarn opened the new bridge on Friday. It cost 12 million euros, said the mayor.",
        "On 3 May 2021 the mayor of Quarn praised the bridge. Two ships hit the old bridge of Quarn in 2019.",
    )
    documents = tuple(
        document_from_text(text, id=f"S{at}", name=f"{at}.txt") for at, text in enumerate(texts, 1)
    )
    return summarize(documents, Options(budget=Budget("words", 25))), documents, index_of(documents)


def test_a_line_put_in_stands_under_the_period_of_its_date(made: Made) -> None:
    brief, documents, _ = made
    assert any(line.section and line.section.period for line in brief.lines)
    for at in range(len(brief.omitted)):
        after = revise.add(brief, at, documents)
        new = next(line for line in after.lines if line.id not in ids(brief))
        assert (new.section == Section(UNDATED)) == (new.date is None)
        if new.date:
            assert new.section is not None
            assert new.section.period is not None
            assert new.section.period.holds(new.date)


def test_a_pinned_line_of_another_time_gets_a_period_of_its_own() -> None:
    brief, _documents, _ = _small()
    then, later = (Section.of(Period(day, day)) for day in (date(2019, 2, 3), date(2021, 5, 3)))
    line = replace(brief.lines[0], date="2019-02-03", section=then)
    before = replace(brief, lines=(line,))
    after = replace(
        brief, lines=tuple(replace(one, section=later, date="2021-05-03") for one in brief.lines[1:])
    )
    kept = keep(after, before, {line.id}, Budget("words", 80))
    assert [one.section for one in kept.lines] == [then, *[later] * (len(kept.lines) - 1)]


def test_pinned_lines_of_one_period_stay_under_one_heading() -> None:
    # Each went under the month of its own once only a line of another month stood under the period.
    brief, _documents, _ = _small()
    days = ("2020-10-02", "2020-11-15", "2020-11-20")
    fall = Section.of(Period(date(2020, 10, 2), date(2020, 11, 20)))
    lines = tuple(replace(line, date=day, section=fall) for line, day in zip(brief.lines, days, strict=False))
    assert len(lines) > 1
    before = replace(brief, lines=lines, options={**brief.options, "order": "chronological"})
    kept = keep(replace(before, lines=()), before, set(ids(before)), Budget("words", 80))
    assert [one.section for one in kept.lines] == [fall] * len(lines)


def test_a_models_line_is_quoted_instead_and_brought_back(made: Made) -> None:
    brief = made[0]
    old = brief.lines[0]
    written = replace(old, text="What a model wrote.", kind="rewritten", support=0.8)
    told = replace(brief, lines=(written, *brief.lines[1:]), stats=replace(brief.stats, rewritten=1))
    quoted = revise.unwrite(told, old.id)
    first = [c for c in old.citations if c.role == "primary"]
    assert quoted.lines[0].text == " ".join(" ".join(c.quote.split()) for c in first)
    assert quoted.lines[0].kind == "extracted"
    assert quoted.lines[0].citations == written.citations
    assert quoted.stats.rewritten == 0
    assert loads(dumps(quoted)) == quoted
    again = revise.rewrite_as(quoted, old.id, written)
    assert again.lines[0] == written
    assert again.stats.rewritten == 1
    with pytest.raises(OptionError, match="no model wrote"):
        revise.unwrite(quoted, old.id)
