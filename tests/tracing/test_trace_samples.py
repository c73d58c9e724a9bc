"""Eighty statements on the five samples: forty paraphrases, and forty falsehoods by kind."""

from functools import cache
from pathlib import Path

import pytest

from summarizer.sources.load import load
from summarizer.tracing import Evidence, index_of, trace_sentences

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
MOST_FALSE, LEAST_TRUE = 5, 32

TRUE = """
Separatists started to hand over weapons, the Russian Defense Ministry said on Friday.
The separatists surrendered more than 800 firearms, the Russian Defense Ministry said.
Azerbaijan puts the number of Armenian militants in Karabakh at about 10,100.
A first round of talks between the separatists and the Azerbaijani side was held on Thursday.
Baku said the talks centred on integrating the Armenians of Nagorno-Karabakh into Azerbaijan.
The military operation that Azerbaijani forces launched on Tuesday evening lasted about 24 hours.
Azerbaijan and Armenia fought two wars because of the Karabakh region.
Armenian representatives denied that an agreement on an amnesty had been reached.
Hikmat Hajiyev is an adviser to President Ilham Aliyev.
Hajiyev said that some Armenian units would go on resisting.
Azerbaijan sent an aid convoy to the Armenian population.
Azerbaijani forces reached the outskirts of Stepanakert, a local representative told AFP.
Azerbaijan gave Armenia until November 25 to pull its troops out of Kalbajar.
Armenia had asked for time to withdraw from Kalbajar because of damaged roads.
The schedule of the withdrawal from Lachin and Aghdam stays unchanged.
A ceasefire brokered by Moscow took effect on November 10.
The fighting went on for more than a month before the ceasefire.
Protesters in Yerevan demanded that Prime Minister Nikol Pashinyan resign.
Ethnic Armenian villagers set fire to their houses before they fled to Armenia.
The former director of the National Security Service was arrested on Saturday.
Russian peacekeepers were deployed along the Nagorno-Karabakh region.
The warring sides will exchange prisoners of war, according to the Kremlin.
Azerbaijan's army moved into the district of Aghdam.
Aghdam is the first of three districts that Armenia hands back.
Ilham Aliyev called the takeover of Aghdam a great political success.
Armenian forces occupied about 77 percent of Aghdam in 1993.
Nearly 200,000 Azerbaijanis were forcibly displaced from Aghdam.
Defence Minister Davit Tonoyan has offered his resignation.
Tonoyan had been defence minister since May 2018.
Some 30,000 people died in the war of the 1990s.
The war lasted six weeks and left thousands dead.
Armenia is to hand over the Lachin district by December 1.
Azerbaijan recaptured several cities and nearly 300 settlements and villages in 2020.
Azerbaijan reported 65 of its civilians killed and 298 wounded.
Azerbaijan has not disclosed its military losses.
The self-declared independence of Karabakh has not been recognised internationally.
Iran's Revolutionary Guard deployed forces to the border near the conflict.
Gunfire could be heard in Stepanakert despite the truce.
Russia's defense ministry reported five violations of the ceasefire.
According to the separatists, there were about 200 casualties.
"""
FALSE = {
    "number": """
The separatists handed over more than 8,000 pieces of firearms.
Azerbaijan has estimated that there are about 1,100 Armenian militants in Karabakh.
Azerbaijan said 298 Azerbaijani civilians have been killed and 65 wounded.
The 1990s war left 3,000 people dead.
""",
    "date": """
The ceasefire agreement came into force on November 20.
Armenia will hand over the Lachin district by November 25.
Both sides engaged in their first direct peace talks on Monday.
Armenian forces occupied some 77 percent of Aghdam in 2003.
""",
    "name": """
The Turkish Defense Ministry announced that Armenian separatists began handing over weapons.
Armenian Defence Minister Nikol Pashinyan has tendered his resignation.
Azerbaijan's army enters the district of Lachin, the first of three to be handed back by Armenia.
Azerbaijani military forces had arrived on the outskirts of Yerevan.
""",
    "negation": """
Armenian representatives said that an agreement had been reached with Azerbaijan on possible amnesty.
Azerbaijan has disclosed its military casualties.
Karabakh's self-declared independence has been recognised internationally.
Some individual Armenian units announced that they would abide by Baku's conditions.
""",
    "opposite": """
The withdrawal schedule of Armenian troops from Lachin and Aghdam will be changed.
Azerbaijan refused to give additional time to the Armenian side to withdraw its troops from Kalbajar.
Azerbaijan's president has declared that his forces have lost control of Aghdam region.
Azerbaijan confirmed allegations of breaching the ceasefire.
""",
    "role": """
Armenia agreed to give additional time to the Azerbaijani side to withdraw its troops from Kalbajar.
Azerbaijan handed over Aghdam district to Armenia.
Yerevan reportedly allowed Baku to delay the withdrawal of troops from Kalbajar.
Baku accused the breakaway authorities of violating the agreement.
""",
    "cause": """
The roads were damaged because Armenia withdrew its forces from the Kalbajar district.
The protests in Yerevan led to the ceasefire agreement.
Azerbaijan halted its offensive, which led to the first war over Nagorno-Karabakh.
The ceasefire was broken because the talks took place.
""",
    "tense": """
The warring sides have exchanged prisoners of war, detainees and dead bodies.
The United Nations Commissioner for Refugee has overseen the return of displaced people.
The Armenian military formations were given an amnesty by Baku.
Prime Minister Nikol Pashinyan has resigned.
""",
    "amount": """
All Armenian units in the region announced that they would continue to resist.
Baku retook all cities and settlements in Nagorno-Karabakh during the 2020 clashes.
Armenian forces occupied all of Aghdam in 1993.
Nobody was displaced from Aghdam in 1993.
""",
    "invention": """
The two-hour meeting was hosted by the French president in Paris.
Turkey sent fighter jets to Stepanakert on Thursday.
The ceasefire brokered by Russia held without a single violation.
Davit Tonoyan tendered his resignation because of a corruption trial.
""",
}


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@cache
def index() -> Evidence:
    return index_of(load([str(SEEDS)]).documents)


def supported(statements: list[str]) -> list[str]:
    return [one.text for one in trace_sentences(statements, index()) if one.verdict == "supported"]


def test_there_are_eighty() -> None:
    assert len(lines(TRUE)) == sum(len(lines(each)) for each in FALSE.values()) == 40


def test_most_paraphrases_are_supported() -> None:
    assert len(supported(lines(TRUE))) >= LEAST_TRUE


def test_few_falsehoods_are_supported() -> None:
    assert len(supported([one for each in FALSE.values() for one in lines(each)])) <= MOST_FALSE


@pytest.mark.parametrize("kind", ["number", "date"])
def test_no_false_figure_or_day_is_supported(kind: str) -> None:
    assert supported(lines(FALSE[kind])) == []
