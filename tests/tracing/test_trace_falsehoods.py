"""The words of a passage put together to another statement, each beside a true one on the same passage."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.data import Document
from summarizer.sources.load import load
from summarizer.statements.binding import check_bound
from summarizer.tracing import trace

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

KINDS = {
    "condition itself": (
        "If the toll is lifted, lorries will use the old road.",
        "The toll was lifted.",
        "If the toll is lifted, lorries will use the old road.",
    ),
    "condition in a noun": (
        "The sale of the quay is subject to consent by the tenants in June.",
        "The tenants consented in June.",
        "The sale of the quay is subject to consent by the tenants.",
    ),
    "expected of another": (
        "The ministry expects a second kiln to reopen by October.",
        "A second kiln reopened in October.",
        "A second kiln is expected to reopen by October.",
    ),
    "expected in a noun": (
        "The carrier said on Monday that it expected a loss in the spring.",
        "The carrier made a loss in the spring.",
        "The carrier expected a loss in the spring.",
    ),
    "postponed": (
        "The council postponed the vote on the harbour until Thursday.",
        "The council voted on the harbour.",
        "The vote on the harbour was postponed until Thursday.",
    ),
    "far from certain": (
        "It is far from certain that the ferry will sail at Easter, officials warned.",
        "The ferry will sail at Easter.",
        "It is far from certain that the ferry will sail at Easter.",
    ),
    "came close": (
        "The two guilds came close to a deal on wages, but the meeting broke up at midnight.",
        "The two guilds reached a deal on wages.",
        "The two guilds came close to a deal on wages.",
    ),
    "verb of a plan": (
        "The court upheld the sentence of the former bursar. His counsel said he would appeal.",
        "The former bursar appealed.",
        "The court upheld the former bursar's sentence.",
    ),
    "not significant": (
        "The difference between the two drugs was not statistically significant.",
        "The difference between the two drugs was significant.",
        "The difference between the two drugs was not significant.",
    ),
    "irregular participle": (
        "Ada Rimm told the jury that she had heard a shout but had not seen the thief.",
        "Ada Rimm saw the thief.",
        "Ada Rimm told the jury that she had heard a shout.",
    ),
    "fate": (
        "Two climbers were injured in the avalanche.",
        "Two climbers died in the avalanche.",
        "Two climbers were hurt in the avalanche.",
    ),
    "not that cause": (
        "The line was closed in 2021 because of the cost of fuel, and not because of the strike.",
        "The line was closed because of the strike.",
        "The line was closed in 2021 because of the cost of fuel.",
    ),
    "from and to": (
        "The bank cut its forecast from 2.4 to 1.9 per cent.",
        "The bank cut its forecast from 1.9 to 2.4 per cent.",
        "The bank cut its forecast from 2.4 to 1.9 percent.",
    ),
    "before nothing of the kind": (
        "Few villages were warned before the dyke broke. Divers reached Almen at noon.",
        "Divers reached Almen before the dyke broke.",
        "Divers reached Almen at noon.",
    ),
    "what came first": (
        "Dozens of tenants were fined after they had blocked the gate.",
        "Tenants blocked the gate after dozens were fined.",
        "Dozens of tenants were fined after they blocked the gate.",
    ),
    "who says so": (
        "Dozens of tenants were fined after they blocked the gate, bailiffs said.",
        "Bailiffs blocked the gate.",
        "Dozens of tenants were fined after they blocked the gate.",
    ),
    "doer behind an aside": (
        "Ana Prodan, who taught Ilir Meta at the academy, won the prize in 2019.",
        "Ilir Meta won the prize in 2019.",
        "Ana Prodan won the prize in 2019.",
    ),
    "doer of a gerund": (
        "President Ivo Lant thanked Prime Minister Rea Osk for sending 300 soldiers to the border.",
        "Ivo Lant sent 300 soldiers to the border.",
        "Rea Osk sent 300 soldiers to the border.",
    ),
    "magnitude": (
        "Dozens of sheep were lost in the flood.",
        "Hundreds of sheep were lost in the flood.",
        "Dozens of sheep were lost in the flood.",
    ),
    "exactly": (
        "At least 40 barns burned down in Peral.",
        "Exactly 40 barns burned down in Peral.",
        "At least 40 barns burned down in Peral.",
    ),
    "year of another deed": (
        "The mill, built in 1911 by the mason Otto Frenn, was torn down in 1964.",
        "The mill was built in 1964.",
        "The mill was torn down in 1964.",
    ),
    "year of the first deed": (
        "Inspectors warned in 2016 that the ropes were worn, but nobody acted until the crash in May 2018.",
        "Inspectors warned in 2018 that the ropes were worn.",
        "Inspectors warned in 2016 that the ropes were worn.",
    ),
    "figure of another year": (
        "In 2019 the water stood at 2.1 metres, this week at 1.7.",
        "In 2019 the water stood at 1.7 metres.",
        "In 2019 the water stood at 2.1 metres.",
    ),
    "figure of another subject": (
        "Revenue rose 8% to $4.1 billion, while net profit fell to $210 million.",
        "Net profit rose 8%.",
        "Revenue rose 8% to $4.1 billion.",
    ),
    "subject of another sentence": (
        "The driver of the lorry was unhurt. A cyclist was taken to hospital.",
        "The driver of the lorry was taken to hospital.",
        "A cyclist was taken to hospital.",
    ),
    "whom who means": (
        "Lena Brandt lost the final to the unseeded Rita Sousa, who had never won a title.",
        "Lena Brandt had never won a title.",
        "Rita Sousa had never won a title.",
    ),
    "present subject": (
        "The chapel is free to enter, though the crypt costs 4 euros and is shut on Fridays.",
        "The chapel is shut on Fridays.",
        "The crypt is shut on Fridays.",
    ),
    "subject across a joint": (
        "A stiff neck is common; a rash is rare and lasts less than three days.",
        "A stiff neck lasts less than three days.",
        "A rash lasts less than three days.",
    ),
    "number of what": (
        "Snail numbers fell as zinc rose, whereas the number of moth species showed no clear trend.",
        "The number of moth species fell as zinc rose.",
        "Snail numbers fell as zinc rose.",
    ),
    "modifier of the subject": (
        "Bread prices rose 9 percent on the year, while milk fell 3 percent.",
        "Milk prices rose 9 percent on the year.",
        "Bread prices rose 9 percent on the year.",
    ),
    "doer behind an apposition": (
        "The crews, the Quay Workers' League, took 4.5 percent. The port's operator, Stellmar, had "
        "offered 3 percent.",
        "The Quay Workers' League had offered 3 percent.",
        "Stellmar had offered 3 percent.",
    ),
    "year of another sentence": (
        "She founded the garden at Orba in 1909. Her only book, The Dry Coast, was published after "
        "her death.",
        "The Dry Coast was published in 1909.",
        "Her book, The Dry Coast, was published after her death.",
    ),
    "failed beside another denial": (
        "The panel found that the hotel had a reason for the dismissal, but that it had failed to "
        "hold a hearing.",
        "The hotel had held a hearing before the dismissal.",
        "The hotel failed to hold a hearing.",
    ),
    "plan that was dropped": (
        "Readers of Mill Street have saved their library, after Orme council dropped plans to turn "
        "it into flats.",
        "Orme council has turned the Mill Street library into flats.",
        "Orme council dropped plans to turn the library into flats.",
    ),
    "only considered": (
        "The developer, Nalle Homes, says it is considering an appeal.",
        "Nalle Homes has lodged an appeal.",
        "Nalle Homes is considering an appeal.",
    ),
    "put off": (
        "A decision on the lease of the mill was put off to the autumn.",
        "A decision on the lease of the mill was taken.",
        "The decision on the lease of the mill was postponed.",
    ),
    "no longer": (
        "The reader no longer has a headphone socket.",
        "The reader still has a headphone socket.",
        "The reader no longer has a headphone socket.",
    ),
    "rate": (
        "Parking below the walls costs 2 euros an hour.",
        "Parking below the walls costs 2 euros a day.",
        "Parking below the walls costs 2 euros per hour.",
    ),
    "by and to": (
        "Opening hours will be cut from 40 to 28 a week.",
        "Opening hours will be cut by 28 a week.",
        "Opening hours will be cut to 28 a week.",
    ),
    "title of the other sex": (
        "Mr Ferro read the minutes. Mrs Ferro was elected treasurer unopposed.",
        "Mr Ferro was elected treasurer unopposed.",
        "Mrs Ferro was elected treasurer unopposed.",
    ),
    "elder and younger": (
        "Odile Garr was the elder sister of the painter Rosa Garr.",
        "Odile Garr was the younger sister of the painter Rosa Garr.",
        "Odile Garr was the elder sister of the painter Rosa Garr.",
    ),
    "granted": (
        "Mr Quill asked for a second assistant; the request was declined.",
        "Mr Quill's request for a second assistant was granted.",
        "Mr Quill's request for a second assistant was declined.",
    ),
    "ahead": (
        "Josef Kirw won the Halden race, nine seconds ahead of Tadesse Wold.",
        "Josef Kirw finished nine seconds behind Tadesse Wold.",
        "Tadesse Wold finished nine seconds behind Josef Kirw.",
    ),
    "weekly": (
        "The manual says that the filter is cleaned weekly.",
        "The manual says that the filter is cleaned monthly.",
        "The manual says that the filter is cleaned weekly.",
    ),
    "once": (
        "The clerk will order the signs once the insurer has confirmed the wording.",
        "The clerk will order the signs before the insurer has confirmed the wording.",
        "The clerk will order the signs after the insurer has confirmed the wording.",
    ),
    "name with another word in it": (
        "Blue Heron Partners presented the Blue Heron Harbour Safety Suite to the shipowners of Orme.",
        "Blue Heron Partners presented the Blue Heron Partners Safety Suite to the shipowners of Orme.",
        "Blue Heron Partners presented the Blue Heron Harbour Safety Suite to the shipowners.",
    ),
    "degree": (
        "Sales of bread rose in March.",
        "Sales of bread rose sharply in March.",
        "Sales of bread rose in March.",
    ),
    "subject behind who": (
        "Farmer Glyn Marwen led the horses out. His neighbour Alan Tice, who had called for help, "
        "was treated.",
        "Farmer Glyn Marwen was treated.",
        "Alan Tice was treated.",
    ),
    "designed at the beginning": (
        "Designed by Hortense Delac, the bridge was opened in 1934. Paul Strom supervised the work.",
        "The bridge was designed by Paul Strom.",
        "The bridge was designed by Hortense Delac.",
    ),
    "comparison exchanged": (
        "Cycling was more common among tenants than owners.",
        "Cycling was more common among owners than tenants.",
        "Cycling was more common among tenants than owners.",
    ),
    "weekdays": (
        "The café at Gull Head opens only at weekends.",
        "The café at Gull Head opens only on weekdays.",
        "The café at Gull Head opens only at weekends.",
    ),
    "half and twice": (
        "The plant would employ about 1,200 people, half as many as the old one.",
        "The plant would employ twice as many people as the old one.",
        "The plant would employ half as many people as the old one.",
    ),
    "agreed on a day to": (
        "Ruritania agreed on Sunday to give the Graustark side additional time for its retreat.",
        "Ruritania gave the Graustark side additional time for its retreat.",
        "Ruritania agreed to give the Graustark side additional time for its retreat.",
    ),
    "who was fined": (
        "The regulator fined Abalo Bank 12 million francs, and told it to replace its chief risk officer.",
        "The chief risk officer was fined 12 million francs.",
        "Abalo Bank was fined 12 million francs.",
    ),
}


def _verdict(claim: str, source: str) -> str:
    return trace(claim, [Document(id="S1", name="s.txt", text=f"{source} The fair opens at nine.")])[
        0
    ].verdict


@pytest.mark.parametrize(("source", "false", "true"), KINDS.values(), ids=KINDS)
def test_the_same_words_bear_what_they_say_and_nothing_else(source: str, false: str, true: str) -> None:
    assert _verdict(false, source) != "supported"
    assert _verdict(true, source) == "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Italy signed the accord on Monday.",
            "Germany refused; Italy, Spain and Malta signed it on Monday.",
        ),
        (
            "Emissions fell by a third between 2015 and 2020.",
            "Emissions fell by a third between 2015 and 2020.",
        ),
        ("Acme fired 30 clerks.", "Acme makes rope. The company fired 30 clerks in May."),
        ("Police fined dozens of tenants.", "Dozens of tenants were fined, police said."),
        ("The blast injured 30 people.", "The blast killed 12 people and injured 30."),
    ],
)
def test_lists_ranges_and_definite_subjects_are_read_as_people_do(claim: str, source: str) -> None:
    assert _verdict(claim, source) == "supported"


def test_the_verb_of_a_short_claim_must_be_said_where_no_passage_has_most_of_its_words() -> None:
    sources = [
        Document(
            id="S1", name="a.txt", text="A nurse came back from Freetown on Sunday night. She is at home."
        ),
        Document(id="S2", name="b.txt", text="The prime minister was told of the case. Schools stay open."),
    ]
    assert trace("The minister resigned on Sunday.", sources)[0].verdict != "supported"


def test_who_is_spoken_of_bears_out_no_deed_that_no_passage_tells() -> None:
    sources = [
        Document(id="S1", name="a.txt", text="Profile: Bo Lindqvist, chief of Norda."),
        Document(id="S2", name="b.txt", text="Bo Lindqvist, the chief executive, flew to Calder on Monday."),
        Document(id="S3", name="c.txt", text="The crash of the ferry killed nobody. Norda sold a crane."),
    ]
    for deed in ("resigned", "died"):
        traced = trace(f"Norda's chief executive Bo Lindqvist {deed} after the crash.", sources)[0]
        assert traced.verdict != "supported"
        assert any(f"“{deed}”" in reason for reason in traced.reasons)


def test_a_victory_is_said_in_some_word_and_of_the_one_who_won() -> None:
    sources = [
        Document(id="S1", name="a.txt", text="After having won a brilliant victory, Vell rebuilt its roads."),
        Document(
            id="S2", name="b.txt", text="Orme and Vell fought two wars over the valley. Orme lies in ruins."
        ),
        Document(id="S3", name="c.txt", text="The war between Orme and Vell ended in October 2020."),
    ]
    assert trace("Orme won the war.", sources)[0].verdict != "supported"


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_text_binds_its_own_values(one: str, other: str) -> None:
    assert all(0 <= found.start <= found.end <= len(one) for found in check_bound(one, [other, one], "en"))
    assert not list(check_bound(one, [one], "en"))


def test_who_has_half_of_the_words_neither_says_nor_denies_it() -> None:
    reasons = trace("Turkey wants to send its soldiers.", load([SEEDS]).documents)[0].reasons
    assert not any("denies it" in reason or "claim of" in reason for reason in reasons)
    sources = [
        Document(id="S1", name="a.txt", text="Selby wants to send its soldiers."),
        Document(id="S2", name="b.txt", text="Selby does not want to send its soldiers."),
    ]
    reasons = trace("Selby wants to send soldiers.", sources)[0].reasons
    assert any("S2 denies it" in reason for reason in reasons)
