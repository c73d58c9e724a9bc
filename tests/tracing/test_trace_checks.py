from __future__ import annotations

import time

import pytest

from summarizer.statements import mismatches
from summarizer.statements.dates import check_dates, days
from summarizer.statements.names import names
from summarizer.statements.quantities import quantities


def kinds(claim: str, *evidence: str, language: str = "en") -> list[str]:
    return [finding.kind for finding in mismatches(claim, evidence, language)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2,000 and 2.5 and 1,234,567.5", [2000, 2.5, 1234567.5]),
        ("two thousand five hundred men", [2500]),
        ("one hundred and one", [101]),
        ("twenty-five, or thirty", [25, 30]),
        ("two and three", [2, 3]),
        ("1.5 million; $3bn; 5k", [1.5e6, 3e9, 5000]),
        ("half a dozen, two dozen", [6, 24]),
        ("two-thirds", [2 / 3]),
        ("five hundred thousand dollars", [500_000]),
        ("67-year-old", [67]),
        ("٣٠٠", [300]),
        ("hundreds of people, and one more", []),
        ("COVID19", []),
    ],
)
def test_numbers_in_digits_and_words_have_values(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in quantities(text)] == pytest.approx(values)


def test_the_decimal_mark_follows_the_language() -> None:
    assert [quantity.value for quantity in quantities("1.234,5 und 1.234.567", "de")] == [1234.5, 1234567]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("2,000 people", "two thousand people"),
        ("5 percent", "5%"),
        ("$1.5 million", "$1,500,000"),
        ("1.2 million votes", "1,234,567 votes"),
        ("about 300 people", "312 people"),
        ("nearly 30 calls", "28 calls"),
        ("more than 300 people", "350 people"),
        ("up to 40 men", "38 men"),
        ("64 km away", "40 miles away"),
        ("two days", "2 days"),
        ("15 of the 50 seats", "15 seats of 50"),
    ],
)
def test_the_same_quantity_said_otherwise_is_borne_out(claim: str, evidence: str) -> None:
    assert kinds(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "kind"),
    [
        ("killed 300 people", "killed 30 people", "number"),
        ("about 500,700 dollars", "about 500,000 dollars", "number"),
        ("more than 300 people", "250 people", "number"),
        ("three million", "three billion", "number"),
        ("40 kilometers north", "40 miles north", "unit"),
        ("five months ago", "five years ago", "unit"),
        ("300 people died and 30 fled", "30 people died and 300 fled", "number"),
    ],
)
def test_another_quantity_is_found(claim: str, evidence: str, kind: str) -> None:
    assert set(kinds(claim, evidence)) == {kind}


def test_a_number_is_reported_with_the_one_that_stands_in_its_place() -> None:
    (finding,) = mismatches("It killed 300 people.", ["It killed 30 people, 2 of them children."])
    assert finding.message == "the cited passages say 30, not 300"
    assert "It killed 300 people."[finding.start : finding.end] == finding.value == "300"
    assert finding.contradicted


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("on Dec. 23", "on 23 December 2014"),
        ("on July 21, 2014", "on July 21; it was 2014"),
        ("in March 2015", "on 3 March 2015"),
        ("on Tuesday", "on Tuesday, July 22"),
    ],
)
def test_the_same_date_said_otherwise_is_borne_out(claim: str, evidence: str) -> None:
    assert kinds(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("on Friday", "on Thursday"),
        ("on July 22", "on July 21"),
        ("in June 2014", "in July 2014"),
        ("in 2010", "in 2007"),
        ("gave them until November 15", "On November 15 it gave them until November 25"),
    ],
)
def test_another_date_is_found(claim: str, evidence: str) -> None:
    assert kinds(claim, evidence) == ["date"]


def test_a_weekday_is_read_off_a_full_date() -> None:
    (day,) = days("on 22 July 2014")
    assert (day.year, day.month, day.day, day.weekday) == (2014, 7, 22, 1)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("talks with Aliyev", "talks with President Ilham Aliyev"),
        ("talks with President Ilham Aliyev", "talks with Aliyev"),
        ("the Armenian side", "the side of Armenia"),
        ("troops of the US", "American troops"),
        ("a WHO report", "a report of the World Health Organization"),
        ("the World Health Organization warned", "the WHO warned"),
        ("Obama's plan", "the plan of Barack Obama"),
        ("the New York Post", "the Post of New York"),
    ],
)
def test_variants_of_a_name_are_the_same_name(claim: str, evidence: str) -> None:
    assert kinds(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("talks with Ilham Aliyev", "talks with Nikol Pashinyan"),
        ("talks with Michelle Obama", "talks with Barack Obama"),
        ("in North Carolina", "in South Carolina"),
        ("a trip to Austria", "a trip to Australia"),
        ("the town of Gap", "a gap in the fence"),
    ],
)
def test_another_name_is_found(claim: str, evidence: str) -> None:
    assert kinds(claim, evidence) == ["name"]


def test_a_common_word_that_opens_a_sentence_is_no_name() -> None:
    assert [name.words for name in names("Soldiers met Ilham Aliyev. Police left.")] == [("ilham", "aliyev")]


def test_a_news_outlet_as_source_is_a_remark_of_its_own() -> None:
    assert kinds("The dam broke, CNN reports.", "The dam broke.") == ["attribution"]


def test_a_name_may_be_asked_to_stand_near_its_words() -> None:
    claim, evidence = "Armenia's army entered Aghdam.", ["Azerbaijan's army entered Aghdam.", "Armenia lost."]
    assert mismatches(claim, evidence) == ()
    assert [finding.value for finding in mismatches(claim, evidence, near=2)] == ["Armenia"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The minister did not resign.", "The minister resigned."),
        ("The minister resigned.", "The minister did not resign."),
        ("The calls have not originated from the area.", "The calls have originated from the area."),
        ("Defections are not rare.", "Defections are rare."),
        ("Er ist nicht zurückgetreten.", "Er ist zurückgetreten."),
    ],
)
def test_a_negation_on_one_side_is_found(claim: str, evidence: str) -> None:
    language = "de" if "ist" in claim.split() else "en"
    assert kinds(claim, evidence, language=language) == ["negation"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The minister did not resign.", "The minister refused to resign."),
        ("He was not hurt.", "He wasn't hurt."),
        ("He not only sang but danced.", "He sang and danced."),
    ],
)
def test_a_denial_in_other_words_is_borne_out(claim: str, evidence: str) -> None:
    assert kinds(claim, evidence) == []


def test_an_opposite_in_the_same_place_is_found() -> None:
    assert kinds("Sales rose sharply in spring.", "Sales fell sharply in spring.") == ["opposite"]
    assert kinds("It is not clear who called.", "It is unclear who called.") == []


def test_who_did_it_to_whom_is_checked_with_the_passive() -> None:
    assert kinds("After that Cook accused Shaw.", "It was said that Shaw accused Cook.") == ["role"]
    assert kinds("After that Cook was accused by Shaw.", "It was said that Shaw accused Cook.") == []


def test_a_possibility_is_no_fact() -> None:
    claim = "The company closes its biggest factory in Ohio."
    assert kinds(claim, "The company may close its biggest factory in Ohio.") == ["modality"]
    assert kinds(claim, "The company is closing its biggest factory in Ohio.") == []


def test_no_evidence_bears_nothing_out_and_no_claim_needs_none() -> None:
    assert kinds("In 2014 Aliyev met 30 men.") == ["date", "name", "number"]
    assert kinds("", "Some text.") == []


HOSTILE = (
    *((piece, piece) for piece in ("1,", "A ", "not ", "two hundred and ", "more than ", "Sept. ", "$")),
    ("9" * 50 + " ", "9" * 50 + " "),
    ("1 ", "two "),
    ("4/6 ", "5/6 "),
    ("more than 5 ", "less than 5 "),
    ("rose ", "fell "),
    ("not, ", "nor, "),
    ("AB bbc ", "Ab. "),
    ("of ", "The "),
    ("Ab of ", "Cd "),
)


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "other"), HOSTILE)
def test_hostile_text_is_checked_in_linear_time(piece: str, other: str) -> None:
    def cost(length: int, attempt: int) -> float:
        end = f" {attempt}"  # parsed texts are kept: each attempt has its own
        start = time.process_time()
        mismatches(piece * (length // len(piece)) + end, [other * (length // len(other)) + end] * 2)
        return time.process_time() - start

    def is_linear(attempt: int) -> bool:
        small, large = cost(2_000, attempt), cost(16_000, attempt)
        return large < 8 * 3 * small + 0.2  # eightfold if linear, 64-fold if quadratic

    cost(200, 0)
    assert any(is_linear(attempt) for attempt in (1, 2, 3))  # other work on the machine slows one of them


def test_a_date_that_no_passage_has_is_named_by_what_lacks_and_others_each_once() -> None:
    def told(claim: str, *evidence: str) -> list[str]:
        return [one.message for one in check_dates(claim, evidence, "en")]

    assert told("He resigned in 2021.", "He resigned.") == ["no cited passage has “2021”"]
    assert told("He resigned on 3 May 2021.", "He resigned on 3 May.") == [
        "no cited passage has the year of “3 May 2021”"
    ]
    said = "It began on September 27 and went on through September."
    assert told("It began on 3 October.", said) == ["the cited passages say September 27, not 3 October"]
