"""What trimming drops and what it must keep."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.content.trim import KEPT, trim
from summarizer.data import Document, Sentence, Span
from summarizer.pipeline import Options, summarize


def sentence(text: str, language: str = "en") -> Sentence:
    return Sentence(Document(id="S1", name="a.txt", text=text, language=language), Span(0, len(text)), 0, 0)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("UPDATED: The bridge at Orme is shut to all trams.", "The bridge at Orme is shut to all trams."),
        (
            "Wednesday, January 21, 2015, 2:28 PM - The bridge at Orme fell.",
            "The bridge at Orme fell.",
        ),
        ("WEXLEY The number of trams in Orme fell to nine.", "The number of trams in Orme fell to nine."),
        ("Summary: The bridge at Orme is shut to all trams.", "The bridge at Orme is shut to all trams."),
        ("However, the withdrawal from Lachin will go on.", "The withdrawal from Lachin will go on."),
        ("We also reject the appeal on the second notice.", "We reject the appeal on the second notice."),
        ("The council therefore refused the second plan.", "The council refused the second plan."),
        ("But the court in Bern refused the case again.", "The court in Bern refused the case again."),
        ("BALTIMORE (AP) - The Coast Guard is looking for a man.", "The Coast Guard is looking for a man."),
        ("LONDON, March 3 (Reuters) — Prices rose by two percent.", "Prices rose by two percent."),
        ("Quarn, 3 May 2021 – Prices rose by two percent.", "Prices rose by two percent."),
        ("QUARN, May 3, 2021 - Prices rose by two percent.", "Prices rose by two percent."),
        ("The bridge fell at noon on Monday, Anadolu Agency reported.", "The bridge fell at noon on Monday."),
        ("According to TASS, Armenia asked for more time to leave.", "Armenia asked for more time to leave."),
        ("The agency (known for delays) opened three new offices.", "The agency opened three new offices."),
        ("Ed Valenzuela, who chairs the board, was against the plan.", "Ed Valenzuela was against the plan."),
        (
            "The ferry struck the pier of the old port at noon on Friday, throwing passengers to the deck.",
            "The ferry struck the pier of the old port at noon on Friday.",
        ),
        (
            "The ferry from Wexley struck the stone pier of Orme harbour on Friday, tearing a hole in its "
            "side, throwing passengers to the deck.",
            "The ferry from Wexley struck the stone pier of Orme harbour on Friday.",
        ),
        (
            "The council of Orme closed the bridge over the weir on Friday night, which anglers like.",
            "The council of Orme closed the bridge over the weir on Friday night.",
        ),
        (
            "The truce of May still holds along the whole of the northern border, with both armies keeping "
            "to their lines.",
            "The truce of May still holds along the whole of the northern border.",
        ),
        (
            "The rebels of Orme began to give up their arms on Friday night in implementation of the truce.",
            "The rebels of Orme began to give up their arms on Friday night.",
        ),
        (
            "Speaking to reporters in Orme, Mayor Ann Lowe promised a new bridge.",
            "Mayor Ann Lowe promised a new bridge.",
        ),
        (
            "The council of Orme closed all bridges over the river on Friday night, including the old one.",
            "The council of Orme closed all bridges over the river on Friday night.",
        ),
        (
            "The pilots of the strait lay down their work https://t.co/ab1 pic.twitter.com/x1",
            "The pilots of the strait lay down their work",
        ),
        ("The bridge will be closed. https://orme.example/b?c=1", "The bridge will be closed."),
        ("The mayor, however, was against the plan.", "The mayor was against the plan."),
        (
            "Ann Lowe, 54, was elected mayor of the town of Orme.",
            "Ann Lowe was elected mayor of the town of Orme.",
        ),
    ],
)  # fmt: skip
def test_what_a_sentence_can_spare_goes(text: str, shown: str) -> None:
    assert trim(sentence(text)).shown == shown


@pytest.mark.parametrize(
    "text",
    [
        "According to the ministry, forty people were killed.",
        "Forty people were killed, the ministry said.",
        "The ship (built in 1912) sank.",
        "The whole report is to be found at https://orme.example/report",
        "But he refused to go.",
        "He said: \"However, (as we know) nothing is lost.\"",
        "Turkey, which fears a wider war, Iran and Russia met.",
        "Prices rose.",
        "A guard saw the glow and ran to the booth, where he found that the telephone was gone.",
        "The mayor met the men of the night watch, who later opened the gates of the town.",
        "The quake shook the coast of Chile on Friday night, killing more people than the last.",
        "The mayor of Orme said the bridge would be closed, which the council denied on Monday.",
        "The firm will build the dam at Orme next year, depending on what the court decides.",
        "The minister was accused of taking bribes from builders, hiding money and lying to a court.",
        "If the winter is as cold as the last one, heating homes will cost the town too much.",
        "The sea below the cliff of Orme was dark, cold, foreboding water without any boats.",
        "The plan is described by the mayor and by the council as part of a larger scheme.",
        "The bridge will be closed for the whole summer, as he is known to have wished for years.",
        "Based on the first results, the mayor of Orme will stay in office.",
        "Earnings per share of $0.65 in the third quarter rose by 18% on the year, including a three-point "
        "benefit from currency.",
        "The divers told the press on Friday that six bodies had been found, including a woman in uniform.",
        "The council of Orme let the mill at the old harbour work again this spring, while the mayor was "
        "against it.",
        "The firm (excluding its foreign branches) earned more than ever.",
    ],
)  # fmt: skip
def test_whose_claim_it_is_and_what_bears_facts_stays(text: str) -> None:
    assert trim(sentence(text)).kept == ()


def test_other_languages_stay_whole() -> None:
    assert trim(sentence("But das (sagt man so) ist nicht wahr.", "de")).kept == ()


@given(st.text(max_size=300))
def test_what_is_kept_is_in_order_and_at_least_half(text: str) -> None:
    kept = trim(sentence(text)).kept
    assert all(a.end <= b.start for a, b in pairwise(kept))
    if kept:
        left = " ".join(text[span.start : span.end] for span in kept)
        assert len(left.split()) >= KEPT * len(text.split())


def test_a_trimmed_line_cites_exactly_the_characters_it_keeps() -> None:
    text = "However, Ed Valenzuela, who chairs the board, was against the plan to close the mine."
    note = summarize([Document(id="S1", name="a.txt", text=text)], Options(trim=True))
    (line,) = note.lines
    assert line.kind == "trimmed"
    assert line.text == "Ed Valenzuela was against the plan to close the mine."
    assert "".join(citation.quote for citation in line.citations) == line.text
    assert [citation.quote for citation in line.citations] == [
        "Ed Valenzuela",
        " was against the plan to close the mine.",
    ]
    assert all(text[c.start : c.end] == c.quote for c in line.citations)


@pytest.mark.parametrize("piece", ["(a ", "A, which b, ", "LONDON ", ", AP said"])
def test_a_hostile_line_takes_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        trim(sentence(piece * count))
        return time.process_time() - started

    seconds(10)
    assert seconds(8000) < 30 * max(seconds(1000), 0.002)


def test_whom_the_rest_or_the_next_sentence_means_is_not_cut() -> None:
    text = (
        "The truce of May still holds in the old harbour town of Orme, with Wexley rebels leaving the coast "
        "to Penn. Both sides met."
    )
    start = text.index("Both")
    document = Document(id="S1", name="a.txt", text=text)
    first, then = (
        Sentence(document, Span(0, start - 1), 0, 0),
        Sentence(document, Span(start, len(text)), 0, 1),
    )
    assert trim(first).shown == "The truce of May still holds in the old harbour town of Orme."
    assert trim(first, then).kept == ()


def test_sounds_and_marks_of_a_transcript_go() -> None:
    said = trim(sentence("Ann Lowe: Uh , we {disfmarker} um , take the {vocalsound} ferry to Orme ."))
    assert said.shown == "Ann Lowe: we take the ferry to Orme ."
    name = sentence("Ann Lowe took the ferry to Um al-Ness.", "fr")
    assert trim(name) is name


@pytest.mark.parametrize("text", [":{a}", "— {laugh}", "0{a}0", "Call load{file}now for it."])
def test_what_is_no_sound_and_a_sentence_that_would_lose_all_its_words_stay(text: str) -> None:
    whole = sentence(text)
    assert trim(whole) is whole


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON-Behind the vote stood the mayor of Orme.",
        "Orme, South Ness (CNN)Behind the vote stood the mayor of Orme.",
    ],
)
def test_a_dateline_goes_that_is_glued_to_its_sentence(text: str) -> None:
    assert trim(sentence(text)).shown == "Behind the vote stood the mayor of Orme."
