"""The sentence that turns the one before it, and the denial of a charge, are found; others are not."""

import pytest
from piles import lines_of

from summarizer.content.replies import Replies


def replies(*texts: str, language: str = "en") -> Replies:
    """Of documents with a sentence a line."""
    pile = [lines_of(text, number=number, language=language) for number, text in enumerate(texts, 1)]
    return Replies(tuple(one for sentences in pile for one in sentences))


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("A poor impression has not been fatal.", "Going forward, any problem does more damage.", "en"),
        ("Users doubled to 48 million in 2013.", "The number finally dipped to 46 million in 2014.", "en"),
        ("The council let the bridge be built.", "However, no builder was found.", "en"),
        ("The police told Ole Berg that the mill was on fire.", "Berg denied that he had been there.", "en"),
        ("Der Rat hat die Brücke genehmigt.", "Allerdings fand sich keine Baufirma.", "de"),
        ("Le conseil a voté pour le pont.", "Cependant, aucun constructeur ne s'est présenté.", "fr"),
    ],
)
def test_the_next_sentence_that_turns_one_is_told(first: str, second: str, language: str) -> None:
    assert replies(f"{first}\n{second}", language=language).turns(0) == (1,)


def test_what_goes_on_or_stands_elsewhere_turns_nothing() -> None:
    first, turn = "Users doubled to 48 million.", "However, fewer of them pay."
    assert replies(f"{first}\nThe firm opened a second mill in Orme.").turns(0) == ()
    assert replies(first, turn).turns(0) == ()
    assert replies(f"{first}\nThe mill is old.\n{turn}").turns(0) == ()
    assert replies(f"{first}\nAnna Lund denied that she had been there.").turns(0) == ()
    assert replies(turn).turns(0) == ()


CHARGE = "Anna Lund split with Peter Cook in May, accusing him of cheating."


def test_the_denial_of_a_charge_is_told_wherever_it_stands() -> None:
    denial = "Peter Cook's lawyer, John Fellin, denies his client cheated."
    found = replies(CHARGE, f"The mill of Orme is old.\n{denial}")
    assert found.denials(0) == (2,)
    assert found.denials(1) == ()


@pytest.mark.parametrize(
    "other",
    [
        "Peter Cook's lawyer denies that the house was sold.",  # something else
        "Ole Berg's lawyer denies his client cheated.",  # of somebody else
        "Ole Berg, a lawyer of Orme who knew all of them for many years, denies that Peter Cook cheated.",
        "Peter Cook cheated.",
    ],
)
def test_another_denial_is_not(other: str) -> None:
    assert replies(CHARGE, other).denials(0) == ()
