"""Omissions: what a shorter line must not leave out of its passage, and the shorter passage made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Document
from summarizer.note.brief import Line, cite
from summarizer.rewrite.guard import GuardOptions
from summarizer.rewrite.judge import Judge
from summarizer.rewrite.omissions import broken_names, is_part, omitted, shortened, unmeant
from summarizer.rewrite.pile import Pile
from summarizer.text.segment import split

FALSE = [
    ("The brother of the finance minister was arrested on Tuesday.", "The brother of "),
    ("A spokesman for the bank resigned on Friday after the scandal.", "A spokesman for "),
    ("Troops loyal to General Omar Sadiq captured the port on Thursday.", "Troops loyal to "),
    ("The police chief's driver was shot dead outside a hotel in Ost.", "'s driver"),
    ("The bank robber was arrested in a hotel near the border.", " robber"),
    ("All schools except those in Calder were closed on Friday.", " except those in Calder"),
    (
        "The bridge will be closed if the river rises above four metres.",
        " if the river rises above four metres",
    ),
    ("The treaty will take effect once it is ratified by both sides.", " once it is ratified by both sides"),
    ("Had the dam broken, 10,000 homes would have been flooded.", "Had the dam broken, "),
    ("The drug reduced the risk of stroke only in patients over 65.", " only in patients over 65"),
    ("The drug reduced the risk of stroke by 30 percent in mice.", " in mice"),
    ("At least 14 people were killed when the ferry sank on Monday.", "At least "),
    ("Nearly 300 houses were destroyed by the fire on Monday.", "Nearly "),
    ("Half of the 40 passengers were injured when the bus left the road.", "Half of the "),
    ("Some of the hostages were released after the talks in Geneva.", "Some of "),
    ("The attack was carried out by soldiers or militia members.", " or militia members"),
    ("A fake doctor treated hundreds of patients in Marat for years.", " fake"),
    ("The deputy minister for health was dismissed on Monday.", " deputy"),
    ("He is the first black man to lead the country's largest bank.", " black"),
    ("The minister is expected to resign after the vote on Thursday.", " expected"),
    ("The rebels failed to take the city of Marat after two weeks.", " failed to"),
    ("Nobody but the guards was hurt when the wall fell on Sunday.", " but the guards"),
    ("When the pipeline is finished, it will carry oil to Marat.", "When the pipeline is finished, "),
    (
        "The summary came from a debate, in which they cut the evidence, an assessment that was wrong.",
        ", in which they cut the evidence",
    ),
    ("Voters will pick their governor tonight, and the party appears on track.", ", and"),
]
TRUE = [
    ("The party may gain a seat, and with the luck of Calder it may rule alone.", ", and"),
    (
        "The truce, brokered by Russia last week, stipulated that Armenia hand over land.",
        ", brokered by Russia last week,",
    ),
    ("Officials in the port city of Calder said that a hall came down.", " the port city of"),
    (
        "The envoy, speaking to reporters in Geneva, said that both sides had agreed.",
        ", speaking to reporters in Geneva,",
    ),
    ("The firm said in a statement on Friday that it would close the plant.", " in a statement"),
    ("Many of the children, or of their parents, received food stamps.", ", or of their parents,"),
    (
        "The mayor resigned after a long and at times heated debate in the council.",
        " long and at times heated",
    ),
    ("The ferry, built in Ost, sank within minutes off the coast on Monday.", ", built in Ost,"),
]


def without(text: str, words: str) -> str:
    """Return the sentence without some words, a capital at its beginning."""
    assert words in text
    left = text.replace(words, "", 1)
    return left[0].upper() + left[1:]


@pytest.mark.parametrize(("passage", "words"), FALSE)
def test_words_without_which_a_line_says_another_thing_are_missed(passage: str, words: str) -> None:
    line = without(passage, words)
    document = Document(id="S1", name="S1", text=passage, language="en")
    (sentence,) = split(document)
    quoted = Line("L1", passage, (cite(document, sentence.span, score=1.0),))
    task = Pile.of([sentence]).task(quoted)
    assert task is not None
    assert not Judge([sentence], GuardOptions()).rule(line, task).passed
    assert list(omitted(line, [passage]))


@pytest.mark.parametrize(("passage", "words"), TRUE)
def test_an_aside_may_go(passage: str, words: str) -> None:
    line = without(passage, words)
    assert not list(omitted(line, [passage]))
    assert shortened(line, passage) == line


def test_what_another_passage_says_without_the_words_may_be_said() -> None:
    passage, other = (
        "Nearly 300 houses were destroyed by the fire.",
        "It began. 300 houses were destroyed by it.",
    )
    line = "300 houses were destroyed by the fire."
    assert list(omitted(line, [passage]))
    passage = "The deputy minister for health was dismissed."
    line, other = (
        "The minister for health was dismissed.",
        "In the end the minister for health was dismissed.",
    )
    assert list(omitted(line, [passage]))
    assert not list(omitted(line, [passage, other]))


def test_a_line_in_other_words_misses_nothing() -> None:
    assert not list(
        omitted("The health chief lost her job.", ["The deputy minister for health was dismissed."])
    )


def test_a_shorter_line_keeps_the_words_of_its_passage_and_what_bounds_them() -> None:
    passage = "At least 14 people, most of them sailors, were killed on Monday, the navy said."
    assert shortened("The navy lost 14 sailors.", passage) is None  # hardly its words
    line = "14 people were killed on Monday, the fleet said."
    assert shortened(line, passage) == "At least 14 people were killed on Monday, the navy said."


@pytest.mark.parametrize(
    ("line", "passage", "short"),
    [
        (
            "“Share it,” King said.",
            "“Share it,” King said on air. “We can change this!”",
            "“Share it,” King said.",
        ),
        (
            "It was seen, said Reid.",
            'It was seen, said Reid, a clerk. "We know," she said.',
            "It was seen, said Reid.",
        ),
        ("King said so twice.", "[Rebecca] King said so twice.", "King said so twice."),
        ("He said it was open.", 'He said it was "far too wide" open.', "He said it was open."),
        ("“We go,” she said.", "“We go, and we stay,” she said.", "“We go, and we stay,” she said."),
    ],
)
def test_marks_that_come_in_pairs_stay_in_pairs(line: str, passage: str, short: str) -> None:
    assert shortened(line, passage) == short


@pytest.mark.parametrize(
    "line",
    [
        "Azerbaijan agreed to give Armenia more time.",
        "Azerbaijan on Sunday agreed to give Armenia more time.",
        "Azerbaijan on Sunday, November 15, agreed to give Armenia more time",
    ],
)
def test_figures_days_and_marks_stay_as_the_passage_has_them(line: str) -> None:
    passage = "Azerbaijan on Sunday, November 15 agreed to give Armenia more time; three posts are held."
    assert is_part(line, passage)
    assert shortened(line, passage) == passage


@pytest.mark.parametrize(
    ("line", "passage", "pronoun"),
    [
        ("It will carry oil.", "When the pipe is finished, it will carry oil.", "It"),
        ("It will carry oil.", "It will carry oil from May.", None),
        ("He said so.", "“This is so,” he said.", None),
        ("They deal in drugs.", "Truck drivers deal in drugs.", "They"),
    ],
)
def test_a_line_says_whom_its_first_pronoun_means(line: str, passage: str, pronoun: str | None) -> None:
    assert unmeant(line, [passage]) == pronoun


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("Selby Medical Centre", True),
        ("Selby City Analyst Centre", True),
        ("Selby City Medical Centre", False),
        ("City Medical Centre", False),
        ("Selby City Medical", False),
        ("Selby Centre", False),
    ],
)
def test_a_long_name_keeps_the_words_within_it(name: str, broken: bool) -> None:
    passages = ("The Selby City Medical Centre opened on Monday.",)
    assert list(broken_names(f"The {name} opened.", passages)) == [name] * broken
    assert list(broken_names(f"The {name} opened.", (*passages, f"The {name} is old."))) == []


def test_a_sentence_does_not_stay_without_the_one_that_it_leans_on() -> None:
    """The line began with "He's", whoever he was."""
    text = "The call came from a man in Selby. He's been making such calls to the port since July 2014."
    document = Document(id="S1", name="S1", text=text, language="en")
    first, second = split(document)
    quoted = Line("L1", text, (cite(document, first.span, score=1.0), cite(document, second.span, score=1.0)))
    task = Pile.of([first, second]).task(quoted)
    assert task is not None
    judge = Judge([first, second], GuardOptions())
    assert [one.kind for one in judge.rule(second.text, task).objections] == ["omission"]
    assert judge.rule(first.text, task).passed


WORDS = st.lists(
    st.sampled_from("the of a in at least 14 mayor , . ( ) “ ” who said brother only if Calder".split()),
    max_size=30,
).map(" ".join)


@given(WORDS, WORDS)
def test_a_shortened_passage_has_its_words_in_order(line: str, passage: str) -> None:
    short = shortened(line, passage)
    if short is None:
        return
    kept = iter(passage.lower().replace(",", " ").replace(".", " ").split())
    words = short.lower().replace(",", " ").replace(".", " ").split()
    assert all(any(word == other for other in kept) for word in words)
