"""True statements that were refused for how they were read, each beside a false one of the same shape."""

from __future__ import annotations

import pytest

from summarizer.data import Document
from summarizer.statements import mismatches
from summarizer.tracing import Traced, index_of, trace_sentence


def traced(claim: str, source: str) -> Traced:
    index = index_of([Document(id="S1", name="s.txt", text=source, language="en")])
    return trace_sentence(claim, index)


def kinds(claim: str, source: str) -> list[str]:
    return [one.kind for one in traced(claim, source).findings]


@pytest.mark.parametrize(
    ("claim", "other", "source"),
    [
        (
            "The coach has urged Marek Vasa to sign a new contract.",
            "The coach has urged Pavel Dolny to sign a new contract.",
            "The coach has urged Brno team-mate Marek Vasa to sign a new contract. Pavel Dolny is injured.",
        ),
        (
            "The two sisters had been visiting relatives in Montana when the snow came.",
            "The two sisters had been visiting relatives in Ohio when the snow came.",
            "The two sisters had been visiting relatives in Bozeman, Montana, when the snow came.",
        ),
        (
            "The club offers access to AI-powered scouting and daily reports.",
            "The club offers access to Nike-powered scouting and daily reports.",
            "The club offers access to AI-Powered Scouting and daily reports.",
        ),
    ],
)
def test_a_name_that_another_one_leads_to_stands_in_its_place(claim: str, other: str, source: str) -> None:
    assert "name" not in kinds(claim, source)
    assert "name" in kinds(other, source)


SHOPS = """At TechBridge, we help online shops achieve long-term growth by digital marketing and web upkeep.

Here is what we offer to shops like yours.
Comprehensive SEO services are provided by our team of experts for 800 dollars a month.
The Gadget Store saw its online sales rise within six months.
Managed WordPress maintenance is done by our developers every night.
Many shops of other towns have asked us about digital growth.
A CRM was once sold by us, but the shops did not want it.
"""
OFFERED = "TechBridge helps online shops achieve long-term growth by digital marketing, web upkeep and"


def test_a_name_may_stand_in_a_passage_further_down_that_says_another_part_of_the_sentence() -> None:
    found = traced(f"{OFFERED} comprehensive SEO services.", SHOPS)
    assert found.verdict == "supported"
    assert [hit.text[:17] for hit in found.hits] == ["At TechBridge, we", "Comprehensive SEO"]


@pytest.mark.parametrize("named", ["comprehensive CRM services", "SEO"])
def test_a_name_in_a_passage_that_says_no_other_part_of_the_sentence_is_not_borne_by_it(named: str) -> None:
    found = traced(f"{OFFERED} {named}.", SHOPS)
    assert found.verdict == "partial"
    assert [hit.text[:17] for hit in found.hits] == ["At TechBridge, we"]


@pytest.mark.parametrize(
    ("claim", "other", "source"),
    [
        (
            "The trial of thirty days is offered at no cost.",
            "The trial of thirty days is offered at cost.",
            "The thirty-day trial is offered at no cost.",
        ),
        (
            "A consultation at no charge is offered to new members.",
            "A consultation without advice is offered to new members.",
            "A free consultation is offered to new members.",
        ),
        (
            "She recommends Anchor as an app for making podcasts.",
            "She recommends Anchor as an app for cooking podcasts.",
            "Some are good and one not so I recommend Anchor as an app for making podcasts.",
        ),
        (
            "The bakery promises low prices with the quality of its bread.",
            "The bakery compromises the quality of its bread.",
            "The bakery promises low prices without compromising the quality of its bread.",
        ),
    ],
)
def test_a_denial_reaches_no_further_than_its_clause(claim: str, other: str, source: str) -> None:
    assert "negation" not in kinds(claim, source)
    assert traced(other, source).verdict != "supported"


@pytest.mark.parametrize(
    ("claim", "other", "source"),
    [
        (
            "Hadi Nasser is an adviser to the Tervian president.",
            "Hadi Nasser is an adviser to the Orlian president.",
            "Hadi Nasser, an adviser to Tervian President Ilya Brand, spoke of Orlian soldiers.",
        ),
        (
            "Tervian soldiers watched how Orlian rebels handed over weapons.",
            "Orlian soldiers watched how Tervian rebels handed over weapons.",
            "Weapons were handed over by Orlian rebels while Tervian soldiers watched.",
        ),
    ],
)
def test_who_somebody_is_goes_with_the_name_before_it(claim: str, other: str, source: str) -> None:
    assert "name" not in kinds(claim, source)
    assert "name" in kinds(other, source)


def test_a_way_is_not_gone_the_other_way_round() -> None:
    source = "The plane was lost during a flight from the coastal city of Orme to Vell on Sunday."
    assert "role" not in kinds("The plane was lost on a flight from Orme to Vell.", source)
    assert "role" in kinds("The plane was lost on a flight from Vell to Orme.", source)


def test_a_cause_of_which_no_passage_has_a_word_has_no_evidence() -> None:
    source = "The nurse had no fever on the plane. The flight was late because of fog over the airport."
    assert traced("The flight was late because of fog.", source).verdict == "supported"
    wrong = traced("The nurse had no fever because of a vaccination.", source)
    assert wrong.verdict == "partial"
    assert "1 part of it has no evidence" in wrong.reasons


def test_an_opposite_in_the_place_of_a_word_counts_also_where_the_word_is_said_of_something_else() -> None:
    source = "The trial suggests a wide range of plans. The large hall is closed."
    assert traced("The trial suggests a narrow range of plans.", source).verdict != "supported"


def test_who_is_named_before_a_colon_says_what_stands_behind_it() -> None:
    source = "Larry: how is the practice? Ted: Woody is out of shape and needs a rest."
    assert "name" not in kinds("Ted says Woody is out of shape and needs a rest.", source)
    assert "name" in kinds("Woody says Ted is out of shape and needs a rest.", source)


def test_who_writes_songs_says_nothing() -> None:
    source = "Kayan, one of the best-loved songwriters of the country, died on Friday."
    assert "name" not in kinds("Kayan wrote some of the best-loved songs of the country.", source)
    assert "name" in kinds("Kayan wrote that songwriters of the country died on Friday.", source)


@pytest.mark.parametrize(
    ("claim", "other", "evidence"),
    [
        ("1 in 12 drivers was drunk", "2 in 12 drivers were drunk", "one in 12 drivers was drunk"),
        (
            "odds of 4/6 on rain",
            "odds of 5/6 on rain",
            "the firm cut its odds on rain to 4/6 and on snow to 7/2",
        ),
        ("the school year 2018–19", "the school year 2018–17", "the 2018-2019 school year"),
        (
            "packages with a minimum of $3,000",
            "packages with a minimum of $8,000",
            "a package with a minimum purchase of $3,000",
        ),
        (
            "the four tools – A, B, C and D – save time",
            "the five tools – A, B, C and D – save time",
            "D saves time",
        ),
    ],
)
def test_a_figure_written_otherwise_is_the_same(claim: str, other: str, evidence: str) -> None:
    facts = {"number", "unit", "date"}
    assert not facts & {one.kind for one in mismatches(claim, (evidence,))}
    assert facts & {one.kind for one in mismatches(other, (evidence,))}


def test_the_year_of_a_report_may_stand_at_its_head() -> None:
    source = (
        "Irvine, 24 August 2016. The new high school in Portola opened on Wednesday with 400 freshmen. "
        "Its halls smell of paint."
    )
    assert "date" not in kinds("The new high school in Portola opened in 2016 with 400 freshmen.", source)
    assert "date" in kinds("The new high school in Portola opened in 2015 with 400 freshmen.", source)


def test_a_year_that_a_passage_has_otherwise_is_refuted() -> None:
    source = "Founded in 2001. The new high school in Portola opened in 2016 with 400 freshmen."
    assert "date" in kinds("The new high school in Portola opened in 2001 with 400 freshmen.", source)


def test_who_denies_that_he_will_miss_it_does_not_deny_it() -> None:
    source = "Greece denied that it would miss a repayment of the loan to the fund on Thursday."
    assert not any(
        one.contradicted for one in traced("Greece will repay the loan to the fund.", source).findings
    )
    source = "Greece denied that it would make a repayment of the loan to the fund on Thursday."
    assert any(one.contradicted for one in traced("Greece will repay the loan to the fund.", source).findings)


def test_what_is_done_to_prevent_something_is_done() -> None:
    source = "The band released the song to radio stations by satellite to prevent the sale of taped copies."
    assert "factuality" not in kinds("The band released the song to radio stations by satellite.", source)
    source = "The court prevented the band from releasing the song to radio stations by satellite."
    assert "factuality" in kinds("The band released the song to radio stations by satellite.", source)


def test_two_denials_in_two_clauses_do_not_undo_each_other() -> None:
    source = "Do not make it a habit, she said, and write to the desk if the page is not working."
    claim = "She said not to make it a habit, and to write to the desk if the page is not working."
    assert not any(one.contradicted for one in traced(claim, source).findings)


def test_what_is_forbidden_is_not_allowed() -> None:
    source = "The prohibition of alcohol and tobacco is strict in the new order."
    assert "negation" not in kinds("Tobacco and alcohol are not allowed.", source)
    assert "negation" in kinds(
        "Tobacco and alcohol are not allowed.", "Tobacco and alcohol are on sale here."
    )


def test_both_of_two_opposites_may_be_said_of_one_thing() -> None:
    source = "The law applies to public and private unions. Another act was on public employee unions."
    assert "opposite" not in kinds("The law applied to private employee unions as well as public.", source)
    source = "The law applies to unions. Sales rose in the north and fell in the south."
    assert "opposite" in kinds("Sales fell in the north and rose in the south.", source)


def test_a_word_cut_short_is_the_same_word() -> None:
    source = "The 40-centimetre crocs travelled in custom boxes built by the zoo."
    assert "amount" not in kinds(
        "The 40-centimetre crocodiles travelled in custom boxes built by the zoo.", source
    )
    assert "amount" in kinds("The 40-centimetre parrots travelled in custom boxes built by the zoo.", source)


def test_one_denial_in_a_passage_does_not_bear_out_two() -> None:
    source = "They were godly; they were happy; no one was singing the blues."
    assert traced(source, source).verdict == "supported"
    claim = "They were not godly; they were happy; no one was singing the blues."
    assert traced(claim, source).verdict != "supported"


@pytest.mark.parametrize(
    ("true", "false", "source"),
    [
        (
            "The club sued the agent.",
            "The agent sued the club.",
            "On Friday the club sued the agent over a transfer.",
        ),
        (
            "The ministry was accused by the union of blocking the talks.",
            "The union was accused by the ministry of blocking the talks.",
            "The union accused the ministry of blocking the talks.",
        ),
        (
            "A postman was bitten by a dog in Milford.",
            "A dog was bitten by a postman in Milford.",
            "A postman was bitten by a dog in Milford on Tuesday.",
        ),
    ],
)
def test_who_did_it_is_read_through_the_passive(true: str, false: str, source: str) -> None:
    assert traced(true, source).verdict == "supported"
    assert traced(false, source).verdict == "unsupported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The guard saw the thief.", "The guard pretended that he saw the thief."),
        ("The pilot was drunk.", "Investigators ruled out that the pilot was drunk."),
        ("The firm paid the fine.", "The firm forgot to pay the fine."),
        ("The plant is producing batteries.", "The plant was to produce batteries but stands empty."),
    ],
)
def test_what_is_pretended_ruled_out_or_forgotten_is_not_so(claim: str, source: str) -> None:
    assert traced(claim, source).verdict != "supported"
    assert traced(source, source).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Unemployment dropped in October.", "Unemployment climbed in October."),
        ("The airline hired 400 pilots.", "The airline laid off 400 pilots."),
        ("Shares plunged after the report.", "Shares soared after the report."),
    ],
)
def test_words_of_opposite_groups_are_opposites(claim: str, source: str) -> None:
    assert traced(claim, source).verdict == "unsupported"


@pytest.mark.parametrize(
    ("language", "claim", "source", "same"),
    [
        (
            "de",
            "Die Firma entließ 300 Mitarbeiter.",
            "Die Firma bestritt, dass sie 300 Mitarbeiter entließ. Der Betriebsrat sieht es anders.",
            "Die Firma entließ 300 Mitarbeiter im Mai. Der Betriebsrat hat es nicht erwartet.",
        ),
        (
            "fr",
            "Le maire a signé l'accord.",
            "Le maire a refusé de signer l'accord. Les syndicats protestent.",
            "Le maire a signé l'accord lundi. Les syndicats protestent.",
        ),
        (
            "es",
            "El alcalde firmó el acuerdo.",
            "El alcalde se negó a firmar el acuerdo. Los sindicatos protestan.",
            "El alcalde firmó el acuerdo el lunes. Los sindicatos protestan.",
        ),
    ],
)
def test_who_refuses_or_denies_in_other_languages(language: str, claim: str, source: str, same: str) -> None:
    def verdict(text: str) -> str:
        index = index_of([Document(id="S1", name="s.txt", text=text, language=language)])
        return trace_sentence(claim, index).verdict

    assert verdict(source) != "supported"
    assert verdict(same) == "supported"


@pytest.mark.parametrize(
    ("true", "false", "source"),
    [
        (
            "A fire in Radom killed nine people.",
            "A fire in Lodz killed nine people.",
            "A fire in Radom killed nine people. A fire in Lodz killed nobody. The weather stayed dry.",
        ),
        (
            "The quake on Friday killed 40 people.",
            "The quake on Monday killed 40 people.",
            "The quake on Monday killed nobody. The quake on Friday killed 40 people. It was warm.",
        ),
        (
            "The first trial ended with an acquittal.",
            "The second trial ended with an acquittal.",
            "The first trial ended with an acquittal. The second trial ended with a sentence of four years.",
        ),
        (
            "Profit rose by 8 percent in the second quarter.",
            "Profit rose by 8 percent in the third quarter.",
            "Profit rose by 8 percent in the second quarter. In the third quarter it fell by 2 percent.",
        ),
    ],
)
def test_two_events_of_one_kind_are_two(true: str, false: str, source: str) -> None:
    assert traced(true, source).verdict == "supported"
    made = traced(false, source)
    assert made.verdict != "supported"
    assert any(one.contradicted for one in made.findings)


@pytest.mark.parametrize(
    ("claim", "other", "source"),
    [
        (
            "A man was hit outside a bar in Selby on Monday.",
            "A man was killed outside a bar in Selby on Monday.",
            "A man was shot outside a bar in Selby on Monday, the harbour police said.",
        ),
        (
            "The mayor was halted at the airport of Calder in June.",
            "The mayor was arrested at the airport of Calder in June.",
            "The mayor was stopped at the airport of Calder in June.",
        ),
    ],
)
def test_what_may_have_ended_otherwise_is_not_told_by_a_narrower_word(
    claim: str, other: str, source: str
) -> None:
    assert "amount" not in kinds(claim, source)
    assert traced(other, source).verdict != "supported"


def test_who_says_the_opposite_says_nothing_of_how_it_came_about() -> None:
    source = (
        "Azerbaijan on Sunday, November 15 agreed to give additional time to the Armenian side to withdraw "
        "its troops from Kalbajar district until November 25."
    )
    found = traced(source.replace("agreed", "refused"), source)
    assert found.verdict == "unsupported"
    assert any("opposite" in reason for reason in found.reasons)
    assert not any("still to be done" in reason for reason in found.reasons)
    done = traced(source.replace("agreed to give", "gave"), source)
    assert any("still to be done" in reason for reason in done.reasons)
