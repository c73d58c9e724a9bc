"""Every selector keeps the contract of a problem; small cases by hand."""

from __future__ import annotations

from dataclasses import replace

import builders
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from piles import content, graph_of, lines_of, pile

from summarizer import Options, summarize
from summarizer.content.standalone import needs
from summarizer.selectors import SELECTORS, concepts, coverage
from summarizer.selectors.budget import Budget
from summarizer.selectors.problem import SAME, Problem

word = st.sampled_from("bridge river council mayor tram rain stone sand vote engine the of".split())
lines = st.lists(st.lists(word, min_size=1, max_size=7).map(" ".join), min_size=1, max_size=14)


def problem_on(
    texts: list[str], limit: int, scores: list[float] | None = None, needed: dict[int, int] | None = None
) -> Problem:
    """A problem in words over one document a text; all may be chosen."""
    sentences = tuple(s for number, text in enumerate(texts, 1) for s in lines_of(text, number=number))
    words = np.array([len(text.split()) for text in texts], dtype=np.int64)
    before = np.full(len(texts), -1, dtype=np.int64)
    for sentence, need in (needed or {}).items():
        before[sentence] = need
    return Problem(
        graph=graph_of(sentences),
        scores=np.array(scores or [1.0] * len(texts)),
        costs=words,
        words=words,
        limit=limit,
        eligible=np.ones(len(texts), dtype=bool),
        needs=before,
        worth=np.ones(len(texts)),
    )


def test_a_line_that_adds_hardly_anything_is_left_out_though_there_is_room() -> None:
    texts = ["bridge river council mayor tram rain stone sand vote engine"] * 2
    texts += ["bridge river council mayor tram rain stone", "mayor stone bridge vote river engine tram sand"]
    problem = problem_on([*texts, "the sand of it"], 18, [1.0, 1.0, 0.9, 0.9, 0.01])
    chosen = SELECTORS["coverage"](problem).sentences
    assert 4 not in chosen
    check(problem, chosen)


def check(problem: Problem, chosen: tuple[int, ...]) -> None:
    assert len(set(chosen)) == len(chosen)
    assert problem.costs[list(chosen)].sum() <= problem.limit
    for sentence in chosen:
        needed = int(problem.needs[sentence])
        assert needed < 0 or needed in chosen
        if not problem.eligible[sentence]:
            assert any(problem.needs[other] == sentence for other in chosen)


@pytest.mark.parametrize("name", SELECTORS)
@settings(max_examples=60, deadline=None)
@given(
    texts=lines,
    limit=st.integers(0, 30),
    seed=st.integers(0, 99),
    counts_sentences=st.booleans(),
)
def test_a_choice_is_within_its_limit_eligible_and_brings_what_it_needs(
    name: str, texts: list[str], limit: int, seed: int, counts_sentences: bool
) -> None:
    draw = np.random.default_rng(seed)
    problem = problem_on(texts, limit, scores=draw.random(len(texts)).tolist())
    needed, eligible = problem.needs.copy(), draw.random(len(texts)) < 0.8
    for sentence in range(1, len(texts)):
        if draw.random() < 0.3 and eligible[sentence]:
            needed[sentence] = sentence - 1
            # what is needed stands alone, or is the start of a quotation, needed by one sentence only
            eligible[sentence - 1] = eligible[sentence - 1] or draw.random() < 0.5
    problem = replace(problem, needs=needed, eligible=eligible)
    if counts_sentences:
        problem = replace(problem, costs=np.ones_like(problem.costs))
    check(problem, SELECTORS[name](problem).sentences)


@pytest.mark.parametrize("name", SELECTORS)
def test_what_repeats_a_chosen_sentence_is_not_chosen(name: str) -> None:
    problem = problem_on(["bridge council cracks river"] * 3 + ["violin recital tonight"], 99)
    chosen = SELECTORS[name](problem).sentences
    vectors = problem.graph.vectors[list(chosen)]
    cosines = (vectors @ vectors.T).toarray() - np.eye(len(chosen))
    assert cosines.max() < SAME
    assert 3 in chosen


@pytest.mark.parametrize("name", SELECTORS)
def test_a_leaning_sentence_that_fits_only_alone_is_left(name: str) -> None:
    problem = problem_on(["bridge council cracks river", "tram rain"], 5, [0.1, 0.9], {1: 0})
    assert SELECTORS[name](problem).sentences == (0,)


@pytest.mark.parametrize("name", SELECTORS)
def test_the_start_of_a_quotation_is_chosen_with_its_end_or_not_at_all(name: str) -> None:
    texts = ["bridge council cracks river", "tram rain", "violin recital tonight"]
    problem = problem_on(texts, 5, [0.9, 0.9, 0.1], {1: 0})
    problem = replace(problem, eligible=np.array([False, True, True]))
    assert SELECTORS[name](problem).sentences == (2,)
    assert set(SELECTORS[name](replace(problem, limit=6)).sentences) == {0, 1}


@pytest.mark.parametrize("name", SELECTORS)
def test_nothing_is_chosen_of_nothing_eligible_or_with_no_room(name: str) -> None:
    problem = problem_on(["bridge council"], 9)
    assert SELECTORS[name](replace(problem, eligible=np.array([False]))).sentences == ()
    assert SELECTORS[name](replace(problem, limit=1)).sentences == ()


@pytest.mark.parametrize("name", SELECTORS)
def test_with_overfill_the_line_that_crosses_the_limit_is_let_in_and_ends_it(name: str) -> None:
    problem = replace(problem_on(["bridge council", "tram rain", "violin recital"], 3), overfill=True)
    assert len(SELECTORS[name](problem).sentences) == 2


def test_mmr_takes_the_best_and_then_the_best_that_is_unlike_it() -> None:
    # λ = ½: after sentence 0, sentence 1 scores ½·.9 − ½·cos(0, 1), with cos = .577…; sentence 2 ½·.5.
    problem = problem_on(["bridge council cracks", "bridge tram rain", "violin recital"], 5, [1.0, 0.9, 0.6])
    cosine = float((problem.graph.vectors @ problem.graph.vectors.T).toarray()[0, 1])
    expected = 1 if 0.9 - cosine > 0.6 else 2
    assert SELECTORS["mmr"](replace(problem, limit=6)).sentences[:2] == (0, expected)


def test_coverage_prefers_two_short_sentences_that_cover_more_than_a_long_one() -> None:
    texts = [
        "bridge council",
        "tram rain",
        "bridge council stone sand",
        "bridge council tram rain",
        "stone sand",
    ]
    chosen = SELECTORS["coverage"](problem_on(texts, 6)).sentences
    covered = {word for sentence in chosen for word in texts[sentence].split()}
    assert covered == {"bridge", "council", "tram", "rain", "stone", "sand"}


def test_coverage_says_how_good_its_choice_is() -> None:
    assert SELECTORS["coverage"](problem_on(["bridge council", "tram rain"], 2)).remark.startswith(
        "coverage: optimal over 2 sentences"
    )


@pytest.mark.parametrize("name", SELECTORS)
@pytest.mark.parametrize("limit", [20, 60, 200])
def test_a_choice_from_the_samples_keeps_the_contract(name: str, limit: int) -> None:
    sentences = content(*builders.seeds())
    needed, eligible = needs(sentences)
    words = np.array([len(sentence.text.split()) for sentence in sentences], dtype=np.int64)
    problem = Problem(
        graph_of(sentences),
        np.linspace(1, 0.1, len(sentences)),
        words,
        words,
        limit,
        np.array(eligible),
        np.array(needed),
        np.ones(len(sentences)),
    )
    chosen = SELECTORS[name](problem).sentences
    assert chosen
    check(problem, chosen)


def test_each_reviewer_is_heard_before_one_goes_on() -> None:
    faults = (
        "The scanner is loud and slow. The scanner is slow on old film. Its sound is awful.",
        "We love it, but its lid broke within a week.",
        "The lamp was weak from the first day on, a waste of money, I was disappointed.",
        "The box was torn, I want a refund, and customer service was rude.",
    )
    note = summarize(pile(*faults), Options(budget=Budget("words", 45)))
    assert {citation.source for line in note.lines for citation in line.citations} == {"S1", "S2", "S3", "S4"}


def test_a_note_of_decisions_is_not_padded_with_talk() -> None:
    talk = " ".join(f"Ann said that ferry {at} had been slow for a while." for at in range(12))
    minutes = (
        "The chair opened the meeting; there was a quorum, and apologies came from Cora.\n\nFerries\n\n"
        f"{talk} The board agreed to buy two ferries at a price of 40,000 crowns each in May.\n\nCranes\n\n"
        f"{talk} The board agreed to sell the cranes of the north pier to Korvo before the end of June."
    )
    note = summarize(pile(minutes), Options(budget=Budget("words", 80)))
    assert [line.text.split(" to ")[0].split("] ")[-1] for line in note.lines] == ["The board agreed"] * 2


def court(*sentences: str, head: str = "") -> str:
    """Return a judgment of these sentences, with its decision at the end."""
    text = (
        "The appellant runs a ferry at Orme. The respondents refused the licence of the tribunal.\n\n"
        "Counsel for the appellant spoke first of the statutory tides.\n\n"
    )
    return f"{head}\n\n{text * 4}DECISION\n\n{' '.join(sentences)}"


def test_what_a_judgment_holds_in_a_sentence_wins_over_its_catchwords() -> None:
    head = "FERRIES – late appeal – whether the notice was received – appeal dismissed"
    held = "For the reasons set out above the tribunal finds that no notice was sent to the ferry at Orme."
    note = summarize(pile(court(held, head=head)), Options(budget=Budget("words", 25)))
    assert [line.text for line in note.lines] == [
        "The tribunal finds that no notice was sent to the ferry at Orme."
    ]


def test_each_judgment_is_heard_before_one_goes_on() -> None:
    more = (
        "We dismiss the appeal against the fee for the ferry.",
        "We allow the appeal against the penalty for the late return of the ferry.",
        "We refuse the application for the costs of the ferry in the north.",
    )
    other = "We dismiss the appeal of the harbour of Ness against the closing of its crane."
    note = summarize(pile(court(*more), court(other)), Options(budget=Budget("words", 30)))
    assert {citation.source for line in note.lines for citation in line.citations} == {"S1", "S2"}


def test_a_line_that_says_again_what_others_say_is_no_line() -> None:
    first = "bridge river council mayor tram rain stone sand"
    second = "vote engine tower market harbour crane ferry pilot"
    third = "school garden winter letter paper copper silver lemon"
    again = (
        "bridge river council mayor vote engine tower market school garden winter letter flute violin oboe"
    )
    problem = problem_on([first, second, third, again], 60)
    assert set(SELECTORS["coverage"](problem).sentences) == {0, 1, 2}
    assert 3 in SELECTORS["coverage"](replace(problem, apart=True)).sentences


def test_what_fills_the_rest_of_the_length_is_not_what_two_other_documents_say() -> None:
    texts = ["bridge river council mayor tram rain stone sand", "vote engine tower market harbour crane"]
    texts += ["school garden winter letter paper copper silver lemon"]
    again = "bridge river council mayor tram vote engine tower market harbour crane flute violin oboe drum"
    problem = problem_on([*texts, again], 60, [1.0, 1.0, 1.0, 0.4])
    assert set(coverage._filled(problem, (0, 1, 2))) == {0, 1, 2}
    three = "bridge river council mayor vote engine tower market school garden winter flute violin oboe drum"
    problem = problem_on([*texts, three], 60, [1.0, 1.0, 1.0, 0.4])
    assert set(coverage._filled(problem, (0, 1, 2))) == {0, 1, 2, 3}


@pytest.mark.parametrize("score", [1.0, 0.4])
def test_a_line_of_which_another_one_says_each_sentence_is_no_line(score: float) -> None:
    texts = [
        "bridge river council mayor tram rain stone sand mud clay",
        "vote engine tower market harbour crane",
    ]
    told = "bridge river council mayor guitar violin oboe"
    problem = problem_on([*texts, told], 60, [1.0, 1.0, score])
    assert 2 in SELECTORS["coverage"](problem).sentences
    known = replace(problem, says=lambda one, other: (one, other) == (2, 0))
    assert set(SELECTORS["coverage"](known).sentences) == {0, 1}
    assert 2 in SELECTORS["coverage"](replace(known, apart=True)).sentences  # of another matter
    assert 2 in SELECTORS["coverage"](replace(known, opinions=True)).sentences
    unlike = replace(problem, says=lambda one, other: (one, other) == (2, 1))  # of which it has no word
    assert 2 in SELECTORS["coverage"](unlike).sentences


def test_a_line_that_others_of_another_document_have_between_them_is_no_line() -> None:
    texts = ["bridge river council mayor tram rain stone sand mud", "vote engine tower market harbour crane"]
    problem = problem_on([*texts, "bridge river council vote tower guitar violin oboe"], 60)
    assert 2 in SELECTORS["coverage"](problem).sentences
    known = replace(problem, between=lambda one, others: (one, sorted(others)) == (2, [0, 1]))
    assert set(SELECTORS["coverage"](known).sentences) == {0, 1}
    assert 2 in SELECTORS["coverage"](replace(known, apart=True)).sentences
    assert 2 in SELECTORS["coverage"](replace(known, opinions=True)).sentences


def test_no_line_gives_way_to_one_that_goes_itself() -> None:
    texts = ["bridge river council mayor tram rain stone sand", "vote engine tower market harbour crane"]
    texts += ["school garden winter letter paper copper silver lemon"]
    mixed = "bridge river council mayor vote engine tower market school garden winter letter"
    texts += [f"{mixed} flute violin oboe"]
    problem = problem_on([*texts, "flute violin oboe harp"], 60)
    known = replace(problem, says=lambda one, other: (one, other) == (4, 3))
    assert coverage._each_once(known, known.scores, (0, 1, 2, 3, 4)) == (0, 1, 2, 4)


@pytest.mark.parametrize(
    ("score", "limit", "apart", "filled"),
    [(0.2, 19, False, False), (0.4, 19, False, True), (0.2, 19, True, True), (0.2, 24, False, True)],
)
def test_a_long_note_is_not_filled_with_what_scores_far_below_its_lines_unless_there_is_room_for_all(
    score: float, limit: int, apart: bool, filled: bool
) -> None:
    texts = ["bridge river council mayor tram", "vote engine tower market harbour", "school garden letter"]
    texts += ["violin oboe drum flute organ", "copper silver lemon paper winter glass"]
    problem = problem_on(texts, limit, [1.0, 1.0, 1.0, score, 0.001])
    assert (3 in coverage._filled(replace(problem, apart=apart), (0, 1, 2))) is filled


def test_what_turns_a_line_fills_the_room_and_a_denial_takes_that_of_a_lesser_line() -> None:
    texts = ["bridge river council mayor tram", "vote engine tower market harbour", "school garden letter"]
    problem = problem_on([*texts, "violin oboe drum flute organ"], 15, [1.0, 0.9, 0.8, 0.001])

    def added(problem: Problem) -> set[int]:
        found = concepts.find_concepts(problem.graph.terms, problem.graph.prior)
        return set(coverage._with_replies(problem, found, problem.scores, (0, 1, 2)))

    assert added(problem) == {0, 1, 2}
    turned = replace(problem, turns=lambda one: (3,) if one == 0 else ())
    assert added(turned) == {0, 1, 2}  # there is no room
    assert added(replace(turned, limit=18)) == {0, 1, 2, 3}
    denied = replace(problem, denials=lambda one: (3,) if one == 0 else ())
    assert added(denied) == {0, 1, 3}
    assert added(replace(denied, eligible=np.array([True, True, True, False]))) == {0, 1, 2}
    assert added(replace(denied, worth=np.array([1.0, 1.0, 9.0, 1.0]), limit=14)) == {0, 2, 3}
    least = replace(problem, denials=lambda one: (3,) if one == 2 else ())  # beside the line of least worth
    assert added(least) == {0, 1, 2}


def test_two_papers_tell_of_a_find_once() -> None:
    one = (
        "Two brothers were shot dead in a beach apartment on Sunday, police said. Though police would not "
        "give many details about the investigation, they did say a handgun was found at the scene."
    )
    other = "A handgun was recovered at the scene. Neighbours heard nothing before the ambulance came."
    note = summarize(pile(one, other), Options(budget=Budget("words", 60)))
    text = " ".join(line.text for line in note.lines)
    assert text.count("handgun") == 1
    assert "Neighbours" in text


def test_a_line_whose_referents_no_other_tells_is_no_line() -> None:
    texts = ["bridge river council mayor", "the flyer vote engine tram", "school garden winter letter"]
    problem = problem_on(texts, 13)
    asks, tells = (frozenset[str](), frozenset({"flyer"}), frozenset[str]()), (frozenset[str](),) * 3
    assert 1 in SELECTORS["coverage"](problem).sentences
    assert 1 not in SELECTORS["coverage"](replace(problem, asks=asks, tells=tells)).sentences
    told = (frozenset({"flyer"}), *tells[1:])
    assert 1 in SELECTORS["coverage"](replace(problem, asks=asks, tells=told)).sentences


def meeting(day: str, *motions: str) -> str:
    opened = "The chair opened the meeting; there was a quorum, and apologies came from Cora."
    items = "\n\n".join(f"{motion} Motion carried unanimously." for motion in motions)
    return f"Minutes of {day}\n\n{opened}\n\n{items}"


def test_two_motions_that_were_carried_in_the_same_words_are_two_lines() -> None:
    texts = (
        meeting(
            "3 May 2021",
            "Motion by Lowe, seconded by Penn, to buy the crane of Korvo for 40,000 crowns.",
            "Motion by Penn, seconded by Lowe, to close the north pier in the winter.",
        ),
        meeting(
            "7 June 2021", "Motion by Lowe, seconded by Penn, to buy the crane of Korvo for 38,000 crowns."
        ),
    )
    note = summarize(pile(*texts), Options(budget=Budget("words", 120)))
    assert len(note.lines) == 3
    assert note.conflicts == ()


def test_a_question_takes_no_pointer_to_what_is_read_elsewhere() -> None:
    text = "The ferry of Orme sank on Monday in a storm. The mayor of Orme spoke of nine boats."
    more = "More on the ferry of Orme and the storm below. The council of Ness met on Friday night."
    note = summarize(pile(text, more), Options(query="ferry of Orme", budget=Budget("words", 40)))
    lines = " ".join(line.text for line in note.lines)
    assert "sank" in lines
    assert "More on" not in lines


def _with_it(problem: Problem, sentence: int, kept: list[int]) -> list[int]:
    """What goes with a sentence, asked of every other one."""
    gone = {sentence} | {other for other in kept if sentence in problem.unit(other)}
    rest = [other for other in kept if other not in gone and problem.eligible[other]]
    needed = {member for other in rest for member in problem.unit(other)}
    gone |= {member for member in problem.unit(sentence) if member not in needed}
    return [other for other in kept if other in gone]


@given(lines, st.data())
@settings(deadline=None)
def test_what_goes_with_each_line_is_what_goes_with_it_alone(texts: list[str], data: st.DataObject) -> None:
    needed = {
        at: data.draw(st.integers(0, at - 1)) for at in range(1, len(texts)) if data.draw(st.booleans())
    }
    problem = problem_on(texts, 9, needed=needed)
    able = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    problem = replace(problem, eligible=np.array(able))
    kept = list(dict.fromkeys(i for i in data.draw(st.permutations(range(len(texts)))) if i % 4))
    assert coverage._lines(problem, kept) == [_with_it(problem, sentence, kept) for sentence in kept]


@given(lines, st.booleans())
@settings(deadline=None)
def test_what_a_line_adds_is_what_no_other_one_has(texts: list[str], apart: bool) -> None:
    problem = replace(problem_on(texts, 9), apart=apart)
    kept, vectors = list(range(len(texts))), problem.graph.vectors.toarray().astype(float)
    held = coverage._terms(problem, kept)
    for one in kept:
        others = [other for other in kept if other != one and not apart]
        lacking = ~(vectors[others] > 0).any(axis=0) if others else np.ones(vectors.shape[1], bool)
        squares = vectors[one] ** 2
        share = squares[lacking].sum() / squares.sum() if squares.sum() else 1.0
        least = coverage.NOVEL_IF_BRIEF
        assert coverage._novelty(problem, [one], held, kept=True) == pytest.approx(share - least, abs=1e-6)
