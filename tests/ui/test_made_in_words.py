"""The settings of a note, as the page tells them."""

from __future__ import annotations

import builders

from ui.settings import made_in_words


def test_how_a_note_was_made_and_what_was_done_with_it_since_is_told_without_a_sign() -> None:
    options = {"words": 150, "ranker": "textrank", "selector": "coverage", "order": "chronological"}
    brief = builders.brief(
        (), (), options=options, signature="tracebrief:1|rank:textrank|updated|revised:by hand"
    )
    told = made_in_words(brief)
    assert told.startswith("150 words, by date, about everything.")
    assert told.endswith("Brought up to date with new files. Changed by hand since.")
    assert not set(told) & set("|=()")


def test_a_draft_that_became_a_note_says_that_it_was_changed() -> None:
    brief = builders.brief((), (), options={"draft": "a.txt"}, signature="tracebrief:1|trace|revised:by hand")
    assert made_in_words(brief).endswith("come nearest. Changed by hand since.")
