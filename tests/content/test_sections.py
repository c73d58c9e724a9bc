"""The parts of a document: what its result is, what reports others, what was talk before a decision."""

from __future__ import annotations

import builders
import pytest

from summarizer.content.boilerplate import mark
from summarizer.content.glosses import gloss
from summarizer.content.kinds import kinds
from summarizer.content.sections import ASIDE, RESULT, TALK, in_parts
from summarizer.content.worth import CORE, DONE, IDLE, LESS, TALKED, TOP, worth
from summarizer.data import Document, Sentence
from summarizer.text.segment import split

CASE = """INTRODUCTION

Orme Ferries appeals against a penalty of 900 crowns for a late return.

THE RESPONDENTS' SUBMISSIONS

The penalty should be upheld and the appeal dismissed, as the return was late.

The fee

The fee was due in March, and no excuse has been given for it.

DISCUSSION

The return was posted in time, as the stamp of the post office at Ness shows.

The tribunal heard the harbour master on the tides of that week.

CONCLUSION

As the return was posted in time, the penalty is set aside and the appeal is allowed.

APPENDIX

A return is late if it is posted after the last day of the month.

The court may dismiss an appeal that is out of time."""

PAPER = """A ferry that finds its way

Abstract

We present a ferry that finds its way by sound. It reaches the port in 93% of the trials.

1 Introduction

Ferries have found their way by light for centuries in most of the ports.

2 Related Work

Others reach the port in 80% of the trials with lamps.

3 Experiments

The ferry reaches the port in 71% of the trials at night.

4 Conclusions

We show that sound improves on light by 13% in fog."""

MINUTES = """# Harbour board meeting 2021-05-03

Ann took the chair at the meeting of the working group; there was a quorum, and apologies came from Cora.

## Minutes

### The crane

Ann: the old one is too slow for us and always was

**Conclusion: buy the crane of Korvo for the north pier (“ask for a discount”). Sell the old one in June.**

### Ferries

The board agrees to:

1. run two ferries in the summer
2. paint them blue by the end of May
3. name them after the founders of the port

Ben: the paint of the last ferry was bad

### Lights

Ben: the lights on the pier are too weak for the fog
"""


OPENING = (
    "# Harbour board 2021-05-03\n\n"
    "Ann took the chair at the meeting of the working group; there was a quorum, with apologies from Cora."
)


def content(*documents: Document) -> list[Sentence]:
    marked = mark([sentence for document in documents for sentence in split(document)])
    return [sentence for sentence in gloss(marked) if sentence.skip is None]


def test_a_judgment_has_its_decision_at_the_end_and_what_is_submitted_aside() -> None:
    found = in_parts(mark(split(builders.document(CASE))), "judgment")
    assert [(one.own.split()[1], one.part) for one in found if one.skip is None] == [
        ("Ferries", ""),
        ("penalty", ASIDE),
        ("fee", ASIDE),
        ("return", ""),
        ("tribunal", ""),
        ("the", RESULT),
        ("return", ASIDE),
        ("court", ASIDE),
    ]


def test_a_paper_says_what_it_found_in_its_abstract_and_conclusions() -> None:
    found = in_parts(mark(split(builders.document(PAPER))), "paper")
    assert [one.part for one in found if one.skip is None] == [RESULT, RESULT, "", ASIDE, "", RESULT]


def test_a_paper_without_headings_begins_with_what_it_found() -> None:
    text = " ".join(f"We show that ferry {at} finds the port at night." for at in range(20))
    found = list(in_parts(mark(split(builders.document(text))), "paper"))
    assert [one.part for one in found].count(RESULT) == 8


def test_minutes_have_outcomes_and_the_talk_before_them() -> None:
    sentences = content(builders.document(MINUTES, media_type="text/markdown"))
    assert [(one.shown, one.part) for one in sentences] == [
        (sentences[0].shown, ""),
        ("[The crane] Ann: the old one is too slow for us and always was", TALK),
        (
            "Conclusion: buy the crane of Korvo for the north pier (“ask for a discount”).",
            RESULT,
        ),
        ("[The crane] Sell the old one in June.", TALK),
        ("[The board agrees to] run two ferries in the summer", RESULT),
        ("[The board agrees to] paint them blue by the end of May", RESULT),
        ("[The board agrees to] name them after the founders of the port", RESULT),
        ("[Ferries] Ben: the paint of the last ferry was bad", TALK),
        ("Ben: the lights on the pier are too weak for the fog", ""),
    ]


def test_an_outcome_counts_most_and_the_talk_before_it_least() -> None:
    minutes = builders.document(MINUTES, media_type="text/markdown")
    assert kinds((minutes,))[minutes] == "minutes"
    values = worth(content(minutes)).tolist()
    less = LESS["minutes"]
    assert values[1:] == pytest.approx(
        [TALKED * less, TOP, TALKED * less, TOP, TOP, CORE, TALKED * less, less]
    )


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Motion by Penn, seconded by Lowe, to approve the agenda. Motion carried 6-0.", [IDLE, IDLE]),
        ("Motion by Penn, seconded by Lowe, to buy the crane. Motion carried 6-0.", [TALKED * TOP, TOP]),
    ],
)
def test_a_motion_and_its_outcome_share_one_fate(text: str, values: list[float]) -> None:
    cues = "The chair of the working group called for a quorum and a facilitator at the last meeting."
    sentences = content(builders.document(f"{cues}\n\n{text}"))
    assert [float(value) for value in worth(sentences)[-2:]] == pytest.approx(values)


def test_a_list_that_goes_on_about_what_was_agreed_is_of_the_outcome() -> None:
    text = (
        f"{OPENING}\n\n## Lights / @ann\n\n"
        "We agreed that we need more information. More specifically:\n\n"
        "* Gather a list of the berths that the ferries of the south would use\n"
    )
    (listed,) = content(builders.document(text, media_type="text/markdown"))[2:]
    assert listed.part == RESULT
    assert listed.shown == "[Lights] Gather a list of the berths that the ferries of the south would use"


def test_who_is_to_do_what_counts_less_than_what_was_decided() -> None:
    text = (
        f"{OPENING}\n\n## Cranes\n\n"
        "Decision: buy the crane of Korvo for the north pier\n\n"
        "Action: Ann to ask Korvo for the price of a second crane\n\n"
        "Action: Ben to follow up with Cora Lowe to discuss\n"
    )
    values = worth(content(builders.document(text, media_type="text/markdown"))).tolist()
    assert values[-3:] == [TOP, DONE, IDLE]


def test_what_a_paper_does_counts_less_than_what_it_found() -> None:
    abstract = "We present a ferry that finds its way by sound. It more than doubles the range of older ones."
    paper = PAPER.replace("We present a ferry that finds its way by sound. It", f"{abstract} It")
    document = builders.document(paper)
    assert kinds((document,))[document] == "paper"
    assert worth(content(document)).tolist()[:3] == [DONE, TOP, TOP]


def test_the_labels_of_an_abstract_tell_what_was_found_from_what_was_asked() -> None:
    text = (
        "Ferries and sound\n\nAbstract\n\nBackground: Whether ferries find their way by sound is unknown.\n\n"
        "Results: Among 120 ferries, the ferries with sound were on time in 93% of the trials.\n\n"
        "Conclusions and Relevance: Sound lowered the delays by 14%.\n\n1 Introduction\n\n"
        "In this paper we describe the experiments; related work is in table 1, the data set in figure 2."
    )
    found = [one for one in content(builders.document(text)) if ":" in one.text]
    assert [(one.own.split()[0], one.part) for one in found] == [
        ("Background:", ASIDE),
        ("Results:", RESULT),
        ("Conclusions", RESULT),
    ]
