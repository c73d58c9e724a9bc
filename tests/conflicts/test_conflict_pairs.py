"""Pairs of reports that contradict each other, and pairs that only seem to."""

from __future__ import annotations

import builders
import pytest
from test_conflicts import conflicts_of

from summarizer.note.brief import Conflict

FIGURES = [
    ("At least 30 people were killed in the flood in Selby.", "27 people were killed in the flood in Selby."),
    ("The summit in Norden opens on 9 May.", "The summit of ministers in Norden opens on 10 May."),
    ("The fire in Calder destroyed 40 houses.", "Fire destroyed 52 houses in Calder, the mayor said."),
    ("The ferry carried 212 passengers to Orrin.", "The ferry carried 186 passengers to Orrin."),
    ("Tom Hale, 43, was charged with fraud.", "Police charged Tom Hale, 47, with fraud."),
    ("Tom Hale, 43, was charged with fraud.", "The court saw the 47-year-old Tom Hale."),
    ("The bridge of Marlow cost 12 million euros.", "The bridge of Marlow cost 15 million euros."),
    ("The mine near Tarbet lies 400 metres deep.", "The mine near Tarbet lies 650 metres deep."),
    ("The council of Wexley will vote on 3 March.", "The council of Wexley will vote on 5 March."),
    ("On 15 November the army agreed to leave the Orrin district until 25 November.",
     "The army agreed on Sunday to leave the Orrin district until 27 November."),
    ("The navy said the quake that hit Orrin on Friday had a magnitude of 7.0.",
     "The quake that hit Orrin on Friday had a magnitude of 7.1, the institute in Calder said."),
    ("A 7.0-magnitude quake struck Orrin on Friday.", "A magnitude 7.1 quake struck Orrin on Friday."),
]  # fmt: skip
OUTCOMES = [
    ("The court approved the merger.", "The court rejected the merger."),
    ("The merger was approved by the court on Monday.", "The court rejected the merger on Monday."),
    ("Ann Weller won the election in Norden.", "Weller lost the election in Norden."),
    ("The pilot was killed in the crash.", "The pilot survived the crash."),
    ("The pilot of the plane died near Selby.", "The pilot of the plane survived near Selby."),
    ("The union agreed to the offer of the company.", "The union refused the offer of the company."),
    ("The minister did not sign the treaty.", "The minister signed the treaty."),
    ("Officials said the minister signed the treaty on Friday.", "The minister didn't sign the treaty."),
    ("A jury convicted Tom Hale of fraud.", "A jury acquitted Tom Hale of fraud."),
    ("Parliament has ratified the agreement.", "Parliament has not ratified the agreement."),
    ("The governor vetoed the housing bill.", "The governor did not veto the housing bill."),
    ("Exports of grain rose in March.", "Exports of grain fell in March."),
    ("The council did not approve the budget.", "The council of Norden approved the budget."),
    ("The company confirmed the leak of data.", "The company denied the leak of data."),
    ("The judges upheld the ban on fishing.", "The judges overturned the ban on fishing."),
    ("The vaccine trial failed, the firm said.", "The vaccine trial succeeded, the firm said."),
    ("The captain did not leave the bridge of the ship.", "The captain left the bridge of the ship."),
]
RESTATED = [
    ("The mayor said that the old harbour would be open to visitors in the summer months.",
     "The mayor said that the old harbour would not be open to visitors in the summer months."),
    ("Divers say that the wreck lies south of the lighthouse and close to the shipping lane.",
     "Divers say that the wreck lies north of the lighthouse and close to the shipping lane."),
    ("Nine of the boats in the old harbour are now held by the bank; three belong to the town.",
     "Nine of the boats in the old harbour are now held by the bank; five belong to the town."),
    ("Ann Weller was born in 1941.", "Ann Weller was born in 1951."),
    ("The Osk bridge was opened in May.", "The Osk bridge was opened in March."),
    ("Tom Hale restored a 1940s control tower.", "Tom Hale restored a 1920s control tower."),
    ("Brack derives its main wealth from wool.", "Brack does not derive its main wealth from wool."),
    ("The ferry to Orrin carries cars and passengers.",
     "The ferry to Orrin carries cars but not passengers."),
    ("The report says the new law would reduce benefits.",
     "The report says the new law would raise benefits."),
    ("The council of Norden approved a direct route.", "The council of Norden approved an indirect route."),
    ("Officers arrested one sailor on board the vessel.",
     "Officers released one sailor on board the vessel."),
    ("Tom Hale has signed a new contract with the Norden club.",
     "Tom Hale has burned a new contract with the Norden club."),
    ("In June the thief had escaped from the prison of Brack.",
     "In June the thief had painted from the prison of Brack."),
    ("Ann Weller is eating her lunch in the harbour of Selby.",
     "Ann Weller is carrying her lunch in the harbour of Selby."),
    ("Ann Weller proposed to her friend in Osk on Friday.",
     "Ann Weller proposed to her friend in Brae on Friday."),
]  # fmt: skip
AGREED = [
    ("A 7.0-magnitude quake struck Orrin on Friday.", "A magnitude 7 quake struck Orrin on Friday."),
    ("A 7.0-magnitude quake struck Orrin on Friday.", "A magnitude 6.8 aftershock struck Orrin on Friday."),
    ("A 7.0-magnitude quake struck Orrin on Friday.", "A quake of magnitude 5.1 hit Orrin on Friday, too."),
    ("Some 2,000 peacekeepers are in the town of Selby.", "1,960 peacekeepers are in the town of Selby."),
    ("More than 30 people were killed in Selby.", "36 people were killed in the flood in Selby."),
    ("The quake killed 120 people in Izmit.", "The quake injured 900 people in Izmit."),
    ("The flood killed 12 people in Selby.", "The flood killed 9 people in Marlow."),
    ("Two of the six bridges in Norden fell.", "The six bridges in Norden fell."),
    ("Another 12 people were found dead in Selby.", "30 people were found dead in Selby."),
    ("The fire in Calder destroyed 40 houses in 2019.", "The fire in Calder destroyed 52 houses in 2021."),
    ("The strike in Norden lasts until 25 May.", "The strike in Selby lasts until 1 June."),
    ("The mine lies 400 metres deep.", "The mine lies 1,312 feet deep."),
    ("Shares of Acme rose 3 percent.", "Shares of Borex rose 7 percent."),
    ("Prices rose 3 percent in May in Norden.", "Prices rose 5 percent in June in Norden."),
    ("The court approved the merger.", "The regulator rejected the merger."),
    ("The court approved the merger.", "The court rejected the appeal."),
    ("The lower court approved the merger.", "The appeals court rejected the merger."),
    ("The court approved the merger on Monday.", "The court rejected the merger on 3 June 2019."),
    ("The court may reject the merger.", "The court approved the merger."),
    ("The court is expected to reject the merger.", "The court approved the merger."),
    ("Will the court reject the merger?", "The court approved the merger."),
    ("“The court rejected the merger,” he joked.", "The court approved the merger."),
    ("Ann Weller won the election in Norden.", "Tom Hale lost the election in Norden."),
    ("Weller won the election in Norden.", "Weller lost the election in Selby."),
    ("Weller won the 2016 election.", "Weller lost the 2020 election."),
    ("Two hikers were killed in the storm.", "Four hikers survived the storm."),
    ("The pilot was killed in the crash.", "The passenger survived the crash."),
    ("The minister did not sign the treaty.", "The minister signed the letter."),
    ("The minister did not sign the treaty.", "The president signed the treaty."),
    ("The union refused to meet the mayor.", "The union agreed to meet the owners."),
    ("Exports of grain rose in March.", "Exports of steel fell in March."),
    ("Exports of grain rose in March.", "Exports of grain fell in April."),
    ("The first appeal was rejected by the court.", "The second appeal was approved by the court."),
    ("The plan, rejected by the council, was approved by the mayor.", "The council approved the budget."),
    ("He did not sign the treaty.", "He signed the treaty."),
    ("Norden rejected the plan of the region.", "Selby approved the plan of the region."),
    ("Some voters supported the plan.", "Other voters opposed the plan."),
    ("The board rejected an offer by Acme.", "The board approved an offer by Borex."),
    ("If the court rejects the merger, shares will fall.", "The court approved the merger."),
    ("The mother died in the fire.", "The daughter survived the fire."),
    ("Critics claim the council rejected the plan.", "The council approved the plan."),
    ("The council initially rejected the plan.", "The council approved the plan."),
    ("The mayor said that the old harbour was open to visitors in the summer of last year.",
     "The mayor said that the old harbour was open to visitors in the summer of this year."),
    ("Regular price: $50/user per month.", "Regular price: $40/user per month."),
    ("She studied law at Osk in the evenings.", "She studied law at Brae in the evenings."),
    ("The silver plan of Acme costs only $XXXX a month.", "The silver plan of Acme costs only $XXX a month."),
    ("Tom Hale said the ferry would return to Norden.", "Tom Hale shouted the ferry would return to Norden."),
    ("A method founded on the tables of Norden was used.",
     "A method relying on the tables of Norden was used."),
    ("Rick, confessing it to his friends in Norden, wept.",
     "Rick, singing it to his friends in Norden, wept."),
    ("Tom Hale has bought the old mill near Norden.", "Tom Hale has purchased the old mill near Norden."),
]  # fmt: skip


def found(*texts: str, dates: tuple[str, ...] = ()) -> tuple[Conflict, ...]:
    return conflicts_of([builders.document(text, at) for at, text in enumerate(texts, 1)], dates)


@pytest.mark.parametrize(("one", "other"), [*FIGURES, *OUTCOMES, *RESTATED])
def test_reports_that_contradict_each_other_are_listed_once(one: str, other: str) -> None:
    for texts in ((one, other), (other, one)):
        (conflict,) = found(*texts)
        assert [claim.citation.source for claim in conflict.claims] == ["S1", "S2"]
        for claim, text in zip(conflict.claims, texts, strict=True):
            assert claim.value in text
        assert conflict.subject


@pytest.mark.parametrize(("one", "other"), AGREED)
def test_reports_that_both_can_be_true_are_not_listed(one: str, other: str) -> None:
    assert found(one, other) == found(other, one) == ()


def test_what_she_did_is_compared_only_where_the_sentences_around_name_one_woman() -> None:
    told = "She studied law in Norden in 1981.", "She studied law in Norden in 1991."
    one, other = (f"Ann Weller is a judge in Osk. {text}" for text in told)
    another = f"Mary Thorn runs a bank. {told[1].replace('in Norden ', '')}"
    assert found(one, other)
    assert found(one.replace("in Norden ", ""), another) == ()


def test_a_month_in_place_of_another_is_disputed_only_between_documents_of_one_time() -> None:
    texts = "Sales of the Acme plant rose in March.", "Sales of the Acme plant rose in April."
    assert found(*texts, dates=("2020-04-20", "2020-05-02"))
    assert found(*texts, dates=("2020-03-31", "2020-05-02")) == ()


def test_whom_the_share_is_of_that_says_something_is_no_figure_that_they_give() -> None:
    text = "In a study for Acme, 48 per cent said they were content, however 33 per cent said they were not."
    assert found(text, "Acme makes glue.") == ()


def test_an_outcome_is_shown_as_it_is_written() -> None:
    (conflict,) = found(
        "The council did not approve the budget.", "The council of Norden approved the budget."
    )
    assert [claim.value for claim in conflict.claims] == ["did not approve", "approved"]
    assert conflict.subject == "The council … the budget"


def test_a_later_outcome_may_be_an_update_and_a_much_later_one_is_another_event() -> None:
    texts = "The court rejected the merger.", "The court approved the merger."
    (soon,) = found(*texts, dates=("2020-11-15", "2020-11-20"))
    assert soon.note == "The later report, “approved”, may be an update."
    assert found(*texts, dates=("2020-11-15", "2021-03-20")) == ()


def test_a_source_that_reports_both_outcomes_settles_the_matter() -> None:
    both = "The court rejected the merger. After a year the court approved the merger."
    assert found(both, "The court approved the merger.") == ()


def test_many_outcomes_of_one_kind_cost_no_double_loop() -> None:
    import time

    documents = [
        builders.document(" ".join(f"The court approved the merger of firm {at}x{i}." for i in range(40)), at)
        for at in range(1, 51)
    ]
    start = time.process_time()
    assert conflicts_of(documents) == ()
    assert time.process_time() - start < 20
