"""What a person did with a note, when it is written anew: what stays, what is asked for, what is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.data import Document
from summarizer.errors import NoteError
from summarizer.note.brief import Brief
from summarizer.pipeline import Options, summarize
from summarizer.saved import revise, write
from summarizer.saved.hand import Hand, anew, losses, passages
from summarizer.saved.update import update
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text, load
from summarizer.tracing import Evidence, index_of

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Made = tuple[Brief, tuple[Document, ...], Evidence]
SHORT = Budget("words", 90)


@pytest.fixture(scope="module")
def made() -> Made:
    documents = load([SEEDS]).documents
    return summarize(documents), documents, index_of(documents)


@pytest.fixture(scope="module")
def shorter(made: Made) -> Brief:
    return summarize(made[1], Options(budget=SHORT))


def test_edited_lines_stand_when_the_note_is_written_anew(made: Made, shorter: Brief) -> None:
    brief, _, evidence = made
    hand, after = Hand(), brief
    for line, text in (("L1", "Penguins vote in Toronto."), ("L3", "Nobody knows why penguins vote.")):
        before, after = after, revise.edit(after, line, text, evidence)
        hand = hand.stepped(before, after)
    assert hand.own == {"L1", "L3"}
    kept = anew(shorter, after, hand, SHORT)
    texts = [line.text for line in kept.brief.lines]
    assert "Penguins vote in Toronto." in texts
    assert "Nobody knows why penguins vote." in texts
    assert kept.told == ()
    assert {line.text for line in kept.brief.lines if line.id in kept.hand.own} == {
        "Penguins vote in Toronto.",
        "Nobody knows why penguins vote.",
    }


def test_what_an_edited_line_said_before_does_not_come_back_beside_it(made: Made) -> None:
    brief, _, evidence = made
    after = revise.edit(brief, "L1", "Penguins vote in Toronto.", evidence)
    kept = anew(brief, after, Hand().stepped(brief, after), Budget())
    assert brief.lines[0].text not in [line.text for line in kept.brief.lines]
    assert len(kept.brief.lines) == len(brief.lines)


def test_what_a_person_wrote_is_traced_anew_where_the_sources_are_others(made: Made) -> None:
    brief, documents, evidence = made
    text = "Penguins of Toronto elected a new mayor on Sunday."
    after = write.write(brief, text, evidence)
    old = next(line for line in after.lines if line.text == text)
    assert (old.kind, old.verdict) == ("written", "unsupported")
    hand = Hand().stepped(brief, after)
    told = document_from_text("On Sunday, penguins of Toronto elected a new mayor.", id="S6", name="six.txt")
    now = (*documents, told)
    fresh = summarize(now)
    kept = anew(fresh, after, hand, Budget(), lambda: index_of(now))
    new = next(line for line in kept.brief.lines if line.text == text)
    assert (new.kind, new.verdict, new.citations[0].source) == ("written", "supported", "S6")
    same = anew(brief, after, hand, Budget(), lambda: pytest.fail("nothing is to be traced anew"))
    assert next(line for line in same.brief.lines if line.text == text).verdict == "unsupported"


def test_a_line_without_any_passage_that_both_notes_have_stands_once(made: Made) -> None:
    brief, documents, evidence = made
    after = write.write(brief, "Penguins vote in Toronto.", evidence)
    told = document_from_text("The school of Majuro has twelve new teachers.", id="S6", name="six.txt")
    now = update(after, documents, [told])
    kept = anew(now.brief, after, Hand().stepped(brief, after), Budget())
    assert [line.text for line in kept.brief.lines].count("Penguins vote in Toronto.") == 1


def test_what_a_person_wrote_without_a_date_is_from_no_undated_source(made: Made, shorter: Brief) -> None:
    brief, _, evidence = made
    for behind in ("L1", ""):
        after = write.write(brief, "Penguins vote in Toronto.", evidence, behind)
        put = next(line for line in after.lines if line.kind == "written")
        assert put.section is not None
        kept = anew(shorter, after, Hand().stepped(brief, after), SHORT)
        now = next(line for line in kept.brief.lines if line.kind == "written")
        assert now.section is not None
        assert now.section.heading == put.section.heading


def test_a_dropped_line_stays_out_and_one_that_was_put_back_may_come(made: Made) -> None:
    brief, documents, _ = made
    after = revise.drop(brief, "L2")
    hand = Hand().stepped(brief, after)
    assert len(hand.out) == 1
    kept = anew(brief, after, hand, Budget())
    assert brief.lines[1].text not in [line.text for line in kept.brief.lines]
    back = revise.add(after, 0, documents)
    assert hand.stepped(after, back).out == frozenset()


def test_the_title_and_the_comments_stay(made: Made, shorter: Brief) -> None:
    brief = write.retitle(made[0], "Of penguins")
    hand = replace(Hand(titled=True), comments=(("L2", "Ask Ann."),))
    kept = anew(shorter, brief, hand, SHORT)
    assert kept.brief.title == "Of penguins"
    (line, said) = kept.hand.comments[0]
    assert said == "Ask Ann."
    assert next(one.text for one in kept.brief.lines if one.id == line) == brief.lines[1].text


def test_only_a_note_with_something_by_hand_says_so(made: Made, shorter: Brief) -> None:
    brief, _, evidence = made
    assert anew(shorter, brief, Hand(), SHORT).brief == shorter
    edited = revise.edit(brief, "L1", "Penguins vote in Toronto.", evidence)
    hand = Hand().stepped(brief, edited)
    other = summarize([document_from_text("The bridge of Quarn opened on Friday, said mayor Ann Cole.")])
    pinned = Hand(pinned=frozenset({brief.lines[0].id}))
    assert anew(other, brief, pinned, SHORT).brief.signature == other.signature  # the line's source is gone
    assert anew(shorter, edited, hand, SHORT).brief.signature.endswith("|revised:by hand")
    assert anew(shorter, brief, pinned, SHORT).brief.signature.endswith("|revised:by hand")
    titled = anew(shorter, write.retitle(brief, "Ours"), Hand(titled=True), SHORT)
    assert titled.brief.signature.endswith("|revised:by hand")
    out = passages(shorter, shorter.lines[:1])
    gone = anew(shorter, brief, Hand(out=out), SHORT)
    assert gone.brief.signature.endswith("|revised:by hand")
    assert len(gone.brief.lines) == len(shorter.lines) - 1


def test_kept_lines_over_the_length_say_so(made: Made) -> None:
    brief = made[0]
    tight = Budget("words", 30)
    fresh = summarize(made[1], Options(budget=tight))
    kept = anew(fresh, brief, Hand(pinned=frozenset(line.id for line in brief.lines)), tight)
    assert [line.text for line in kept.brief.lines] == [line.text for line in brief.lines]
    assert "more than the 30 asked for" in kept.crowded
    assert kept.brief.warnings == fresh.warnings  # it is told on the page, not in the note


def test_what_would_be_lost_is_told_beforehand(made: Made) -> None:
    brief = made[0]
    assert losses(brief, Hand()) == ()
    names = {source.path for source in brief.sources}
    assert losses(brief, Hand(pinned=frozenset({"L1"})), names) == ()
    hand = Hand(pinned=frozenset({"L1"}), moved=frozenset({"L2"}), headed=frozenset({"Birds"}))
    told = losses(brief, hand, set())
    assert told[:2] == ("the place you gave 1 line", "1 heading of yours")
    source = next(one for one in brief.sources if one.id == brief.lines[0].citations[0].source)
    assert told[2].startswith(f"your line “{brief.lines[0].text[:40]}")
    assert source.name in told[2].split("”, from a file removed (")[1]


def test_it_is_read_back_as_it_was_written_and_nothing_else_is_read(made: Made) -> None:
    brief, _, evidence = made
    after = revise.edit(brief, "L1", "Penguins vote in Toronto.", evidence)
    hand = replace(Hand().stepped(brief, after), titled=True, comments=(("L1", "Why?"),))
    assert Hand.of(hand.as_dict()) == hand
    assert Hand.of(Hand().as_dict()) == Hand()
    for damaged in (None, {}, {**hand.as_dict(), "own": [3]}, {**hand.as_dict(), "out": [["a", 1]]}):
        with pytest.raises(NoteError):
            Hand.of(damaged)
