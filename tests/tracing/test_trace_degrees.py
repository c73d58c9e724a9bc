"""How much, which way, whose, and who to whom: one step off is another statement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Document
from summarizer.note.brief import Verdict
from summarizer.statements.crossed import check_crossed
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
    ("Hail destroyed a third of the vineyard.", "Hail destroyed the vineyard."),
    ("Some of the bridges in Osk are shut.", "The bridges in Osk are shut."),
    ("The fair drew up to 9,000 guests.", "The fair drew 9,000 guests or more."),
    ("Either Ghana or Togo will host the fair.", "Ghana will host the fair."),
    ("Either Ghana or Togo will host the fair.", "Ghana and Togo will host the fair."),
    ("Tea drinking was associated with sounder sleep.", "Tea causes sounder sleep."),
)
CROSSED = (
    ("He preferred the harp to the flute.", "He preferred the flute to the harp."),
    ("The guild owes the abbey nine barrels.", "The abbey owes the guild nine barrels."),
    (
        "The clerk whom the tenant accused has left the town.",
        "The tenant whom the clerk accused has left the town.",
    ),
    (
        "More members spoke for the quay than against it.",
        "More members spoke against the quay than for it.",
    ),
    (
        "Families left the island, which is why the school closed.",
        "The school closed, which is why families left the island.",
    ),
)
SHUFFLED = (
    ("Ghana and Togo signed the pact in May.", "Togo and Ghana signed the pact in May."),
    ("The reef lies between Osk and Brae.", "The reef lies between Brae and Osk."),
    ("On Friday the abbot spoke in Osk.", "In Osk the abbot spoke on Friday."),
    ("Ida Lund met Jo Hart at the quay.", "Jo Hart met Ida Lund at the quay."),
)
NOT_DONE = (
    ("The guild signalled its willingness to return the bells.", "The guild returned the bells."),
    ("Tenants were given the right to buy their barns.", "Tenants bought their barns."),
    ("The mill was permitted to fell 90 oaks.", "The mill felled 90 oaks."),
    ("The brewery obtained a licence to dredge the pond.", "The brewery dredged the pond."),
    ("The fleet stood ready to enter the strait.", "The fleet entered the strait."),
    ("The rebels vowed to free the sailors.", "The rebels freed the sailors."),
    ("The mill risks losing its water rights.", "The mill lost its water rights."),
    ("The wall was in danger of collapsing.", "The wall collapsed."),
    ("The club came within a minute of losing the cup.", "The club lost the cup."),
    ("Gas leak feared to have killed nine in Osk.", "Gas leak kills nine in Osk."),
    ("Justice Mora, dissenting, held that the search was void.", "The court held that the search was void."),
)
TAKEN_UP = (
    ("Ilse Borg has resigned as rector. She taught physics for 30 years.", "Ilse Borg taught physics."),
    ("Two clerks stole the bust. It lay in a canal. They were fined.", "Two clerks were fined."),
    (
        "The engineer died on Sunday. She designed the quay in 1971.",
        "The engineer who designed the quay died on Sunday.",
    ),
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


@pytest.mark.parametrize(("source", "claim"), [*NOT_SAID, *CROSSED, *NOT_DONE])
def test_a_step_in_degree_way_or_kinship_is_not_said(source: str, claim: str) -> None:
    assert _verdict(source, claim) != "supported"


@pytest.mark.parametrize(("source", "claim"), [*SAID, *SHUFFLED, *TAKEN_UP])
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


@given(st.permutations(["ghana", "sent", "grain", "to", "togo", "after", "rain"]))
def test_no_order_of_its_words_is_crossed_with_itself(order: list[str]) -> None:
    claim = " ".join(order)
    assert not list(check_crossed(claim, [f"then {claim} fell", claim], "en"))
