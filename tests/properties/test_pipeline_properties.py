"""What holds of every note, whatever the sources say."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date

import builders
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.compose.lines import ORDERS
from summarizer.data import Document
from summarizer.errors import NothingToBriefError, OptionError
from summarizer.note import brief_json
from summarizer.note.brief import Brief
from summarizer.pipeline import Options, summarize
from summarizer.selectors import SELECTORS
from summarizer.selectors.budget import Budget, Unit
from summarizer.text.language import count_words

NAMES = (
    "Ada Byron",
    "The mayor of Brno",
    "A bridge in Old Town",
    "Karel Novak",
    "The harbour board",
    "Moravia",
)
DOINGS = (
    "opened the new hall on May 3", "denied that the plan had failed", "said that 40 people were hurt",
    "lost 12 million crowns in the flood", "asked the council for more time", "will rebuild the mill by June",
)  # fmt: skip
OPENINGS = (
    "",
    "",
    "",
    "However, ",
    "He said that ",
    "Meanwhile, ",
    "They also know that ",
    "“We know,” said ",
)
ENDS = (".", ".", ".", "?", "!", "", " …", ".”", ":")

sentences = st.builds(
    lambda opening, name, doing, end: f"{opening}{name} {doing}{end}",
    *map(st.sampled_from, (OPENINGS, NAMES, DOINGS, ENDS)),
)
real_looking = st.lists(
    st.lists(sentences, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=5
).map("\n\n".join)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
dates = st.none() | st.dates(date(2019, 1, 1), date(2024, 12, 31))


@st.composite
def piles(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[Document, ...]:
    found = draw(st.lists(st.tuples(texts, dates), min_size=1, max_size=5))
    return tuple(
        builders.document(text, number, date=day) for number, (text, day) in enumerate(found, start=1)
    )


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    unit: Unit = draw(st.sampled_from(["words", "sentences", "percent", "chars"]))
    most = {"words": 120, "sentences": 8, "percent": 100, "chars": 700}[unit]
    return Budget(unit, draw(st.integers(1, most)))


choices = st.builds(
    Options,
    budget=budgets(),
    selector=st.sampled_from(sorted(SELECTORS)),
    order=st.sampled_from(ORDERS),
    query=st.none() | st.sampled_from(["flood in Brno", "zebra"]),
)


def note_on(documents: tuple[Document, ...], options: Options) -> Brief | None:
    """The note, None where the sources or the length allow none: those errors are what they should be."""
    try:
        return summarize(documents, options)
    except (NothingToBriefError, OptionError):
        return None


def check_note(note: Brief, documents: Sequence[Document], options: Options) -> None:
    by_id = {document.id: document for document in documents}
    for citation in note.citations():
        assert by_id[citation.source].text[citation.start : citation.end] == citation.quote
    ids = [line.id for line in note.lines]
    assert len(ids) == len(set(ids))
    assert len({line.text for line in note.lines}) == len(note.lines)
    for line in note.lines:
        primary = [citation for citation in line.citations if citation.role == "primary"]
        quoted = [" ".join(citation.quote.split()) for citation in primary]
        # What is cut has a capital and an end of its own, no more.
        begun = (f"[{re.escape(text[0] + text[0].upper())}]{re.escape(text[1:])}" for text in quoted)
        shown = line.text
        for citation in line.citations:
            if citation.role == "context":  # a name in full, in brackets and with a citation of its own
                told = re.escape(" ".join(citation.quote.split()))
                shown, count = re.subn(rf"\[{told}\] | \[{told}\]", "", shown, count=1)
                assert count == 1
        assert re.fullmatch(r"\.? ".join(begun) + r"\.?", shown)
        own = {citation.source for citation in primary}
        others = {citation.source for citation in line.citations if citation.role == "corroborating"}
        assert len(own) == 1
        assert not own & others
        assert 1 <= line.independent <= 1 + len(others)
    assert spent(note, options.budget) <= limit(documents, note, options.budget)


def spent(note: Brief, budget: Budget) -> int:
    if budget.unit == "sentences":
        return sum(citation.role == "primary" for line in note.lines for citation in line.citations)
    if budget.unit == "chars":
        return sum(len(line.text) for line in note.lines)
    return sum(count_words(line.text) for line in note.lines)


def limit(documents: Sequence[Document], note: Brief, budget: Budget) -> float:
    return budget.amount / 100 * note.stats.words_in if budget.unit == "percent" else budget.amount


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents=piles(real_looking), options=choices)
def test_a_note_on_prose_is_traceable_within_its_length_and_says_nothing_twice(
    documents: tuple[Document, ...], options: Options
) -> None:
    note = note_on(documents, options)
    if note:
        check_note(note, documents, options)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents=piles(anything), options=choices)
def test_a_note_on_any_characters_is_traceable_within_its_length_and_says_nothing_twice(
    documents: tuple[Document, ...], options: Options
) -> None:
    note = note_on(documents, options)
    if note:
        check_note(note, documents, options)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents=piles(real_looking | anything), options=choices)
def test_the_same_documents_and_options_give_the_same_bytes(
    documents: tuple[Document, ...], options: Options
) -> None:
    first, second = note_on(documents, options), note_on(documents, options)
    assert (first is None) == (second is None)
    if first and second:
        assert brief_json.dumps(first) == brief_json.dumps(second)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("selector", sorted(SELECTORS))
def test_a_note_on_shuffled_samples_is_traceable_within_its_length(seed: int, selector: str) -> None:
    shuffle = random.Random(seed)
    samples = list(builders.seeds())
    shuffle.shuffle(samples)
    documents = []
    for number, sample in enumerate(samples[: shuffle.randint(1, 5)], start=1):
        paragraphs = sample.text.split("\n")
        shuffle.shuffle(paragraphs)
        documents.append(builders.document("\n".join(paragraphs), number, date=sample.date))
    for budget in (Budget("words", 40 * seed + 40), Budget("sentences", seed + 1), Budget("chars", 900)):
        options = Options(budget=budget, selector=selector)
        check_note(summarize(documents, options), documents, options)
