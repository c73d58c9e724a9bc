"""Which sentences may be a line, and which need the one before."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import builders
import pytest
from piles import content, lines_of, pile

from summarizer.content.standalone import QUOTED, needs, unnamed
from summarizer.data import Place, Sentence
from summarizer.text.segment import split

PLAIN = "The bridge over the river opened on Monday."
"""A sentence that stands alone, to stand before the one that is tested."""
PROSE = "\n".join(f"The council of town number {i} voted for the plan." for i in range(8))
"""Formal prose around it, so that its document is no review."""


def stand(text: str, **facts: object) -> str:
    """Tell how the last line of a formal document stands, with ``PLAIN`` before it."""
    sentences = lines_of(f"{PROSE}\n{PLAIN}\n{text}", **facts)
    needed, eligible = needs(sentences)
    if not eligible[-1]:
        return "never"
    return "alone" if needed[-1] < 0 else "leans"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Brno praised the builders of the bridge.",
        "Both Austria and Hungary offered to pay for the works.",
        "It is unclear whether the bridge can carry trains.",
        "It took five years to find the money for the works.",
        "Those who live by the river feared floods in spring.",
        "So far 40 people have asked for a refund of their money.",
        "The council kept the fees for boats, save where those fees were never paid.",
        "In response to the flood, Brno closed the lower bridge.",
        "Instead of a bridge, the council wanted a ferry.",
        "A man who fell from the bridge said he was not hurt.",
        "“We built it in a year,” said Karel Novak, the engineer.",
        "The police said the driver had fled from the bridge.",
        "iPhone sales in the town rose after the bridge was opened.",
        "The Armenians' claim was never recognised, not even by Armenia.",
        "In 1931 the dyke at Brno broke, and 400 people drowned that year.",
        "No one was hurt when the tram to Brno left its rails.",
        "The company Novak and Sons has built nine bridges.",
        "The second tunnel under the castle of Brno is closed.",
        "Both the ferry and the tram were late on Monday.",
        "Sales rose by nine per cent to 40 crowns from a year earlier.",
        "The coastguard said that the boat had sunk near Brno.",
        "The boat sank with forty goats, the coastguard said.",
        "The coal mine at Brno was flooded in the spring.",
        "The wall of 10^6 stones was built by hand in Brno.",
        "Then-Mayor Karel Novak laid the first stone of the bridge.",
        "Ann Lowe and Eva Novak won in Brno, and the two women thanked their team.",
        "Ann Lowe and the other builders of Brno thanked the team.",
        "The town of Brno is on the other side of the border.",
        "Built by Karel Novak in 1908, the bridge can carry nine trams.",
        "After Eva Lowe had won in Brno, the Norwegian thanked her team.",
        "At Brno the two countries have built a bridge.",
        "The American bridge at Brno opened on Monday.",
        "One man is still building the bridge at Brno.",
        "(b) The tenant of the quarry at Brno fences it before the first frost.",
    ],
)
def test_a_sentence_that_says_whom_and_what_it_is_about_stands_alone(text: str) -> None:
    assert stand(text, title="The bridge") == "alone"


@pytest.mark.parametrize(
    "text",
    [
        "He praised the builders of the bridge.",
        "They had also asked for more time and money.",
        "Meanwhile, the mayor of Brno praised the builders.",
        "However, the mayor of Brno did not come to the opening.",
        "Both sides agreed to pay for the works.",
        "These works cost 40 million crowns in the end.",
        "But the mayor of Brno stayed at home that day.",
        "The latter did not come to the opening at all.",
        "Two people had been hurt, he said.",
        "The works had cost 40 million crowns, the ministry said.",
        "“The works had cost 40 million crowns,” she told Radio Brno.",
        "After that, the mayor of Brno went home.",
        "Now it is a school with nine classes for builders.",
        "In 1950 they moved the toll house across the river.",
        "No injuries among the builders have been reported so far.",
        "There were no casualties among the guests of the fair.",
        "The company has built nine bridges of that kind.",
        "The figure stood at 40 million crowns in the spring.",
        "Forty others were taken to the hospital in Brno.",
        "More than 400 people drowned in Brno that year.",
        "Two weeks later the mayor of Brno opened the lower gate.",
        "The second was built for the tram to the castle.",
        "The engineer Karel Novak drew both.",
        "In Brno the council praised the two women.",
        "In the third accident, a tram hit the wall of the castle.",
        "Exact distances were: 40 kilometres to Brno and 90 to Olomouc.",
        "The strongest one shook the bridge at Brno on Monday.",
        "Before the war it was a school for the builders of Brno.",
        "Last week it stopped all trams to the castle of Brno.",
        "Including the ferry and the tram, it cost 40 million crowns.",
        "Of those, 70 were under the age of nine.",
        "By way of explanation, Karel Novak pointed at the walls of Brno.",
        "Invented by Karel Novak of Brno in 1908, they can be found all over the town.",
        "A second source close to the council told Karel Novak of the plan.",
        "The same builder got the prize of the town of Brno.",
        "A letter of the other builder's lawyers came from Brno.",
        "A hearing was set in Brno for that change of plan.",
        "There are seat belts in this ATV of Karel Novak.",
        "A few moments later a guard appears at the gate of Brno.",
        "It is not clear what in Brno has ailed it.",
        "At 04:31 in Brno, the third movement occurred.",
        "The Somali woman's baby was born in Brno in May.",
        "The mayor of Brno is not wearing one.",
        "As the Voice coach told Karel Novak in 2015, the plan was his.",
        "One is built of stone from Brno while the other is of wood.",
        "According to the council of Brno, it was built in a year.",
    ],
)
def test_a_sentence_that_points_back_leans_on_the_one_before(text: str) -> None:
    assert stand(text) == "leans"


@pytest.mark.parametrize(
    "text",
    [
        "Will the bridge carry trains one day?",
        "opened by the mayor of Brno in the rain.",
        "I think that the bridge is far too narrow.",
        "We crossed the bridge with our families on Monday.",
        "You can cross the bridge from six in the morning.",
        "The mayor of Brno and the builders of the",
        "The mayor of Brno left this comment on the matter:",
        "That moment has become a proxy for a ...",
        "The report (http://example.org/a) praised the builders.",
        "The mayor {vocalsound} praised the builders of the bridge.",
        "The mayor of Brno (who is 50 praised the builders.",
        "Too short, this.",
        "To the question “What will the bridge at Brno be made of?”",
        "word " * 91 + "end.",
        "A nurse of Brno fell ill after working in the west African country.",
    ],
)
def test_a_fragment_a_question_an_artefact_and_the_writer_s_own_voice_are_no_line(text: str) -> None:
    assert stand(text) == "never"


def test_us_in_capitals_is_a_country_and_no_first_person() -> None:
    assert stand("The US Senate voted for a bridge in Brno.") == "alone"


def test_first_person_inside_a_quotation_is_the_speaker_s() -> None:
    assert stand("Karel Novak told the council, “I will not sell my bridge to you.”") == "alone"


@pytest.mark.parametrize(
    ("language", "alone", "leans"),
    [
        (
            "de",
            "Das Ministerium in Wien bezahlt die neue Brücke.",
            "Das ist nach Ansicht der Stadt zu teuer.",
        ),
        ("de", "Es gibt in der Stadt keine zweite Brücke.", "Außerdem fehlt der Stadt noch viel Geld."),
        ("fr", "Il faut encore payer le pont de la ville.", "Elle a aussi demandé plus de temps à Paris."),
        ("es", "Esta semana se abre el puente de la ciudad.", "Sin embargo, el alcalde no ha venido hoy."),
        ("it", "Il sindaco di Brno ha lodato il ponte.", "Tuttavia il sindaco non era presente ieri."),
        ("pt", "O prefeito da cidade elogiou a nova ponte.", "Além disso, a ponte custou muito caro."),
        ("nl", "Het ministerie betaalt de nieuwe brug.", "Het is volgens de stad veel te duur."),
        ("de", "Ein Bauer hat zwei Brücken gebaut.", "Einer davon gehört heute der Stadt Wien."),
        ("fr", "Un paysan a construit deux ponts.", "L'un est en bois, l'autre est en pierre de Brno."),
        ("es", "Un obrero construyó dos puentes.", "Uno es de madera y el otro es de piedra."),
        ("it", "Un operaio ha costruito due ponti.", "Uno è di legno e l'altro è di pietra."),
        ("pt", "Um homem construiu duas pontes.", "Uma é de madeira e a outra é de pedra."),
        ("nl", "Een boer heeft twee bruggen gebouwd.", "Een ervan is nu van de stad Brno."),
    ],
)
def test_other_languages_have_openings_of_their_own(language: str, alone: str, leans: str) -> None:
    facts = {"language": language, "date": date(2020, 5, 1)}
    first = lines_of(alone, **facts)
    assert needs(first) == ([-1], [True])
    both = lines_of(f"{alone}\n{leans}", **facts)
    assert needs(both) == ([-1, 0], [True, True])


@pytest.mark.parametrize(
    ("language", "text", "stands"),
    [
        ("de", "Der Start in Brno wurde nach den Ereignissen vom Sonntag verschoben.", False),
        ("de", "In Brno griff Ex-Präsident Jan Novak den Verband im Fernsehen an.", False),
        ("de", "In Brno griff Ex-Präsident des Verbands Jan Novak die Presse im Fernsehen an.", True),
        ("de", "Ein Start von Eva Novak in Brno ist somit quasi ausgeschlossen.", False),
        ("de", "Viel mehr wollte Weikert zum Streit in Brno nicht sagen, es gibt andere Fragen.", False),
        ("de", "Niemand hat im Slalom so oft gewonnen wie die US-Amerikanerin.", False),
        ("de", "Eva Novak gewann in Brno, die Norwegerin dankte dem Trainer.", True),
        ("de", "Der zweite Fall in Brno zwang die beiden Leiter zur Eile.", False),
        ("de", "2014 in Ness gewann sie als Erste, in Brno kam sie nicht an.", False),
        ("de", "Bei Brno haben die beiden Länder eine Brücke gebaut.", True),
        ("fr", "En ski, personne n'a gagné plus souvent que la Norvégienne.", False),
        ("fr", "La ville de Brno a remercié les deux femmes.", False),
        ("fr", "Les deux pays ont construit un pont près de Brno.", True),
    ],
)
def test_who_is_called_by_nation_or_number_alone_is_named_before(
    language: str, text: str, stands: bool
) -> None:
    first = {"de": "Für Brno startet seit 2019 Eva Novak.", "fr": "La ville de Brno paie Eva Novak."}
    sentences = lines_of(f"{first[language]}\n{text}", language=language, date=date(2020, 5, 1))
    assert needs(sentences) == ([-1, -1 if stands else 0], [True, True])


@pytest.mark.parametrize(("before", "found"), [("Eva Lowe skis for Brno.", "leans"), (PLAIN, "never")])
def test_who_is_called_by_nation_or_age_leans_on_a_sentence_with_a_name(before: str, found: str) -> None:
    for text in (
        "Nobody has won as many races as the Norwegian.",
        "In Brno the 24-year-old won four of five races.",
    ):
        sentences = lines_of(f"{PROSE}\n{before}\n{text}")
        needed, eligible = needs(sentences)
        assert (eligible[-1], needed[-1]) == ((True, len(sentences) - 2) if found == "leans" else (False, -1))


def test_a_thing_named_long_before_is_left_open_by_a_bare_article() -> None:
    far = "A unit for fevers opened in Orme.\n"
    for text, found in (
        ("The unit in Ness has treated a nurse of Brno.", True),
        ("The unit of the hospital at Ness has treated a nurse.", False),
        ("The bank at Ness had cashed the cheque and kept the money.", True),
        ("A unit in Ness has treated a nurse of Brno.", False),
        ("A quake hit the area, with its centre off the coast of Ness.", True),
        ("South of Ness, a quake hit the area.", False),
        ("A quake hit the area of Ness.", False),
    ):
        sentences = lines_of(f"{PLAIN}\n{far}{PROSE}\n{text}")
        assert (unnamed(sentences) == [len(sentences) - 1]) is found


def test_today_is_passed_over_in_an_undated_document_among_dated_ones() -> None:
    text = "The mayor of Brno opened the bridge today."
    other = lines_of(PROSE, number=2, date=date(2020, 5, 1))
    for day, expected in ((None, False), (date(2020, 5, 2), True)):
        _, eligible = needs((*other, *lines_of(f"{PROSE}\n{text}", date=day)))
        assert eligible[-1] is expected


def test_a_sentence_cannot_lean_across_a_sentence_that_is_no_content() -> None:
    (document,) = pile(f"{PROSE}\n\n{PLAIN}\n\nAdvertisement\n\nHe praised the builders of the bridge.")
    sentences = content(document)
    assert sentences[-1].text.startswith("He praised")
    assert needs(sentences)[1][-1] is False


def test_a_sentence_does_not_lean_on_the_end_of_another_document() -> None:
    first, second = pile(f"{PROSE}\n{PLAIN}", f"He praised the builders of the bridge.\n{PROSE}")
    sentences = (*lines_of(first.text), *lines_of(second.text, number=2))
    assert needs(sentences)[1][9] is False


def test_a_sentence_that_opens_with_a_surname_leans_on_the_one_that_gives_the_full_name() -> None:
    sentences = lines_of(f"{PROSE}\nDavit Novak has left the council.\nNovak held the seat since May.")
    needed, eligible = needs(sentences)
    assert (needed[-1], eligible[-1]) == (len(sentences) - 2, True)


class TestAQuotationOfSeveralSentences:
    def needs(self, *quotation: str) -> tuple[list[int], list[bool]]:
        """Of the quotation's sentences alone, indices counted from its first."""
        sentences = lines_of("\n".join((PROSE, PLAIN, *quotation)))
        first = len(sentences) - len(quotation)
        needed, eligible = needs(sentences)
        return [need - first if need >= 0 else -1 for need in needed[first:]], eligible[first:]

    def test_is_one_line_with_the_speaker_before_it(self) -> None:
        found = self.needs("Minister Ada Byron said, “There are no sides.", "There is one danger.”")
        assert found == ([-1, 0], [False, True])

    def test_is_one_line_with_the_speaker_behind_it(self) -> None:
        found = self.needs("“There are no sides any more.", "There is one danger,” said Ada Byron.")
        assert found == ([-1, 0], [False, True])

    def test_brings_the_sentence_before_where_the_speaker_is_a_pronoun(self) -> None:
        sentences = lines_of(f"{PROSE}\n{PLAIN}\nHe said, “There are no sides.\nThere is one danger.”")
        needed, eligible = needs(sentences)
        assert needed[-3:] == [-1, len(sentences) - 3, len(sentences) - 2]
        assert eligible[-3:] == [True, False, True]

    def test_longer_than_three_sentences_is_no_line(self) -> None:
        middle = ["There is one danger."] * (QUOTED - 1)
        _, eligible = self.needs("Ada Byron said, “There are no sides.", *middle, "That is all.”")
        assert not any(eligible)

    def test_that_never_closes_is_no_line(self) -> None:
        _, eligible = self.needs("Ada Byron said, “There are no sides.", "There is one danger.")
        assert not any(eligible)

    @pytest.mark.parametrize("marks", ['""', "«»", "„“", "“”"])
    def test_is_followed_through_all_kinds_of_marks(self, marks: str) -> None:
        left, right = marks
        found = self.needs(
            f"Minister Ada Byron said, {left}There are no sides.", f"There is one danger.{right}"
        )
        assert found == ([-1, 0], [False, True])

    def test_ends_with_its_paragraph(self) -> None:
        sentences = lines_of(
            f"{PROSE}\nAda Byron said, “There are no sides.\n\nThe mayor of Brno went home early."
        )
        assert needs(sentences)[1][-2:] == [False, True]


def test_an_inch_mark_opens_no_quotation() -> None:
    assert stand('The council bought a 24" screen for the hall.') == "alone"


REVIEWS = (
    "I love this phone and its screen .\nit 's too heavy for my hand though .\nwe bought it in May .\n"
    "so my wife has one now as well .\nBattery lasts long enough for me .\nmy old one was worse than this ."
)


def test_nearly_every_sentence_of_a_review_may_be_a_line() -> None:
    assert needs(lines_of(REVIEWS)) == ([-1] * 6, [True] * 6)


def test_what_a_review_says_without_a_subject_leans_on_the_sentence_before() -> None:
    english = "I recommend it, very easy to use and worth the price.\nDoes a great job with my old slides."
    german = "Ich habe mir das Gerät gekauft, sehr leicht und super.\nMacht tolle Bilder von meinen Dias."
    for review, language in ((english, "en"), (german, "de")):
        assert needs(lines_of(review, language=language)) == ([-1, 0], [True, True])
    assert needs(lines_of(english.replace("Does a", "It is a")))[0] == [-1, -1]


def test_a_short_review_among_reviews_is_taken_for_one() -> None:
    reviews: list[Sentence] = []
    for number, line in enumerate(REVIEWS.split("\n"), start=1):
        reviews.extend(lines_of(line, number=number))
    assert needs(reviews)[1] == [True] * 6


def test_one_letter_to_the_editor_does_not_make_a_news_document_informal() -> None:
    sentences = lines_of(f"{PROSE}\nI wrote to the mayor of Brno.\nIt was far too late for that.")
    assert needs(sentences)[1][-2:] == [False, False]


def test_a_chinese_sentence_may_have_as_many_characters_as_it_needs() -> None:
    text = "中国人民银行周三宣布下调存款准备金率" * 7 + "。"
    assert 90 < len(text) < 180
    assert needs(lines_of(text, language="zh")) == ([-1], [True])


def test_no_sentences_need_nothing() -> None:
    assert needs(()) == ([], [])


@pytest.mark.parametrize("piece", ["“", '"', "he ", "the a ", "it is not ", "(", "A", " ", "http", "&a"])
def test_a_hostile_sentence_costs_linear_time(piece: str) -> None:
    sentences = lines_of(f"{PLAIN}\n" + piece * (200_000 // len(piece)))
    before = time.process_time()
    needs(sentences)
    assert time.process_time() - before < 2


def test_one_of_several_that_the_sentences_before_name_does_not_stand_alone() -> None:
    sentences = lines_of(
        f"{PROSE}\nThree fires broke out in Brno on Monday.\nThe second fire began under the stairs."
    )
    needed, eligible = needs(sentences)
    assert eligible[-1]
    assert needed[-1] == len(sentences) - 2


@pytest.mark.parametrize(("when", "leans"), [("", True), (" on 28 April 1988", False)])
def test_a_thing_named_again_brings_a_sentence_along_unless_it_has_a_day_of_its_own(
    when: str, leans: bool
) -> None:
    sentences = lines_of(f"{PROSE}\nA tram crossed the bridge at Brno.\nThe old bridge was blown up{when}.")
    needed, eligible = needs(sentences)
    assert eligible[-1]
    assert (needed[-1] == len(sentences) - 2) is leans


def test_what_opens_a_document_has_no_sentence_to_lean_on_for_its_speaker() -> None:
    sentences = lines_of(f"Nine builders were hurt on the bridge at Brno, the company said.\n{PROSE}")
    assert needs(sentences)[1][0]


@pytest.mark.parametrize(
    ("before", "text", "leans"),
    [
        ("A soldier was seen at the border.", "Guards said on the radio that the soldier was armed.", True),
        ("A soldier was seen at the border.", "Guards said that the soldier of Orme was armed.", False),
        ("A soldier was seen at the border.", "A soldier ran, and the guards saw the soldier fall.", False),
        ("The government met on its plan.", "Guards said that the government was told of it.", False),
        ("Two tests bound the claim.", "We ran the tests in the old mill at Orme.", True),
    ],
)
def test_a_thing_that_the_sentence_before_names_brings_it_along(before: str, text: str, leans: bool) -> None:
    sentences = lines_of(f"{PROSE}\n{before}\n{text.replace('We ran', 'Orme ran')}")
    needed, eligible = needs(sentences)
    assert eligible[-1]
    assert (needed[-1] == len(sentences) - 2) is leans


def test_of_several_events_it_is_said_which() -> None:
    told = "{0} hit Orme by night. Nobody there was hurt. Agencies said that {1} was felt."
    days = [date(2010, 2, 27), date(2010, 5, 2), date(2010, 7, 14)]

    def lean(first: str, then: str, days: list[date]) -> bool:
        text = "\n".join(told.format(first, then).split(". ")).replace("\n", ".\n")
        documents = [
            sentence
            for at, day in enumerate(days, 1)
            for sentence in lines_of(f"{text}\n{PROSE}", number=at, date=day)
        ]
        needed, _ = needs(documents)
        return all(need >= 0 for need, one in zip(needed, documents, strict=True) if "felt" in one.text)

    assert lean("An earthquake", "the quake", days)
    assert not lean("An earthquake", "the quake", [days[0]] * 3)


@pytest.mark.parametrize(
    "text",
    [
        "The appeal is dismissed on the grounds set out above.",
        "The bridge of Orme is closed, as explained in detail below.",
        "The council of Orme has to meet the following two tests:",
    ],
)
def test_what_points_to_another_place_of_its_text_is_no_line(text: str) -> None:
    assert stand(text) == "never"


def test_an_answer_in_minutes_brings_the_question_along() -> None:
    text = """# Board meeting of 2 May

## Agenda

Ferry

## Present

Ann, Ben

## Minutes

Ann: the ferry should be sold this summer to pay the debt

Ben: yes, but the ferry has to be painted before that
"""
    sentences = content(builders.document(text, media_type="text/markdown"))
    assert [sentence.own[:8] for sentence in sentences] == ["Ann: the", "Ben: yes"]
    assert needs(sentences) == ([-1, 0], [True, True])


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("The hill farms had their driest summer in a lifetime.", (8, True)),
        ("A firm of Brno drilled wells in forty villages of Moravia.", (9, True)),
        ("See page 4", (-1, False)),  # no content, and not what the sentence before tells
    ],
)
def test_a_note_leans_on_the_sentence_that_bears_its_mark(mark: str, expected: tuple[int, bool]) -> None:
    told = (
        "The hill farms had their driest summer in a lifetime.",
        "A firm of Brno drilled wells in forty villages of Moravia.",
        "See page 4",
        "The survey was paid for by a firm that drills wells.",
        "",
    )
    body = "\n\n".join((*PROSE.split("\n"), *told))
    note = "All of the rain gauges on the western slope were broken that year."
    refers = body.index(mark) + len(mark)
    document = replace(
        builders.document(body + note),
        places=(Place(0), Place(len(body), locator="footnote 1", refers=refers)),
    )
    sentences = [sentence for sentence in split(document) if sentence.text != "See page 4"]
    needed, eligible = needs(sentences)
    assert sentences[-1].text == note
    assert (needed[-1], eligible[-1]) == expected


def test_a_letter_among_reports_is_read_as_they_are() -> None:
    letter = "Our ferries are burning. We built them and I sailed them. We sold our harbours, my friends."
    towns = (
        "Orme",
        "Ness",
        "Tarn",
        "Wexley",
        "Penn",
        "Brno",
        "Lund",
        "Graz",
        "Bern",
        "Turku",
        "Oulu",
        "Vaasa",
    )
    report = " ".join(f"The firm of {town} sold its ferries on Monday." for town in towns)
    alone = content(builders.document(letter))
    beside = content(builders.document(report), builders.document(letter, 2))
    assert any(needs(alone)[1])
    able = needs(beside)[1]
    assert able[: len(towns)] == [True] * len(towns)
    assert not any(able[len(towns) :])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quantitatively, the project is the leader in this respect, with over 31,000 packages.", "never"),
        ("Das Projekt ist mit mehr als 31 000 Paketen das größte von allen in diesem Land.", "alone"),
        ("Mit dem Lied „The Winner of the Day“ gewann die Sängerin in Brno einen Preis.", "alone"),
        ("Das Paket wird für die Version gebaut (siehe Kapitel 15, Ein Paket bauen).", "never"),
    ],
)
def test_what_nobody_translated_and_what_points_to_a_chapter_is_no_line(text: str, kind: str) -> None:
    prose = "\n".join(f"Der Rat der Stadt Nummer {i} stimmte für den Plan der Partei." for i in range(8))
    sentences = lines_of(f"{prose}\n{text}", language="de")
    needed, eligible = needs(sentences)
    assert ("never" if not eligible[-1] else "alone" if needed[-1] < 0 else "leans") == kind


def test_what_minutes_say_was_resolved_stands_alone() -> None:
    text = (
        "# Board meeting of 2 May\n\n## Minutes\n\n* The crane leaks.\n* It was resolved to buy oak for {}.\n"
    )
    text += "* Motion carried to sell the ferry.\n* It was noted.\n"
    sentences = content(
        builders.document(text.format("the wheel of the mill at Brno"), media_type="text/markdown")
    )
    needed, able = needs(sentences)
    at = next(i for i, one in enumerate(sentences) if "resolved" in one.text)
    assert (needed[at], able[at]) == (-1, True)
