"""Coverage of concepts (Gillick & Favre 2009), joined with the ranker's scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from summarizer.graph.similarity import Vector, entries_of
from summarizer.graph.sparse import Matrix, beside, of_entries
from summarizer.text.wordlist import distinct

from . import mmr
from .beam import Knapsack, solve
from .concepts import Concepts, find_concepts
from .problem import SAME, Problem, Selection

BETA = 0.5
"""What the ranker's scores weigh beside the concepts, each summed over the whole pile."""
SOURCES = 0.1
"""What hearing every document at least once weighs beside the concepts."""
SPEAKS, WORDS = (0.5, 0.8), 8
"""How well a sentence does beside the best of its document, and words, from which it stands for it; at each
level it counts its part, so that trivia does not do."""
OUTCOME, MATTER = 2.0, 1.5
"""Worth from which a sentence tells the outcome that its document is read for, or what it is about."""
RESULT = 4.0
"""Worth from which a sentence gives the result of its document."""
TOLD, GIVEN = 3.0, 6.0
"""How many times as much hearing a document counts by such a sentence, or at all where each is a matter of
its own; and by its result, or by such a sentence of a matter of its own."""
ALIKE = 0.45
"""Cosine from which two lines are not both chosen: they tell the same, be it with a word more."""
VOTE = 8
"""Words of the longest sentence that tells but how the one before it ended."""
CANDIDATES = 300
PROVEN = 1e-4
"""Gap from which a choice is called optimal."""
FILLS, LONG = 0.55, 0.3
"""Share of the usual score of the chosen from which a sentence may fill what is left of the length; the same
where half of all that may be chosen has room, or more."""
ROOM, LINE = 0.28, 12
"""Share of the whole, beside the share of the length that it takes, that a line must add; and words that it
is taken to have at least, since a reader reads it as a line of its own."""
NOVEL, BRIEF, NOVEL_IF_BRIEF = 0.45, 14, 0.25
"""Share of what a line says that no other one says, for it to be a line; and that of one of so many words,
whose few new ones may be all that matters: "The firm disputes the allegation"."""
LIKEST = 8
"""Chosen sentences, the likest, that are asked whether they say what another one says."""
SHARED = 0.4
"""Share of a sentence that another one has word for word, from which it is asked whether that says it all."""
TOGETHER, LIKE = 2, 0.1
"""Sentences of other documents, the likest, that may say it between them, and the share each has of it."""
BRIEFNESS = 3
"""Words added to a sentence's length when its worth per word is asked: very short ones are no bargain."""

WORTH, PASSED = 0.5, 0.35
"""How far what a sentence is worth bears on the concepts that it holds; in full where it is worth no more
than this. On its score it bears in full."""

PARAMETERS = f"b={BETA},n={CANDIDATES}"


def select(problem: Problem) -> Selection:
    """Choose the set that covers the most concept weight and rank within the budget, then fill by MMR.

    Maximise Σ weights of the distinct concepts covered + β · Σ score · length. In words, characters
    or percent it is a knapsack: over the best 300 sentences the choice is searched for (`beam`), and told
    how far from the optimum it can be at most. A budget in sentences sets no price on length: there each pick
    is the one with the most worth per word (Lin & Bilmes 2010).
    """
    if not problem.eligible.any() or problem.limit <= 0:
        return Selection(())
    found = problem.concepts or find_concepts(problem.graph.terms, problem.graph.prior)
    concepts = _with_sources(found, problem)
    mass = problem.scores * problem.words
    linear = BETA * concepts.weights.sum() * mass / max(float(mass.sum()), 1e-12)
    # What a sentence counts for less or more than usual is taken off, or put on, all that it holds.
    share = np.where(problem.worth <= PASSED, 1.0, WORTH)
    linear += (problem.worth - 1) * share * (concepts.incidence @ concepts.weights)
    if problem.counts_sentences:
        return mmr.fill(problem, _by_density(problem, concepts, linear))
    candidates = _candidates(problem, concepts, linear)
    repeats = _repeats(problem, candidates)
    chosen, remark = _by_search(problem, concepts, linear, candidates, repeats)
    worthy = _worth_their_room(problem, concepts, linear, chosen)
    kept = _each_once(problem, linear, worthy)
    if len(kept) < len(chosen):
        open_ = [int(i) for i in candidates if problem.eligible[i]]
        kept = _refilled(problem, concepts, linear, kept, chosen, open_, candidates[repeats])
    kept = _with_replies(problem, concepts, linear, kept)
    problem = replace(problem, eligible=_fitting(problem, kept, worthy))
    return Selection(_filled(problem, kept), remark)


def _with_replies(
    problem: Problem, concepts: Concepts, linear: Vector, kept: tuple[int, ...]
) -> tuple[int, ...]:
    """Add to a choice what turns one of its sentences, where there is room, and denies what it charges.

    A denial takes the room of one line that is worth less than the charge.
    """
    own = list(kept)
    for sentence in kept:
        replies = (*problem.denials(sentence), *problem.turns(sentence)) if sentence in own else ()
        for reply in replies:
            unit = [member for member in problem.unit(reply) if member not in own]
            if not problem.eligible[reply] or not unit or problem.left_open(unit, problem.told(own)):
                continue
            over = int(problem.costs[[*own, *unit]].sum()) - problem.limit
            due = over > 0 and reply in problem.denials(sentence)
            spared = _spared(problem, concepts, linear, own, sentence, over) if due else []
            if over <= 0 or spared:
                own = [one for one in own if one not in spared] + unit
    return tuple(own)


def _spared(
    problem: Problem, concepts: Concepts, linear: Vector, kept: Sequence[int], beside: int, over: int
) -> list[int]:
    """Return the line of least worth that leaves room enough, none worth what the one ``beside`` is worth."""
    held, worths = _held(concepts, kept), []
    lines = _lines(problem, kept)
    for own in lines:
        lost = held - _held(concepts, own)
        worths.append(float(concepts.weights[(held > 0) & (lost == 0)].sum() + linear[own].sum()))
    most = worths[list(kept).index(beside)]
    best = [
        (worth, at)
        for at, (own, worth) in enumerate(zip(lines, worths, strict=True))
        if beside not in own and worth < most and int(problem.costs[own].sum()) >= over
        if problem.worth[own].max() < OUTCOME
    ]
    return lines[min(best)[1]] if best else []


def _filled(problem: Problem, kept: tuple[int, ...]) -> tuple[int, ...]:
    """Fill what a choice leaves of the length, with lines that say what others of it do not.

    What scores far below all that is chosen is no news: better a shorter note. Not so of a question, which
    all that may be chosen bears on, where there is room for all, or where a long note on documents that are a
    matter each is asked for.
    """
    asked = bool(problem.graph.relevance.min(initial=1.0) < 1.0)
    whole = int(problem.costs[problem.eligible].sum())
    every = problem.apart or problem.limit >= whole
    share = FILLS if 2 * problem.limit < whole else 0.0 if every else LONG
    least = share * _median(problem.scores[list(kept)]) if kept and not asked else 0.0

    def adds(unit: Sequence[int], taken: Sequence[int]) -> bool:
        return not _is_said(problem, unit, taken) and any(_is_new(problem, one, taken) for one in unit)

    chosen = mmr.fill(problem, kept, least, adds).sentences
    once = _said_once(problem, chosen)  # a line that was added may say all of one that was there
    if len(once) == len(chosen):
        return chosen
    open_ = problem.eligible.copy()
    open_[[one for one in chosen if one not in once]] = False
    return mmr.fill(replace(problem, eligible=open_), once, least, adds).sentences


def _is_new(problem: Problem, sentence: int, taken: Sequence[int]) -> bool:
    """Tell whether no two chosen sentences of other documents say most of a sentence: `NOVEL` of it is new.

    Against more than two, of a long note nearly every word is told somewhere.
    """
    vectors, documents = problem.graph.vectors, problem.graph.terms.documents
    others = np.asarray(taken, np.int64)
    others = others[documents[others] != documents[sentence]]
    entries = _entries(vectors, [sentence])
    if not len(others) or not len(entries) or problem.apart:
        return True
    terms, squares = vectors.indices[entries], vectors.data[entries].astype(np.float64) ** 2
    near, _ = _likest(problem, sentence, others)
    told = np.array([np.isin(terms, _columns(vectors, [one])) for one in near.tolist()])
    new = min(float((~(one | told) @ squares).min()) for one in told)
    return new >= _least_novelty(problem, [sentence]) * float(squares.sum())


def _adds(
    problem: Problem, unit: Sequence[int], choice: Sequence[int], held: Callable[[int], NDArray[np.int64]]
) -> bool:
    """Tell whether a line says what a choice does not; ``held`` are the :func:`_terms` of that."""
    new = _novelty(problem, unit, held, kept=False) >= 0
    return new and not _is_said(problem, unit, choice)


def _median(values: Vector) -> float:
    """Return the median of numbers (n,). That of NumPy loads its masked arrays: a sixtieth of the start."""
    ordered = np.sort(values)
    return float(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _with_sources(concepts: Concepts, problem: Problem) -> Concepts:
    """Add each document as one more concept: every voice is to be heard, by what matters in it.

    The sentences that stand for a document are those that score and cover as its best ones do; a question
    that a document hardly touches on makes hearing it worth less.
    """
    documents = problem.graph.terms.documents
    count = int(documents.max()) + 1
    if count == 1:
        return concepts
    relevance, told = np.zeros(count), np.zeros(count, dtype=bool)
    np.maximum.at(relevance, documents, np.where(problem.eligible, problem.graph.relevance, 0.0))
    # Where sentences tell the outcome that a document is read for, they alone stand for it, and count; else
    # those that say what it is about.
    most = np.zeros(count)
    np.maximum.at(most, documents, np.where(problem.eligible, problem.worth, 0.0))
    least = np.where(most >= OUTCOME, OUTCOME, MATTER)[documents]
    outcome = problem.eligible & (problem.worth >= least)
    told[documents[outcome]] = True
    standing = _standing(problem, concepts, count)
    levels = [np.where(told[documents], outcome, standing >= level) for level in SPEAKS]
    speaks, which = np.nonzero(np.stack(levels, axis=1))
    voices = documents[speaks] + count * which
    shape = (len(documents), count * len(SPEAKS))
    member = of_entries(np.ones(len(speaks), np.float32), speaks, voices, shape)
    worth = SOURCES * concepts.weights.sum() / count * relevance / max(float(relevance.max()), 1e-12)
    given = np.where((most >= RESULT) | problem.apart, GIVEN, TOLD)
    heard = np.where(told, given, TOLD if problem.apart else 1.0) * worth
    worth = np.tile(heard / len(SPEAKS), len(SPEAKS))
    return Concepts(beside(concepts.incidence, member), np.concatenate([concepts.weights, worth]))


def _standing(problem: Problem, concepts: Concepts, count: int) -> Vector:
    """Return how well each sentence (n,) stands for its document, from 0 to 1: what it scores and covers."""
    documents = problem.graph.terms.documents
    shares = []
    # Where the best of a document is of little worth, the next best does not stand for it.
    before = problem.scores / np.maximum(problem.worth, 1e-12)
    for values, of in ((problem.scores, before), (concepts.incidence @ concepts.weights,) * 2):
        best = np.zeros(count)
        np.maximum.at(best, documents, np.where(problem.eligible, of, 0.0))
        shares.append(np.minimum(values / np.maximum(best, 1e-12)[documents], 1.0))
    standing: Vector = np.sqrt(shares[0] * shares[1]) * (problem.words >= WORDS)
    return standing


def _by_density(problem: Problem, concepts: Concepts, linear: Vector) -> tuple[int, ...]:
    incidence, holders = concepts.incidence, concepts.incidence.tocsc()
    left, length = concepts.weights.copy(), problem.words + BRIEFNESS
    density = np.where(problem.eligible, (incidence @ left + linear) / length, -np.inf)
    taken: dict[int, None] = {}
    while len(taken) < problem.limit and density.max() > -np.inf:
        best = int(np.argmax(density))
        density[best] = -np.inf
        unit = [s for s in problem.unit(best) if s not in taken]
        if len(taken) + len(unit) > problem.limit:
            continue
        taken.update(dict.fromkeys(unit))
        covered = distinct(_columns(incidence, unit))
        covered = covered[left[covered] > 0]
        left[covered] = 0
        for sentence in unit:
            density[problem.graph.alike(sentence, SAME)[0]] = -np.inf
        # Only the worth of sentences that hold what is now covered has changed.
        poorer = distinct(holders.T[covered].indices)
        poorer = poorer[density[poorer] > -np.inf]
        density[poorer] = (incidence[poorer] @ left + linear[poorer]) / length[poorer]
    return tuple(taken)


def _worth_their_room(
    problem: Problem, concepts: Concepts, linear: Vector, chosen: tuple[int, ...]
) -> tuple[int, ...]:
    """Leave out what was chosen for no more than being short enough for the last words."""
    kept = list(chosen)
    while len(kept) > 1:
        held = _held(concepts, kept)
        worth = float(concepts.weights[held > 0].sum() + linear[kept].sum())
        lines = _lines(problem, kept)
        shares = []
        for own in lines:
            if problem.apart and problem.worth[own].max() >= OUTCOME:
                shares.append(np.inf)  # a short outcome is worth its line
                continue
            lost = held - _held(concepts, own)
            gain = float(concepts.weights[(held > 0) & (lost == 0)].sum() + linear[own].sum())
            shares.append(
                gain / worth * problem.limit / max(_least_cost(problem), int(problem.costs[own].sum()))
            )
        least = int(np.argmin(shares))
        if shares[least] >= ROOM:
            break
        kept = [sentence for sentence in kept if sentence not in lines[least]]
    return tuple(kept)


def _each_once(problem: Problem, linear: Vector, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out lines that say little that others do not, and such as no reader understands.

    What others say in whatever words goes last: none is to give way to a line that goes itself.
    """
    clear = _understood(problem, linear, _told_once(problem, chosen))
    return _understood(problem, linear, _said_once(problem, clear))


def _told_once(problem: Problem, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out lines that say hardly anything which the others do not say, the poorest first.

    Not the one that answers a question best, if one was asked.
    """
    kept, answer = list(chosen), _answer(problem, chosen)
    while len(kept) > 1:
        lines = _lines(problem, kept)
        held = _terms(problem, kept)
        beyond = [np.inf if answer in own else _novelty(problem, own, held, kept=True) for own in lines]
        least = int(np.argmin(beyond))
        if beyond[least] >= 0:
            break
        kept = [sentence for sentence in kept if sentence not in lines[least]]
    return tuple(kept)


def _said_once(problem: Problem, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out lines each sentence of which another one says in whatever words, those chosen last first."""
    kept, answer = list(chosen), _answer(problem, chosen)
    for own in reversed(_lines(problem, kept)):
        if len(own) < len(kept) and answer not in own and _is_said(problem, own, kept):
            kept = [sentence for sentence in kept if sentence not in own]
    return tuple(kept)


def _answer(problem: Problem, chosen: Sequence[int]) -> int:
    """Return the sentence that answers a question best, -1 where none was asked."""
    asked = bool(problem.graph.relevance.min(initial=1.0) < 1.0)
    return max(chosen, key=lambda one: float(problem.scores[one]), default=-1) if asked else -1


def _is_said(problem: Problem, own: Sequence[int], others: Sequence[int]) -> bool:
    """Tell whether each sentence of a line is said by one of ``others`` that is not of the line.

    What others think of a thing is an opinion of their own, and what is said of another matter is not said.
    """
    if problem.opinions:
        return False
    documents, among = problem.graph.terms.documents, np.asarray(others, np.int64)
    among = among[~np.isin(among, own)]

    def says_it(sentence: int) -> bool:
        near = among[documents[among] == documents[sentence]] if problem.apart else among
        near, held = _likest(problem, sentence, near)
        if any(problem.says(sentence, other) for other in near[held >= SHARED].tolist()):
            return True
        if problem.apart:
            return False
        near, held = _likest(problem, sentence, among[documents[among] != documents[sentence]])
        few = near[:TOGETHER][held[:TOGETHER] >= LIKE].tolist()
        return bool(few) and problem.between(sentence, few)

    return all(map(says_it, own))


def _likest(problem: Problem, sentence: int, others: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vector]:
    """Return the others that hold most of a sentence, and what share of it each holds."""
    held = problem.graph.held(sentence, others)
    likest = np.argsort(-held, kind="stable")[:LIKEST]
    return others[likest], held[likest]


def _novelty(
    problem: Problem, own: Sequence[int], held: Callable[[int], NDArray[np.int64]], kept: bool
) -> float:
    """Return by how much what a line adds to the others of a choice exceeds the least, below 0 if not.

    It is the share of the squared weight of its words that the others lack. ``held`` are the :func:`_terms`
    of the choice, ``kept`` tells whether the line is of it.
    """
    vectors = problem.graph.vectors
    entries = _entries(vectors, own)
    terms, squares = vectors.indices[entries], vectors.data[entries].astype(np.float64) ** 2
    least = _least_novelty(problem, own)
    if not len(squares):
        return 1.0 - least
    told = held(own[0])[terms]
    if kept:
        _, place, times = np.unique(terms, return_inverse=True, return_counts=True)
        told = told - times[place.ravel()]
    return float(squares[told == 0].sum() / squares.sum()) - least


def _least_novelty(problem: Problem, own: Sequence[int]) -> float:
    """Return the share of a line that must be new: less of a brief one, save of opinions, all brief."""
    brief = int(problem.words[list(own)].sum()) <= BRIEF and not problem.opinions
    return NOVEL_IF_BRIEF if brief else NOVEL


def _terms(problem: Problem, kept: Sequence[int]) -> Callable[[int], NDArray[np.int64]]:
    """Return what tells how many sentences of a choice have each term (m,), of those beside which one counts.

    Of documents that are matters of their own each says what it says, be it in the same words.
    """
    vectors, documents = problem.graph.vectors, problem.graph.terms.documents

    @cache
    def within(document: int) -> NDArray[np.int64]:
        among = [one for one in kept if document < 0 or documents[one] == document]
        return np.bincount(_columns(vectors, among), minlength=vectors.shape[1])

    return lambda sentence: within(int(documents[sentence]) if problem.apart else -1)


def _understood(problem: Problem, linear: Vector, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out lines that speak of somebody or something as known of whom no line tells.

    Not so those for which the sources are read.
    """
    kept = list(chosen)
    while True:
        lost = [
            own
            for own in _lines(problem, kept)
            if problem.worth[own].max() < OUTCOME
            and problem.left_open(own, problem.told(one for one in kept if one not in own))
        ]
        if not lost or len(lost[0]) == len(kept):  # the last line is better than none
            return tuple(kept)
        poorest = min(lost, key=lambda own: float(linear[own].sum()))
        kept = [sentence for sentence in kept if sentence not in poorest]


def _fitting(problem: Problem, kept: Sequence[int], chosen: Sequence[int]) -> NDArray[np.bool_]:
    """Tell which sentences (n,) may still be added: what they speak of as known is told beside them.

    What was left out of those ``chosen`` is not taken after all.
    """
    found = problem.eligible.copy()
    found[[sentence for sentence in chosen if sentence not in kept]] = False
    if problem.asks:
        told, enough = problem.told(kept), mmr.most(problem)
        order = np.flatnonzero(found)
        for i in order[np.argsort(-problem.scores[order], kind="stable")].tolist():
            if not enough:  # what scores less is not looked at anyway
                found[i] = False
            elif not problem.asks[i] <= told:
                found[i] = not problem.left_open(problem.unit(i), told)
            enough -= bool(found[i] and problem.costs[i] > 0)
    return found


def _refilled(
    problem: Problem,
    concepts: Concepts,
    linear: Vector,
    kept: tuple[int, ...],
    before: Sequence[int],
    candidates: Sequence[int],
    repeats: NDArray[np.int64],
) -> tuple[int, ...]:
    """Add to a choice what adds most to it and is worth its room; nothing that was there ``before``.

    Of two ``candidates`` in ``repeats`` (p, 2) one may be there.
    """
    own, closed = list(kept), set(before)
    worth = float(concepts.weights[_held(concepts, own) > 0].sum() + linear[own].sum())
    least = _least_cost(problem)
    same: dict[int, set[int]] = {}
    for one, other in repeats.tolist():
        same.setdefault(one, set()).add(other)
        same.setdefault(other, set()).add(one)
    while True:
        left = np.where(_held(concepts, own) > 0, 0.0, concepts.weights)
        room = problem.limit - int(problem.costs[own].sum())
        best, most, known, held = [], 0.0, problem.told(own), _terms(problem, own)
        for sentence in candidates:
            unit = [member for member in problem.unit(sentence) if member not in own]
            cost = int(problem.costs[unit].sum())
            if not unit or cost > room or closed.intersection(unit):
                continue
            gain = float(left[distinct(_columns(concepts.incidence, unit))].sum() + linear[unit].sum())
            told = problem.apart and problem.worth[unit].max() >= OUTCOME
            share = gain / worth * problem.limit / max(least, cost)
            if gain <= most or not (told or share >= ROOM):
                continue
            if any(not same[one].isdisjoint(own) for one in unit if one in same):
                continue
            if not problem.left_open(unit, known) and _adds(problem, unit, own, held):
                best, most = unit, gain
        if not best:
            return tuple(own)
        own += best


def _is_vote(problem: Problem, sentence: int) -> bool:
    """Tell whether a sentence is but the outcome of the one that it needs: "Motion carried unanimously."."""
    return bool(problem.needs[sentence] >= 0 and problem.words[sentence] <= VOTE)


def _lines(problem: Problem, kept: Sequence[int]) -> list[list[int]]:
    """Return what would go with each sentence of a choice: all that leans on it, and what none else leans on.

    Linear in the sentences and what they lean on.
    """
    units = {sentence: problem.unit(sentence) for sentence in kept}
    leaning: dict[int, list[int]] = defaultdict(list)
    for sentence, unit in units.items():
        for member in unit:
            leaning[member].append(sentence)
    place = {sentence: at for at, sentence in enumerate(kept)}
    found = []
    for sentence, unit in units.items():
        gone = {sentence, *leaning[sentence]}
        gone |= {
            member
            for member in unit
            if not any(problem.eligible[other] for other in leaning[member] if other not in gone)
        }
        found.append(sorted(gone & place.keys(), key=place.__getitem__))
    return found


def _least_cost(problem: Problem) -> float:
    """Return what a line takes up at least, however short, in units of the budget."""
    return LINE * float(problem.costs.mean() / max(1.0, problem.words.mean()))


def _held(concepts: Concepts, sentences: Sequence[int]) -> Vector:
    """Return how many of the sentences hold each concept (c,)."""
    held = np.bincount(_columns(concepts.incidence, sentences), minlength=len(concepts.weights))
    return held.astype(np.float64)


def _entries(matrix: Matrix, rows: Sequence[int]) -> NDArray[np.int64]:
    """Return where the entries of some rows lie, row by row."""
    return entries_of(matrix, np.asarray(rows, np.intp))[0]


def _columns(matrix: Matrix, rows: Sequence[int]) -> NDArray[np.integer]:
    """Return the columns of the entries of some rows, row by row."""
    return matrix.indices[_entries(matrix, rows)]


def _by_search(
    problem: Problem,
    concepts: Concepts,
    linear: Vector,
    candidates: NDArray[np.int64],
    repeats: NDArray[np.int64],
) -> tuple[tuple[int, ...], str]:
    if not len(candidates):
        return (), ""
    incidence, weights, alone = _reduced(concepts, candidates)
    chosen, gap = solve(
        Knapsack(
            members=_units(problem, candidates),
            covers=incidence,
            weights=weights,
            worth=linear[candidates] + alone,
            costs=problem.costs[candidates].astype(np.float64),
            limit=float(problem.limit),
            clash=repeats,
            leans=_needs(problem, candidates),
        )
    )
    found = candidates[chosen]
    order = found[np.argsort(-problem.scores[found], kind="stable")]
    remark = "optimal" if gap <= PROVEN else f"within {gap:.1%} of the optimum"
    return tuple(int(i) for i in order), f"coverage: {remark} over {len(candidates)} sentences"


def _reduced(concepts: Concepts, candidates: NDArray[np.int64]) -> tuple[Matrix, Vector, Vector]:
    """Return the same worth with fewer concepts: incidence (n, c), weights (c,), own worth (n,) of sentences.

    A concept that one candidate alone holds is worth of that sentence; concepts that the same
    candidates hold are one. Holders are told apart by two sums of random numbers.
    """
    columns = concepts.incidence[candidates].tocsc()
    counts = np.diff(columns.indptr)
    single = np.flatnonzero(counts == 1)
    alone = np.bincount(
        columns.indices[columns.indptr[single]], concepts.weights[single], minlength=len(candidates)
    ).astype(np.float64)
    shared = np.flatnonzero(counts > 1)
    keys = np.random.default_rng(0).integers(2**40, size=(2, len(candidates)))
    held = columns.T[shared].astype(np.int64)
    sums = np.column_stack([held @ key for key in keys])
    _, first, group = np.unique(sums, axis=0, return_index=True, return_inverse=True)
    weights = np.bincount(group.ravel(), concepts.weights[shared], minlength=len(first)).astype(np.float64)
    return columns.T[shared[first]].T.tocsr(), weights, alone


def _candidates(problem: Problem, concepts: Concepts, linear: Vector) -> NDArray[np.int64]:
    """Return the sentences worth solving over, with those they need."""
    fits = np.flatnonzero(problem.eligible & (problem.costs <= problem.limit))
    if len(fits) > CANDIDATES:
        worth = (concepts.incidence @ concepts.weights + linear)[fits] / np.sqrt(problem.words[fits] + 1)
        merit = worth / worth.max() + problem.scores[fits] / problem.scores[fits].max()
        fits = fits[np.argsort(-merit, kind="stable")[:CANDIDATES]]
    members = [member for i in fits.tolist() for member in problem.unit(i)]
    return distinct(np.array(members, np.int64))


def _repeats(problem: Problem, candidates: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs (k, 2) of candidates that say the same."""
    vectors = problem.graph.vectors[candidates]
    cosines = vectors @ vectors.T
    first, second = cosines.entries()
    same = (cosines.data >= ALIKE) & (first < second)
    votes = np.array([_is_vote(problem, int(one)) for one in candidates], dtype=np.bool_)
    same &= ~(votes[first] | votes[second])
    if problem.apart:
        own = problem.graph.terms.documents[candidates]
        same &= own[first] == own[second]
    return np.column_stack([first[same], second[same]]).astype(np.int64)


def _units(problem: Problem, candidates: NDArray[np.int64]) -> Vector:
    """Return the members (k, n) of each eligible candidate's unit: it and those it needs."""
    place = {int(sentence): i for i, sentence in enumerate(candidates)}
    heads = [sentence for sentence in place if problem.eligible[sentence]]
    members = np.zeros((len(heads), len(candidates)))
    for row, sentence in zip(members, heads, strict=True):
        row[[place[other] for other in problem.unit(sentence)]] = 1
    return members


def _needs(problem: Problem, candidates: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs (k, 2): the first may be chosen only with the second.

    A sentence needs the one before it; one that is no line itself, the start of a quotation, its rest.
    """
    place = {int(sentence): i for i, sentence in enumerate(candidates)}
    pairs = [(i, place[int(problem.needs[s])]) for s, i in place.items() if problem.needs[s] >= 0]
    pairs += [(before, i) for i, before in pairs if not problem.eligible[candidates[before]]]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
