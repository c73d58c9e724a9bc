"""Each content word of a claim is weighed against the passages: same, related, lacking, opposite."""

from importlib.resources import files

import pytest

from summarizer.languages.lexicon import meanings
from summarizer.statements.weighing import Weighed, weigh
from summarizer.text.language import stem


def weighed(claim: str, *passages: str) -> Weighed:
    found = weigh(claim, passages, passages, "en")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other", "said", "opposed"),
    [
        ("bought", "purchased", True, False),
        ("animal", "dog", True, False),
        ("dog", "animal", False, False),
        ("resignation", "resigned", True, False),
        ("rose", "fell", False, True),
        ("accidentally", "intentionally", False, True),
        ("euthanized", "detected", False, False),
        ("qwertish", "dog", False, False),
    ],
)
def test_two_words_are_compared_by_their_meanings(one: str, other: str, said: bool, opposed: bool) -> None:
    first, second = (meanings(word, "en") for word in stem([one, other], "en"))
    assert (first.said_by(second), first.opposes(second)) == (said, opposed)


def test_a_synonym_is_related_and_a_strange_thing_is_lacking() -> None:
    claim = "The museum bought a large carpet."
    found = weighed(claim, "The museum purchased a big painting.")
    assert found.related == 2
    assert [claim[span.start : span.end] for span in found.lacking] == ["carpet"]
    assert found.things == 1


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The customised plan is steep.", "The tailored plan is expensive."),
        ("The strategy relies on maps.", "The method relies on maps."),
        ("The salesperson sent it.", "The agent sent it."),
    ],
)
def test_a_word_of_the_same_group_of_the_language_is_related(claim: str, passage: str) -> None:
    assert weighed(claim, passage).lacking == ()


def test_what_only_tells_how_a_text_speaks_may_lack_and_counts_as_related_where_it_is() -> None:
    found = weighed("The episode outlines various bridges.", "The bridges are old.")
    assert (found.lacking, found.related) == ((), 0)
    assert weighed("They talked of bridges.", "A discussion of bridges.").related == 1


def test_an_opposite_in_the_place_of_a_word_is_turned() -> None:
    claim = "Exports of grain rose sharply in spring."
    found = weighed(claim, "Exports of grain fell sharply in spring.")
    assert [claim[span.start : span.end] for span in found.turned] == ["rose"]
    assert found.trust < 0


def test_a_word_that_restricts_is_asked_of_the_passages_and_a_denial_of_any_denial() -> None:
    found = weighed("Only the bridge was not closed.", "The bridge wasn't closed.")
    assert [span.start for span in found.restricting] == [0]


def test_what_makes_little_of_an_amount_restricts_nothing() -> None:
    passage = "The plan costs $30 and covers theft."
    assert weighed("The plan only costs $30.", passage).restricting == ()
    assert len(weighed("The plan only covers theft.", passage).restricting) == 1


def test_a_word_that_stands_twice_is_lacking_once() -> None:
    claim = "The carpet is beside the other carpet."
    assert [claim[span.start : span.end] for span in weighed(claim, "It is beside it.").lacking] == ["carpet"]


def test_what_is_borne_otherwise_is_not_lacking() -> None:
    claim, passages = "Twelve ships came.", ["12 ships came."]
    free, bound = (weigh(claim, passages, passages, "en", borne) for borne in ((), ((0, 6),)))
    assert free is not None
    assert bound is not None
    assert (len(free.lacking), len(bound.lacking)) == (1, 0)


def test_the_lexicon_stands_in_order_so_that_its_lines_are_found() -> None:
    lines = (files("summarizer.languages") / "en.wordnet.tsv").read_text(encoding="ascii").splitlines()
    assert lines == sorted(lines)
    first, last = (line.split("\t")[0] for line in (lines[0], lines[-1]))
    assert meanings(first, "en") != meanings("", "en") != meanings(last, "en")
    assert meanings(f"{last}z", "en") == meanings(last[:1] + "\t", "en") == meanings("", "en")


def test_a_language_without_a_lexicon_is_not_weighed() -> None:
    assert weigh("Das Museum kaufte ein Bild.", ["Das Museum kaufte ein Bild."], [], "de") is None
