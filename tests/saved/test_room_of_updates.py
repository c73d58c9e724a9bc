"""What a note brought up to date has room for, and what it leaves out."""

from __future__ import annotations

from datetime import date

import builders
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Document
from summarizer.note.brief import Brief, Line, Omission
from summarizer.saved.room import fit
from summarizer.saved.unsaid import unsaid
from summarizer.saved.update import Update, update
from summarizer.saved.verify import verify
from summarizer.selectors.budget import Budget
from summarizer.text.segment import split

FIRST = "At least 16 people drowned when the Orme ferry capsized off Ness on Monday, the coastguard said."
LATER = "The death toll of the Orme ferry has risen to 37, the coastguard at Ness said on Friday."
CREW = "The crew of the Orme had been trained at Ness in March and knew its boats, the owner told the paper."


def note(*texts: str, words: int) -> tuple[Brief, Document]:
    source = builders.document("\n".join(texts), 1, date=date(2018, 3, 12), language="en")
    lines = tuple(
        Line(id=f"L{at}", text=text, citations=(builders.phrase(source, text, score=1 / at),))
        for at, text in enumerate(texts, 1)
    )
    return builders.brief((source,), lines, options={"words": words, "order": "source"}), source


def brought(former: Brief, source: Document, *texts: str, pinned: tuple[str, ...] = ()) -> Update:
    new = builders.document("\n".join(texts), 2, date=date(2018, 3, 16), language="en")
    made = update(former, [source], [new], pinned=pinned)
    assert verify(made.brief, made.documents).intact
    assert sum(len(line.text.split()) for line in made.brief.lines) <= former.options["words"]
    return made


def texts(made: Update) -> list[str]:
    return [line.text for line in made.brief.lines]


def test_a_newer_toll_comes_in_beside_the_older_one_where_there_is_room() -> None:
    made = brought(*note(FIRST, CREW, words=80), LATER)
    status = {line.text: line.status for line in made.brief.lines}
    assert status == {FIRST: "contradicted", CREW: "unchanged", LATER: "new"}


def test_a_newer_toll_has_the_room_of_the_line_that_it_overtakes() -> None:
    made = brought(*note(FIRST, words=20), LATER)
    assert texts(made) == [LATER]
    assert [one.text for one in made.gone] == [FIRST]
    left = {one.citation.quote: one.reason for one in made.brief.omitted}
    assert left[FIRST] == "made room for new lines (line 1 of the former note)"
    assert made.brief.conflicts


def test_a_pinned_line_makes_no_room() -> None:
    made = brought(*note(FIRST, CREW, words=38), LATER, pinned=("L1", "L2"))
    assert texts(made) == [FIRST, CREW]
    assert LATER in [one.citation.quote for one in made.brief.omitted]


def test_a_lower_toll_of_a_later_day_takes_no_room() -> None:
    made = brought(*note(LATER, CREW, words=38), FIRST)
    assert LATER in texts(made)


def test_each_toll_is_overtaken_by_the_sentence_that_gives_the_same_one() -> None:
    hurt = "The Orme ferry disaster off Ness injured 45 people, the coastguard said."
    later = "The Orme ferry disaster off Ness injured 88 people, the coastguard said on Friday."
    made = brought(*note(FIRST, hurt, words=32), LATER, later)
    assert texts(made) == [LATER, later]


def test_what_a_line_cites_is_not_left_out() -> None:
    source = builders.document(f"{FIRST} {CREW}", 1, language="en")
    other = builders.document(LATER, 2, language="en")
    sentences = [*split(source), *split(other)]
    whole = Omission("no room", builders.phrase(source, source.text), 0.0)
    rest = Omission("no room", builders.phrase(source, CREW), 0.0)
    uncited = Omission("source not cited", builders.phrase(other, LATER), 0.0)
    line = Line(id="L1", text=FIRST, citations=(builders.phrase(source, FIRST),))
    assert [one.citation.quote for one in unsaid([whole, rest], [line], sentences)] == [CREW, CREW]
    assert list(unsaid([uncited], [line], sentences)) == [uncited]
    both = Line(id="L2", text=LATER, citations=(builders.phrase(other, LATER),))
    assert list(unsaid([uncited, Omission("no room", both.citations[0], 0.0)], [line, both], sentences)) == []


@st.composite
def rooms(draw: st.DrawFn) -> tuple[list[Line], list[Line], list[tuple[Line, list[Line]]], set[str], int]:
    def lines(some: str, status: st.SearchStrategy[str], most: int) -> list[Line]:
        made = []
        for at in range(draw(st.integers(0, most))):
            text = " ".join(["word"] * draw(st.integers(1, 9)))
            source = builders.document(f"{text} {some}{at}", at + 1)
            quote = builders.phrase(source, text, score=draw(st.floats(0, 1)))
            kind = "draft" if some == "J" and draw(st.booleans()) else "extracted"
            made.append(Line(id=f"{some}{at}", text=text, citations=(quote,), kind=kind, status=draw(status)))
        return made

    judged = lines("J", st.sampled_from(["unchanged", "strengthened", "contradicted"]), 6)
    new = lines("L", st.just("new"), 4)
    more = lines("N", st.just("new"), 2) if judged else []
    news = [(line, draw(st.lists(st.sampled_from(judged), min_size=1, max_size=2))) for line in more]
    if new and judged and draw(st.booleans()):
        news.append((draw(st.sampled_from(new)), [draw(st.sampled_from(judged))]))
    pinned = {line.id for line in judged if draw(st.booleans())}
    return judged, new, news, pinned, draw(st.integers(1, 60))


@given(rooms())
def test_every_line_stays_or_goes_and_news_takes_no_room_of_what_is_kept_by_hand(
    given_: tuple[list[Line], list[Line], list[tuple[Line, list[Line]]], set[str], int],
) -> None:
    judged, new, news, pinned, limit = given_
    budget = Budget("words", limit)

    def ids(lines: list[Line]) -> set[str]:
        return {line.id for line in lines}

    kept, added, out = fit(judged, new, set(), budget, limit, news, pinned)
    assert sorted(line.id for line in (*kept, *added, *out)) == sorted(
        ids(judged) | ids(new) | ids([line for line, _ in news])
    )
    used = sum(budget.cost(line.text) for line in (*kept, *added))
    assert used <= limit or len(kept) + len(added) == 1
    if sum(budget.cost(line.text) for line in judged) <= limit:
        assert {line.id for line in judged if line.by_hand or line.id in pinned} <= ids(kept)
    for line in out:  # nothing that would fit is left out
        assert used + budget.cost(line.text) > limit
