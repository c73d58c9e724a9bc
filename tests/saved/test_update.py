"""A note brought up to date: what stands, what is stronger, disputed, new, changed or gone."""

from __future__ import annotations

from dataclasses import replace

import builders
import pytest

from summarizer.data import Document, Span, digest
from summarizer.errors import NothingToBriefError
from summarizer.note.brief import Brief, Line
from summarizer.pipeline import Options, summarize
from summarizer.renderers import RENDERERS
from summarizer.renderers.view import view
from summarizer.saved import revise
from summarizer.saved import write as hand
from summarizer.saved.update import options_of, update
from summarizer.saved.verify import verify
from summarizer.selectors.budget import Budget
from summarizer.sources.load import load
from summarizer.tracing import index_of

BRIDGE = (
    "The new bridge across the harbour of Tarawa opened to traffic on Monday morning.\n"
    "The bridge across the harbour cost the city of Tarawa 40 million crowns.\n"
    "Fishermen of the harbour complained about noise during the works.\n"
)


def write(text: str, number: int = 1) -> Document:
    return builders.document(text, number, language="en")


@pytest.fixture
def bridge() -> Document:
    return write(BRIDGE)


@pytest.fixture
def note(bridge: Document) -> Brief:
    lines = tuple(
        Line(id=f"L{at}", text=words, citations=(builders.phrase(bridge, words, score=1 - at / 10),))
        for at, words in enumerate(BRIDGE.strip().split("\n"), 1)
    )
    return builders.brief((bridge,), lines, options={"words": 80, "order": "source"}, title="The bridge")


def status(brief: Brief) -> dict[str, str | None]:
    return {line.text.split(" ", 3)[-1][:20]: line.status for line in brief.lines}


def assert_sound(brief: Brief, documents: tuple[Document, ...]) -> None:
    assert verify(brief, documents).intact
    for form in RENDERERS.values():
        assert form(brief, documents)


def test_what_no_new_source_touches_is_unchanged_and_new_lines_are_new(note: Brief, bridge: Document) -> None:
    new = write("The school of Majuro has twelve new teachers. Parents of Majuro praised the council.")
    made = update(note, [bridge], [new])
    found = {line.status for line in made.brief.lines}
    assert found == {"unchanged", "new"}
    assert made.told == f"{len(made.brief.lines)} lines: {len(made.brief.lines) - 3} new, 3 unchanged"
    assert [source.name for source in made.brief.sources] == ["file-1.txt", "file-1.txt"]
    assert [source.id for source in made.brief.sources] == ["S1", "S2"]
    assert made.brief.title == "The bridge"
    assert made.brief.signature.endswith("|updated")
    assert_sound(made.brief, made.documents)


def test_an_independent_source_that_says_the_same_strengthens_a_line(note: Brief, bridge: Document) -> None:
    new = write(
        "On Monday morning the new bridge across the harbour of Tarawa opened to traffic, the mayor wrote. "
        "A brass band played all day."
    )
    made = update(note, [bridge], [new]).brief
    line = next(line for line in made.lines if line.text.startswith("The new bridge"))
    assert line.status == "strengthened"
    assert line.independent == 2
    assert [citation.source for citation in line.citations] == ["S1", "S2"]


def test_another_value_in_a_new_source_contradicts_a_line(note: Brief, bridge: Document) -> None:
    new = write("The bridge across the harbour cost the city of Tarawa 52 million crowns, the auditor found.")
    made = update(note, [bridge], [new])
    line = next(line for line in made.brief.lines if "40 million" in line.text)
    assert line.status == "contradicted"
    assert made.brief.conflicts
    assert (
        view(made.brief)
        .sections[0]
        .entries[made.brief.lines.index(line)]
        .dispute.endswith("S2 says 52 million crowns")
    )
    assert_sound(made.brief, made.documents)


STORM = (
    "The ferry Astra sank off Leka on Monday after its engine room flooded in a storm. "
    "Rescuers from Leka reached the ferry Astra within an hour of its call on Monday. "
    "The storm of the 1990s at Leka left some 300 people dead. Gulls circled over the empty quay."
)
WORST = (
    "The storm brought the ferry Astra down near Leka on Monday as water filled its engine room. "
    "Leka remembers its worst weather, the storm of the 1990s that left 300 people dead there. "
    "The shipping line owns four more ferries in Brod."
)


def test_what_old_and_new_sources_agree_on_is_named_unless_a_former_line_quotes_it() -> None:
    first = write(STORM)
    sank, _, storm, _ = (f"{one.rstrip('.')}." for one in STORM.split(". "))
    lines = [Line(id="L1", text=words, citations=(builders.phrase(first, words),)) for words in (sank, storm)]
    former = builders.brief((first,), lines, options={"sentences": 1})
    done = update(former.with_lines(lines[:1]), [first], [write(WORST, 2)])
    assert [one.citations[0].quote for one in done.brief.agreements] == [storm]
    assert_sound(done.brief, done.documents)
    assert not update(former.with_lines(lines[1:]), [first], [write(WORST, 2)]).brief.agreements


def test_what_has_to_go_is_listed_with_its_reason(note: Brief, bridge: Document) -> None:
    short = replace(note, options={"words": 25, "order": "source"})
    new = write("Thousands of people of Majuro marched against the closing of the only hospital on Sunday.")
    made = update(short, [bridge], [new])
    words = sum(len(line.text.split()) for line in made.brief.lines)
    assert words <= 25
    quotes = {omission.citation.quote for omission in made.brief.omitted}
    shown = {line.text for line in made.brief.lines}
    assert {line.text for line in note.lines} <= quotes | shown
    assert any("former note" in omission.reason for omission in made.brief.omitted)
    assert {line.text for line in made.gone} == {line.text for line in note.lines} - shown
    assert made.told.endswith(f"; {len(made.gone)} former line{'s' * (len(made.gone) != 1)} left out")
    assert_sound(made.brief, made.documents)


def test_a_line_whose_source_was_edited_is_left_out_and_its_text_of_today_named(
    note: Brief, bridge: Document
) -> None:
    text = "A new first line.\n" + BRIDGE.replace("40 million", "47 million")
    edited = replace(bridge, text=text, sha256=digest(text.encode()))
    made = update(note, [edited], [write("The school of Majuro has twelve new teachers.")])
    assert not any("40 million" in line.text for line in made.brief.lines)
    (gone,) = [one for one in made.brief.omitted if "its source has changed" in one.reason]
    assert "47 million" in gone.citation.quote
    assert any(line.text.startswith("The new bridge") for line in made.brief.lines)
    assert_sound(made.brief, made.documents)


def test_a_line_whose_file_is_gone_is_named_in_a_warning(note: Brief) -> None:
    made = update(note, [], [write("The school of Majuro has twelve new teachers.")])
    assert [line.status for line in made.brief.lines] == ["new"]
    assert sum("its evidence is gone" in warning for warning in made.brief.warnings) == 3
    assert_sound(made.brief, made.documents)


def test_a_file_that_the_note_has_already_is_nothing_new(note: Brief, bridge: Document) -> None:
    with pytest.raises(NothingToBriefError, match="source of the note already"):
        update(note, [bridge], [replace(bridge, name="copy.txt", path="copy.txt")])


def test_options_of_another_version_fall_back_to_the_defaults(note: Brief) -> None:
    odd = replace(note, options={"words": True, "chars": 300, "ranker": "unheard of", "seed": "x"})
    made = options_of(odd)
    assert (made.budget.unit, made.budget.amount, made.ranker) == ("chars", 300, "textrank")
    assert options_of(replace(note, options={"sentences": 4, "selector": "mmr"})).selector == "mmr"


def test_the_same_update_gives_the_same_note(note: Brief, bridge: Document) -> None:
    new = write("The bridge across the harbour cost the city of Tarawa 52 million crowns.")
    assert update(note, [bridge], [new]).brief == update(note, [bridge], [new]).brief


def test_a_note_of_whole_sentences_is_brought_up_to_date_with_whole_sentences(bridge: Document) -> None:
    made = summarize([bridge], Options(budget=Budget("words", 80), trim=False))
    assert not options_of(made).trim
    new = write("Meanwhile, the school of Majuro (founded in May) has twelve new teachers this year.", 2)
    after = update(made, [bridge], [new]).brief
    assert "trim:no" in after.signature
    assert after.options["trim"] is False
    assert all(line.kind == "extracted" for line in after.lines)
    trimmed = update(summarize([bridge], Options(budget=Budget("words", 80))), [bridge], [new]).brief
    assert any(line.kind == "trimmed" for line in trimmed.lines if line.status == "new")


def test_a_note_that_says_nonsense_of_trimming_is_trimmed_as_usual(note: Brief) -> None:
    assert options_of(replace(note, options={"trim": "perhaps"})).trim


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (
            "According to the parish the bell at Osk was tuned in April and rings true.",
            "The bell at Osk was not tuned in April, the parish now admits.",
        ),
        (
            "Nine sailors died in the fire at Osk on Monday, according to the owner.",
            "The fire at Osk cost fifteen sailors their lives, the coroner said on Friday.",
        ),
    ],
)
def test_a_denial_and_a_higher_toll_contradict_a_line(line: str, new: str) -> None:
    old = write(line)
    lines = (Line(id="L1", text=line, citations=(builders.phrase(old, line),)),)
    made = update(builders.brief((old,), lines, options={"words": 80}), [old], [write(new, 2)])
    assert {one.text: one.status for one in made.brief.lines}[line] == "contradicted"


def test_what_sources_say_of_a_part_of_a_line_stays_with_it() -> None:
    documents = load([builders.SEEDS]).documents
    note = summarize(documents, Options())
    backed = {line.text: line.backing for line in note.lines}
    assert any(backed.values())
    new = write("The school of Majuro has twelve new teachers. Parents of Majuro praised the council.", 9)
    made = update(note, documents, [new])
    assert_sound(made.brief, made.documents)
    kept = {line.text: line.backing for line in made.brief.lines if line.text in backed}
    assert kept == {text: backed[text] for text in kept}
    assert any(kept.values())


def test_a_line_that_quotes_a_part_of_its_sentence_is_strengthened_and_contradicted_too() -> None:
    told = "However, the ferry Aurora sank off Ness with 212 passengers on Monday morning."
    source = write(told)
    citation = builders.phrase(source, told.removeprefix("However, "))
    line = Line(
        id="L1",
        text="The ferry Aurora sank off Ness with 212 passengers on Monday morning.",
        citations=(citation,),
    )
    note = builders.brief((source,), (line,), options={"words": 40})
    same = write("The ferry Aurora sank off Ness with 212 passengers on Monday morning, the owners said.")
    other = write("The ferry Aurora sank off Ness with 190 passengers on Monday morning.")
    assert [one.status for one in update(note, [source], [same]).brief.lines] == ["strengthened"]
    assert "contradicted" in {one.status for one in update(note, [source], [other]).brief.lines}


def test_every_contradicted_line_says_by_whom_however_many_there_are() -> None:
    towns = "Arna Belt Corin Dale Elm Fern Gorse Holm Ister Juno Karst Lund".split()
    old = write("\n".join(f"The flood in {town} killed {12 + at} people." for at, town in enumerate(towns)))
    new = write(
        "\n".join(f"The flood in {town} killed {57 + at} people." for at, town in enumerate(towns)), 2
    )
    lines = tuple(
        Line(id=f"L{at}", text=text, citations=(builders.phrase(old, text),))
        for at, text in enumerate(old.text.splitlines(), 1)
    )
    made = update(builders.brief((old,), lines, options={"words": 200}), [old], [new]).brief
    entries = [entry for section in view(made).sections for entry in section.entries]
    told = [entry.dispute for entry in entries if entry.line.status == "contradicted"]
    assert len(told) > 10
    assert all(sign and "S2 says" in sign for sign in told)


OPENED = "The council opened the new harbour bridge on Monday morning."
TOLL = "Tolls of three euros will be taken from cars crossing the bridge."


@pytest.fixture
def revised() -> tuple[Brief, Document]:
    """Give a note with a line that was edited into a falsehood, and one that was written by hand."""
    source = write(f"{OPENED} Fishermen in Calder fear that the bridge will block their boats.")
    made, evidence = summarize([source]), index_of([source])
    made = revise.edit(made, "L1", OPENED.replace("Monday", "Friday"), evidence)
    return hand.write(made, TOLL, evidence), source


def test_a_source_that_repeats_what_was_edited_away_strengthens_nothing(
    revised: tuple[Brief, Document],
) -> None:
    note, source = revised
    made = update(note, [source], [write(f"{OPENED} Pupils sang.", 2)])
    edited = made.brief.lines[0]
    assert (edited.kind, edited.status, edited.verdict) == ("draft", None, "unsupported")
    entry = view(made.brief).sections[0].entries[0]
    assert (entry.backed, entry.status) == (None, None)
    assert "1 edited" in made.told
    assert "1 of your own" in made.told


def test_what_a_person_wrote_is_traced_in_the_new_sources_too(revised: tuple[Brief, Document]) -> None:
    note, source = revised
    assert (note.lines[-1].kind, note.lines[-1].verdict) == ("written", "unsupported")
    told = write("From May on, tolls of three euros will be taken from cars crossing the bridge.", 2)
    made = update(note, [source], [told])
    own = next(line for line in made.brief.lines if line.text == TOLL)
    assert (own.kind, own.verdict, own.citations[0].source) == ("written", "supported", "S2")
    assert_sound(made.brief, made.documents)


def test_a_line_by_hand_without_any_passage_stands(revised: tuple[Brief, Document]) -> None:
    note, source = revised
    note = hand.write(note, "Penguins vote in Toronto.", index_of([source]))
    assert note.lines[-1].citations == ()
    made = update(note, [source], [write("The school of Majuro has twelve new teachers.", 2)])
    assert "Penguins vote in Toronto." in [line.text for line in made.brief.lines]


def test_a_passage_that_was_cited_by_hand_stays_with_its_line(revised: tuple[Brief, Document]) -> None:
    note, source = revised
    fear = source.text.index("Fishermen")
    note = hand.cite_further(note, note.lines[-1].id, source, Span(fear, len(source.text)))
    made = update(note, [source], [write("The school of Majuro has twelve new teachers.", 2)])
    own = next(line for line in made.brief.lines if line.text == TOLL)
    assert fear in [one.start for one in own.citations]


def test_signs_of_a_line_by_hand_in_a_note_of_before_are_not_shown(revised: tuple[Brief, Document]) -> None:
    note, _ = revised
    old = replace(note.lines[0], status="strengthened", independent=2)
    entry = view(note.with_lines((old, *note.lines[1:]))).sections[0].entries[0]
    assert (entry.backed, entry.status) == (None, None)
    assert entry.judgement is not None
    assert entry.judgement.startswith("edited, not supported")
