"""Sentences without an end, in any alphabet: what tracing does grows no faster than they do.

Work is counted in steps of the interpreter, so that other work on the machine changes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from types import FrameType
from typing import Any

import pytest

from summarizer.data import Document, Sentence, Span
from summarizer.tracing import Evidence, Traced, lines, trace_sentence
from summarizer.tracing.gather import LIST, gather

PIECES = (
    "&amp;Aa", "&amp; Bb ", "Aabbcc's ", "молоко Касса ", "Aabb said Bbaa ", "killed 5 Aa ", "on the Aabbcc ",
    "12-1155 ", "5555.5% ", "555555. ", "not aabbcc, ", "αβγαβγ Γβγαβγ ", "aabbcc and bb, ", "اامم بببب ",
    "12 March 2021 ", "不是中国 ", "“Aabbcc” ",
)  # fmt: skip
ORDINARY = (
    "The dam at Brno broke on Monday, killing 40 people.",
    "Marek Novák, the mayor of Brno, said 3 villages were under water.",
    "The ministry denied that the dam had not been inspected since 2019.",
)


def steps(run: Callable[[], object]) -> int:
    """Count the instructions of Python that a call executes."""
    executed = 0

    def each(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal executed
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        executed += event == "opcode"
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        run()
    finally:
        sys.settrace(before)
    return executed


_numbers = count(1_000)


def endless(piece: str, length: int) -> str:
    """Return a sentence of one repeated piece; its end is its own, as sentences once read are kept."""
    return piece * (length // len(piece)) + f" z{next(_numbers)}q"


def evidence(*texts: str) -> Evidence:
    made = [Document(f"S{at}", f"{at}.txt", text, language="en") for at, text in enumerate(texts, 1)]
    return Evidence.build([Sentence(one, Span(0, len(one.text)), 0, 0) for one in made], "en")


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_tracing_a_sentence_without_an_end_costs_what_it_is_long(piece: str) -> None:
    sources = evidence(*ORDINARY, " ".join(ORDINARY))

    def cost(length: int) -> int:
        return steps(lambda: trace_sentence(endless(piece, length), sources))

    cost(200)  # what is made once for all; some of it is made later, so that of two runs the cheaper counts
    short, long = (min(map(cost, lengths)) for lengths in ((450, 451), (900, 901)))
    assert long < 2.7 * short  # four times where words are held against one another


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_a_source_without_an_end_costs_what_it_is_long(piece: str) -> None:
    draft = f"{piece * 3} {ORDINARY[1]}"

    def cost(length: int) -> int:
        text = endless(piece, length)
        sources = evidence(*ORDINARY, text, f"{text} a", f"{text} b")
        return steps(lambda: trace_sentence(draft, sources))

    cost(200)
    short, long = (min(map(cost, lengths)) for lengths in ((900, 901), (1_800, 1_801)))
    assert long < 2.7 * short


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_both_without_an_end_are_not_held_against_one_another_word_by_word(piece: str) -> None:
    def cost(length: int) -> int:
        text = endless(piece, length)
        sources = evidence(*ORDINARY, f"{text} a", f"{text} b")
        return steps(lambda: trace_sentence(text, sources))

    cost(200)
    short, long = (min(map(cost, lengths)) for lengths in ((450, 451), (900, 901)))
    assert long < 3 * short


def test_a_list_without_an_end_is_supported_only_word_for_word() -> None:
    listed = "Brno, " * (LIST + 1) + "Selby"
    sources = evidence(listed, *ORDINARY)
    assert trace_sentence(listed, sources).verdict == "supported"
    other = trace_sentence(listed.replace("Selby", "Norden"), sources)
    assert other.verdict == "partial"
    assert "it has too many words to be judged as one statement" in other.reasons


def test_a_list_without_an_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = evidence(*ORDINARY)
    text = "Brno broke " * LIST
    (found,) = sources.search([text])
    monkeypatch.setattr("summarizer.tracing.gather.mismatches", lambda *_: pytest.fail("it was read"))
    assert [one.kind for one in gather(text, found, sources).findings] == ["factuality"]


def test_a_sentence_that_a_draft_says_again_and_again_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    judge = lines.trace_sentences

    def counted(texts: Sequence[str], *others: Any) -> Iterator[Traced]:
        asked.extend(texts)
        return judge(texts, *others)

    monkeypatch.setattr(lines, "trace_sentences", counted)
    source = Document("S1", "a.txt", " ".join(ORDINARY), language="en")
    traced = lines.trace(Document("D", "d.txt", " ".join((*ORDINARY, *ORDINARY)), language="en"), [source])
    assert asked == list(ORDINARY)
    assert [(one.id, one.text) for one in traced] == [
        (f"L{at}", text) for at, text in enumerate((*ORDINARY, *ORDINARY), 1)
    ]
