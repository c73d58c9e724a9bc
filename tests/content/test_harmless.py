"""What boilerplate says is told of many sentences at once as it is of each alone; so are repeated ones."""

from __future__ import annotations

import re
from itertools import groupby

import builders
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from summarizer.content import boilerplate, repeats
from summarizer.content.lines import Reasons
from summarizer.content.notices import LINK_SIGNS, anywhere, openings
from summarizer.content.repeats import Repeats, normal
from summarizer.data import Sentence, Span
from summarizer.text import wordlist
from summarizer.text.wordlist import EVERY, Words

RULES = sorted({rule for _, rule in (*openings(), *anywhere())})
LETTERS = "abCE '’-.,1ß中İ"
WORDS = ("Don't", "don t", "the", "fox", "fox's", "RAN", "off", "x", "(home)", "1,000", "ß")


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (wordlist, boilerplate, repeats):
        monkeypatch.setattr(module, "WORTH_IT", 0)


def sentences_of(texts: list[str]) -> list[Sentence]:
    """Return one sentence for each text, in one document."""
    document = builders.document("\n".join(texts))
    found, at = [], 0
    for number, text in enumerate(texts):
        found.append(Sentence(document, Span(at, at + len(text)), number, number))
        at += len(text) + 1
    return found


def fitting() -> st.SearchStrategy[str]:
    """Texts that a rule fits at the beginning, and what may stand behind."""
    fits = st.sampled_from(RULES).flatmap(lambda rule: st.from_regex(re.compile(rule), fullmatch=True))
    behind = st.sampled_from(["", " the mayor said on Monday.", " 12", " of the “city”", " (AFP)"])
    return st.builds(str.__add__, fits, behind).filter(lambda text: bool(text.strip()))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(st.lists(fitting() | st.text(LETTERS, min_size=1, max_size=90), min_size=1, max_size=6))
@example(["The mayor of Orme opened the bridge.", "20-foot-long November", "KL, MO, TB", "12 May", "Share"])
@example(["www.orme.example/x", "Ann Lowe (@lowe) May 3, 2020", "From: Ann <ann@orme.example>", "----- x"])
def test_what_is_said_is_told_of_many_as_of_each(texts: list[str]) -> None:
    sentences = sentences_of(texts)
    told = boilerplate._told(sentences, texts, Words.of(texts))
    assert told == [boilerplate._by_format(one) or boilerplate._reason(one.text, EVERY) for one in sentences]


@pytest.mark.parametrize("rule", [rule for bit, _, rule in boilerplate._openings().others if bit == EVERY])
def test_what_needs_no_word_has_the_sign_of_a_link(rule: re.Pattern[str]) -> None:
    @settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
    @given(st.from_regex(rule, fullmatch=True))
    def holds(text: str) -> None:
        assert any(sign in text for sign in LINK_SIGNS)

    holds()


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), max_size=20),
    st.sets(st.integers(0, 19)),
)
@example(["The fox don t ran off home", "A", "And so the fox don't ran off (home) 1,000"], set())
def test_what_is_repeated_is_what_has_the_same_words(texts: list[str], marked: set[int]) -> None:
    own: Reasons = ["caption" if at in marked else None for at in range(len(texts))]
    expected = _repeated(texts, list(own))
    found = Repeats.of(sentences_of(texts), Words.of(texts))
    found.mark(range(len(texts)), texts, own)
    assert own == expected


def _repeated(texts: list[str], reasons: Reasons) -> Reasons:
    """Mark what each text repeats by holding it against all before it, or behind it."""
    lines = [normal(text) for text in texts]
    plain = [at for at, reason in enumerate(reasons) if reason is None]
    for at in plain:
        if lines[at].count(" ") >= 4 and any(lines[other] == lines[at] for other in plain if other < at):
            reasons[at] = "repeated"
    runs = [list(run) for _, run in groupby(range(len(texts)), lambda at: lines[at])]
    first = [
        run[0]
        for run in runs
        if reasons[run[0]] is None and len(run) >= 3 and {reasons[at] for at in run[1:]} == {"repeated"}
    ]
    if len(first) < reasons.count(None):
        for at in first:
            reasons[at] = "repeated"
    left = [at for at in plain if reasons[at] is None]
    for place, at in enumerate(left[:12], 1):
        fuller = any(f" {lines[at]} " in f" {lines[other]} " for other in left[place:])
        if lines[at].count(" ") >= 5 and fuller:
            reasons[at] = "repeated"
    return reasons


def test_a_document_repeats_only_itself() -> None:
    text = "The fox ran off home at last."
    ones, others = sentences_of([text, "Nobody saw the fox again that day."]), sentences_of([text])
    assert [one.skip for one in boilerplate.mark([*ones, *others])] == [None] * 3
