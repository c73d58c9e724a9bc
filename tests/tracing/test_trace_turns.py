"""What a governor, a head, a part or the other side of a deal makes of the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.data import Document
from summarizer.note.brief import Verdict
from summarizer.sources.load import load
from summarizer.tracing import trace

SEEDS = Path(__file__).parents[2] / "seeds"
NOT_SAID = (
    ("It seemed that the minister had resigned.", "The minister resigned."),
    ("It looked as if the dam had burst by night.", "The dam had burst by night."),
    ("I dreamed that the king left the town by boat.", "The king left the town by boat."),
    ("The army was spared an attack on the fort.", "The army attacked the fort."),
    ("The union shelved its strike on Monday.", "The union went on strike on Monday."),
    ("The deal to sell the mine fell through in May.", "The mine was sold in May."),
    ("The minister was cleared of taking bribes from Acme.", "The minister took bribes from Acme."),
    ("A jury acquitted Ann Weller of killing her husband.", "Ann Weller killed her husband."),
    ("Ann Weller is charged with killing her husband.", "Ann Weller killed her husband."),
    ("Prosecutors say Ann Weller killed her husband.", "Ann Weller killed her husband."),
    ("Had the valve been shut, the tank would not have burst.", "The valve was shut."),
    ("The bank has yet to repay the loan to the state.", "The bank repaid the loan to the state."),
    ("The town narrowly escaped a flood on Sunday.", "The town was flooded on Sunday."),
    ("The senate overturned the ban on smoking in bars.", "The senate banned smoking in bars."),
    ("Ann Weller's brother was elected mayor of Osk.", "Ann Weller was elected mayor of Osk."),
    ("A spokesman for the mayor resigned on Friday.", "The mayor resigned on Friday."),
    ("The mayor's deputy was shot in Brae.", "The mayor was shot in Brae."),
    ("The father of the boy was arrested.", "The boy was arrested."),
    ("Acme employs the son of Ann Weller.", "Acme employs Ann Weller."),
    ("The former head of the bank was arrested on Friday.", "The head of the bank was arrested on Friday."),
    ("The deputy head of the bank was arrested on Friday.", "The head of the bank was arrested on Friday."),
    ("The ex-mayor was arrested on Friday.", "The mayor was arrested on Friday."),
    ("Only two of the five mines were closed in 2010.", "The five mines were closed in 2010."),
    ("The second of three trials was stopped in May.", "The three trials were stopped in May."),
    ("Half of the 500 workers went on strike.", "The 500 workers went on strike."),
    ("One in three pupils smokes.", "Three pupils smoke."),
    ("Ann, 34, and Bo, 41, were found in the shed.", "Ann (41) was found in the shed."),
    ("Peru lost to Chile in the final in Lima.", "Peru beat Chile in the final in Lima."),
    ("Peru beat Chile in the final in Lima.", "Peru lost to Chile in the final in Lima."),
    ("Acme sold the ship to Borax in May.", "Acme bought the ship from Borax in May."),
    ("Ann gave the keys to Bo on Friday.", "Bo gave the keys to Ann on Friday."),
    ("The war followed the drought in the north.", "The drought followed the war in the north."),
    ("The firm toyed with the idea of selling its depot.", "The firm sold its depot."),
    ("Talk has it that Acme shut its mill.", "Acme shut its mill."),
    ("The band withdrew its offer to play at the fair.", "The band offers to play at the fair."),
    ("The ferry was far from full when it left Osk.", "The ferry was full when it left Osk."),
    (
        "In Thursday's exercise, firemen emptied the Osk clinic.",
        "Firemen emptied the Osk clinic on Thursday.",
    ),
    ("In the novel, the duke burned the archive of Osk.", "The duke burned the archive of Osk."),
    ("The takeover of Borax by Acme was completed.", "Borax completed its takeover of Acme."),
    ("The nurse who trained Dr Seel was honoured.", "Dr Seel was honoured."),
    ("Between 200 and 450 people slept in the hall.", "Some 450 people slept in the hall."),
    ("The bridge stayed shut until 9 May.", "The bridge has been shut since 9 May."),
    ("The mint will issue it next spring, not this autumn.", "The mint will issue it this autumn."),
    (
        "The museum lets children in free except on Saturdays.",
        "The museum lets children in free on Saturdays.",
    ),
    (
        "Apart from the church, the tower is the tallest house.",
        "The tower is the tallest house, like the church.",
    ),
    ("All but three of the boats passed the test.", "All of the boats passed the test."),
    ("Every other house in Osk has an alarm.", "Every house in Osk has an alarm."),
    ("The second-oldest organ of the land stands in Osk.", "The oldest organ of the land stands in Osk."),
    ("The court did not order it to pay the fine at once.", "The court did not order it to pay the fine."),
    ("The cinema used to show silent films on Mondays.", "The cinema shows silent films on Mondays."),
    ("The firm has applied for a grant of 40,000 marks.", "The firm has received a grant of 40,000 marks."),
    ("In Ann Toll's new novel the mayor burns down a hall.", "The mayor burned down a hall."),
    ("Two hikers claim to have seen a wolf near Osk.", "Two hikers saw a wolf near Osk."),
    ("Norrig Shipping was taken over by Bask Lines.", "Norrig Shipping took over Bask Lines."),
    ("Attendance fell by a third to 22,000.", "Attendance fell to a third."),
    ("Should the river rise, the camp at Holt will be cleared.", "The river has risen at Holt."),
    ("They were building a lock at Ham when the money ran out.", "They built a lock at Ham."),
    ("Volunteers have started to clean the beach at Reed.", "Volunteers have cleaned the beach at Reed."),
    ("The harbour has yet to be cleared of the wreck.", "The harbour has been cleared of the wreck."),
)
SAID = (
    ("Peru lost to Chile in the final in Lima.", "Chile beat Peru in the final in Lima."),
    ("Peru beat Chile in the final in Lima.", "Chile lost to Peru in the final in Lima."),
    ("Two of the five mines were closed in 2010.", "Two of five mines were closed in 2010."),
    ("All of the four suspects were held in Osk.", "Four suspects were held in Osk."),
    ("Ann, 34, and Bo, 41, were found in the shed.", "Ann, 34, was found in the shed."),
    ("A spokesman for the mayor said the bridge was shut.", "The mayor said the bridge was shut."),
    ("The former president George Bush opened the fair.", "President George Bush opened the fair."),
    ("The boy and his father were arrested.", "The boy was arrested."),
    ("Ann Weller was charged with murder on Friday.", "Ann Weller was accused of murder on Friday."),
    ("Ann Weller was charged with killing her son.", "Ann Weller faces a charge of killing her son."),
    ("The union shelved its strike on Monday.", "The union called off its strike on Monday."),
    ("The jury acquitted him of theft in May.", "His acquittal on the theft charge was in May."),
    ("The takeover of Borax by Acme was completed.", "The takeover of Borax by Acme was completed."),
    ("The nurse who trained Dr Seel was honoured.", "The nurse was honoured."),
    ("The bridge stayed shut until 9 May.", "The bridge was shut until 9 May."),
    ("The museum lets children in free except on Saturdays.", "The museum lets children in free."),
    (
        "Every pupil at the Osk school was given a tree.",
        "All the pupils at the Osk school were given a tree.",
    ),
    ("Sancho is a figure in the novel Don Quixote.", "Sancho is a figure in Don Quixote."),
    ("The harbour was cleared of the wreck in May.", "In May the harbour was cleared of the wreck."),
    ("No fewer than 70 tractors blocked the road.", "At least 70 tractors blocked the road."),
    ("The chemist forged them, she said. The chemist denies it.", "The chemist denies having forged them."),
    ("The referee called off the match in Osk.", "The match in Osk was called off by the referee."),
    ("The senate overturned the ban on smoking.", "The ban on smoking was overturned by the senate."),
)


def _verdict(source: str, draft: str) -> Verdict | None:
    return trace(draft, [Document(id="S1", name="a.txt", text=source, language="en")])[0].verdict


@pytest.mark.parametrize(("source", "draft"), NOT_SAID)
def test_the_same_words_do_not_bear_out_what_they_do_not_say(source: str, draft: str) -> None:
    assert _verdict(source, draft) != "supported"


@pytest.mark.parametrize(("source", "draft"), SAID)
def test_what_is_told_from_the_other_side_or_in_a_near_form_is_supported(source: str, draft: str) -> None:
    assert _verdict(source, draft) == "supported"


def test_a_sentence_of_which_only_a_place_is_known_is_not_said_in_part() -> None:
    found = _verdict(
        "Troops left Stepanakert on Friday.", "The United Nations opened an embassy in Stepanakert in 2022."
    )
    assert found == "unsupported"


def test_what_was_due_to_be_done_is_no_cause() -> None:
    source = "A quake struck Osk on Thursday, 21 minutes before the new president was due to be sworn in."
    draft = "A quake struck Brae on Thursday, 21 minutes before the new president was sworn in."
    line = trace(draft, [Document(id="S1", name="a.txt", text=source, language="en")])[0]
    assert any("Osk, not Brae" in reason for reason in line.reasons)
    assert not any("way round" in reason for reason in line.reasons)


def test_the_words_for_which_a_sentence_is_not_supported_are_marked() -> None:
    sources = load(sorted(SEEDS.glob("*.txt"))).documents
    draft = "France opened a bakery in Kalbajar."
    line = trace(draft, sources)[0]
    assert line.verdict == "unsupported"
    assert [draft[start:end] for start, end in line.unsupported] == ["bakery"]
