"""What a pile is about, in phrases that read well."""

from __future__ import annotations

import builders
import pytest
from piles import content, pile

from summarizer.text.keyphrases import Phrases
from summarizer.text.phrase_counts import READ


def phrases(*texts: str, count: int = 3, **facts: object) -> tuple[str, ...]:
    return Phrases.of(content(*pile(*texts, **facts))).key(count)


def test_the_samples_are_about_two_countries_and_a_region() -> None:
    assert Phrases.of(content(*builders.seeds())).key() == ("Azerbaijan", "Armenia", "Nagorno-Karabakh")


def test_a_name_is_given_in_full_where_the_text_gives_it_once() -> None:
    text = (
        "The court heard Peter Novak on Monday. Then the judge let Novak go. A crowd cheered Novak outside."
    )
    assert phrases(text, text, count=1) == ("Peter Novak",)


def test_an_adjective_stands_with_its_noun_or_not_at_all() -> None:
    text = "A North Korean soldier crossed the border. The North Korean soldier is well."
    assert phrases(text, text, count=1) == ("North Korean soldier",)
    text = "The Republican senators left. Some Republican voters stayed. A Republican mayor of Troy slept."
    assert all("Republican" not in phrase for phrase in phrases(text, text))


def test_pairs_of_common_words_are_phrases_whatever_their_number() -> None:
    text = "Children need food stamps. The state gave out food stamps. Nobody wants a food stamp."
    assert phrases(text, count=1) == ("food stamps",)


def test_a_capital_at_the_start_makes_no_name_unless_it_is_one_elsewhere() -> None:
    text = "Police came. Police left. Brno slept. Nobody in Brno saw them."
    assert phrases(text, text, count=1) == ("Brno",)
    assert "Police" not in phrases(text, text, count=9)


def test_months_days_agencies_and_speakers_are_no_phrases() -> None:
    text = (
        "Project Manager: They met in May on a Monday, said AP.\n"
        "Project Manager: They met in May on a Monday, said AP.\n"
    )
    assert phrases(text, text.replace("met", "spoke")) == ()


def test_a_name_runs_over_its_links_and_numbers() -> None:
    text = "She left the University of Chicago with Windows 7. The University of Chicago stays."
    assert "University of Chicago" in phrases(text, text)
    assert "Windows 7" in phrases(text, text)


def test_phrases_that_share_a_word_are_given_once() -> None:
    text = "Troops left Armenia. The Armenians in Yerevan cheered. Many Armenians of Armenia saw Yerevan."
    found = phrases(text, text)
    assert sum(phrase.startswith("Armeni") for phrase in found) == 1


def test_what_other_matters_dwell_on_is_passed_over() -> None:
    own, other = pile(
        "In Ohio the vote was close. Cats went to vote in Ohio, said Obama. Then Obama left.",
        "Donors like Obama. Actors from Texas gave Obama money. Texas and Obama are rich.",
    )
    assert "Obama" not in Phrases.of(content(own, other)).key(2, {own})


def test_german_nouns_are_phrases_in_their_own_right() -> None:
    text = "Die Bundesregierung hat das Klimagesetz beschlossen. Der Minister lobte das Klimagesetz sehr."
    assert phrases(text, text, language="de", count=1) == ("Klimagesetz",)


def test_phrases_of_unspaced_scripts_do_not_overlap() -> None:
    text = "中国人民银行周三下调存款利率。专家欢迎中国人民银行下调存款利率。"
    assert set(phrases(text, text, language="zh", count=2)) == {"中国人民银行", "下调存款利率"}


def test_arabic_words_are_phrases_without_capitals() -> None:
    text = "وزارة الصحة في المدينة. قالت وزارة الصحة ذلك. أكدت وزارة الصحة الخبر."
    assert phrases(text, language="ar", count=1) == ("وزارة الصحة",)


def test_a_single_common_word_is_a_phrase_only_before_better_ones() -> None:
    text = "Food stamps help. Food stamps cost. Food stamps stay. People cheer. People laugh. People sleep."
    assert phrases(text) == ("food stamps",)
    assert phrases("Clean room. Clean bed. Clean bath. Clean hall.", count=1) == ("clean",)


def test_what_is_said_once_is_no_phrase() -> None:
    assert phrases("The bridge opened on Monday in the old town.") == ()


def test_of_very_many_copies_every_part_is_read() -> None:
    text = (
        " ".join(f"On day {n} nothing happened here at all." for n in range(9))
        + " Then Brno cheered in Brno."
    )
    sentences = content(*pile(text)) * (READ // 5)
    assert Phrases.of(sentences).key(1) in {("Brno",), ("nothing happened",), ("day",)}
    assert "Brno" in Phrases.of(sentences).key(5)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_no_more_phrases_than_asked_for_are_given(count: int) -> None:
    assert len(Phrases.of(content(*builders.seeds())).key(count)) == count


def test_a_single_word_that_is_no_noun_or_stands_in_any_news_is_no_key_phrase() -> None:
    text = "We are confident. All were confident of it, and felt confident. A state is a state, the state."
    assert phrases(text, text) == ()
