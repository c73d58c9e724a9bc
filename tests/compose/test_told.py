"""What of a sentence another one tells too: deeds, figures, days and quotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from piles import content, graph_of, pile

from summarizer.compose.chained import LEAST, Gaps, linked, may_chain
from summarizer.compose.parts import parts
from summarizer.compose.quoted import quoted_alike
from summarizer.compose.sides import Side, pairs_of
from summarizer.compose.told import telling_pairs, told_alike

LINE = (
    "Harbour police of Arica arrested two crew members of the Albatros on Friday, hours after the ferry had "
    "rammed a pier of the old port, and took the captain to Yavin for questioning."
)


def said(line: str, other: str, known: str = "", likeness: float = 0.0) -> str | None:
    """What of the line the other sentence is found to tell, where both sides know ``known`` names."""
    around = frozenset(known.split())
    ours, theirs = (Side.of(one, lambda: around, "en") for one in (line, other))
    found = told_alike(ours, theirs, telling_pairs(ours, theirs), likeness)
    return line[found[0].mine.start : found[0].mine.end] if found else None


@pytest.mark.parametrize(
    ("other", "part"),
    [
        (
            "The owners said the ferry rammed a pier of the old port in thick fog.",
            "the ferry had rammed a pier of the old port",
        ),
        (
            "Port police detained two crew members of the Albatros on Friday night, a spokeswoman said.",
            "arrested two crew members of the Albatros on Friday",
        ),
        (
            "They took the captain to Yavin, where he refused to talk.",
            "took the captain to Yavin",
        ),
    ],
)
def test_a_deed_with_who_and_what_takes_part_is_told_by_both(other: str, part: str) -> None:
    assert said(LINE, other, "aric") == part


@pytest.mark.parametrize(
    "other",
    [
        "Port police detained two crew members of the Albatros on Thursday night, a spokeswoman said.",
        "Port police did not arrest two crew members of the Albatros on Friday.",
        "Port police want to arrest two crew members of the Albatros on Friday.",
        "Port police may have arrested two crew members of the Albatros on Friday.",
        "Port police arrested two crew members of the Cormoran on Friday.",
        "Port police arrested three crew members of the Albatros on Friday.",
        "Two crew members of the Albatros, a ferry of the old port, were born in Yavin.",
        "He took a photograph of the captain of another ferry to Yavin.",
    ],
)
def test_what_differs_in_day_denial_plan_doubt_name_or_figure_is_not(other: str) -> None:
    found = said(LINE, other, "aric cormora")
    assert found is None or not {"arrested", "Friday", "two", "took"} & set(found.split())


def test_what_something_is_called_the_other_sentence_must_say_itself() -> None:
    line = "The growers have founded a new district called Averno with two parishes of Lower Osk."
    other = "In May growers founded a new district with two parishes of Lower Osk."
    named = other.replace("district", "district named Averno")
    assert said(line, named, "averno") == line[len("The ") : -1]
    assert "Averno" not in (said(line, other, "averno") or "")


def test_a_word_that_bounds_a_part_belongs_to_it() -> None:
    line = "Nearly every seat in the hall of Yavin was taken by the guests."
    assert said(line, "He saw nearly every seat in the hall of Yavin taken by the guests.") == (
        "Nearly every seat in the hall of Yavin was taken by the guests"
    )
    assert said(line, "He saw every seat in the hall of Yavin taken by the guests.") is None
    assert said(line.replace("Nearly every", "Every"), line) is None


def test_who_did_it_must_be_the_same() -> None:
    line = "Novak sold the old mill of Yavin to the town."
    assert (
        said(line, "Novak, the baker, sold the old mill of Yavin in May.")
        == "Novak sold the old mill of Yavin"
    )
    assert said(line, "Byron sold the old mill of Yavin in May.") is None
    assert said(line, "He sold the old mill of Yavin in May.", "novak") == "sold the old mill of Yavin"


@pytest.mark.parametrize(
    ("line", "other", "part"),
    [
        (
            "The island lies 65 kilometres northwest of the capital.",
            "It rose from the sea about 65 kilometers (40 miles) northwest of the capital, near an island.",
            "65 kilometres northwest of the capital",
        ),
        (
            "A ferry with 1,276 people on board rammed a pier of the port on Friday.",
            "When pictures of the pier were shown, all asked what had become of the 1,276 people on board.",
            "1,276 people on board",
        ),
        (
            "A magnitude 6.9 earthquake struck Arica on Thursday, minutes before the feast.",
            "Arica was hit by a second earthquake, that reached a magnitude of 6.9.",
            "magnitude 6.9 earthquake",
        ),
        (
            "The army has until November 25 to leave the district of Yavin, the minister told Novak.",
            "On November 25 the district of Yavin will be empty, Novak wrote after the minister had left.",
            None,  # what is only to come is told as such
        ),
    ],
)
def test_a_figure_with_what_it_measures_is_told_in_any_order(line: str, other: str, part: str | None) -> None:
    assert said(line, other) == part


@pytest.mark.parametrize(
    "other",
    [
        "Of the 1,276 seats of the theatre not one was free on Friday.",  # of something else
        "The ferry has 1,276 doors.",
        "No report speaks of 1,276 people on board a ferry near a pier.",
    ],
)
def test_a_figure_of_something_else_is_not(other: str) -> None:
    assert said("A ferry with 1,276 people on board rammed a pier of the port on Friday.", other) is None


def test_words_that_both_quote_are_a_part() -> None:
    line = 'The loss is "a complete and utter disaster," said Novak of the fire brigade.'
    span = quoted_alike(line, "He called it “a complete and utter disaster”, and left.", "en")
    assert span is not None
    assert line[span.start : span.end] == "a complete and utter disaster"
    assert quoted_alike(line, "He called the evening a disaster.", "en") is None


def test_a_deed_of_two_names_is_told_in_three_words_and_one_of_one_name_is_not() -> None:
    line = "The ferry cuts so slow and shabby a figure that it has been nicknamed Albatros, or Osprey."
    other = "The ferry was quickly nicknamed Albatros, or Osprey, because so much of its paint had come off."
    assert said(line, other) == "nicknamed Albatros, or Osprey"
    line = "In May another nurse, Ann Novak, fell ill after working in Puerto Arica."
    assert said(line, "We look at the rules for all who are working in Puerto Arica with us.") is None


def test_a_part_does_not_end_with_a_word_of_a_clause_of_which_nothing_else_is_told() -> None:
    line = (
        "Eight critically endangered grey rhinos are dead in Arica after park workers moved them on Monday."
    )
    other = (
        "Eight out of 14 critically endangered grey rhinos have died after being moved to a reserve in "
        "Arica, park officials say."
    )
    assert said(line, other) == "Eight critically endangered grey rhinos are dead"


def test_a_document_may_say_two_parts_of_a_line() -> None:
    sentences = content(
        *pile(
            LINE,
            "The ferry rammed a pier of the old port in thick fog. The gulls did not care for it at all. "
            "Arica police took the captain to Yavin, where he refused to talk.",
        )
    )
    own = next(i for i, one in enumerate(sentences) if one.document.id == "S1")
    found = parts(own, graph_of(sentences), sentences, frozenset())
    assert [LINE[one.span.start : one.span.end] for one in found] == [
        "the ferry had rammed a pier of the old port",
        "took the captain to Yavin",
    ]


def test_each_figure_that_both_tell_is_a_part_beside_what_both_do() -> None:
    line = "On Sunday the harbour raised 395,000 euro in a lottery, while Osk Council pledged 150,000 euro."
    other = "The 395,000 euro raised by the lottery supplement 150,000 euro of aid pledged by Osk Council."
    ours, theirs = (Side.of(one, frozenset, "en") for one in (line, other))
    found = told_alike(ours, theirs, telling_pairs(ours, theirs))
    assert [line[one.mine.start : one.mine.end] for one in found] == [
        "raised 395,000 euro in a lottery",
        "Osk Council pledged 150,000 euro",
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_parts_lie_in_their_texts(line: str, other: str) -> None:
    ours, theirs = (Side.of(one, frozenset, "en") for one in (line, other))
    found = told_alike(ours, theirs, telling_pairs(ours, theirs))
    for one in found:
        assert 0 <= one.mine.start < one.mine.end <= len(line)
        assert 0 <= one.theirs.start < one.theirs.end <= len(other)


WORDS = st.lists(
    st.sampled_from("police Ann Hale Osk rammed arrested the and , couple pier 12 captain took".split()),
    max_size=14,
).map(" ".join)


@given(WORDS, WORDS, st.sampled_from(("", "ann", "hale osk")))
def test_what_may_make_no_chain_makes_none_whoever_is_known(line: str, other: str, known: str) -> None:
    ours, theirs = (Side.of(one, lambda: frozenset(known.split()), "en") for one in (line, other))
    pairs = pairs_of(ours, theirs)
    if not may_chain(pairs, ours, theirs):
        gaps = Gaps.of(ours, theirs), Gaps.of(theirs, ours)
        assert max(linked(pairs, gaps)[0], default=0.0) < LEAST


def test_what_stands_around_is_read_only_where_something_may_be_told() -> None:
    def asked() -> frozenset[str]:
        raise AssertionError

    line = "Harbour police of the couple Ann Hale and Ben Roe rammed an old pier."
    other = "The captain of the Albatros Jan Moll lives beside an old pier with the police."
    ours, theirs = (Side.of(one, asked, "en") for one in (line, other))
    assert ours.beside
    assert theirs.beside
    assert telling_pairs(ours, theirs) == []


def test_a_full_stop_within_a_sentence_ends_no_part() -> None:
    line = "He is in a tough race with the former two-term senator Sen. Rick Hale of Osk."
    other = "Now he is in a tough race with the former two-term senator Sen. Rick Hale of Osk."
    found = said(line, other)
    assert found is not None
    assert found.endswith("Sen. Rick Hale of Osk")


def test_a_part_begins_with_the_whole_of_a_compound() -> None:
    line = "The one-term incumbent governor Ann Hale announced that she would leave the port of Osk."
    other = "Two-term incumbent governor Ann Hale announced that she would leave the port of Osk."
    found = said(line, other)
    assert found is not None
    assert not found.startswith("term")


def test_a_name_behind_a_comma_that_opens_another_clause_is_not_beside_a_part() -> None:
    line = "It rose before the Great Crash, when 9 million children were receiving food stamps."
    other = "At the time one in eight or 9 million children were on food stamps."
    assert said(line, other) is not None


def test_that_somebody_reported_something_is_no_part_of_what_is_told() -> None:
    line = "The Geological Survey of Osk reported that the quake was near the coast."
    other = "The quake was of 4.9, although the Geological Survey of Osk reported it as 6.1."
    assert said(line, other) is None


@pytest.mark.parametrize(
    ("line", "other", "part"),
    [
        (
            "But we are not looking for any outstanding suspects.",
            "We are not looking for outstanding suspects at this time.",
            "we are not looking for any outstanding suspects",
        ),
        (
            "But we are not looking for any outstanding suspects.",
            "We are looking for outstanding suspects.",
            None,
        ),
        (
            "But we are not looking for any outstanding suspects.",
            "We are not looking for outstanding suspects of the robbery at the old bank.",
            None,
        ),
    ],
)
def test_few_plain_words_are_a_part_where_a_clause_says_nothing_else(
    line: str, other: str, part: str | None
) -> None:
    assert said(line, other) == part


def test_names_that_only_say_who_somebody_is_may_stand_between() -> None:
    line = "The Arican couple Ann Hale and Ben Roe are suing the owners, the keepers heard."
    other = "An Arican couple is suing the owners, saying the ferry left them on the pier."
    assert said(line, other, "ann hale ben roe") == "Arican couple Ann Hale and Ben Roe are suing the owners"
    assert said(line, other.replace("suing", "hosting"), "ann hale ben roe") is None


@pytest.mark.parametrize(
    ("line", "other", "part"),
    [
        (
            "Albatros's acquisition of Cormoran is aimed at the north.",
            "Albatros is buying Cormoran's ferries and a pier.",
            "Albatros's acquisition of Cormoran",
        ),
        (
            "Albatros's acquisition of Cormoran is aimed at the north.",
            "Cormoran is buying Albatros's ferries and a pier.",
            None,
        ),
        (
            "The guard said Novak got into Hale's car on Wednesday.",
            "A video of the port shows Novak getting into Hale's car.",
            "Novak got into Hale's car",
        ),
        (
            "The guard said Novak got into Hale's car on Wednesday.",
            "A video of the port shows Novak scratching Hale's car.",
            None,
        ),
        (
            "A volcanic eruption in Yavin has created a new island.",
            "Volcanic eruption creates new island in Yavin",
            "volcanic eruption in Yavin has created a new island",
        ),
        (
            "A volcanic eruption in Yavin has created a new island.",
            "Volcanic eruption creates new island in Arica",
            None,
        ),
    ],
)
def test_a_deed_is_the_same_as_a_noun_by_a_small_verb_and_with_its_place_elsewhere(
    line: str, other: str, part: str | None
) -> None:
    assert said(line, other, likeness=0.5) == part


@pytest.mark.parametrize("likeness", [0.2, 0.5])
def test_a_short_clause_is_told_where_the_sentences_are_alike(likeness: float) -> None:
    line = "The crew wept, and the divers said a rifle was recovered at the pier."
    part = "a rifle was recovered at the pier" if likeness > 0.4 else None
    assert said(line, "A rifle was found at the pier.", likeness=likeness) == part
    assert said(line, "A rifle was sold at the pier.", likeness=likeness) is None


def test_a_denial_of_the_clause_before_denies_nothing_of_the_next_one() -> None:
    line = "The scene at the pier was staged to look like a robbery."
    other = "Doctors knew it couldn't be so and the crew saw the scene was staged to look like a robbery."
    assert said(line, other, likeness=0.5) == line[:-1]
    assert said(line, "The scene at the pier was not staged to look like a robbery.", likeness=0.5) is None


def test_a_part_does_not_end_with_whose_something_is() -> None:
    line = "The Arican couple is suing the show's owners over the ferry."
    other = "An Arican couple is suing the keepers because the show's boat sank."
    found = said(line, other)
    assert found is None or not found.endswith("'s")


def test_a_run_of_words_within_two_quotations_is_a_part_unless_one_denies_it() -> None:
    line = 'The port is a "gull-based, hostile environment against ferries", said Novak.'
    other = 'It created a "gull-biased, hostile environment against ferries, like the Osprey", he wrote.'
    span = quoted_alike(line, other, "en")
    assert span is not None
    assert line[span.start : span.end] == "hostile environment against ferries"
    assert quoted_alike(line, other.replace("like the", "not like the"), "en") is None
    assert quoted_alike(line, 'A "hostile environment" is bad, he wrote.', "en") is None


def test_what_is_called_so_is_no_quotation() -> None:
    line = 'She put his name on the "Osk Harbour List," a page on ferries.'
    assert quoted_alike(line, "He stands on the “Osk Harbour List”, she said.", "en") is None


def test_what_is_said_of_another_place_is_not_told() -> None:
    line = "Divers also found ropes in his shed covered in old tar."
    assert (
        said(line, "The guard said divers found two ropes with old tar on Friday.", likeness=0.5) is not None
    )
    assert said(line, "The guard said divers found two ropes with old tar in his boat.", likeness=0.5) is None


def test_who_wants_something_asks_for_it() -> None:
    line = "The Osk Guard wants the public's help to find a man who took a ferry."
    other = "The Osk Guard is asking for the public's help in the matter."
    assert said(line, other) == "The Osk Guard wants the public's help"
    assert said(line, other.replace("asking for", "refusing")) is None


def test_what_somebody_is_blamed_for_is_not_said_to_be_done() -> None:
    line = "The suit alleges that the Port of Osk violated the Ferry Act by sinking a boat."
    other = "The port is being investigated by the guard for violating the Ferry Act of Osk."
    found = said(line, other, "ferr act")
    assert found is None or "violated" not in found


def test_who_says_so_within_a_sentence_parts_two_statements() -> None:
    line = (
        "Guards of Osk bring help to Arican divers in the port, she said, noting that they treated wounded."
    )
    other = "The Arican side has reported deaths and injuries both among the divers and the guards."
    assert said(line, other) is None


@pytest.mark.parametrize(
    ("line", "other", "part"),
    [
        (  # how many is counted from now, and what is counted stands before it
            "The number of pupils of Yavin relying on school buses for the way rose to 48 million last year.",
            "In 2014, 48 million pupils took school buses, the town of Yavin says.",
            "48 million",
        ),
        (
            "The ministry fears for the two teams when the Albatros Summer Cup reaches Arica on February 3.",
            "The two teams meet at the Albatros Summer Cup on Feb. 3 in Arica, Tolmia.",
            "Arica on February 3",
        ),
        (  # the day of another place, and a region of another one
            "The ministry fears for the two teams when the Albatros Summer Cup reaches Arica on February 3.",
            "Two teams of the Albatros Summer Cup leave Arica, and on Feb. 3 they meet in Yavin.",
            None,
        ),
        (
            "The two teams meet at the Albatros Summer Cup in Arica, Brackia on February 3.",
            "The ministry fears for two teams when the Albatros Summer Cup comes to Arica, Tolmia on Feb. 3.",
            None,
        ),
        (
            "Traders say Yavin should build a new harbour with the villages of North Arica and South Tolm.",
            "Novak leads the fight to build a new harbour for the villages of North Arica and South Tolm.",
            "build a new harbour with the villages of North Arica and South Tolm",
        ),
        (
            "Traders say Yavin should build a new harbour with the villages of North Arica and South Tolm.",
            "Novak agreed to build a new harbour for the villages of North Arica and South Tolm.",
            None,
        ),
        (
            "Traders say Yavin should build a new harbour with the villages of North Arica and South Tolm.",
            "Novak refused to build a new harbour for the villages of North Arica and South Tolm.",
            None,
        ),
        (
            "Novak plans to enter a plea of not guilty by reason of mental illness next week.",
            "The letter noted that Novak plans to plead not guilty by reason of mental illness.",
            "Novak plans to enter a plea of not guilty by reason of mental illness",
        ),
        (
            "Novak plans to enter a plea of not guilty by reason of mental illness next week.",
            "Novak has pleaded not guilty by reason of mental illness.",
            None,
        ),
        (  # who says so himself
            "The sailor was quoted as saying that he burned the boat and nets while on night watch.",
            "A sailor from the south claims he burned the boat and nets while on night watch.",
            "he burned the boat and nets while on night watch",
        ),
        (
            "The mayor was quoted as saying that he burned the boat and nets while on night watch.",
            "The mayor said a sailor from the south claims he burned the boat and nets while on night watch.",
            None,
        ),
        (
            "The sailor was quoted as saying that he burned the boat and nets while on night watch.",
            "A sailor from the south says he may have burned the boat and nets while on night watch.",
            None,
        ),
    ],
)
def test_a_part_is_told_as_a_wish_a_plan_or_a_claim_of_the_same(
    line: str, other: str, part: str | None
) -> None:
    assert said(line, other, "yavi novak aric tolm north south") == part


def test_a_quotation_may_have_begun_in_the_sentence_before_or_go_on_in_the_next() -> None:
    line = "“We can lift the whole bridge!”"
    for other in ("We can lift the whole bridge!”", 'He wrote: "We can lift the whole bridge!'):
        for one, two in ((line, other), (other, line)):
            span = quoted_alike(one, two, "en")
            assert span is not None
            assert one[span.start : span.end] == "We can lift the whole bridge!"
    assert quoted_alike(line, "We can lift the whole bridge!", "en") is None


def test_the_marks_around_a_title_and_what_only_says_that_it_is_one_part_nothing() -> None:
    line = 'The clerk put her name on the "List of Osk Ferries," a page of the port.'
    other = 'He wrote her name on the so-called "List of Osk Ferries," a page of the port that has no author.'
    assert said(line, other) == 'her name on the "List of Osk Ferries," a page of the port'
    assert said(line, other.replace("Osk Ferries", "Arica Ferries")) is None


def test_a_name_that_only_says_which_is_meant_is_not_strange() -> None:
    line = "The mast has been painted for a month about 65 kilometres northwest of the capital, Osk."
    other = "The mast stands 65 kilometres northwest of the nation's capital."
    assert said(line, other) == "65 kilometres northwest of the capital"
    assert said(line, other.replace("capital.", "capital, Yavin.")) is None
    assert said(line.replace("Osk.", "Osk and Tolm."), other) is None


def test_a_figure_of_what_was_done_besides_belongs_to_no_part() -> None:
    line = "The ferry rammed a pier of the old port injuring six sailors."
    other = "The owners said the ferry rammed a pier of the old port in thick fog."
    assert said(line, other) == "The ferry rammed a pier of the old port"
    assert said(line.replace("injuring six", "at six"), other) is None


def test_what_one_quotes_the_other_may_say_itself_where_they_are_much_alike() -> None:
    line = 'Police say there was a "possible struggle" on the ferry before it left.'
    other = "Police said that a film shows a possible struggle on the ferry."
    span = quoted_alike(line, other, "en", 0.5)
    assert span is not None
    assert line[span.start : span.end] == "possible struggle"
    assert quoted_alike(line, other, "en", 0.2) is None
    assert quoted_alike(line, other.replace("shows", "never shows"), "en", 0.5) is None
