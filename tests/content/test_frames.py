"""What stands around the content: each kind with a case of its own, and what resembles it and is content."""

from __future__ import annotations

import pytest

from summarizer.content.boilerplate import mark
from summarizer.data import Document
from summarizer.text.segment import split

PROSE = "The council met on Monday and voted for the new bridge after a long debate."
MORE = "The mayor said that the work would begin in the spring, once the river is low enough."


def marks(text: str, media_type: str = "text/plain", language: str = "en") -> dict[str, str | None]:
    document = Document("S1", "text", text, language=language, media_type=media_type)
    return {" ".join(s.shown.split()): s.skip for s in mark(split(document))}


MINUTES = """\
# Bridge committee 2021-03-04

### Links
- **Recording**: <https://example.org/watch?v=1>
- Notes taken from <https://example.org/notes> by hand.

### Agenda
- [#12](https://example.org/12) Paint for the railings
- Nominating Ann Reed

### Present
- Ann (chair)
- Bob

### Decisions
The committee agreed to buy green paint for the railings.

- Ann: +1
- Bob: against

Cleo Park @cleo [#15](https://example.org/15)

***@cleo asks for an opinion***

**Conclusion: buy the paint this week**
"""


def test_the_frame_of_minutes_is_no_content_and_what_was_decided_is() -> None:
    found = marks(MINUTES, "text/markdown")
    assert found["Recording: https://example.org/watch?v=1"] == "link"
    assert found["Notes taken from https://example.org/notes by hand."] is not None
    assert found["#12 Paint for the railings"] == found["Nominating Ann Reed"] == "list"
    assert found["Ann (chair)"] == found["Bob"] == "list"
    assert found["Ann: +1"] == "fragment"
    assert found["Cleo Park @cleo #15"] == "fragment"
    assert found["@cleo asks for an opinion"] == "headline"
    assert found["The committee agreed to buy green paint for the railings."] is None
    assert found["Bob: against"] is None
    assert found["Conclusion: buy the paint this week"] is None


def test_a_list_in_plain_text_ends_where_prose_begins() -> None:
    found = marks(f"Present\n\nAnn Reed\n\nBob Hall\n\n{PROSE}\n\n{MORE}\n")
    assert found["Ann Reed"] == found["Bob Hall"] == "list"
    assert found[PROSE] is None


def test_the_lines_above_the_credit_of_a_picture_are_its_caption() -> None:
    found = marks(f"{PROSE}\n\nThe old bridge wants to shine.\n\n© AFP / ANN REED\n\n{MORE}\n")
    assert found["The old bridge wants to shine."] == "caption"
    assert found[PROSE] is None
    assert (
        marks(f"{PROSE}\n\nThe old bridge is closed.\n\n© 2021 The Gazette\n")["The old bridge is closed."]
        is None
    )


def test_what_else_there_is_to_read_goes_to_the_end() -> None:
    article = "\n\n".join(f"{PROSE} It was meeting number {n} of the year." for n in range(8))
    found = marks(
        f"{article}\n\nMost read\n\nA minister needs to think about the banks, he told reporters.\n"
    )
    assert found["A minister needs to think about the banks, he told reporters."] == "list"


def test_a_box_of_further_stories_ends_where_the_article_goes_on() -> None:
    found = marks(f"{PROSE}\n\nRelated stories\n\nBridge closed for a day\n\n{MORE}\n\n{PROSE} So it goes.\n")
    assert found["Bridge closed for a day"] == "list"
    assert found[MORE] is None


def test_rows_of_a_table_are_no_sentences() -> None:
    found = marks(f"{PROSE}\n\n| Bridge | Built | Length |\n\nNorth bridge | 1931 | 210 m\n\n{MORE}\n")
    assert found["North bridge | 1931 | 210 m"] == "table row"
    assert found[MORE] is None


COVER = """\
Citation: [2021] TRIB 12

BRIDGE TRIBUNAL

Heard on: 3 March 2021

Before

JUDGE ANN REED

For the Respondent: Mr Bob Hall, of the office of the county.

{}
"""


def test_the_cover_of_a_judgment_is_no_content() -> None:
    found = marks(COVER.format(f"{PROSE} {MORE}"))
    assert [text for text, skip in found.items() if skip is None] == [PROSE, MORE]
    assert marks("great light\n\nwould buy again\n\ngood price\n\nworks well\n\nlove it\n")["love it"] is None


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("greeting", "I'm here with Ann Reed, our chief executive officer."),
        ("greeting", "Good morning, everyone, and welcome to the call."),
        ("greeting", "Thank you all for joining us today."),
        ("notice", "Please limit yourself to one question."),
        ("notice", "With that, operator, we are ready to take questions."),
        ("notice", "You can find the schedules in the investors section of our website."),
        ("notice", "Our next question comes from the line of Bob Hall."),
        ("lead-in", "Then I'll hand over the call to Ann to discuss the figures."),
        ("lead-in", "Turning to the northern region."),
        ("lead-in", "Figure 3 shows the bridges of the county."),
        ("lead-in", "The inspectors found three faults in the deck:"),
        ("byline", "Ann Reed (@annreed) March 4, 2021"),
        ("list", "Present: Ann Reed, Bob Hall"),
        (None, "Figure 3 shows that the bridges of the county are old."),
        (None, "Please send the plan to the council by Friday."),
        (None, "The court ordered the company to hand the money over on Monday."),
        (None, "We are with the people of the valley, the mayor said."),
        (None, "The papers are available on the website of the ministry."),
    ],
)
def test_what_is_said_around_a_talk_is_no_content(reason: str | None, line: str) -> None:
    assert marks(f"{PROSE}\n\n{line}\n\n{MORE}\n")[line] == reason


def test_headings_of_other_languages_are_known() -> None:
    text = "Der Rat stimmte am Montag für die neue Brücke, die im Frühjahr gebaut wird."
    article = "\n\n".join(f"{text} Das war die Sitzung Nummer {n} des Jahres." for n in range(8))
    assert (
        marks(f"{article}\n\nEmpfehlungen\n\nEin Minister denkt nach.", language="de")[
            "Ein Minister denkt nach."
        ]
        == "list"
    )


def test_a_title_behind_a_date_is_a_headline() -> None:
    text = f"2005/01/08 Gifts in 2005 deductible in the U.S.\n\n{PROSE}\n\n{MORE}\n"
    document = Document("S1", "text", text, title="Gifts in 2005 deductible in the U.S.")
    assert [s.skip for s in mark(split(document))] == ["headline", None, None]
