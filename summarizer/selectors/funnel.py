"""A large pile is read closely where it matters: all is ranked, the best and what is around it judged.

Whether a sentence stands alone, what it can spare, what it is worth: that is most of the work, and of a large
pile nearly all of it would go into sentences that no note has room for. Scores and concepts are those of the
whole pile; only who may be chosen is found among the best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.content.cores import Cores
from summarizer.content.full_names import persons, shows
from summarizer.content.judged import Named, judge
from summarizer.content.kinds import NEWS, REVIEW, kinds_of
from summarizer.content.reading import Content, content
from summarizer.content.worth import bounds
from summarizer.data import Document, Sentence
from summarizer.errors import OptionError
from summarizer.graph.similarity import SentenceGraph, Vector
from summarizer.records import dataclass
from summarizer.text.wordlist import Words

from .budget import Budget
from .concepts import Concepts, find_concepts
from .pose import Tolls, pose
from .problem import Problem

LARGE = 10_000
"""Sentences above which a pile is read closely only in part."""
BEST, TIMES = 1_000, 10
"""Sentences that are read closely for their own sake, and how many times as many as fill the note."""
ENOUGH = 400
"""Sentences that may be chosen, from which no more are read; and so many times what fills the note."""
WIDER = 4
"""How many times as many are read where those do not do."""
IN_PART = (NEWS, REVIEW)
"""Kinds of document that may be read in part; the others come to a result, which any part may give."""
WHOLE, NAMED = 60, 2_000
"""Sentences of the longest document that is read as a whole, and of the longest whose persons are known."""
OPENING = 3
"""Sentences of a document that are always read with others of it: they tell what it is about."""
BEFORE, REACH = 3, 8
"""Sentences before its paragraph that are read with a sentence, and before itself at most."""
BEHIND = 3
"""Sentences behind it in its paragraph that are read."""


@dataclass(frozen=True, eq=False)
class Pile:
    """A large pile, ranked but not judged: its ``n`` sentences of content, their graph and scores (n,).

    ``marked`` are all its sentences, those that are no content too, with the words of their texts.
    """

    content: Content
    graph: SentenceGraph
    scores: Vector
    marked: Sequence[Sentence]
    marked_words: Words

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The sentences of content, as they stand."""
        return self.content.sentences

    @property
    def words(self) -> Words:
        """Their words."""
        return self.content.words

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """Where they stand among all that are marked (n,)."""
        return np.array(self.content.places)

    def with_marked(self, near: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return where some sentences of content and the marked ones above them stand: headings, for one."""
        wanted = np.zeros(len(self.places), bool)
        wanted[near] = True
        below = np.searchsorted(self.places, np.arange(len(self.marked)))
        above = np.maximum(below - 1, 0)
        below = np.minimum(below, len(self.places) - 1)
        # What stands behind the last content of a document goes with that.
        own = [
            one.document is self.sentences[at].document
            for one, at in zip(self.marked, below.tolist(), strict=True)
        ]
        return np.flatnonzero(wanted[np.where(own, below, above)])


@dataclass(frozen=True, slots=True, eq=False)
class Posed:
    """What there is to choose from, and the sentences of the pile, as they read where they have been read."""

    problem: Problem
    sentences: tuple[Sentence, ...]
    read: int


def is_large(sentences: Sequence[Sentence]) -> bool:
    """Tell whether a pile is read closely only in part, by its sentences of kinds for which that will do."""
    if len(sentences) <= LARGE:
        return False
    of = kinds_of(sentences)
    return sum(of[one.document] in IN_PART for one in sentences) > LARGE


def pose_best(
    pile: Pile,
    budget: Budget,
    trimmed: bool,
    bears: NDArray[np.bool_] | None,
    tolls: Tolls,
    cores: Cores,
) -> Posed:
    """Do for a large pile what `pose.pose` does, judging only its best sentences and what is around them.

    Where too few of them may be chosen, more are read, at last all. No other sentence is eligible.
    Sentences are without what they can spare where ``trimmed``.
    """
    limit = budget.limit(one.own for one in pile.sentences)
    costs = _costs(pile, budget)
    fill = limit / max(1.0, float(costs.mean()))
    concepts = find_concepts(pile.graph.terms, pile.graph.prior)
    order = _order(pile, concepts, bears)
    size = int(max(BEST, TIMES * fill))
    while True:
        places = _around(pile, order, size, tolls.leading)
        whole = len(places) == len(pile.sentences) or size >= len(order)
        try:
            part, read, kept = _part(pile, places, trimmed, budget, limit, bears, tolls, cores)
        except OptionError:  # a shorter sentence may be found
            if whole:
                raise
        else:
            if whole or part.eligible.sum() >= max(ENOUGH, 2 * fill):
                problem = replace(_spread(pile, part, kept, costs), concepts=concepts)
                return Posed(problem, _put_in(pile.sentences, read, kept), len(kept))
        size *= WIDER


def _costs(pile: Pile, budget: Budget) -> NDArray[np.int64]:
    """Return what each sentence takes off the budget (n,), nearly: as it is before it is read."""
    if budget.unit == "sentences":
        return np.ones(len(pile.sentences), np.int64)
    if budget.unit == "chars":
        return np.fromiter((len(one.span) for one in pile.sentences), np.int64, len(pile.sentences))
    return np.diff(pile.words.starts)


def _order(pile: Pile, concepts: Concepts, bears: NDArray[np.bool_] | None) -> NDArray[np.int64]:
    """Return the sentences that may matter, those first that score and cover most, worth what they may be."""
    covered = np.asarray(concepts.incidence @ concepts.weights) / np.sqrt(np.diff(pile.words.starts) + 1.0)
    merit = pile.scores / max(float(pile.scores.max()), 1e-12) + covered / max(float(covered.max()), 1e-12)
    merit *= bounds(pile.sentences, pile.words)
    found = np.argsort(-merit, kind="stable")
    # Where nothing bears on a question, one sentence is read as well, of which that is said.
    return found if bears is None else found[bears[found]] if bears.any() else found[:1]


def _around(pile: Pile, order: NDArray[np.int64], size: int, always: Sequence[int]) -> NDArray[np.int64]:
    """Return the best sentences with what is read with them, in order of the pile."""
    documents = pile.graph.terms.documents
    best = {*order[: size // 2].tolist(), *_of_each(order, documents, size // 2).tolist(), *always}
    starts = np.flatnonzero(pile.graph.terms.positions == 0)
    ends = np.append(starts[1:], len(documents))
    near = np.zeros(len(documents), bool)
    of = kinds_of(pile.sentences)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if of[pile.sentences[start].document] not in IN_PART:
            near[start:end] = True
    first, last = _paragraphs(pile.sentences)
    for at in best:
        number = int(documents[at])
        start, end = int(starts[number]), int(ends[number])
        if end - start <= WHOLE:
            near[start:end] = True
            continue
        near[start : start + OPENING] = True
        low = max(start, at - REACH, int(first[at]) - BEFORE)
        high = min(end, at + BEHIND, int(last[at]))
        near[low : high + 1] = True
    return np.flatnonzero(near)


def _of_each(order: NDArray[np.int64], documents: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    """Return the best sentences of each document, ``size`` of all together: every voice may be heard."""
    own = documents[order]
    groups = np.argsort(own, kind="stable")
    ordered = own[groups]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    rank = np.arange(len(ordered)) - np.repeat(begins, np.diff(np.append(begins, len(ordered))))
    return order[groups[rank < size // max(1, len(begins))]]


def _paragraphs(sentences: Sequence[Sentence]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each sentence (n,) the first and the last of its paragraph."""
    numbers = np.fromiter((one.paragraph for one in sentences), np.int64, len(sentences))
    owners = np.fromiter((id(one.document) for one in sentences), np.int64, len(sentences))
    new = np.append(True, (numbers[1:] != numbers[:-1]) | (owners[1:] != owners[:-1]))
    begins = np.flatnonzero(new)
    lengths = np.diff(np.append(begins, len(numbers)))
    return np.repeat(begins, lengths), np.repeat(begins + lengths - 1, lengths)


def _part(
    pile: Pile,
    places: NDArray[np.int64],
    trimmed: bool,
    budget: Budget,
    limit: int,
    bears: NDArray[np.bool_] | None,
    tolls: Tolls,
    cores: Cores,
) -> tuple[Problem, Sequence[Sentence], NDArray[np.int64]]:
    """Return the problem that some sentences pose, and those of them that are content, with their places."""
    among = pile.with_marked(places)
    some = [pile.marked[at] for at in among.tolist()]
    words = pile.marked_words.pick(among.tolist(), {})
    read = content(some, words, trimmed, cores, _persons(pile, places))
    kept = np.searchsorted(pile.places, among[list(read.places)])
    judged = judge(read.sentences, read.words, read.named, cores)
    own = tolls.at({at: i for i, at in enumerate(kept.tolist())})
    graph = pile.graph.at(kept, read.words)
    asked = None if bears is None else bears[kept]
    scores = pile.scores[kept]
    problem = pose(read.sentences, graph, scores, budget, asked, own, judged, limit)
    return problem, read.sentences, kept


def _persons(pile: Pile, places: NDArray[np.int64]) -> dict[Document, Named]:
    """Return the persons of the documents that are read in part, from the whole of them: who they are is said
    anywhere. Of very long ones nobody is known.
    """
    documents = pile.graph.terms.documents
    sizes = np.bincount(documents)
    ends = np.cumsum(sizes)
    read = np.bincount(documents[places], minlength=len(sizes))
    partly = np.flatnonzero((read > 0) & (read < sizes)).tolist()
    languages = [one.document.language for one in pile.sentences]
    shown = pile.words.may_fit_by(languages, shows).tolist() if partly else []
    found: dict[Document, Named] = {}
    for number in partly:
        own = slice(int(ends[number] - sizes[number]), int(ends[number]))
        short = sizes[number] <= NAMED
        document = pile.sentences[own.start].document
        found[document] = persons(pile.sentences[own], shown[own]) if short else {}
    return found


def _spread(pile: Pile, part: Problem, kept: NDArray[np.int64], costs: NDArray[np.int64]) -> Problem:
    """Return the problem of the whole pile, in which no other sentence than those ``kept`` may be chosen."""
    size = len(pile.sentences)
    needs = np.full(size, -1)
    needs[kept] = np.where(part.needs >= 0, kept[part.needs], -1)
    place = {at: i for i, at in enumerate(kept.tolist())}
    return replace(
        part,
        graph=pile.graph,
        scores=_at(kept, part.scores, pile.scores),
        costs=_at(kept, part.costs, costs),
        words=_at(kept, part.words, np.diff(pile.words.starts)),
        eligible=_at(kept, part.eligible, np.zeros(size, bool)),
        needs=needs,
        worth=_at(kept, part.worth, np.ones(size)),
        asks=_Spread(part.asks, place, size),
        tells=_Spread(part.tells, place, size),
        says=lambda one, other: part.says(place[one], place[other]),
        between=lambda one, others: part.between(place[one], [place[other] for other in others]),
        turns=lambda one: tuple(kept[list(part.turns(place[one]))].tolist()),
        denials=lambda one: tuple(kept[list(part.denials(place[one]))].tolist()),
    )


def _at(places: NDArray[np.int64], values: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
    """Return the ``others`` with values in some places."""
    found = others.copy()
    found[places] = values
    return found


def _put_in(
    sentences: Sequence[Sentence], read: Sequence[Sentence], kept: NDArray[np.int64]
) -> tuple[Sentence, ...]:
    """Return all sentences, those that have been read as they read."""
    found = list(sentences)
    for at, one in zip(kept.tolist(), read, strict=True):
        found[at] = one
    return tuple(found)


class _Spread(Sequence[frozenset[str]]):
    """Sets of some of ``size`` sentences, by their place among all; nothing of the others."""

    def __init__(self, sets: Sequence[frozenset[str]], place: Mapping[int, int], size: int) -> None:
        self._sets, self._place, self._size = sets, place, size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, i: Any) -> Any:
        at = self._place.get(range(self._size)[i])
        return frozenset() if at is None else self._sets[at]
