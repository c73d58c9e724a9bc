"""Marks: golden marks of the samples, what must be marked, and what must never be."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.content import boilerplate
from summarizer.content.boilerplate import REASONS, mark
from summarizer.content.notices import openings
from summarizer.data import Document, Place
from summarizer.text.segment import split
from summarizer.text.wordlist import WORTH_IT, Words

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parents[1] / "golden" / "boilerplate"
SEEDS = sorted((ROOT / "seeds").glob("0*.txt"))
DATA = Path(os.environ.get("TRACEBRIEF_DATA", ROOT.parent / "shared" / "data"))

PROSE = """\
The two governments signed the treaty on Monday after months of talks in the capital.

Neither side would say what it had given up, but officials spoke of a painful compromise.

{}

The opposition called it a surrender and asked for a vote in parliament before the summer.
"""


def marks(text: str, language: str = "en", **fields: object) -> list[tuple[str, str | None]]:
    document = Document("S1", "text", text, language=language, **fields)  # type: ignore[arg-type]
    return [(" ".join(s.text.split()), s.skip) for s in mark(split(document))]


def in_prose(line: str) -> list[str | None]:
    """Return the marks that a line gets in the middle of an article."""
    return [skip for text, skip in marks(PROSE.format(line)) if text in " ".join(line.split())]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_sample_has_the_golden_marks(path: Path) -> None:
    golden = (GOLDEN / f"seed-{path.stem[:3]}.expected").read_bytes().decode("utf-8").splitlines()
    found = marks(path.read_bytes().decode("utf-8"))
    assert [f"{skip or '-'}\t{text}" for text, skip in found] == golden


MARKED = [
    ("advertisement", "Advertisement"),
    ("advertisement", "ANZEIGE"),
    ("advertisement", "Publicité"),
    ("advertisement", "Story continues below advertisement"),
    ("loading", "Loading..."),
    ("read more", "READ MORE: Parliament approves the budget"),
    ("read more", "Also Read The minister resigns Red carpet at the entrance, and a crowd nearby...."),
    ("read more", "RELATED: What the treaty says"),
    ("read more", "Lesen Sie auch: Was im Vertrag steht"),
    ("read more", "Lire aussi : Ce que dit le traité"),
    ("read more", "Last member of the old guard resigns Read more"),
    ("follow us", "Follow us on Twitter and stay updated with the latest news."),
    ("follow us", "To stay informed, please like our Facebook page https://www.facebook.com/example/."),
    ("follow us", "Subscribe to our YouTube channel https://example.org/x to watch more."),
    ("follow us", "Follow Ann Lee on Twitter: @annlee"),
    ("follow us", "Síguenos en Instagram"),
    ("share bar", "Facebook Twitter Email"),
    ("share bar", "share tweet pin email"),
    ("credit", "(Image Credit: AP)"),
    ("credit", "AP"),
    ("credit", "Jim Cole/AP Jim Cole/AP"),
    ("credit", "Foto: dpa"),
    ("byline", "By Ann Lee and John Doe"),
    ("byline", "(Reporting by Ann Lee; Editing by John Doe)"),
    ("byline", "Staff writer Ann Lee contributed to this report."),
    ("caption", "Enlarge this image toggle caption Jim Cole/AP Jim Cole/AP"),
    ("caption", "Two men flee as a building burns behind them"),
    ("caption", "A bridge in the capital is pictured after the storm. November 20, 2020."),
    ("caption", "An aid convoy sent by the government to the north of the country (Anatolia)"),
    ("caption", "Image copyright AP Image caption The bridge was closed in May"),
    ("caption", "FILE - In this Jan. 14, 2015 file photo, a ship leaves the port of the capital."),
    ("copyright", "© 2019 Example Media Group. All rights reserved."),
    ("copyright", "This material may not be published, broadcast, rewritten, or redistributed."),
    ("notice", "We use cookies to improve your experience."),
    ("notice", "Sign up for our newsletter to get the news every morning."),
    ("notice", "We and our 214 partners store and read information on your device, such as cookies."),
    ("notice", "Wir und unsere 214 Partner speichern Informationen auf Ihrem Gerät."),
    ("notice", "Vous pouvez retirer votre consentement à tout moment."),
    ("notice", "You are receiving this email because you signed up at the desk of the library."),
    ("notice", "You can update your preferences or unsubscribe from this list."),
    ("notice", "Subscribe now to keep reading and get access to all of our stories."),
    ("notice", "You have 0 free articles left this month."),
    ("notice", "The meeting closed at 8.15 pm."),
    ("notice", "This article is for subscribers only."),
    ("dateline", "Published 20:24 IST, November 15th 2020"),
    ("dateline", "20:24 IST, November 15th 2020"),
    ("dateline", "November 20, 2020."),
    ("dateline", "5 years ago"),
    ("dateline", "Veröffentlicht am 3. Mai 2020"),
    ("page header", "Page 3 of 12"),
    ("mail header", "To: Board <board@example.org>"),
    ("link", "https://example.org/a?b=c"),
    ("link", "press@example.org"),
    ("broken value", "The army has about <> tanks and armored vehicles."),
    ("broken value", "The population, estimated at 120,<>, has been cut off."),
    ("section label", "No deal yet."),
    ("section label", "Ongoing demonstrations"),
    ("section label", "On the outskirts of the capital"),
    ("headline", "Defence minister tenders resignation after treaty"),
    ("headline", "Will the Opposition Finally Agree to the Treaty?"),
    ("lead-in", "The president released a statement on Sunday:"),
    ("markup", "| Item | Cost |"),
    ("markup", "---"),
    ("fragment", "[12]"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "line"), MARKED, ids=[line[:40] for _, line in MARKED])
def test_boilerplate_in_an_article_is_marked(reason: str, line: str) -> None:
    found = in_prose(line)
    assert found
    assert set(found) == {reason}


CONTENT = [
    "Loading the trucks took the soldiers nine hours.",
    "Follow-up talks are planned for June.",
    "Advertisement revenue fell by a third last year.",
    "The minister was pictured as a hero by the state press.",
    "Published in 1993, the book was an instant success.",
    "Updated figures show that 30 people died.",
    "Read aloud in court, the letter moved many to tears.",
    "More than 30,000 people died in the war.",
    "Related charges were dropped in March.",
    "Facebook said on Monday that it would appeal.",
    "By Monday the army had taken the hill.",
    "Copyright law does not cover such letters.",
    "Sign language is taught in nine schools.",
    "It was over.",
    "Talks collapsed.",
    "Five dead.",
    "Nobody was hurt.",
    "The AP reported that the talks had failed.",
    "Page One, the shop, closed in May.",
    "Share prices rose by 3 percent on Friday.",
    "In this picture of the economy, jobs are scarce.",
    "The site uses cookies made of oats.",
    "We and our partners will appeal, the owner of the mill said on Monday.",
    "The meeting closed without a vote.",
    "You have the free ferry to thank for it, the mayor told the fishermen.",
    "Join us, the rebels said.",
    "A long line that lost its full stop on its way to the web page but tells how the bridge fell and why",
]  # fmt: skip


@pytest.mark.parametrize("line", CONTENT, ids=[line[:40] for line in CONTENT])
def test_a_real_sentence_in_an_article_is_not_marked(line: str) -> None:
    assert in_prose(line) == [None]


def test_a_line_said_twice_is_marked_the_second_time() -> None:
    line = "The treaty gives\u00a0the north back to its people by the end of June."
    text = PROSE.format(line) + "\n" + line.replace("\u00a0", " ") + "\n"
    assert [skip for text, skip in marks(text) if text.startswith("The treaty gives")] == [None, "repeated"]


def test_a_line_that_stands_three_times_in_a_row_is_the_caption_of_a_gallery() -> None:
    caption = "Police of Orme are looking for this man, who took a cab to a bank."
    for times, skip in ((2, None), (3, "repeated")):
        text = f"{caption}\n" * times + "\n" + PROSE.format("The man took a cab to the bank on Monday.")
        assert next(reason for shown, reason in marks(text) if shown == caption) == skip
    assert [reason for _, reason in marks(f"{caption}\n" * 3)].count(None) == 1  # better than nothing


def test_a_teaser_that_a_fuller_sentence_repeats_is_marked() -> None:
    text = "Gunfire could still be heard in the old town.\n\n" + PROSE.format(
        "As they spoke, gunfire could still be heard in the old town of the capital."
    )
    found = dict(marks(text))
    assert found["Gunfire could still be heard in the old town."] == "repeated"
    assert found["As they spoke, gunfire could still be heard in the old town of the capital."] is None


def test_the_same_sentence_in_two_documents_is_not_marked() -> None:
    pile = [s for n in (1, 2) for s in split(Document(f"S{n}", "text", PROSE.format("It was over.")))]
    assert all(sentence.skip is None for sentence in mark(pile))


def test_the_rest_of_a_read_more_line_goes_with_it() -> None:
    found = marks(PROSE.format("READ MORE: Who won? The treaty explained in ten points."))
    assert [skip for _, skip in found] == [None, None, "read more", "read more", None]


def test_the_first_line_without_a_full_stop_is_the_headline() -> None:
    assert (
        marks("Governments sign treaty after months of talks\n\n" + PROSE.format("It is over."))[0][1]
        == "headline"
    )


def test_the_title_is_a_headline_even_among_notes() -> None:
    text = "our trip to the coast\n\nsunny all week\n\nfood was ok"
    assert [skip for _, skip in marks(text, title="Our trip to the coast")] == ["headline", None, None]


def test_reviews_without_full_stops_are_not_marked() -> None:
    lines = ["great battery", " the screen is bright .", "Would buy again", "love it", "No problems so far ."]
    text = "\n".join([*lines, "but the speakers are weak", "A real bargain"])
    assert all(skip is None for _, skip in marks(text))


def test_a_transcript_is_not_marked() -> None:
    text = "Ann: So we start with the budget\nBob: Right .\nAnn: And who pays for it ?\nBob: the towns\n"
    assert all(skip is None for _, skip in marks(text))


def test_list_items_in_minutes_are_content() -> None:
    found = dict(
        marks(
            "# Minutes of March\n\nThe board met at nine and approved the repair of the roof.\n\n"
            "- Budget: 40,000 euros\n- Approve the offer of the second firm\n"
        )
    )
    assert found["Minutes of March"] == "headline"
    assert found["Approve the offer of the second firm"] is None
    assert found["Budget: 40,000 euros"] is None


def test_front_matter_and_code_are_markup() -> None:
    text = "---\ntitle: A\n---\n\nThe board met at nine.\n\n```\nx = 1\n```\n\nIt closed at ten.\n"
    assert [skip for _, skip in marks(text)] == [*["markup"] * 3, None, *["markup"] * 3, None]


def test_a_mail_keeps_its_message_only() -> None:
    text = (
        "On 12 March 2024, Ann Lee wrote:\n> The plan is fine.\n\nDear Ann,\n\n"
        "I agree with both of you that the fence is needed. But the budget is too\n"
        "small for it, and the gate will have to wait.\n\nBest regards,\nBob\n-- \nBob Doe\nTel: 1234\n"
    )
    assert [skip for _, skip in marks(text)] == [
        "lead-in", None, "greeting", None, None, "greeting", "signature", "markup", "signature", "signature",
    ]  # fmt: skip


def test_a_numbered_heading_in_capitals_is_a_label() -> None:
    text = (
        "1. INTRODUCTION\nThis report describes the state of the bridges in the county.\n"
        "2. FINDINGS\nThe north bridge was built in 1931, and its deck is worn.\n"
    )
    assert [skip for _, skip in marks(text)] == ["section label", None, "section label", None]


def test_headlines_and_labels_are_known_without_spaces_or_letters_in_two_cases() -> None:
    text = "议会通过条约\n\n议会周一通过了条约。辩论持续了九个小时。\n\n国外的批评\n\n"
    text += "国外对此表示担忧，各方都在等待。\n"
    assert [skip for _, skip in marks(text, "zh")] == ["headline", None, None, "section label", None]


def test_running_headers_of_pages_are_marked_and_what_they_cut() -> None:
    pages = [
        "ACME REPORT\nThe board met in March and decided after a debate that the plant would be\n1\n",
        "ACME REPORT\nclosed by the end of the year. Nobody in the town had seen it coming at all.\n2\n",
    ]
    places = (Place(0, page=1), Place(len(pages[0]), page=2))
    assert [skip for _, skip in marks("".join(pages), places=places)] == [
        "page header", "fragment", "page header", "page header", "fragment", None, "page header",
    ]  # fmt: skip


def test_every_reason_is_in_the_list() -> None:
    assert len(set(REASONS)) == len(REASONS)
    assert {reason for reason, _ in MARKED} <= set(REASONS)


# --- On development data, where it is there ---------------------------------------------------------------


def topics(name: str) -> Iterator[dict[str, object]]:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"no {name}; set TRACEBRIEF_DATA to the folder that has it")
    for line in path.read_bytes().decode("utf-8").splitlines():
        yield json.loads(line)


def test_sentences_with_gold_spans_are_hardly_ever_marked() -> None:
    gold = lost = 0
    for topic in topics("multinews_spark_dev.jsonl"):
        for doc in topic["docs"]:  # type: ignore[attr-defined]
            spans = [
                tuple(span)
                for row in topic["alignments"]  # type: ignore[attr-defined]
                if row["doc"] == doc["id"]
                for span in row["spans"]
            ]
            for sentence in mark(split(Document(doc["id"], doc["id"], doc["text"]))):
                start, end = sentence.span.start, sentence.span.end
                if any(min(end, b) - max(start, a) >= 10 for a, b in spans):
                    gold += 1
                    # A headline may carry a gold span; it is passed over all the same.
                    lost += sentence.skip not in (None, "headline", "caption", "section label", "lead-in")
    assert gold > 400
    assert lost <= 3


@pytest.mark.parametrize("name", ["opinosis.jsonl", "qmsum_val_meetings.jsonl"])
def test_reviews_and_meetings_are_not_marked_away(name: str) -> None:
    total = skipped = 0
    for topic in topics(name):
        for doc in topic["docs"]:  # type: ignore[attr-defined]
            found = mark(split(Document(doc["id"], doc["id"], doc["text"])))
            total += len(found)
            skipped += sum(sentence.skip is not None for sentence in found)
    assert skipped < 0.01 * total


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("It is illegal to take living shells from the beaches. (Photo: Getty Images)", ["caption"] * 2),
        ("Ada Byron is led into court for a hearing. (Photo: Ada Byron / The Paper)", ["caption"] * 2),
        (
            "Ada Byron is led away. Her attorney said she would plead not guilty. (Photo: Getty Images)",
            ["caption"] * 3,
        ),
        (
            "Her attorney said so. The bridge was closed, as seen from the sea. (Photo: Ada Byron)",
            [None, "caption", "credit"],
        ),
        (
            "Her attorney said so. Smoke rises over the old harbour. (Photo: Ada Byron)",
            [None, "caption", "credit"],
        ),
    ],
)
def test_one_sentence_before_a_credit_is_its_caption_and_of_more_what_is_seen(
    line: str, expected: list[str | None]
) -> None:
    assert in_prose(line) == expected


def test_what_each_agency_counts_is_a_list_and_a_report_that_opens_with_a_quotation_is_none() -> None:
    assert in_prose("AP - « le nombre de décès confirmés a dépassé les 121 000. »") == ["list"]
    assert in_prose('Reuters: "More than 124,000 people are dead."') == ["list"]
    assert in_prose('AP – "The bridge is closed," the mayor of Ness said on Monday.') == [None]


_SIGNS = [
    " ",
    ", ",
    ": ",
    ".",
    " (",
    ")",
    "/",
    "@",
    "-",
    "12",
    "2020",
    "http://a.b",
    "\n",
    "The",
    "É",
    "’s",
    "[",
    "](",
]


@given(st.data())
def test_rules_that_are_passed_over_for_many_texts_would_not_fit(data: st.DataObject) -> None:
    """What many texts are asked, by their words and how they begin, says the same as all rules."""
    _, rule = data.draw(st.sampled_from(openings()))
    own = [*dict.fromkeys(re.findall(r"[\w' ]{2,}", rule.replace("\\ ", " "))), "x"]
    pieces = data.draw(st.lists(st.sampled_from([*own, *_SIGNS]), min_size=1, max_size=8))
    text = "".join(pieces).strip() or "x"
    text = data.draw(st.sampled_from([text, text.upper(), text.title(), text.lower()]))
    words = Words.of([text, *["x"] * WORTH_IT])
    sign = int(boilerplate._openings().signs(words)[0])
    few = boilerplate._opening().match(text, text.lower())
    assert boilerplate._openings().match(text, text.lower(), sign) == few


def test_a_document_of_posts_keeps_them_whatever_they_link_to() -> None:
    posts = [
        "The pilots of the strait lay down their work today. https://t.co/abc",
        "Two tankers ran aground off the cape tonight pic.twitter.com/x1",
    ]
    assert [skip for _, skip in marks("\n\n".join(posts))] == [None, None]
    assert in_prose(posts[0]) == ["link"]
    assert marks("https://t.co/abc")[0][1] == "link"


def test_what_stands_outside_the_bounds_of_a_book_is_a_notice() -> None:
    begins, ends = (
        f"*** {mark} OF THE PROJECT GUTENBERG EBOOK THE FERRYMAN ***" for mark in ("START", "END")
    )
    front, back = "This eBook is for the use of anyone anywhere.", "Updated editions will replace it."
    text = f"{front}\n\n{begins}\n\nThe ferryman of Orme kept a goat.\n\n{ends}\n\n{back}\n"
    assert [skip for _, skip in marks(text)] == ["notice", "notice", None, "notice", "notice"]
    assert marks("*** Start of the season: nine boats are out.\n\nIt rains.\n")[1][1] is None
