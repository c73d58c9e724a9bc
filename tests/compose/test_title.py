"""The title of a note: what the sources' own titles have in common."""

import builders
from piles import content

from summarizer.compose.title import title_of
from summarizer.text.keyphrases import Phrases
from summarizer.text.titles import series, shared_run, shared_words, subject

REPORT = "The ferry to Orme sank. Ann Lowe of Ness spoke of the ferry. Ann Lowe went to Orme and Ness."


def titled(titles: list[str | None], text: str = REPORT) -> str:
    documents = [builders.document(text, at, title=title) for at, title in enumerate(titles, 1)]
    return title_of(documents, Phrases.of(content(*documents)))


def test_what_most_titles_hold_is_in_the_title() -> None:
    assert titled(["Ferry sinks off Orme", "Ferry: two held", "A ferry and its crew"]).endswith(": ferry")


def test_one_document_that_dwells_on_nothing_lends_the_note_its_title() -> None:
    short = "The weir broke over a length of twelve metres. It rained."
    assert titled(["Weir at Hollern breaks"], short) == "Briefing note: Weir at Hollern breaks"
    assert titled(["Weir at Hollern breaks", "Rain"], short).startswith("Briefing note")
    assert titled([None], short) == "Briefing note"


def matter(*texts: str) -> str:
    """What a note on the texts is about by its title, behind who and where."""
    documents = [builders.document(text, at) for at, text in enumerate(texts, 1)]
    return title_of(documents, Phrases.of(content(*documents))).split(": ")[-1]


def test_what_the_sources_open_with_is_what_the_note_is_about() -> None:
    lead = "A ferry strike has shut Orme. No one in Orme knows when the ferry strike ends. It is the third."
    later = "A parade went by. The parade was long. The parade had a band. In Orme, the parade was over."
    assert matter(f"{lead} {later}", f"{lead} {later}") == "ferry strike"


def test_words_of_any_day_and_verbs_are_not_what_a_note_is_about() -> None:
    text = "The officials of Orme waited, and the group of Orme voted. The officials voted in Orme."
    assert matter(text, text) == "Orme"


def test_what_happens_comes_before_things() -> None:
    text = "The plane of Orme was new. The plane flew to Orme. The crash of it shook Orme. The crash was bad."
    assert (
        matter(f"{text} The crash is a riddle.", f"{text} The plane was lost. The crash is a riddle.")
        == "crash"
    )


def test_a_name_has_the_ending_that_a_source_prints_without_an_article() -> None:
    text = (
        "Ness freut sich auf die Tage der Olympischen Spiele. Vor den Olympischen Spielen wird gebaut. "
        "Alle reden in Ness von den Vorbereitungen der Olympischen Spiele, und alle reden gern davon."
    )
    documents = [
        builders.document(text, 1, language="de", title="Ness erwartet Olympische Spiele"),
        builders.document(text, 2, language="de", title="Was Ness erwartet"),
    ]
    assert "Olympische Spiele" in title_of(documents, Phrases.of(content(*documents)))


def test_one_document_of_a_kind_is_called_by_its_title() -> None:
    text = (
        "The chair of the working group called for a quorum and a facilitator at the last meeting. "
        "The board of Orme agreed to buy the crane. The board of Orme agreed to sell the ferry."
    )
    minutes = builders.document(text, title="Harbour board of Orme")
    assert title_of([minutes], Phrases.of(content(minutes))) == "Briefing note: Harbour board of Orme"


def test_a_pair_of_words_that_go_together_is_a_term_without_an_article() -> None:
    text = "Food stamps feed many in Orme. Nobody in Orme will sell food stamps. More food stamps are due."
    assert matter(text, text) == "food stamps"


def test_a_series_is_called_by_its_name_whatever_the_day() -> None:
    titles = ["TC Meeting 2015-03-18", "TC Meeting 2015-04-01", "Core team meeting of 3 May 2015"]
    assert series(titles) == ("TC Meeting", "Core team meeting")
    assert series([*titles, "Bridge falls"]) == ()
    assert series(["TC Meeting 2015-03-18", None]) == ()
    minutes = "Minutes of the meeting. Agenda and attendees. The motion was seconded by Ann Lowe."
    assert titled(titles[:2], minutes) == "Briefing note: TC Meeting"


def test_a_run_of_words_that_half_of_the_titles_share() -> None:
    titles = [
        "Adapting Open Information Extraction to Ness",
        "Relations for Open Information Extraction",
        "Ferries",
    ]
    assert shared_run(titles, "en") == "Open Information Extraction"
    assert shared_run(["OAKES v THE DUKE OF ORME", "LOWE v THE DUKE OF ORME"], "en") == "Duke of Orme"
    assert shared_run(["A ferry", "A tram"], "en") is None


def test_words_of_titles_are_shared_by_two_at_least() -> None:
    assert shared_words(["Ferry sinks", "The ferries of Orme", None], "en") == {"ferri": 1.0}
    assert shared_words(["Ferry sinks"], "en") == {}


def test_documents_of_one_kind_are_called_by_it_and_a_firm_by_its_brands() -> None:
    call = (
        "Revenue in the second quarter rose by 9 percent. Our chief financial officer gives the outlook. "
        "We sell Korvo Zero, Korvo Light and Korvo Gold in Orme. Korvo Zero and Korvo Gold grew in Orme."
    )
    assert titled([None, None], call) == "Briefing note: Korvo: earnings calls"


def test_a_noun_that_a_name_mostly_stands_behind_is_told_with_it() -> None:
    text = (
        "Le séisme dans l'océan Indien a touché Orme. La ville d'Orme aide. "
        "Un séisme de l'océan Indien est rare. "
        "À Orme, un séisme dure peu. Le séisme fut long."
    )
    documents = [builders.document(text, at, language="fr") for at in (1, 2)]
    found = title_of(documents, Phrases.of(content(*documents)))
    assert "Océan Indien" in found  # a title begins with a capital
    assert "Orme" in found


def test_what_opens_many_arabic_sentences_is_no_title() -> None:
    text = "إن القصف أصاب المستشفى ليلا. وقال الوزير إن المستشفى مغلق. إن القصف استمر يومين."
    documents = [builders.document(text, at, language="ar") for at in (1, 2)]
    assert "إن" not in title_of(documents, Phrases.of(content(*documents))).split()


COURT = (
    "The appellant runs a ferry at Orme. The respondents refused the licence. "
    "Counsel for the appellant spoke first. We dismiss the appeal against the refusal."
)


def judged(*covers: str) -> str:
    documents = [
        builders.document(f"{cover}\n\n{COURT}", at, title=f"{name} v THE PORT OF ORME")
        for at, (cover, name) in enumerate(zip(covers, ("LOWE", "PENN", "REED"), strict=False), 1)
    ]
    return title_of(documents, Phrases.of(content(*documents)))


def test_judgments_are_called_by_their_matter_and_their_court_and_not_by_a_party() -> None:
    covers = (
        "FIRST-TIER TRIBUNAL\n\nFERRIES – late appeal – whether late – no",
        "First-tier Tribunal\n\nPORTS AND FERRIES: dues – late appeal – allowed – yes",
        "IN THE HIGH COURT OF NESS\n\nFERRIES – licence – refused – no",
    )
    assert judged(*covers) == "Briefing note: FERRIES, First-tier Tribunal: judgments"
    assert judged(covers[0], covers[2]) == "Briefing note: Port of Orme: judgments"


def test_papers_are_called_by_what_most_of_their_titles_speak_of() -> None:
    titles = [
        "Learning to Extract Relations",
        "Relations for Open Extraction",
        "Extracting a relation",
        "Ferries",
    ]
    text = "Relation extraction is hard. We do relation extraction."
    assert subject(titles, [text, text, text, "A ferry."], "en") == "relation extraction"
    assert subject(titles, [text, "A ferry.", "A tram.", "A bus."], "en") is None
    assert subject(["A ferry", "A tram"], [text, text], "en") is None


def test_what_is_reviewed_has_its_make_before_it() -> None:
    texts = (
        "The Korvo scanner was a waste of money, I was disappointed. I want a refund from Korvo.",
        "I love my Korvo. The scanner works great, and the scanner is easy to use.",
    )
    documents = [builders.document(text, at) for at, text in enumerate(texts, 1)]
    assert title_of(documents, Phrases.of(content(*documents))) == "Briefing note: Korvo scanner: reviews"


def test_calls_are_called_by_the_company_that_their_titles_name_before_the_quarter() -> None:
    call = (
        "Revenue in the second quarter rose by 9 percent. Our chief financial officer gives the outlook. "
        "The operator of the conference call will turn to the guidance."
    )
    titles: list[str | None] = [f"Korvo Corporation (KRV) Q{at} 2022 Earnings Call" for at in (2, 3)]
    assert titled(titles, call) == "Briefing note: Korvo Corporation (KRV): earnings calls"
