from __future__ import annotations

import pytest

from summarizer.content.boilerplate import mark
from summarizer.data import Document
from summarizer.text.segment import split


def reasons(text: str) -> list[str | None]:
    return [s.skip for s in mark(split(Document(id="S1", name="t", text=text)))]


BODY = (
    "The mill burned down on Monday and nobody was hurt.\n\nIts owner said that he would build it anew.\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "Video: firemen told the council that the pump had failed twice in a week.",
        "Photos: two lamps were found under the stairs of the mill on Tuesday.",
        "Follow the flour on Facebook, the judge said to the miller, and see who bought it.",
        "Contact the reporter, he was told at the desk, and ask for the name of the guard.",
        "Correction: The mill burned down on Sunday, and not on Monday as we wrote.",
    ],
)
def test_a_sentence_that_reports_is_content_whatever_it_opens_with(text: str) -> None:
    assert reasons(BODY + text)[-1] is None


@pytest.mark.parametrize(
    "text",
    [
        "Video: Inside the old mill",
        "Read more: Miller said to be in hiding",
        "Follow the Marle Times on Facebook.",
        "Contact the author at ann@news.example.",
        "---------- Forwarded by Ann Moor on 3 May",
    ],
)
def test_a_notice_stays_a_notice(text: str) -> None:
    assert reasons(BODY + text)[-1] is not None


def test_the_notice_below_a_mail_is_no_content() -> None:
    notice = (
        "____________________\nThis Mail Is Meant For Its Recipient Only And Is Privileged. Its Disclosure\n"
    )
    assert set(reasons(f"{BODY}{notice}To Others Is Prohibited.")[2:]) <= {"notice", "markup"}
    assert reasons(f"{BODY}____________________\nThe sender of the flour was paid.")[-1] is None
