"""How much, how far, which way and whose: one step off is another statement."""

import pytest

from summarizer.data import Document
from summarizer.note.brief import Verdict
from summarizer.statements.ratios import ratios
from summarizer.tracing import trace

NOT_SAID = (
    ("Nearly all the choirs sang in Latin.", "All the choirs sang in Latin."),
    ("Most tourists come by bus.", "All tourists come by bus."),
    ("Three in ten potters own a kiln.", "Most potters own a kiln."),
    ("Some 34 per cent of the tenants own a car.", "Most tenants own a car."),
    ("Just under half of the voters backed the tunnel.", "A majority of the voters backed the tunnel."),
    ("One of the sailors had a fever.", "Several of the sailors had a fever."),
    ("The lock is the second deepest in Europe.", "The lock is the deepest in Europe."),
    ("All the cellars but the chapel were flooded.", "All the cellars, the chapel included, were flooded."),
    ("The new engine is as quiet as the old one.", "The new engine is quieter than the old one."),
    ("The Bergen-bound ferry lost its anchor.", "The ferry from Bergen lost its anchor."),
    ("The court moved from the abbey to the town hall.", "The court moved from the town hall to the abbey."),
    ("The pool is closed until 9 June.", "The pool is closed from 9 June."),
    ("Ada Holm sold the mill to her uncle.", "Ada Holm's uncle sold the mill."),
)
SAID = (
    ("All the boats except the Mara were sold.", "All the boats but the Mara were sold."),
    ("Exports of salt halved in 2009.", "Exports of salt were halved in 2009."),
    ("Quint beat Orly 4–1.", "Orly lost 4–1 to Quint."),
    ("20 per cent of farms have no well.", "One in five farms has no well."),
    ("One in four farms has no well.", "25 percent of farms have no well."),
    ("The new engine is quieter than the old one.", "The new engine is quieter than the old one was."),
    ("The majority of the voters backed the tunnel.", "Most of the voters backed the tunnel."),
    ("The mill denies that it cut the dam.", "The mill rejects the claim that it cut the dam."),
    (
        "After two hours of debate the council rejected the plan for a quay.",
        "The council rejected the plan for a quay.",
    ),
    ("Ada Holm's uncle bought the mill from her.", "Ada Holm's uncle bought the mill."),
    ("The newsroom moved from the port to the station.", "The newsroom moved to the station from the port."),
)


def _verdict(source: str, claim: str) -> Verdict | None:
    return trace(claim, [Document(id="S1", name="a.txt", text=source, language="en")])[0].verdict


@pytest.mark.parametrize(("source", "claim"), NOT_SAID)
def test_a_step_in_degree_way_or_kinship_is_not_said(source: str, claim: str) -> None:
    assert _verdict(source, claim) != "supported"


@pytest.mark.parametrize(("source", "claim"), SAID)
def test_the_same_degree_and_way_in_other_words_is_said(source: str, claim: str) -> None:
    assert _verdict(source, claim) == "supported"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("One in five farms has a well.", 20),
        ("3 out of every 4 farms have a well.", 75),
        ("He won two in five days.", None),
        ("They had one in 1996.", None),
        ("Ten in five farms", None),
        ("A quarter of the farms burned.", 25),
    ],
)
def test_so_many_in_so_many_are_a_share_of_things_not_of_time(text: str, share: int | None) -> None:
    assert [one.value for one in ratios(text, "en")] == ([share] if share else [])
