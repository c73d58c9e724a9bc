"""Documents and options in, a note out: what the stages make of good, odd and degenerate piles."""

from __future__ import annotations

import re
import time
import warnings
from dataclasses import replace

import builders
import pytest
from piles import pile

from summarizer.data import Document
from summarizer.errors import NothingToBriefError, OptionError
from summarizer.note import brief_json
from summarizer.note.brief import Brief
from summarizer.pipeline import Options, summarize
from summarizer.rankers import RANKERS
from summarizer.selectors import SELECTORS
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text
from summarizer.text.language import count_words

CLOSED = "The council of Brno voted to close the old bridge."
COST = "A new bridge will cost the city 40 million crowns."


@pytest.fixture(autouse=True)
def _no_warning_escapes() -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def texts(*documents: str) -> tuple[Document, ...]:
    """Documents as they are loaded: language, title and date found out."""
    return tuple(document_from_text(text, id=f"S{i}", name=f"{i}.txt") for i, text in enumerate(documents, 1))


def shown(note: Brief) -> list[str]:
    return [line.text for line in note.lines]


# --- The samples ------------------------------------------------------------------------------------------


def test_the_samples_make_a_note_by_period_that_mixes_no_years() -> None:
    note = summarize(builders.seeds())
    assert note.title == "Briefing note: Azerbaijan, Nagorno-Karabakh: ceasefire"
    sections = list(dict.fromkeys(line.section.heading for line in note.lines if line.section))
    assert sections == ["November 2020", "September 2023"]
    years = {"November 2020": "2020", "September 2023": "2023"}
    for line in note.lines:
        assert (line.date or "")[:4] == years.get(line.section.heading if line.section else "", "")


@pytest.mark.parametrize("words", [60, 100, 150, 300, 600])
def test_a_note_on_the_samples_fills_its_length_and_never_exceeds_it(words: int) -> None:
    note = summarize(builders.seeds(), Options(budget=Budget("words", words)))
    assert words - 35 <= note.stats.words_out <= words
    assert note.stats.words_out == sum(count_words(line.text) for line in note.lines)


@pytest.mark.parametrize("ranker", RANKERS)
@pytest.mark.parametrize("selector", SELECTORS)
def test_every_ranker_goes_with_every_selector(ranker: str, selector: str) -> None:
    note = summarize(builders.seeds(), Options(ranker=ranker, selector=selector))
    assert 100 <= note.stats.words_out <= 150
    assert f"rank:{ranker}(" in note.signature
    assert f"select:{selector}(" in note.signature


def test_a_query_moves_the_note() -> None:
    asked = summarize(builders.seeds(), Options(query="humanitarian aid convoy food medicine"))
    assert any("humanitarian" in line.text or "food" in line.text for line in asked.lines)
    assert shown(asked) != shown(summarize(builders.seeds()))
    assert not asked.warnings


def test_a_query_that_matches_nothing_says_so_and_has_no_line() -> None:
    asked = summarize(builders.seeds(), Options(query="zebra"))
    assert asked.warnings == ("No source has a word of the query “zebra”: the note has no line.",)
    assert not asked.lines
    assert not asked.omitted


def test_what_of_a_query_no_source_has_is_said() -> None:
    asked = summarize(builders.seeds(), Options(query="ceasefire zebra"))
    assert asked.warnings == ("No source has “zebra” of the query “ceasefire zebra”.",)
    assert asked.lines
    assert all("fire" in line.text or "truce" in line.text for line in asked.lines)


def test_where_no_sentence_tells_what_is_asked_of_what_is_named_that_is_said() -> None:
    town = builders.document(
        "The tower of Ness is old and grey.\n\nThe costs of the new port are nine crowns."
    )
    asked = summarize([town], Options(query="the costs of Ness"))
    assert asked.warnings == (
        "No sentence that names what the query “the costs of Ness” is about has “costs” in it.",
    )


def test_a_disagreement_that_does_not_bear_on_the_query_is_none_of_it() -> None:
    one = "The fire in Ness killed 12 people on Monday. The port of Ness is to be closed in May."
    other = "The fire in Ness killed 31 people on Monday. The port of Ness is to be sold to Orme in June."
    pile = [builders.document(one, 1), builders.document(other, 2)]
    assert summarize(pile, Options(query="fire")).conflicts
    assert not summarize(pile, Options(query="port")).conflicts


def test_a_query_of_stop_words_is_about_everything_and_says_so() -> None:
    asked = summarize(builders.seeds(), Options(query="what is the"))
    assert asked.warnings == (
        "The query “what is the” has no word to look for: the note is about the sources at large.",
    )
    assert shown(asked) == shown(summarize(builders.seeds()))


def test_a_question_is_not_filled_up_with_what_does_not_bear_on_it() -> None:
    (town,) = pile(
        "The fountain in the market square of Olm runs again after the drought. A goat ate the flags of the "
        "school on Sunday. Bakers in Olm sell bread with walnuts from the hills."
    )
    asked = summarize([town], Options(query="fountains", budget=Budget("sentences", 3)))
    assert [line.text.split()[1] for line in asked.lines] == ["fountain"]
    assert not asked.omitted


def test_the_note_says_how_it_came_about() -> None:
    note = summarize(builders.seeds(), Options(query="aid", order="source", title="A title"))
    assert note.title == "A title"
    options = dict(note.options)
    assert re.fullmatch(
        r"coverage: (optimal|within [0-3]\.\d% of the optimum) over \d+ sentences", options.pop("selection")
    )
    assert options == {
        "words": 150,
        "ranker": "textrank",
        "selector": "coverage",
        "order": "source",
        "query": "aid",
    }
    assert "|length:150w|order:source|query:aid" in note.signature
    assert note.stats.documents == 5
    assert note.stats.documents_cited == sum(source.cited > 0 for source in note.sources)
    assert note.created is None


def test_the_order_of_lines_can_be_that_of_the_sources() -> None:
    note = summarize(builders.seeds(), Options(order="source"))
    places = [(int(line.citations[0].source[1:]), line.citations[0].start) for line in note.lines]
    assert places == sorted(places)


def test_every_stage_is_announced() -> None:
    stages: list[str] = []
    summarize(builders.seeds(), progress=stages.append)
    assert len(stages) >= 4
    assert len(set(stages)) == len(stages)


def test_the_warnings_of_loading_are_carried_into_the_note() -> None:
    assert summarize(builders.seeds(), warnings=["a.pdf is empty."]).warnings == ("a.pdf is empty.",)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"ranker": "best"}, "--ranker best: choose one of textrank"),
        ({"selector": "best"}, "--selector best: choose one of coverage"),
        ({"order": "best"}, "--order best: choose one of chronological, score, source"),
        ({"query": " "}, "--query is empty"),
    ],
)
def test_a_wrong_option_is_refused_with_its_remedy(wrong: dict[str, str], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        Options(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", ["words", "chars"])
def test_a_length_below_the_shortest_line_names_what_would_do(unit: str) -> None:
    documents = texts(f"{CLOSED} {COST}")
    with pytest.raises(OptionError, match=rf"--{unit} 3: the shortest sentence") as caught:
        summarize(documents, Options(budget=Budget(unit, 3)))  # type: ignore[arg-type]
    least = int(str(caught.value).split("ask for at least ")[1].rstrip("."))
    assert summarize(documents, Options(budget=Budget(unit, least))).lines  # type: ignore[arg-type]
    with pytest.raises(OptionError):
        summarize(documents, Options(budget=Budget(unit, least - 1)))  # type: ignore[arg-type]


def test_the_shortest_line_is_counted_with_the_sentence_it_needs() -> None:
    long = "The council of Brno voted on Monday night to close the old bridge across the river to all trams."
    documents = texts(f"{long} {long.replace('bridge', 'mill')} It also wants a new one.")
    with pytest.raises(OptionError, match=f"has {count_words(long)} words"):
        summarize(documents, Options(budget=Budget("words", 8)))


# --- Degenerate piles -------------------------------------------------------------------------------------


def test_one_sentence_is_the_note() -> None:
    assert shown(summarize(texts(CLOSED))) == [CLOSED]


@pytest.mark.parametrize("order", ["chronological", "score", "source"])
def test_equal_documents_are_one_line_and_one_source(order: str) -> None:
    note = summarize(texts(*[f"{CLOSED} {COST}"] * 4), Options(order=order))  # type: ignore[arg-type]
    assert sorted(shown(note)) == sorted([CLOSED, COST])
    assert {line.independent for line in note.lines} == {1}
    assert note.warnings == (
        "S1, S2, S3 and S4 share much of their text word for word; they count as one source.",
    )


def test_one_sentence_said_over_and_over_is_one_line() -> None:
    assert shown(summarize(texts(f"{CLOSED} " * 30))) == [CLOSED]


def test_documents_that_share_no_word_are_all_heard() -> None:
    strangers = ("Purple monkeys wash seventeen violins.", "Quantum lattices sing beneath frozen tundra.")
    note = summarize(texts(CLOSED, *strangers))
    assert sorted(shown(note)) == sorted((CLOSED, *strangers))
    assert {line.section for line in note.lines} == {None}


@pytest.mark.parametrize(
    "documents",
    [
        ("Yes.",),
        ("Hello", "World", "Again"),
        (
            "Mayor Opens New Bridge In Old Town",
            "Council Votes To Close The School",
            "Two Men Held After Robbery",
        ),
        ("It is what it is and so it is. That is what they are and that is it.",),
    ],
)
def test_a_pile_of_fragments_is_better_than_nothing(documents: tuple[str, ...]) -> None:
    note = summarize(texts(*documents))
    assert len(note.lines) >= len(documents)
    assert note.title == "Briefing note"


@pytest.mark.parametrize("documents", [("",), (" \n\t ",), ("1 2 3. 4 5 6.", "Advertisement"), ()])
def test_no_sentence_of_content_is_an_error_of_one_sentence(documents: tuple[str, ...]) -> None:
    with pytest.raises(NothingToBriefError) as caught:
        summarize(pile(*documents))
    assert "\n" not in str(caught.value)


def test_a_document_without_content_is_named_and_the_others_make_the_note() -> None:
    note = summarize(texts(f"{CLOSED} {COST}", "Advertisement"))
    assert note.warnings == ("S2 (2.txt): no sentence of content in it.",)
    assert note.sources[1].cited == 0


CHINESE = (
    "中国人民银行周三宣布下调存款准备金率。此举将释放约一万亿元长期资金。"
    "分析人士认为，这一决定有助于稳定市场预期。"
)
ARABIC = (
    "أعلنت وزارة الصحة يوم الأربعاء عن تسجيل مئة حالة جديدة. "
    "وقالت الوزارة إن المستشفيات مستعدة لاستقبال المرضى."
)
GERMAN = "Die Stadt hat am Mittwoch eine neue Brücke beschlossen. Der Rat lobte den Entwurf der Brücke sehr."


@pytest.mark.parametrize("text", [CHINESE, ARABIC, GERMAN])
@pytest.mark.parametrize("words", [25, 40])
def test_other_scripts_and_languages_make_a_note_within_its_length(text: str, words: int) -> None:
    (document,) = texts(text)
    note = summarize([document], Options(budget=Budget("words", words)))
    assert 0 < note.stats.words_out <= words
    assert all(line.text in text for line in note.lines)


def test_languages_may_be_mixed() -> None:
    note = summarize(texts(CHINESE, ARABIC, GERMAN, CLOSED), Options(budget=Budget("words", 90)))
    assert {line.citations[0].source for line in note.lines} == {"S1", "S2", "S3", "S4"}


def test_a_sentence_of_five_thousand_words_is_no_line_where_there_is_another() -> None:
    endless = " ".join(f"word{i % 977}" for i in range(5000)) + "."
    assert shown(summarize(texts(endless, CLOSED))) == [CLOSED]
    assert summarize(texts(endless)).stats.words_out <= 150


@pytest.mark.slow
def test_ten_thousand_copies_of_a_document_are_one_source_in_seconds() -> None:
    (document,) = texts(f"{CLOSED} {COST}")
    copies = [replace(document, id=f"S{i}") for i in range(1, 10_001)]
    before = time.process_time()
    note = summarize(copies)
    assert time.process_time() - before < 30
    assert sorted(shown(note)) == sorted([CLOSED, COST])
    assert max(len(line.citations) for line in note.lines) < 10
    assert len(note.omitted) < 20
    assert note.warnings == (
        "S1, S2, S3, S4, S5 and 9,995 more share much of their text word for word; they count as one source.",
    )


@pytest.mark.slow
def test_the_cost_of_many_tiny_documents_grows_as_their_number() -> None:
    def seconds(count: int) -> float:
        documents = texts(
            *(f"Buyer {i * 7 % 997} paid {i} crowns for lot {i} in hall {i % 13}." for i in range(count))
        )
        before = time.process_time()
        summarize(documents)
        return time.process_time() - before

    seconds(100)  # what is imported late
    assert seconds(4000) < 25 * max(seconds(500), 0.15)  # eightfold if linear, 64-fold if quadratic


@pytest.mark.slow
def test_the_same_pile_in_another_process_gives_the_same_bytes(tmp_path: object) -> None:
    import os
    import subprocess
    import sys

    program = (
        "import sys, builders; from summarizer.note import brief_json; "
        "from summarizer.pipeline import summarize; "
        "sys.stdout.buffer.write(brief_json.dumps(summarize(builders.seeds())).encode())"
    )
    here = builders.SEEDS.parent
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join([str(here), str(here / "tests")]),
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {brief_json.dumps(summarize(builders.seeds())).encode()}


def test_a_toll_that_is_small_beside_that_of_the_matter_is_left_out() -> None:
    first = "The Orme flood of May swept away ten villages. The flood killed 4,200 people, the mayor said."
    rest = (
        " Bridges at Ness and Tarn fell on Monday night. Trams stopped in Orme and Ness for a week. "
        "At Tarn 12 tourists were killed by the flood. The mayor of Tarn asked for boats and tents."
    )
    pile = [
        builders.document(first + rest, 1),
        builders.document(f"The Orme flood swept away Ness.{rest}", 2),
    ]
    lines = " ".join(line.text for line in summarize(pile, Options(budget=Budget("words", 40))).lines)
    assert "4,200" in lines
    assert "12 tourists" not in lines
