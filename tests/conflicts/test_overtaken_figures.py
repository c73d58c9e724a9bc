"""Figures of older sources that a new one overtakes."""

from __future__ import annotations

from datetime import date

import builders
import pytest
from piles import content

from summarizer.conflicts import disagreements
from summarizer.conflicts.overtaken import overtaken
from summarizer.graph.similarity import unweighted

TOLL = "At least {} people drowned when the Orme ferry capsized off Ness, the coastguard said."
COST = "The new bridge across the harbour of Tarawa cost the city {} million crowns."
EARLY, LATE = date(2018, 3, 12), date(2018, 3, 16)


def found(old: str, new: str, day: date | None, third: str = "", of: date | None = EARLY) -> dict[int, str]:
    told = (old, of), (new, day), (third, of)
    sentences = content(
        *(builders.document(text, at, date=on, language="en") for at, (text, on) in enumerate(told, 1))
    )
    graph = unweighted(sentences)
    newer = overtaken(disagreements(sentences, graph, {}), sentences, graph.terms.words, {"S2"})
    return {at: sentences[one.sentence].text for at, one in newer.items()}


@pytest.mark.parametrize("day", [LATE, None])
def test_a_higher_toll_overtakes_a_lower_one_unless_its_source_is_older(day: date | None) -> None:
    assert found(TOLL.format(16), TOLL.format(37), day) == {0: TOLL.format(37)}
    assert found(TOLL.format(16), TOLL.format(37), EARLY, of=LATE) == {}


def test_a_lower_toll_overtakes_nothing() -> None:
    assert found(TOLL.format(37), TOLL.format(16), LATE) == {}


def test_another_figure_overtakes_one_of_an_earlier_day_alone() -> None:
    assert found(COST.format(40), COST.format(52), LATE) == {0: COST.format(52)}
    assert found(COST.format(52), COST.format(40), LATE) == {0: COST.format(40)}
    assert found(COST.format(40), COST.format(52), None) == {}
    assert found(COST.format(40), COST.format(52), EARLY, of=LATE) == {}


def test_a_figure_that_an_older_source_has_too_is_no_news() -> None:
    assert found(COST.format(40), COST.format(52), LATE, f"Auditors: {COST.format(52)}") == {}
    assert found(COST.format(40), COST.format(52), LATE, "Gulls cry.") == {0: COST.format(52)}
