"""What somebody did on an occasion that two sentences name, each in words of its own."""

from __future__ import annotations

import pytest
from piles import content, graph_of, pile

from summarizer.compose.parts import parts

LINE = (
    "Under the truce, Arican rebels agreed to lay down arms and on Thursday met the governor of Osk in Yavin."
)
AFTER = " The war in Arica has lasted for nine years."


def told(line: str, other: str) -> list[str]:
    sentences = content(*pile(line + AFTER, other + AFTER))
    found = parts(0, graph_of(sentences), sentences, frozenset())
    return [line[part.span.start : part.span.end] for part in found]


@pytest.mark.parametrize(
    "other",
    [
        "It is part of a truce brokered by Norland, which led to rebel forces disarming and Osk pulling out.",
        "Since the truce, the rebels have laid down their weapons.",
        "The rebels disarmed, and the truce in Arica holds.",
    ],
)
def test_what_is_agreed_on_in_one_is_done_in_the_other_under_one_truce(other: str) -> None:
    assert "Arican rebels agreed to lay down arms" in told(LINE, other)


@pytest.mark.parametrize(
    "other",
    [
        "Since the truce, the governor has disarmed the rebels.",
        "Since the truce, the rebels have not laid down their weapons.",
        "Since the truce, the rebels have refused to lay down their weapons.",
        "Since the truce, the police have laid down their weapons.",
        "Since the election, the rebels have laid down their weapons.",
        "The rebels may disarm, and the truce in Arica holds.",
        "The rebels want to disarm, and the truce in Arica holds.",
        "Since the truce, the rebels have taken up arms.",
        "Since the truce, Norland rebels have disarmed.",
    ],
)
def test_not_where_another_does_it_or_it_is_not_done(other: str) -> None:
    assert not any("arms" in part for part in told(LINE, other))


def test_who_is_only_called_so_does_nothing() -> None:
    line = "The first allegation, filed by a student called “Jane Roe” in the lawsuit, was decided in 2014."
    assert (
        told(line, "The student, named as John Doe in the lawsuit, claims the school violated its rules.")
        == []
    )
