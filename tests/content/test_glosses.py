"""Whom or what a sentence means, in brackets: each rule on a document made by hand."""

from __future__ import annotations

from dataclasses import replace

import builders
import pytest

from summarizer import Options, summarize, verify
from summarizer.content.boilerplate import mark
from summarizer.content.glosses import gloss
from summarizer.data import Document, Sentence
from summarizer.selectors.budget import Budget
from summarizer.text.segment import split

MINUTES = """# Harbour board meeting 2021-05-03

## Present

* Ann Lowe (chair)

## Minutes

### A crane for the north pier [#12](https://example.org/12)

* Ben: mostly a consensus in the board about buying it
* Ben: the crane for the north pier is to be bought in June

### Any other business

* Ben: no disagreement, the board agreed to meet in June

### Ferries

We shall ask the ministry this month for:

* two ferries for the summer, with a crew of nine

**Action items**

* Ann to write the letter to the ministry by Friday
"""

CASE = """ORME FERRIES LIMITED

Appellant

and

THE COMMISSIONERS

Respondents

DECISION

The appellant runs ferries at Orme. Orme Ferries Limited was founded in 1990. The tribunal heard counsel.
We allow the appellant's appeal against the penalty. The appellant Orme Ferries Limited was late.
"""


def glossed(*documents: Document) -> list[Sentence]:
    marked = mark([sentence for document in documents for sentence in split(document)])
    found = gloss(marked)
    assert [replace(one, glosses=()).span for one in found] == [one.span for one in marked]
    return [sentence for sentence in found if sentence.skip is None]


def shown(text: str, **facts: object) -> list[str]:
    return [sentence.shown for sentence in glossed(builders.document(text, **facts))]


def test_what_was_said_at_a_meeting_has_the_item_that_it_was_said_on() -> None:
    assert shown(MINUTES, media_type="text/markdown") == [
        "[A crane for the north pier] Ben: mostly a consensus in the board about buying it",
        "Ben: the crane for the north pier is to be bought in June",
        "Ben: no disagreement, the board agreed to meet in June",
        "[We shall ask the ministry this month for] two ferries for the summer, with a crew of nine",
        "[Ferries] Ann to write the letter to the ministry by Friday",
    ]


def test_a_point_below_a_point_has_the_matter_of_that() -> None:
    text = """# Harbour board meeting

Ann took the chair at the meeting of the working group; there was a quorum, and apologies came from Cora.

### New cranes / @bert

* Bert/Ben:
  * delivery of the cranes
    * Ben: should not hold up the works, the pier is closed anyway
* Ann: the pier will open in June [#3](https://example.org/3). It is to be closed again in May.

### Ferries / @cora / who pays for them

* Ann: the port does from June on, as it did before

### May the lights stay on? [#12](https://example.org/12)

* Ben: mostly a question of what they cost the port
"""
    assert [
        one
        for one in shown(text, media_type="text/markdown")
        if any(told in one for told in ("Ben:", "It is", "Ann: the port"))
    ] == [
        "[delivery of the cranes] Ben: should not hold up the works, the pier is closed anyway",
        "[New cranes] It is to be closed again in May.",
        "[Ferries / @cora / who pays for them] Ann: the port does from June on, as it did before",
        "[May the lights stay on?] Ben: mostly a question of what they cost the port",
    ]


def test_half_a_sentence_of_a_list_has_what_announces_it_or_is_passed_over() -> None:
    text = """# Harbour board meeting 2021-05-03

Ann took the chair at the meeting of the working group; there was a quorum, and apologies came from Cora.

### Cranes

* Ben: the pier will open in June

**action items:**

* ask the ministry for the plans of the northern pier

### Ferries

We agreed that more ferries are needed. More specifically:

* gather the names of all who would like to travel
"""
    found = shown(text, media_type="text/markdown")
    assert "[Cranes] [action items] ask the ministry for the plans of the northern pier" in found
    assert not any("gather the names" in one for one in found)


@pytest.mark.parametrize(
    ("numbered", "language"), [("TOP {} ", "de"), ("Item {}: ", "en"), ("Point {} : ", "fr")]
)
def test_items_of_an_agenda_are_told_by_their_numbers(numbered: str, language: str) -> None:
    cues = {
        "de": "Anwesend waren alle, zur Tagesordnung der Sitzung gab es keinen Antrag.",
        "en": "Ann took the chair of the working group; there was a quorum, and apologies came.",
        "fr": "À l'ordre du jour de la séance, avec un quorum, étaient présents tous les membres.",
    }
    items = "\n\n".join(
        f"{numbered.format(at)}Korvo Wexley\nOrme zahlt 40 Euro pour Ness {at}." for at in (1, 2)
    )
    found = shown(f"{cues[language]}\n\n{items}", language=language)
    assert [one for one in found if "Orme" in one] == [
        f"[Korvo Wexley] Orme zahlt 40 Euro pour Ness {at}." for at in (1, 2)
    ]


MAIL = """Hi Tom,

I signed with Korvo this morning.
The crane costs 40,000 euros.
Please send me the plan by Friday.

Best regards,
{}

On Mon, 4 Sep 2023 at 09:12, Tom Penn wrote:
> I would prefer Orme.
"""


@pytest.mark.parametrize(
    ("under", "sender", "name"),
    [
        ("Ann", "Ann Lowe", "Ann"),
        ("Ann Lowe", "Ann Lowe", "Ann Lowe"),
        ("Ann", None, "Ann"),
        ("Ann", "Cora Fox", ""),
    ],
)
def test_who_writes_i_in_a_mail_is_named(under: str, sender: str | None, name: str) -> None:
    found = shown(MAIL.format(under), media_type="message/rfc822", publisher=sender)
    bracket = f"[{name}] " if name else ""
    assert found[:3] == [
        f"{bracket}I signed with Korvo this morning.",
        "The crane costs 40,000 euros.",
        f"{bracket}Please send me the plan by Friday.",
    ]


def test_an_abbreviation_is_spelled_out_where_its_paper_does_so() -> None:
    text = (
        "Abstract\n\nWe propose the C2B distance for the ports of Orme in our experiments. "
        "The Class-to-Bag (C2B) distance outperforms all baselines, and the IEEE liked it. "
        "In this paper MIL is Multi-Ferry Learning (MFL), and MFL is fast. MFL and C2B are 12% better."
    )
    assert shown(text, title="Multi-Ferry Learning") == [
        "We propose the C2B [Class-to-Bag] distance for the ports of Orme in our experiments.",
        "The Class-to-Bag (C2B) distance outperforms all baselines, and the IEEE liked it.",
        "In this paper MIL is Multi-Ferry Learning (MFL), and MFL is fast.",
        "MFL and C2B [Class-to-Bag] are 12% better.",
    ]


def test_the_name_of_a_party_stands_behind_its_role_where_the_sentence_has_it_not() -> None:
    assert shown(CASE) == [
        "The appellant [Orme Ferries Limited] runs ferries at Orme.",
        "Orme Ferries Limited was founded in 1990.",
        "The tribunal heard counsel.",
        "We allow the appellant [Orme Ferries Limited]'s appeal against the penalty.",
        "The appellant Orme Ferries Limited was late.",
    ]


def test_judgments_that_stand_under_their_titles_need_no_names_of_parties() -> None:
    cases = [builders.document(CASE, at, title=f"Orme v {at}") for at in (1, 2)]
    assert not any(sentence.glosses for sentence in glossed(*cases))


@pytest.mark.parametrize(
    ("before", "sentence", "wanted"),
    [
        ("Nurse Ann Lowe spoke.", "Ms Lowe flew home.", "Ms [Ann] Lowe flew home."),
        (
            "The Scottish nurse Ann Lowe spoke.",
            "Lowe said the ferry ran.",
            "[Ann] Lowe said the ferry ran.",
        ),
        ("Ann Lowe, 39, spoke.", "The ferry ran, Lowe said.", "The ferry ran, [Ann] Lowe said."),
        ("President Ann Lowe spoke.", "The ferry ran, Lowe said.", "The ferry ran, [Ann] Lowe said."),
        # no: two of that name, the name in full, another name beside it, no person, no name before, a month
        ("Ann Lowe and Ben Lowe spoke.", "Lowe said the ferry ran.", None),
        ("Ann Lowe spoke.", "Ann Lowe said that Lowe ran.", None),
        ("Ann Lowe spoke.", "The Lowe Bridge fell, Ms Lowe Penn said.", None),
        ("The New Orme opened.", "The Orme was full.", None),
        ("The ferry ran.", "Lowe said the ferry ran.", None),
        ("They built the hall by June Moravia opened it.", "Moravia said the ferry ran.", None),
        ("Krysa Zdenkova spoke.", "Ten ferries ran for Zdenkova.", "Ten ferries ran for [Krysa] Zdenkova."),
        ("At Zdenkova's trial Krysa Zdenkova spoke.", "Zdenkova was late.", "[Krysa] Zdenkova was late."),
        ('"Miner Ben" Lowe spoke.', "Lowe said the ferry ran.", "[Miner Ben] Lowe said the ferry ran."),
        ("Krysa Zdenkova is a port.", "Ten ferries ran in Zdenkova.", None),
    ],
)
def test_a_surname_has_the_first_name_that_the_document_gives_before(
    before: str, sentence: str, wanted: str | None
) -> None:
    assert shown(f"{before} The harbour was full on Monday. {sentence}")[-1] == (wanted or sentence)


def test_a_role_is_no_first_name() -> None:
    text = (
        "Der Sportbund tagte mit Präsident Torgen Weikert. Er lobte seinen Nachfolger Weikert. "
        "Viel mehr wollte Weikert nicht sagen, der Hafen in Ness war am Montag voll."
    )
    assert "wollte [Präsident Torgen] Weikert nicht" in shown(text, language="de")[-1]


def test_a_noun_behind_an_article_is_no_first_name_and_keeps_none_away() -> None:
    before = "Der Sportbund tagte mit Torgen Weikert in Ness."
    after = "Am Abend lobte Lowe seinen Nachfolger Weikert, sagte Weikert."
    text = f"{before} Der Hafen war am Montag voll. {after}"
    assert "seinen Nachfolger [Torgen] Weikert" in shown(text, language="de")[-1]


def test_a_bracket_is_cited_and_verified() -> None:
    minutes = builders.document(MINUTES, media_type="text/markdown", title="Harbour board")
    note = summarize([minutes], Options(budget=Budget("sentences", 4)))
    line = next(line for line in note.lines if "[A crane" in line.text)
    context = [citation for citation in line.citations if citation.role == "context"]
    assert [citation.quote for citation in context] == ["A crane for the north pier"]
    assert line.kind == "trimmed"
    assert verify(note, [minutes]).intact
    wrong = replace(line, text=line.text.replace("[A crane", "[A tug"))
    other = replace(note, lines=tuple(wrong if one is line else one for one in note.lines))
    assert "has words that it does not cite" in verify(other, [minutes]).altered[0]


def test_a_bracket_counts_for_the_length_of_the_note() -> None:
    minutes = builders.document(MINUTES, media_type="text/markdown", title="Harbour board")
    for limit in (16, 18, 20, 40):
        note = summarize([minutes], Options(budget=Budget("words", limit)))
        assert note.stats.words_out <= limit
