"""Coverage of concepts (Gillick & Favre 2009), joined with the ranker's scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from summarizer.graph.similarity import Vector

from . import mmr
from .beam import Knapsack, solve
from .concepts import Concepts, find_concepts
from .problem import SAME, Problem, Selection

BETA = 0.5
"""What the ranker's scores weigh beside the concepts, each summed over the whole pile."""
SOURCES = 0.1
"""What hearing every document at least once weighs beside the concepts."""
SPEAKS, WORDS = 0.5, 8
"""Share of a document's best score, and words, from which a sentence stands for it: trivia does not."""
OUTCOME, MATTER = 2.0, 1.5
"""Worth from which a sentence tells the outcome that its document is read for, or what it is about."""
RESULT = 4.0
"""Worth from which a sentence gives the result of its document."""
TOLD, GIVEN = 3.0, 6.0
"""How many times as much hearing a document counts by such a sentence, and by its result."""
CANDIDATES = 300
PROVEN = 1e-4
"""Gap from which a choice is called optimal."""
BRIEFNESS = 3
"""Words added to a sentence's length when its worth per word is asked: very short ones are no bargain."""

WORTH = 0.5
"""How far what a sentence is worth bears on the concepts that it holds; on its score it bears in full."""

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
    concepts = _with_sources(find_concepts(problem.graph.terms, problem.graph.prior), problem)
    mass = problem.scores * problem.words
    linear = BETA * concepts.weights.sum() * mass / max(float(mass.sum()), 1e-12)
    # What a sentence counts for less or more than usual is taken off, or put on, all that it holds.
    linear += (problem.worth - 1) * WORTH * (concepts.incidence @ concepts.weights)
    if problem.counts_sentences:
        return mmr.fill(problem, _by_density(problem, concepts, linear))
    chosen, remark = _by_search(problem, concepts, linear)
    filled = mmr.fill(problem, chosen)
    return Selection(filled.sentences, remark)


def _with_sources(concepts: Concepts, problem: Problem) -> Concepts:
    """Add each document as one more concept: every voice is to be heard, by what matters in it.

    The sentences that stand for a document are those of at least half its best score; a question that
    a document hardly touches on makes hearing it worth less.
    """
    documents = problem.graph.terms.documents
    count = int(documents.max()) + 1
    if count == 1:
        return concepts
    best, relevance = np.zeros(count), np.zeros(count)
    told = np.zeros(count, dtype=bool)
    np.maximum.at(best, documents, np.where(problem.eligible, problem.scores, 0.0))
    np.maximum.at(relevance, documents, np.where(problem.eligible, problem.graph.relevance, 0.0))
    # Where sentences tell the outcome that a document is read for, they alone stand for it, and count; else
    # those that say what it is about.
    most = np.zeros(count)
    np.maximum.at(most, documents, np.where(problem.eligible, problem.worth, 0.0))
    least = np.where(most >= OUTCOME, OUTCOME, MATTER)[documents]
    outcome = problem.eligible & (problem.worth >= least)
    told[documents[outcome]] = True
    weighty = (problem.scores >= SPEAKS * best[documents]) & (problem.words >= WORDS)
    speaks = np.flatnonzero(np.where(told[documents], outcome, weighty))
    member = sparse.csr_matrix(
        (np.ones(len(speaks), np.float32), (speaks, documents[speaks])), shape=(len(documents), count)
    )
    worth = SOURCES * concepts.weights.sum() / count * relevance / max(float(relevance.max()), 1e-12)
    worth = np.where(told, np.where(most >= RESULT, GIVEN, TOLD) * worth, worth)
    return Concepts(
        sparse.hstack([concepts.incidence, member]).tocsr(), np.concatenate([concepts.weights, worth])
    )


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
        covered = np.unique(incidence[unit].indices)
        covered = covered[left[covered] > 0]
        left[covered] = 0
        for sentence in unit:
            density[problem.graph.alike(sentence, SAME)[0]] = -np.inf
        # Only the worth of sentences that hold what is now covered has changed.
        poorer = np.unique(holders[:, covered].indices)
        poorer = poorer[density[poorer] > -np.inf]
        density[poorer] = (incidence[poorer] @ left + linear[poorer]) / length[poorer]
    return tuple(taken)


def _by_search(problem: Problem, concepts: Concepts, linear: Vector) -> tuple[tuple[int, ...], str]:
    candidates = _candidates(problem, concepts, linear)
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
            clash=_repeats(problem, candidates),
            leans=_needs(problem, candidates),
        )
    )
    found = candidates[chosen]
    order = found[np.argsort(-problem.scores[found], kind="stable")]
    remark = "optimal" if gap <= PROVEN else f"within {gap:.1%} of the optimum"
    return tuple(int(i) for i in order), f"coverage: {remark} over {len(candidates)} sentences"


def _reduced(concepts: Concepts, candidates: NDArray[np.int64]) -> tuple[sparse.csr_matrix, Vector, Vector]:
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
    held = columns[:, shared].astype(np.int64)
    sums = np.column_stack([held.T @ key for key in keys])
    _, first, group = np.unique(sums, axis=0, return_index=True, return_inverse=True)
    weights = np.bincount(group.ravel(), concepts.weights[shared], minlength=len(first)).astype(np.float64)
    return columns[:, shared[first]].tocsr(), weights, alone


def _candidates(problem: Problem, concepts: Concepts, linear: Vector) -> NDArray[np.int64]:
    """Return the sentences worth solving over, with those they need."""
    fits = np.flatnonzero(problem.eligible & (problem.costs <= problem.limit))
    if len(fits) > CANDIDATES:
        worth = (concepts.incidence @ concepts.weights + linear)[fits] / np.sqrt(problem.words[fits] + 1)
        merit = worth / worth.max() + problem.scores[fits] / problem.scores[fits].max()
        fits = fits[np.argsort(-merit, kind="stable")[:CANDIDATES]]
    return np.unique([s for i in fits for s in problem.unit(int(i))]).astype(np.int64)


def _repeats(problem: Problem, candidates: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs (k, 2) of candidates that say the same."""
    vectors = problem.graph.vectors[candidates]
    cosines = sparse.triu(vectors @ vectors.T, k=1).tocoo()
    same = cosines.data >= SAME
    return np.column_stack([cosines.row[same], cosines.col[same]]).astype(np.int64)


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
