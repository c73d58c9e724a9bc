"""Edits of copied stretches, and who speaks: what turns a sentence round though every word is known."""

from __future__ import annotations

import pytest

from summarizer.rewrite.bindings import bindings
from summarizer.rewrite.edits import turned
from summarizer.statements.speakers import silent

SAID = (
    "Minister Ann Reid told Mayor Tom Hale on Monday that some of the 40 ferries may leave Calder early, "
    "and that almost half of the crews were not paid before June."
)


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("some of", "all of", "amount"),
        ("some of", "few of", "amount"),
        ("may leave", "leave", "modality"),
        ("may leave", "will leave", "modality"),
        ("40 ferries", "14 ferries", "number"),
        ("Monday", "Friday", "date"),
        ("not paid", "paid", "negation"),
        ("early", "late", "opposite"),
        ("before June", "after June", "opposite"),
        ("almost half", "over half", "opposite"),
        ("leave Calder", "leave Selby", "name"),
        ("of the crews were", "of the crews of Calder were", "role"),
        ("may leave", "could leave", None),
        (" on Monday", "", None),
        ("Minister Ann Reid", "Reid", None),
        ("some of the 40", "some of these 40", None),
    ],
)
def test_one_word_exchanged_in_a_copy_is_found_by_kind(was: str, now: str, kind: str | None) -> None:
    claim = SAID.replace(was, now)
    assert claim != SAID
    found = [found for found, _ in turned(claim, [SAID], ["The harbour of Selby is near."])]
    assert found == ([kind] if kind else [])


def test_two_names_swapped_in_a_copy_are_found() -> None:
    claim = SAID.replace("Ann Reid", "X").replace("Tom Hale", "Ann Reid").replace("X", "Tom Hale")
    assert {kind for kind, _ in turned(claim, [SAID])} <= {"name", "role"}
    assert list(turned(claim, [SAID]))


def test_a_name_that_moves_between_other_words_is_found() -> None:
    said = "Nurses in Falkirk said that doctors from Marlow had left the hospital in the morning."
    assert [kind for kind, _ in turned(said.replace("Nurses in Falkirk", "Nurses in Marlow"), [said])]
    moved = "Nurses said that Falkirk doctors from Marlow had left the hospital in the morning."
    assert "role" in {kind for kind, _ in turned(moved, [said])}


def test_a_pronoun_may_become_the_name_it_stands_for() -> None:
    said = "She told the mayor on Monday that the ferries leave early this week."
    assert not list(turned(said.replace("She", "Ann Reid"), [said], ["Ann Reid is the minister."]))


def test_what_another_passage_says_in_these_words_is_no_edit() -> None:
    other = "It is certain that all of the 40 ferries may leave the port."
    assert not list(turned(SAID.replace("some of the", "all of the"), [SAID, other]))


def test_a_claim_in_other_words_has_no_edits() -> None:
    assert not list(turned("Departures of a few boats were discussed by the two politicians.", [SAID]))


def test_whoever_speaks_in_the_claim_speaks_in_the_evidence() -> None:
    evidence = ["The road is closed, Ann Reid said.", "Tom Hale drove to Selby."]
    assert [name.words for name in silent("The road is closed, Tom Hale said.", evidence)] == [
        ("tom", "hale")
    ]
    assert [name.words for name in silent("The road is closed, according to Hale.", evidence)] == [("hale",)]
    assert not list(silent("The road is closed, Reid says.", evidence))
    assert not list(silent("Tom Hale drove to Selby.", evidence))


def test_a_speaker_who_goes_by_a_pronoun_is_let_pass() -> None:
    assert not list(
        silent("The road is closed, Hale said.", ["Tom Hale came.", "“The road is closed,” he said."])
    )


def test_a_surname_is_bound_as_the_one_full_name_that_it_is_short_for() -> None:
    evidence = ["Reid said the crew did not see the rocks.", "Captain Ann Reid is 50."]
    (full,) = bindings("Ann Reid said the crew did not see the rocks.", evidence, 1)
    two = [*evidence, "Her brother John Reid is a pilot."]
    (ambiguous,) = bindings("Ann Reid said the crew did not see the rocks.", two, 1)
    assert full.at == ambiguous.at == 0
    assert full.worth > ambiguous.worth
