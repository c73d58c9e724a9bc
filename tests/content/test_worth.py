"""What a sentence is worth by its words and the kind of its document."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import builders
import numpy as np
import pytest
from piles import content, graph_of, lines_of

from summarizer import Budget, Options, summarize
from summarizer.content.kinds import kinds
from summarizer.content.replies import Replies
from summarizer.content.sections import RESULT
from summarizer.content.worth import (
    BARE,
    BEST,
    CORE,
    IDLE,
    LESS,
    LIKED,
    PASSING,
    SCENE,
    TELLS,
    WEAK,
    comes_to,
    headnotes,
    worth,
)
from summarizer.data import Sentence, Span
from summarizer.selectors.pose import pose

COURT = (
    "The appellant runs a ferry at Orme. The respondents refused the licence. "
    "Counsel for the appellant spoke first. We dismiss the appeal against the refusal. "
    "The harbour master gave oral evidence on the tides. "
)
CALL = (
    "Ann Lowe will turn the call over to John Penn. "
    "Revenue in the second quarter rose by 9 percent to 1.6 billion. "
    "Our chief financial officer gives the outlook. The ferries of the north were painted blue this spring."
)


def of(text: str, wanted: str, day: date | None = None) -> float:
    sentences = content(builders.document(f"The port of Ness lies in the north. {text}", date=day))
    (found,) = [value for one, value in zip(sentences, worth(sentences), strict=True) if wanted in one.text]
    return float(found)


def test_the_kind_of_a_document_is_told_by_its_words() -> None:
    documents = tuple(
        builders.document(text, at) for at, text in enumerate((COURT, CALL, "A bridge fell."), 1)
    )
    assert list(kinds(documents).values()) == ["judgment", "call", "news"]
    assert kinds(()) == {}


def test_a_report_on_a_case_is_no_judgment() -> None:
    case = "Counsel for the defendant and the plaintiff met at Orme. "
    said = '"We lost nine ferries," she said. "They were old and rusty," he added. '
    documents = (
        builders.document(case + "The harbour of Orme is closed. " * 9),
        builders.document(case + said, 2),
    )
    assert list(kinds(documents).values()) == ["judgment", "news"]


def test_a_title_that_differs_in_figures_alone_is_of_one_series() -> None:
    titles = ("Case 3 of Orme", "Case 4 of Orme", "The Orme")
    texts = (COURT, "A ferry ran.", "A ferry ran.")
    documents = tuple(
        builders.document(text, at, title=title)
        for at, (text, title) in enumerate(zip(texts, titles, strict=True), 1)
    )
    assert list(kinds(documents).values()) == ["judgment", "judgment", "news"]


def test_who_stands_where_in_a_picture_is_no_line() -> None:
    assert of("Ann Lowe, left, sells a pan to Eva Novak at Orme.", "sells") == IDLE


def test_what_stands_under_a_picture_is_no_line() -> None:
    told = "Her attorney said on Monday that Lowe would plead not guilty."
    for behind, value in (("(Photo: Ann Lowe / The Paper)", IDLE), ("(It was late.)", 1.0)):
        document = builders.document(f"{told} {behind}")
        assert worth([Sentence(document, Span(0, len(told)), 0, 0)]).tolist() == [value]


def test_how_many_people_are_concerned_is_news_and_what_was_said_first_is_not() -> None:
    assert of("About 5 million people lack water at Orme.", "lack") == TELLS
    assert of("As many as 10,500 foreign nationals wait at Orme.", "wait") == TELLS
    assert of("The navy initially said 40 people sail from Orme.", "navy") == WEAK
    assert of("They fought in a 1990s war that left 30,000 people dead.", "fought") == WEAK


def test_what_is_told_of_a_web_site_is_seldom_the_news() -> None:
    text = "The storm killed 40 people in Ness. Korvo.com placed a link for gifts and collected 8 crowns."
    assert of(text, "Korvo") < of(text, "storm")


def test_what_somebody_or_something_is_always_is_no_news() -> None:
    assert of("Orme Ferries is 49 percent owned by Ness Lines.", "Ferries") == WEAK
    assert of("Ness is a coastal town in the north of Orme.", "coastal") == WEAK
    assert of("Ness is in ruins, the mayor said on Monday.", "ruins") == 1.0


def test_an_event_long_past_is_history_and_so_is_what_its_paragraph_goes_on_with() -> None:
    day = date(2022, 2, 2)
    assert of("On August 30 a ferry sank off Orme, killing 298 people.", "sank", day) == WEAK
    assert of("On January 30 a ferry sank off Orme, killing 298 people.", "sank", day) == TELLS
    season = "In the season of 2017 the team of Ness came last. No skier of Ness was in the Cup."
    assert of(season, "No skier", day) == WEAK
    assert of(season.replace(". No", ".\n\nNo"), "No skier", day) == 1.0


@pytest.mark.parametrize(
    ("text", "wanted", "value"),
    [
        (COURT, "We dismiss", BEST),
        (COURT + "We are satisfied that the fee was due.", "fee was due", CORE),
        (COURT, "oral evidence", IDLE),
        (COURT, "runs a ferry", LESS["judgment"]),
        (CALL, "Revenue", BEST),
        (CALL, "turn the", IDLE),
        ("The bridge at Orme fell into the river on Friday.", "bridge", 1.0),
        ("Orme reportedly allowed Wexley to close the bridge on Friday.", "Orme", WEAK),
        ("“We are so proud and thankful for all of you here,” Ann Lowe said.", "proud", WEAK),
        ("The vote represents a major victory for Ann Lowe of Orme.", "vote", SCENE),
        ("Ann Lowe put online a film that shows what happened at the kiosk in Orme.", "kiosk", SCENE),
        ("A woman's voice emits from the intercom in Orme.", "intercom", SCENE),
        ('"Hi, welcome to Orme," the woman says.', "Hi", SCENE),
        ("Orme Times spoke to Ann Lowe, who is a teacher in Orme.", "teacher", SCENE),
        ("Conch shells are an important part of the culture of Orme.", "shells", SCENE),
        ("Just look at what happened when Ann Lowe came to Orme.", "look", SCENE),
        ("Ann Lowe shrugged and looked forward to the season at Orme.", "shrugged", SCENE),
        ("It was the longest strike ever recorded at Orme.", "strike", TELLS),
        ("The bridge fell.", "bridge", BARE),
        ("Tables with the fares can be found on the website of the firm.", "Tables", IDLE),
        ("It is time to clarify a few details about the ferry at Orme.", "clarify", IDLE),
        ("Anyone with information on the ferry can call the port of Orme.", "Anyone", IDLE),
        ("“We don't know,” said Ann Lowe of the port of Orme.", "know", IDLE),
    ],
)
def test_what_readers_of_a_kind_look_for_counts_more(text: str, wanted: str, value: float) -> None:
    assert of(text, wanted) == pytest.approx(value)


REVIEWS = (
    "We stayed three nights, the staff was friendly and helpful. Our room was tiny. I would come back.",
    "The bed was very comfortable, I love this hotel. Do yourself a favor and ask for the river side.",
)
MAIL = "Subject: crane\n\nDear Ann,\n\n{}\n\nKind regards\nBen"


def test_among_reviews_a_short_text_without_a_writer_is_one_too() -> None:
    texts = (
        "I bought it in May, it was a waste of money and I was disappointed.",
        "I love it, highly recommend it, easy to use, it works great.",
        "I returned it, customer service was rude, very disappointed.",
        "Broke after six weeks.",
    )
    documents = tuple(builders.document(text, at) for at, text in enumerate(texts, 1))
    assert list(kinds(documents).values()) == ["review"] * 4


def test_reviews_and_mails_are_told_by_their_words_and_their_format() -> None:
    assert set(kinds(tuple(builders.document(text, at) for at, text in enumerate(REVIEWS))).values()) == {
        "review"
    }
    told = (
        "“I love this hotel. We stayed here. It is very nice. I would come back,” Ann Lowe said of the port."
    )
    report = builders.document(told * 3)
    assert kinds((report,))[report] == "news"
    mail = builders.document("The crane is sold.", media_type="message/rfc822")
    assert kinds((mail,))[mail] == "mail"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Could you please send the plan of the crane to us?", BEST),
        ("The port has to pay the crane by 3 May.", BEST),
        ("The crane costs 40,000 euros with its rails.", CORE),
        ("The gulls of the port are loud in the evening.", LESS["mail"]),
        ("I hope this message finds you well and in good spirits.", IDLE),
    ],
)
def test_mails_are_read_for_what_is_asked_agreed_and_due(text: str, value: float) -> None:
    sentences = content(builders.document(MAIL.format(text)))
    (found,) = [got for one, got in zip(sentences, worth(sentences), strict=True) if one.text == text]
    assert found == pytest.approx(value)


def test_advice_in_a_review_counts_less_than_its_ground() -> None:
    sentences = content(*(builders.document(text, at) for at, text in enumerate(REVIEWS)))
    found = {one.text: value for one, value in zip(sentences, worth(sentences), strict=True)}
    assert found["Do yourself a favor and ask for the river side."] == IDLE
    assert found["Our room was tiny."] == LIKED


def test_what_is_years_older_than_its_document_is_history() -> None:
    text = "The valley has been poor since the flood of 1954 took its mills."
    assert of(text, "valley", date(2014, 5, 1)) == WEAK
    assert of(text, "valley", date(1955, 5, 1)) == 1.0
    assert of(text, "valley") == 1.0


def test_a_sentence_that_reports_of_several_months_open_with_is_a_formula() -> None:
    days = (date(2021, 4, 20), date(2021, 7, 20), date(2021, 10, 20))
    texts = [
        f"Ice closed port {at}. Shares of Korvo Shipping are listed in Orme, in year {at}." for at in range(3)
    ]
    apart = content(
        *(
            builders.document(text, at, date=day)
            for at, (text, day) in enumerate(zip(texts, days, strict=True), 1)
        )
    )
    assert [round(value, 2) for value in worth(apart)] == [1.0, IDLE] * 3
    near = content(*(builders.document(text, at, date=days[0]) for at, text in enumerate(texts, 1)))
    assert set(worth(near)) == {1.0}


def test_a_passing_state_of_an_older_report_loses_against_newer_ones() -> None:
    state = "So far the search off Ness has been for the ferry alone."
    older, newer = date(2018, 3, 12), date(2018, 3, 14)
    found = content(
        builders.document(state, 1, date=older), builders.document("The ferry sank.", 2, date=newer)
    )
    assert worth(found)[0] == pytest.approx(PASSING)
    found = content(
        builders.document(state, 1, date=newer), builders.document("The ferry sank.", 2, date=older)
    )
    assert worth(found)[0] == 1.0


def test_a_sum_that_is_small_beside_the_largest_of_the_pile_counts_less() -> None:
    texts = (
        "Orme pledged $350 million to the islands.",
        "Ness gave $10,000 to the Red Cross.",
        "Tarn gave $90 million.",
    )
    found = content(*(builders.document(text, at) for at, text in enumerate(texts, 1)))
    assert worth(found).tolist() == [1.0, WEAK, 1.0]


def test_the_headnote_of_a_judgment_says_its_question_and_answer() -> None:
    head = "FERRIES – late appeal – whether the notice was received – appeal dismissed"
    found = content(builders.document(f"{head}\n\n{COURT * 2}"))
    assert [found[at].text for at in headnotes(found)] == [head]
    news = content(builders.document(f"{head}\n\nA ferry sank off Ness on Monday."))
    assert headnotes(news) == []


def test_a_headnote_is_a_line_with_its_first_word() -> None:
    """Taken for a dateline, "VAT –" was trimmed."""
    head = "VAT – late appeal – whether the notice was received – appeal dismissed"
    note = summarize([builders.document(f"{head}\n\n{COURT * 2}")], Options(budget=Budget("words", 40)))
    assert note.lines[0].text == head


def test_captions_between_the_sentences_of_a_report_count_little() -> None:
    text = "Ann Lowe stands at the port of Ness . The ferry to Orme sank on Monday. Two men died."
    assert of(text, "Ann Lowe stands") == IDLE
    assert of("Ann Lowe stood there . The ferry sank near Orme .", "The ferry sank") > IDLE


@pytest.mark.parametrize(
    "text",
    [
        "The ferry company did not respond to a call from Orme.",
        "Ann Lowe released a statement regarding the ferry at Orme.",
        "Standing guard: The statues of Orme look inland.",
    ],
)
def test_what_only_announces_counts_little(text: str) -> None:
    assert of(text, text) == pytest.approx(SCENE)


def test_how_somebody_put_it_counts_less_than_what_he_said() -> None:
    assert of('"It has clearly been traumatized," one at Orme said.', "clearly") == pytest.approx(WEAK)
    assert of('"It lost 40 of its nine hundred needles," Ann Lowe said at Orme.', "needles") == 1
    assert of("The harbour master of Orme said: ‘The ferries of the town of Orme will be sold.’", "sold") == 1


DIVIDED = """ORME FERRIES LIMITED

Appellant

and

THE COMMISSIONERS

Respondents

PENALTY – late appeal – reliance on agent – whether late – application allowed in part

BACKGROUND

The appellant runs ferries at Orme, and the tribunal heard counsel for the appellant and the respondents.

DECISION

We reject the application of the appellant for permission to bring a late appeal on the income tax.

We reject the application of the appellant on the ferry levy, save to the extent that it was not paid.
"""


def test_of_a_decision_in_part_the_sentence_that_gives_both_sides_is_the_line() -> None:
    note = summarize([builders.document(DIVIDED)], Options(budget=Budget("words", 30)))
    shown = " ".join(line.text for line in note.lines)
    assert "save to the extent that it was not paid" in shown
    assert "income tax" not in shown


def test_a_paper_that_asked_for_comment_says_nothing() -> None:
    assert of("The Daily Bell has approached the port of Orme for comment.", "Bell") == IDLE


def test_the_outcome_of_a_judgment_goes_with_the_ground_right_before_it() -> None:
    ground = (
        "The court finds that the boats of Orme were never let to anybody, so that all that was paid for "
        "them belongs to the ferry alone."
    )
    outcome = "The assessments should be set aside, and the appeal allowed."
    told = tuple(replace(one, part=RESULT) for one in lines_of(f"{ground}\n{outcome}\n{outcome}"))
    assert [comes_to(one, other) for one, other in pairwise(told)] == [True, False]
    assert not comes_to(told[0], replace(told[1], part=""))
    other = lines_of("The ferry of Orme was full.", number=2)[0]
    assert not comes_to(told[0], replace(other, part=RESULT))
    assert Replies(told).turns(0) == (1,)
    problem = pose(told, graph_of(told), np.ones(3), Budget("words", 60))
    assert problem.unit(1) == (0, 1)


@pytest.mark.parametrize(
    "run", ["a" * 2000, "A" + "b" * 1500 + ".", "Appeal" + " - aa" * 300 + " x", "court of " + "a" * 1900]
)
def test_no_sentence_takes_more_than_a_moment(run: str) -> None:
    for around in ("", COURT, CALL):
        sentences = content(builders.document(f"{around}{run}", 1))
        if sentences:
            assert len(worth(sentences)) == len(sentences)
