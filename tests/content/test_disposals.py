"""What a court orders, item by item, below the words that announce it; in five languages."""

from __future__ import annotations

import builders
import pytest

from summarizer import Budget, Options, summarize
from summarizer.compose.themes import sources
from summarizer.note.brief import Brief, Line

FRENCH = (
    "COUR DE CASSATION\n\nARRÊT DU 4 MARS 2020\n\nN° de pourvoi : {number}\n\n"
    "Mme Lowe a formé le pourvoi contre l'arrêt rendu le 10 janvier 2019 par la cour d'appel de Nesse.\n\n"
    "Faits et procédure\n\nMme Lowe a travaillé sur un bac de la société Orme jusqu'en 2017.\n\n"
    "La société fait valoir que le bac était trop lent.\n\n"
    "Réponse de la Cour\n\nLe bac appartenait à la société.\n\nPAR CES MOTIFS, la Cour :\n\n"
    "CASSE ET ANNULE l'arrêt rendu le 10 janvier 2019 par la cour d'appel de Nesse ;\n\n"
    "Condamne la société Orme aux dépens."
)
SPANISH = (
    "TRIBUNAL SUPREMO\nSala de lo Civil\n\nSentencia núm. {number}\n\n"
    "Fecha de sentencia: 4 de marzo de 2020\n\n"
    "ANTECEDENTES DE HECHO\n\nPRIMERO.- Ana Reed interpuso demanda contra Orme por el precio del barco.\n\n"
    "FUNDAMENTOS DE DERECHO\n\nPRIMERO.- La recurrente sostiene que el barco era lento.\n\n"
    "FALLO\n\nPor todo lo expuesto, esta sala ha decidido:\n\n"
    "1.º Desestimar el recurso de casación interpuesto por Orme S.A. contra la sentencia {number}.\n\n"
    "2.º Condenar a la recurrente al pago de las costas del recurso."
)
ITALIAN = (
    "CORTE DI CASSAZIONE\n\nSENTENZA\n\nsul ricorso {number} di Orme contro Reed, controricorrente\n\n"
    "FATTI DI CAUSA\n\nReed ha lavorato su un battello di Orme fino al 2017.\n\nRAGIONI DELLA DECISIONE\n\n"
    "La ricorrente lamenta che il battello fosse lento.\n\nP.Q.M.\n\n"
    "La Corte rigetta il ricorso proposto da Orme contro la sentenza che lo aveva condannato a pagare "
    "al marinaio Reed tutte le ore di lavoro.\n\n"
    "Così deciso in Roma il 4 marzo 2020."
)
GERMAN = (
    "BUNDESGERICHTSHOF\n\nIM NAMEN DES VOLKES\n\nURTEIL\n\n{number}\n\nVerkündet am: 4. März 2020\n\n"
    "Leitsatz\n\n"
    "Der Käufer einer Fähre kann auch dann zurücktreten, wenn sie später fährt.\n\n"
    "Der Senat hat auf die mündliche Verhandlung durch die Richterin Reed für Recht erkannt:\n\n"
    "Auf die Revision der Klägerin wird das Urteil des 16. Senats des Landgerichts Nesse aufgehoben.\n\n"
    "Die Kosten des Verfahrens trägt der Beklagte.\n\nTatbestand\n\nDie Klägerin kaufte eine Fähre.\n\n"
    "Entscheidungsgründe\n\nDie Revision hat Erfolg."
)


def note(text: str, language: str, *numbers: str) -> Brief:
    documents = [
        builders.document(text.format(number=number), at, language=language, name=f"{at}.txt")
        for at, number in enumerate(numbers or ("1/20",), 1)
    ]
    return summarize(documents, Options(budget=Budget("words", 80)))


def said(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        (
            FRENCH,
            "fr",
            "[PAR CES MOTIFS, la Cour] CASSE ET ANNULE l'arrêt rendu le 10 janvier 2019 "
            "par la cour d'appel de Nesse",
        ),
        (
            SPANISH,
            "es",
            "[Por todo lo expuesto, esta sala ha decidido] Desestimar el recurso de casación interpuesto por "
            "Orme S.A. contra la sentencia 1/20.",
        ),
        (
            ITALIAN,
            "it",
            "La Corte rigetta il ricorso proposto da Orme contro la sentenza che lo aveva condannato a "
            "pagare al marinaio Reed tutte le ore di lavoro.",
        ),
        (
            GERMAN,
            "de",
            "Auf die Revision der Klägerin wird das Urteil des 16. Senats des Landgerichts Nesse aufgehoben.",
        ),
    ],
)
def test_what_a_court_orders_is_a_line_with_what_announces_it(text: str, language: str, wanted: str) -> None:
    lines = said(note(text, language).lines)
    assert wanted in lines
    assert not any(cost in line for line in lines for cost in ("dépens", "costas", "Kosten", "Così deciso"))


def test_the_head_of_a_judgment_that_says_what_it_holds_comes_first() -> None:
    first = note(GERMAN, "de", "VIII ZR 21/19").lines[0]
    assert first.text == "Der Käufer einer Fähre kann auch dann zurücktreten, wenn sie später fährt."


def test_a_day_in_an_order_is_not_that_of_the_order() -> None:
    (line,) = [line for line in note(FRENCH, "fr").lines if "CASSE" in line.text]
    assert line.date != "2019-01-10"


def test_judgments_of_one_court_are_told_apart_by_their_numbers() -> None:
    documents = [
        builders.document(SPANISH.format(number=number), at, language="es", name=f"{at}.txt")
        for at, number in enumerate(("149/2020", "258/2023"), 1)
    ]
    found = sources(dict.fromkeys(documents)) or {}
    assert [section.heading for section in found.values()] == [
        "Tribunal Supremo, 149/2020",
        "Tribunal Supremo, 258/2023",
    ]
