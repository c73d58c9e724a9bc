"""The room of a note: what rewriting saves is spent, and nothing is said twice."""

from __future__ import annotations

import re
import threading
import time

import pytest
from rewrite.conftest import Server

from summarizer.data import Document
from summarizer.errors import OptionError
from summarizer.note.brief import Brief, Citation, Line
from summarizer.note.brief_json import dumps
from summarizer.pipeline import Options, summarize
from summarizer.rewrite import RewriteOptions
from summarizer.rewrite.losses import restored
from summarizer.rewrite.offers import offered_here
from summarizer.rewrite.openai_server import OpenAIServer
from summarizer.rewrite.prompt import Request
from summarizer.rewrite.room import Room, repeats
from summarizer.rewrite.sections import parted
from summarizer.selectors.budget import Budget, Unit
from summarizer.sources.load import document_from_text
from summarizer.statements.grammar import finite, spliced
from summarizer.text.language import count_words
from summarizer.tracing import trace


def note(pile: tuple[Document, ...], server: Server, budget: Budget, **how: object) -> Brief:
    options = RewriteOptions(server.name, **how)  # type: ignore[arg-type]
    return summarize(pile, Options(budget=budget, rewrite=options))


def passages(messages: list[dict[str, str]]) -> list[str]:
    asked = [message["content"] for message in messages if "<passage" in message["content"]]
    return re.findall(r"<passage[^>]*>(.*?)</passage>", asked[-1])


def shorten(messages: list[dict[str, str]]) -> str:
    return f"{passages(messages)[0].partition(',')[0]}."


@pytest.mark.parametrize(("unit", "amount"), [("words", 60), ("words", 90), ("chars", 400), ("percent", 30)])
def test_what_rewriting_saves_is_spent_on_the_next_best_lines(
    pile: tuple[Document, ...], server: Server, unit: Unit, amount: float
) -> None:
    server.reply = shorten
    budget = Budget(unit, amount)
    before, brief = summarize(pile, Options(budget=budget)), note(pile, server, budget)
    limit = budget.limit(c.quote for line in before.lines for c in line.citations)
    if unit == "percent":
        limit = int(sum(count_words(document.text) for document in pile) * amount / 100)
    spent = sum(budget.cost(line.text) for line in brief.lines)
    assert 0.9 * limit <= spent <= limit
    assert len(brief.lines) > len(before.lines)
    assert brief.stats.rewritten == len(brief.lines)
    quotes = {citation.quote for line in before.lines for citation in line.citations}
    assert quotes <= {citation.quote for line in brief.lines for citation in line.citations}


def test_where_all_is_refused_the_note_is_the_extractive_one(
    pile: tuple[Document, ...], server: Server
) -> None:
    server.reply = lambda messages: "The king of Spain resigned on 3 May 1921."
    budget = Budget("words", 60)
    before, brief = summarize(pile, Options(budget=budget)), note(pile, server, budget)
    assert [line.text for line in brief.lines] == [line.text for line in before.lines]
    assert all(line.reasons for line in brief.lines)
    assert brief.stats.fallbacks == len(brief.lines)


def test_lines_stand_in_the_order_and_the_sections_of_an_extractive_note(server: Server) -> None:
    texts = [
        "Crews closed the bridge of Norden on 3 March 2021, after a long and noisy debate about it.",
        "Crews opened the tower of Selby on 9 May 2022, in spite of the heavy rain of that week.",
    ]
    documents = tuple(
        document_from_text(text, id=f"S{at}", name=f"{at}.txt") for at, text in enumerate(texts, 1)
    )
    server.reply = shorten
    brief = note(documents, server, Budget("words", 60))
    plain = summarize(documents, Options(budget=Budget("words", 60)))
    kept = [(line.date, line.section, line.citations[0].source) for line in brief.lines]
    assert kept == [(line.date, line.section, line.citations[0].source) for line in plain.lines]


def test_a_line_that_says_what_another_says_is_dropped_and_its_source_is_cited(server: Server) -> None:
    first = "The council of Norden opened 40 bridges, to the relief of many neighbours in the old town."
    second = "The council of Norden opened 40 bridges, much later than drivers of the region had hoped."
    documents = (
        document_from_text(first, id="S1", name="a.txt"),
        document_from_text(second, id="S2", name="b.txt"),
    )
    server.reply = shorten
    brief = note(documents, server, Budget("words", 60))
    (line,) = brief.lines
    assert line.text == "The council of Norden opened 40 bridges."
    assert {citation.source for citation in line.citations} == {"S1", "S2"}


def test_every_line_is_supported_by_a_trace_of_its_own(pile: tuple[Document, ...], server: Server) -> None:
    server.reply = shorten
    brief = note(pile, server, Budget("words", 90))
    traced = trace("\n\n".join(line.text for line in brief.lines), pile)
    assert {line.verdict for line in traced} == {"supported"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The council opened 40 bridges.", "The council of Norden opened 40 bridges on Monday.", True),
        ("The council opened 40 bridges.", "The council of Norden opened 50 bridges on Monday.", False),
        ("The council of Selby opened bridges.", "The council of Norden opened bridges on Monday.", False),
        ("The council opened bridges.", "The museum painted houses.", False),
    ],
)
def test_lines_repeat_each_other_where_words_and_figures_are_the_same(
    one: str, other: str, same: bool
) -> None:
    assert repeats(one, other) is same
    assert repeats(other, one) is same


def test_a_room_takes_what_will_fit_and_never_more() -> None:
    def line(text: str) -> Line:
        return Line("L1", text, (Citation("S1", 0, 1, "", "", "", 1),))

    room = Room(Budget("words", 10), 10)
    waiting = [line("one two three four"), line("five six seven eight"), line("nine " * 30)]
    assert len(list(room.next(waiting))) == 2
    assert room.put(line("red green blue grey"), line("x"))
    assert not room.put(line("many " * 7), line("x"))
    assert room.put(line("north south east west door gate"), line("x"))
    assert room.full


def test_what_lines_were_shortened_by_is_given_back_where_nothing_else_fits() -> None:
    def line(words: str, kind: str = "extracted") -> Line:
        return Line("L1", words, (Citation("S1", 0, 1, "", "", "", 1),), kind=kind)  # type: ignore[arg-type]

    def kept(limit: int | None) -> list[str]:
        room = Room(Budget("words", limit or 1), limit)
        room.put(line("roof wall"), line("roof wall door gate"))
        room.put(line("north south", "rewritten"), line("north south east west hill road"))
        room.put(line("red blue", "rewritten"), line("red blue green"))
        room.give_back()
        assert room.spent == sum(len(one.text.split()) for one in room.lines)
        return [one.text for one in room.lines]

    assert kept(20) == kept(12) == ["roof wall door gate", "north south east west hill road", "red blue"]
    assert kept(9) == ["roof wall door gate", "north south", "red blue"]
    assert kept(6) == kept(None) == ["roof wall", "north south", "red blue"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("A deal on the bridge between Norden and Selby.", False),
        ("Three workers from abroad in hospital after the fall.", False),
        ("The plan includes the railway.", True),
        ("The council sold the hall.", True),
        ("He's in the hall.", True),
        ("The bridge opened.", True),
        ("The agent provides details on the plan.", True),
        ("The report outlines how it fell.", True),
        ("The mayor endorses Anna Reid for the seat.", True),
        ("The council ought to pay.", True),
        ("Three reports about endorsements in Selby.", False),
        ("In June they weigh the plan.", True),
        ("Cars of the council on streets of Selby.", False),
    ],
)
def test_a_sentence_has_a_finite_verb(text: str, whole: bool) -> None:
    assert finite(text) is whole
    assert finite(text, "xx")


def test_two_sentences_on_one_comma_are_seen() -> None:
    assert spliced("The truce ended, it was brokered by Russia.") == "it was"
    assert spliced("When the truce ended, it was noon.") is None
    assert spliced('"The truce ended," it was said.') is None


@pytest.mark.parametrize(
    ("row", "text", "marks"),
    [
        ("- The bridge fell. [1, 3]", "The bridge fell.", (1, 3)),
        ("2. The bridge fell [2].", "The bridge fell.", (2,)),
        ("The bridge fell. [1][2]", "The bridge fell.", (1, 2)),
        ("In [2020] the bridge fell.", "In [2020] the bridge fell.", ()),
    ],
)
def test_the_marks_of_a_line_are_parted_from_it(row: str, text: str, marks: tuple[int, ...]) -> None:
    assert parted(row) == (text, marks)


def test_the_lines_of_a_section_are_written_at_once_and_cite_what_bears_them(
    pile: tuple[Document, ...], server: Server
) -> None:
    def together(messages: list[dict[str, str]]) -> str:
        found = passages(messages)
        if "number=" not in messages[-1]["content"]:
            return shorten(messages)
        lines = [f"- {text.partition(',')[0]}. [9]" for text in found]  # the marks are wrong
        return "\n".join([*lines, "- The king of Spain resigned on 3 May 1921. [1]"])

    server.reply = together
    brief = note(pile, server, Budget("words", 60), plan="sections")
    assert brief.stats.rewritten == len(brief.lines)
    assert "Spain" not in dumps(brief)
    for line in brief.lines:
        assert any(line.text.rstrip(".") in citation.quote for citation in line.citations)
    assert "plan:sections" in brief.signature


@pytest.mark.parametrize(
    ("line", "passage", "whole"),
    [
        (
            "A new island rose from the sea.",
            "A new island, large and black, rose from the sea in Tonga, officials announced Friday.",
            "A new island rose from the sea, officials announced Friday.",
        ),
        (
            "The bill will be withdrawn.",
            "According to congressional aides, the bill will be withdrawn next week.",
            "According to congressional aides, the bill will be withdrawn.",
        ),
        (
            "Two men were found dead at 3 p.m.",
            "Two men, brothers, were found dead at 3 p.m., according to the coroner.",
            "Two men were found dead at 3 p.m., according to the coroner.",
        ),
        ("The bill is dead.", "“The bill is dead,” the mayor said.", None),
        ("The bill is dead.", "The mayor said the bill is dead.", None),
        ("The bill is dead", "The bill is dead, the mayor said.", None),
    ],
)
def test_who_says_so_is_put_back_as_the_passage_has_it(line: str, passage: str, whole: str | None) -> None:
    assert restored(line, passage) == whole


def test_a_line_that_lost_its_attribution_gets_it_back_from_its_passage(server: Server) -> None:
    text = "The council of Norden opened 40 bridges in the old town, officials announced on Friday."
    documents = (document_from_text(text, id="S1", name="a.txt"),)
    server.reply = lambda messages: "The council of Norden opened 40 bridges."
    (line,) = note(documents, server, Budget("words", 60)).lines
    assert line.text == "The council of Norden opened 40 bridges, officials announced on Friday."
    assert line.kind == "rewritten"
    assert len(server.asked) == 1


def test_a_refused_attempt_is_a_turn_of_the_conversation(pile: tuple[Document, ...], server: Server) -> None:
    server.reply = lambda messages: "The king of Spain resigned."
    note(pile, server, Budget("words", 40))
    again = [body["messages"] for body in server.asked if len(body["messages"]) > 8]
    assert again
    for messages in again:
        *_, attempt, told = messages
        assert attempt == {"role": "assistant", "content": "The king of Spain resigned."}
        assert told["role"] == "user"
        assert told["content"].startswith("(")


def test_a_model_that_saves_nothing_leaves_the_quoted_note(
    pile: tuple[Document, ...], server: Server
) -> None:
    server.reply = lambda messages: "The king of Spain resigned."
    budget = Budget("words", 40)
    quoted = summarize(pile, Options(budget=budget))
    brief = note(pile, server, budget)
    assert [line.text for line in brief.lines] == [line.text for line in quoted.lines]
    assert brief.stats.fallbacks == sum(bool(line.reasons) for line in brief.lines) > 0


def test_the_quotation_in_other_marks_is_no_refused_line(pile: tuple[Document, ...], server: Server) -> None:
    """A copy that wrote "U. S." for "U.S." was longer, so it was refused and asked for once more."""
    server.reply = lambda messages: passages(messages)[0].replace(",", " , ").upper()
    brief = note(pile, server, Budget("words", 40))
    assert brief.stats.fallbacks == 0
    assert all(line.kind == "extracted" and not line.refused for line in brief.lines)
    assert len({body["messages"][-1]["content"] for body in server.asked}) == len(server.asked)


def test_a_section_that_a_model_spoils_is_written_line_by_line(
    pile: tuple[Document, ...], server: Server
) -> None:
    def babble(messages: list[dict[str, str]]) -> str:
        return "Sure! Here it is." if "number=" in messages[-1]["content"] else shorten(messages)

    server.reply = babble
    brief = note(pile, server, Budget("words", 60), plan="sections")
    assert brief.stats.rewritten == len(brief.lines)


def test_a_server_is_asked_as_many_lines_at_a_time_as_is_wanted(server: Server) -> None:
    together, most, lock = [0], [0], threading.Lock()

    def slow(messages: list[dict[str, str]]) -> str:
        with lock:
            together[0] += 1
            most[0] = max(most[0], together[0])
        time.sleep(0.2)
        with lock:
            together[0] -= 1
        return "A line."

    server.reply = slow
    asked = [Request("", str(at), "", "A line.", {}) for at in range(6)]
    model = OpenAIServer.of(RewriteOptions(server.name, jobs=3))
    assert sorted(at for at, _ in model.answer(asked, lambda: None)) == list(range(6))
    assert most[0] == 3


def test_work_ends_within_a_second_though_the_server_does_not_answer(server: Server) -> None:
    server.reply = lambda messages: time.sleep(3) or "A line."
    start = time.monotonic()

    def stop() -> None:
        if time.monotonic() > start + 0.3:
            raise KeyboardInterrupt

    model = OpenAIServer.of(RewriteOptions(server.name))
    with pytest.raises(KeyboardInterrupt):
        list(model.answer([Request("", "", "", "A line.", {})], stop))
    assert time.monotonic() < start + 1.3


def test_a_model_that_only_thinks_is_given_room_to_answer(server: Server) -> None:
    def think(messages: list[dict[str, str]]) -> str:
        return "<think>\nWell," if len(server.asked) == 1 else "<think>\nWell.\n</think>\nA line."

    server.reply = think
    model = OpenAIServer.of(RewriteOptions(server.name))
    assert [answer.strip() for _, answer in model.answer([Request("", "", "", "A.", {})], lambda: None)] == [
        "A line."
    ]
    first, second = (body["max_tokens"] for body in server.asked)
    assert second > first + 1000


def test_a_server_without_a_model_is_asked_which_it_has(server: Server) -> None:
    with pytest.raises(OptionError, match="there are tiny, small: write openai:"):
        OpenAIServer.of(RewriteOptions(server.name.partition("#")[0]))


def test_the_servers_of_this_machine_are_asked_for_their_models(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = (f"openai:{server.url}/v1#tiny", f"openai:{server.url}/v1#small")
    assert offered_here([f"openai:{server.url}/v1/#tiny", "openai:nonsense"])[:2] == models
    assert not set(models) & set(offered_here())
    monkeypatch.setenv("OLLAMA_HOST", server.url.removeprefix("http://"))
    assert offered_here()[:2] == models


def test_progress_tells_how_many_lines_are_done(pile: tuple[Document, ...], server: Server) -> None:
    def slow(messages: list[dict[str, str]]) -> str:
        time.sleep(0.15)
        return shorten(messages)

    server.reply = slow
    told: list[str] = []
    options = RewriteOptions(server.name, jobs=1)
    summarize(pile, Options(budget=Budget("words", 60), rewrite=options), progress=told.append)
    assert any(re.fullmatch(r"rewriting, \d+ of \d+ lines, about \d+ s left", text) for text in told)
