"""What a party submits is no finding of the court."""

from __future__ import annotations

import builders

from summarizer.content.pleadings import pleaded

JUDGMENT = (
    "12. The appellant is a company.\n\n13. In summary Ms Ellis submits:\n\n(1) The delay was serious.\n\n"
    "(2) The application should be dismissed. It is late.\n\n14. We find that the delay was excused.\n\n"
    "15. The agreed facts are:\n\n(1) The return was filed in May.\n"
)


def test_the_list_that_a_party_submits_is_found_and_no_other() -> None:
    document = builders.document(JUDGMENT)
    (span,) = pleaded(document)
    assert document.quote(span).split("\n\n")[1:] == [
        "(1) The delay was serious.",
        "(2) The application should be dismissed. It is late.",
    ]


def test_a_language_whose_words_are_not_known_has_none() -> None:
    assert pleaded(builders.document(JUDGMENT, language="pl")) == ()
