"""What sentences speak of as known, and what they tell."""

import builders
import pytest
from piles import content

from summarizer import Budget, Options, summarize
from summarizer.content.referents import Referents
from summarizer.content.standalone import Context, needs

REPORT = (
    "The port of Ness opened on Monday. A flyer by Carolina Lowe, a harbour pilot, praised it. "
    "The weather was mild and the stalls were full. "
)


def asked(text: str) -> set[str]:
    sentences = content(builders.document(REPORT + text))
    context = Context.of(sentences)
    return set(Referents.of(sentences, needs(sentences, context)[0], context).asks[-1])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Text on the flyer says that ferries are cheap.", {"flyer"}),
        ("Lowe expects ten ferries a day in May.", {"@Lowe"}),
        # no: named in the sentence, in full, what there is one of, what was never named before
        ("A new flyer was printed and the flyer sold out.", set()),
        ("Carolina Lowe expects ten ferries a day in May.", set()),
        ("Dora Penn told the police of two ferries.", set()),
        ("Dora Penn told the butcher of two ferries.", set()),
    ],
)
def test_what_a_sentence_asks_its_reader_to_know(text: str, wanted: set[str]) -> None:
    assert asked(text) == wanted


def test_who_the_pile_is_about_needs_no_line_that_says_who_he_is() -> None:
    sentences = content(
        builders.document(REPORT + "Lowe expects ten ferries a day in May."),
        builders.document("Carolina Lowe runs. Lowe wants to be mayor of Ness.", 2),
    )
    context = Context.of(sentences)
    assert not any(Referents.of(sentences, needs(sentences, context)[0], context).asks)


def test_a_line_that_no_other_line_explains_gives_way() -> None:
    rest = (
        "Ferries to Orme sail twice a day from Monday on. Fares to Orme rose by 9 percent to 12 crowns. "
        "Two new cranes for 3 million crowns stand on the north pier."
    )
    pile = [
        builders.document(
            REPORT + f"Ness has two piers. Ferries to Orme are full, text on the flyer says. {rest}"
        ),
        builders.document(f"Ferries to Orme are full at Ness. {rest}", 2),
    ]
    note = summarize(pile, Options(budget=Budget("words", 45)))
    assert "the flyer" not in " ".join(line.text for line in note.lines)
    assert len(note.lines) > 2
